// Quantiles of a weighted sample, by the rules of Hyndman & Fan 1996 carried over to weights.

export const QUANTILE_RULES = ['math', 'school', 'hf4', 'hf5', 'hf6', 'hf7', 'hf8', 'hf9'] as const
export type QuantileRule = (typeof QUANTILE_RULES)[number]

/** Values ascending with their weights (> 0), and cumulative weights. */
export type SortedSample = { values: Float64Array; weights: Float64Array; cumulated: Float64Array }

/** Shares closer than this are equal. */
const EQUAL = 1e-11

/** The active rows sorted by value, ties in file order. */
export function sortedRows(values: Float64Array, active: Uint8Array): Int32Array {
  const rows = Int32Array.from(active.keys()).filter((row) => active[row] === 1)
  return rows.sort((a, b) => values[a]! - values[b]! || a - b)
}

/** The sample of sorted rows that have weight. */
export function sampleOf(
  rows: Int32Array,
  values: Float64Array,
  weights: Float64Array,
): SortedSample {
  const weighted = rows.filter((row) => weights[row]! > 0)
  let sum = 0
  return {
    values: Float64Array.from(weighted, (row) => values[row]!),
    weights: Float64Array.from(weighted, (row) => weights[row]!),
    cumulated: Float64Array.from(weighted, (row) => {
      sum += weights[row]!
      return sum
    }),
  }
}

/**
 * The quantile at 0 ≤ p ≤ 1. `math`: the smallest value with F ≥ p; `school`: the same, but the mean with the next
 * value where F = p; `hf4` … `hf9`: linear between points (their own F, value), constant outside them.
 */
export function quantileOf(sample: SortedSample, p: number, rule: QuantileRule): number {
  const { values, cumulated } = sample
  const last = values.length - 1
  const whole = cumulated[last]!
  if (rule === 'math' || rule === 'school') {
    const at = firstAtLeast(last + 1, p, (k) => cumulated[k]! / whole)
    if (at > last) return values[last]!
    const isEqual = Math.abs(cumulated[at]! / whole - p) <= EQUAL
    if (rule === 'school' && isEqual && at < last) return (values[at]! + values[at + 1]!) / 2
    return values[at]!
  }
  const share = shareOf(sample, rule)
  const at = firstAtLeast(last + 1, p, share)
  if (at > last) return values[last]!
  const here = share(at)
  if (at === 0 || Math.abs(here - p) <= EQUAL) return values[at]!
  const before = share(at - 1)
  const part = (p - before) / (here - before)
  return values[at - 1]! + part * (values[at]! - values[at - 1]!)
}

/** The first k with F_k ≥ p, within the tolerance; `count` when there is none. */
function firstAtLeast(count: number, p: number, share: (k: number) => number): number {
  let [low, high] = [0, count]
  while (low < high) {
    const middle = (low + high) >> 1
    if (share(middle) >= p - EQUAL) high = middle
    else low = middle + 1
  }
  return low
}

function shareOf(sample: SortedSample, rule: QuantileRule): (k: number) => number {
  const { weights, cumulated } = sample
  const last = weights.length - 1
  const whole = cumulated[last]!
  const end = weights[last]!
  const below = (k: number) => (k === 0 ? 0 : cumulated[k - 1]!)
  if (rule === 'hf4') return (k) => cumulated[k]! / whole
  if (rule === 'hf5') return (k) => (cumulated[k]! - weights[k]! / 2) / whole
  if (rule === 'hf6') return (k) => cumulated[k]! / (whole + end)
  if (rule === 'hf7') return (k) => (last === 0 ? 0 : below(k) / cumulated[last - 1]!)
  if (rule === 'hf8') return (k) => (below(k) / 3 + (2 * cumulated[k]!) / 3) / (whole + end / 3)
  return (k) => ((3 * below(k)) / 8 + (5 * cumulated[k]!) / 8) / (whole + end / 4)
}
