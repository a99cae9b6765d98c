// Plans, their imports, items and publications in the database.

import { sql } from 'kysely'
import type { Day } from '../lib/day.ts'
import { searchKey } from '../lib/text.ts'
import { directory, likeText, subtreeIds } from '../org/index.ts'
import type { Db } from '../platform/index.ts'
import type { Dimension } from './dimension.ts'
import type { Scope } from './publication.ts'
import type { PlanTables } from './tables.ts'

const at = (db: Db) => db.withTables<PlanTables>()
type Row<T extends keyof PlanTables> = PlanTables[T]
export type Plan = Row<'plans'>
export type PlanImport = Row<'plan_imports'>
export type PlanItem = Row<'plan_items'>
export type Publication = Row<'plan_publications'>

export const plans = (db: Db): Promise<Plan[]> =>
  at(db).selectFrom('plans').selectAll().orderBy('signed_on', 'desc').orderBy('number').execute()

export const planBySlug = (db: Db, slug: string): Promise<Plan | undefined> =>
  at(db).selectFrom('plans').selectAll().where('slug', '=', slug).executeTakeFirst()

export const planById = (db: Db, id: string): Promise<Plan | undefined> =>
  at(db).selectFrom('plans').selectAll().where('id', '=', id).executeTakeFirst()

export const planByNumber = (db: Db, number: string, signedOn: Day, issuer: string) =>
  at(db)
    .selectFrom('plans')
    .selectAll()
    .where('number', '=', number)
    .where('signed_on', '=', signedOn)
    .where('issuer', '=', issuer)
    .executeTakeFirst()

const json = (value: unknown) => JSON.stringify(value) as never

export const insertPlan = async (db: Db, row: Plan): Promise<void> => {
  await at(db)
    .insertInto('plans')
    .values({ ...row, goals: json(row.goals), recipients: json(row.recipients) })
    .execute()
}

export const updatePlan = async (
  db: Db,
  id: string,
  change: { title: string; signer: string; goals: string[]; recipients: string[] },
): Promise<void> => {
  await at(db)
    .updateTable('plans')
    .set({ ...change, goals: json(change.goals), recipients: json(change.recipients) })
    .where('id', '=', id)
    .execute()
}

export const setCoordinator = async (db: Db, id: string, unitId: string): Promise<void> => {
  await at(db).updateTable('plans').set({ coordinator_id: unitId }).where('id', '=', id).execute()
}

export const insertImport = async (db: Db, row: PlanImport): Promise<void> => {
  await at(db)
    .insertInto('plan_imports')
    .values({ ...row, failure: null, reading: null })
    .execute()
}

export const changeImport = async (
  db: Db,
  id: string,
  change: Partial<PlanImport>,
): Promise<void> => {
  const { failure, reading, ...plain } = change
  await at(db)
    .updateTable('plan_imports')
    .set({
      ...plain,
      ...(failure ? { failure: json(failure) } : {}),
      ...(reading ? { reading: json(reading) } : {}),
    })
    .where('id', '=', id)
    .execute()
}

export const importById = (db: Db, id: string): Promise<PlanImport | undefined> =>
  at(db).selectFrom('plan_imports').selectAll().where('id', '=', id).executeTakeFirst()

/** An import of the same bytes that is not discarded and has not failed. */
/** Names of all files that plans were read from. */
export const planFileHashes = async (db: Db): Promise<string[]> =>
  (await at(db).selectFrom('plan_imports').select('file_hash').distinct().execute()).map(
    ({ file_hash }) => file_hash,
  )

export const importOfFile = (db: Db, fileHash: string): Promise<PlanImport | undefined> =>
  at(db)
    .selectFrom('plan_imports')
    .selectAll()
    .where('file_hash', '=', fileHash)
    .where('discarded_at', 'is', null)
    .where('failed_at', 'is', null)
    .orderBy('begun_at', 'desc')
    .executeTakeFirst()

/** The reading that a plan was last applied from. */
export const lastApplied = (db: Db, planId: string): Promise<PlanImport | undefined> =>
  at(db)
    .selectFrom('plan_imports')
    .selectAll()
    .where('plan_id', '=', planId)
    .where('applied_at', 'is not', null)
    .orderBy('applied_at', 'desc')
    .executeTakeFirst()

export type ImportListed = Omit<PlanImport, 'text' | 'reading'>

export const imports = (db: Db, limit: number): Promise<ImportListed[]> =>
  at(db)
    .selectFrom('plan_imports')
    .select([
      'id',
      'unit_id',
      'plan_id',
      'file_name',
      'file_hash',
      'fingerprint',
      'begun_at',
      'begun_by',
      'finished_at',
      'failed_at',
      'failure',
      'applied_at',
      'applied_by',
      'discarded_at',
    ])
    .orderBy('begun_at', 'desc')
    .limit(limit)
    .execute()

export const insertItems = async (db: Db, rows: PlanItem[]): Promise<void> => {
  if (rows.length === 0) return
  await at(db)
    .insertInto('plan_items')
    .values(
      rows.map((row) => ({
        ...row,
        lead: json(row.lead),
        coordinating: json(row.coordinating),
        due: json(row.due),
        spans: json(row.spans),
      })),
    )
    .execute()
}

