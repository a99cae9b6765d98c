// Units' own plans in the database: demands, drafts with tasks, rounds with decisions, marks.

import { sql } from 'kysely'
import type { Day } from '../lib/day.ts'
import type { Db } from '../platform/index.ts'
import type { SubplanTables } from './tables.ts'

const at = (db: Db) => db.withTables<SubplanTables>()
type Row<T extends keyof SubplanTables> = SubplanTables[T]
export type Demand = Row<'subplan_demands'>
export type Subplan = Row<'subplans'>
export type OwnTask = Row<'subplan_tasks'>
export type Filing = Row<'subplan_filings'>
export type FiledTask = Row<'subplan_filed_tasks'>
export type Mark = Row<'subplan_marks'>

export const standingDemand = (db: Db, planId: string): Promise<Demand | undefined> =>
  at(db)
    .selectFrom('subplan_demands')
    .selectAll()
    .where('plan_id', '=', planId)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst()

/** Which of some plans ask units for their own, and by when. */
export const standingDemands = (db: Db, planIds: readonly string[]): Promise<Demand[]> =>
  at(db)
    .selectFrom('subplan_demands')
    .selectAll()
    .where(sql<boolean>`plan_id = any(${[...planIds]}::uuid[])`)
    .where('withdrawn_at', 'is', null)
    .execute()

export const insertDemand = async (db: Db, row: Demand): Promise<void> => {
  await at(db).insertInto('subplan_demands').values(row).execute()
}

export const withdrawDemandRow = async (
  db: Db,
  id: string,
  withdrawal: { at: string; by: string | null },
): Promise<void> => {
  await at(db)
    .updateTable('subplan_demands')
    .set({ withdrawn_at: withdrawal.at, withdrawn_by: withdrawal.by })
    .where('id', '=', id)
    .execute()
}

export const subplanOf = (db: Db, unitId: string, planId: string): Promise<Subplan | undefined> =>
  at(db)
    .selectFrom('subplans')
    .selectAll()
    .where('unit_id', '=', unitId)
    .where('plan_id', '=', planId)
    .executeTakeFirst()

export const insertSubplan = async (db: Db, row: Subplan): Promise<void> => {
  await at(db).insertInto('subplans').values(row).execute()
}

export const changeSubplan = async (
  db: Db,
  { unit_id, id }: { unit_id: string; id: string },
  change: Partial<Omit<Subplan, 'unit_id' | 'id'>>,
): Promise<void> => {
  await at(db)
    .updateTable('subplans')
    .set(change)
    .where('unit_id', '=', unit_id)
    .where('id', '=', id)
    .execute()
}

/** Own tasks of the draft that were not taken out, in order. */
export const tasksOf = (db: Db, unitId: string, subplanId: string): Promise<OwnTask[]> =>
  at(db)
    .selectFrom('subplan_tasks')
    .selectAll()
    .where('unit_id', '=', unitId)
    .where('subplan_id', '=', subplanId)
    .where('ended_at', 'is', null)
    .orderBy('position')
    .orderBy('id')
    .execute()

export const insertTasks = async (db: Db, rows: OwnTask[]): Promise<void> => {
  if (rows.length > 0) await at(db).insertInto('subplan_tasks').values(rows).execute()
}

export const changeTask = async (
  db: Db,
  { unit_id, id }: { unit_id: string; id: string },
  change: Partial<Omit<OwnTask, 'unit_id' | 'id'>>,
): Promise<void> => {
  await at(db)
    .updateTable('subplan_tasks')
    .set(change)
    .where('unit_id', '=', unit_id)
    .where('id', '=', id)
    .execute()
}

/** A round with what was decided on it. */
export type Round = Filing & {
  accepted_at: string | null
  accepted_by: string | null
  acceptance_note: string | null
  returned_at: string | null
  returned_by: string | null
  reason: string | null
  correct_by: Day | null
}

