// The regularised incomplete beta function I_x(a, b) and its inverse; t, F and beta are read from it.
// Continued fraction of Didonato & Morris (TOMS 708) by Lentz's method, density by saddle point.

import { deviance, stirlingError } from './saddle-point.ts'
import { StatsError } from './stats-error.ts'
import type { Tails } from './tail.ts'

/** x^a·y^b / B(a, b), where y = 1 − x is given apart so that it keeps its digits. */
export function betaKernel(x: number, y: number, a: number, b: number): number {
  const n = a + b
  const exponent =
    stirlingError(n) - stirlingError(a) - stirlingError(b) - deviance(a, n * x) - deviance(b, n * y)
  return Math.sqrt(((a / n) * b) / (2 * Math.PI)) * Math.exp(exponent)
}

/** I_x(a, b) and 1 − I_x(a, b) for x + y = 1, a and b > 0. */
export function incompleteBeta(x: number, y: number, a: number, b: number): Tails {
  if (x <= 0) return { lower: 0, upper: 1 }
  if (y <= 0) return { lower: 1, upper: 0 }
  const kernel = betaKernel(x, y, a, b)
  if (x * (a + b + 2) < a + 1) {
    const lower = Math.min(1, kernel * fraction(x, y, a, b))
    return { lower, upper: 1 - lower }
  }
  const upper = Math.min(1, kernel * fraction(y, x, b, a))
  return { lower: 1 - upper, upper }
}

/** log x and log(1 − x) of the x at which the tails of I_x(a, b) are those given, both between 0 and 1. */
export function incompleteBetaRoot(tails: Tails, a: number, b: number): LogPair {
  if (tails.lower <= incompleteBeta(0.5, 0.5, a, b).lower) {
    const logX = rootBelowHalf(tails, a, b)
    return { logX, logY: Math.log1p(-Math.exp(logX)) }
  }
  const logY = rootBelowHalf({ lower: tails.upper, upper: tails.lower }, b, a)
  return { logX: Math.log1p(-Math.exp(logY)), logY }
}

export type LogPair = { logX: number; logY: number }

/** Newton on the logarithm of the smaller tail as a function of log x, kept inside a bracket. */
function rootBelowHalf(tails: Tails, a: number, b: number): number {
  let [low, high] = [LEAST, Math.log(0.5)]
  const least = Math.exp(LEAST)
  const atLeast = incompleteBeta(least, 1, a, b).lower
  // So near 0 the function is its first term, x^a / (a·B(a, b)).
  if (tails.lower <= atLeast) return LEAST + Math.log(tails.lower / atLeast) / a
  const useLower = tails.lower <= tails.upper
  const target = Math.log(useLower ? tails.lower : tails.upper)
  let at = Math.max(low, Math.min(high, Math.log(a / (a + b))))
  for (let round = 0; round < 200; round++) {
    const [x, y] = [Math.exp(at), -Math.expm1(at)]
    const now = incompleteBeta(x, y, a, b)
    const tail = useLower ? now.lower : now.upper
    const error = (Math.log(tail) - target) * (useLower ? 1 : -1)
    const next = at - (error * tail * y) / betaKernel(x, y, a, b)
    if (Math.abs(next - at) <= 4e-16 * Math.max(1, Math.abs(at))) return next
    if (error > 0) high = at
    else low = at
    at = next > low && next < high ? next : (low + high) / 2
    if (high - low <= 4e-16 * Math.max(1, Math.abs(at))) return at
  }
  return at
}

const LEAST = -690

/** I_x(a, b) divided by its kernel, for x below about the mean: the even part of the fraction. */
function fraction(x: number, y: number, a: number, b: number): number {
  const keep = (value: number) => (Math.abs(value) < 1e-300 ? 1e-300 : value)
  const skew = a * y - b * x + 1
  let c = keep((a / (a + 1)) * skew)
  let d = 0
  let value = c
  for (let m = 1; m < 2_000_000; m++) {
    const odd = a + 2 * m - 1
    const product = ((m * (b - m)) / odd) * x
    const above = product * (((a + m - 1) * (a + b + m - 1)) / odd) * x
    const below = m + product + ((a + m) / (odd + 2)) * (skew + m * (1 + y))
    d = 1 / keep(below + above * d)
    c = keep(below + above / c)
    value *= c * d
    if (Math.abs(c * d - 1) < 3e-16) return 1 / value
  }
  throw new StatsError(
    'distribution.convergence',
    `The incomplete beta function of ${a} and ${b} did not converge at ${x}.`,
  )
}
