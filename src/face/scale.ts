// From values to places on paper. Refuses what cannot be drawn instead of drawing NaN.

/** A linear scale from `domain` to percent of the width or height, rounded to 0.01. */
export function percentScale(low: number, high: number): (value: number) => number {
  if (!Number.isFinite(low) || !Number.isFinite(high) || low >= high) {
    throw new RangeError(`a scale needs two different ends, not ${low} and ${high}`)
  }
  return (value) => {
    if (!Number.isFinite(value)) throw new RangeError(`${value} has no place on a scale`)
    return Math.round(((value - low) / (high - low)) * 10_000) / 100
  }
}

/** About `count` round values from `low` to `high`, in steps of 1, 2 or 5 × 10ᵏ. */
export function ticks(low: number, high: number, count = 4): number[] {
  if (!(low < high)) throw new RangeError(`no ticks between ${low} and ${high}`)
  const rough = (high - low) / count
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 5, 10].map((each) => each * power).find((each) => each >= rough) ?? rough
  const first = Math.ceil(low / step)
  const last = Math.floor(high / step + 1e-9)
  // Multiplying whole numbers of steps keeps 0.1 + 0.2 from printing as 0.30000000000000004.
  return Array.from({ length: last - first + 1 }, (_, index) => {
    return Number(((first + index) * step).toPrecision(12))
  })
}

/** Smallest and largest of the values, widened to round ticks; null values are passed over. */
export function extent(values: readonly (number | null)[]): [number, number] {
  const known = values.filter((value): value is number => value !== null)
  if (known.length === 0) return [0, 1]
  const low = Math.min(...known)
  const high = Math.max(...known)
  return low === high ? [low - 1, high + 1] : [low, high]
}
