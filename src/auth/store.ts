// People, posts, grants and sessions in the database.

import { sql } from 'kysely'
import type { Day } from '../lib/day.ts'
import type { Instant } from '../lib/instant.ts'
import { type Db, recordedText } from '../platform/index.ts'
import { policyText } from './factor-store.ts'
import type { Role } from './role.ts'
import type { AuthTables } from './tables.ts'

const at = (db: Db) => db.withTables<AuthTables>()

export type Grant = { role: Role; scopeId: string }
export type PostHeld = { postId: string; title: string; unitId: string }

export const holdsOn = (table: string, on: Day) =>
  sql<boolean>`${sql.ref(`${table}.valid_from`)} <= ${on} and (${sql.ref(`${table}.valid_to`)} is null or ${sql.ref(`${table}.valid_to`)} > ${on})`

/** The posts a person holds on a day, the longest held first. */
export async function postsHeld(db: Db, personId: string, on: Day): Promise<PostHeld[]> {
  const rows = await at(db)
    .selectFrom('post_holdings')
    .innerJoin('posts', 'posts.id', 'post_holdings.post_id')
    .select(['posts.id', 'posts.title', 'posts.unit_id'])
    .where('post_holdings.person_id', '=', personId)
    .where(holdsOn('post_holdings', on))
    .where(holdsOn('posts', on))
    .orderBy('post_holdings.valid_from')
    .orderBy('posts.id')
    .execute()
  return rows.map((row) => ({ postId: row.id, title: row.title, unitId: row.unit_id }))
}

/** What a post may do on a day. */
export async function grantsOf(db: Db, postId: string, on: Day): Promise<Grant[]> {
  const rows = await at(db)
    .selectFrom('grants')
    .select(['role', 'scope_id'])
    .where('post_id', '=', postId)
    .where(holdsOn('grants', on))
    .execute()
  return rows.map((row) => ({ role: row.role, scopeId: row.scope_id }))
}

export async function personByEmail(db: Db, email: string) {
  return await at(db)
    .selectFrom('people')
    .selectAll()
    .where('email', '=', email.trim().toLowerCase())
    .executeTakeFirst()
}

export type PersonRow = AuthTables['people']

export async function personById(db: Db, id: string) {
  return await at(db).selectFrom('people').selectAll().where('id', '=', id).executeTakeFirst()
}

export type SessionRow = AuthTables['sessions']

export type OpenSession =
  Awaited<ReturnType<typeof sessionsByHash>> extends Map<string, infer S> ? S : never

/** Open sessions of these secrets' hashes, with who they are of and how much was recorded so far. */
export async function sessionsByHash(
  db: Db,
  tokenHashes: readonly string[],
  now: Instant,
  idleSince: Instant,
) {
  const rows = await at(db)
    .selectFrom('sessions')
    .innerJoin('people', 'people.id', 'sessions.person_id')
    .leftJoin('second_factors', (join) =>
      join
        .onRef('second_factors.person_id', '=', 'people.id')
        .on('second_factors.confirmed_at', 'is not', null)
        .on('second_factors.ended_at', 'is', null),
    )
    .selectAll('sessions')
    .select(['people.name', 'people.left_on', 'second_factors.id as factor_id'])
    .select(policyText.as('policy'))
    .select(recordedText.as('recorded'))
    .where(sql<boolean>`token_hash = any(${[...tokenHashes]}::text[])`)
    .where('sessions.ended_at', 'is', null)
    .where('expires_at', '>', now)
    .where('seen_at', '>', idleSince)
    .execute()
  return new Map(rows.map((row) => [row.token_hash, row]))
}

type NewSession = Omit<SessionRow, 'confirmed_at'> & Partial<Pick<SessionRow, 'confirmed_at'>>

export const insertSession = async (db: Db, row: NewSession): Promise<void> => {
  await at(db)
    .insertInto('sessions')
    .values({ ...row, confirmed_at: row.confirmed_at ?? null })
    .execute()
}

export const changeSession = async (
  db: Db,
  id: string,
  change: Partial<SessionRow>,
): Promise<void> => {
  await at(db).updateTable('sessions').set(change).where('id', '=', id).execute()
}

