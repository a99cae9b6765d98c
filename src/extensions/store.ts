// Requests for more time, and what was decided on them.

import { type RawBuilder, sql } from 'kysely'
import type { Day } from '../lib/day.ts'
import { searchKey } from '../lib/text.ts'
import { likeText } from '../org/index.ts'
import type { Db } from '../platform/index.ts'
import type { ExtensionState } from './extension.ts'
import type { ExtensionTables } from './tables.ts'

const at = (db: Db) => db.withTables<ExtensionTables>()
type Row<T extends keyof ExtensionTables> = ExtensionTables[T]

export async function insertRequest(
  db: Db,
  request: Row<'extension_requests'>,
  lines: Row<'extension_lines'>[],
): Promise<void> {
  await at(db).insertInto('extension_requests').values(request).execute()
  await at(db).insertInto('extension_lines').values(lines).execute()
}

export const insertDecisions = async (
  db: Db,
  rows: Row<'extension_line_decisions'>[],
): Promise<void> => {
  await at(db).insertInto('extension_line_decisions').values(rows).execute()
}

export const insertWithdrawal = async (
  db: Db,
  row: Row<'extension_withdrawals'>,
): Promise<void> => {
  await at(db).insertInto('extension_withdrawals').values(row).execute()
}

export type Extension = {
  unitId: string
  id: string
  planId: string
  reviewerId: string
  reason: string
  wantedOn: Day
  askedOn: Day
  askedAt: string
  askedBy: string | null
  unitCode: string
  unitName: string
  reviewerName: string
  lines: number
  late: number
  granted: number
  refused: number
  /** The first and the last day granted. */
  grantedFrom: Day | null
  grantedOn: Day | null
  /** What was answered, where every decided duty was answered the same. */
  answer: string | null
  /** The last decision. */
  decidedAt: string | null
  decidedBy: string | null
  withdrawnAt: string | null
}

export type ExtensionFilter = {
  /** Requests of these units, or addressed to them. */
  unitIds: readonly string[]
  reviewerIds: readonly string[]
  state?: ExtensionState | undefined
  text?: string | undefined
}

const WAITS = sql`(n.granted + n.refused < n.lines and w.withdrawn_at is null)`
const STATES: Record<ExtensionState, RawBuilder<unknown>> = {
  waiting: WAITS,
  granted: sql`n.granted = n.lines`,
  'partly-granted': sql`n.granted > 0 and n.granted < n.lines and not ${WAITS}`,
  refused: sql`n.granted = 0 and n.refused > 0 and not ${WAITS}`,
  withdrawn: sql`n.granted + n.refused = 0 and w.withdrawn_at is not null`,
}

const columns = sql`q.unit_id as "unitId", q.id, q.plan_id as "planId", q.reviewer_id as "reviewerId",
  q.reason, q.wanted_on as "wantedOn", q.asked_on as "askedOn", q.asked_at as "askedAt",
  q.asked_by as "askedBy", u.code as "unitCode", u.full_name as "unitName",
  v.full_name as "reviewerName", n.lines, n.late, n.granted, n.refused,
  n.granted_from as "grantedFrom", n.granted_on as "grantedOn", n.answer,
  n.decided_at as "decidedAt", n.decided_by as "decidedBy", w.withdrawn_at as "withdrawnAt"`

const requests = sql`extension_requests q
  join units u on u.id = q.unit_id
  join units v on v.id = q.reviewer_id
  left join extension_withdrawals w on w.unit_id = q.unit_id and w.request_id = q.id
  cross join lateral (select count(*) as lines, count(*) filter (where not l.in_time) as late,
      count(d.granted_on) as granted, count(d.decided_at) - count(d.granted_on) as refused,
      min(d.granted_on) as granted_from, max(d.granted_on) as granted_on,
      case when count(distinct d.reason) = 1 then min(d.reason) end as answer,
      max(d.decided_at) as decided_at,
      (array_agg(d.decided_by order by d.decided_at desc nulls last))[1] as decided_by
    from extension_lines l
    left join extension_line_decisions d
      on d.unit_id = l.unit_id and d.request_id = l.request_id and d.duty_id = l.duty_id
    where l.unit_id = q.unit_id and l.request_id = q.id) n`

/** Requests, those that wait first, then the latest. */
export async function listExtensions(
  db: Db,
  filter: ExtensionFilter,
  { limit, offset }: { limit: number; offset: number },
): Promise<{ rows: Extension[]; total: number }> {
  const key = searchKey(filter.text ?? '')
  const { rows } = await sql<Extension & { total: number }>`
    select ${columns}, count(*) over () as total from ${requests}
    where (q.unit_id = any(${[...filter.unitIds]}::uuid[])
      or q.reviewer_id = any(${[...filter.reviewerIds]}::uuid[]))
      ${filter.state ? sql`and ${STATES[filter.state]}` : sql``}
      ${key === '' ? sql`` : sql`and u.search_key like ${`%${likeText(key)}%`}`}
    order by ${WAITS} desc, q.asked_at desc, q.id
    limit ${limit} offset ${offset}`.execute(db)
  return { rows, total: rows[0]?.total ?? 0 }
}

