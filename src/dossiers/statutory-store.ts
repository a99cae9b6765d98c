// Counts of the statutory table, from one index: what was accepted by the end of a period and had not ended before it.

import { sql } from 'kysely'
import type { Instant } from '../lib/instant.ts'
import type { Db } from '../platform/index.ts'
import type { Settled } from './statutory.ts'

export type SettledRow = Settled & { unitId: string; procedure: string }

/** By unit and procedure. `from` is the first instant of the period, `until` its last one, or now when that is earlier. Early, on
 * time and late go by days, against the due time in force. */
export async function settledRows(
  db: Db,
  unitIds: readonly string[],
  { from, until }: { from: Instant; until: Instant },
): Promise<SettledRow[]> {
  const end = sql`greatest(ended_at, accepted_at)`
  const hasEnded = sql`(ended_at is not null and ${end} <= ${until})`
  const day = (at: typeof end) => sql`(${at} at time zone 'Asia/Ho_Chi_Minh')::date`
  const endDay = day(end)
  const dueDay = day(sql`due_in_force_at`)
  const isOverdue = sql`(due_in_force_at < ${until} and (paused_at is null or paused_at > ${until}))`
  const { rows } = await sql<SettledRow>`
    select unit_id as "unitId", procedure,
      count(*) filter (where accepted_at >= ${from} and channel = 'online')::int as online,
      count(*) filter (where accepted_at >= ${from} and channel <> 'online')::int as counter,
      count(*) filter (where accepted_at < ${from})::int as carried,
      count(*) filter (where ${hasEnded} and ${endDay} < ${dueDay})::int as early,
      count(*) filter (where ${hasEnded}
        and (due_in_force_at is null or ${endDay} = ${dueDay}))::int as "onTime",
      count(*) filter (where ${hasEnded} and ${endDay} > ${dueDay})::int as late,
      count(*) filter (where not ${hasEnded} and not coalesce(${isOverdue}, false))::int as "openInTime",
      count(*) filter (where not ${hasEnded} and ${isOverdue})::int as "openOverdue"
    from dossiers
    where unit_id = any(${[...unitIds]}::uuid[]) and accepted_at <= ${until}
      and (ended_at is null or ${end} >= ${from})
    group by unit_id, procedure`.execute(db)
  return rows
}
