// Looks at the dossiers of a unit's months, the signs they saw, and what people said of them. Reads of many units see only
// what looks have kept; no dossier is opened for them.

import { type RawBuilder, sql } from 'kysely'
import type { Day } from '../lib/day.ts'
import type { Instant } from '../lib/instant.ts'
import type { Db } from '../platform/index.ts'
import type { Sign } from './integrity-findings.ts'
import type { DetectorCode } from './integrity-pack.ts'
import type { Verdict, VerdictRow } from './integrity-verdict.ts'

export type Look = { unitId: string; month: Day; at: Instant; detectors: string; dossiers: number }

export async function insertLook(db: Db, look: Look, signs: readonly Sign[]): Promise<void> {
  const { unitId, month, at, detectors, dossiers } = look
  await sql`
    insert into integrity_looks (unit_id, month, at, detectors, dossiers)
    values (${unitId}, ${month}, ${at}, ${detectors}, ${dossiers}) on conflict do nothing`.execute(
    db,
  )
  if (signs.length === 0) return
  await sql`
    insert into integrity_signs (unit_id, month, at, detector, code, seen_on, seen)
    select ${unitId}::uuid, ${month}::date, ${at}::timestamptz, detector, code, "on", seen
    from jsonb_to_recordset(${JSON.stringify(signs)}::jsonb)
      as r(detector text, code text, "on" date, seen jsonb)
    on conflict do nothing`.execute(db)
}

const MONTH = sql`date_trunc('month', d.started_at at time zone 'Asia/Ho_Chi_Minh')::date`

/** Months of a unit that were never looked at with these detectors, or of which something was received since; the newest first.
 * `slack`: messages may lie in the inbox that long before they are taken. */
export async function staleMonths(
  db: Db,
  { unitId, detectors, slackHours }: { unitId: string; detectors: string; slackHours: number },
): Promise<Day[]> {
  const { rows } = await sql<{ month: Day }>`
    with looks as (
      select distinct on (month) month, at, dossiers from integrity_looks
      where unit_id = ${unitId} and detectors = ${detectors} order by month, at desc
    ), there as (
      select ${MONTH} as month, count(*)::int as dossiers from dossiers d where d.unit_id = ${unitId} group by 1
    ), heard as (
      select ${MONTH} as month, max(e.received_at) as at
      from dossier_events e join dossiers d on d.unit_id = e.unit_id and d.code = e.code
      where e.unit_id = ${unitId} and d.unit_id = ${unitId} and e.received_at >
        (select coalesce(max(at), '2000-01-01') from looks) - make_interval(hours => ${slackHours})
      group by 1
    )
    select coalesce(t.month, l.month) as month
    from there t full join looks l on l.month = t.month left join heard h on h.month = t.month
    where l.at is null or l.dossiers <> coalesce(t.dossiers, 0)
      or h.at > l.at - make_interval(hours => ${slackHours})
    order by 1 desc`.execute(db)
  return rows.map(({ month }) => month)
}

export type Months = { from: Day; to: Day }
type Units = readonly string[]

const within = (unitIds: Units, { from, to }: Months) =>
  sql`unit_id = any(${[...unitIds]}::uuid[]) and month >= ${from} and month <= ${to}`

/** The newest look at each month of each unit. */
export async function newestLooks(db: Db, unitIds: Units, months: Months): Promise<Look[]> {
  const { rows } = await sql<Look>`
    select distinct on (unit_id, month) unit_id as "unitId", month, at, detectors, dossiers
    from integrity_looks where ${within(unitIds, months)}
    order by unit_id, month, at desc`.execute(db)
  return rows
}

/** How many dossiers started in each month of each unit, as the counters have it now. */
export async function monthsWithDossiers(
  db: Db,
  unitIds: Units,
  { from, to }: Months,
): Promise<{ unitId: string; month: Day; dossiers: number }[]> {
  const { rows } = await sql<{ unitId: string; month: Day; dossiers: number }>`
    select unit_id as "unitId", date_trunc('month', day)::date as month, sum(received)::int as dossiers
    from dossier_days
    where unit_id = any(${[...unitIds]}::uuid[]) and day >= ${from}
      and day < (${to}::date + interval '1 month')
    group by 1, 2 having sum(received) > 0`.execute(db)
  return rows
}

/** Signs of the newest looks, each with what is said of it now. */
const standing = (unitIds: Units, months: Months): RawBuilder<unknown> => sql`
  select s.unit_id, s.month, s.at, s.detector, s.code, s.seen_on, s.seen, nullif(v.verdict, 'undone') as verdict
  from (
    select distinct on (unit_id, month) unit_id, month, at from integrity_looks
    where ${within(unitIds, months)} order by unit_id, month, at desc
  ) n
  join integrity_signs s on s.unit_id = n.unit_id and s.month = n.month and s.at = n.at
  left join (
    select distinct on (unit_id, code, detector) unit_id, code, detector, verdict
    from integrity_verdicts where unit_id = any(${[...unitIds]}::uuid[])
    order by unit_id, code, detector, at desc, id desc
  ) v on v.unit_id = s.unit_id and v.code = s.code and v.detector = s.detector`

