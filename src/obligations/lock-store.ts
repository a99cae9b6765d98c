// When the forms of a plan lock, and which were opened again by two people.

import { sql } from 'kysely'
import type { Day } from '../lib/day.ts'
import type { Db } from '../platform/index.ts'
import type { ObligationTables } from './tables.ts'

const at = (db: Db) => db.withTables<ObligationTables>()
type Row<T extends keyof ObligationTables> = ObligationTables[T]
type FormOf = { unitId: string; planId: string; period: string }

/** Working days past the deadline after which a plan's forms lock; null: never. */
export async function lockWorkdays(db: Db, planId: string): Promise<number | null> {
  const row = await at(db)
    .selectFrom('plan_locks')
    .select('workdays')
    .where('plan_id', '=', planId)
    .where('replaced_at', 'is', null)
    .executeTakeFirst()
  return row?.workdays ?? null
}

/** Every rule a plan had, the latest first. */
export const lockHistory = (db: Db, planId: string): Promise<Row<'plan_locks'>[]> =>
  at(db)
    .selectFrom('plan_locks')
    .selectAll()
    .where('plan_id', '=', planId)
    .orderBy('set_at', 'desc')
    .execute()

export async function replaceLock(db: Db, row: Row<'plan_locks'>): Promise<void> {
  await at(db)
    .updateTable('plan_locks')
    .set({ replaced_at: row.set_at })
    .where('plan_id', '=', row.plan_id)
    .where('replaced_at', 'is', null)
    .execute()
  await at(db).insertInto('plan_locks').values(row).execute()
}

/** The last day up to which an approved exception opens a form; null without one. */
export async function openUntil(db: Db, { unitId, planId, period }: FormOf): Promise<Day | null> {
  const { rows } = await sql<{ until: Day | null }>`
    select max(o.until) as until from form_openings o
    join form_opening_decisions d on d.unit_id = o.unit_id and d.opening_id = o.id and d.approved
    where o.unit_id = ${unitId} and o.plan_id = ${planId} and o.period = ${period}`.execute(db)
  return rows[0]?.until ?? null
}

export type Opening = Row<'form_openings'> & {
  unitCode: string
  unitName: string
  approved: boolean | null
  note: string | null
  decided_at: string | null
  decided_by: string | null
}

/** Exceptions asked for by some units, decided or not, the latest first. */
export async function openings(
  db: Db,
  filter: { unitIds: readonly string[]; planId?: string; period?: string; limit?: number },
): Promise<Opening[]> {
  const { rows } = await sql<Opening>`
    select o.*, u.code as "unitCode", u.full_name as "unitName",
      d.approved, d.note, d.decided_at, d.decided_by
    from form_openings o join units u on u.id = o.unit_id
    left join form_opening_decisions d on d.unit_id = o.unit_id and d.opening_id = o.id
    where o.unit_id = any(${[...filter.unitIds]}::uuid[])
      ${filter.planId ? sql`and o.plan_id = ${filter.planId}` : sql``}
      ${filter.period ? sql`and o.period = ${filter.period}` : sql``}
    order by o.asked_at desc, o.id limit ${filter.limit ?? 200}`.execute(db)
  return rows
}

export async function findOpening(db: Db, unitId: string, id: string) {
  return await at(db)
    .selectFrom('form_openings')
    .leftJoin('form_opening_decisions', (join) =>
      join
        .onRef('form_opening_decisions.unit_id', '=', 'form_openings.unit_id')
        .onRef('form_opening_decisions.opening_id', '=', 'form_openings.id'),
    )
    .selectAll('form_openings')
    .select('form_opening_decisions.approved')
    .where('form_openings.unit_id', '=', unitId)
    .where('form_openings.id', '=', id)
    .executeTakeFirst()
}

export const insertOpening = async (db: Db, row: Row<'form_openings'>): Promise<void> => {
  await at(db).insertInto('form_openings').values(row).execute()
}

export const insertOpeningDecision = async (
  db: Db,
  row: Row<'form_opening_decisions'>,
): Promise<void> => {
  await at(db).insertInto('form_opening_decisions').values(row).execute()
}
