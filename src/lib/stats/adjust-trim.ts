// Trimming of extreme weights.

import type { Adjust } from './adjustment.ts'
import { must } from './stats-error.ts'

export type Trim = { lower?: number; upper?: number; strict?: boolean }

/**
 * Sets weights outside [lower, upper] to the bound and shares what was cut equally among the other rows of the
 * sample, so that the sum stays. `strict` repeats until no weight is outside. Adds no term to the variance.
 * A row of the sample with weight 0 is outside a lower bound above 0, as in R; a row that a replicate leaves out
 * stays out.
 * Throws `trim.bounds` when lower > upper, `trim.impossible` when no weights with this sum lie between the
 * bounds. R: `trimWeights(design, upper, lower, strict)`.
 */
export function trimWeights({ lower = 0, upper = Infinity, strict = false }: Trim): Adjust {
  must(lower <= upper, 'trim.bounds', `The lower bound ${lower} is above the upper bound ${upper}.`)
  return (weights, isPresent) => {
    const trimmed = weights.slice()
    const isIn = isPresent ?? Uint8Array.from(weights, (weight) => Number(weight !== 0))
    if (strict) mustFit(weights, isIn, lower, upper)
    for (let round = 0; trimOnce(trimmed, isIn, lower, upper) && strict; round++) {
      must(
        round < 10_000,
        'trim.impossible',
        'Trimming does not come to rest between these bounds.',
      )
    }
    return { weights: trimmed, project: (u) => u.slice() }
  }
}

/** Whether any weight was outside. */
function trimOnce(weights: Float64Array, isIn: Uint8Array, lower: number, upper: number): boolean {
  const isOutside = (weight: number) => weight < lower || weight > upper
  let [cut, inside, outside] = [0, 0, 0]
  for (let row = 0; row < weights.length; row++) {
    const weight = weights[row]!
    if (isIn[row] === 0) continue
    if (isOutside(weight)) {
      cut += weight - Math.max(lower, Math.min(upper, weight))
      outside += 1
    } else inside += 1
  }
  if (outside === 0) return false
  must(
    inside > 0,
    'trim.impossible',
    'Every weight is outside the bounds: no row can take up what is cut.',
  )
  for (let row = 0; row < weights.length; row++) {
    const weight = weights[row]!
    if (isIn[row] === 0) continue
    weights[row] = isOutside(weight)
      ? Math.max(lower, Math.min(upper, weight))
      : weight + cut / inside
  }
  return true
}

function mustFit(weights: Float64Array, isIn: Uint8Array, lower: number, upper: number): void {
  let [sum, rows] = [0, 0]
  for (let row = 0; row < weights.length; row++) {
    sum += weights[row]!
    rows += isIn[row]!
  }
  must(
    sum >= rows * lower && sum <= rows * upper,
    'trim.impossible',
    `The mean weight ${sum / rows} is outside ${lower}–${upper}, so not all weights can be inside.`,
  )
}
