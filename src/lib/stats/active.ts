// The rows an estimate rests on, and what is counted from them.

import { type Design, inDomain } from './design.ts'
import { replicateDf } from './replicate-rank.ts'
import { unitsMinusStrata } from './variance.ts'

/** 1 where the row is in the domain, has weight, and every column is present. */
export function activeRows(design: Design, columns: readonly Float64Array[]): Uint8Array {
  const active = new Uint8Array(design.frame.rows)
  for (let row = 0; row < active.length; row++) {
    if (inDomain(design, row) && design.weights[row] !== 0) active[row] = 1
  }
  for (const column of columns) {
    for (let row = 0; row < active.length; row++) if (Number.isNaN(column[row]!)) active[row] = 0
  }
  return active
}

export type ActiveCounts = { n: number; sumOfWeights: number; df: number }

/**
 * Active rows, their weight, and their degrees of freedom: first-stage units minus strata with an active row;
 * for replicate weights the rank of the analysis weights minus 1.
 */
export function countActive(design: Design, active: Uint8Array): ActiveCounts {
  const first = design.levels[0]!
  const units = new Uint8Array(first.units)
  let n = 0
  let sumOfWeights = 0
  for (let row = 0; row < active.length; row++) {
    if (active[row] === 0) continue
    n += 1
    sumOfWeights += design.weights[row]!
    units[design.clusterOf[row]!] = 1
  }
  if (design.replicates) {
    const rows = Int32Array.from(active.keys()).filter((row) => active[row] === 1)
    return { n, sumOfWeights, df: replicateDf(design, rows) }
  }
  const list = Int32Array.from(units.keys()).filter((unit) => units[unit] === 1)
  return { n, sumOfWeights, df: unitsMinusStrata(first.stratumOf, list, list.length) }
}
