// Saves of forms by the keys their senders made up.

import { sql } from 'kysely'
import type { Db } from '../platform/index.ts'
import type { ReportSaved } from './save-actions.ts'
import type { ObligationTables } from './tables.ts'

const at = (db: Db) => db.withTables<ObligationTables>()

/** The answer that a key was given before. */
export async function findSave(
  db: Db,
  unitId: string,
  key: string,
): Promise<ReportSaved | undefined> {
  const row = await at(db)
    .selectFrom('form_saves')
    .select('answer')
    .where('unit_id', '=', unitId)
    .where('key', '=', key)
    .executeTakeFirst()
  return row?.answer as ReportSaved | undefined
}

export const insertSave = async (db: Db, row: ObligationTables['form_saves']): Promise<void> => {
  await at(db)
    .insertInto('form_saves')
    .values({ ...row, answer: JSON.stringify(row.answer) })
    .execute()
}

/** Forgets the keys of some units that were used before a moment. */
export const forgetSaves = async (
  db: Db,
  unitIds: readonly string[],
  before: string,
): Promise<void> => {
  await sql`delete from form_saves
    where unit_id = any(${[...unitIds]}::uuid[]) and saved_at < ${before}::timestamptz`.execute(db)
}
