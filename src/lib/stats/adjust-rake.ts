// Raking: post-stratification to one margin after the other, until the cross-table rests.

import { type Cells, mustHaveCounts, scaleToPopulation } from './adjust-post-stratify.ts'
import type { Adjustment } from './adjustment.ts'
import { must } from './stats-error.ts'

export type Raking = {
  margins: Cells[]
  /** Rounds over all margins at most. */
  maxit?: number
  /** Largest change of a cell of the cross-table at which to stop; below 1, that share of the sum of weights. */
  epsilon?: number
}

/** `converged` is false when `maxit` ended the raking: the margins are then met only nearly. */
export type Raked = Adjustment & { converged: boolean; rounds: number }

/**
 * Scales the weights to the population of each margin in turn. The projection is ten rounds of centring within
 * each margin, without weights, as in R; it differs from the regression projection that `calibrate` gives for
 * the same margins. Throws as `postStratify`, and `rake.margins` without margins.
 * R: `rake(design, margins, populations, control = list(maxit, epsilon))`.
 * Source: Deville, Särndal & Sautory 1993.
 */
export function rake({
  margins,
  maxit = 10,
  epsilon = 1,
}: Raking): (before: Float64Array) => Raked {
  must(margins.length > 0, 'rake.margins', 'Raking needs at least one margin.')
  for (const margin of margins) mustHaveCounts(margin)
  const cross = crossing(margins)
  return (before) => {
    let limit = epsilon
    if (epsilon < 1) limit *= before.reduce((sum, weight) => sum + weight, 0)
    let weights = before
    let table = tabulate(cross, before)
    let after: Float64Array[] = []
    for (let round = 1; ; round++) {
      after = []
      for (const margin of margins) {
        weights = scaleToPopulation(margin, weights)
        after.push(weights)
      }
      const next = tabulate(cross, weights)
      const change = next.reduce(
        (most, sum, cell) => Math.max(most, Math.abs(sum - table[cell]!)),
        0,
      )
      table = next
      const converged = change < limit
      if (!converged && round < maxit) continue
      const stages = after
      return { weights, converged, rounds: round, project: (u) => centre(u, margins, stages) }
    }
  }
}

const CENTRINGS = 10

function centre(u: Float64Array, margins: Cells[], after: Float64Array[]): Float64Array {
  const centred = u.slice()
  for (let round = 0; round < CENTRINGS; round++) {
    margins.forEach(({ codes, population }, at) => {
      const weights = after[at]!
      const means = new Float64Array(population.length)
      const counts = new Float64Array(population.length)
      for (let row = 0; row < u.length; row++) {
        if (weights[row] === 0) continue
        means[codes[row]!]! += centred[row]! / weights[row]!
        counts[codes[row]!]! += 1
      }
      for (let cell = 0; cell < means.length; cell++) means[cell]! /= Math.max(1, counts[cell]!)
      for (let row = 0; row < u.length; row++) {
        if (weights[row] !== 0) centred[row]! -= weights[row]! * means[codes[row]!]!
      }
    })
  }
  return centred
}

type Cross = { codes: Int32Array; cells: number }

/** The cells of the cross-table that occur. */
function crossing(margins: Cells[]): Cross {
  const [first, ...rest] = margins
  let codes = first!.codes
  let cells = first!.population.length
  for (const margin of rest) {
    const seen = new Map<number, number>()
    const size = margin.population.length
    must(
      margin.codes.length === codes.length,
      'rake.margins',
      'The margins have different numbers of rows.',
    )
    codes = codes.map((code, row) => {
      const pair = code * size + margin.codes[row]!
      const known = seen.get(pair) ?? seen.size
      seen.set(pair, known)
      return known
    })
    cells = seen.size
  }
  return { codes, cells }
}

function tabulate({ codes, cells }: Cross, weights: Float64Array): Float64Array {
  const sums = new Float64Array(cells)
  for (let row = 0; row < weights.length; row++) sums[codes[row]!]! += weights[row]!
  return sums
}
