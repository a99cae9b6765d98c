// Plans begun from another, and who accepted what changed, in the database.

import type { Db } from '../platform/index.ts'
import type { PlanTables } from './tables.ts'

const at = (db: Db) => db.withTables<PlanTables>()
export type Beginning = PlanTables['plan_beginnings']
export type ChangeAcceptance = PlanTables['plan_change_acceptances']

export const beginningOf = (db: Db, planId: string): Promise<Beginning | undefined> =>
  at(db).selectFrom('plan_beginnings').selectAll().where('plan_id', '=', planId).executeTakeFirst()

/** Plans that were begun from this one. */
export const begunFrom = (db: Db, planId: string): Promise<{ slug: string; number: string }[]> =>
  at(db)
    .selectFrom('plan_beginnings')
    .innerJoin('plans', 'plans.id', 'plan_beginnings.plan_id')
    .select(['plans.slug', 'plans.number'])
    .where('plan_beginnings.from_id', '=', planId)
    .orderBy('plan_beginnings.begun_at')
    .execute()

export const insertBeginning = async (db: Db, row: Beginning): Promise<void> => {
  await at(db).insertInto('plan_beginnings').values(row).execute()
}

export const lastAcceptance = (db: Db, planId: string): Promise<ChangeAcceptance | undefined> =>
  at(db)
    .selectFrom('plan_change_acceptances')
    .selectAll()
    .where('plan_id', '=', planId)
    .orderBy('accepted_at', 'desc')
    .orderBy('id', 'desc')
    .executeTakeFirst()

export const insertChangeAcceptance = async (db: Db, row: ChangeAcceptance): Promise<void> => {
  await at(db).insertInto('plan_change_acceptances').values(row).execute()
}

/** Changes words, bodies or time of an item of a draft. */
export const wordItemRow = async (
  db: Db,
  id: string,
  change: Partial<
    Pick<
      PlanTables['plan_items'],
      'text' | 'lead' | 'coordinating' | 'search_key' | 'time_text' | 'due' | 'ended_on'
    >
  >,
): Promise<void> => {
  const { lead, coordinating, due, ...plain } = change
  const json = (value: unknown) => JSON.stringify(value) as never
  await at(db)
    .updateTable('plan_items')
    .set({
      ...plain,
      ...(lead ? { lead: json(lead) } : {}),
      ...(coordinating ? { coordinating: json(coordinating) } : {}),
      ...(due ? { due: json(due) } : {}),
    })
    .where('id', '=', id)
    .execute()
}
