// The regularised incomplete gamma functions P(a, x) and Q(a, x); the normal and chi-squared distributions are
// read from them. Series below a + 1 (DLMF 8.7.1), continued fraction above (DLMF 8.9.2).

import { deviance, stirlingError } from './saddle-point.ts'
import { StatsError } from './stats-error.ts'
import type { Tails } from './tail.ts'

const ROUNDS = 2_000_000

/** P(a, x) as `lower` and Q(a, x) as `upper`, for a > 0 and x ≥ 0. */
export function incompleteGamma(a: number, x: number): Tails {
  if (x <= 0) return { lower: 0, upper: 1 }
  if (x === Number.POSITIVE_INFINITY) return { lower: 1, upper: 0 }
  const density = Math.exp(-stirlingError(a) - deviance(a, x)) / Math.sqrt(2 * Math.PI * a)
  if (x < a + 1) {
    const lower = Math.min(1, density * series(a, x))
    return { lower, upper: 1 - lower }
  }
  const upper = Math.min(1, density * a * fraction(a, x))
  return { lower: 1 - upper, upper }
}

function series(a: number, x: number): number {
  let term = 1
  let sum = 1
  for (let k = 1; k < ROUNDS; k++) {
    term *= x / (a + k)
    sum += term
    if (term < sum * 1e-17) return sum
  }
  throw notConverged(a, x)
}

function fraction(a: number, x: number): number {
  let b = x + 1 - a
  let c = 1e300
  let d = 1 / b
  let value = d
  for (let k = 1; k < ROUNDS; k++) {
    const coefficient = k * (a - k)
    b += 2
    d = 1 / (coefficient * d + b)
    c = b + coefficient / c
    value *= c * d
    if (Math.abs(c * d - 1) < 3e-16) return value
  }
  throw notConverged(a, x)
}

const notConverged = (a: number, x: number) =>
  new StatsError(
    'distribution.convergence',
    `The incomplete gamma function of ${a} did not converge at ${x}.`,
  )
