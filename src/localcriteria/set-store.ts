// Criteria sets, their versions and edits in the database.

import { sql } from 'kysely'
import type { Db } from '../platform/index.ts'
import type { CriteriaTables } from './tables.ts'

const at = (db: Db) => db.withTables<CriteriaTables>()
type Row<T extends keyof CriteriaTables> = CriteriaTables[T]
export type SetRow = Row<'criteria_sets'>
export type Version = Row<'criteria_versions'>
const json = (value: unknown) => JSON.stringify(value) as never

export const setByCode = (db: Db, code: string): Promise<SetRow | undefined> =>
  at(db).selectFrom('criteria_sets').selectAll().where('code', '=', code).executeTakeFirst()

export const insertSet = async (db: Db, row: SetRow): Promise<void> => {
  await at(db).insertInto('criteria_sets').values(row).execute()
}

/** A version with the set it belongs to. */
export type VersionListed = Version & { code: string; unit_id: string }

const versions = (db: Db) =>
  at(db)
    .selectFrom('criteria_versions')
    .innerJoin('criteria_sets', 'criteria_sets.id', 'criteria_versions.set_id')
    .selectAll('criteria_versions')
    .select(['criteria_sets.code', 'criteria_sets.unit_id'])

/** Every version of the sets that these units keep, the newest of each set first. */
export const versionsKeptBy = (db: Db, unitIds: readonly string[]): Promise<VersionListed[]> =>
  versions(db)
    .where(sql<boolean>`criteria_sets.unit_id = any(${[...unitIds]}::uuid[])`)
    .orderBy('criteria_sets.code')
    .orderBy('criteria_versions.number', 'desc')
    .execute()

/** Every published version, the newest of each set first. */
export const publishedVersions = (db: Db): Promise<VersionListed[]> =>
  versions(db)
    .where('criteria_versions.published_at', 'is not', null)
    .orderBy('criteria_sets.code')
    .orderBy('criteria_versions.number', 'desc')
    .execute()

export const versionsOf = (db: Db, setId: string): Promise<VersionListed[]> =>
  versions(db)
    .where('criteria_versions.set_id', '=', setId)
    .orderBy('criteria_versions.number', 'desc')
    .execute()

export const versionOf = (
  db: Db,
  code: string,
  number: number,
): Promise<VersionListed | undefined> =>
  versions(db)
    .where('criteria_sets.code', '=', code)
    .where('criteria_versions.number', '=', number)
    .executeTakeFirst()

export const versionById = (db: Db, id: string): Promise<VersionListed | undefined> =>
  versions(db).where('criteria_versions.id', '=', id).executeTakeFirst()

export const insertVersion = async (db: Db, row: Version): Promise<void> => {
  await at(db)
    .insertInto('criteria_versions')
    .values({ ...row, document: json(row.document) })
    .execute()
}

export const changeVersion = async (
  db: Db,
  id: string,
  { document, ...change }: Partial<Omit<Version, 'id'>>,
): Promise<void> => {
  await at(db)
    .updateTable('criteria_versions')
    .set({ ...change, ...(document ? { document: json(document) } : {}) })
    .where('id', '=', id)
    .execute()
}

export const insertEdit = async (db: Db, row: Row<'criteria_edits'>): Promise<void> => {
  await at(db)
    .insertInto('criteria_edits')
    .values({ ...row, before: json(row.before) })
    .execute()
}

/** The newest change that was not undone. */
export const lastEdit = (db: Db, versionId: string): Promise<Row<'criteria_edits'> | undefined> =>
  at(db)
    .selectFrom('criteria_edits')
    .selectAll()
    .where('version_id', '=', versionId)
    .where('undone_at', 'is', null)
    .orderBy('made_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()

export const markUndone = async (db: Db, id: string, now: string): Promise<void> => {
  await at(db).updateTable('criteria_edits').set({ undone_at: now }).where('id', '=', id).execute()
}

/** One writer of a set at a time, until the transaction ends. */
export const holdSet = async (db: Db, setId: string): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtextextended(${setId}, 70))`.execute(db)
}
