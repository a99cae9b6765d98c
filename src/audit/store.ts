// Events read back: streamed for the verification, listed for readers. Nothing here writes.

import { sql } from 'kysely'
import { addDays, type Day } from '../lib/day.ts'
import { instantAt } from '../lib/instant.ts'
import { likeText } from '../org/index.ts'
import type { Db, EventHeadRow, EventRow, EventTables } from '../platform/index.ts'

const at = (db: Db) => db.withTables<EventTables>()
const BATCH = 2000

/** Runs `work` on one moment of the database, so that writes meanwhile do not look like a break. */
export const atOneMoment = <T>(db: Db, work: (db: Db) => Promise<T>): Promise<T> =>
  db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute((moment) => work(moment))

/** Events by unit and place, a batch at a time; of all units when `unitIds` is null. */
export async function* eventsInOrder(
  db: Db,
  unitIds: readonly string[] | null,
): AsyncGenerator<EventRow> {
  let after: { unit_id: string; seq: number } | null = null
  for (;;) {
    const from: { unit_id: string; seq: number } | null = after
    const rows: EventRow[] = await at(db)
      .selectFrom('events')
      .selectAll()
      .$if(unitIds !== null, (query) => query.where(isOneOf('unit_id', unitIds ?? [])))
      .$if(from !== null, (query) =>
        query.where(sql<boolean>`(unit_id, seq) > (${from?.unit_id}::uuid, ${from?.seq}::bigint)`),
      )
      .orderBy('unit_id')
      .orderBy('seq')
      .limit(BATCH)
      .execute()
    yield* rows
    after = rows.at(-1) ?? null
    if (rows.length < BATCH) return
  }
}

export const eventHeads = (db: Db, unitIds: readonly string[] | null): Promise<EventHeadRow[]> =>
  at(db)
    .selectFrom('event_heads')
    .selectAll()
    .$if(unitIds !== null, (query) => query.where(isOneOf('unit_id', unitIds ?? [])))
    .orderBy('unit_id')
    .execute()

export type EventFilter = {
  /** Units whose events may be seen. */
  unitIds: readonly string[]
  verb?: string
  personIds?: readonly string[]
  from?: Day
  to?: Day
  /** Beginning or end of what the event was done to. */
  subject?: string
}

/** Events, the newest first, with the number there are in all; nobody counts further than `countTo`. */
export async function listEvents(
  db: Db,
  filter: EventFilter,
  page: { limit: number; offset: number; countTo?: number },
): Promise<{ rows: EventRow[]; total: number }> {
  const query = at(db)
    .selectFrom('events')
    .where(isOneOf('unit_id', filter.unitIds))
    .$if(Boolean(filter.verb), (some) => some.where('verb', '=', filter.verb ?? ''))
    .$if(filter.personIds !== undefined, (some) =>
      some.where(isOneOf('person_id', filter.personIds ?? [])),
    )
    .$if(filter.from !== undefined, (some) => some.where('at', '>=', instantAt(filter.from as Day)))
    .$if(filter.to !== undefined, (some) =>
      some.where('at', '<', instantAt(addDays(filter.to as Day, 1))),
    )
    .$if(Boolean(filter.subject), (some) =>
      some.where(beginsOrEnds(filter.subject?.toLowerCase() ?? '')),
    )
  const { count } = await at(db)
    .selectFrom(
      query
        .select('seq')
        .limit(page.countTo ?? Number.MAX_SAFE_INTEGER)
        .as('counted'),
    )
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  const rows = await query
    .selectAll()
    .orderBy('at', 'desc')
    .orderBy('unit_id')
    .orderBy('seq', 'desc')
    .limit(page.limit)
    .offset(page.offset)
    .execute()
  return { rows, total: count }
}

/** The verbs that occur in some units, for the filter. */
export async function verbsUsed(db: Db, unitIds: readonly string[]): Promise<string[]> {
  const rows = await at(db)
    .selectFrom('event_verbs')
    .select('verb')
    .distinct()
    .where(isOneOf('unit_id', unitIds))
    .orderBy('verb')
    .execute()
  return rows.map((row) => row.verb)
}

/** Ids are told apart by their end, settings and calendars named from the beginning: either finds by an index. */
const beginsOrEnds = (text: string) =>
  sql<boolean>`(lower(subject) like ${`${likeText(text)}%`}
    or reverse(lower(subject)) like ${`${likeText([...text].reverse().join(''))}%`})`

const isOneOf = (column: 'unit_id' | 'person_id', ids: readonly string[]) =>
  sql<boolean>`${sql.ref(column)} = any(${[...ids]}::uuid[])`

/** Events of some units by (unit, place), behind a key and behind a place in each chain. */
export const eventsByKey = (
  db: Db,
  filter: { unitIds: readonly string[]; verb?: string | undefined; after: number },
  page: { key: { unitId: string; seq: number } | null; limit: number },
): Promise<EventRow[]> =>
  at(db)
    .selectFrom('events')
    .selectAll()
    .where(isOneOf('unit_id', filter.unitIds))
    .where('seq', '>', filter.after)
    .$if(filter.verb !== undefined, (some) => some.where('verb', '=', filter.verb ?? ''))
    .$if(page.key !== null, (some) =>
      some.where(
        sql<boolean>`(unit_id, seq) > (${page.key?.unitId}::uuid, ${page.key?.seq}::bigint)`,
      ),
    )
    .orderBy('unit_id')
    .orderBy('seq')
    .limit(page.limit)
    .execute()
