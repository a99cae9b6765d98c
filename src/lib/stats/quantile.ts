// Quantiles with Woodruff intervals, or with the variance of replicates.

import { activeRows, countActive } from './active.ts'
import type { Design } from './design.ts'
import { tMultiplier } from './estimate.ts'
import { numbersOf } from './frame.ts'
import { type Proportion, proportionOf } from './proportion.ts'
import { type ProportionInterval, proportionInterval } from './proportion-interval.ts'
import { type QuantileRule, quantileOf, sampleOf, sortedRows } from './quantile-rule.ts'
import { covarianceOf } from './statistic.ts'
import { must, StatsError } from './stats-error.ts'

export type Quantile = {
  probability: number
  estimate: number
  lower: number | null
  upper: number | null
  se: number | null
  df: number
  n: number
}

export type QuantileOptions = {
  rule?: QuantileRule
  /** How the share below the quantile gets its interval; `replicates`: q̂ ± t·SE of the replicates. */
  interval?: ProportionInterval | 'replicates'
  level?: number
}

/**
 * Quantiles of a variable with intervals: the interval of the share of weight at or below q̂, turned back into
 * values by the same rule; a limit is null when its share leaves [0, 1]. SE = (upper − lower)/(2t).
 * Refuses `quantile.negative-weight` (after calibration), `quantile.probability`, `estimate.no-rows`.
 * R: `svyquantile(~y, design, probs, interval.type, qrule)`. Source: Woodruff 1952; Francisco & Fuller 1986.
 */
export function quantile(
  design: Design,
  variable: string,
  probabilities: readonly number[],
  options: QuantileOptions = {},
): Quantile[] {
  return quantiles(design, variable, probabilities, [options])[0]!
}

/** `quantile` for several rules and intervals at once; what they have in common is computed once. */
export function quantiles(
  design: Design,
  variable: string,
  probabilities: readonly number[],
  kinds: readonly QuantileOptions[],
): Quantile[][] {
  const values = numbersOf(design.frame, variable)
  const active = activeRows(design, [values])
  const { n, df } = countActive(design, active)
  must(n > 0, 'estimate.no-rows', `No row of the domain has a value of ${variable}.`)
  for (let row = 0; row < active.length; row++) {
    must(
      active[row] === 0 || design.weights[row]! > 0,
      'quantile.negative-weight',
      'Some adjusted weights are negative, so there is no distribution to take quantiles of.',
    )
  }
  const rows = sortedRows(values, active)
  const sample = sampleOf(rows, values, design.weights)
  const shares = new Map<number, Proportion>()
  const shareBelow = (at: number) => {
    const found = shares.get(at) ?? proportionOf(design, isAtMost(values, at), active)
    shares.set(at, found)
    return found
  }
  return kinds.map(({ rule = 'math', interval = 'mean', level = 0.95 }) =>
    probabilities.map((probability): Quantile => {
      must(
        probability >= 0 && probability <= 1,
        'quantile.probability',
        `${probability} is not a probability.`,
      )
      const estimate = quantileOf(sample, probability, rule)
      const t = tMultiplier(df, level)
      const base = { probability, estimate, df, n }
      if (interval === 'replicates') {
        const se = replicateError(design, values, rows, probability, rule)
        const half = t === null ? null : t * se
        return half === null
          ? { ...base, lower: null, upper: null, se }
          : { ...base, lower: estimate - half, upper: estimate + half, se }
      }
      const share = shareBelow(estimate)
      const limits = proportionInterval(interval, share.estimate ?? 0, share.error, level)
      const back = (limit: number | null) =>
        limit === null || limit < 0 || limit > 1 ? null : quantileOf(sample, limit, rule)
      const [lower, upper] = [back(limits.lower), back(limits.upper)]
      const se = lower === null || upper === null || t === null ? null : (upper - lower) / (2 * t)
      return { ...base, lower, upper, se }
    }),
  )
}

/** 1 where the value is at most `at`, missing where it is missing. */
function isAtMost(values: Float64Array, at: number): Float64Array {
  return values.map((value) => (Number.isNaN(value) ? Number.NaN : value <= at ? 1 : 0))
}

function replicateError(
  design: Design,
  values: Float64Array,
  rows: Int32Array,
  probability: number,
  rule: QuantileRule,
): number {
  if (!design.replicates) {
    throw new StatsError('quantile.no-replicates', 'The design has no replicate weights.')
  }
  const of = (weights: Float64Array) =>
    Float64Array.of(quantileOf(sampleOf(rows, values, weights), probability, rule))
  const variance = covarianceOf(design, { of, influence: () => [], active: null })
  return Math.sqrt(variance?.[0] ?? 0)
}
