// Figures and fates of a closing in the database.

import { sql } from 'kysely'
import type { Day } from '../lib/day.ts'
import type { TallyRow } from '../obligations/index.ts'
import type { Db } from '../platform/index.ts'
import type { Settled } from './closing.ts'

/** Freezes tallies by obligation (`rowKey`) and unit (`columnKey`). */
export async function insertFigures(
  db: Db,
  closingId: string,
  rows: readonly TallyRow[],
): Promise<void> {
  if (rows.length === 0) return
  const column = (pick: (row: TallyRow) => number | string) => rows.map(pick)
  await sql`
    insert into closing_figures (closing_id, unit_id, obligation_id, total, expected, sent, on_time,
      accepted, returned, overdue)
    select ${closingId}::uuid, * from unnest(${column((row) => row.columnKey)}::uuid[],
      ${column((row) => row.rowKey)}::uuid[], ${column((row) => row.total)}::integer[],
      ${column((row) => row.expected)}::integer[], ${column((row) => row.sent)}::integer[],
      ${column((row) => row.onTime)}::integer[], ${column((row) => row.accepted)}::integer[],
      ${column((row) => row.returned)}::integer[], ${column((row) => row.overdueOpen)}::integer[])
  `.execute(db)
}

export async function insertFates(
  db: Db,
  closingId: string,
  rows: readonly Settled[],
): Promise<void> {
  if (rows.length === 0) return
  await sql`
    insert into closing_duties (closing_id, unit_id, duty_id, fate, reason)
    select ${closingId}::uuid, * from unnest(${rows.map((row) => row.unitId)}::uuid[],
      ${rows.map((row) => row.dutyId)}::uuid[], ${rows.map((row) => row.fate)}::text[],
      ${rows.map((row) => row.reason)}::text[])`.execute(db)
}

export type FrozenFigure = TallyRow & {
  number: string
  title: string
  unitCode: string
  unitName: string
}

/** Frozen tallies of these units, task by task in the plan's order. */
export async function frozenFigures(
  db: Db,
  closingId: string,
  unitIds: readonly string[],
): Promise<FrozenFigure[]> {
  const { rows } = await sql<FrozenFigure>`
    select f.obligation_id as "rowKey", f.unit_id as "columnKey", o.number, o.title,
      u.code as "unitCode", u.full_name as "unitName", f.total, f.expected, f.sent,
      f.on_time as "onTime", f.accepted, f.returned, f.overdue as "overdueOpen"
    from closing_figures f
    join obligations o on o.id = f.obligation_id
    join units u on u.id = f.unit_id
    where f.unit_id = any(${[...unitIds]}::uuid[]) and f.closing_id = ${closingId}
    order by o.position, u.sort_key`.execute(db)
  return rows
}

export type FateRow = {
  unitId: string
  dutyId: string
  fate: 'carried' | 'dropped'
  reason: string
  number: string
  title: string
  period: string
  dueOn: Day
  unitCode: string
  unitName: string
}

/** What became of the duties of these units that were open. */
export async function fatesOf(
  db: Db,
  closingId: string,
  unitIds: readonly string[],
): Promise<FateRow[]> {
  const { rows } = await sql<FateRow>`
    select c.unit_id as "unitId", c.duty_id as "dutyId", c.fate, c.reason, o.number, o.title, d.period,
      d.due_on as "dueOn", u.code as "unitCode", u.full_name as "unitName"
    from closing_duties c
    join duties d on d.unit_id = c.unit_id and d.id = c.duty_id
    join obligations o on o.id = d.obligation_id
    join units u on u.id = c.unit_id
    where c.unit_id = any(${[...unitIds]}::uuid[]) and c.closing_id = ${closingId}
    order by o.position, u.sort_key, d.due_on`.execute(db)
  return rows
}

/** How many lines sent on a plan still wait for a decision. */
export async function waitingLines(
  db: Db,
  planId: string,
  unitIds: readonly string[],
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from submission_lines l
    join submissions s on s.unit_id = l.unit_id and s.id = l.submission_id
    where l.unit_id = any(${[...unitIds]}::uuid[]) and s.plan_id = ${planId}
      and not exists (select 1 from acceptances a where a.unit_id = l.unit_id
        and a.submission_id = l.submission_id and a.duty_id = l.duty_id)
      and not exists (select 1 from returns r where r.unit_id = l.unit_id
        and r.submission_id = l.submission_id and r.duty_id = l.duty_id)
      and not exists (select 1 from submission_lines n where n.unit_id = l.unit_id
        and n.duty_id = l.duty_id and n.submitted_at > l.submitted_at)`.execute(db)
  return rows[0]?.count ?? 0
}
