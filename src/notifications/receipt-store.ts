// Which units have acknowledged a plan.

import { sql } from 'kysely'
import { publicationsOf } from '../plans/index.ts'
import type { Db } from '../platform/index.ts'
import type { NotificationTables } from './tables.ts'

export type Receipt = NotificationTables['plan_receipts']

export const insertReceipt = async (db: Db, row: Receipt): Promise<void> => {
  await db.withTables<NotificationTables>().insertInto('plan_receipts').values(row).execute()
}

/** The receipts in force of some units: none where a later publication gave the unit new duties. */
export async function receiptsOf(
  db: Db,
  planId: string,
  unitIds: readonly string[],
): Promise<Map<string, Receipt>> {
  const published = (await publicationsOf(db, planId)).map((row) => row.published_at)
  const { rows } = await sql<Receipt>`
    select distinct on (r.unit_id) r.* from plan_receipts r
    where r.plan_id = ${planId} and r.unit_id = any(${[...unitIds]}::uuid[])
      and not exists (select 1 from duties d
        where d.unit_id = r.unit_id and d.plan_id = r.plan_id and d.spawned_at > r.received_at
          and d.spawned_at = any(${published}::timestamptz[]))
    order by r.unit_id, r.received_at desc`.execute(db)
  return new Map(rows.map((row) => [row.unit_id, row]))
}
