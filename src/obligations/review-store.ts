// What waits for review, what hinders, what slipped: lists over many units.

import { type RawBuilder, sql } from 'kysely'
import type { Day } from '../lib/day.ts'
import { searchKey } from '../lib/text.ts'
import { likeText } from '../org/index.ts'
import type { Db } from '../platform/index.ts'
import type { ObligationTables } from './tables.ts'

/** A line waits until it is decided on or replaced by a later line of the same duty. */
const isOpen: RawBuilder<boolean> = sql`not exists (select 1 from acceptances a
    where a.unit_id = l.unit_id and a.submission_id = l.submission_id and a.duty_id = l.duty_id)
  and not exists (select 1 from returns r
    where r.unit_id = l.unit_id and r.submission_id = l.submission_id and r.duty_id = l.duty_id)
  and not exists (select 1 from submission_lines n
    where n.unit_id = l.unit_id and n.duty_id = l.duty_id and n.submitted_at > l.submitted_at)`

export type QueueRow = {
  unitId: string
  submissionId: string
  planId: string
  period: string
  round: number
  submittedAt: string
  unitCode: string
  unitName: string
  open: number
  lines: number
}

const QUEUE_SORTS = {
  sent: sql`s.submitted_at`,
  unit: sql`u.sort_key`,
  period: sql`s.period`,
  open: sql`w.open`,
} as const
export type QueueSort = keyof typeof QUEUE_SORTS

const HINDRANCE_SORTS = {
  raised: sql`h.raised_at`,
  unit: sql`u.sort_key`,
  kind: sql`h.kind`,
  task: sql`o.position`,
  state: sql`(w.closed_at is null)`,
} as const
export type HindranceSort = keyof typeof HINDRANCE_SORTS

type Slice<S> = { limit: number; offset: number; sort?: S; descending?: boolean }

/** A place in the queue: what is sent after it waits behind it. */
type Waiting = { since: string; id: string }

/** Submissions addressed to these reviewing units with lines that wait, the oldest first. Each is looked up by its key:
 * how many wait is not known beforehand, and never are they as many as were ever sent. */
export async function reviewQueue(
  db: Db,
  filter: {
    reviewerIds: readonly string[]
    period?: string | undefined
    text?: string | undefined
  },
  {
    limit,
    offset,
    sort = 'sent',
    descending = false,
    after,
  }: Slice<QueueSort> & { after?: Waiting | null },
): Promise<{ rows: QueueRow[]; total: number }> {
  const key = searchKey(filter.text ?? '')
  const { rows } = await sql<QueueRow & { total: number }>`
    select q.*, (select count(*) from submission_lines l
      where l.unit_id = q."unitId" and l.submission_id = q."submissionId") as lines
    from (
      select s.unit_id as "unitId", s.id as "submissionId", s.plan_id as "planId", s.period, s.round,
        s.submitted_at as "submittedAt", u.code as "unitCode", u.full_name as "unitName", w.open,
        count(*) over () as total
      from (select unit_id, submission_id, count(*) as open from duty_outcomes
        where reviewer_id = any(${[...filter.reviewerIds]}::uuid[])
          and accepted_at is null and returned_at is null
        group by unit_id, submission_id) w
      cross join lateral (select * from submissions
        where unit_id = w.unit_id and id = w.submission_id limit 1) s
      join units u on u.id = s.unit_id
      where true ${filter.period ? sql`and s.period = ${filter.period}` : sql``}
        ${key === '' ? sql`` : sql`and u.search_key like ${`%${likeText(key)}%`}`}
        ${after ? sql`and (s.submitted_at, s.id) > (${after.since}::timestamptz, ${after.id}::uuid)` : sql``}
      order by ${QUEUE_SORTS[sort]} ${descending ? sql`desc` : sql``}, s.submitted_at, s.id
      limit ${limit} offset ${offset}) q`.execute(db)
  return { rows, total: rows[0]?.total ?? 0 }
}

