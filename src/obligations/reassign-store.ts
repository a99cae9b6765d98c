// Due days in force, moves between units, posts that look after duties.

import { sql } from 'kysely'
import type { Day } from '../lib/day.ts'
import type { Db } from '../platform/index.ts'
import type { ObligationTables } from './tables.ts'

const at = (db: Db) => db.withTables<ObligationTables>()
type Row<T extends keyof ObligationTables> = ObligationTables[T]

/** Every later due day of some duties of a unit, oldest first. */
export const dueDaysOf = (
  db: Db,
  unitId: string,
  dutyIds: readonly string[],
): Promise<Row<'due_days'>[]> =>
  at(db)
    .selectFrom('due_days')
    .selectAll()
    .where('unit_id', '=', unitId)
    .where(sql<boolean>`duty_id = any(${[...dutyIds]}::uuid[])`)
    .orderBy('set_at')
    .execute()

export async function replaceDueDay(db: Db, row: Row<'due_days'>): Promise<void> {
  await at(db)
    .updateTable('due_days')
    .set({ replaced_at: row.set_at })
    .where('unit_id', '=', row.unit_id)
    .where('duty_id', '=', row.duty_id)
    .where('replaced_at', 'is', null)
    .execute()
  await at(db).insertInto('due_days').values(row).execute()
}

/** Duties of a unit for the same obligation and period, with whether they were ended. */
export async function duplicatesOf(
  db: Db,
  unitId: string,
  duty: Pick<Row<'duties'>, 'obligation_id' | 'period'>,
): Promise<{ id: string; milestone: number; ended: boolean }[]> {
  const { rows } = await sql<{ id: string; milestone: number; ended: boolean }>`
    select d.id, d.milestone, e.duty_id is not null as ended from duties d
    left join duty_endings e on e.unit_id = d.unit_id and e.duty_id = d.id
    where d.unit_id = ${unitId} and d.obligation_id = ${duty.obligation_id}
      and d.period = ${duty.period}`.execute(db)
  return rows
}

export async function insertMovedDuty(
  db: Db,
  duty: Row<'duties'>,
  reassignment: Row<'reassignments'>,
): Promise<void> {
  await at(db).insertInto('duties').values(duty).execute()
  await endAsMoved(db, reassignment)
}

/** The duty binds its old unit no more: another duty stands for it. */
export async function endAsMoved(db: Db, reassignment: Row<'reassignments'>): Promise<void> {
  await at(db).insertInto('reassignments').values(reassignment).execute()
  await at(db)
    .insertInto('duty_endings')
    .values({
      unit_id: reassignment.unit_id,
      duty_id: reassignment.duty_id,
      ended_on: reassignment.moved_on,
      reason: reassignment.reason,
      ended_by: reassignment.moved_by,
    })
    .execute()
}

/** What was written and not sent goes along: drafts move, evidence is copied under new ids. */
export async function moveUnsent(
  db: Db,
  from: { unitId: string; dutyId: string },
  to: { unitId: string; dutyId: string },
  step: { newId: () => string; at: string; by: string | null },
): Promise<void> {
  const ofDuty = <T extends 'draft_lines' | 'evidence'>(table: T) =>
    at(db)
      .selectFrom(table as 'evidence')
      .selectAll()
      .where('unit_id', '=', from.unitId)
      .where('duty_id', '=', from.dutyId)
  const drafts = (await ofDuty('draft_lines').execute()) as unknown as Row<'draft_lines'>[]
  const evidence = await ofDuty('evidence').where('withdrawn_at', 'is', null).execute()
  const moved = { unit_id: to.unitId, duty_id: to.dutyId }
  if (drafts.length > 0) {
    await at(db)
      .insertInto('draft_lines')
      .values(drafts.map((row) => ({ ...row, ...moved })))
      .execute()
    await at(db)
      .deleteFrom('draft_lines')
      .where('unit_id', '=', from.unitId)
      .where('duty_id', '=', from.dutyId)
      .execute()
  }
  if (evidence.length > 0) {
    await at(db)
      .insertInto('evidence')
      .values(evidence.map((row) => ({ ...row, ...moved, id: step.newId() })))
      .execute()
    await sql`update evidence e set withdrawn_at = ${step.at}::timestamptz, withdrawn_by = ${step.by}::uuid
      where e.unit_id = ${from.unitId} and e.duty_id = ${from.dutyId} and e.withdrawn_at is null
        and not exists (select 1 from submission_lines l
          where l.unit_id = e.unit_id and l.duty_id = e.duty_id and e.id = any(l.evidence_ids))`.execute(
      db,
    )
  }
}

