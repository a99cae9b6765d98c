// The beta distribution.

import { incompleteBeta, incompleteBetaRoot } from './incomplete-beta.ts'
import { mustBeNumber, mustBePositive, type Tail, tailsOf } from './tail.ts'

/**
 * P(X ≤ x), or P(X > x) for the upper tail, of a beta variable with shapes a and b > 0. Outside 0–1 the
 * probability is 0 or 1. Throws `distribution.argument`. R: `pbeta(x, a, b, lower.tail = )`. Source: DLMF 8.17.
 */
export function betaCdf(x: number, a: number, b: number, tail: Tail = 'lower'): number {
  mustBeNumber(x, 'The beta variable')
  mustBePositive(a, 'The first shape')
  mustBePositive(b, 'The second shape')
  const inside = Math.min(1, Math.max(0, x))
  return incompleteBeta(inside, 1 - inside, a, b)[tail]
}

/**
 * The x with P(X ≤ x) = p (or P(X > x) = p) of a beta variable with shapes a and b > 0. Throws
 * `distribution.argument` unless 0 ≤ p ≤ 1. R: `qbeta(p, a, b, lower.tail = )`. Source: Newton on log x.
 */
export function betaQuantile(p: number, a: number, b: number, tail: Tail = 'lower'): number {
  mustBePositive(a, 'The first shape')
  mustBePositive(b, 'The second shape')
  const tails = tailsOf(p, tail)
  if (tails.lower === 0 || tails.upper === 0) return tails.upper === 0 ? 1 : 0
  return Math.exp(incompleteBetaRoot(tails, a, b).logX)
}
