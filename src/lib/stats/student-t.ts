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
  if (square > FAR && Math.abs(t) < Number.POSITIVE_INFINITY) {
    const mass = farTail(Math.abs(t), df)
    return inTail ? mass : 1 - mass
  }
  const x = df / (df + square)
  const y = square > FAR ? 1 : square / (df + square)
  const { lower, upper } = incompleteBeta(x, y, df / 2, 0.5)
  return inTail ? lower / 2 : 0.5 + upper / 2
}

/** Where t² would overflow the tail is a power of t: it is scaled from t = 1e140. */
function farTail(t: number, df: number): number {
  const near = incompleteBeta(df / (df + 1e280), 1, df / 2, 0.5).lower / 2
  return near * (t / 1e140) ** -df
}

const FAR = 1e290

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
  if (mass === 0) return side * Number.POSITIVE_INFINITY
  const tails = { lower: 2 * mass, upper: 2 * (0.5 - mass) }
  const { logX, logY } = incompleteBetaRoot(tails, df / 2, 0.5)
  return side * Math.sqrt(df) * Math.exp((logY - logX) / 2)
}

/** Beyond this the two distributions agree to the last digit. */
const NORMAL_FROM = 1e20
