// Dossiers of units by procedure, from the counters; and where given counts came from.

import { sql } from 'kysely'
import type { Span } from '../indices/index.ts'
import type { Db } from '../platform/index.ts'

export type ProcedureLine = {
  code: string
  name: string
  /** Started in the period. */
  received: number
  online: number
  /** Of what was open or came in the period, as 2.1 counts. */
  handled: number
  late: number
}

/** By the end of the period, or of the day given when it comes first. */
export async function linesByProcedure(
  db: Db,
  unitIds: readonly string[],
  { from, to }: Span,
  today: string,
): Promise<ProcedureLine[]> {
  const upTo = today < to ? today : to
  const { rows } = await sql<ProcedureLine>`
    select t.procedure as code, coalesce(p.name, t.procedure) as name, t.received, t.online, t.handled, t.late
    from (
      select procedure,
        coalesce(sum(received) filter (where day >= ${from}), 0)::int as received,
        coalesce(sum(received) filter (where day >= ${from} and channel = 'online'), 0)::int as online,
        (sum(accepted) - coalesce(sum(ended) filter (where day < ${from}), 0))::int as handled,
        (coalesce(sum(ended_late) filter (where day >= ${from}), 0) + sum(open_late))::int as late
      from dossier_tallies
      where unit_id = any(${[...unitIds]}::uuid[]) and day <= ${upTo}
      group by procedure
    ) t
    left join lateral (
      select name from procedures where code = t.procedure order by valid_from desc limit 1
    ) p on true
    where t.received > 0 or t.handled > 0
    order by t.received desc, t.procedure`.execute(db)
  return rows
}

/** Where counts that dossiers do not say were taken from, for a unit and a period. */
export async function figureSources(
  db: Db,
  unitId: string,
  code: string,
  { from, to }: Span,
): Promise<{ source: string; from: string; to: string }[]> {
  const { rows } = await sql<{ source: string; from: string; to: string }>`
    select source, valid_from as "from", valid_to as "to" from index_figures
    where unit_id = ${unitId} and index = '766' and code = ${code} and valid_from <= ${from}
      and valid_to >= ${to}
    order by valid_from desc`.execute(db)
  return rows
}
