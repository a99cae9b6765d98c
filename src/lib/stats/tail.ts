// Which side of a distribution a probability belongs to.

import { must } from './stats-error.ts'

/** `'lower'` is P(X ≤ x); `'upper'` is P(X > x), exact where 1 − P would lose its digits. */
export type Tail = 'lower' | 'upper'

/** Both probabilities of a point, each with its own digits. */
export type Tails = { lower: number; upper: number }

export function tailsOf(p: number, tail: Tail): Tails {
  must(p >= 0 && p <= 1, 'distribution.argument', `A probability lies between 0 and 1; got ${p}.`)
  return tail === 'lower' ? { lower: p, upper: 1 - p } : { lower: 1 - p, upper: p }
}

export function mustBeNumber(value: number, what: string): void {
  must(!Number.isNaN(value), 'distribution.argument', `${what} is not a number.`)
}

export function mustBePositive(value: number, what: string): void {
  must(value > 0, 'distribution.argument', `${what} must be greater than 0; got ${value}.`)
}
