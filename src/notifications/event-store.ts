// Events since they were last looked at, unit by unit. Within a unit `seq` has no gaps and no late-comers, because
// its head row is locked last: a cursor over it misses nothing.

import { sql } from 'kysely'
import type { Db } from '../platform/index.ts'
import type { Happened } from './reaction.ts'

/** Units with events that were not looked at yet, and how far their chains go. */
export async function unitsWithNews(
  db: Db,
  limit: number,
): Promise<{ unitId: string; seq: number }[]> {
  const { rows } = await sql<{ unitId: string; seq: number }>`
    select h.unit_id as "unitId", h.seq from event_heads h
    left join event_cursors c on c.unit_id = h.unit_id
    where h.seq > coalesce(c.seq, 0) order by h.unit_id limit ${limit}`.execute(db)
  return rows
}

/** How far a unit was read, held until the transaction ends; null when another reads it. */
export async function holdCursor(db: Db, unitId: string): Promise<number | null> {
  await sql`insert into event_cursors (unit_id, seq) values (${unitId}, 0) on conflict do nothing`.execute(
    db,
  )
  const { rows } = await sql<{ seq: number }>`
    select seq from event_cursors where unit_id = ${unitId} for update skip locked`.execute(db)
  return rows[0]?.seq ?? null
}

export async function moveCursor(db: Db, unitId: string, seq: number): Promise<void> {
  await sql`update event_cursors set seq = ${seq} where unit_id = ${unitId}`.execute(db)
}

/** Events of some verbs in a span of a unit's chain, no older than `since`. */
export async function eventsBetween(
  db: Db,
  unitId: string,
  span: { after: number; upTo: number; since: string },
  verbs: readonly string[],
): Promise<Omit<Happened, 'planSlug'>[]> {
  const { rows } = await sql<Omit<Happened, 'planSlug'>>`
    select e.id, e.verb, e.unit_id as "unitId", u.code as "unitCode", u.full_name as "unitName",
      e.subject, e.details, e.person_id as "personId", e.at
    from events e join units u on u.id = e.unit_id
    where e.unit_id = ${unitId} and e.seq > ${span.after} and e.seq <= ${span.upTo}
      and e.at >= ${span.since}::timestamptz and e.verb = any(${[...verbs]}::text[])
    order by e.seq`.execute(db)
  return rows
}
