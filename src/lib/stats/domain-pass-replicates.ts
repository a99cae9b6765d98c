// One variable in one domain under replicate weights: rows with one factor are summed first, so a replicate costs
// the domain's units, not its rows.

import type { Design } from './design.ts'
import {
  columnLoader,
  type DomainPass,
  estimateOf,
  type Kind,
  nothing,
  sumsOf,
} from './domain-pass.ts'
import { replicateDf } from './replicate-rank.ts'
import { replicateVariance } from './replicate-variance.ts'

/** The pass of a design with replicate weights. */
export function replicatePass(design: Design, rows: Int32Array, kind: Kind): DomainPass {
  const replicates = design.replicates!
  const { columns, keyOf, isWeight } = replicates
  const weights = Float64Array.from(rows, (row) => design.weights[row]!)
  const keys = Int32Array.from(rows, (row) => (keyOf ? keyOf[row]! : row))
  const loaded = columnLoader(rows)
  const cellKey = new Int32Array(rows.length)
  const cellSum = new Float64Array(rows.length)
  const cellWhole = new Float64Array(rows.length)
  const estimates = new Float64Array(columns.length)
  return (column, from, to) => {
    const values = loaded(column)
    const sums = sumsOf(values, weights, from, to, column.name)
    if (sums.n === 0) return nothing()
    let [squares, cells] = [0, 0]
    const active: number[] = []
    for (let at = from; at < to; at++) {
      const value = values[at]!
      const weight = weights[at]!
      if (Number.isNaN(value) || weight === 0) continue
      squares += weight * (value - sums.middle) ** 2
      active.push(rows[at]!)
      if (cells === 0 || cellKey[cells - 1] !== keys[at]) {
        cellKey[cells] = keys[at]!
        cellSum[cells] = 0
        cellWhole[cells] = 0
        cells += 1
      }
      const mass = isWeight ? 1 : weight
      cellSum[cells - 1]! += mass * value
      cellWhole[cells - 1]! += mass
    }
    for (let r = 0; r < columns.length; r++) {
      const factors = columns[r]!
      let [sum, whole] = [0, 0]
      for (let cell = 0; cell < cells; cell++) {
        const factor = factors[cellKey[cell]!]!
        sum += factor * cellSum[cell]!
        whole += factor * cellWhole[cell]!
      }
      estimates[r] = kind === 'mean' ? sum / whole : sum
    }
    const full = kind === 'mean' ? sums.middle : sums.sum
    const variance = replicateVariance(replicates, estimates, full)
    const df = replicateDf(design, Int32Array.from(active))
    return estimateOf(kind, sums, variance, squares, df)
  }
}
