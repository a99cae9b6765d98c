// Evidence in the database: rows that point at files by hash, or at links.

import { sql } from 'kysely'
import type { Db } from '../platform/index.ts'
import type { ObligationTables } from './tables.ts'

const at = (db: Db) => db.withTables<ObligationTables>()
type Row<T extends keyof ObligationTables> = ObligationTables[T]

export const insertEvidence = async (db: Db, row: Row<'evidence'>): Promise<void> => {
  await at(db).insertInto('evidence').values(row).execute()
}

export async function findEvidence(
  db: Db,
  unitId: string,
  id: string,
): Promise<Row<'evidence'> | undefined> {
  return await at(db)
    .selectFrom('evidence')
    .selectAll()
    .where('unit_id', '=', unitId)
    .where('id', '=', id)
    .executeTakeFirst()
}

/** The same file as evidence of the same duty and period, not taken back. */
export async function sameEvidence(
  db: Db,
  {
    unitId,
    dutyId,
    period,
    hash,
  }: { unitId: string; dutyId: string; period: string; hash: string },
): Promise<string | null> {
  const row = await at(db)
    .selectFrom('evidence')
    .select('id')
    .where('unit_id', '=', unitId)
    .where('duty_id', '=', dutyId)
    .where('period', '=', period)
    .where('file_hash', '=', hash)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst()
  return row?.id ?? null
}

/** Evidence of some duties that was not taken back. */
export const evidenceOf = (
  db: Db,
  unitId: string,
  dutyIds: readonly string[],
): Promise<Row<'evidence'>[]> =>
  at(db)
    .selectFrom('evidence')
    .selectAll()
    .where('unit_id', '=', unitId)
    .where(sql<boolean>`duty_id = any(${[...dutyIds]}::uuid[])`)
    .where('withdrawn_at', 'is', null)
    .orderBy('added_at')
    .execute()

export const withdrawEvidenceRow = async (
  db: Db,
  unitId: string,
  id: string,
  withdrawal: { at: string; by: string | null },
): Promise<void> => {
  await at(db)
    .updateTable('evidence')
    .set({ withdrawn_at: withdrawal.at, withdrawn_by: withdrawal.by })
    .where('unit_id', '=', unitId)
    .where('id', '=', id)
    .execute()
}

export const isEvidenceSent = async (db: Db, unitId: string, id: string): Promise<boolean> => {
  const row = await at(db)
    .selectFrom('submission_lines')
    .select('duty_id')
    .where('unit_id', '=', unitId)
    .where(sql<boolean>`${id}::uuid = any(evidence_ids)`)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Names of all files that evidence and its thumbnails point at. */
export async function evidenceHashes(db: Db): Promise<string[]> {
  const { rows } = await sql<{ hash: string }>`
    select file_hash as hash from evidence where file_hash is not null
    union select thumbnail_hash from evidence where thumbnail_hash is not null order by 1`.execute(
    db,
  )
  return rows.map(({ hash }) => hash)
}