/** Duties of one submission that still wait for a decision. */
export async function openDutyIds(db: Db, unitId: string, submissionId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select l.duty_id as id from submission_lines l
    where l.unit_id = ${unitId} and l.submission_id = ${submissionId} and ${isOpen}`.execute(db)
  return rows.map((row) => row.id)
}

export type HindranceFilter = {
  unitIds: readonly string[]
  planId?: string | undefined
  kind?: string | undefined
  state?: 'open' | 'closed' | undefined
  text?: string | undefined
  since?: Day | undefined
}

export type HindranceRow = {
  unitId: string
  id: string
  kind: string
  text: string
  raisedAt: string
  unitCode: string
  unitName: string
  number: string
  title: string
  planId: string | null
  answers: number
  closedAt: string | null
}

const hindrances = (filter: HindranceFilter): RawBuilder<unknown> => {
  const key = searchKey(filter.text ?? '')
  return sql`hindrances h
    join duties d on d.unit_id = h.unit_id and d.id = h.duty_id
    join obligations o on o.id = d.obligation_id
    join units u on u.id = h.unit_id
    left join lateral (select count(*) as answers, max(w.answered_at) filter (where w.closes) as closed_at
      from hindrance_answers w where w.unit_id = h.unit_id and w.hindrance_id = h.id) w on true
    where h.unit_id = any(${[...filter.unitIds]}::uuid[])
      ${filter.planId ? sql`and d.plan_id = ${filter.planId}` : sql``}
      ${filter.kind ? sql`and h.kind = ${filter.kind}` : sql``}
      ${filter.since ? sql`and h.raised_at >= ${filter.since}::date` : sql``}
      ${filter.state === 'open' ? sql`and w.closed_at is null` : sql``}
      ${filter.state === 'closed' ? sql`and w.closed_at is not null` : sql``}
      ${key === '' ? sql`` : sql`and (u.search_key like ${`%${likeText(key)}%`} or o.search_key like ${`%${likeText(key)}%`})`}`
}

/** What hinders, the newest first; with `after` by (unit, id) behind that one, null from the beginning. */
export async function listHindrances(
  db: Db,
  filter: HindranceFilter,
  page: Slice<HindranceSort> & { after?: { unitId: string; id: string } | null },
): Promise<{ rows: HindranceRow[]; total: number }> {
  const { limit, offset, sort = 'raised', descending = true, after } = page
  const order = sql`${HINDRANCE_SORTS[sort]} ${descending ? sql`desc` : sql``}, h.raised_at desc, h.id`
  const { rows } = await sql<HindranceRow & { total: number }>`
    select h.unit_id as "unitId", h.id, h.kind, h.text, h.raised_at as "raisedAt", u.code as "unitCode",
      u.full_name as "unitName", o.number, o.title, d.plan_id as "planId", w.answers,
      w.closed_at as "closedAt", count(*) over () as total
    from ${hindrances(filter)}
      ${after ? sql`and (h.unit_id, h.id) > (${after.unitId}::uuid, ${after.id}::uuid)` : sql``}
    order by ${after === undefined ? order : sql`h.unit_id, h.id`}
    limit ${limit} offset ${offset}`.execute(db)
  return { rows, total: rows[0]?.total ?? 0 }
}

/** How often each kind hinders, and how many are open. */
export async function countHindrances(
  db: Db,
  filter: HindranceFilter,
): Promise<{ kind: string; count: number; open: number; units: number }[]> {
  const { rows } = await sql<{ kind: string; count: number; open: number; units: number }>`
    select h.kind, count(*) as count, count(*) filter (where w.closed_at is null) as open,
      count(distinct h.unit_id) as units
    from ${hindrances(filter)} group by h.kind order by 2 desc, 1`.execute(db)
  return rows
}

export type PastReport = Pick<
  ObligationTables['submissions'],
  'id' | 'unit_id' | 'plan_id' | 'period' | 'round' | 'submitted_at'
> & { lines: number }

/** All rounds a unit ever sent, the newest first. */
export async function reportsOfUnit(db: Db, unitId: string, limit: number): Promise<PastReport[]> {
  const { rows } = await sql<PastReport>`
    select s.id, s.unit_id, s.plan_id, s.period, s.round, s.submitted_at, count(l.duty_id) as lines
    from submissions s
    join submission_lines l on l.unit_id = s.unit_id and l.submission_id = s.id
    where s.unit_id = ${unitId}
    group by s.unit_id, s.id order by s.submitted_at desc limit ${limit}`.execute(db)
  return rows
}
