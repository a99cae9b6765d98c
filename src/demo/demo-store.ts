// Whether an instance is a demo.

import { sql } from 'kysely'
import type { Db } from '../platform/index.ts'

export async function isDemo(db: Db): Promise<boolean> {
  const { rows } = await sql`select 1 from settings where name = 'demo'`.execute(db)
  return rows.length > 0
}
