// Working days and limits. A make-up Saturday is a working day, a holiday or compensation day is not.

import { addDays, type Day, daysBetween, weekday } from './day.ts'

/** A working calendar: the days that differ from Monday–Friday, within the days it covers. */
export type WorkCalendar = {
  version: string
  from: Day
  to: Day
  /** True: works though a weekend day. False: free though a weekday. */
  exceptions: ReadonlyMap<string, boolean>
}

/** Whether offices work on a day. Throws RangeError outside the calendar: a year is never guessed. */
export function isWorkday(calendar: WorkCalendar, on: Day): boolean {
  if (on < calendar.from || on > calendar.to) {
    throw new RangeError(
      `the working calendar ${calendar.version} does not cover ${on.slice(0, 4)} (${on})`,
    )
  }
  const known = calendar.exceptions.get(on)
  if (known !== undefined) return known
  const day = weekday(on)
  return day !== 0 && day !== 6
}

/** The day itself when it is a working day, else the next one (BLDS 91/2015/QH13 Điều 148 khoản 5). */
export function shiftForward(calendar: WorkCalendar, on: Day): Day {
  let shifted = on
  while (!isWorkday(calendar, shifted)) shifted = addDays(shifted, 1)
  return shifted
}

/** The day itself when it is a working day, else the one before. */
export function shiftBackward(calendar: WorkCalendar, on: Day): Day {
  let shifted = on
  while (!isWorkday(calendar, shifted)) shifted = addDays(shifted, -1)
  return shifted
}

/** The n-th working day after the event; its own day is not counted (BLDS Điều 147 khoản 2). Backward for n < 0. */
export function addWorkdays(calendar: WorkCalendar, event: Day, n: number): Day {
  const step = n < 0 ? -1 : 1
  let on = event
  for (let left = Math.abs(n); left > 0; ) {
    on = addDays(on, step)
    if (isWorkday(calendar, on)) left -= 1
  }
  return on
}

/** Maximum limit in calendar days: a last day that is free ends with the next working day (Điều 148 khoản 5). */
export const addCalendarDays = (calendar: WorkCalendar, event: Day, n: number): Day =>
  shiftForward(calendar, addDays(event, n))

/** Minimum window: the first day on which n full days have passed; never earlier, never shifted. */
export const endOfWindow = (event: Day, n: number): Day => addDays(event, n)

/** Backward limit: the last day that is still n working days before the event. */
export const workdaysBefore = (calendar: WorkCalendar, event: Day, n: number): Day =>
  shiftBackward(calendar, addWorkdays(calendar, event, -n))

/** Working days after `from` up to and including `to`; negative when `to` is earlier. */
export function workdaysBetween(calendar: WorkCalendar, from: Day, to: Day): number {
  if (to < from) return -workdaysBetween(calendar, to, from)
  if (from === to) return 0
  const first = addDays(from, 1)
  isWorkday(calendar, first)
  if (to > calendar.to) isWorkday(calendar, addDays(calendar.to, 1))
  let count = weekdaysBetween(from, to)
  for (const [on, works] of calendar.exceptions) {
    if (on > from && on <= to) count += works ? 1 : -1
  }
  return count
}

/** Mondays to Fridays after `from` up to and including `to`. */
function weekdaysBetween(from: Day, to: Day): number {
  const days = daysBetween(from, to)
  const whole = Math.trunc(days / 7)
  let count = whole * 5
  const start = weekday(from)
  for (let step = 1; step <= days - whole * 7; step += 1) {
    const on = (start + step) % 7
    if (on !== 0 && on !== 6) count += 1
  }
  return count
}

/** Due day in calendar days with pauses: shift(start + limit + paused days). Pauses are [from, to) spans. */
export function dueWithPauses(
  calendar: WorkCalendar,
  event: Day,
  n: number,
  pauses: readonly { from: Day; to: Day }[],
): Day {
  const paused = pauses.reduce((sum, { from, to }) => sum + daysBetween(from, to), 0)
  return addCalendarDays(calendar, event, n + paused)
}
