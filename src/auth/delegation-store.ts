// Lent powers in the database. One holds while its days last, nobody ended it, who lent it still holds the post,
// and who took it still works in the unit.

import { sql } from 'kysely'
import { addDays, type Day } from '../lib/day.ts'
import type { Instant } from '../lib/instant.ts'
import type { Db } from '../platform/index.ts'
import { ROLES } from './role.ts'
import { grantsOf } from './store.ts'
import type { AuthTables } from './tables.ts'

const at = (db: Db) => db.withTables<AuthTables>()

export type Lent = {
  id: string
  postId: string
  title: string
  unitId: string
  permissions: string[]
  giverName: string
  lastDay: Day
}

const isHeld = (person: string, where: string, on: Day) => sql<boolean>`exists (select 1
  from post_holdings h join posts p on p.id = h.post_id
  where h.person_id = ${sql.ref(person)} and ${sql.raw(where)}
    and h.valid_from <= ${on} and (h.valid_to is null or h.valid_to > ${on})
    and p.valid_from <= ${on} and (p.valid_to is null or p.valid_to > ${on}))`

/** What a person may sign for others on a day. */
export async function delegationsTo(db: Db, personId: string, on: Day): Promise<Lent[]> {
  const rows = await at(db)
    .selectFrom('delegations')
    .innerJoin('posts', 'posts.id', 'delegations.post_id')
    .innerJoin('people', 'people.id', 'delegations.given_by')
    .selectAll('delegations')
    .select(['posts.title', 'people.name'])
    .where('to_person_id', '=', personId)
    .where('ended_at', 'is', null)
    .where('delegations.valid_from', '<=', on)
    .where('delegations.valid_to', '>', on)
    .where(isHeld('delegations.given_by', 'h.post_id = delegations.post_id', on))
    .where(isHeld('delegations.to_person_id', 'p.unit_id = delegations.unit_id', on))
    .orderBy('delegations.given_at')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    postId: row.post_id,
    title: row.title,
    unitId: row.unit_id,
    permissions: row.permissions,
    giverName: row.name,
    lastDay: addDays(row.valid_to, -1),
  }))
}

export type Delegation = AuthTables['delegations'] & {
  title: string
  giverName: string
  toName: string
}

/** Lent powers of some units, or to one person, past ones included; the latest first. */
export async function delegationsOfUnits(
  db: Db,
  { unitIds, personId }: { unitIds: readonly string[]; personId: string | null },
): Promise<Delegation[]> {
  return await at(db)
    .selectFrom('delegations')
    .innerJoin('posts', 'posts.id', 'delegations.post_id')
    .innerJoin('people as giver', 'giver.id', 'delegations.given_by')
    .innerJoin('people as taker', 'taker.id', 'delegations.to_person_id')
    .selectAll('delegations')
    .select(['posts.title', 'giver.name as giverName', 'taker.name as toName'])
    .where(
      sql<boolean>`delegations.unit_id = any(${[...unitIds]}::uuid[])
        or delegations.to_person_id = ${personId}::uuid or delegations.given_by = ${personId}::uuid`,
    )
    .orderBy('delegations.given_at', 'desc')
    .limit(200)
    .execute()
}

export async function delegationById(db: Db, id: string) {
  return await at(db).selectFrom('delegations').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Open spans lent from a post to a person. */
export async function spansLent(db: Db, postId: string, personId: string) {
  const rows = await at(db)
    .selectFrom('delegations')
    .select(['valid_from', 'valid_to'])
    .where('post_id', '=', postId)
    .where('to_person_id', '=', personId)
    .where('ended_at', 'is', null)
    .execute()
  return rows.map((row) => ({ from: row.valid_from, to: row.valid_to }))
}

export const insertDelegation = async (db: Db, row: AuthTables['delegations']): Promise<void> => {
  await at(db).insertInto('delegations').values(row).execute()
}

export const endDelegationRow = async (
  db: Db,
  id: string,
  ending: { at: Instant; by: string | null },
): Promise<void> => {
  await at(db)
    .updateTable('delegations')
    .set({ ended_at: ending.at, ended_by: ending.by })
    .where('id', '=', id)
    .execute()
}

/** People who hold a post of the unit on a day, by name, without one of them. */
export async function colleaguesOf(
  db: Db,
  unitId: string,
  on: Day,
  except: string | null,
): Promise<{ id: string; name: string; title: string }[]> {
  const { rows } = await sql<{ id: string; name: string; title: string }>`
    select distinct on (n.sort_key, n.id) n.id, n.name, p.title
    from post_holdings h join posts p on p.id = h.post_id join people n on n.id = h.person_id
    where p.unit_id = ${unitId} and n.id <> coalesce(${except}::uuid, '00000000-0000-0000-0000-000000000000')
      and (n.left_on is null or n.left_on > ${on})
      and h.valid_from <= ${on} and (h.valid_to is null or h.valid_to > ${on})
      and p.valid_from <= ${on} and (p.valid_to is null or p.valid_to > ${on})
    order by n.sort_key, n.id, h.valid_from`.execute(db)
  return rows
}

/** Every permission that the grants of a post give on a day. */
export async function permissionsOfPost(db: Db, postId: string, on: Day): Promise<string[]> {
  const grants = await grantsOf(db, postId, on)
  return [...new Set(grants.flatMap(({ role }) => ROLES[role] as readonly string[]))]
}

/** For whom was signed, by delegation. */
export async function giversOf(
  db: Db,
  ids: readonly (string | null)[],
): Promise<Map<string, string>> {
  const wanted = [...new Set(ids.filter((id): id is string => id !== null))]
  if (wanted.length === 0) return new Map()
  const rows = await at(db)
    .selectFrom('delegations')
    .innerJoin('people', 'people.id', 'delegations.given_by')
    .select(['delegations.id', 'people.name'])
    .where('delegations.id', 'in', wanted)
    .execute()
  return new Map(rows.map((row) => [row.id, row.name]))
}
