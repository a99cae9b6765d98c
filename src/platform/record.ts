// The trace of every write: one event, in the same transaction, chained by hash within its unit.
// Changing, removing or reordering a stored event breaks the chain at the first touched row.

import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Act } from './act.ts'
import { canonical } from './canonical.ts'
import type { Db } from './database.ts'

export type EventRow = {
  unit_id: string
  seq: number
  id: string
  at: string
  verb: string
  subject: string
  person_id: string | null
  post_id: string | null
  details: Record<string, unknown>
  previous_hash: string
  hash: string
}

export type EventHeadRow = { unit_id: string; seq: number; hash: string }
export type EventTables = {
  events: EventRow
  event_heads: EventHeadRow
  event_verbs: { unit_id: string; verb: string }
}

/** What a hash covers: everything of the row but the hash itself. */
export function eventHash(row: Omit<EventRow, 'hash'>): string {
  return createHash('sha256').update(canonical(row)).digest('hex')
}

export const GENESIS = '0'.repeat(64)

/** Records that `verb` happened to `subject`, in the affairs of one unit. The last line of every action.
 * `details` is small, and never holds personal data or secrets. */
export async function record(
  act: Act,
  verb: string,
  event: { unitId: string; subject: string; details?: Record<string, unknown> },
): Promise<void> {
  const db = shelf(act.db)
  const unitId = event.unitId
  const head = (await headOf(db, unitId)) ?? (await firstHead(db, unitId))
  const row = {
    unit_id: unitId,
    seq: head.seq + 1,
    id: act.newId(),
    at: act.now as string,
    verb,
    subject: event.subject,
    person_id: act.actor.personId,
    post_id: act.actor.postId,
    details: {
      ...event.details,
      ...(act.actor.tokenId ? { token: act.actor.tokenId } : {}),
      ...(act.actor.delegationId ? { actingFor: act.actor.delegationId } : {}),
    },
    previous_hash: head.hash,
  }
  const hash = eventHash(row)
  await db
    .insertInto('event_verbs')
    .values({ unit_id: unitId, verb })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  await db
    .insertInto('events')
    .values({ ...row, hash })
    .execute()
  await db
    .updateTable('event_heads')
    .set({ seq: row.seq, hash })
    .where('unit_id', '=', unitId)
    .execute()
}

/** Grows with everything recorded anywhere, as part of another question. */
export const recordedText = sql<string | null>`(select sum(seq) from event_heads)`

/** What was worked out at this number is not older than the data. */
export async function recordedSoFar(db: Db): Promise<number> {
  const { rows } = await sql<{ sum: string | null }>`select ${recordedText} as sum`.execute(db)
  return Number(rows[0]?.sum ?? 0)
}

type EventDb = ReturnType<typeof shelf>
const shelf = (db: Db) => db.withTables<EventTables>()

/** The end of a unit's chain, held until the transaction ends. */
const headOf = (db: EventDb, unitId: string) =>
  db
    .selectFrom('event_heads')
    .selectAll()
    .where('unit_id', '=', unitId)
    .forUpdate()
    .executeTakeFirst()

async function firstHead(db: EventDb, unitId: string): Promise<EventHeadRow> {
  await db
    .insertInto('event_heads')
    .values({ unit_id: unitId, seq: 0, hash: GENESIS })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const head = await headOf(db, unitId)
  if (!head) throw new Error('the head of a chain has gone')
  return head
}

/** For each unit a number that grows with all that is recorded in its affairs, and with what is recorded where these verbs
 * ever were: what such an action writes of a unit is not told in that unit's own chain. */
export async function recordedByUnit(
  db: Db,
  unitIds: readonly string[],
  verbs: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ unitId: string; seq: number }>`
    select u.id as "unitId", coalesce(h.seq, 0) + s.seq as seq
    from unnest(${[...unitIds]}::uuid[]) as u(id)
    left join event_heads h on h.unit_id = u.id
    cross join (select coalesce(sum(seq), 0)::bigint as seq from event_heads
      where unit_id in (select unit_id from event_verbs where verb = any(${[...verbs]}::text[]))) s`.execute(
    db,
  )
  return new Map(rows.map(({ unitId, seq }) => [unitId, Number(seq)]))
}

/** A number that grows with what is recorded wherever one of these verbs ever was. */
export async function recordedBy(db: Db, verbs: readonly string[]): Promise<number> {
  const { rows } = await sql<{ seq: number }>`
    select coalesce(sum(seq), 0)::bigint as seq from event_heads
    where unit_id in (select unit_id from event_verbs where verb = any(${[...verbs]}::text[]))`.execute(
    db,
  )
  return Number(rows[0]?.seq ?? 0)
}
