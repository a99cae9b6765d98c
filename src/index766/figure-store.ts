// Figures of units read from the counters. Reads of many units at once: the one national read this room has.

import { type RawBuilder, sql } from 'kysely'
import type { TimeSums } from '../dossiers/index.ts'
import type { Span } from '../indices/index.ts'
import { addDays, type Day } from '../lib/day.ts'
import { dayOf, type Instant } from '../lib/instant.ts'
import type { Db } from '../platform/index.ts'
import { type Figures, noFigures } from './figures.ts'

/** Figures by unit for a period, as they stand at an instant; units without any are absent. */
export async function liveFigures(
  db: Db,
  unitIds: readonly string[],
  { from, to }: Span,
  at: Instant,
): Promise<Map<string, Figures>> {
  const upTo = dayOf(at) < to ? dayOf(at) : to
  const units = sql`unit_id = any(${[...unitIds]}::uuid[])`
  const found = new Map<string, Figures>()
  const of = (unitId: string): Figures => {
    const known = found.get(unitId) ?? noFigures()
    found.set(unitId, known)
    return known
  }
  const inPeriod = sql`filter (where day >= ${from})`
  const days = await sql<{ unit_id: string } & Record<string, number>>`
    select unit_id,
      coalesce(sum(received) ${inPeriod}, 0) as received,
      coalesce(sum(gives_result) ${inPeriod}, 0) as "givesResult",
      coalesce(sum(finished_gives_result) ${inPeriod}, 0) as "finishedGivesResult",
      coalesce(sum(has_result) ${inPeriod}, 0) as "hasResult",
      coalesce(sum(digitised) ${inPeriod}, 0) as digitised,
      coalesce(sum(reused) ${inPeriod}, 0) as reused,
      coalesce(sum(from_store) ${inPeriod}, 0) as "fromStore",
      coalesce(sum(verified) ${inPeriod}, 0) as verified,
      coalesce(sum(owes) ${inPeriod}, 0) as owes,
      coalesce(sum(paid_online) ${inPeriod}, 0) as "paidOnline",
      coalesce(sum(received_online) ${inPeriod}, 0) as "receivedOnline",
      coalesce(sum(online_with_result) ${inPeriod}, 0) as "onlineWithResult",
      coalesce(sum(accepted) filter (where day < ${from}), 0) as "acceptedBefore",
      coalesce(sum(ended) filter (where day < ${from}), 0) as "endedBefore",
      coalesce(sum(open_late) filter (where day < ${from}), 0) as "openLateBefore",
      coalesce(sum(accepted) ${inPeriod}, 0) as accepted,
      coalesce(sum(ended_late) ${inPeriod}, 0) as "endedLate",
      coalesce(sum(open_late) ${inPeriod}, 0) as "openLate"
    from dossier_days where ${units} and day <= ${upTo} group by unit_id`.execute(db)
  for (const { unit_id, ...row } of days.rows) {
    const figures = of(unit_id)
    for (const name of Object.keys(figures.started) as (keyof Figures['started'])[])
      figures.started[name] = row[name] ?? 0
    figures.online = {
      received: row.receivedOnline ?? 0,
      onlineWithResult: row.onlineWithResult ?? 0,
    }
    figures.before = {
      accepted: row.acceptedBefore ?? 0,
      ended: row.endedBefore ?? 0,
      openLate: row.openLateBefore ?? 0,
    }
    figures.within = {
      accepted: row.accepted ?? 0,
      endedLate: row.endedLate ?? 0,
      openLate: row.openLate ?? 0,
    }
  }
  const late = await sql<
    { unit_id: string } & Record<'late' | 'complained' | 'unsatisfied', number>
  >`
    select unit_id, sum(late) as late, sum(complained) as complained, sum(unsatisfied) as unsatisfied
    from dossier_late_days
    where ${units} and started_on between ${from} and ${to} and day <= ${upTo} group by unit_id`.execute(
    db,
  )
  for (const { unit_id, ...row } of late.rows) Object.assign(of(unit_id).started, row)
  await takeOffTurns(db, of, { from, to, units }, at, upTo)
  await addSets(db, of, units, { from, to: upTo })
  return found
}

type Of = (unitId: string) => Figures
type Units = ReturnType<typeof sql>

/** Counters of today hold how things will stand when the day ends: what has not yet turned is taken off. */
export async function takeOffTurns(
  db: Db,
  of: Of,
  { from, to, units }: Span & { units: Units },
  at: Instant,
  upTo: Day,
): Promise<void> {
  if (dayOf(at) !== upTo) return
  const end = addDays(upTo, 1)
  const { rows } = await sql<{
    unit_id: string
    accepted: number
    ended: number
    endedLate: number
    openLate: number
    late: number
    unsatisfied: number
  }>`
    select unit_id, sum(accepted) as accepted, sum(ended) as ended, sum(ended_late) as "endedLate",
      sum(open_late) as "openLate",
      coalesce(sum(late) filter (where started_on between ${from} and ${to}), 0) as late,
      coalesce(sum(unsatisfied) filter (where started_on between ${from} and ${to}), 0) as unsatisfied
    from dossier_turns
    where ${units} and at > ${at} and at < ${`${end}T00:00:00+07:00`} group by unit_id`.execute(db)
  for (const row of rows) {
    const figures = of(row.unit_id)
    if (upTo < from) {
      // A period to come: nothing is within it yet.
      figures.before.accepted -= row.accepted
      figures.before.ended -= row.ended
      figures.before.openLate -= row.openLate
    } else {
      figures.within.accepted -= row.accepted
      figures.within.endedLate -= row.endedLate
      figures.within.openLate -= row.openLate
    }
    figures.started.late -= row.late
    figures.started.unsatisfied -= row.unsatisfied
  }
}

