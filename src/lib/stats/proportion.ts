// A proportion with the interval that suits it.

import { activeRows, countActive } from './active.ts'
import type { Design } from './design.ts'
import { type Estimate, type Interval, standardError } from './estimate.ts'
import { numbersOf } from './frame.ts'
import { meanStatistic } from './mean.ts'
import {
  type ProportionError,
  type ProportionInterval,
  proportionInterval,
} from './proportion-interval.ts'
import { replicateCovariance, replicateEstimates } from './replicate-variance.ts'
import { covarianceOf, type Statistic } from './statistic.ts'
import { must } from './stats-error.ts'

export type Proportion = Estimate & { error: ProportionError }

/**
 * The share of rows for which a 0/1 variable is 1, with what its intervals need (`intervalOfProportion`).
 * Refuses `proportion.not-binary`, `estimate.no-rows`, `variance.lonely-stratum`.
 * R: `svyciprop(~y, subset(design, !is.na(y)), method)`. Source: Dean & Pagano 2015.
 */
export function proportion(design: Design, variable: string): Proportion {
  const values = numbersOf(design.frame, variable)
  const active = activeRows(design, [values])
  for (let row = 0; row < active.length; row++) {
    must(
      active[row] === 0 || values[row] === 0 || values[row] === 1,
      'proportion.not-binary',
      `Column "${variable}" is neither 0 nor 1 in row ${row + 1}.`,
    )
  }
  return proportionOf(design, values, active)
}

/** The share of 1 in a 0/1 column over the active rows. */
export function proportionOf(design: Design, values: Float64Array, active: Uint8Array): Proportion {
  const counts = countActive(design, active)
  must(counts.n > 0, 'estimate.no-rows', 'No row of the domain has a value.')
  const statistic = meanStatistic(design, [values], active)
  const estimate = statistic.of(design.weights)[0]!
  const variance = covarianceOf(design, statistic)?.[0] ?? null
  const se = standardError(variance, Math.max(estimate, 1e-3))
  const error: ProportionError = {
    variance: se === 0 ? 0 : variance,
    ...(design.replicates ? { logitVariance: logitVariance(design, statistic) } : {}),
    df: counts.df,
    rows: rowsOf(design, values),
  }
  return { estimate, se, ...counts, deff: null, deffReplace: null, error }
}

/** Null where a replicate has a share of 0 or 1. */
function logitVariance(design: Design, share: Statistic): number | null {
  const of = (weights: Float64Array) => share.of(weights).map((p) => Math.log(p / (1 - p)))
  const replicates = replicateEstimates(design, of)
  const full = of(design.weights)
  if (![...replicates, full].every((one) => Number.isFinite(one[0]!))) return null
  return replicateCovariance(design.replicates!, replicates, full)[0]!
}

/** The interval of a proportion at `level`; null limits where the kind is not defined. */
export function intervalOfProportion(
  { estimate, error }: Proportion,
  kind: ProportionInterval = 'xlogit',
  level = 0.95,
): Interval {
  return proportionInterval(kind, estimate ?? 0, error, level)
}

/** Rows of the design: those of the domain with a value; after an adjustment all, since it rests on them. */
function rowsOf(design: Design, values: Float64Array): number {
  const isWhole = design.adjustments.length > 0 || design.joint !== null
  let rows = 0
  for (let row = 0; row < values.length; row++) {
    if ((design.present?.[row] ?? 1) === 0) continue
    const isIn = (design.domain?.[row] ?? 1) === 1 && !Number.isNaN(values[row]!)
    if (isWhole || isIn) rows += 1
  }
  return rows
}
