// Duties with how they stand, listed and counted. Every statement is given the units it may look at.

import { type RawBuilder, sql } from 'kysely'
import type { Day } from '../lib/day.ts'
import type { Instant } from '../lib/instant.ts'
import { searchKey } from '../lib/text.ts'
import { likeText } from '../org/index.ts'
import type { Db } from '../platform/index.ts'
import type { Tally } from './score.ts'
import type { Standing } from './standing.ts'

/** The days that standings are computed for: today, and the last day that is "soon". */
export type AsOf = {
  today: Day
  soonOn: Day
  /** Only what was sent and decided before this moment, for figures of an earlier day. */
  knownBefore?: Instant | undefined
}

export type DutyFilter = {
  unitIds: readonly string[]
  dutyIds?: readonly string[] | undefined
  planId?: string | undefined
  /** Of these plans, or of none. */
  planIds?: readonly string[] | undefined
  obligationId?: string | undefined
  /** The number of the task or duty in its plan: `4`, `2.13`. */
  number?: string | undefined
  dutyId?: string | undefined
  /** Duties that count in this calendar or reporting period. */
  period?: string | undefined
  dimension?: number | undefined
  standings?: readonly Standing[] | undefined
  /** Looked for in the obligation's words and the unit's name, without diacritics. */
  text?: string | undefined
  dueFrom?: Day | undefined
  dueTo?: Day | undefined
  /** Sent late, or not sent and late. */
  late?: boolean | undefined
  /** Also duties that were ended or moved to another unit; they are never counted. */
  withEnded?: boolean | undefined
}

export type DutyListed = {
  unitId: string
  id: string
  obligationId: string
  planId: string | null
  number: string
  title: string
  position: number
  sourceKind: 'plan-task' | 'plan-duty' | 'law'
  period: string
  milestone: number
  opensOn: Day
  /** The due day in force: the granted one where an extension counts. */
  dueOn: Day
  /** The day the duty was given with; frozen. */
  originalDueOn: Day
  nominalOn: Day
  rule: string
  recurring: boolean
  target: number | null
  quantityName: string | null
  /** A finished line of it needs evidence. */
  needsEvidence: boolean
  unitCode: string
  unitName: string
  standing: Standing
  late: boolean
  submissionId: string | null
  submittedAt: string | null
  countsOn: Day | null
  returnedReason: string | null
  correctBy: Day | null
}

const SORTS = {
  due: sql`f.due_on, u.sort_key, o.position`,
  unit: sql`u.sort_key, f.due_on, o.position`,
  task: sql`o.position, f.due_on, u.sort_key`,
  standing: sql`s.standing, f.due_on, u.sort_key`,
  period: sql`d.period, o.position, u.sort_key`,
} as const
export type DutySort = keyof typeof SORTS
export const DUTY_SORTS = Object.keys(SORTS) as DutySort[]

/** The last line of each duty, as the kept outcomes have it. */
const lastLines = ({ unitIds, planId }: Pick<DutyFilter, 'unitIds' | 'planId'>) => sql`
  left join duty_outcomes l on l.unit_id = d.unit_id and l.duty_id = d.id
    ${planId ? sql`and l.plan_id = ${planId}` : unitIds.length === 1 ? sql`and l.unit_id = ${unitIds[0]}` : sql``}
  cross join lateral (select case when l.accepted_at is not null then l.duty_id end as duty_id) a
  cross join lateral (select case when l.returned_at is not null then l.duty_id end as duty_id,
    l.reason, l.correct_by) r`

/** The last line that was sent before a moment, with what was decided on it by then. */
const lastLinesBefore = (moment: Instant, unitIds: readonly string[]) => sql`
  left join (
    select distinct on (y.unit_id, y.duty_id) y.* from submission_lines y
    where y.unit_id = any(${[...unitIds]}::uuid[]) and y.submitted_at < ${moment}::timestamptz
    order by y.unit_id, y.duty_id, y.submitted_at desc, y.submission_id desc) l
    on l.unit_id = d.unit_id and l.duty_id = d.id
  left join acceptances a
    on a.unit_id = d.unit_id and a.submission_id = l.submission_id and a.duty_id = d.id
    and a.accepted_at < ${moment}::timestamptz
  left join returns r
    on r.unit_id = d.unit_id and r.submission_id = l.submission_id and r.duty_id = d.id
    and r.returned_at < ${moment}::timestamptz`