export const openSessions = (db: Db, personId: string, now: Instant): Promise<SessionRow[]> =>
  at(db)
    .selectFrom('sessions')
    .selectAll()
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now)
    .orderBy('seen_at', 'desc')
    .execute()

export const endSessions = async (
  db: Db,
  personId: string,
  except: string | null,
  now: Instant,
) => {
  await at(db)
    .updateTable('sessions')
    .set({ ended_at: now })
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .$if(except !== null, (query) => query.where('id', '<>', except as string))
    .execute()
}

export async function failuresSince(db: Db, keyHash: string, since: Instant): Promise<number> {
  const row = await at(db)
    .selectFrom('sign_in_failures')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('key_hash', '=', keyHash)
    .where('at', '>', since)
    .executeTakeFirstOrThrow()
  return row.count
}

export const insertFailures = async (
  db: Db,
  rows: AuthTables['sign_in_failures'][],
): Promise<void> => {
  await at(db).insertInto('sign_in_failures').values(rows).execute()
}

export const pruneFailures = async (db: Db, before: Instant): Promise<void> => {
  await at(db).deleteFrom('sign_in_failures').where('at', '<', before).execute()
}

export const setPasswordHash = async (db: Db, personId: string, hash: string): Promise<void> => {
  await at(db)
    .updateTable('people')
    .set({ password_hash: hash })
    .where('id', '=', personId)
    .execute()
}

export const insertPerson = async (db: Db, row: AuthTables['people']): Promise<void> => {
  await at(db).insertInto('people').values(row).execute()
}

export const changePersonRow = async (
  db: Db,
  id: string,
  change: Partial<AuthTables['people']>,
) => {
  await at(db).updateTable('people').set(change).where('id', '=', id).execute()
}

export const insertPost = async (db: Db, row: AuthTables['posts']): Promise<void> => {
  await at(db).insertInto('posts').values(row).execute()
}

export const insertHolding = async (db: Db, row: AuthTables['post_holdings']): Promise<void> => {
  await at(db).insertInto('post_holdings').values(row).execute()
}

export const insertGrant = async (db: Db, row: AuthTables['grants']): Promise<void> => {
  await at(db).insertInto('grants').values(row).execute()
}

/** Ends a dated row; one that has not begun ends on its first day and so never holds. */
export const endRow = async (
  db: Db,
  table: 'posts' | 'post_holdings' | 'grants',
  id: string,
  on: Day,
): Promise<void> => {
  await at(db).updateTable(table).set({ valid_to: on }).where('id', '=', id).execute()
}

/** The people of some addresses, by address. */
export async function peopleByEmails(
  db: Db,
  emails: readonly string[],
): Promise<Map<string, PersonRow>> {
  if (emails.length === 0) return new Map()
  const rows = await at(db)
    .selectFrom('people')
    .selectAll()
    .where('email', 'in', [...new Set(emails)])
    .execute()
  return new Map(rows.map((row) => [row.email, row]))
}

/** Posts of some units that someone holds today or is to hold. */
export async function postIdsHeld(db: Db, unitIds: readonly string[], on: Day): Promise<string[]> {
  if (unitIds.length === 0) return []
  const rows = await at(db)
    .selectFrom('post_holdings')
    .innerJoin('posts', 'posts.id', 'post_holdings.post_id')
    .select('posts.id')
    .distinct()
    .where('posts.unit_id', 'in', [...unitIds])
    .where((eb) =>
      eb.or([eb('post_holdings.valid_to', 'is', null), eb('post_holdings.valid_to', '>', on)]),
    )
    .execute()
  return rows.map(({ id }) => id)
}

export async function postById(db: Db, id: string) {
  return await at(db).selectFrom('posts').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function holdingById(db: Db, id: string) {
  return await at(db)
    .selectFrom('post_holdings')
    .innerJoin('posts', 'posts.id', 'post_holdings.post_id')
    .selectAll('post_holdings')
    .select('posts.unit_id')
    .where('post_holdings.id', '=', id)
    .executeTakeFirst()
}

export async function grantById(db: Db, id: string) {
  return await at(db)
    .selectFrom('grants')
    .innerJoin('posts', 'posts.id', 'grants.post_id')
    .selectAll('grants')
    .select('posts.unit_id')
    .where('grants.id', '=', id)
    .executeTakeFirst()
}
