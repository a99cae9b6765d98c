// Work of the plans that serves what PAPI asks: linked to an indicator or its part by a person, or to a whole dimension.

import type { Tally } from '../obligations/index.ts'
import type { Read } from '../platform/index.ts'
import { type Item, levelOf, parentOf, TOTAL } from './item.ts'

/** Of duties of one task. On time, late and open make the total. */
export type WorkCount = {
  total: number
  onTime: number
  late: number
  /** Not sent. */
  open: number
  /** Not sent, and its day is over. */
  overdue: number
}

/** A task or a duty of a plan, with the units it binds and how they stand. */
export type Serving = {
  planItemId: string
  plan: { slug: string; number: string }
  kind: 'task' | 'duty'
  number: string
  title: string
  /** Items of PAPI it was linked to. */
  items: readonly Item[]
  dimensions: readonly number[]
  work: WorkCount
  units: readonly { id: string; code: string; name: string; work: WorkCount }[]
}

/** How near it serves an item: linked to the item itself, to the part or dimension the item is in, or with its
 * whole dimension by the words of the plan. */
export type Nearness = 'item' | 'above' | 'dimension'
export type ServingItem = Serving & { nearness: Nearness }

/** Reads every task of the plans in force; plans stand beside this room, so they are handed down. */
export type LoadServing = (read: Read) => Promise<Serving[]>

export const workOf = ({ total, sent, onTime, overdueOpen }: Tally): WorkCount => ({
  total,
  onTime,
  late: sent - onTime,
  open: total - sent,
  overdue: overdueOpen,
})

export const sumWork = (all: readonly WorkCount[]): WorkCount =>
  all.reduce(
    (sum, work) => ({
      total: sum.total + work.total,
      onTime: sum.onTime + work.onTime,
      late: sum.late + work.late,
      open: sum.open + work.open,
      overdue: sum.overdue + work.overdue,
    }),
    { total: 0, onTime: 0, late: 0, open: 0, overdue: 0 },
  )

const ORDER: readonly Nearness[] = ['item', 'above', 'dimension']

/** What serves an item, the nearest first; nothing serves the total alone. */
export function servingOf(all: readonly Serving[], item: Item): ServingItem[] {
  if (item === TOTAL || levelOf(item) === null) return []
  const above = chainOf(item)
  const dimension = Number(item.replace('D', '')[0])
  return all
    .flatMap((each): ServingItem[] => {
      const nearness = each.items.includes(item)
        ? 'item'
        : each.items.some((linked) => above.includes(linked))
          ? 'above'
          : each.dimensions.includes(dimension)
            ? 'dimension'
            : null
      return nearness ? [{ ...each, nearness }] : []
    })
    .sort((a, b) => ORDER.indexOf(a.nearness) - ORDER.indexOf(b.nearness))
}

/** Items an item is in, below the total. */
function chainOf(item: Item): Item[] {
  const parent = parentOf(item)
  return parent === null || parent === TOTAL ? [] : [parent, ...chainOf(parent)]
}

/** What a task is named by: `99-2024/4`. */
export const taskKey = ({ plan, number }: Pick<Serving, 'plan' | 'number'>): string =>
  `${plan.slug}/${number}`

export const taskHref = (task: Pick<Serving, 'plan' | 'number'>): string =>
  `/office/tasks/${taskKey(task)}`
