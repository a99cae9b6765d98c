// What an estimator gives back: never a bare number.

import { tQuantile } from './distributions.ts'

/** The normal quantile of 0.975. */
export const Z = 1.959963984540054

/** A number with its error. `null` where a part is not defined (one row, no degrees of freedom). */
export type Estimate = {
  estimate: number | null
  /** Standard error, in the unit of the estimate. */
  se: number | null
  /** Degrees of freedom: first-stage units minus strata, among those with an active row. */
  df: number
  /** Active rows (in the domain, item present, weight not 0) and the sum of their weights. */
  n: number
  sumOfWeights: number
  /** Design effect against simple random sampling without and with replacement. */
  deff: number | null
  deffReplace: number | null
}

export type Interval = { lower: number | null; upper: number | null }

/** Estimate ± multiplier · SE. */
export function interval(
  estimate: number | null,
  se: number | null,
  multiplier: number | null,
): Interval {
  if (estimate === null || se === null || multiplier === null) return { lower: null, upper: null }
  return { lower: estimate - multiplier * se, upper: estimate + multiplier * se }
}

const KEPT = new Map<string, number>()

/** The t multiplier of a two-sided interval, null without degrees of freedom. */
export function tMultiplier(df: number, level = 0.95): number | null {
  if (!(df > 0)) return null
  if (df === Number.POSITIVE_INFINITY && level === 0.95) return Z
  const key = `${df}:${level}`
  const kept = KEPT.get(key)
  if (kept !== undefined) return kept
  const made = tQuantile((1 + level) / 2, df)
  if (KEPT.size > 10_000) KEPT.clear()
  KEPT.set(key, made)
  return made
}

/** The 95 % interval with t on the estimate's degrees of freedom. */
export function confidenceInterval({ estimate, se, df }: Estimate, level = 0.95): Interval {
  return interval(estimate, se, tMultiplier(df, level))
}

/** √V, where a variance that is nothing but rounding against the estimate is 0. */
export function standardError(variance: number | null, size: number): number | null {
  if (variance === null) return null
  return variance <= (1e-13 * size) ** 2 ? 0 : Math.sqrt(variance)
}

/** S² of a column, where what is nothing but rounding against its mean is 0: the column is constant. */
export function spreadOf(s2: number, middle: number): number {
  return s2 <= (1e-13 * middle) ** 2 ? 0 : s2
}

/**
 * V / V_srs for a mean: V_srs = S²/n · (1 − n/W), S² the weighted variance with n − 1; without the last
 * factor when `replace`. Null where V_srs is not defined, Infinity where it is 0 and V is not (n = W, or the total
 * of a constant).
 */
export function designEffect(
  variance: number | null,
  s2: number | null,
  n: number,
  sumOfWeights: number,
  replace: boolean,
): number | null {
  if (variance === null || s2 === null || n < 2) return null
  if (!(s2 > 0)) return variance > 0 ? Number.POSITIVE_INFINITY : null
  const rest = 1 - n / sumOfWeights
  if (replace) return variance / (s2 / n)
  if (Math.abs(rest) < 1e-12) return Number.POSITIVE_INFINITY
  return rest < 0 ? null : variance / ((s2 / n) * rest)
}
