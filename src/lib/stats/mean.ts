// Means and totals of variables, several at a time with their covariance.

import { activeRows, countActive } from './active.ts'
import type { Design } from './design.ts'
import { designEffect, type Estimate, spreadOf, standardError } from './estimate.ts'
import { covarianceOf, type Statistic } from './statistic.ts'
import { must } from './stats-error.ts'
import { indicatorsOf } from './variables.ts'

/** Estimates by name, with their covariance (row-major); null where the design leaves it undefined. */
export type Estimates = {
  names: string[]
  estimates: Estimate[]
  covariance: Float64Array | null
}

/**
 * Mean of one or several variables over the design's domain: Σ wy / Σ w, z = (y − m)/W. A factor gives the share
 * of each level. Several variables are taken together on the rows complete in all (listwise), with their
 * covariance. Refuses `estimate.no-rows`, `variance.lonely-stratum`, `variance.overflow`,
 * `frame.unknown-column`. R: `svymean(~y, design, na.rm = TRUE)`. Source: Särndal, Swensson & Wretman 1992.
 */
export function mean(design: Design, variables: string | readonly string[]): Estimates {
  return estimated(design, variables, 'mean')
}

/**
 * Total of one or several variables over the design's domain: Σ wy, z = y, in the unit of y. Otherwise as `mean`.
 * R: `svytotal(~y, design, na.rm = TRUE)`.
 */
export function total(design: Design, variables: string | readonly string[]): Estimates {
  return estimated(design, variables, 'total')
}

function estimated(
  design: Design,
  variables: string | readonly string[],
  kind: 'mean' | 'total',
): Estimates {
  const named = typeof variables === 'string' ? [variables] : variables
  const parts = named.map((name) => indicatorsOf(design.frame, name))
  const columns = parts.flatMap((part) => part.columns)
  const active = activeRows(design, columns)
  const counts = countActive(design, active)
  must(counts.n > 0, 'estimate.no-rows', `No row of the domain has a value of ${named.join(', ')}.`)
  const statistic =
    kind === 'mean'
      ? meanStatistic(design, columns, active)
      : totalStatistic(design, columns, active)
  const values = statistic.of(design.weights)
  for (const value of values) mustBeFinite(value, named)
  const covariance = covarianceOf(design, statistic)
  const p = columns.length
  const means = kind === 'mean' ? values : values.map((sum) => sum / counts.sumOfWeights)
  const estimates = columns.map((column, j): Estimate => {
    const variance = covariance ? covariance[j * p + j]! : null
    const s2 = weightedVariance(design, column, active, means[j]!, counts)
    const se = standardError(variance, Math.abs(values[j]!))
    const perMean =
      variance === null || se === 0
        ? se
        : variance / (kind === 'mean' ? 1 : counts.sumOfWeights ** 2)
    return {
      estimate: values[j]!,
      se,
      ...counts,
      deff: designEffect(perMean, s2, counts.n, counts.sumOfWeights, false),
      deffReplace: designEffect(perMean, s2, counts.n, counts.sumOfWeights, true),
    }
  })
  return { names: parts.flatMap((part) => part.names), estimates, covariance }
}

function mustBeFinite(value: number, names: readonly string[]): void {
  must(
    Number.isFinite(value),
    'variance.overflow',
    `The values of ${names.join(', ')} are too large to be summed; divide them by a constant first.`,
  )
}

/** Σ wy / Σ w of each column over the active rows. */
export function meanStatistic(
  design: Design,
  columns: readonly Float64Array[],
  active: Uint8Array,
): Statistic {
  const of = (weights: Float64Array) => {
    const sums = new Float64Array(columns.length)
    let whole = 0
    for (let row = 0; row < active.length; row++) if (active[row] === 1) whole += weights[row]!
    columns.forEach((column, j) => {
      let sum = 0
      for (let row = 0; row < active.length; row++) {
        if (active[row] === 1) sum += weights[row]! * column[row]!
      }
      sums[j] = sum / whole
    })
    return sums
  }
  const influence = () => {
    const { weights } = design
    const means = of(weights)
    let whole = 0
    for (let row = 0; row < active.length; row++) if (active[row] === 1) whole += weights[row]!
    return columns.map((column, j) => {
      const u = new Float64Array(active.length)
      for (let row = 0; row < u.length; row++) {
        if (active[row] === 1) u[row] = (weights[row]! * (column[row]! - means[j]!)) / whole
      }
      return u
    })
  }
  return { of, influence, active }
}

/** Σ wy of each column over the active rows. */
export function totalStatistic(
  design: Design,
  columns: readonly Float64Array[],
  active: Uint8Array,
): Statistic {
  const products = (column: Float64Array, weights: Float64Array) => {
    const u = new Float64Array(active.length)
    for (let row = 0; row < u.length; row++) {
      if (active[row] === 1) u[row] = weights[row]! * column[row]!
    }
    return u
  }
  return {
    of: (weights) =>
      Float64Array.from(columns, (column) => products(column, weights).reduce((a, b) => a + b, 0)),
    influence: () => columns.map((column) => products(column, design.weights)),
    active,
  }
}

/** S² = n/(n − 1) · Σ w (y − m)² / W over the active rows; null for fewer than two. */
export function weightedVariance(
  design: Design,
  column: Float64Array,
  active: Uint8Array,
  middle: number,
  { n, sumOfWeights }: { n: number; sumOfWeights: number },
): number | null {
  if (n < 2) return null
  let sum = 0
  for (let row = 0; row < active.length; row++) {
    if (active[row] === 1) sum += design.weights[row]! * (column[row]! - middle) ** 2
  }
  return spreadOf(((n / (n - 1)) * sum) / sumOfWeights, middle)
}
