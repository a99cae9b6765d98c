// Student's t distribution.

import { incompleteBeta, incompleteBetaRoot } from './incomplete-beta.ts'
import { normalCdf, normalQuantile } from './normal.ts'
import { mustBeNumber, mustBePositive, type Tail, tailsOf } from './tail.ts'

/**
 * P(T ≤ t), or P(T > t) for the upper tail, with `df` > 0 degrees of freedom (need not be whole; Infinity is
 * the normal distribution). Throws `distribution.argument`. R: `pt(t, df, lower.tail = )`.
 * Source: DLMF 8.17, Abramowitz & Stegun 26.7.1.
 */
export function tCdf(t: number, df: number, tail: Tail = 'lower'): number {
  mustBeNumber(t, 'The t statistic')
  mustBePositive(df, 'The degrees of freedom')
  if (df > NORMAL_FROM) return normalCdf(t, tail)
  const inTail = t < 0 === (tail === 'lower')
  const square = t * t
  const [x, y] =
    square > Number.MAX_VALUE
      ? [(df / t / t) as number, 1]
      : [df / (df + square), square / (df + square)]
  const { lower, upper } = incompleteBeta(x, y, df / 2, 0.5)
  return inTail ? lower / 2 : 0.5 + upper / 2
}

/**
 * The t with P(T ≤ t) = p (or P(T > t) = p). p = 0 and 1 give ∓Infinity. Throws `distribution.argument` unless
 * 0 ≤ p ≤ 1 and df > 0. R: `qt(p, df, lower.tail = )`. Source: inverse of the incomplete beta function.
 */
export function tQuantile(p: number, df: number, tail: Tail = 'lower'): number {
  const { lower, upper } = tailsOf(p, tail)
  mustBePositive(df, 'The degrees of freedom')
  if (df > NORMAL_FROM) return normalQuantile(p, tail)
  if (lower === upper) return 0
  const side = lower < upper ? -1 : 1
  const mass = Math.min(lower, upper)
  const { x, y } = incompleteBetaRoot({ lower: 2 * mass, upper: 2 * (0.5 - mass) }, df / 2, 0.5)
  return side * Math.sqrt(df * (y / x))
}

/** Beyond this the two distributions agree to the last digit. */
const NORMAL_FROM = 1e20