export type SignSum = {
  unitId: string
  detector: DetectorCode
  signs: number
  setAside: number
  confirmed: number
}

/** Signs by unit and detector. */
export async function signSums(db: Db, unitIds: Units, months: Months): Promise<SignSum[]> {
  const { rows } = await sql<SignSum>`
    select unit_id as "unitId", detector, count(distinct code)::int as signs,
      count(distinct code) filter (where verdict = 'set-aside')::int as "setAside",
      count(distinct code) filter (where verdict = 'confirmed')::int as confirmed
    from (${standing(unitIds, months)}) s group by unit_id, detector`.execute(db)
  return rows
}

/** Dossiers by unit with at least one sign that was not set aside. */
export async function flaggedSums(
  db: Db,
  unitIds: Units,
  months: Months,
): Promise<Map<string, number>> {
  const { rows } = await sql<{ unitId: string; dossiers: number }>`
    select unit_id as "unitId", count(distinct code)::int as dossiers
    from (${standing(unitIds, months)}) s where verdict is distinct from 'set-aside'
    group by unit_id`.execute(db)
  return new Map(rows.map(({ unitId, dossiers }) => [unitId, dossiers]))
}

export type SignFilter = {
  unitIds: Units
  months: Months
  detector: DetectorCode | null
  verdict: 'any' | 'none' | Verdict
}
export type SignRow = {
  unitId: string
  code: string
  detector: DetectorCode
  month: Day
  seenOn: Day | null
  seen: Sign['seen']
  verdict: Verdict | null
  procedure: string
}
export type SignCursor = readonly [unitId: string, code: string, detector: string]

/** Signs one by one, a page at a time by key. */
export async function signRows(
  db: Db,
  { unitIds, months, detector, verdict }: SignFilter,
  { after, limit }: { after: SignCursor | null; limit: number },
): Promise<SignRow[]> {
  const parts = [
    ...(detector === null ? [] : [sql`s.detector = ${detector}`]),
    ...(verdict === 'any'
      ? []
      : [verdict === 'none' ? sql`s.verdict is null` : sql`s.verdict = ${verdict}`]),
    ...(after === null
      ? []
      : [sql`(s.unit_id, s.code, s.detector) > (${after[0]}::uuid, ${after[1]}, ${after[2]})`]),
    sql`true`,
  ]
  const { rows } = await sql<SignRow>`
    select s.unit_id as "unitId", s.code, s.detector, s.month, s.seen_on as "seenOn", s.seen, s.verdict,
      d.procedure
    from (${standing(unitIds, months)}) s
    join dossiers d on d.unit_id = s.unit_id and d.code = s.code
    where ${sql.join(parts, sql` and `)}
    order by s.unit_id, s.code, s.detector limit ${limit}`.execute(db)
  return rows
}

/** Signs on one dossier, by the newest look at its month. */
export async function signsOfDossier(
  db: Db,
  { unitId, code, month }: { unitId: string; code: string; month: Day },
): Promise<SignRow[]> {
  const { rows } = await sql<SignRow>`
    select s.unit_id as "unitId", s.code, s.detector, s.month, s.seen_on as "seenOn", s.seen, s.verdict,
      '' as procedure
    from (${standing([unitId], { from: month, to: month })}) s
    where s.code = ${code} order by s.detector`.execute(db)
  return rows
}

export async function verdictsOfDossier(
  db: Db,
  unitId: string,
  code: string,
): Promise<VerdictRow[]> {
  const { rows } = await sql<VerdictRow>`
    select id, detector, verdict, reason, at, by_person as by from integrity_verdicts
    where unit_id = ${unitId} and code = ${code} order by at, id`.execute(db)
  return rows
}

export async function insertVerdict(
  db: Db,
  row: VerdictRow & { unitId: string; code: string },
): Promise<void> {
  await sql`
    insert into integrity_verdicts (unit_id, id, code, detector, verdict, reason, at, by_person)
    values (${row.unitId}, ${row.id}, ${row.code}, ${row.detector}, ${row.verdict}, ${row.reason}, ${row.at},
      ${row.by})`.execute(db)
}

/** Dossiers that are left out of the index of a period: with a sign of a detector that excludes and was not set aside, or one that
 * somebody confirmed; started in it, or still open when it began. At most one more than `most`. */
export async function leftOutCodes(
  db: Db,
  unitIds: Units,
  { from, to, excluding, most }: Months & { excluding: readonly string[]; most: number },
): Promise<{ unitId: string; code: string }[]> {
  const { rows } = await sql<{ unitId: string; code: string }>`
    select distinct s.unit_id as "unitId", s.code
    from (${standing(unitIds, { from: '2000-01-01' as Day, to })}) s
    join dossiers d on d.unit_id = s.unit_id and d.code = s.code
    where (s.verdict = 'confirmed' or (s.verdict is null and s.detector = any(${[...excluding]}::text[])))
      and (s.month >= ${from} or d.ended_at is null or d.ended_at >= ${`${from}T00:00:00+07:00`})
    limit ${most + 1}`.execute(db)
  return rows
}