async function addSets(db: Db, of: Of, units: Units, span: Span): Promise<void> {
  if (span.from > span.to) return
  const { rows } = await sql<{
    unit_id: string
    online: string[] | null
    paid: string[] | null
    verified: string[] | null
  }>`
    select unit_id,
      array_agg(procedure) filter (where online > 0) as online,
      array_agg(procedure) filter (where paid > 0) as paid,
      array_agg(procedure) filter (where verified > 0) as verified
    from (${byProcedure(units, span)}) sums group by unit_id`.execute(db)
  for (const row of rows) {
    const { sets } = of(row.unit_id)
    for (const name of ['online', 'paid', 'verified'] as const)
      for (const code of row[name] ?? []) sets[name].add(code)
  }
}

export type ProcedureSum = { unitId: string; procedure: string } & Record<
  'online' | 'paid' | 'verified',
  number
>

/** What the sets of procedures are made from: dossiers of each procedure sent online, paid online, by somebody verified. */
export async function procedureSums(
  db: Db,
  unitIds: readonly string[],
  span: Span,
): Promise<ProcedureSum[]> {
  if (span.from > span.to) return []
  const units = sql`unit_id = any(${[...unitIds]}::uuid[])`
  const { rows } = await sql<ProcedureSum>`
    select unit_id as "unitId", procedure, online::int, paid::int, verified::int
    from (${byProcedure(units, span)}) sums`.execute(db)
  return rows
}

function byProcedure(units: Units, span: Span): RawBuilder<unknown> {
  const { months, edge } = wholeMonths(span)
  return sql`
    select unit_id, procedure, sum(online) as online, sum(paid) as paid, sum(verified) as verified
    from (
      select unit_id, procedure, received_online as online, paid_online as paid, verified
      from dossier_months where ${units} and ${months}
      union all
      select unit_id, procedure, case channel when 'online' then received else 0 end, paid_online,
        verified
      from dossier_tallies where ${units} and ${edge}
    ) parts group by unit_id, procedure`
}

/** How long finished dossiers of units took that were accepted in a span of days, by procedure. */
export async function liveTimes(
  db: Db,
  unitIds: readonly string[],
  span: Span,
): Promise<(TimeSums & { procedure: string })[]> {
  if (span.from > span.to) return []
  const units = sql`unit_id = any(${[...unitIds]}::uuid[])`
  const { months, edge } = wholeMonths(span)
  const part = (table: string, days: RawBuilder<unknown>) => sql`
    select procedure, worked, worked_seconds, passed, passed_seconds
    from ${sql.table(table)} where ${units} and ${days} and (worked <> 0 or passed <> 0)`
  const { rows } = await sql<TimeSums & { procedure: string }>`
    select procedure, sum(worked)::int as worked, sum(worked_seconds)::int8 as "workedSeconds",
      sum(passed)::int as passed, sum(passed_seconds)::int8 as "passedSeconds"
    from (${part('dossier_months', months)} union all ${part('dossier_tallies', edge)}) parts
    group by procedure having sum(worked) > 0 or sum(passed) > 0 order by procedure`.execute(db)
  return rows
}

/** Whole months from their own counters, the days at both ends from those by day. */
function wholeMonths({ from, to }: Span) {
  const first = from.endsWith('-01') ? from : nextMonth(from)
  const isEndOfMonth = addDays(to, 1).endsWith('-01')
  const last = isEndOfMonth ? nextMonth(to) : (`${to.slice(0, 7)}-01` as Day)
  const hasMonths = first < last
  return {
    months: sql`month >= ${first} and month < ${hasMonths ? last : first}`,
    edge: hasMonths
      ? sql`((day >= ${from} and day < ${first}) or (day >= ${last} and day <= ${to}))`
      : sql`day between ${from} and ${to}`,
  }
}

const nextMonth = (on: Day): Day =>
  `${addDays(`${on.slice(0, 7)}-28` as Day, 4).slice(0, 7)}-01` as Day

/** The newest receipt among units, and the sum of their versions: what a figure depends on. */
export async function tallyState(
  db: Db,
  unitIds: readonly string[],
): Promise<{ version: number; lastReceivedAt: Instant | null }> {
  const { rows } = await sql<{ version: number; at: Instant | null }>`
    select coalesce(sum(version), 0)::int8 as version, max(last_received_at) as at
    from dossier_versions where unit_id = any(${[...unitIds]}::uuid[])`.execute(db)
  return { version: Number(rows[0]?.version ?? 0), lastReceivedAt: rows[0]?.at ?? null }
}