/** Every duty that binds, with its last line and what was decided on it. Parameters come from `asOf`. */
export const standingDuties = (
  { today, soonOn, knownBefore }: AsOf,
  filter: Pick<DutyFilter, 'unitIds' | 'planId'>,
): RawBuilder<unknown> => sql`
  duties d
  join obligations o on o.id = d.obligation_id
  join units u on u.id = d.unit_id
  left join duty_endings e on e.unit_id = d.unit_id and e.duty_id = d.id
  left join due_days x on x.unit_id = d.unit_id and x.duty_id = d.id
    and ${knownBefore ? sql`x.set_at < ${knownBefore}::timestamptz and (x.replaced_at is null or x.replaced_at >= ${knownBefore}::timestamptz)` : sql`x.replaced_at is null`}
  cross join lateral (select coalesce(x.due_on, d.due_on) as due_on) f
  ${knownBefore ? lastLinesBefore(knownBefore, filter.unitIds) : lastLines(filter)}
  cross join lateral (select
    coalesce(l.satisfies and r.duty_id is null, false) as sent,
    case
      when l.satisfies and r.duty_id is null
        then case when a.duty_id is null then 'submitted' else 'accepted' end
      when r.correct_by >= ${today}::date then 'returned'
      when greatest(f.due_on, r.correct_by) < ${today}::date then 'overdue'
      when f.due_on <= ${soonOn}::date then 'due-soon'
      else 'waiting'
    end as standing,
    case when l.satisfies and r.duty_id is null then l.counts_on > f.due_on
      else f.due_on < ${today}::date end as late) s`

function conditions(filter: DutyFilter): RawBuilder<unknown> {
  const parts = [sql`d.unit_id = any(${[...filter.unitIds]}::uuid[])`]
  if (!filter.withEnded) parts.push(sql`e.duty_id is null`)
  if (filter.dutyIds) parts.push(sql`d.id = any(${[...filter.dutyIds]}::uuid[])`)
  if (filter.planId) parts.push(sql`d.plan_id = ${filter.planId}`)
  if (filter.planIds)
    parts.push(sql`(d.plan_id = any(${[...filter.planIds]}::uuid[]) or d.plan_id is null)`)
  if (filter.obligationId) parts.push(sql`d.obligation_id = ${filter.obligationId}`)
  if (filter.number) parts.push(sql`o.number = ${filter.number}`)
  if (filter.dutyId) parts.push(sql`d.id = ${filter.dutyId}`)
  if (filter.period) parts.push(sql`d.period = ${filter.period}`)
  if (filter.dimension) parts.push(sql`${filter.dimension}::integer = any(o.dimensions)`)
  if (filter.standings?.length) parts.push(sql`s.standing = any(${[...filter.standings]}::text[])`)
  if (filter.dueFrom) parts.push(sql`f.due_on >= ${filter.dueFrom}`)
  if (filter.dueTo) parts.push(sql`f.due_on <= ${filter.dueTo}`)
  if (filter.late) parts.push(sql`s.late`)
  const key = searchKey(filter.text ?? '')
  if (key !== '') {
    const pattern = `%${likeText(key)}%`
    parts.push(sql`(o.search_key like ${pattern} or u.search_key like ${pattern}
      or u.code = ${filter.text?.trim() ?? ''} or o.number = ${filter.text?.trim() ?? ''})`)
  }
  return sql.join(parts, sql` and `)
}

/** The columns of a duty listed. */
export const LISTED = sql`d.unit_id as "unitId", d.id, d.obligation_id as "obligationId",
      d.plan_id as "planId", o.number, o.title,
      o.position, o.source_kind as "sourceKind", d.period, d.milestone, d.opens_on as "opensOn",
      f.due_on as "dueOn", d.due_on as "originalDueOn", d.nominal_on as "nominalOn", d.rule, d.recurring, d.target,
      o.quantity_name as "quantityName",
      cardinality(o.evidence_kinds) > 0 as "needsEvidence", u.code as "unitCode", u.full_name as "unitName",
      s.standing, s.late, l.submission_id as "submissionId", l.submitted_at as "submittedAt",
      l.counts_on as "countsOn", r.reason as "returnedReason", r.correct_by as "correctBy"`

export type Page = {
  sort?: DutySort
  descending?: boolean
  limit?: number
  offset?: number
  /** By (unit, id) after this one, instead of by `sort`; null from the beginning. */
  after?: { unitId: string; id: string } | null
}

/** Duties that match, in order. */
export async function listDuties(
  db: Db,
  asOf: AsOf,
  filter: DutyFilter,
  { sort = 'due', descending = false, limit = 1000, offset = 0, after }: Page = {},
): Promise<DutyListed[]> {
  const byKey = after !== undefined
  const order = byKey
    ? sql`d.unit_id, d.id`
    : descending
      ? sql`${SORTS[sort]} desc, d.id`
      : sql`${SORTS[sort]}, d.id`
  const { rows } = await sql<ListedRow>`
    select ${LISTED} from ${standingDuties(asOf, filter)}
    where ${conditions(filter)}
      ${after ? sql`and (d.unit_id, d.id) > (${after.unitId}::uuid, ${after.id}::uuid)` : sql``}
    order by ${order}
    limit ${limit} offset ${offset}`.execute(db)
  return rows.map(toListed)
}

