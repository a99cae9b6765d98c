// Tokens of integrations in the database, by the hash of their secret.

import { type SqlBool, sql } from 'kysely'
import type { Day } from '../lib/day.ts'
import type { Instant } from '../lib/instant.ts'
import type { Db } from '../platform/index.ts'
import type { AuthTables } from './tables.ts'

const at = (db: Db) => db.withTables<AuthTables>()
export type TokenRow = AuthTables['api_tokens']
export type TokenListed = Omit<TokenRow, 'token_hash'> & {
  revoked_at: string | null
  reason: string | null
}

const withRevocation = (db: Db) =>
  at(db)
    .selectFrom('api_tokens')
    .leftJoin('api_token_revocations', 'api_token_revocations.token_id', 'api_tokens.id')

/** The token of a secret, when it is neither over nor revoked. */
export async function standingToken(
  db: Db,
  tokenHash: string,
  on: Day,
): Promise<TokenRow | undefined> {
  return await withRevocation(db)
    .selectAll('api_tokens')
    .where('token_hash', '=', tokenHash)
    .where('expires_on', '>', on)
    .where('api_token_revocations.token_id', 'is', null)
    .executeTakeFirst()
}

export const markTokenUsed = async (db: Db, id: string, now: Instant): Promise<void> => {
  await at(db).updateTable('api_tokens').set({ used_at: now }).where('id', '=', id).execute()
}

export const insertToken = async (db: Db, row: TokenRow): Promise<void> => {
  await at(db).insertInto('api_tokens').values(row).execute()
}

export async function tokenById(db: Db, id: string): Promise<TokenListed | undefined> {
  return await listed(db).where('api_tokens.id', '=', id).executeTakeFirst()
}

/** Tokens of some units, those that stand first, the newest first. */
export const tokensOf = (db: Db, unitIds: readonly string[]): Promise<TokenListed[]> =>
  listed(db)
    .where(sql<SqlBool>`api_tokens.unit_id = any(${[...unitIds]}::uuid[])`)
    .orderBy(sql`revoked_at is not null`)
    .orderBy('issued_at', 'desc')
    .execute()

const listed = (db: Db) =>
  withRevocation(db).select([
    'api_tokens.id',
    'unit_id',
    'name',
    'ending',
    'scopes',
    'requests_per_minute',
    'issued_at',
    'issued_by',
    'expires_on',
    'used_at',
    'revoked_at',
    'reason',
  ])

export const insertRevocation = async (
  db: Db,
  row: AuthTables['api_token_revocations'],
): Promise<void> => {
  await at(db).insertInto('api_token_revocations').values(row).execute()
}
