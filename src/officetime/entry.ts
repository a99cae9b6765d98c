// What a unit may say of its own working time: days it is closed, days it is open though others are not, hours from a day on.

import { addDays, type Day, weekday } from '../lib/day.ts'
import type { Instant } from '../lib/instant.ts'
import type { WorkCalendar } from '../lib/workdays.ts'
import { Problem } from '../platform/index.ts'
import type { OfficeHours } from './hours.ts'

export const ENTRY_KINDS = ['closed', 'open', 'hours'] as const
export type EntryKind = (typeof ENTRY_KINDS)[number]

/** What holds on which days. */
export type EntryFacts = {
  kind: EntryKind
  from: Day
  /** The last day; null until further notice. */
  to: Day | null
  /** Of the days between only this one of each week; 0 is Sunday. */
  weekday: number | null
  /** Of `hours` always; of `open` where those days have other hours than the rest. */
  hours: OfficeHours | null
}
export type EntryAsked = EntryFacts & {
  reason: string
  /** Number of the decision, and the day it was signed. */
  decision: string
  decidedOn: Day
}
export type Entry = EntryAsked & {
  id: string
  unitId: string
  enteredAt: Instant
  enteredBy: string | null
  /** From this day on it holds no more; null while it stands. */
  withdrawnSince: Day | null
}

/** Longest span of days that are closed or open throughout. */
export const LONGEST = 366

/** The first and the last day on which an entry may hold, what was withdrawn left out; null when it holds on none. */
export function spanOf(
  entry: EntryFacts & { withdrawnSince?: Day | null },
  calendar: Pick<WorkCalendar, 'from' | 'to'>,
): { from: Day; to: Day } | null {
  const { withdrawnSince } = entry
  const last = entry.to ?? calendar.to
  const end = withdrawnSince && withdrawnSince <= last ? addDays(withdrawnSince, -1) : last
  const from = entry.from < calendar.from ? calendar.from : entry.from
  const to = end > calendar.to ? calendar.to : end
  return from <= to ? { from, to } : null
}

/** Every day of a span that an entry speaks of. */
export function daysIn({ weekday: only }: EntryFacts, { from, to }: { from: Day; to: Day }): Day[] {
  const days: Day[] = []
  const first = only === null ? from : addDays(from, (only - weekday(from) + 7) % 7)
  for (let on = first; on <= to; on = addDays(on, only === null ? 1 : 7)) days.push(on)
  return days
}

/** What may be entered, or a refusal that says why not. `standing`: what the unit itself has said so far. */
export function requireEntry(
  asked: EntryAsked,
  standing: readonly Entry[],
  { calendar, today }: { calendar: WorkCalendar; today: Day },
): EntryAsked {
  const { kind, from, to, hours } = asked
  if (to !== null && to < from) throw new Problem(422, 'unit-calendar.ends-before-begin')
  if (from < calendar.from || from > calendar.to || (to !== null && to > calendar.to))
    throw new Problem(422, 'unit-calendar.beyond-calendar', {
      from: calendar.from,
      to: calendar.to,
    })
  if (kind !== 'hours' && to === null && asked.weekday === null)
    throw new Problem(422, 'unit-calendar.last-day-missing')
  if (kind !== 'hours' && asked.weekday === null && to !== null && to >= addDays(from, LONGEST))
    throw new Problem(422, 'unit-calendar.too-long', { days: LONGEST })
  if (kind === 'hours' && asked.weekday !== null)
    throw new Problem(422, 'unit-calendar.hours-of-weekday')
  if (kind === 'hours' && hours === null) throw new Problem(422, 'unit-calendar.hours-missing')
  if (kind === 'closed' && hours !== null) throw new Problem(422, 'unit-calendar.closed-with-hours')
  if (asked.reason.trim() === '') throw new Problem(422, 'unit-calendar.reason-missing')
  if (asked.decision.trim() === '') throw new Problem(422, 'unit-calendar.decision-missing')
  if (asked.decidedOn > today) throw new Problem(422, 'unit-calendar.decided-later')
  const span = spanOf(asked, calendar)
  if (!span || daysIn(asked, span).length === 0) throw new Problem(422, 'unit-calendar.no-day')
  const same = standing.find(
    (it) =>
      it.withdrawnSince === null &&
      JSON.stringify([it.kind, it.from, it.to, it.weekday, it.hours]) ===
        JSON.stringify([kind, from, to, asked.weekday, hours]),
  )
  if (same) throw new Problem(409, 'unit-calendar.already-stands')
  return { ...asked, reason: asked.reason.trim(), decision: asked.decision.trim() }
}

/** From when on an entry is taken back: a day of its own, or its first when it never was to hold. */
export function requireWithdrawal(
  entry: Entry,
  asked: { since: Day | null; reason: string },
): { since: Day; reason: string } {
  const since = asked.since === null || asked.since < entry.from ? entry.from : asked.since
  if (asked.reason.trim() === '') throw new Problem(422, 'unit-calendar.reason-missing')
  if (entry.withdrawnSince !== null && entry.withdrawnSince <= since)
    throw new Problem(409, 'unit-calendar.already-withdrawn', { since: entry.withdrawnSince })
  if (entry.to !== null && since > entry.to) throw new Problem(422, 'unit-calendar.over-by-then')
  return { since, reason: asked.reason.trim() }
}
