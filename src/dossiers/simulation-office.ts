// Office time for the simulator, in milliseconds of local time: the answers of clock.ts, from a table of the working days.

import { dayFromNumber, dayNumber } from '../lib/day.ts'
import { isWorkday } from '../lib/workdays.ts'
import { hoursOn, type Limit, type OfficeClock } from './clock.ts'
import { MINUTE } from './stamp.ts'

export const DAY = 24 * 60 * MINUTE

export type Office = {
  isWorkday(dayNumber: number): boolean
  /** The instant itself within office hours, else the next opening. */
  open(at: number): number
  /** So much office time later. */
  forward(at: number, millis: number): number
  /** The end of a limit that starts at an instant; null where the calendar does not reach. */
  due(from: number, limit: Limit): number | null
  /** The same time on the next working day, when its day is none. */
  onWorkday(at: number): number
}

export function officeOf(clock: OfficeClock): Office {
  const { calendar } = clock
  const first = dayNumber(calendar.from)
  const works: boolean[] = []
  const upcoming: number[] = []
  for (let n = first; n <= dayNumber(calendar.to); n += 1)
    works.push(isWorkday(calendar, dayFromNumber(n)))
  for (let at = works.length - 1, next = Number.NaN; at >= 0; at -= 1) {
    if (works[at]) next = first + at
    upcoming[at] = next
  }
  const spansOf = (all: OfficeClock['hours']) =>
    all.map(([from, to]) => [minutesOf(from), minutesOf(to)] as const)
  const usual = spansOf(clock.hours)
  const spansOn = (n: number) => (clock.own ? spansOf(hoursOn(clock, dayFromNumber(n))) : usual)
  const next = (n: number): number => upcoming[n - first] ?? Number.NaN
  const forward = (at: number, millis: number): number => {
    let left = millis
    for (let n = next(Math.floor(at / DAY)); Number.isFinite(n); n = next(n + 1)) {
      for (const [opens, closes] of spansOn(n)) {
        const start = Math.max(n * DAY + opens, at)
        const room = n * DAY + closes - start
        if (room <= 0) continue
        if (left <= room) return start + left
        left -= room
      }
    }
    return Number.NaN
  }
  const onWorkday = (at: number) => next(Math.floor(at / DAY)) * DAY + (at % DAY)
  return {
    isWorkday: (n) => works[n - first] ?? false,
    open: (at) => forward(at, 0),
    forward,
    onWorkday,
    due(from, { value, unit }) {
      if (unit === 'hour') return known(forward(from, value * 60 * MINUTE))
      const start = forward(from, 0)
      if (unit === 'calendar-day') return known(onWorkday(start + value * DAY))
      let n = Math.floor(start / DAY)
      for (let left = value; left > 0; left -= 1) n = next(n + 1)
      return known(n * DAY + (start % DAY))
    },
  }
}

const known = (millis: number): number | null => (Number.isFinite(millis) ? millis : null)

const minutesOf = (time: string): number => (+time.slice(0, 2) * 60 + +time.slice(3)) * MINUTE
