// Trimming of extreme weights.

import type { Adjust } from './adjustment.ts'
import { must } from './stats-error.ts'

export type Trim = { lower?: number; upper?: number; strict?: boolean }

/**
 * Sets weights outside [lower, upper] to the bound and shares what was cut equally among the other rows of the
 * sample, so that the sum stays. `strict` repeats until no weight is outside. Adds no term to the variance.
 * Throws `trim.bounds` when lower > upper, `trim.impossible` when no weights with this sum lie between the
 * bounds. R: `trimWeights(design, upper, lower, strict)`.
 */
export function trimWeights({ lower = 0, upper = Infinity, strict = false }: Trim): Adjust {
  must(lower <= upper, 'trim.bounds', `The lower bound ${lower} is above the upper bound ${upper}.`)
  return (weights) => {
    const trimmed = weights.slice()
    if (strict) mustFit(weights, lower, upper)
    for (let round = 0; trimOnce(trimmed, lower, upper) && strict; round++) {
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
function trimOnce(weights: Float64Array, lower: number, upper: number): boolean {
  const isOutside = (weight: number) => weight !== 0 && (weight < lower || weight > upper)
  let [cut, inside, outside] = [0, 0, 0]
  for (const weight of weights) {
    if (isOutside(weight)) {
      cut += weight - Math.max(lower, Math.min(upper, weight))
      outside += 1
    } else if (weight !== 0) inside += 1
  }
  if (outside === 0) return false
  must(
    inside > 0,
    'trim.impossible',
    'Every weight is outside the bounds: no row can take up what is cut.',
  )
  for (let row = 0; row < weights.length; row++) {
    const weight = weights[row]!
    if (isOutside(weight)) weights[row] = Math.max(lower, Math.min(upper, weight))
    else if (weight !== 0) weights[row] = weight + cut / inside
  }
  return true
}

function mustFit(weights: Float64Array, lower: number, upper: number): void {
  let [sum, rows] = [0, 0]
  for (const weight of weights) {
    sum += weight
    if (weight !== 0) rows += 1
  }
  must(
    sum >= rows * lower && sum <= rows * upper,
    'trim.impossible',
    `The mean weight ${sum / rows} is outside ${lower}–${upper}, so not all weights can be inside.`,
  )
}
