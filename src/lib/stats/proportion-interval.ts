// Intervals for a proportion: where p is near 0 or 1, p ± t·SE leaves [0, 1] or is too short.

import { betaQuantile } from './distributions.ts'
import { type Interval, tMultiplier } from './estimate.ts'

export const PROPORTION_INTERVALS = ['mean', 'xlogit', 'logit', 'asin', 'beta', 'wilson'] as const
export type ProportionInterval = (typeof PROPORTION_INTERVALS)[number]

export type ProportionError = {
  variance: number | null
  /** Variance of the log-odds over replicates, for `logit`; absent: by its gradient, as `xlogit`. */
  logitVariance?: number | null
  df: number
  /** Rows of the (sub)design, for the effective sample size of `beta`. */
  rows: number
}

const NONE: Interval = { lower: null, upper: null }

/**
 * The two-sided interval of proportion p at `level`:
 * `mean` p ± t√v; `xlogit` (and `logit`, with replicates by their own log-odds) on the log-odds scale; `asin` on the arc-sine scale; `beta`
 * (Korn & Graubard 1998) Clopper–Pearson at the effective sample size; `wilson` the score form at it.
 * Null where not defined: no degrees of freedom, or p = 0 or 1 (except `mean`, which then has no width).
 */
export function proportionInterval(
  kind: ProportionInterval,
  p: number,
  { variance, logitVariance, df, rows }: ProportionError,
  level = 0.95,
): Interval {
  const t = tMultiplier(df, level)
  if (t === null || variance === null) return NONE
  const se = Math.sqrt(variance)
  if (kind === 'mean') return { lower: p - t * se, upper: p + t * se }
  if (!(p > 0 && p < 1)) return NONE
  if (kind === 'asin') {
    const center = Math.asin(Math.sqrt(p))
    const half = (t * se) / (2 * Math.sqrt(p * (1 - p)))
    return { lower: Math.sin(center - half) ** 2, upper: Math.sin(center + half) ** 2 }
  }
  if (kind === 'beta') return beta(p, variance, rows, t, level)
  if (kind === 'wilson') return wilson(p, variance, t)
  const center = Math.log(p / (1 - p))
  if (kind === 'logit' && logitVariance === null) return NONE
  const isFitted = kind === 'logit' && logitVariance !== undefined
  const half = t * (isFitted ? Math.sqrt(logitVariance!) : se / (p * (1 - p)))
  const back = (logit: number) => 1 / (1 + Math.exp(-logit))
  return { lower: back(center - half), upper: back(center + half) }
}

function beta(p: number, variance: number, rows: number, t: number, level: number): Interval {
  const full = tMultiplier(rows - 1, level)
  if (full === null || !(variance > 0)) return NONE
  const size = ((p * (1 - p)) / variance) * (full / t) ** 2
  const tail = (1 - level) / 2
  return {
    lower: betaQuantile(tail, size * p, size * (1 - p) + 1),
    upper: betaQuantile(1 - tail, size * p + 1, size * (1 - p)),
  }
}

function wilson(p: number, variance: number, t: number): Interval {
  if (!(variance > 0)) return { lower: p, upper: p }
  const size = (p * (1 - p)) / variance
  const square = t * t
  const center = (p + square / (2 * size)) / (1 + square / size)
  const half = ((t / (2 * size)) * Math.sqrt(4 * size * p * (1 - p) + square)) / (1 + square / size)
  return { lower: center - half, upper: center + half }
}
