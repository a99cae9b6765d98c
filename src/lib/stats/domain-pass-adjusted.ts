// One variable in one domain of a design with adjusted weights or joint probabilities: the projection makes the
// linearised values of rows outside the domain count, so each domain reads the whole file.

import type { Design } from './design.ts'
import {
  columnLoader,
  type DomainPass,
  estimateOf,
  type Kind,
  nothing,
  sumsOf,
} from './domain-pass.ts'
import { covarianceOfTotals, unitsMinusStrata } from './variance.ts'

/** The pass of a design whose variance rests on all of its rows. */
export function projectedPass(design: Design, rows: Int32Array, kind: Kind): DomainPass {
  const weights = Float64Array.from(rows, (row) => design.weights[row]!)
  const loaded = columnLoader(rows)
  const u = new Float64Array(design.frame.rows)
  return (column, from, to) => {
    const values = loaded(column)
    const sums = sumsOf(values, weights, from, to, column.name)
    if (sums.n === 0) return nothing()
    let squares = 0
    const units: number[] = []
    for (let at = from; at < to; at++) {
      const value = values[at]!
      const weight = weights[at]!
      if (Number.isNaN(value) || weight === 0) continue
      const weighted = weight * (value - sums.middle)
      squares += weighted * (value - sums.middle)
      const row = rows[at]!
      u[row] = kind === 'mean' ? weighted / sums.whole : weight * value
      const unit = design.clusterOf[row]!
      if (units.at(-1) !== unit) units.push(unit)
    }
    const covariance = covarianceOfTotals(design, [u], null)
    for (let at = from; at < to; at++) u[rows[at]!] = 0
    const df = unitsMinusStrata(design.levels[0]!.stratumOf, Int32Array.from(units), units.length)
    return estimateOf(kind, sums, covariance ? covariance[0]! : null, squares, df)
  }
}
