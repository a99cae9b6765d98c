// Which units have acknowledged a plan.

import { sql } from 'kysely'
import type { Db } from '../platform/index.ts'
import type { NotificationTables } from './tables.ts'

export type Receipt = NotificationTables['plan_receipts']

/** True when it was not acknowledged before. */
export async function insertReceipt(db: Db, row: Receipt): Promise<boolean> {
  const done = await db
    .withTables<NotificationTables>()
    .insertInto('plan_receipts')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returning('unit_id')
    .executeTakeFirst()
  return done !== undefined
}

export async function receiptsOf(
  db: Db,
  planId: string,
  unitIds: readonly string[],
): Promise<Map<string, Receipt>> {
  const { rows } = await sql<Receipt>`
    select * from plan_receipts
    where plan_id = ${planId} and unit_id = any(${[...unitIds]}::uuid[])`.execute(db)
  return new Map(rows.map((row) => [row.unit_id, row]))
}
