// Saved scenarios, and links between items of plans and of PAPI.

import { sql } from 'kysely'
import type { Db } from '../platform/index.ts'
import type { Item } from './item.ts'
import type { PapiTables } from './tables.ts'

const at = (db: Db) => db.withTables<PapiTables>()
export type Scenario = PapiTables['papi_scenarios']
type Link = PapiTables['papi_links']

export const insertScenario = async (db: Db, row: Scenario): Promise<void> => {
  await at(db)
    .insertInto('papi_scenarios')
    .values({ ...row, settings: JSON.stringify(row.settings) as never })
    .execute()
}

export const findScenario = (db: Db, unitId: string, id: string): Promise<Scenario | undefined> =>
  at(db)
    .selectFrom('papi_scenarios')
    .selectAll()
    .where('unit_id', '=', unitId)
    .where('id', '=', id)
    .executeTakeFirst()

/** Scenarios of some units that were not put away, the latest first. */
export const scenariosOf = (db: Db, unitIds: readonly string[]): Promise<Scenario[]> =>
  unitIds.length === 0
    ? Promise.resolve([])
    : at(db)
        .selectFrom('papi_scenarios')
        .selectAll()
        .where('unit_id', 'in', [...unitIds])
        .where('ended_at', 'is', null)
        .orderBy('saved_at', 'desc')
        .limit(200)
        .execute()

/** A page of them, by the time of saving; those saved before one of them. */
export const scenarioPage = (
  db: Db,
  unitIds: readonly string[],
  { before, limit }: { before: string | null; limit: number },
): Promise<Scenario[]> =>
  at(db)
    .selectFrom('papi_scenarios')
    .selectAll()
    .where(sql<boolean>`unit_id = any(${[...unitIds]}::uuid[])`)
    .where('ended_at', 'is', null)
    .$if(before !== null, (query) => query.where('id', '<', before as string))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()

/** One of some units, also when it was put away. */
export const scenarioWithin = (
  db: Db,
  unitIds: readonly string[],
  id: string,
): Promise<Scenario | undefined> =>
  at(db)
    .selectFrom('papi_scenarios')
    .selectAll()
    .where(sql<boolean>`unit_id = any(${[...unitIds]}::uuid[])`)
    .where('id', '=', id)
    .executeTakeFirst()

export const endScenario = async (
  db: Db,
  unitId: string,
  id: string,
  ending: { at: string; by: string | null },
): Promise<void> => {
  await at(db)
    .updateTable('papi_scenarios')
    .set({ ended_at: ending.at, ended_by: ending.by })
    .where('unit_id', '=', unitId)
    .where('id', '=', id)
    .execute()
}

export const linkInForce = (db: Db, planItemId: string, item: Item): Promise<Link | undefined> =>
  at(db)
    .selectFrom('papi_links')
    .selectAll()
    .where('plan_item_id', '=', planItemId)
    .where('item', '=', item)
    .where('replaced_at', 'is', null)
    .executeTakeFirst()

export const insertLink = async (db: Db, row: Link): Promise<void> => {
  await at(db).insertInto('papi_links').values(row).execute()
}

export const endLink = async (db: Db, id: string, when: string): Promise<void> => {
  await at(db).updateTable('papi_links').set({ replaced_at: when }).where('id', '=', id).execute()
}

/** Links in force of some plan items. */
export const linksOfItems = (db: Db, planItemIds: readonly string[]): Promise<Link[]> =>
  planItemIds.length === 0
    ? Promise.resolve([])
    : at(db)
        .selectFrom('papi_links')
        .selectAll()
        .where('plan_item_id', 'in', [...planItemIds])
        .where('replaced_at', 'is', null)
        .execute()
