// Dossiers read in portions, to be counted anew or looked at from their events.

import { sql } from 'kysely'
import type { Day } from '../lib/day.ts'
import { type Instant, instantAt } from '../lib/instant.ts'
import type { Db } from '../platform/index.ts'
import { endOfDay } from './stamp.ts'
import type { StoredEvent } from './stored-event.ts'

/** Units that dossiers were ever received of. */
export async function dossierUnitIds(db: Db): Promise<string[]> {
  const { rows } = await sql<{ unit_id: string }>`
    select unit_id from dossier_versions order by unit_id`.execute(db)
  return rows.map((row) => row.unit_id)
}

/** Codes of a unit's dossiers in order, a portion at a time; of some procedures, or of all for null. */
export async function codesAfter(
  db: Db,
  unitId: string,
  procedures: readonly string[] | null,
  after: string,
  most: number,
): Promise<string[]> {
  const { rows } = await sql<{ code: string }>`
    select code from dossiers where unit_id = ${unitId} and code > ${after}
      and (${procedures}::text[] is null or procedure = any(${procedures}::text[]))
    order by code limit ${most}`.execute(db)
  return rows.map(({ code }) => code)
}

/** Codes of a unit's dossiers, in order, on which the working time of some days may bear: begun by the last of them, and neither ended nor
 * due before the first. */
export async function codesTouching(
  db: Db,
  unitId: string,
  days: { from: Day; to: Day },
  after: string,
  most: number,
): Promise<string[]> {
  const begin = instantAt(days.from, '00:00')
  const { rows } = await sql<{ code: string }>`
    select code from dossiers where unit_id = ${unitId} and code > ${after}
      and started_at <= ${endOfDay(days.to)}
      and (ended_at is null or ended_at >= ${begin} or due_in_force_at is null or due_in_force_at >= ${begin})
    order by code limit ${most}`.execute(db)
  return rows.map(({ code }) => code)
}

/** The number of this transaction, which is above those of all that have written something so far. */
export async function writersSoFar(db: Db): Promise<string> {
  const { rows } = await sql<{ mark: string }>`
    select pg_current_xact_id()::text as mark`.execute(db)
  return rows[0]?.mark ?? '0'
}

/** Whether all that had written when a transaction took its number have ended, and it itself; waits a little where not. */
export async function areDone(db: Db, mark: string): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`
    select pg_snapshot_xmin(pg_current_snapshot()) >= ${mark}::xid8 as done`.execute(db)
  const isDone = rows[0]?.done === true
  if (!isDone) await sql`select pg_sleep(0.2)`.execute(db)
  return isDone
}

/** Events of units by dossier, as they were known at an instant; of everything known for null. */
export async function eventsOfUnits(
  db: Db,
  unitIds: readonly string[],
  asOf: Instant | null,
): Promise<{ unitId: string; events: StoredEvent[] }[]> {
  const { rows } = await sql<StoredEvent & { unitId: string }>`
    select unit_id as "unitId", code, id, received_at as "receivedAt", happened_at as "happenedAt", kind,
      data, null as rest
    from dossier_events
    where unit_id = any(${[...unitIds]}::uuid[])
      and (${asOf}::timestamptz is null or received_at <= ${asOf})
    order by unit_id, code, received_at, id`.execute(db)
  const found: { unitId: string; events: StoredEvent[] }[] = []
  for (const row of rows) {
    const last = found.at(-1)
    if (last?.unitId === row.unitId && last.events[0]?.code === row.code) last.events.push(row)
    else found.push({ unitId: row.unitId, events: [row] })
  }
  return found
}
