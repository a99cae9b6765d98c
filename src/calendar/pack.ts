// The working calendar as data: one row a day with its kind, and the special days with name and source.

import { parseCsv } from '../lib/csv.ts'
import { addDays, type Day, day, daysBetween, weekday } from '../lib/day.ts'
import { isWorkday, type WorkCalendar } from '../lib/workdays.ts'

export type CalendarDay = {
  day: Day
  isWorking: boolean
  kind: string
  name: string | null
  status: string | null
  source: string | null
}

/** Reads the pack: every day of whole years in order, joined with the special days' names and sources. */
export function readCalendarPack(daysCsv: string, specialCsv: string): CalendarDay[] {
  const special = new Map(records(specialCsv).map((row) => [row.date, row]))
  return records(daysCsv).map((row) => {
    const more = special.get(row.date)
    return {
      day: day(row.date ?? ''),
      isWorking: row.is_working === '1',
      kind: row.kind ?? '',
      name: more?.name_vi || null,
      status: more?.status || null,
      source: more?.source || null,
    }
  })
}

/** The value that working-day arithmetic needs. Throws RangeError when days are missing or out of order. */
export function toWorkCalendar(
  version: string,
  days: readonly { day: Day; isWorking: boolean }[],
): WorkCalendar {
  const [first, last] = [days[0], days.at(-1)]
  if (!first || !last) throw new RangeError('a calendar needs days')
  const inOrder = days.every((row, at) => at === 0 || (days[at - 1]?.day ?? row.day) < row.day)
  if (!inOrder || daysBetween(first.day, last.day) !== days.length - 1) {
    throw new RangeError(`the calendar ${version} misses days, or has them out of order`)
  }
  const ordinary = (on: Day) => weekday(on) !== 0 && weekday(on) !== 6
  return {
    version,
    from: first.day,
    to: last.day,
    exceptions: new Map(
      days
        .filter((row) => row.isWorking !== ordinary(row.day))
        .map((row) => [row.day, row.isWorking]),
    ),
  }
}

/** Days that one of two calendars works and the other does not, or that only one of them knows. */
export function changedDays(a: WorkCalendar, b: WorkCalendar): Day[] {
  const works = (calendar: WorkCalendar, on: Day): boolean | null =>
    on < calendar.from || on > calendar.to ? null : isWorkday(calendar, on)
  const found: Day[] = []
  const last = a.to > b.to ? a.to : b.to
  for (let on = a.from < b.from ? a.from : b.from; on <= last; on = addDays(on, 1))
    if (works(a, on) !== works(b, on)) found.push(on)
  return found
}

function records(text: string): Record<string, string>[] {
  const { header, rows } = parseCsv(text)
  return rows.map(({ cells }) =>
    Object.fromEntries(header.map((name, at) => [name, cells[at] ?? ''])),
  )
}
