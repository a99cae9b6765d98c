// The last line of each duty with the decision on it: derived rows, made anew from the dated rows in the
// transaction that writes those.

import { sql } from 'kysely'
import type { Db } from '../platform/index.ts'

/** Makes the outcomes of some duties of some units anew; of all their duties without `dutyIds`. */
export async function keepOutcomes(
  db: Db,
  unitIds: readonly string[],
  dutyIds?: readonly string[],
): Promise<void> {
  await sql`
    insert into duty_outcomes (unit_id, duty_id, plan_id, submission_id, reviewer_id, submitted_at, satisfies,
      counts_on, accepted_at, returned_at, reason, correct_by)
    select distinct on (l.unit_id, l.duty_id) l.unit_id, l.duty_id, s.plan_id, l.submission_id, s.reviewer_id,
      l.submitted_at, l.satisfies, l.counts_on, a.accepted_at, r.returned_at, r.reason, r.correct_by
    from submission_lines l
    join submissions s on s.unit_id = l.unit_id and s.id = l.submission_id
    left join acceptances a
      on a.unit_id = l.unit_id and a.submission_id = l.submission_id and a.duty_id = l.duty_id
    left join returns r
      on r.unit_id = l.unit_id and r.submission_id = l.submission_id and r.duty_id = l.duty_id
    where l.unit_id = any(${[...unitIds]}::uuid[])
      ${dutyIds ? sql`and l.duty_id = any(${[...dutyIds]}::uuid[])` : sql``}
    order by l.unit_id, l.duty_id, l.submitted_at desc, l.submission_id desc
    on conflict (unit_id, duty_id) do update set plan_id = excluded.plan_id,
      submission_id = excluded.submission_id, reviewer_id = excluded.reviewer_id,
      submitted_at = excluded.submitted_at, satisfies = excluded.satisfies, counts_on = excluded.counts_on,
      accepted_at = excluded.accepted_at, returned_at = excluded.returned_at, reason = excluded.reason,
      correct_by = excluded.correct_by`.execute(db)
}
