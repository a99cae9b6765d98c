// Working calendars by version; the newest is the one in force. What is counted by an older one is counted anew.

import { sql } from 'kysely'
import type { Day } from '../lib/day.ts'
import type { Instant } from '../lib/instant.ts'
import type { WorkCalendar } from '../lib/workdays.ts'
import type { Db } from '../platform/index.ts'
import { type CalendarDay, changedDays } from './pack.ts'
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

/** The calendar that working-day arithmetic needs: its bounds and the days that differ from Monday–Friday. A version, or the one in
 * force: now, or as it was at an instant, before all of them the first. Throws when none is loaded. */
export async function workCalendar(
  db: Db,
  { version, asOf = null }: { version?: string; asOf?: Instant | null } = {},
): Promise<WorkCalendar> {
  const wanted = version ? sql`where version = ${version}` : sql``
  const isKnown = sql`loaded_at <= coalesce(${asOf}::timestamptz, loaded_at)`
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
    from (select * from calendars ${wanted}
      order by ${isKnown} desc, case when ${isKnown} then loaded_at end desc, loaded_at, version desc
      limit 1) c
    left join calendar_days d
      on d.version = c.version and d.is_working <> (extract(isodow from d.day) < 6)
    group by c.version, c.covers_from, c.covers_to`.execute(db)
  const [row] = rows
  if (!row) throw new Error('no working calendar is loaded: run `bin/congtam migrate`')
  const { days, works, ...bounds } = row
  return { ...bounds, exceptions: new Map(days.map((day, at) => [day, works[at] === true])) }
}

/** When the calendar last changed; null while there is only one. */
export async function calendarChangedAt(db: Db): Promise<Instant | null> {
  const { rows } = await sql<{ at: Instant | null }>`
    select case when count(*) > 1 then max(loaded_at) end as at from calendars`.execute(db)
  return rows[0]?.at ?? null
}

export type CalendarChange = {
  /** The version in force. */
  version: string
  /** From the first to the last day that works otherwise; null when none does. */
  days: { from: Day; to: Day } | null
}

/** What has changed since what is kept ready of some kind was counted; null when nothing was published since. Where the kind is
 * marked to be counted anew (no version), every day has. */
export async function calendarChange(db: Db, what: string): Promise<CalendarChange | null> {
  const { rows } = await sql<{ version: string; followed: string | null; isMarked: boolean }>`
    select c.version, f.version as followed, f.what is not null and f.version is null as "isMarked"
    from calendars c left join calendar_followings f on f.what = ${what}
    order by c.loaded_at, c.version`.execute(db)
  const last = rows.at(-1)
  if (!last || last.version === last.followed) return null
  const { version, isMarked } = last
  if (isMarked) {
    const { to } = await workCalendar(db)
    return { version, days: { from: EVER, to } }
  }
  const since = rows.slice(
    Math.max(
      0,
      rows.findIndex((row) => row.version === row.followed),
    ),
  )
  const versions: WorkCalendar[] = []
  for (const row of since) versions.push(await workCalendar(db, { version: row.version }))
  const days = versions.slice(1).flatMap((it, at) => changedDays(versions[at] as WorkCalendar, it))
  days.sort()
  const [from, to] = [days[0], days.at(-1)]
  return { version, days: from && to ? { from, to } : null }
}

/** Before anything that was ever told. */
const EVER = '2000-01-01' as Day

export async function saveFollowing(
  db: Db,
  { what, version, at: followedAt }: { what: string; version: string; at: string },
): Promise<void> {
  await sql`
    insert into calendar_followings (what, version, followed_at) values (${what}, ${version}, ${followedAt})
    on conflict (what) do update set version = excluded.version, followed_at = excluded.followed_at`.execute(
    db,
  )
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
