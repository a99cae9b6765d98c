// Which things count in a period, and where a series must not be drawn through.

import type { Day } from '../lib/day.ts'
import type { MEMBERSHIPS, Tree } from './tree.ts'

export type Membership = (typeof MEMBERSHIPS)[number]
export type Span = { from: Day; to: Day }
/** A thing with its first and last day; `endedOn` null while it is open, `decidedOn` null while nothing was decided. */
export type Lifetime = { startedOn: Day; endedOn: Day | null; decidedOn?: Day | null }

/** Whether a thing counts in a period (both days included), by the membership of a leaf. */
export function belongs(
  membership: Membership,
  it: Lifetime,
  { from, to }: Span,
  today: Day,
): boolean {
  const within = (on: Day | null | undefined) => on != null && from <= on && on <= to
  const isOpenOn = (on: Day) => it.startedOn <= on && (it.endedOn === null || it.endedOn > on)
  switch (membership) {
    case 'started':
      return within(it.startedOn)
    case 'open':
      return it.startedOn <= to && (it.endedOn === null || it.endedOn >= from)
    case 'at-end':
      return isOpenOn(to)
    case 'now':
      return isOpenOn(today)
    case 'decided':
      return within(it.decidedOn)
  }
}

export type Point = { on: Day; tree: Pick<Tree, 'index' | 'version' | 'breaks'> }

/** Cuts a series, in order of days, into pieces that may be drawn as one line: a new piece starts with another version of
 * the tree and at each break of the tree. */
export function pieces<T extends Point>(points: readonly T[]): T[][] {
  const found: T[][] = []
  for (const point of points) {
    const last = found.at(-1)?.at(-1)
    if (last && !isBroken(last, point)) found.at(-1)?.push(point)
    else found.push([point])
  }
  return found
}

const isBroken = (last: Point, next: Point): boolean =>
  last.tree.version !== next.tree.version ||
  last.tree.index !== next.tree.index ||
  next.tree.breaks.some(({ on }) => last.on < on && on <= next.on)
