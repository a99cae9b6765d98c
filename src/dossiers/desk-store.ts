// Lists of dossiers for those who work on them: filtered by columns and the clock, a page at a time by key.

import { type RawBuilder, sql } from 'kysely'
import type { Instant } from '../lib/instant.ts'
import type { Db } from '../platform/index.ts'
import type { Channel, Dossier } from './dossier.ts'
import { dossierOf } from './kept-dossier.ts'
import type { Marks } from './marks.ts'
import type { DossierStanding } from './standing.ts'
import type { Status } from './status.ts'

export type DeskStanding = DossierStanding | 'open' | 'all'
export type DeskFilter = {
  unitIds: readonly string[]
  standing: DeskStanding
  /** Codes of procedures; null for any. */
  procedures: readonly string[] | null
  channel: Channel | null
  /** Accepted, else sent, within. */
  from: Instant | null
  to: Instant | null
  /** One dossier by its whole code. */
  code: string | null
}
export type DeskRow = Marks & {
  unitId: string
  code: string
  procedure: string
  channel: Channel
  status: Status
  acceptedAt: Instant | null
  firstDueAt: Instant | null
  /** What the page is ordered by. */
  key: string
}
export type DeskCursor = readonly [key: string, code: string]

/** Stands for no due time at all: after every other. */
const NEVER = '9999-01-01T00:00:00+07:00'

/** What the columns must say for each standing at an instant. */
export function standsAs(standing: DeskStanding, now: Instant): RawBuilder<unknown> {
  const isOpen = sql`outcome is null and accepted_at <= ${now}`
  const runs = sql`${isOpen} and (paused_at is null or paused_at > ${now})`
  switch (standing) {
    case 'all':
      return sql`true`
    case 'open':
      return sql`outcome is null`
    case 'waiting':
      return sql`outcome is null and (accepted_at is null or accepted_at > ${now})`
    case 'paused':
      return sql`${isOpen} and paused_at <= ${now}`
    case 'overdue':
      return sql`${runs} and due_in_force_at < ${now}`
    case 'due-soon':
      return sql`${runs} and due_in_force_at >= ${now} and soon_at <= ${now}`
    case 'in-time':
      return sql`${runs} and (due_in_force_at is null
        or (due_in_force_at >= ${now} and (soon_at is null or soon_at > ${now})))`
    default:
      return sql`outcome = ${standing}`
  }
}

function matches(filter: Omit<DeskFilter, 'standing'>): RawBuilder<unknown> {
  const { unitIds, procedures, channel, from, to, code } = filter
  const parts = [
    sql`unit_id = any(${[...unitIds]}::uuid[])`,
    ...(procedures === null ? [] : [sql`procedure = any(${[...procedures]}::text[])`]),
    ...(channel === null ? [] : [sql`channel = ${channel}`]),
    ...(from === null ? [] : [sql`started_at >= ${from}`]),
    ...(to === null ? [] : [sql`started_at <= ${to}`]),
    ...(code === null ? [] : [sql`code = ${code}`]),
  ]
  return sql.join(parts, sql` and `)
}

const ENDED: readonly DeskStanding[] = [
  'all',
  'finished-early',
  'finished-on-time',
  'finished-late',
  'ended',
]

/** Dossiers after a place in the list: open ones by due time, others the newest first. */
export async function deskRows(
  db: Db,
  filter: DeskFilter,
  now: Instant,
  { after, limit }: { after: DeskCursor | null; limit: number },
): Promise<DeskRow[]> {
  const isByStart = ENDED.includes(filter.standing)
  const key = isByStart ? sql`started_at` : sql`coalesce(due_in_force_at, ${NEVER}::timestamptz)`
  const sign = sql.raw(isByStart ? '<' : '>')
  const order = sql.raw(isByStart ? 'desc' : 'asc')
  const further = after
    ? sql`and (${key}, code) ${sign} (${after[0]}::timestamptz, ${after[1]})`
    : sql``
  const { rows } = await sql<DeskRow>`
    select unit_id as "unitId", code, procedure, channel, status, accepted_at as "acceptedAt",
      first_due_at as "firstDueAt", started_at as "startedAt", ended_at as "endedAt",
      due_in_force_at as "dueInForceAt", soon_at as "soonAt", paused_at as "pausedAt", outcome,
      ${key} as key
    from dossiers
    where ${matches(filter)} and ${standsAs(filter.standing, now)} ${further}
    order by ${key} ${order}, code ${order} limit ${limit}`.execute(db)
  return rows
}

export const OPEN_STANDINGS = ['overdue', 'due-soon', 'in-time', 'paused', 'waiting'] as const
export type OpenCounts = Record<(typeof OPEN_STANDINGS)[number], number>

/** How many stand open, by standing. */
export async function openCounts(
  db: Db,
  filter: Omit<DeskFilter, 'standing'>,
  now: Instant,
): Promise<OpenCounts> {
  const columns = OPEN_STANDINGS.map(
    (it) => sql`count(*) filter (where ${standsAs(it, now)})::int as ${sql.id(it)}`,
  )
  const { rows } = await sql<OpenCounts>`
    select ${sql.join(columns)} from dossiers
    where outcome is null and ${matches(filter)}`.execute(db)
  return rows[0] as OpenCounts
}

export type DeskDossier = DeskRow & { dossier: Dossier }

/** One dossier of a unit, by the mark of its code that stands in addresses. */
export async function dossierByRef(
  db: Db,
  unitId: string,
  ref: string,
): Promise<DeskDossier | null> {
  return await oneDossier(db, sql`unit_id = ${unitId} and md5(code) = ${ref}`)
}

export async function dossierByCode(
  db: Db,
  unitId: string,
  code: string,
): Promise<DeskDossier | null> {
  return await oneDossier(db, sql`unit_id = ${unitId} and code = ${code}`)
}

async function oneDossier(db: Db, where: RawBuilder<unknown>): Promise<DeskDossier | null> {
  const { rows } = await sql<DeskRow & { dossier: string }>`
    select unit_id as "unitId", code, procedure, channel, status, accepted_at as "acceptedAt",
      first_due_at as "firstDueAt", started_at as "startedAt", ended_at as "endedAt",
      due_in_force_at as "dueInForceAt", soon_at as "soonAt", paused_at as "pausedAt", outcome,
      '' as key, dossier
    from dossiers where ${where} limit 1`.execute(db)
  const [row] = rows
  return row ? { ...row, dossier: dossierOf(row.dossier) } : null
}
