// Who looks after a unit's posts, and when they were last here.

import { sql } from 'kysely'
import type { Day } from '../lib/day.ts'
import type { Db } from '../platform/index.ts'

export type PostOwner = {
  unitId: string
  postId: string
  title: string
  isHead: boolean
  /** Null while nobody holds the post. */
  personId: string | null
  name: string | null
  /** Day since which the holder holds it. */
  since: Day | null
  /** When the holder was last signed in, in whichever post; null: never. */
  seenAt: string | null
}

/** The posts of some units that stand on a day and may draft or send reports, with their holders. */
export async function postOwners(
  db: Db,
  unitIds: readonly string[],
  on: Day,
): Promise<PostOwner[]> {
  const { rows } = await sql<PostOwner>`
    select p.unit_id as "unitId", p.id as "postId", p.title, g.head as "isHead",
      n.id as "personId", n.name, h.valid_from as since, s.seen_at as "seenAt"
    from posts p
    join lateral (select bool_or(g.role = 'head') as head from grants g
      where g.post_id = p.id and g.role in ('head', 'officer')
        and g.valid_from <= ${on} and (g.valid_to is null or g.valid_to > ${on})) g
      on g.head is not null
    left join post_holdings h on h.post_id = p.id
      and h.valid_from <= ${on} and (h.valid_to is null or h.valid_to > ${on})
    left join people n on n.id = h.person_id and (n.left_on is null or n.left_on > ${on})
    left join lateral (select max(s.seen_at) as seen_at from sessions s
      where s.person_id = n.id) s on true
    where p.unit_id = any(${[...unitIds]}::uuid[])
      and p.valid_from <= ${on} and (p.valid_to is null or p.valid_to > ${on})
    order by p.unit_id, g.head desc, p.title, h.valid_from`.execute(db)
  return rows
}
