// The clock of an office: its working calendar and its hours, on which limits in working time run.

import { addDays, type Day } from '../lib/day.ts'
import { dayOf, type Instant, instantAt } from '../lib/instant.ts'
import {
  addCalendarDays,
  addWorkdays,
  isWorkday,
  shiftForward,
  type WorkCalendar,
} from '../lib/workdays.ts'
import type { OfficeHours, OwnTime } from '../officetime/index.ts'
import { MINUTE, millisOf, ofMillis } from './stamp.ts'

export type OfficeClock = {
  calendar: WorkCalendar
  /** Spans of a working day such as 07:00–11:30, in order. */
  hours: OfficeHours
  /** Where the unit's time is not that of all: days closed by its own calendar, hours of its own. */
  own?: Pick<OwnTime, 'closed' | 'hoursOfDays' | 'hoursFrom'>
}

/** The hours of a working day: those of the day itself, else those in force in the unit, else those of all. */
export function hoursOn({ hours, own }: OfficeClock, on: Day): OfficeHours {
  if (!own) return hours
  const ofDay = own.hoursOfDays.get(on)
  if (ofDay) return ofDay
  const turn = own.hoursFrom.findLast(({ from }) => from <= on)
  return turn?.hours ?? hours
}

export type Limit = { value: number; unit: 'hour' | 'working-day' | 'calendar-day' }

/** When a limit that starts at an instant ends. Outside office hours it starts with the next office hour. */
export function dueAfter(clock: OfficeClock, from: Instant, { value, unit }: Limit): Instant {
  if (unit === 'hour') return forwardWorking(clock, from, value * 60 * MINUTE)
  const start = forwardWorking(clock, from, 0)
  const on = (unit === 'working-day' ? addWorkdays : addCalendarDays)(
    clock.calendar,
    dayOf(start),
    value,
  )
  return withDay(start, on)
}

/** The instant after so much office time; the next office hour itself for none. */
export function forwardWorking(clock: OfficeClock, from: Instant, millis: number): Instant {
  let left = millis
  for (
    let on = shiftForward(clock.calendar, dayOf(from));
    ;
    on = shiftForward(clock.calendar, addDays(on, 1))
  ) {
    for (const [opens, closes] of hoursOn(clock, on)) {
      const start = Math.max(millisOf(instantAt(on, opens)), millisOf(from))
      const room = millisOf(instantAt(on, closes)) - start
      // A limit that runs out with the closing of the office ends there, not with the next opening.
      if (room > 0 && left <= room) return ofMillis(start + left)
      if (room > 0) left -= room
    }
  }
}

/** Office time between two instants. */
export function workingMillis(clock: OfficeClock, from: Instant, to: Instant): number {
  let sum = 0
  const [begin, end, last] = [millisOf(from), millisOf(to), dayOf(to)]
  let on = dayOf(from)
  // Every day here has 24 hours.
  for (let midnight = millisOf(instantAt(on, '00:00')); on <= last; midnight += 24 * 60 * MINUTE) {
    if (isWorkday(clock.calendar, on))
      for (const [opens, closes] of hoursOn(clock, on)) {
        const start = Math.max(midnight + minutesOf(opens) * MINUTE, begin)
        sum += Math.max(0, Math.min(midnight + minutesOf(closes) * MINUTE, end) - start)
      }
    on = addDays(on, 1)
  }
  return sum
}

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))

/** The instant itself on a working day, else the same time of the next one. */
export const onWorkday = ({ calendar }: OfficeClock, at: Instant): Instant =>
  withDay(at, shiftForward(calendar, dayOf(at)))

/** What falls on a day on which the unit is closed by its own calendar ends with its next working day (BLDS 91/2015/QH13 Điều 148
 * khoản 5): who named the time did not know of that day. */
export const offClosedDays = (clock: OfficeClock, at: Instant): Instant =>
  clock.own?.closed.has(dayOf(at)) ? (whereCovered(() => onWorkday(clock, at)) ?? at) : at

const withDay = (at: Instant, on: string): Instant => `${on}${at.slice(10)}` as Instant

/** What needs the working calendar; null where the calendar does not reach: a year is never guessed, and one strange due time
 * stops no list. */
export function whereCovered<T>(work: () => T): T | null {
  try {
    return work()
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}
