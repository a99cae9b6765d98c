// One-time links in the database.

import type { Instant } from '../lib/instant.ts'
import type { Db } from '../platform/index.ts'
import type { AuthTables } from './tables.ts'

const at = (db: Db) => db.withTables<AuthTables>()

export type LinkRow = AuthTables['person_links']

export const insertLink = async (db: Db, row: LinkRow): Promise<void> => {
  await at(db).insertInto('person_links').values(row).execute()
}

const standing = (db: Db, now: Instant) =>
  at(db)
    .selectFrom('person_links')
    .selectAll()
    .where('used_at', 'is', null)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)

/** The link of this secret, while it stands. */
export const standingLink = (db: Db, tokenHash: string, now: Instant) =>
  standing(db, now).where('token_hash', '=', tokenHash).executeTakeFirst()

/** The link that waits for a person. */
export const linkOf = (db: Db, personId: string, now: Instant) =>
  standing(db, now).where('person_id', '=', personId).orderBy('made_at', 'desc').executeTakeFirst()

/** Uses a link once: false when someone was quicker. */
export async function takeLink(db: Db, id: string, now: Instant): Promise<boolean> {
  const { numUpdatedRows } = await at(db)
    .updateTable('person_links')
    .set({ used_at: now })
    .where('id', '=', id)
    .where('used_at', 'is', null)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Revokes every link that waits for a person; how many there were. */
export async function revokeLinksOf(db: Db, personId: string, now: Instant): Promise<number> {
  const { numUpdatedRows } = await at(db)
    .updateTable('person_links')
    .set({ revoked_at: now })
    .where('person_id', '=', personId)
    .where('used_at', 'is', null)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return Number(numUpdatedRows)
}
