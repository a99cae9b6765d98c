// Takeovers: decided, ended, following their item; and the duties that came by them.

import { sql } from 'kysely'
import type { Day } from '../lib/day.ts'
import type { Db } from '../platform/index.ts'
import type { ObligationTables } from './tables.ts'
import type { TakeoverRule } from './takeover.ts'

const at = (db: Db) => db.withTables<ObligationTables>()
export type TakeoverRow = ObligationTables['takeovers']

export const insertTakeover = async (db: Db, row: TakeoverRow): Promise<void> => {
  await at(db).insertInto('takeovers').values(row).execute()
}

export const endTakeoverRows = async (
  db: Db,
  ids: readonly string[],
  ending: { at: string; by: string | null; reason: string },
): Promise<void> => {
  if (ids.length === 0) return
  await at(db)
    .updateTable('takeovers')
    .set({ ended_at: ending.at, ended_by: ending.by, end_reason: ending.reason })
    .where('id', 'in', [...ids])
    .where('ended_at', 'is', null)
    .execute()
}

/** The takeovers in force of some items, in the order they were decided. */
export const standingTakeovers = (db: Db, sourceIds: readonly string[]): Promise<TakeoverRow[]> =>
  at(db)
    .selectFrom('takeovers')
    .selectAll()
    .where(sql<boolean>`source_id = any(${[...sourceIds]}::uuid[])`)
    .where('ended_at', 'is', null)
    .orderBy('decided_at')
    .orderBy('id')
    .execute()

export type StandingTakeover = TakeoverRule & { id: string; opensOn: Day; reason: string }

/** Those of a plan whose taker still stands on a day: a unit that is no more takes nothing. */
export async function takeoverRules(db: Db, planId: string, on: Day): Promise<StandingTakeover[]> {
  const { rows } = await sql<StandingTakeover>`
    select t.id, t.reason, t.source_id as "sourceId", t.unit_id as "unitId", t.to_unit_id as "toUnitId",
      t.from_on as "fromOn", t.opens_on as "opensOn", t.decided_at as "decidedAt"
    from takeovers t join units u on u.id = t.to_unit_id
    where t.plan_id = ${planId} and t.ended_at is null
      and u.valid_from <= ${on}::date and (u.valid_to is null or u.valid_to > ${on}::date)
    order by t.decided_at, t.id`.execute(db)
  return rows
}

/** All that was decided about an item, in force or ended, is told with the item that follows it. */
export const moveTakeovers = async (db: Db, from: string, to: string): Promise<void> => {
  await at(db)
    .updateTable('takeovers')
    .set({ source_id: to })
    .where('source_id', '=', from)
    .execute()
}

export type Takeover = {
  id: string
  planId: string | null
  sourceId: string
  number: string
  title: string
  unitId: string
  unitCode: string
  unitName: string
  toUnitId: string
  toCode: string
  toName: string
  period: string
  fromOn: Day
  reason: string
  decidedAt: string
  decidedBy: string | null
  endedAt: string | null
  endedBy: string | null
  endReason: string | null
}

export type TakeoverFilter = {
  /** Units that give or take; everything where absent. */
  unitIds?: readonly string[]
  planId?: string
  sourceId?: string
  id?: string
  standing?: boolean
}

