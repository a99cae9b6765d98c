// The three ways in which a calibration keeps new weights near the old: g as a function of u = xᵀλ/q.

import { must } from './stats-error.ts'

export type Distance = 'linear' | 'raking' | 'logit'

/** g(u) and its derivative g'(u). */
export type GFunction = { g(u: number): number; slope(u: number): number }

/**
 * Linear: 1 + u clipped to the bounds. Raking: eᵘ clipped. Logit: between the bounds by its shape.
 * Throws `calibrate.bounds` when 1 is not between the bounds, or logit has none. Source: Deville & Särndal 1992.
 */
export function gFunction(distance: Distance, [low, high]: [number, number]): GFunction {
  must(
    low < 1 && high > 1,
    'calibrate.bounds',
    `The bounds ${low} and ${high} of the weight ratio must lie on both sides of 1.`,
  )
  if (distance === 'logit') return logit(low, high)
  const free = distance === 'linear' ? (u: number) => 1 + u : Math.exp
  return {
    g: (u) => Math.min(high, Math.max(low, free(u))),
    slope: (u) => {
      const value = free(u)
      if (value <= low || value >= high) return 0
      return distance === 'linear' ? 1 : value
    },
  }
}

function logit(low: number, high: number): GFunction {
  must(
    Number.isFinite(low) && Number.isFinite(high),
    'calibrate.bounds',
    'Logit calibration needs two finite bounds.',
  )
  const speed = (high - low) / ((high - 1) * (1 - low))
  return {
    g: (u) => {
      const part = (1 - low) * Math.exp(speed * u)
      return part === Infinity ? high : (low * (high - 1) + high * part) / (high - 1 + part)
    },
    slope: (u) => {
      const part = (1 - low) * Math.exp(speed * u)
      if (part === Infinity) return 0
      return (speed * part * (high - 1) * (high - low)) / (high - 1 + part) ** 2
    },
  }
}
