// When each unit works: the calendar of all, what the units above have said, and what the unit itself has said, the nearer one
// speaking on each day. Who stood above whom is asked for each day by itself.

import { addDays, type Day, weekday } from '../lib/day.ts'
import { isWorkday, type WorkCalendar } from '../lib/workdays.ts'
import type { Membership } from '../org/index.ts'
import { daysIn, type Entry, spanOf } from './entry.ts'
import type { OfficeHours } from './hours.ts'

/** The working time of a unit where it is not that of all. */
export type OwnTime = {
  calendar: WorkCalendar
  /** Days on which others work and it does not. */
  closed: ReadonlySet<string>
  /** Days with hours of their own. */
  hoursOfDays: ReadonlyMap<string, OfficeHours>
  /** Hours from days on, in order of day; null: those of all. */
  hoursFrom: readonly { from: Day; hours: OfficeHours | null }[]
}

/** An entry as it reaches a unit. */
export type Held = {
  entry: Entry
  /** 0: the unit's own; 1: of the unit above it. */
  distance: number
  from: Day
  to: Day
}

export type Said = {
  calendar: WorkCalendar
  /** By unit. */
  entries: ReadonlyMap<string, readonly Entry[]>
  parents: ReadonlyMap<string, readonly Membership[]>
}

export function saidOf(
  calendar: WorkCalendar,
  entries: readonly Entry[],
  memberships: readonly Membership[],
): Said {
  return {
    calendar,
    entries: grouped(entries),
    parents: grouped(memberships),
  }
}

/** What reaches a unit, weakest first: of those further up before those near, what was entered first before what was later. */
export function heldBy(unitId: string, said: Said): Held[] {
  const { from, to } = said.calendar
  return gather(unitId, said, { from, to }, 0).sort(
    (a, b) => b.distance - a.distance || order(a.entry, b.entry),
  )
}

const DEEPEST = 12

function gather(
  unitId: string,
  said: Said,
  within: { from: Day; to: Day },
  distance: number,
): Held[] {
  if (distance > DEEPEST || within.from > within.to) return []
  const own = (said.entries.get(unitId) ?? []).flatMap((entry): Held[] => {
    const span = spanOf(entry, within)
    return span ? [{ entry, distance, ...span }] : []
  })
  const above = (said.parents.get(unitId) ?? []).flatMap(({ parentId, validFrom, validTo }) => {
    const last = validTo === null ? within.to : addDays(validTo, -1)
    const part = {
      from: validFrom > within.from ? validFrom : within.from,
      to: last < within.to ? last : within.to,
    }
    return gather(parentId, said, part, distance + 1)
  })
  return [...own, ...above]
}

const order = (a: Entry, b: Entry): number =>
  a.enteredAt < b.enteredAt ? -1 : a.enteredAt > b.enteredAt ? 1 : a.id < b.id ? -1 : 1

/** Which entry speaks on which day. */
export function speaking(held: readonly Held[]): Map<Day, Held> {
  const found = new Map<Day, Held>()
  for (const it of held)
    if (it.entry.kind !== 'hours') for (const on of daysIn(it.entry, it)) found.set(on, it)
  return found
}

/** Whose hours hold on a day: of the nearest unit the latest to begin. */
export function hoursHeld(held: readonly Held[], on: Day): Held | null {
  let best: Held | null = null
  for (const it of held) {
    if (it.entry.kind !== 'hours' || on < it.from || on > it.to) continue
    const isStronger = !best || it.distance < best.distance || it.entry.from >= best.entry.from
    if (isStronger) best = it
  }
  return best
}

/** The working time that what reaches a unit makes; null when that is the time of all. */
export function ownTime(held: readonly Held[], calendar: WorkCalendar): OwnTime | null {
  if (held.length === 0) return null
  const exceptions = new Map(calendar.exceptions)
  const closed = new Set<string>()
  const hoursOfDays = new Map<string, OfficeHours>()
  for (const [on, { entry }] of speaking(held)) {
    const works = entry.kind === 'open'
    if (!works && isWorkday(calendar, on)) closed.add(on)
    if (works && entry.hours) hoursOfDays.set(on, entry.hours)
    const isOrdinary = works === (weekday(on) !== 0 && weekday(on) !== 6)
    if (isOrdinary) exceptions.delete(on)
    else exceptions.set(on, works)
  }
  const turns = new Set<Day>()
  for (const { entry, from, to } of held)
    if (entry.kind === 'hours') turns.add(from).add(addDays(to, 1))
  const hoursFrom = [...turns]
    .sort()
    .map((from) => ({ from, hours: hoursHeld(held, from)?.entry.hours ?? null }))
  return { calendar: { ...calendar, exceptions }, closed, hoursOfDays, hoursFrom }
}

/** The time of every unit that has one other than that of all. */
export function ownTimes(said: Said): Map<string, OwnTime> {
  const found = new Map<string, OwnTime>()
  if (said.entries.size === 0) return found
  const known = new Map<string, OwnTime | null>()
  for (const unitId of new Set([...said.entries.keys(), ...said.parents.keys()])) {
    const held = heldBy(unitId, said)
    const key = held.map(({ entry, distance, from, to }) => `${entry.id} ${distance} ${from} ${to}`)
    const name = key.join()
    const time = known.has(name) ? (known.get(name) ?? null) : ownTime(held, said.calendar)
    known.set(name, time)
    if (time) found.set(unitId, time)
  }
  return found
}

/** The unit and all that ever stood below it. */
export function everBelow(unitId: string, memberships: readonly Membership[]): Set<string> {
  const found = new Set([unitId])
  for (let size = 0; size < found.size; ) {
    size = found.size
    for (const { unitId: child, parentId } of memberships) if (found.has(parentId)) found.add(child)
  }
  return found
}

function grouped<T extends { unitId: string }>(all: readonly T[]): Map<string, T[]> {
  const found = new Map<string, T[]>()
  for (const it of all) found.set(it.unitId, [...(found.get(it.unitId) ?? []), it])
  return found
}
