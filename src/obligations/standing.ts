// How a duty stands, computed from its dated rows, never stored.

import type { Day } from '../lib/day.ts'
import { addWorkdays, type WorkCalendar, workdaysBetween } from '../lib/workdays.ts'

export const STANDINGS = [
  'overdue',
  'returned',
  'due-soon',
  'waiting',
  'submitted',
  'accepted',
] as const
export type Standing = (typeof STANDINGS)[number]

/** The last line sent for a duty, with what was decided on it. */
export type LastLine = {
  /** Decided when it was sent. */
  satisfies: boolean
  /** The day that counts for timeliness. */
  countsOn: Day
  returned: { correctBy: Day } | null
  isAccepted: boolean
}

export const SOON_WORKDAYS = 5

/** - accepted, submitted: a line that satisfies the duty stands.
 *  - returned: came back, and the correction day is not over.
 *  - overdue: not sent and the due day (or the correction day) is over.
 *  - due-soon: due within five working days; waiting: later. */
export function standing(dueOn: Day, last: LastLine | null, today: Day, soonOn: Day): Standing {
  if (last && isSent(last)) return last.isAccepted ? 'accepted' : 'submitted'
  if (last?.returned && today <= last.returned.correctBy) return 'returned'
  if (today > limitOf(dueOn, last?.returned?.correctBy ?? null)) return 'overdue'
  return dueOn <= soonOn ? 'due-soon' : 'waiting'
}

/** The day up to which it can be sent without being overdue: a return may give more time, never less. */
export const limitOf = (dueOn: Day, correctBy: Day | null): Day =>
  correctBy !== null && correctBy > dueOn ? correctBy : dueOn

/** Sent: a line that satisfies the duty and was not returned. */
export const isSent = (last: LastLine): boolean => last.satisfies && last.returned === null

/** The day up to which something is due soon. */
export const soonDay = (calendar: WorkCalendar, today: Day): Day =>
  addWorkdays(calendar, today, SOON_WORKDAYS)

/** Working days left (positive) or overdue (negative). */
export const daysLeft = (calendar: WorkCalendar, today: Day, dueOn: Day): number =>
  workdaysBetween(calendar, today, dueOn)

export type LineFacts = { state: LineState; quantity: number | null }
export type LineState = 'done' | 'in-progress' | 'not-started'

/** A recurring duty is satisfied by any line; another when it is done, or its target is reached. */
export function satisfies(
  duty: { recurring: boolean; target: number | null },
  line: LineFacts,
  countedBefore: number,
): boolean {
  if (duty.recurring) return true
  if (duty.target !== null) return countedBefore + (line.quantity ?? 0) >= duty.target
  return line.state === 'done'
}

/** The day that counts: a correction within its time keeps the day of what it corrects. */
export function countsOn(
  today: Day,
  corrected: { countsOn: Day; satisfies: boolean; correctBy: Day } | null,
): Day {
  if (corrected?.satisfies && today <= corrected.correctBy) return corrected.countsOn
  return today
}