export const changeItemRow = async (
  db: Db,
  id: string,
  change: Partial<
    Pick<PlanItem, 'asks' | 'due' | 'lead' | 'ended_on' | 'position' | 'number' | 'parent_id'>
  >,
): Promise<void> => {
  const { due, lead, ...plain } = change
  await at(db)
    .updateTable('plan_items')
    .set({ ...plain, ...(due ? { due: json(due) } : {}), ...(lead ? { lead: json(lead) } : {}) })
    .where('id', '=', id)
    .execute()
}

/** Items in force, in the order of the document. */
export const itemsOf = (db: Db, planId: string): Promise<PlanItem[]> =>
  at(db)
    .selectFrom('plan_items')
    .selectAll()
    .where('plan_id', '=', planId)
    .where('ended_on', 'is', null)
    .orderBy('position')
    .execute()

export const itemById = (db: Db, id: string): Promise<PlanItem | undefined> =>
  at(db).selectFrom('plan_items').selectAll().where('id', '=', id).executeTakeFirst()

export const itemByNumber = (db: Db, planId: string, kind: string, number: string) =>
  at(db)
    .selectFrom('plan_items')
    .selectAll()
    .where('plan_id', '=', planId)
    .where('kind', '=', kind as PlanItem['kind'])
    .where('number', '=', number)
    .where('ended_on', 'is', null)
    .executeTakeFirst()

export const searchItems = (db: Db, text: string, limit: number) => {
  const key = searchKey(text)
  return at(db)
    .selectFrom('plan_items')
    .innerJoin('plans', 'plans.id', 'plan_items.plan_id')
    .selectAll('plan_items')
    .select(['plans.slug', 'plans.number as plan_number'])
    .where('plan_items.ended_on', 'is', null)
    .where('plan_items.kind', '<>', 'group')
    .where('plan_items.search_key', 'like', `%${likeText(key)}%`)
    .orderBy('plan_items.position')
    .limit(limit)
    .execute()
}

export async function dimensions(db: Db): Promise<Dimension[]> {
  const rows = await at(db).selectFrom('dimensions').selectAll().orderBy('no').execute()
  return rows.map(({ no, name, name_en, keywords }) => ({ no, name, nameEn: name_en, keywords }))
}

export const saveDimensions = async (
  db: Db,
  rows: readonly Dimension[],
  source: string,
): Promise<void> => {
  await at(db)
    .insertInto('dimensions')
    .values(
      rows.map(({ no, name, nameEn, keywords }) => ({
        no,
        name,
        name_en: nameEn,
        keywords,
        source,
      })),
    )
    .onConflict((conflict) =>
      conflict.column('no').doUpdateSet((eb) => ({
        name: eb.ref('excluded.name'),
        name_en: eb.ref('excluded.name_en'),
        keywords: eb.ref('excluded.keywords'),
        source: eb.ref('excluded.source'),
      })),
    )
    .execute()
}

export const linksOf = (db: Db, itemIds: readonly string[]): Promise<Row<'item_dimensions'>[]> =>
  at(db)
    .selectFrom('item_dimensions')
    .selectAll()
    .where(sql<boolean>`item_id = any(${[...itemIds]}::uuid[])`)
    .orderBy('dimension')
    .execute()

/** Replaces the links of an item. */
export async function saveLinks(
  db: Db,
  itemId: string,
  rows: Row<'item_dimensions'>[],
): Promise<void> {
  await at(db).deleteFrom('item_dimensions').where('item_id', '=', itemId).execute()
  if (rows.length > 0) await at(db).insertInto('item_dimensions').values(rows).execute()
}

export const insertPublication = async (db: Db, row: Publication): Promise<void> => {
  await at(db).insertInto('plan_publications').values(row).execute()
}

export const publicationsOf = (db: Db, planId: string): Promise<Publication[]> =>
  at(db)
    .selectFrom('plan_publications')
    .selectAll()
    .where('plan_id', '=', planId)
    .orderBy('published_at')
    .execute()

/** Plans that were published, the newest first. */
export const publishedPlans = (db: Db): Promise<Plan[]> =>
  at(db)
    .selectFrom('plans')
    .selectAll()
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('plan_publications')
          .select('plan_publications.id')
          .whereRef('plan_publications.plan_id', '=', 'plans.id'),
      ),
    )
    .orderBy('signed_on', 'desc')
    .execute()

/** Where the names of a plan's bodies are looked up: as of its day, groups below its issuer. */
export async function scopeOf(db: Db, plan: Plan): Promise<Scope> {
  const names = (await directory(db)).homeOf(plan.issuer, plan.signed_on)
  const on = names.asOf(plan.signed_on)
  return {
    directory: names,
    on,
    within: new Set(plan.issuer_id ? await subtreeIds(db, [plan.issuer_id], on) : []),
  }
}

/** One reader of an import, one publisher of a plan at a time. */
export const holdPlan = async (db: Db, id: string): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtextextended(${id}, 6))`.execute(db)
}
