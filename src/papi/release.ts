// The published results of one year: who had which score, how sure the total is, and how groups were cut when that was
// published too. What is missing is absent from the maps; it is never zero.

import { type GroupSizes, type Standings, standingsOf } from './group.ts'
import { type Item, TOTAL } from './item.ts'

export type Precision = {
  /** Standard error; null where none was published. */
  se: number | null
  /** The interval as printed. */
  low: number | null
  high: number | null
  /** Respondents. */
  n: number | null
}

export type Release = {
  year: number
  values: ReadonlyMap<Item, ReadonlyMap<string, number>>
  /** Of the total, and of dimensions in the years that print their variances (2019). */
  precision: ReadonlyMap<Item, ReadonlyMap<string, Precision>>
  sizes: ReadonlyMap<Item, GroupSizes>
  /** Places as published for a province of which alone the scores are known, by item. */
  places: ReadonlyMap<string, ReadonlyMap<Item, { rank: number; of: number }>>
}

export const scoreOf = (release: Release, item: Item, province: string): number | null =>
  release.values.get(item)?.get(province) ?? null

/** Places and groups of an item; null where fewer than two provinces have a score: one alone has no place. */
export function standingsIn(
  release: Release,
  item: Item,
  changed?: { province: string; score: number },
): Standings | null {
  const known = release.values.get(item)
  if (!known || known.size < 2) return null
  const scores = changed ? new Map(known).set(changed.province, changed.score) : known
  const sizes = release.sizes.get(item)
  const isOf = sizes && sizes.reduce((sum, size) => sum + size, 0) === scores.size
  return standingsOf(scores, isOf ? sizes : undefined)
}

/** Standard deviation between provinces; null for fewer than two. */
export function spreadOf(scores: ReadonlyMap<string, number> | undefined): number | null {
  if (!scores || scores.size < 2) return null
  const mean = [...scores.values()].reduce((sum, score) => sum + score, 0) / scores.size
  const squares = [...scores.values()].reduce((sum, score) => sum + (score - mean) ** 2, 0)
  return Math.sqrt(squares / (scores.size - 1))
}

/** How the standard error of a province's item is known: published, or assumed in a way that must be said. */
export type KnownError = {
  se: number
  basis: 'published' | 'assumed-median' | 'assumed-shares'
}

/** Standard errors of an item for every ranked province; null where the year has none to start from.
 * As published where they are; provinces without one (2022 prints three intervals of no width) get the median of the
 * year. Where none is published for a dimension, the variance of the total is shared among the dimensions in proportion
 * to how much provinces differ in them, as if their errors were independent. Errors that go together would make them
 * smaller. */
export function errorsOf(release: Release, item: Item): Map<string, KnownError> | null {
  const own = release.precision.get(item)
  const known = (own && counted(own) ? own : release.precision.get(TOTAL)) ?? null
  const scores = release.values.get(item)
  if (!known || !scores || !counted(known)) return null
  const isShared = known !== own
  const share = isShared ? shareOf(release, item) : 1
  if (share === null) return null
  const median = quantile7(errorsIn(known), 0.5) as number
  return new Map(
    [...scores.keys()].map((province) => {
      const se = known.get(province)?.se ?? null
      const basis = isShared ? 'assumed-shares' : se === null ? 'assumed-median' : 'published'
      return [province, { se: (se ?? median) * share, basis }] as const
    }),
  )
}

const errorsIn = (known: ReadonlyMap<string, Precision>): number[] =>
  [...known.values()].flatMap(({ se }) => (se === null ? [] : [se]))

const counted = (known: ReadonlyMap<string, Precision>): boolean => errorsIn(known).length >= 2

function shareOf(release: Release, item: Item): number | null {
  const own = spreadOf(release.values.get(item))
  let squares = 0
  for (const [code, scores] of release.values) {
    if (code.startsWith('D')) squares += (spreadOf(scores) ?? 0) ** 2
  }
  return own === null || squares === 0 ? null : own / Math.sqrt(squares)
}

/** Quantile by the rule of R's default (type 7); null of nothing. */
export function quantile7(numbers: readonly number[], probability: number): number | null {
  if (numbers.length === 0) return null
  const sorted = [...numbers].sort((a, b) => a - b)
  const at = (sorted.length - 1) * probability
  const [low, high] = [sorted[Math.floor(at)] as number, sorted[Math.ceil(at)] as number]
  return low + (high - low) * (at - Math.floor(at))
}
