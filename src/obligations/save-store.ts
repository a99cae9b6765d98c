// Saves of forms by the keys their senders made up.

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