const rounds = (db: Db) =>
  at(db)
    .selectFrom('subplan_filings')
    .leftJoin('subplan_acceptances', (join) =>
      join
        .onRef('subplan_acceptances.unit_id', '=', 'subplan_filings.unit_id')
        .onRef('subplan_acceptances.filing_id', '=', 'subplan_filings.id'),
    )
    .leftJoin('subplan_returns', (join) =>
      join
        .onRef('subplan_returns.unit_id', '=', 'subplan_filings.unit_id')
        .onRef('subplan_returns.filing_id', '=', 'subplan_filings.id'),
    )
    .selectAll('subplan_filings')
    .select([
      'subplan_acceptances.accepted_at',
      'subplan_acceptances.accepted_by',
      'subplan_acceptances.note as acceptance_note',
      'subplan_returns.returned_at',
      'subplan_returns.returned_by',
      'subplan_returns.reason',
      'subplan_returns.correct_by',
    ])

/** All rounds of a unit for a plan, the first one first. */
export const roundsOf = (db: Db, unitId: string, planId: string): Promise<Round[]> =>
  rounds(db)
    .where('subplan_filings.unit_id', '=', unitId)
    .where('subplan_filings.plan_id', '=', planId)
    .orderBy('subplan_filings.round')
    .execute()

export const findRound = (db: Db, unitId: string, id: string): Promise<Round | undefined> =>
  rounds(db)
    .where('subplan_filings.unit_id', '=', unitId)
    .where('subplan_filings.id', '=', id)
    .executeTakeFirst()

/** Rounds of these units for a plan, or every plan, the newest of each unit first. */
export const roundsOfUnits = (
  db: Db,
  unitIds: readonly string[],
  planId: string,
): Promise<Round[]> =>
  rounds(db)
    .where(sql<boolean>`subplan_filings.unit_id = any(${[...unitIds]}::uuid[])`)
    .where('subplan_filings.plan_id', '=', planId)
    .orderBy('subplan_filings.unit_id')
    .orderBy('subplan_filings.round', 'desc')
    .execute()

/** Rounds addressed to these reviewing units that wait for a decision, the oldest first. */
export const waitingRounds = (db: Db, reviewerIds: readonly string[]): Promise<Round[]> =>
  rounds(db)
    .where(sql<boolean>`subplan_filings.reviewer_id = any(${[...reviewerIds]}::uuid[])`)
    .where('subplan_acceptances.accepted_at', 'is', null)
    .where('subplan_returns.returned_at', 'is', null)
    .orderBy('subplan_filings.filed_at')
    .limit(200)
    .execute()

export const insertFiling = async (db: Db, filing: Filing, tasks: FiledTask[]): Promise<void> => {
  await at(db).insertInto('subplan_filings').values(filing).execute()
  await at(db).insertInto('subplan_filed_tasks').values(tasks).execute()
}

export const filedTasks = (db: Db, unitId: string, filingId: string): Promise<FiledTask[]> =>
  at(db)
    .selectFrom('subplan_filed_tasks')
    .selectAll()
    .where('unit_id', '=', unitId)
    .where('filing_id', '=', filingId)
    .orderBy('position')
    .execute()

export const insertAcceptance = async (db: Db, row: Row<'subplan_acceptances'>): Promise<void> => {
  await at(db).insertInto('subplan_acceptances').values(row).execute()
}

export const insertReturn = async (db: Db, row: Row<'subplan_returns'>): Promise<void> => {
  await at(db).insertInto('subplan_returns').values(row).execute()
}

export const insertMark = async (db: Db, row: Mark): Promise<void> => {
  await at(db).insertInto('subplan_marks').values(row).execute()
}

/** What was ever said of some own tasks, the newest first. */
export const marksOf = (db: Db, unitId: string, taskIds: readonly string[]): Promise<Mark[]> =>
  at(db)
    .selectFrom('subplan_marks')
    .selectAll()
    .where('unit_id', '=', unitId)
    .where(sql<boolean>`task_id = any(${[...taskIds]}::uuid[])`)
    .orderBy('marked_at', 'desc')
    .orderBy('id', 'desc')
    .execute()

/** One writer of a unit's plan at a time, until the transaction ends. */
export const holdSubplan = async (db: Db, unitId: string): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtextextended(${unitId}, 16))`.execute(db)
}

/** Names of all files of own plans, of drafts and of rounds that were sent. */
export async function subplanFileHashes(db: Db): Promise<string[]> {
  const { rows } = await sql<{ hash: string }>`
    select file_hash as hash from subplans where file_hash is not null
    union select file_hash from subplan_filings where file_hash is not null`.execute(db)
  return rows.map(({ hash }) => hash)
}
