// Exemptions from the own plan that a plan asks for.

import { sql } from 'kysely'
import type { Db } from '../platform/index.ts'
import type { SubplanTables } from './tables.ts'

const at = (db: Db) => db.withTables<SubplanTables>()
export type Exemption = SubplanTables['subplan_exemptions']

/** The exemptions in force of some units from a plan's demand. */
export const exemptionsOf = (
  db: Db,
  unitIds: readonly string[],
  planId: string,
): Promise<Exemption[]> =>
  at(db)
    .selectFrom('subplan_exemptions')
    .selectAll()
    .where(sql<boolean>`unit_id = any(${[...unitIds]}::uuid[])`)
    .where('plan_id', '=', planId)
    .where('withdrawn_at', 'is', null)
    .execute()

export async function exemptionOf(
  db: Db,
  unitId: string,
  planId: string,
): Promise<Exemption | undefined> {
  return (await exemptionsOf(db, [unitId], planId))[0]
}

export const insertExemption = async (db: Db, row: Exemption): Promise<void> => {
  await at(db).insertInto('subplan_exemptions').values(row).execute()
}

export const withdrawExemptionRow = async (
  db: Db,
  { unit_id, id }: Pick<Exemption, 'unit_id' | 'id'>,
  withdrawal: { at: string; by: string | null },
): Promise<void> => {
  await at(db)
    .updateTable('subplan_exemptions')
    .set({ withdrawn_at: withdrawal.at, withdrawn_by: withdrawal.by })
    .where('unit_id', '=', unit_id)
    .where('id', '=', id)
    .execute()
}
