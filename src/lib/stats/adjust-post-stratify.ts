// Post-stratification: the weights of every cell are scaled to the cell's population.

import type { Adjust } from './adjustment.ts'
import { must } from './stats-error.ts'

export type Cells = {
  /** Cell of every row, 0 … cells − 1; -1 (no cell) only where the weight is 0. */
  codes: Int32Array
  /** Population count of every cell; 0 = the cell has no population. */
  population: Float64Array
  /** Name of a cell for refusals. */
  name?: (cell: number) => string
}

/**
 * w' = w·N_c/Σ_c w in every cell c; the variance loses what lies between the cells: u = w'·(z − z̄_c), z̄_c
 * weighted by the weights before. Throws `postStratify.missing-cell` (a row without a cell),
 * `postStratify.empty-cell` (population but no sample), `postStratify.no-population` (sample but no population).
 * R: `postStratify(design, ~cell, population)`. Source: Valliant 1993; Rao, Yung & Hidiroglou 2002.
 */
export function postStratify(cells: Cells): Adjust {
  mustHaveCounts(cells)
  return (before) => {
    const { codes } = cells
    const weights = scaleToPopulation(cells, before)
    const project = (u: Float64Array): Float64Array => {
      const sums = new Float64Array(cells.population.length)
      const masses = new Float64Array(cells.population.length)
      for (let row = 0; row < u.length; row++) {
        if (weights[row] === 0) continue
        const cell = codes[row]!
        sums[cell]! += (u[row]! * before[row]!) / weights[row]!
        masses[cell]! += before[row]!
      }
      for (let cell = 0; cell < sums.length; cell++) {
        if (masses[cell] !== 0) sums[cell]! /= masses[cell]!
      }
      return u.map((value, row) =>
        weights[row] === 0 ? 0 : value - weights[row]! * sums[codes[row]!]!,
      )
    }
    return { weights, project }
  }
}

/** The weights after one scaling of every cell to its population. */
export function scaleToPopulation(cells: Cells, before: Float64Array): Float64Array {
  const { codes, population, name = String } = cells
  must(
    before.length === codes.length,
    'postStratify.length',
    `There are ${before.length} weights for ${codes.length} rows.`,
  )
  const factors = new Float64Array(population.length)
  for (let row = 0; row < before.length; row++) {
    const code = codes[row]!
    if (before[row] === 0) continue
    must(
      code >= 0 && code < population.length,
      'postStratify.missing-cell',
      `Row ${row + 1} belongs to no cell.`,
    )
    factors[code]! += before[row]!
  }
  for (let cell = 0; cell < factors.length; cell++) {
    const [sample, total] = [factors[cell]!, population[cell]!]
    must(
      sample > 0 || total === 0,
      'postStratify.empty-cell',
      `Cell ${name(cell)} has a population of ${total} and no weight in the sample.`,
    )
    must(
      sample === 0 || total > 0,
      'postStratify.no-population',
      `Cell ${name(cell)} is in the sample and has no population.`,
    )
    factors[cell] = sample > 0 ? total / sample : 0
  }
  return before.map((weight, row) => (weight === 0 ? 0 : weight * factors[codes[row]!]!))
}

/** Refuses populations that are not counts. */
export function mustHaveCounts({ population, name = String }: Cells): void {
  const bad = population.findIndex((count) => !(count >= 0 && count < Infinity))
  must(bad < 0, 'postStratify.population', `Cell ${name(bad)} has no valid population count.`)
}
