// The duties of one unit in brief: of each plan and standing the first few, with how many there are.

import { sql } from 'kysely'
import type { Day } from '../lib/day.ts'
import type { Db } from '../platform/index.ts'
import { type AsOf, type DutyListed, LISTED, standingDuties, toListed } from './list-store.ts'

export type DutyInBrief = DutyListed & {
  /** The plan under which it is told; null for a plan of years gone by. */
  group: string | null
  /** How many of the group stand so. */
  inAll: number
  /** How many of its plan may be reported on today, and how many of all plans. */
  open: number
  openInAll: number
}

/** What is not accepted, and what was accepted of the duties due since a day: at most `most` of each group and
 * standing; of what was accepted the newest, of all else what is due first. */
export async function dutiesInBrief(
  db: Db,
  asOf: AsOf,
  asked: { unitId: string; planIds: readonly string[]; acceptedFrom: Day; most: number },
): Promise<DutyInBrief[]> {
  const { unitId, planIds, acceptedFrom, most } = asked
  const { rows } = await sql<DutyInBrief & { target: string | null }>`
    select * from (
      select w.*, count(*) over (partition by w."group", w.standing) as "inAll",
        count(*) filter (where w.standing not in ('accepted', 'submitted') and w."opensOn" <= ${asOf.today}::date)
          over (partition by w."planId") as open,
        count(*) filter (where w.standing not in ('accepted', 'submitted') and w."opensOn" <= ${asOf.today}::date)
          over () as "openInAll",
        row_number() over (partition by w."group", w.standing
          order by (w."dueOn" - date '2000-01-01') * (case when w.standing = 'accepted' then -1 else 1 end),
            w.position, w.id) as place
      from (
        select ${LISTED}, case when d.plan_id = any(${[...planIds]}::uuid[]) then d.plan_id end as "group"
        from ${standingDuties(asOf, { unitIds: [unitId] })}
        where d.unit_id = ${unitId} and e.duty_id is null
          and (s.standing <> 'accepted' or f.due_on >= ${acceptedFrom}::date)) w) b
    where place <= ${most} order by "group" nulls last, standing, place`.execute(db)
  return rows.map(toListed)
}
