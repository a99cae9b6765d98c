// People, posts, grants and sessions in the database.

import { sql } from 'kysely'
import type { Day } from '../lib/day.ts'
import type { Instant } from '../lib/instant.ts'
import { searchKey } from '../lib/text.ts'
import type { Db } from '../platform/index.ts'
import type { Role } from './role.ts'
import type { AuthTables } from './tables.ts'

const at = (db: Db) => db.withTables<AuthTables>()

export type Grant = { role: Role; scopeId: string }
export type PostHeld = { postId: string; title: string; unitId: string }

const holdsOn = (table: string, on: Day) =>
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

export async function personById(db: Db, id: string) {
  return await at(db).selectFrom('people').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Names for showing beside ids; people are never named in events. */
export async function namesOf(
  db: Db,
  ids: readonly (string | null)[],
): Promise<Map<string, string>> {
  const wanted = [...new Set(ids.filter((id): id is string => id !== null))]
  if (wanted.length === 0) return new Map()
  const rows = await at(db)
    .selectFrom('people')
    .select(['id', 'name'])
    .where('id', 'in', wanted)
    .execute()
  return new Map(rows.map((row) => [row.id, row.name]))
}

export type SessionRow = AuthTables['sessions']

export async function openSession(db: Db, tokenHash: string, now: Instant, idleSince: Instant) {
  return await at(db)
    .selectFrom('sessions')
    .innerJoin('people', 'people.id', 'sessions.person_id')
    .selectAll('sessions')
    .select(['people.name', 'people.left_on'])
    .where('token_hash', '=', tokenHash)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now)
    .where('seen_at', '>', idleSince)
    .executeTakeFirst()
}

export const insertSession = async (db: Db, row: SessionRow): Promise<void> => {
  await at(db).insertInto('sessions').values(row).execute()
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

export type PersonListed = {
  personId: string
  name: string
  email: string
  leftOn: Day | null
  hasPassword: boolean
  holdingId: string | null
  postId: string | null
  postTitle: string | null
  unitId: string | null
  since: Day | null
}

export type PeopleFilter = {
  unitIds: readonly string[]
  on: Day
  text?: string
  limit: number
  offset: number
}

/** People by the posts they hold in some units, with the total before paging. */
export async function people(
  db: Db,
  filter: PeopleFilter,
): Promise<{ rows: PersonListed[]; total: number }> {
  const query = at(db)
    .selectFrom('posts')
    .innerJoin('post_holdings', 'post_holdings.post_id', 'posts.id')
    .innerJoin('people', 'people.id', 'post_holdings.person_id')
    .where(sql<boolean>`posts.unit_id = any(${[...filter.unitIds]}::uuid[])`)
    .where(holdsOn('post_holdings', filter.on))
    .where(holdsOn('posts', filter.on))
    .$if(Boolean(filter.text?.trim()), (some) =>
      some.where(sql<boolean>`strpos(people.search_key, ${searchKey(filter.text ?? '')}) > 0`),
    )
  const { count } = await query
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  const rows = await query
    .select([
      'people.id as personId',
      'people.name',
      'people.email',
      'people.left_on as leftOn',
      'post_holdings.id as holdingId',
      'post_holdings.valid_from as since',
      'posts.id as postId',
      'posts.title as postTitle',
      'posts.unit_id as unitId',
    ])
    .select(sql<boolean>`people.password_hash is not null`.as('hasPassword'))
    .orderBy('people.sort_key')
    .orderBy('posts.id')
    .limit(filter.limit)
    .offset(filter.offset)
    .execute()
  return { rows, total: count }
}

export type PostListed = {
  id: string
  unitId: string
  title: string
  validFrom: Day
  holders: { id: string; personId: string; name: string; validFrom: Day; validTo: Day | null }[]
  grants: { id: string; role: Role; scopeId: string; validFrom: Day; validTo: Day | null }[]
}

/** Posts of some units on a day with their holders and grants, past ones included. */
export async function postsOf(db: Db, unitIds: readonly string[], on: Day): Promise<PostListed[]> {
  if (unitIds.length === 0) return []
  const posts = await at(db)
    .selectFrom('posts')
    .selectAll()
    .where('unit_id', 'in', [...unitIds])
    .where(holdsOn('posts', on))
    .orderBy('title')
    .execute()
  const ids = posts.map((post) => post.id)
  if (ids.length === 0) return []
  const holders = await at(db)
    .selectFrom('post_holdings')
    .innerJoin('people', 'people.id', 'post_holdings.person_id')
    .selectAll('post_holdings')
    .select('people.name')
    .where('post_id', 'in', ids)
    .orderBy('valid_from')
    .execute()
  const grants = await at(db).selectFrom('grants').selectAll().where('post_id', 'in', ids).execute()
  return posts.map((post) => ({
    id: post.id,
    unitId: post.unit_id,
    title: post.title,
    validFrom: post.valid_from,
    holders: holders
      .filter((row) => row.post_id === post.id)
      .map((row) => ({
        id: row.id,
        personId: row.person_id,
        name: row.name,
        validFrom: row.valid_from,
        validTo: row.valid_to,
      })),
    grants: grants
      .filter((row) => row.post_id === post.id)
      .map((row) => ({
        id: row.id,
        role: row.role,
        scopeId: row.scope_id,
        validFrom: row.valid_from,
        validTo: row.valid_to,
      })),
  }))
}