/** One page of a long list: first which duties stand on it, then what is told of those. */
export async function pageOfDuties(
  db: Db,
  asOf: AsOf,
  filter: DutyFilter,
  { sort = 'due', descending = false, limit = 50, offset = 0 }: Omit<Page, 'after'> = {},
): Promise<DutyListed[]> {
  const order = descending ? sql`${SORTS[sort]} desc, d.id` : sql`${SORTS[sort]}, d.id`
  const { rows } = await sql<{ unit_id: string; id: string }>`
    select d.unit_id, d.id from ${standingDuties(asOf, filter)}
    where ${conditions(filter)} order by ${order} limit ${limit} offset ${offset}`.execute(db)
  if (rows.length === 0) return []
  const unitIds = [...new Set(rows.map((row) => row.unit_id))]
  const dutyIds = rows.map(({ id }) => id)
  return await listDuties(db, asOf, { unitIds, dutyIds, withEnded: true }, { sort, descending })
}

type ListedRow = DutyListed & { target: string | null }
export const toListed = <T extends ListedRow>(row: T): T & DutyListed => ({
  ...row,
  target: row.target === null ? null : Number(row.target),
})

export async function countDuties(db: Db, asOf: AsOf, filter: DutyFilter): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from ${standingDuties(asOf, filter)} where ${conditions(filter)}`.execute(
    db,
  )
  return rows[0]?.count ?? 0
}

/** How many duties stand how. */
export async function countByStanding(
  db: Db,
  asOf: AsOf,
  filter: DutyFilter,
): Promise<Partial<Record<Standing, number>>> {
  const { rows } = await sql<{ standing: Standing; count: number }>`
    select s.standing, count(*) as count from ${standingDuties(asOf, filter)}
    where ${conditions(filter)} group by s.standing`.execute(db)
  return Object.fromEntries(rows.map(({ standing, count }) => [standing, count]))
}

/** Units that have duties of a plan which still bind. */
export async function unitsWithDuties(db: Db, planId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct d.unit_id as id from duties d
    where d.plan_id = ${planId} and not exists (select 1 from duty_endings e
      where e.unit_id = d.unit_id and e.duty_id = d.id)`.execute(db)
  return rows.map(({ id }) => id)
}

export type TallyRow = { rowKey: string; columnKey: string } & Tally

const ROW_KEYS = {
  obligation: sql`d.obligation_id::text`,
  unit: sql`d.unit_id::text`,
  period: sql`d.period`,
  all: sql`''`,
} as const

/** Tallies by row and column in one pass. `columns` says under which column each unit counts; units that are
 * not in it are left out. With `by: 'dimension'` a duty counts once under each dimension it serves. */
export async function tallies(
  db: Db,
  asOf: AsOf,
  filter: Omit<DutyFilter, 'unitIds'>,
  columns: readonly { unitId: string; columnKey: string }[],
  by: keyof typeof ROW_KEYS | 'dimension',
): Promise<TallyRow[]> {
  if (columns.length === 0) return []
  const today = asOf.today
  const rowKey = by === 'dimension' ? sql`dim.no::text` : ROW_KEYS[by]
  const dimension = by === 'dimension' ? sql`cross join unnest(o.dimensions) as dim(no)` : sql``
  const counted = { ...filter, unitIds: columns.map((column) => column.unitId) }
  const { rows } = await sql<TallyRow>`
    select ${rowKey} as "rowKey", c.column_key as "columnKey",
      count(*) as total,
      count(*) filter (where s.sent or f.due_on < ${today}::date) as expected,
      count(*) filter (where s.sent) as sent,
      count(*) filter (where s.sent and not s.late) as "onTime",
      count(*) filter (where s.standing = 'accepted') as accepted,
      count(*) filter (where s.standing = 'returned') as returned,
      count(*) filter (where s.standing = 'overdue') as "overdueOpen"
    from ${standingDuties(asOf, counted)}
    join unnest(${counted.unitIds}::uuid[],
      ${columns.map((column) => column.columnKey)}::text[]) as c(unit_id, column_key)
      on c.unit_id = d.unit_id
    ${dimension}
    where ${conditions(counted)}
    group by 1, 2`.execute(db)
  return rows
}
