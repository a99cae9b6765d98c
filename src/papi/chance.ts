// How sure a place in the top group is. Every province's score is drawn from a normal distribution around the published
// one with its standard error; the k-th best of the others is the bar to be passed. The chance of the province itself is
// then not drawn but computed, draw by draw, and averaged: the same mean with less noise, and the bars can be kept while
// its score is tried out. The same seed gives the same answer.

import { seeded } from '../lib/random.ts'

export const DRAWS = 10_000
export const SEED = 2269

export type Rival = { score: number; se: number }
export type Chance = {
  probability: number
  /** Standard error of `probability` as a mean over draws: how far another seed may lie. */
  se: number
  draws: number
}

/** The bar of the top `size` in each draw: the `size`-th best of the others. −Infinity when there are fewer others. */
export function barsOf(
  others: readonly Rival[],
  size: number,
  { draws = DRAWS, seed = SEED }: { draws?: number; seed?: number } = {},
): Float64Array {
  const bars = new Float64Array(draws)
  if (others.length < size) return bars.fill(Number.NEGATIVE_INFINITY)
  const { next } = seeded(seed)
  const n = others.length
  const scores = Float64Array.from(others, ({ score }) => score)
  const errors = Float64Array.from(others, ({ se }) => se)
  const best = new Float64Array(size)
  let spare = 0
  let hasSpare = false
  for (let draw = 0; draw < draws; draw++) {
    let filled = 0
    for (let at = 0; at < n; at++) {
      let normal: number
      if (hasSpare) {
        normal = spare
        hasSpare = false
      } else {
        // Box and Muller: two uniform numbers make two normal ones.
        const radius = Math.sqrt(-2 * Math.log(1 - next()))
        const angle = 2 * Math.PI * next()
        normal = radius * Math.cos(angle)
        spare = radius * Math.sin(angle)
        hasSpare = true
      }
      const value = scores[at]! + errors[at]! * normal
      if (filled === size && value <= best[size - 1]!) continue
      let place = filled < size ? filled++ : size - 1
      while (place > 0 && best[place - 1]! < value) {
        best[place] = best[place - 1]!
        place -= 1
      }
      best[place] = value
    }
    bars[draw] = best[size - 1]!
  }
  return bars
}

/** The chance that a score with a standard error passes the bar. Throws RangeError for a negative error or no draws. */
export function chanceOf(bars: Float64Array, { score, se }: Rival): Chance {
  if (!(se >= 0) || bars.length === 0) throw new RangeError('a chance needs an error and draws')
  let sum = 0
  let squares = 0
  for (const bar of bars) {
    const chance = se === 0 ? (score > bar ? 1 : 0) : normalBelow((score - bar) / se)
    sum += chance
    squares += chance * chance
  }
  const draws = bars.length
  const probability = Math.min(1, sum / draws)
  const variance = draws > 1 ? Math.max(0, (squares - (sum * sum) / draws) / (draws - 1)) : 0
  return { probability, se: Math.sqrt(variance / draws), draws }
}

/** The lowest score that passes the bar with a probability; found by halving. */
export function scoreFor(bars: Float64Array, probability: number, se: number): number {
  if (!(probability > 0 && probability < 1)) {
    throw new RangeError('a probability to reach lies between 0 and 1')
  }
  let [low, high] = [0, 80]
  for (let step = 0; step < 45; step++) {
    const middle = (low + high) / 2
    if (chanceOf(bars, { score: middle, se }).probability >= probability) high = middle
    else low = middle
  }
  return high
}

/** P(Z ≤ z), to 7.5e-8 (Abramowitz & Stegun 26.2.17): ten thousand of them in a millisecond. */
function normalBelow(z: number): number {
  if (z === Number.POSITIVE_INFINITY) return 1
  const size = Math.abs(z)
  if (size > 38) return z > 0 ? 1 : 0
  const t = 1 / (1 + 0.2316419 * size)
  const tail =
    Math.exp((-size * size) / 2) *
    0.3989422804014327 *
    t *
    (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))))
  return z > 0 ? 1 - tail : tail
}
