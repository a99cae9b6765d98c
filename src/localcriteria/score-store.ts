// What units say of themselves, what appraisers say of them, evidence and answers, in the database.

import { sql } from 'kysely'
import type { Day } from '../lib/day.ts'
import type { Db } from '../platform/index.ts'
import type { CriteriaTables } from './tables.ts'

const at = (db: Db) => db.withTables<CriteriaTables>()
type Row<T extends keyof CriteriaTables> = CriteriaTables[T]
export type ScoreRow = Row<'criteria_scores'>
export type Evidence = Row<'criteria_evidence'>
export type Sending = Row<'criteria_sendings'>
export type Appraisal = Row<'criteria_appraisals'>
export type Conclusion = Row<'criteria_conclusions'>
export type Answer = Row<'criteria_answers'>

const anyOf = (unitIds: readonly string[]) => sql<boolean>`unit_id = any(${[...unitIds]}::uuid[])`

export const scoresOf = (
  db: Db,
  cycleId: string,
  unitIds: readonly string[],
): Promise<ScoreRow[]> =>
  at(db)
    .selectFrom('criteria_scores')
    .selectAll()
    .where(anyOf(unitIds))
    .where('cycle_id', '=', cycleId)
    .execute()

export const saveScores = async (db: Db, rows: readonly ScoreRow[]): Promise<void> => {
  if (rows.length === 0) return
  await at(db)
    .insertInto('criteria_scores')
    .values([...rows])
    .onConflict((conflict) =>
      conflict.columns(['unit_id', 'cycle_id', 'line']).doUpdateSet((eb) => ({
        value: eb.ref('excluded.value'),
        not_applicable: eb.ref('excluded.not_applicable'),
        note: eb.ref('excluded.note'),
        saved_at: eb.ref('excluded.saved_at'),
        saved_by: eb.ref('excluded.saved_by'),
      })),
    )
    .execute()
}

/** Evidence that was not taken back, the oldest first. */
export const evidenceOfUnits = (
  db: Db,
  cycleId: string,
  unitIds: readonly string[],
): Promise<Evidence[]> =>
  at(db)
    .selectFrom('criteria_evidence')
    .selectAll()
    .where(anyOf(unitIds))
    .where('cycle_id', '=', cycleId)
    .where('withdrawn_at', 'is', null)
    .orderBy('added_at')
    .orderBy('id')
    .execute()

export const findEvidence = (db: Db, unitId: string, id: string): Promise<Evidence | undefined> =>
  at(db)
    .selectFrom('criteria_evidence')
    .selectAll()
    .where('unit_id', '=', unitId)
    .where('id', '=', id)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst()

export const insertEvidence = async (db: Db, row: Evidence): Promise<void> => {
  await at(db).insertInto('criteria_evidence').values(row).execute()
}

export const withdrawEvidenceRow = async (
  db: Db,
  unitId: string,
  id: string,
  withdrawal: { at: string; by: string | null },
): Promise<void> => {
  await at(db)
    .updateTable('criteria_evidence')
    .set({ withdrawn_at: withdrawal.at, withdrawn_by: withdrawal.by })
    .where('unit_id', '=', unitId)
    .where('id', '=', id)
    .execute()
}

/** Every sending, the oldest first; one that stands was not handed back. */
export const sendingsOf = (
  db: Db,
  cycleId: string,
  unitIds: readonly string[],
): Promise<Sending[]> =>
  at(db)
    .selectFrom('criteria_sendings')
    .selectAll()
    .where(anyOf(unitIds))
    .where('cycle_id', '=', cycleId)
    .orderBy('sent_at')
    .execute()

export const insertSending = async (db: Db, row: Sending): Promise<void> => {
  await at(db).insertInto('criteria_sendings').values(row).execute()
}

export const handBackSending = async (
  db: Db,
  { unitId, cycleId }: { unitId: string; cycleId: string },
  handback: { at: string; by: string | null; reason: string; correctBy: Day },
): Promise<void> => {
  await at(db)
    .updateTable('criteria_sendings')
    .set({
      handed_back_at: handback.at,
      handed_back_by: handback.by,
      reason: handback.reason,
      correct_by: handback.correctBy,
    })
    .where('unit_id', '=', unitId)
    .where('cycle_id', '=', cycleId)
    .where('handed_back_at', 'is', null)
    .execute()
}

/** Every row ever appraised, the newest first; standing ones have no `replaced_at`. */
export const appraisalsOf = (
  db: Db,
  cycleId: string,
  unitIds: readonly string[],
): Promise<Appraisal[]> =>
  at(db)
    .selectFrom('criteria_appraisals')
    .selectAll()
    .where(anyOf(unitIds))
    .where('cycle_id', '=', cycleId)
    .orderBy('appraised_at', 'desc')
    .orderBy('id', 'desc')
    .execute()

/** Puts new rows in the place of those that stood for the same lines. */
export const replaceAppraisals = async (
  db: Db,
  { unitId, cycleId, now }: { unitId: string; cycleId: string; now: string },
  rows: readonly Appraisal[],
): Promise<void> => {
  if (rows.length === 0) return
  await at(db)
    .updateTable('criteria_appraisals')
    .set({ replaced_at: now })
    .where('unit_id', '=', unitId)
    .where('cycle_id', '=', cycleId)
    .where(sql<boolean>`line = any(${rows.map(({ line }) => line)}::text[])`)
    .where('replaced_at', 'is', null)
    .execute()
  await at(db)
    .insertInto('criteria_appraisals')
    .values([...rows])
    .execute()
}

export const conclusionsOf = (
  db: Db,
  cycleId: string,
  unitIds: readonly string[],
): Promise<Conclusion[]> =>
  at(db)
    .selectFrom('criteria_conclusions')
    .selectAll()
    .where(anyOf(unitIds))
    .where('cycle_id', '=', cycleId)
    .orderBy('round')
    .execute()

export const insertConclusion = async (db: Db, row: Conclusion): Promise<void> => {
  await at(db).insertInto('criteria_conclusions').values(row).execute()
}

export const answersOfUnits = (
  db: Db,
  cycleId: string,
  unitIds: readonly string[],
): Promise<Answer[]> =>
  at(db)
    .selectFrom('criteria_answers')
    .selectAll()
    .where(anyOf(unitIds))
    .where('cycle_id', '=', cycleId)
    .execute()

export const insertAnswer = async (db: Db, { objections, ...row }: Answer): Promise<void> => {
  await at(db)
    .insertInto('criteria_answers')
    .values({ ...row, objections: JSON.stringify(objections) as never })
    .execute()
}

/** One writer of a unit's scores at a time, until the transaction ends. */
export const holdScores = async (db: Db, unitId: string, cycleId: string): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${unitId}${cycleId}`}, 72))`.execute(
    db,
  )
}

/** Hashes of every file and small picture that evidence names, also of what was taken back. */
export async function criteriaHashes(db: Db): Promise<string[]> {
  const { rows } = await sql<{ hash: string }>`
    select file_hash as hash from criteria_evidence where file_hash is not null
    union select thumbnail_hash from criteria_evidence where thumbnail_hash is not null`.execute(db)
  return rows.map(({ hash }) => hash)
}