export type Move = Row<'reassignments'> & {
  fromName: string
  toName: string
  toCode: string
  fromCode: string
}

/** Where a duty came from, and where it went. */
export async function movesOf(db: Db, unitId: string, dutyId: string): Promise<Move[]> {
  const { rows } = await sql<Move>`
    select r.*, f.full_name as "fromName", f.code as "fromCode", t.full_name as "toName", t.code as "toCode"
    from reassignments r join units f on f.id = r.unit_id join units t on t.id = r.to_unit_id
    where (r.unit_id = ${unitId} and r.duty_id = ${dutyId})
      or (r.to_unit_id = ${unitId} and r.to_duty_id = ${dutyId})
    order by r.moved_at`.execute(db)
  return rows
}

export async function assignPost(db: Db, row: Row<'duty_posts'>): Promise<void> {
  await at(db)
    .updateTable('duty_posts')
    .set({ replaced_at: row.assigned_at })
    .where('unit_id', '=', row.unit_id)
    .where('duty_id', '=', row.duty_id)
    .where('replaced_at', 'is', null)
    .execute()
  await at(db).insertInto('duty_posts').values(row).execute()
}

/** Every post that looked after some duties of a unit, oldest first. */
export const dutyPostsOf = (
  db: Db,
  unitId: string,
  dutyIds: readonly string[],
): Promise<Row<'duty_posts'>[]> =>
  at(db)
    .selectFrom('duty_posts')
    .selectAll()
    .where('unit_id', '=', unitId)
    .where(sql<boolean>`duty_id = any(${[...dutyIds]}::uuid[])`)
    .orderBy('assigned_at')
    .execute()

export type Silence = {
  unitId: string
  open: number
  overdue: number
  drafts: number
  lastSentOn: Day | null
}

/** For each unit: duties that opened and are not sent, how many of those are past their day, drafts begun,
 * and when it last sent anything. */
export async function silenceOf(
  db: Db,
  unitIds: readonly string[],
  today: Day,
): Promise<Silence[]> {
  const { rows } = await sql<Silence>`
    select d.unit_id as "unitId", count(*) as open,
      count(*) filter (where coalesce(x.due_on, d.due_on) < ${today}::date) as overdue,
      count(*) filter (where exists (select 1 from draft_lines w
        where w.unit_id = d.unit_id and w.duty_id = d.id)) as drafts,
      max(b.submitted_at)::date as "lastSentOn"
    from duties d
    left join duty_endings e on e.unit_id = d.unit_id and e.duty_id = d.id
    left join due_days x on x.unit_id = d.unit_id and x.duty_id = d.id and x.replaced_at is null
    left join lateral (select l.satisfies, r.duty_id as returned from submission_lines l
      left join returns r on r.unit_id = l.unit_id and r.submission_id = l.submission_id
        and r.duty_id = l.duty_id
      where l.unit_id = d.unit_id and l.duty_id = d.id
      order by l.submitted_at desc limit 1) l on true
    left join lateral (select max(s.submitted_at) as submitted_at from submissions s
      where s.unit_id = d.unit_id) b on true
    where d.unit_id = any(${[...unitIds]}::uuid[]) and e.duty_id is null
      and d.opens_on <= ${today}::date
      and not coalesce(l.satisfies and l.returned is null, false)
    group by d.unit_id`.execute(db)
  return rows
}
