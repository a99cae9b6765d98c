// Who asked how often, by the hash of an address and the minute.

import { sql } from 'kysely'
import type { Instant } from '../lib/instant.ts'
import type { Db } from '../platform/index.ts'

/** Counts one more question; answers how many there were in this minute. Older minutes are forgotten. */
export async function countLookup(db: Db, address: string, minute: Instant): Promise<number> {
  await sql`
    delete from dossier_lookups where minute < ${minute}::timestamptz - interval '10 minutes'`.execute(
    db,
  )
  const { rows } = await sql<{ count: number }>`
    insert into dossier_lookups (address, minute, count) values (${address}, ${minute}, 1)
    on conflict (address, minute) do update set count = dossier_lookups.count + 1
    returning count`.execute(db)
  return rows[0]?.count ?? 1
}
