// Where a series may not be drawn on: the item was defined, weighted or measured otherwise from that year.

import { type Item, levelOf, parentOf, TOTAL } from './item.ts'

export type Break = { item: Item; year: number; why: { vi: string; en: string } }

export type Comparability =
  | { kind: 'comparable' }
  /** The item itself, or the dimension it belongs to, was made otherwise: no difference is given. */
  | { kind: 'broken'; breaks: Break[] }
  /** Something inside the item was made otherwise: the difference is given with a mark. */
  | { kind: 'touched'; breaks: Break[] }

/** May the figures of two years be subtracted? */
export function comparability(
  breaks: readonly Break[],
  item: Item,
  from: number,
  to: number,
): Comparability {
  const between = breaks.filter(
    ({ year }) => year > Math.min(from, to) && year <= Math.max(from, to),
  )
  // A break of the total says that dimensions were added; it leaves each dimension as it was.
  const own = between.filter(
    (it) => it.item === item || (it.item !== TOTAL && ancestors(item).includes(it.item)),
  )
  if (own.length > 0) return { kind: 'broken', breaks: own }
  const inside = between.filter((it) => ancestors(it.item).includes(item))
  return inside.length > 0 ? { kind: 'touched', breaks: inside } : { kind: 'comparable' }
}

function ancestors(item: Item): Item[] {
  const above = parentOf(item)
  return above === null ? [] : [above, ...ancestors(above)]
}

export type Change = { from: number; difference: number | null; comparability: Comparability }

/** The change from one year to another; null without both figures, no difference across a break of the item. */
export function changeOf(
  breaks: readonly Break[],
  item: Item,
  before: { year: number; score: number | null },
  now: { year: number; score: number | null },
): Change | null {
  if (before.score === null || now.score === null || levelOf(item) === null) return null
  const known = comparability(breaks, item, before.year, now.year)
  return {
    from: before.year,
    difference: known.kind === 'broken' ? null : now.score - before.score,
    comparability: known,
  }
}
