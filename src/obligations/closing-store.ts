// Whether a plan still takes reports: closed from a day, opened again, or open for one unit by exception.

import { sql } from 'kysely'
import { type Day, formatDay } from '../lib/day.ts'
import { type Db, Problem } from '../platform/index.ts'
import type { ObligationTables } from './tables.ts'

const at = (db: Db) => db.withTables<ObligationTables>()
export type Closing = ObligationTables['plan_closings']
export type ClosingException = ObligationTables['closing_exceptions']

/** The closing in force of a plan, if it is closed. */
export const standingClosing = (db: Db, planId: string): Promise<Closing | undefined> =>
  at(db)
    .selectFrom('plan_closings')
    .selectAll()
    .where('plan_id', '=', planId)
    .where('reopened_at', 'is', null)
    .executeTakeFirst()

/** Every closing of a plan, the oldest first. */
export const closingsOf = (db: Db, planId: string): Promise<Closing[]> =>
  at(db)
    .selectFrom('plan_closings')
    .selectAll()
    .where('plan_id', '=', planId)
    .orderBy('closed_at')
    .execute()

export const exceptionsOf = (db: Db, closingId: string): Promise<ClosingException[]> =>
  at(db)
    .selectFrom('closing_exceptions')
    .selectAll()
    .where('closing_id', '=', closingId)
    .orderBy('granted_at')
    .execute()

type Sending = { planId: string; unitId: string; today: Day }

/** The closing that stops a unit from sending; none when the plan is open, or open for this unit. */
export async function closingThatStops(
  db: Db,
  { planId, unitId, today }: Sending,
): Promise<Closing | null> {
  const closing = await standingClosing(db, planId)
  if (!closing) return null
  const granted = (await exceptionsOf(db, closing.id)).some(
    (row) => row.unit_id === unitId && today <= row.until_on,
  )
  return granted ? null : closing
}

/** Of some plans those on which a unit may send nothing more. */
export async function plansClosedTo(
  db: Db,
  { planIds, unitId, today }: { planIds: readonly string[]; unitId: string; today: Day },
): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select c.plan_id as id from plan_closings c
    where c.plan_id = any(${[...planIds]}::uuid[]) and c.reopened_at is null
      and not exists (select 1 from closing_exceptions x
        where x.closing_id = c.id and x.unit_id = ${unitId} and x.until_on >= ${today}::date)`.execute(
    db,
  )
  return new Set(rows.map(({ id }) => id))
}

/** Refuses what would change a closed plan, unless the unit has an exception that still runs. */
export async function requireOpenPlan(db: Db, sending: Sending): Promise<void> {
  const closing = await closingThatStops(db, sending)
  if (closing) throw new Problem(409, 'plan.closed', { on: formatDay(closing.closed_on, 'vi') })
}

export const insertClosing = async (db: Db, row: Closing): Promise<void> => {
  await at(db).insertInto('plan_closings').values(row).execute()
}

export const reopenClosing = async (
  db: Db,
  id: string,
  reopening: { at: string; by: string | null; reason: string },
): Promise<void> => {
  await at(db)
    .updateTable('plan_closings')
    .set({
      reopened_at: reopening.at,
      reopened_by: reopening.by,
      reopen_reason: reopening.reason,
    })
    .where('id', '=', id)
    .execute()
}

export const insertException = async (db: Db, row: ClosingException): Promise<void> => {
  await at(db).insertInto('closing_exceptions').values(row).execute()
}
