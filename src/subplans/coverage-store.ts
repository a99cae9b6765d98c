// Own plans looked at over many units: what their last rounds serve, what they gave to whom.

import { sql } from 'kysely'
import type { Day } from '../lib/day.ts'
import type { Db } from '../platform/index.ts'

/** Obligations that own tasks of these rounds serve, by unit. */
export async function servedBy(
  db: Db,
  unitIds: readonly string[],
  filingIds: readonly string[],
): Promise<Map<string, Set<string>>> {
  const { rows } = await sql<{ unitId: string; ids: string[] }>`
    select t.unit_id as "unitId", array_agg(distinct t.obligation_id) as ids
    from subplan_filed_tasks t
    where t.unit_id = any(${[...unitIds]}::uuid[]) and t.filing_id = any(${[...filingIds]}::uuid[])
      and t.obligation_id is not null
    group by t.unit_id`.execute(db)
  return new Map(rows.map(({ unitId, ids }) => [unitId, new Set(ids)]))
}

/** Units that have begun to write for a plan. */
export async function unitsWriting(
  db: Db,
  unitIds: readonly string[],
  planId: string,
): Promise<Set<string>> {
  const { rows } = await sql<{ unitId: string }>`
    select s.unit_id as "unitId" from subplans s
    where s.unit_id = any(${[...unitIds]}::uuid[]) and s.plan_id = ${planId}`.execute(db)
  return new Set(rows.map(({ unitId }) => unitId))
}

export type Assignment = {
  unitId: string
  taskId: string
  planId: string
  text: string
  executor: string
  dueOn: Day
  obligationId: string | null
  /** Number of the own plan that gives it. */
  subplanNumber: string
  state: 'done' | 'not-done' | null
  note: string | null
  markedAt: string | null
}

type Doer = { personId: string | null; postId: string | null; divisionId: string | null }

/** Own tasks of the last rounds of these units that are somebody's: a person's, a post's, a sub-unit's. */
export async function assignmentsOf(
  db: Db,
  unitIds: readonly string[],
  { personId, postId, divisionId }: Doer,
): Promise<Assignment[]> {
  const { rows } = await sql<Assignment>`
    select t.unit_id as "unitId", t.task_id as "taskId", f.plan_id as "planId", t.text, t.executor,
      t.due_on as "dueOn", t.obligation_id as "obligationId", f.number as "subplanNumber",
      m.state, m.note, m.marked_at as "markedAt"
    from subplan_filings f
    join subplan_filed_tasks t on t.unit_id = f.unit_id and t.filing_id = f.id
    left join lateral (
      select * from subplan_marks x where x.unit_id = t.unit_id and x.task_id = t.task_id
      order by x.marked_at desc, x.id desc limit 1) m on true
    where f.unit_id = any(${[...unitIds]}::uuid[])
      and not exists (select 1 from subplan_filings n
        where n.unit_id = f.unit_id and n.plan_id = f.plan_id and n.round > f.round)
      and (t.person_id = ${personId}::uuid or t.post_id = ${postId}::uuid
        or t.division_id = ${divisionId}::uuid)
    order by t.due_on, f.plan_id, t.position`.execute(db)
  return rows
}

/** An own task in the last round of a unit's plan, if it is there. */
export async function findFiledTask(
  db: Db,
  unitId: string,
  taskId: string,
): Promise<
  | {
      planId: string
      divisionId: string | null
      postId: string | null
      personId: string | null
    }
  | undefined
> {
  const { rows } = await sql<{
    planId: string
    divisionId: string | null
    postId: string | null
    personId: string | null
  }>`
    select f.plan_id as "planId", t.division_id as "divisionId", t.post_id as "postId",
      t.person_id as "personId"
    from subplan_filed_tasks t
    join subplan_filings f on f.unit_id = t.unit_id and f.id = t.filing_id
    where t.unit_id = ${unitId} and t.task_id = ${taskId}
      and not exists (select 1 from subplan_filings n
        where n.unit_id = f.unit_id and n.plan_id = f.plan_id and n.round > f.round)`.execute(db)
  return rows[0]
}