export async function findExtension(
  db: Db,
  unitId: string,
  id: string,
): Promise<Extension | undefined> {
  const { rows } = await sql<Extension>`
    select ${columns} from ${requests}
    where q.unit_id = ${unitId} and q.id = ${id}`.execute(db)
  return rows[0]
}

export type ExtensionLine = {
  unitId: string
  requestId: string
  dutyId: string
  /** The first due day, as it stood when more time was asked for. */
  dueOn: Day
  inForceOn: Day
  inTime: boolean
  number: string
  title: string
  period: string
  /** Ended since: moved to another unit, or fallen away. */
  ended: boolean
  grantedOn: Day | null
  answer: string | null
  decidedAt: string | null
  decidedBy: string | null
  withdrawnAt: string | null
}

const lineColumns = sql`l.unit_id as "unitId", l.request_id as "requestId", l.duty_id as "dutyId",
  l.due_on as "dueOn", coalesce(x.due_on, t.due_on) as "inForceOn", l.in_time as "inTime", o.number,
  o.title, t.period, e.duty_id is not null as ended, d.granted_on as "grantedOn",
  d.reason as answer, d.decided_at as "decidedAt", d.decided_by as "decidedBy",
  w.withdrawn_at as "withdrawnAt"`

const lines = sql`extension_lines l
  join duties t on t.unit_id = l.unit_id and t.id = l.duty_id
  join obligations o on o.id = t.obligation_id
  left join duty_endings e on e.unit_id = l.unit_id and e.duty_id = l.duty_id
  left join due_days x on x.unit_id = l.unit_id and x.duty_id = l.duty_id and x.replaced_at is null
  left join extension_line_decisions d
    on d.unit_id = l.unit_id and d.request_id = l.request_id and d.duty_id = l.duty_id
  left join extension_withdrawals w on w.unit_id = l.unit_id and w.request_id = l.request_id`

/** Duties of requests with what was decided on each, in the order of the plan. */
export async function extensionLinesOf(
  db: Db,
  unitId: string,
  requestIds: readonly string[],
): Promise<ExtensionLine[]> {
  const { rows } = await sql<ExtensionLine>`
    select ${lineColumns} from ${lines}
    where l.unit_id = ${unitId} and l.request_id = any(${[...requestIds]}::uuid[])
    order by o.position, t.period`.execute(db)
  return rows
}

/** The same for requests of several units, by request: of each so many at most. */
export async function linesByRequest(
  db: Db,
  requests: readonly { unitId: string; id: string }[],
  most: number | null = null,
): Promise<Map<string, ExtensionLine[]>> {
  const { rows } = await sql<ExtensionLine>`
    select * from (
      select ${lineColumns}, o.position, row_number() over
        (partition by l.unit_id, l.request_id order by o.position, t.period, l.duty_id) as nth
      from ${lines}
      where l.unit_id = any(${[...new Set(requests.map(({ unitId }) => unitId))]}::uuid[])
        and l.request_id = any(${requests.map(({ id }) => id)}::uuid[])) one
    where ${most === null ? sql`true` : sql`nth <= ${most}`}
    order by position, period`.execute(db)
  const byRequest = new Map<string, ExtensionLine[]>(requests.map(({ id }) => [id, []]))
  for (const row of rows) byRequest.get(row.requestId)?.push(row)
  return byRequest
}

/** Duties of a unit for which a request waits. */
export async function pendingDutyIds(db: Db, unitId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct l.duty_id as id from extension_lines l
    left join extension_line_decisions d
      on d.unit_id = l.unit_id and d.request_id = l.request_id and d.duty_id = l.duty_id
    left join extension_withdrawals w on w.unit_id = l.unit_id and w.request_id = l.request_id
    where l.unit_id = ${unitId} and d.request_id is null and w.request_id is null`.execute(db)
  return rows.map(({ id }) => id)
}

/** What was asked for a duty, and what was decided on it there. */
export type DutyExtension = Pick<
  Extension,
  'unitCode' | 'id' | 'reason' | 'wantedOn' | 'askedAt' | 'askedBy'
> &
  Pick<ExtensionLine, 'inTime' | 'grantedOn' | 'answer' | 'decidedAt' | 'decidedBy' | 'withdrawnAt'>

/** Every request that names a duty, oldest first. */
export async function extensionsOfDuty(
  db: Db,
  unitId: string,
  dutyId: string,
): Promise<DutyExtension[]> {
  const { rows } = await sql<DutyExtension>`
    select u.code as "unitCode", q.id, q.reason, q.wanted_on as "wantedOn", q.asked_at as "askedAt",
      q.asked_by as "askedBy", l.in_time as "inTime", d.granted_on as "grantedOn",
      d.reason as answer, d.decided_at as "decidedAt", d.decided_by as "decidedBy",
      w.withdrawn_at as "withdrawnAt"
    from extension_lines l
    join extension_requests q on q.unit_id = l.unit_id and q.id = l.request_id
    join units u on u.id = q.unit_id
    left join extension_line_decisions d
      on d.unit_id = l.unit_id and d.request_id = l.request_id and d.duty_id = l.duty_id
    left join extension_withdrawals w on w.unit_id = l.unit_id and w.request_id = l.request_id
    where l.unit_id = ${unitId} and l.duty_id = ${dutyId} order by q.asked_at`.execute(db)
  return rows
}