/** Takeovers with their units and item by name, the latest decided first. */
export async function takeovers(db: Db, filter: TakeoverFilter): Promise<Takeover[]> {
  const unitIds = filter.unitIds ? [...filter.unitIds] : null
  const { rows } = await sql<Takeover>`
    select t.id, t.plan_id as "planId", t.source_id as "sourceId", coalesce(o.number, '') as number,
      coalesce(o.title, '') as title, t.unit_id as "unitId", f.code as "unitCode", f.full_name as "unitName",
      t.to_unit_id as "toUnitId", g.code as "toCode", g.full_name as "toName", t.period,
      t.from_on as "fromOn", t.reason, t.decided_at as "decidedAt", t.decided_by as "decidedBy",
      t.ended_at as "endedAt", t.ended_by as "endedBy", t.end_reason as "endReason"
    from takeovers t
    join units f on f.id = t.unit_id
    join units g on g.id = t.to_unit_id
    left join lateral (select o.number, o.title from obligations o where o.source_id = t.source_id
      order by o.ends_on desc nulls first limit 1) o on true
    where true
      ${unitIds ? sql`and (t.unit_id = any(${unitIds}::uuid[]) or t.to_unit_id = any(${unitIds}::uuid[]))` : sql``}
      ${filter.planId ? sql`and t.plan_id = ${filter.planId}` : sql``}
      ${filter.sourceId ? sql`and t.source_id = ${filter.sourceId}` : sql``}
      ${filter.id ? sql`and t.id = ${filter.id}` : sql``}
      ${filter.standing ? sql`and t.ended_at is null` : sql``}
    order by t.decided_at desc, t.id desc`.execute(db)
  return rows
}

/** Duties that were just made for some units, for obligations of some items. */
export async function dutiesMadeAt(
  db: Db,
  made: { planId: string; unitIds: readonly string[]; spawnedAt: string },
): Promise<(ObligationTables['duties'] & { source_id: string })[]> {
  const { rows } = await sql<ObligationTables['duties'] & { source_id: string }>`
    select d.*, o.source_id from duties d join obligations o on o.id = d.obligation_id
    where d.unit_id = any(${[...made.unitIds]}::uuid[]) and d.plan_id = ${made.planId}
      and d.spawned_at = ${made.spawnedAt}::timestamptz
    order by d.unit_id, d.nominal_on, d.id`.execute(db)
  return rows
}

/** Where some duties of some units went, one step on. */
export async function movedOn(
  db: Db,
  from: { unitIds: readonly string[]; dutyIds: readonly string[] },
): Promise<{ unitId: string; dutyId: string }[]> {
  const { rows } = await sql<{ unitId: string; dutyId: string }>`
    select to_unit_id as "unitId", to_duty_id as "dutyId" from reassignments
    where unit_id = any(${[...from.unitIds]}::uuid[])
      and duty_id = any(${[...from.dutyIds]}::uuid[])`.execute(db)
  return rows
}

/** Duties of some units for an obligation. */
export async function dutyIdsOf(
  db: Db,
  obligationId: string,
  unitIds: readonly string[],
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select d.id from duties d
    where d.unit_id = any(${[...unitIds]}::uuid[]) and d.obligation_id = ${obligationId}`.execute(
    db,
  )
  return rows.map(({ id }) => id)
}

/** Ends duties that nobody has reported on and that were not due yet, each at its unit. */
export async function endTheseDuties(
  db: Db,
  duties: readonly { unitId: string; dutyId: string }[],
  ending: { on: Day; reason: string; by: string | null },
): Promise<void> {
  if (duties.length === 0) return
  await sql`
    insert into duty_endings (unit_id, duty_id, ended_on, reason, ended_by)
    select d.unit_id, d.id, ${ending.on}, ${ending.reason}, ${ending.by}::uuid
    from duties d
    left join submission_lines l on l.unit_id = d.unit_id and l.duty_id = d.id
    where d.unit_id = any(${duties.map(({ unitId }) => unitId)}::uuid[])
      and d.id = any(${duties.map(({ dutyId }) => dutyId)}::uuid[])
      and l.duty_id is null and d.due_on >= ${ending.on}
    on conflict do nothing`.execute(db)
}

/** Open duties that a unit has by a takeover: those that can be handed back. */
export async function dutiesByTakeover(
  db: Db,
  takeover: { id: string; unitId: string; toUnitId: string },
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select d.id from reassignments r
    join duties d on d.unit_id = r.to_unit_id and d.id = r.to_duty_id
    left join duty_endings e on e.unit_id = d.unit_id and e.duty_id = d.id
    where r.unit_id = ${takeover.unitId} and r.takeover_id = ${takeover.id}
      and d.unit_id = ${takeover.toUnitId} and e.duty_id is null`.execute(db)
  return rows.map(({ id }) => id)
}
