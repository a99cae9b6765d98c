// Cycles, who is in them, what was published and decided, in the database.

import { sql } from 'kysely'
import type { Db } from '../platform/index.ts'
import type { CriteriaTables } from './tables.ts'

const at = (db: Db) => db.withTables<CriteriaTables>()
type Row<T extends keyof CriteriaTables> = CriteriaTables[T]
export type CycleRow = Row<'criteria_cycles'>
export type Publication = Row<'criteria_publications'>
export type Decided = Row<'criteria_decisions'>
const json = (value: unknown) => JSON.stringify(value) as never

export const cycleBySlug = (db: Db, slug: string): Promise<CycleRow | undefined> =>
  at(db).selectFrom('criteria_cycles').selectAll().where('slug', '=', slug).executeTakeFirst()

/** Cycles that one of these units holds or is scored in, the newest first. */
export const cyclesAround = (db: Db, unitIds: readonly string[]): Promise<CycleRow[]> =>
  at(db)
    .selectFrom('criteria_cycles')
    .selectAll()
    .where(
      sql<boolean>`(unit_id = any(${[...unitIds]}::uuid[]) or unit_ids && ${[...unitIds]}::uuid[])`,
    )
    .orderBy('opens_on', 'desc')
    .orderBy('slug')
    .execute()

export const insertCycle = async (db: Db, row: CycleRow): Promise<void> => {
  await at(db)
    .insertInto('criteria_cycles')
    .values({ ...row, unit_ids: sql`${row.unit_ids}::uuid[]` })
    .execute()
  await at(db)
    .insertInto('criteria_cycle_units')
    .values(row.unit_ids.map((unit_id) => ({ unit_id, cycle_id: row.id })))
    .execute()
}

export const standingPublication = (db: Db, cycleId: string): Promise<Publication | undefined> =>
  at(db)
    .selectFrom('criteria_publications')
    .selectAll()
    .where('cycle_id', '=', cycleId)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst()

/** Cycles with a standing publication, the last published first. */
export const publishedCycles = (
  db: Db,
): Promise<(CycleRow & { published_at: string; publication_id: string })[]> =>
  at(db)
    .selectFrom('criteria_publications')
    .innerJoin('criteria_cycles', 'criteria_cycles.id', 'criteria_publications.cycle_id')
    .selectAll('criteria_cycles')
    .select(['criteria_publications.published_at', 'criteria_publications.id as publication_id'])
    .where('criteria_publications.withdrawn_at', 'is', null)
    .orderBy('criteria_publications.published_at', 'desc')
    .execute()

export const insertPublication = async (db: Db, row: Publication): Promise<void> => {
  await at(db)
    .insertInto('criteria_publications')
    .values({ ...row, result: json(row.result) })
    .execute()
}

export const withdrawPublicationRow = async (
  db: Db,
  id: string,
  withdrawal: { at: string; by: string | null; reason: string },
): Promise<void> => {
  await at(db)
    .updateTable('criteria_publications')
    .set({
      withdrawn_at: withdrawal.at,
      withdrawn_by: withdrawal.by,
      reason: withdrawal.reason,
    })
    .where('id', '=', id)
    .execute()
}

/** Standing decisions of a cycle on these units. */
export const decisionsOf = (
  db: Db,
  cycleId: string,
  unitIds: readonly string[],
): Promise<Decided[]> =>
  at(db)
    .selectFrom('criteria_decisions')
    .selectAll()
    .where(sql<boolean>`unit_id = any(${[...unitIds]}::uuid[])`)
    .where('cycle_id', '=', cycleId)
    .where('replaced_at', 'is', null)
    .execute()

export const replaceDecision = async (
  db: Db,
  { facts, ...row }: Decided,
  now: string,
): Promise<void> => {
  await at(db)
    .updateTable('criteria_decisions')
    .set({ replaced_at: now })
    .where('unit_id', '=', row.unit_id)
    .where('cycle_id', '=', row.cycle_id)
    .where('rule', '=', row.rule)
    .where('replaced_at', 'is', null)
    .execute()
  await at(db)
    .insertInto('criteria_decisions')
    .values({ ...row, facts: json(facts) })
    .execute()
}

/** One writer of a cycle's publication at a time, until the transaction ends. */
export const holdCycle = async (db: Db, cycleId: string): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtextextended(${cycleId}, 71))`.execute(db)
}
