// The chi-squared distribution.

import { incompleteGamma } from './incomplete-gamma.ts'
import { mustBeNumber, mustBePositive, type Tail } from './tail.ts'

/**
 * P(X ≤ x), or P(X > x) for the upper tail, with `df` > 0 degrees of freedom (need not be whole). x below 0 has
 * probability 0. Throws `distribution.argument`. R: `pchisq(x, df, lower.tail = )`. Source: DLMF 8.2.
 */
export function chiSquareCdf(x: number, df: number, tail: Tail = 'lower'): number {
  mustBeNumber(x, 'The chi-squared statistic')
  mustBePositive(df, 'The degrees of freedom')
  return incompleteGamma(df / 2, Math.max(0, x) / 2)[tail]
}
