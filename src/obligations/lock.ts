// Locking: some working days past its deadline a form of a plan takes nothing more, unless it was opened again.

import type { Day } from '../lib/day.ts'
import { addWorkdays, type WorkCalendar } from '../lib/workdays.ts'
import type { Standing } from './standing.ts'

type Clock = { calendar: WorkCalendar; today: Day }

export type FormLock = {
  /** Working days after the deadline; null when the plan does not lock. */
  workdays: number | null
  /** The last day on which the form takes something; null when it never locks. */
  locksOn: Day | null
  /** An approved exception: open up to and with this day. */
  openUntil: Day | null
  isLocked: boolean
}

/** How the form of a reporting period stands whose last day of sending is `submitBy`. */
export function formLock(
  submitBy: Day,
  rule: Clock & { workdays: number | null; openUntil: Day | null },
): FormLock {
  const { workdays, openUntil } = rule
  return {
    workdays,
    openUntil,
    locksOn: workdays === null ? null : addWorkdays(rule.calendar, submitBy, workdays),
    isLocked: isPast(submitBy, workdays, rule) && !isOpened(openUntil, rule.today),
  }
}

/** A line is locked with its form, or when its own due day in force is as long past. What came back may be
 * corrected up to its correction day all the same. */
export function isLineLocked(
  duty: { dueOn: Day; standing: Standing },
  lock: FormLock,
  clock: Clock,
): boolean {
  if (duty.standing === 'returned' || isOpened(lock.openUntil, clock.today)) return false
  return lock.isLocked || isPast(duty.dueOn, lock.workdays, clock)
}

const isPast = (deadline: Day, workdays: number | null, { calendar, today }: Clock): boolean =>
  workdays !== null && today > addWorkdays(calendar, deadline, workdays)

const isOpened = (until: Day | null, today: Day): boolean => until !== null && today <= until
