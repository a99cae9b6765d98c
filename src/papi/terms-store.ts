// Terms of levers as people settled them: dated rows, the one in force has no end.

import type { Db } from '../platform/index.ts'
import type { Item } from './item.ts'
import type { PapiTables } from './tables.ts'
import type { Terms } from './terms.ts'

const at = (db: Db) => db.withTables<PapiTables>()
export type TermsRow = PapiTables['papi_lever_terms']

export async function settledTerms(db: Db): Promise<Map<Item, Omit<Terms, 'isSettled'>>> {
  const rows = await at(db)
    .selectFrom('papi_lever_terms')
    .selectAll()
    .where('replaced_at', 'is', null)
    .execute()
  return new Map(
    rows.map(({ code, within_year, effort, bound }) => [
      code,
      { withinYear: within_year, effort, bound },
    ]),
  )
}

/** All that was ever settled of a lever, the latest first. */
export const termsHistory = (db: Db, code: Item): Promise<TermsRow[]> =>
  at(db)
    .selectFrom('papi_lever_terms')
    .selectAll()
    .where('code', '=', code)
    .orderBy('set_at', 'desc')
    .orderBy('id', 'desc')
    .execute()

export const endTerms = async (db: Db, code: Item, when: string): Promise<void> => {
  await at(db)
    .updateTable('papi_lever_terms')
    .set({ replaced_at: when })
    .where('code', '=', code)
    .where('replaced_at', 'is', null)
    .execute()
}

export const insertTerms = async (db: Db, row: TermsRow): Promise<void> => {
  await at(db).insertInto('papi_lever_terms').values(row).execute()
}
