// Who holds a role over a unit on a day, and how to reach them.

import { sql } from 'kysely'
import type { Day } from '../lib/day.ts'
import type { Db } from '../platform/index.ts'
import type { Role } from './role.ts'

export type Holder = { scopeId: string; personId: string }

/** The people who on a day hold a post with one of the roles over exactly these units, and those who sign for them
 * while they are away. A vacant post gives nobody. */
export async function holdersOver(
  db: Db,
  scopeIds: readonly string[],
  roles: readonly Role[],
  on: Day,
): Promise<Holder[]> {
  if (scopeIds.length === 0) return []
  const { rows } = await sql<Holder>`
    select distinct g.scope_id as "scopeId", h.person_id as "personId"
    from grants g
    join posts p on p.id = g.post_id and p.valid_from <= ${on} and (p.valid_to is null or p.valid_to > ${on})
    join post_holdings h on h.post_id = p.id
      and h.valid_from <= ${on} and (h.valid_to is null or h.valid_to > ${on})
    join people w on w.id = h.person_id and (w.left_on is null or w.left_on > ${on})
    where g.scope_id = any(${[...scopeIds]}::uuid[]) and g.role = any(${[...roles]}::text[])
      and g.valid_from <= ${on} and (g.valid_to is null or g.valid_to > ${on})
    union
    select g.scope_id, d.to_person_id
    from grants g
    join posts p on p.id = g.post_id and p.valid_from <= ${on} and (p.valid_to is null or p.valid_to > ${on})
    join delegations d on d.post_id = p.id and d.ended_at is null
      and d.valid_from <= ${on} and d.valid_to > ${on}
    join post_holdings h on h.post_id = p.id and h.person_id = d.given_by
      and h.valid_from <= ${on} and (h.valid_to is null or h.valid_to > ${on})
    join people w on w.id = d.to_person_id and (w.left_on is null or w.left_on > ${on})
    where g.scope_id = any(${[...scopeIds]}::uuid[]) and g.role = any(${[...roles]}::text[])
      and g.valid_from <= ${on} and (g.valid_to is null or g.valid_to > ${on})
    order by 1, 2`.execute(db)
  return rows
}

/** Address of a person who has not left, and the unit of the post held longest; undefined for others. */
export async function addressOf(
  db: Db,
  personId: string,
  on: Day,
): Promise<{ email: string; unitId: string | null } | undefined> {
  const { rows } = await sql<{ email: string; unitId: string | null }>`
    select w.email, (select p.unit_id from post_holdings h join posts p on p.id = h.post_id
      where h.person_id = w.id and h.valid_from <= ${on} and (h.valid_to is null or h.valid_to > ${on})
      order by h.valid_from, h.id limit 1) as "unitId"
    from people w where w.id = ${personId} and (w.left_on is null or w.left_on > ${on})`.execute(db)
  return rows[0]
}
