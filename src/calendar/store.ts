// Working calendars by version; the newest is the one in force.

import { sql } from 'kysely'
import type { Day } from '../lib/day.ts'
import type { WorkCalendar } from '../lib/workdays.ts'
import type { Db } from '../platform/index.ts'
import type { CalendarDay } from './pack.ts'
import type { CalendarTables } from './tables.ts'

const at = (db: Db) => db.withTables<CalendarTables>()

export const calendarVersions = (db: Db): Promise<CalendarTables['calendars'][]> =>
  at(db)
    .selectFrom('calendars')
    .selectAll()
    .orderBy('loaded_at', 'desc')
    .orderBy('version', 'desc')
    .execute()

/** All days of a version, or of the newest one; empty when none is loaded. */
export async function calendarDays(db: Db, version?: string): Promise<CalendarDay[]> {
  const wanted = version ?? (await calendarVersions(db))[0]?.version
  if (!wanted) return []
  const rows = await at(db)
    .selectFrom('calendar_days')
    .selectAll()
    .where('version', '=', wanted)
    .orderBy('day')
    .execute()
  return rows.map(({ day, is_working, kind, name, status, source }) => ({
    day,
    isWorking: is_working,
    kind,
    name,
    status,
    source,
  }))
}

/** The last day that the calendar in force knows; null without a calendar. */
export async function calendarReach(db: Db): Promise<Day | null> {
  return (await calendarDays(db)).at(-1)?.day ?? null
}

/** The calendar that working-day arithmetic needs: its bounds and the days that differ from Monday–Friday. Throws
 * when none is loaded. */
export async function workCalendar(db: Db, version?: string): Promise<WorkCalendar> {
  const { rows } = await sql<{
    version: string
    from: Day
    to: Day
    days: Day[]
    works: boolean[]
  }>`
    select c.version, c.covers_from as "from", c.covers_to as "to",
      coalesce(array_agg(d.day order by d.day) filter (where d.day is not null), '{}') as days,
      coalesce(array_agg(d.is_working order by d.day) filter (where d.day is not null), '{}') as works
    from (select * from calendars ${version ? sql`where version = ${version}` : sql``}
      order by loaded_at desc, version desc limit 1) c
    left join calendar_days d
      on d.version = c.version and d.is_working <> (extract(isodow from d.day) < 6)
    group by c.version, c.covers_from, c.covers_to`.execute(db)
  const [row] = rows
  if (!row) throw new Error('no working calendar is loaded: run `bin/congtam migrate`')
  const { days, works, ...bounds } = row
  return { ...bounds, exceptions: new Map(days.map((day, at) => [day, works[at] === true])) }
}

export async function insertCalendar(
  db: Db,
  calendar: CalendarTables['calendars'],
  days: readonly CalendarDay[],
): Promise<void> {
  await at(db).insertInto('calendars').values(calendar).execute()
  await sql`
    insert into calendar_days (version, day, is_working, kind, name, status, source)
    select ${calendar.version}, * from unnest(${days.map((row) => row.day)}::date[],
      ${days.map((row) => row.isWorking)}::boolean[], ${days.map((row) => row.kind)}::text[],
      ${days.map((row) => row.name)}::text[], ${days.map((row) => row.status)}::text[],
      ${days.map((row) => row.source)}::text[])`.execute(db)
}
