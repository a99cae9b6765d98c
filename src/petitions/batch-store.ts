// Batches as receipts, and which units hold which code.

import { sql } from 'kysely'
import type { Instant } from '../lib/instant.ts'
import type { Db } from '../platform/index.ts'
import type { PetitionResult } from './placing.ts'

/** Petitions are few: whoever writes some waits for whoever else does, until the transaction ends. */
export async function lockPetitions(db: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(766, 110)`.execute(db)
}

/** The units that hold each code. */
export async function holdersOf(
  db: Db,
  codes: readonly string[],
): Promise<Map<string, Set<string>>> {
  const { rows } = await sql<{ code: string; unit_id: string }>`
    select code, unit_id from petition_keys where code = any(${[...new Set(codes)]}::text[])`.execute(
    db,
  )
  const found = new Map<string, Set<string>>()
  for (const { code, unit_id } of rows) found.set(code, (found.get(code) ?? new Set()).add(unit_id))
  return found
}

/** `place`: 1 for the first unit that showed the petition, 2 for the next. */
export async function saveHolders(
  db: Db,
  keys: readonly { code: string; unitId: string; place: number }[],
): Promise<void> {
  if (keys.length === 0) return
  await sql`
    insert into petition_keys (code, unit_id, place)
    select * from unnest(${keys.map(({ code }) => code)}::text[], ${keys.map(({ unitId }) => unitId)}::uuid[],
      ${keys.map(({ place }) => place)}::integer[])
    on conflict do nothing`.execute(db)
}

export type PetitionBatch = {
  id: string
  /** Whose it is: the unit that sent it. */
  unitId: string
  source: string
  receivedAt: Instant
  /** The earliest receipt of what was taken of it; null when nothing was. */
  knownFrom: Instant | null
  items: number
  results: PetitionResult[]
}

export async function insertBatch(db: Db, batch: PetitionBatch): Promise<void> {
  await sql`
    insert into petition_batches (id, unit_id, source, received_at, known_from, items, results)
    values (${batch.id}, ${batch.unitId}, ${batch.source}, ${batch.receivedAt}, ${batch.knownFrom},
      ${batch.items}, ${JSON.stringify(batch.results)}::jsonb)`.execute(db)
}

export async function petitionBatch(db: Db, id: string): Promise<PetitionBatch | null> {
  const { rows } = await sql<PetitionBatch>`
    select id, unit_id as "unitId", source, received_at as "receivedAt", known_from as "knownFrom",
      items, results
    from petition_batches where id = ${id}`.execute(db)
  return rows[0] ?? null
}

/** Batches of the last receipt of a source, in order. */
export async function petitionBatchesOf(db: Db, source: string): Promise<PetitionBatch[]> {
  const { rows } = await sql<PetitionBatch>`
    select id, unit_id as "unitId", source, received_at as "receivedAt", known_from as "knownFrom",
      items, results
    from petition_batches
    where source = ${source}
      and received_at = (select max(received_at) from petition_batches where source = ${source})
    order by id`.execute(db)
  return rows
}

/** Units whose petitions somebody has begun to send, with all below them, as it was known at an instant; by now for null. */
export async function sendingUnits(db: Db, asOf: Instant | null): Promise<string[]> {
  const { rows } = await sql<{ unit_id: string }>`
    select distinct unit_id from petition_batches
    where known_from is not null and (${asOf}::timestamptz is null or known_from <= ${asOf})
    order by unit_id`.execute(db)
  return rows.map((row) => row.unit_id)
}
