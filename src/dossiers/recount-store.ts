// Dossiers read in portions, to be counted anew or looked at from their events.

import { sql } from 'kysely'
import type { Instant } from '../lib/instant.ts'
import type { Db } from '../platform/index.ts'
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
