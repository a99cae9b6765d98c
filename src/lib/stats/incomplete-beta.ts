// The regularised incomplete beta function I_x(a, b) and its inverse; t, F and beta are read from it.
// Continued fraction by Lentz's method (DLMF 8.17.22), density by saddle point.

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
    const lower = Math.min(1, kernel * fraction(x, a, b))
    return { lower, upper: 1 - lower }
  }
  const upper = Math.min(1, kernel * fraction(y, b, a))
  return { lower: 1 - upper, upper }
}

/** The x, and 1 − x, at which the tails of I_x(a, b) are those given. */
export function incompleteBetaRoot(tails: Tails, a: number, b: number): { x: number; y: number } {
  if (tails.lower <= 0) return { x: 0, y: 1 }
  if (tails.upper <= 0) return { x: 1, y: 0 }
  if (tails.lower > incompleteBeta(0.5, 0.5, a, b).lower) {
    const x = rootBelowHalf({ lower: tails.upper, upper: tails.lower }, b, a)
    return { x: 1 - x, y: x }
  }
  const x = rootBelowHalf(tails, a, b)
  return { x, y: 1 - x }
}

/** Newton on the logarithm of the smaller tail as a function of log x, kept inside a bracket. */
function rootBelowHalf(tails: Tails, a: number, b: number): number {
  const useLower = tails.lower <= tails.upper
  const target = Math.log(useLower ? tails.lower : tails.upper)
  let [low, high] = [-745, Math.log(0.5)]
  let at = Math.max(low, Math.min(high, Math.log(a / (a + b))))
  for (let round = 0; round < 200; round++) {
    const x = Math.exp(at)
    const now = incompleteBeta(x, -Math.expm1(at), a, b)
    const tail = useLower ? now.lower : now.upper
    const slope = betaKernel(x, -Math.expm1(at), a, b) / tail
    const error = (Math.log(tail) - target) * (useLower ? 1 : -1)
    if (error > 0) high = at
    else low = at
    let next = at - error / slope
    if (!(next > low && next < high)) next = (low + high) / 2
    if (Math.abs(next - at) <= 4e-16 * Math.max(1, Math.abs(at)) || error === 0) return Math.exp(at)
    at = next
  }
  return Math.exp(at)
}

/** I_x(a, b) divided by its kernel, for x below about the mean. */
function fraction(x: number, a: number, b: number): number {
  const floor = 1e-300
  const keep = (value: number) => (Math.abs(value) < floor ? floor : value)
  let c = 1
  let d = 1 / keep(1 - ((a + b) * x) / (a + 1))
  let value = d
  for (let m = 1; m < 2_000_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / keep(1 + even * d)
    c = keep(1 + even / c)
    value *= d * c
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / keep(1 + odd * d)
    c = keep(1 + odd / c)
    value *= d * c
    if (Math.abs(d * c - 1) < 3e-16) return value / a
  }
  throw new StatsError(
    'distribution.convergence',
    `The incomplete beta function of ${a} and ${b} did not converge at ${x}.`,
  )
}
