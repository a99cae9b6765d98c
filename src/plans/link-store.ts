// Links between tasks of plans in the database.

import { sql } from 'kysely'
import type { Db } from '../platform/index.ts'
import type { PlanTables } from './tables.ts'

const at = (db: Db) => db.withTables<PlanTables>()
export type TaskLink = PlanTables['task_links']

export const linkById = (db: Db, id: string): Promise<TaskLink | undefined> =>
  at(db).selectFrom('task_links').selectAll().where('id', '=', id).executeTakeFirst()

export const insertTaskLink = async (db: Db, row: TaskLink): Promise<void> => {
  await at(db).insertInto('task_links').values(row).execute()
}

export const endTaskLink = async (
  db: Db,
  id: string,
  ending: { at: string; by: string | null },
): Promise<void> => {
  await at(db)
    .updateTable('task_links')
    .set({ ended_at: ending.at, ended_by: ending.by })
    .where('id', '=', id)
    .execute()
}

export type LinkedTask = {
  id: string
  kind: TaskLink['kind']
  reason: string
  /** This task waits for, or is waited for by, the other one. */
  isFrom: boolean
  otherId: string
  number: string
  title: string
  slug: string
  planNumber: string
}

/** Links in force of an obligation, each with the task at its other end. */
export async function linkedTasks(db: Db, obligationId: string): Promise<LinkedTask[]> {
  const { rows } = await sql<LinkedTask>`
    select l.id, l.kind, l.reason, l.from_id = ${obligationId}::uuid as "isFrom", o.id as "otherId",
      o.number, o.title, p.slug, p.number as "planNumber"
    from task_links l
    join obligations o on o.id = case when l.from_id = ${obligationId}::uuid then l.to_id else l.from_id end
    join plans p on p.id = o.plan_id
    where (l.from_id = ${obligationId}::uuid or l.to_id = ${obligationId}::uuid) and l.ended_at is null
    order by l.linked_at, l.id`.execute(db)
  return rows
}
