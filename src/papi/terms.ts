// What is said of an indicator as a lever: whether a plan can move it within a year, the effort of moving it to its bound,
// and how far at most. The packs suggest; a person who settles it goes before them.

import { Problem } from '../platform/index.ts'
import type { Indicator, WithinYear } from './catalogue.ts'
import type { Item } from './item.ts'

export type Terms = {
  withinYear: WithinYear
  /** Effort at the bound, in any unit: levers are weighed against each other. */
  effort: number
  /** The furthest value, in published units; null: as far as the question allows. */
  bound: number | null
  /** Who set it; null for what the packs suggest. */
  isSettled: boolean
}

/** What a plan can move in part costs twice as much, what it can hardly move four times. */
const EFFORTS = { yes: 1, partly: 2, no: 4 } as const
export const MOST_EFFORT = 100

export const suggestedTerms = (withinYear: WithinYear): Terms => ({
  withinYear,
  effort: EFFORTS[withinYear],
  bound: null,
  isSettled: false,
})

export type TermsOf = (code: Item) => Terms

/** Terms in force: as settled, else as suggested. */
export const termsIn =
  (
    suggested: ReadonlyMap<Item, WithinYear>,
    settled: ReadonlyMap<Item, Omit<Terms, 'isSettled'>>,
  ): TermsOf =>
  (code) => {
    const own = settled.get(code)
    return own ? { ...own, isSettled: true } : suggestedTerms(suggested.get(code) ?? 'partly')
  }

/** Refuses what no lever can be. */
export function requireTerms(
  { code, scale }: Pick<Indicator, 'code' | 'scale'>,
  { effort, bound, reason }: { effort: number; bound: number | null; reason: string },
): void {
  if (!(effort > 0 && effort <= MOST_EFFORT))
    throw new Problem(422, 'papi.effort-beyond', { most: MOST_EFFORT })
  const [low, high] = scale ?? [0, 1000]
  if (bound !== null && !(bound >= low && bound <= high))
    throw new Problem(422, 'papi.value-beyond-scale', { code, low, high })
  if (reason === '') throw new Problem(422, 'papi.reason-missing')
}

/** How far a lever may be moved on from its value, in the direction that counts: to the goal, no further than the bound. */
export function gapWithin(
  { value, bound, direction }: { value: number | null; bound: number | null; direction: number },
  gap: number | null,
): number | null {
  if (gap === null || value === null || bound === null) return gap
  return Math.min(gap, Math.max(0, (bound - value) * (direction < 0 ? -1 : 1)))
}
