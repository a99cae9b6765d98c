// Entries of units in the database. Reference tables: small, rarely written.

import { sql } from 'kysely'
import type { Day } from '../lib/day.ts'
import type { Instant } from '../lib/instant.ts'
import type { WorkCalendar } from '../lib/workdays.ts'
import { memberships } from '../org/index.ts'
import type { Db } from '../platform/index.ts'
import type { Entry } from './entry.ts'
import { type Said, saidOf } from './own-time.ts'
import type { OfficeTimeTables } from './tables.ts'

const at = (db: Db) => db.withTables<OfficeTimeTables>()

const entries = async (
  db: Db,
  { asOf = null, id = null }: { asOf?: Instant | null; id?: string | null },
): Promise<Entry[]> =>
  (
    await sql<Entry>`
      select e.id, e.unit_id as "unitId", e.kind, e.first_day as "from", e.last_day as "to", e.weekday,
        e.hours, e.reason, e.decision, e.decided_on as "decidedOn", e.entered_at as "enteredAt",
        e.entered_by as "enteredBy", (select min(w.since) from unit_calendar_withdrawals w
          where w.entry_id = e.id and (${asOf}::timestamptz is null or w.withdrawn_at <= ${asOf}))
          as "withdrawnSince"
      from unit_calendar_entries e
      where (${asOf}::timestamptz is null or e.entered_at <= ${asOf})
        and (${id}::uuid is null or e.id = ${id})
      order by e.entered_at, e.id`.execute(db)
  ).rows

/** Everything units have said, as it was known at an instant; by now for null. */
export const allEntries = (db: Db, asOf: Instant | null = null): Promise<Entry[]> =>
  entries(db, { asOf })

export const entryById = async (db: Db, id: string): Promise<Entry | null> =>
  (await entries(db, { id }))[0] ?? null

/** What is said of working time over a calendar, and who stands above whom. */
export async function loadSaid(
  db: Db,
  calendar: WorkCalendar,
  asOf: Instant | null = null,
): Promise<Said> {
  const all = await allEntries(db, asOf)
  return saidOf(calendar, all, all.length === 0 ? [] : await memberships(db))
}

export type Withdrawal = {
  entryId: string
  at: Instant
  since: Day
  reason: string
  by: string | null
}

/** Withdrawals of entries, the first one first. */
export async function withdrawalsOf(db: Db, ids: readonly string[]): Promise<Withdrawal[]> {
  if (ids.length === 0) return []
  const rows = await at(db)
    .selectFrom('unit_calendar_withdrawals')
    .selectAll()
    .where('entry_id', 'in', [...ids])
    .orderBy('withdrawn_at')
    .execute()
  return rows.map((row) => ({
    entryId: row.entry_id,
    at: row.withdrawn_at as Instant,
    since: row.since,
    reason: row.reason,
    by: row.withdrawn_by,
  }))
}

/** Grows with everything said and with changes in who stands above whom; 0 while no unit has said anything. As part of another
 * question. */
export const saidText = sql<number>`case when exists (select 1 from unit_calendar_entries) then
  (select count(*) from unit_calendar_entries) + (select count(*) from unit_calendar_withdrawals)
    + (select count(*) + count(valid_to) from unit_parents) else 0 end`

/** When a unit last said something; null while none has. */
export async function lastSaidAt(db: Db): Promise<Instant | null> {
  const { rows } = await sql<{ at: Instant | null }>`
    select greatest((select max(entered_at) from unit_calendar_entries),
      (select max(withdrawn_at) from unit_calendar_withdrawals)) as at`.execute(db)
  return rows[0]?.at ?? null
}

export async function insertEntry(db: Db, entry: Omit<Entry, 'withdrawnSince'>): Promise<void> {
  await at(db)
    .insertInto('unit_calendar_entries')
    .values({
      id: entry.id,
      unit_id: entry.unitId,
      kind: entry.kind,
      first_day: entry.from,
      last_day: entry.to,
      weekday: entry.weekday,
      hours: entry.hours && (JSON.stringify(entry.hours) as never),
      reason: entry.reason,
      decision: entry.decision,
      decided_on: entry.decidedOn,
      entered_at: entry.enteredAt,
      entered_by: entry.enteredBy,
    })
    .execute()
}

export async function insertWithdrawal(db: Db, row: Withdrawal): Promise<void> {
  await at(db)
    .insertInto('unit_calendar_withdrawals')
    .values({
      entry_id: row.entryId,
      withdrawn_at: row.at,
      since: row.since,
      reason: row.reason,
      withdrawn_by: row.by,
    })
    .execute()
}
