// People and posts as they are listed and looked up by other rooms.

import { type SqlBool, sql } from 'kysely'
import type { Day } from '../lib/day.ts'
import { searchKey } from '../lib/text.ts'
import type { Db } from '../platform/index.ts'
import type { Role } from './role.ts'
import { holdsOn } from './store.ts'
import type { AuthTables } from './tables.ts'

const at = (db: Db) => db.withTables<AuthTables>()

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

/** Titles of posts, by id. */
export async function postTitles(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await at(db)
    .selectFrom('posts')
    .select(['id', 'title'])
    .where('id', 'in', [...new Set(ids)])
    .execute()
  return new Map(rows.map((row) => [row.id, row.title]))
}

/** Ids of the people whose name or e-mail contains the text, without regard to diacritics. */
export async function personIdsNamed(db: Db, text: string): Promise<string[]> {
  const rows = await at(db).selectFrom('people').select('id').where(named(text)).execute()
  return rows.map((row) => row.id)
}

/** Units in which a post was ever made: whoever acts, acts there. */
export async function unitsWithPosts(db: Db): Promise<string[]> {
  const rows = await at(db).selectFrom('posts').select('unit_id').distinct().execute()
  return rows.map((row) => row.unit_id)
}

const named = (text: string) => sql<SqlBool>`strpos(people.search_key, ${searchKey(text)}) > 0`

export const STAFF_STATES = ['held', 'vacant', 'former'] as const
export type StaffState = (typeof STAFF_STATES)[number]
export const STAFF_SORTS = ['name', 'unit', 'title', 'since'] as const
export type StaffSort = (typeof STAFF_SORTS)[number]

/** A post with who holds it, or held it; nobody in a vacant one. */
export type StaffRow = {
  postId: string
  title: string
  unitId: string
  roles: Role[]
  holdingId: string | null
  since: Day | null
  until: Day | null
  personId: string | null
  name: string | null
  email: string | null
}

export type StaffFilter = {
  /** Units whose posts may be seen, in the order in which they sort. */
  unitIds: readonly string[]
  on: Day
  text?: string
  role?: Role
  /** Absent: held and vacant posts of the day. */
  state?: StaffState
}

type StaffPage = { sort: StaffSort; dir: 'asc' | 'desc'; limit: number; offset: number }

/** Posts with their holders, and how many there are in all. */
export async function listStaff(
  db: Db,
  filter: StaffFilter,
  { sort, dir, limit, offset }: StaffPage,
): Promise<{ rows: StaffRow[]; total: number }> {
  const { on, state } = filter
  const query = at(db)
    .selectFrom('posts')
    .leftJoin('post_holdings', (join) =>
      join
        .onRef('post_holdings.post_id', '=', 'posts.id')
        .on(
          state === 'former'
            ? sql<SqlBool>`post_holdings.valid_to <= ${on}`
            : holdsOn('post_holdings', on),
        ),
    )
    .leftJoin('people', 'people.id', 'post_holdings.person_id')
    .where(sql<SqlBool>`posts.unit_id = any(${[...filter.unitIds]}::uuid[])`)
    .$if(state !== 'former', (some) => some.where(holdsOn('posts', on)))
    .$if(state === 'vacant', (some) => some.where('post_holdings.id', 'is', null))
    .$if(state === 'held' || state === 'former', (some) =>
      some.where('post_holdings.id', 'is not', null),
    )
    .$if(Boolean(filter.text?.trim()), (some) => some.where(named(filter.text ?? '')))
    .$if(filter.role !== undefined, (some) =>
      some.where(sql<SqlBool>`${filter.role} = any(${rolesOfPost(on)})`),
    )
  const { count } = await query
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  const order = {
    name: sql`people.sort_key`,
    unit: sql`array_position(${[...filter.unitIds]}::uuid[], posts.unit_id)`,
    title: sql`posts.title`,
    since: sql`post_holdings.valid_from`,
  }[sort]
  const rows = await query
    .select([
      'posts.id as postId',
      'posts.title',
      'posts.unit_id as unitId',
      'post_holdings.id as holdingId',
      'post_holdings.valid_from as since',
      'post_holdings.valid_to as until',
      'people.id as personId',
      'people.name',
      'people.email',
    ])
    .select(rolesOfPost(on).as('roles'))
    .orderBy(sql`${order} ${sql.raw(dir)} nulls last`)
    .orderBy('posts.id')
    .orderBy('post_holdings.id')
    .limit(limit)
    .offset(offset)
    .execute()
  return { rows, total: count }
}

const rolesOfPost = (on: Day) =>
  sql<Role[]>`array(select distinct role from grants where grants.post_id = posts.id
    and ${holdsOn('grants', on)} order by role)`

export type Held = {
  holdingId: string
  postId: string
  title: string
  unitId: string
  from: Day
  to: Day | null
  reason: string | null
}

/** Every post a person holds, held or is to hold; the latest first. */
export async function holdingsOf(db: Db, personId: string): Promise<Held[]> {
  const rows = await at(db)
    .selectFrom('post_holdings')
    .innerJoin('posts', 'posts.id', 'post_holdings.post_id')
    .selectAll('post_holdings')
    .select(['posts.title', 'posts.unit_id'])
    .where('person_id', '=', personId)
    .orderBy('post_holdings.valid_from', 'desc')
    .orderBy('post_holdings.id')
    .execute()
  return rows.map((row) => ({
    holdingId: row.id,
    postId: row.post_id,
    title: row.title,
    unitId: row.unit_id,
    from: row.valid_from,
    to: row.valid_to,
    reason: row.reason,
  }))
}

export type Granted = {
  id: string
  postId: string
  role: Role
  scopeId: string
  from: Day
  to: Day | null
}

/** Every grant of some posts, past ones included; the latest first. */
export async function grantsOfPosts(db: Db, postIds: readonly string[]): Promise<Granted[]> {
  if (postIds.length === 0) return []
  const rows = await at(db)
    .selectFrom('grants')
    .selectAll()
    .where('post_id', 'in', [...new Set(postIds)])
    .orderBy('valid_from', 'desc')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    postId: row.post_id,
    role: row.role,
    scopeId: row.scope_id,
    from: row.valid_from,
    to: row.valid_to,
  }))
}

/** Posts of some units that stand on a day, by title. */
export async function postsIn(
  db: Db,
  unitIds: readonly string[],
  on: Day,
): Promise<{ id: string; unitId: string; title: string }[]> {
  const rows = await at(db)
    .selectFrom('posts')
    .select(['id', 'unit_id', 'title'])
    .where(sql<SqlBool>`unit_id = any(${[...unitIds]}::uuid[])`)
    .where(holdsOn('posts', on))
    .orderBy('title')
    .execute()
  return rows.map((row) => ({ id: row.id, unitId: row.unit_id, title: row.title }))
}
