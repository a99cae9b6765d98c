// The standard normal distribution.

import { incompleteGamma } from './incomplete-gamma.ts'
import { mustBeNumber, type Tail, tailsOf } from './tail.ts'

/**
 * P(Z ≤ z), or P(Z > z) for the upper tail, of a standard normal variable. Reads ±Infinity as its limit.
 * Throws `distribution.argument` when z is not a number. R: `pnorm(z, lower.tail = )`. Source: DLMF 7.11.
 */
export function normalCdf(z: number, tail: Tail = 'lower'): number {
  mustBeNumber(z, 'The normal deviate')
  const inTail = z < 0 === (tail === 'lower')
  const { lower, upper } = incompleteGamma(0.5, (z * z) / 2)
  return inTail ? upper / 2 : 0.5 + lower / 2
}

/**
 * The z with P(Z ≤ z) = p (or P(Z > z) = p). p = 0 and 1 give ∓Infinity. Throws `distribution.argument`
 * unless 0 ≤ p ≤ 1. R: `qnorm(p, lower.tail = )`. Source: Abramowitz & Stegun 26.2.23, refined by Halley's steps.
 */
export function normalQuantile(p: number, tail: Tail = 'lower'): number {
  const { lower, upper } = tailsOf(p, tail)
  if (lower === upper) return 0
  const side = lower < upper ? -1 : 1
  const mass = Math.min(lower, upper)
  if (mass === 0) return side * Number.POSITIVE_INFINITY
  const central = 0.5 - mass
  let z = central < 0.2 ? central * Math.sqrt(2 * Math.PI) : roughQuantile(mass)
  for (let round = 0; round < 12; round++) {
    const now = incompleteGamma(0.5, (z * z) / 2)
    const error = central < 0.2 ? now.lower / 2 - central : mass - now.upper / 2
    const step = error / (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI))
    const next = z - step / (1 + (z * step) / 2)
    const settled = Math.abs(next - z) <= 2e-16 * z
    z = next
    if (settled) break
  }
  return side * z
}

/** The deviate cut off by an upper tail, within 4.5e-4. */
function roughQuantile(mass: number): number {
  const t = Math.sqrt(-2 * Math.log(mass))
  const above = 2.515517 + t * (0.802853 + t * 0.010328)
  return t - above / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)))
}
