// One variable in one domain: rows `from` to `to` of rows sorted by domain and unit. Buffers are made once.

import type { Design } from './design.ts'
import { designEffect, type Estimate, spreadOf, standardError } from './estimate.ts'
import { must } from './stats-error.ts'
import { covarianceOfUnits } from './variance.ts'

export type Kind = 'mean' | 'total'
export type Column = { name: string; values: Float64Array }
export type DomainPass = (column: Column, from: number, to: number) => Estimate

/** The pass of a design whose linearised values are 0 outside the domain: only the domain's rows are read. */
export function linearPass(design: Design, rows: Int32Array, kind: Kind): DomainPass {
  const weights = Float64Array.from(rows, (row) => design.weights[row]!)
  const unitOf = Int32Array.from(rows, (row) => design.unitOf[row]!)
  const loaded = columnLoader(rows)
  const units = new Int32Array(rows.length)
  const totals = new Float64Array(rows.length)
  return (column, from, to) => {
    const values = loaded(column)
    const sums = sumsOf(values, weights, from, to, column.name)
    if (sums.n === 0) return nothing()
    const { middle, whole } = sums
    let [squares, count, last] = [0, 0, -1]
    for (let at = from; at < to; at++) {
      const value = values[at]!
      const weight = weights[at]!
      if (Number.isNaN(value) || weight === 0) continue
      const unit = unitOf[at]!
      if (unit !== last) {
        units[count] = unit
        totals[count] = 0
        count += 1
        last = unit
      }
      const weighted = weight * (value - middle)
      squares += weighted * (value - middle)
      totals[count - 1]! += kind === 'mean' ? weighted / whole : weight * value
    }
    const { covariance, df } = covarianceOfUnits(design, units, totals, count, 1)
    return estimateOf(kind, sums, covariance ? covariance[0]! : null, squares, df)
  }
}

/** Copies a column into the order of `rows`, once for all domains. */
export function columnLoader(rows: Int32Array): (column: Column) => Float64Array {
  const values = new Float64Array(rows.length)
  let last: Column | null = null
  return (column) => {
    if (last !== column) {
      for (let at = 0; at < rows.length; at++) values[at] = column.values[rows[at]!]!
      last = column
    }
    return values
  }
}

export type Sums = { n: number; whole: number; sum: number; middle: number }

/** Count, weight, weighted sum and mean of the present values. Refuses `variance.overflow`. */
export function sumsOf(
  values: Float64Array,
  weights: Float64Array,
  from: number,
  to: number,
  name: string,
): Sums {
  let [n, whole, sum] = [0, 0, 0]
  for (let at = from; at < to; at++) {
    const value = values[at]!
    const weight = weights[at]!
    if (Number.isNaN(value) || weight === 0) continue
    n += 1
    whole += weight
    sum += weight * value
  }
  must(
    Number.isFinite(sum) && Number.isFinite(whole),
    'variance.overflow',
    `The values of ${name} are too large to be summed; divide them by a constant first.`,
  )
  return { n, whole, sum, middle: n === 0 ? 0 : sum / whole }
}

/** The estimate of a domain from its sums, variance, and Σ w (y − m)². */
export function estimateOf(
  kind: Kind,
  { n, whole, sum, middle }: Sums,
  variance: number | null,
  squares: number,
  df: number,
): Estimate {
  const estimate = kind === 'mean' ? middle : sum
  const se = standardError(variance, Math.abs(estimate))
  const perMean = variance === null || se === 0 ? se : variance / (kind === 'mean' ? 1 : whole ** 2)
  const s2 = n > 1 ? spreadOf(((n / (n - 1)) * squares) / whole, middle) : null
  return {
    estimate,
    se,
    df,
    n,
    sumOfWeights: whole,
    deff: designEffect(perMean, s2, n, whole, false),
    deffReplace: designEffect(perMean, s2, n, whole, true),
  }
}

/** A domain in which no row has a value. */
export function nothing(): Estimate {
  return {
    estimate: null,
    se: null,
    df: 0,
    n: 0,
    sumOfWeights: 0,
    deff: null,
    deffReplace: null,
  }
}
