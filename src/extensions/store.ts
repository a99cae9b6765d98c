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

export const insertDecision = async (db: Db, row: Row<'extension_decisions'>): Promise<void> => {
  await at(db).insertInto('extension_decisions').values(row).execute()
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
  grantedOn: Day | null
  answer: string | null
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

const STATES: Record<ExtensionState, RawBuilder<unknown>> = {
  waiting: sql`d.decided_at is null and w.withdrawn_at is null`,
  granted: sql`d.granted_on is not null`,
  refused: sql`d.decided_at is not null and d.granted_on is null`,
  withdrawn: sql`w.withdrawn_at is not null`,
}

const columns = sql`q.unit_id as "unitId", q.id, q.plan_id as "planId", q.reviewer_id as "reviewerId",
  q.reason, q.wanted_on as "wantedOn", q.asked_on as "askedOn", q.asked_at as "askedAt",
  q.asked_by as "askedBy", u.code as "unitCode", u.full_name as "unitName",
  v.full_name as "reviewerName", n.lines, n.late, d.granted_on as "grantedOn", d.reason as answer,
  d.decided_at as "decidedAt", d.decided_by as "decidedBy", w.withdrawn_at as "withdrawnAt"`

const requests = sql`extension_requests q
  join units u on u.id = q.unit_id
  join units v on v.id = q.reviewer_id
  left join extension_decisions d on d.unit_id = q.unit_id and d.request_id = q.id
  left join extension_withdrawals w on w.unit_id = q.unit_id and w.request_id = q.id
  cross join lateral (select count(*) as lines, count(*) filter (where not l.in_time) as late
    from extension_lines l where l.unit_id = q.unit_id and l.request_id = q.id) n`

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
    order by (d.decided_at is null and w.withdrawn_at is null) desc, q.asked_at desc, q.id
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
  requestId: string
  dutyId: string
  /** The first due day, as it stood when more time was asked for. */
  dueOn: Day
  inTime: boolean
  number: string
  title: string
  period: string
  /** Ended since: moved to another unit, or fallen away. */
  ended: boolean
}

export async function extensionLinesOf(
  db: Db,
  unitId: string,
  requestIds: readonly string[],
): Promise<ExtensionLine[]> {
  const { rows } = await sql<ExtensionLine>`
    select l.request_id as "requestId", l.duty_id as "dutyId", l.due_on as "dueOn",
      l.in_time as "inTime", o.number, o.title, t.period, e.duty_id is not null as ended
    from extension_lines l
    join duties t on t.unit_id = l.unit_id and t.id = l.duty_id
    join obligations o on o.id = t.obligation_id
    left join duty_endings e on e.unit_id = l.unit_id and e.duty_id = l.duty_id
    where l.unit_id = ${unitId} and l.request_id = any(${[...requestIds]}::uuid[])
    order by o.position, t.period`.execute(db)
  return rows
}

/** Duties of a unit for which a request waits. */
export async function pendingDutyIds(db: Db, unitId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct l.duty_id as id from extension_requests q
    join extension_lines l on l.unit_id = q.unit_id and l.request_id = q.id
    left join extension_decisions d on d.unit_id = q.unit_id and d.request_id = q.id
    left join extension_withdrawals w on w.unit_id = q.unit_id and w.request_id = q.id
    where q.unit_id = ${unitId} and d.request_id is null and w.request_id is null`.execute(db)
  return rows.map(({ id }) => id)
}

/** Every request that names a duty, oldest first. */
export async function extensionsOfDuty(
  db: Db,
  unitId: string,
  dutyId: string,
): Promise<(Extension & { inTime: boolean })[]> {
  const { rows } = await sql<Extension & { inTime: boolean }>`
    select ${columns}, m.in_time as "inTime" from ${requests}
    join extension_lines m on m.unit_id = q.unit_id and m.request_id = q.id and m.duty_id = ${dutyId}
    where q.unit_id = ${unitId} order by q.asked_at`.execute(db)
  return rows
}
