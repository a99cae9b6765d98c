// Fisher's F distribution.

import { chiSquareCdf } from './chi-square.ts'
import { incompleteBeta } from './incomplete-beta.ts'
import { mustBeNumber, mustBePositive, type Tail } from './tail.ts'

/**
 * P(F ≤ f), or P(F > f) for the upper tail, with d1 and d2 > 0 degrees of freedom (need not be whole; d2 may be
 * Infinity). f below 0 has probability 0. Throws `distribution.argument`.
 * R: `pf(f, d1, d2, lower.tail = )`. Source: DLMF 8.17, Abramowitz & Stegun 26.6.2.
 */
export function fCdf(f: number, d1: number, d2: number, tail: Tail = 'lower'): number {
  mustBeNumber(f, 'The F statistic')
  mustBePositive(d1, 'The first degrees of freedom')
  mustBePositive(d2, 'The second degrees of freedom')
  if (d2 === Number.POSITIVE_INFINITY) return chiSquareCdf(d1 * f, d1, tail)
  const scaled = (d1 / d2) * Math.max(0, f)
  const x = scaled === Number.POSITIVE_INFINITY ? 1 : scaled / (1 + scaled)
  return incompleteBeta(x, 1 / (1 + scaled), d1 / 2, d2 / 2)[tail]
}
