// Webhooks, how far each was told, and what was sent.

import { type SqlBool, sql } from 'kysely'
import type { Db, EventRow, EventTables } from '../platform/index.ts'
import type { WebhookTables } from './tables.ts'

const at = (db: Db) => db.withTables<WebhookTables & EventTables>()
type Row<T extends keyof WebhookTables> = WebhookTables[T]
export type Webhook = Row<'webhooks'> & { ended_at: string | null; reason: string | null }
export type Delivery = Row<'webhook_deliveries'>

const isOneOf = (column: string, ids: readonly string[]) =>
  sql<SqlBool>`${sql.ref(column)} = any(${[...ids]}::uuid[])`

const withEnding = (db: Db) =>
  at(db)
    .selectFrom('webhooks')
    .leftJoin('webhook_endings', 'webhook_endings.webhook_id', 'webhooks.id')
    .selectAll('webhooks')
    .select(['webhook_endings.ended_at', 'webhook_endings.reason'])

export const webhooksOf = (db: Db, unitIds: readonly string[]): Promise<Webhook[]> =>
  withEnding(db).where(isOneOf('webhooks.unit_id', unitIds)).orderBy('webhooks.id').execute()

export const standingWebhooks = (db: Db): Promise<Webhook[]> =>
  withEnding(db).where('webhook_endings.webhook_id', 'is', null).orderBy('webhooks.id').execute()

export async function webhookById(db: Db, id: string): Promise<Webhook | undefined> {
  return await withEnding(db).where('webhooks.id', '=', id).executeTakeFirst()
}

export const insertWebhook = async (db: Db, row: Row<'webhooks'>): Promise<void> => {
  await at(db).insertInto('webhooks').values(row).execute()
}

export const insertEnding = async (db: Db, row: Row<'webhook_endings'>): Promise<void> => {
  await at(db)
    .insertInto('webhook_endings')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Chains begin to be told where they stand now. */
export const startPlaces = async (db: Db, id: string, unitIds: readonly string[]) => {
  await sql`insert into webhook_places (webhook_id, unit_id, seq)
    select ${id}::uuid, unit_id, seq from event_heads where unit_id = any(${[...unitIds]}::uuid[])
    on conflict do nothing`.execute(db)
}

/** One gatherer at a time, until the transaction ends. */
export const holdGathering = async (db: Db): Promise<boolean> => {
  const { rows } = await sql<{ held: boolean }>`
    select pg_try_advisory_xact_lock(11, 1) as held`.execute(db)
  return rows[0]?.held ?? false
}

/** Events that a webhook was not told of yet, each chain in its order. */
export async function untold(
  db: Db,
  { id: webhookId, begun_at: since }: Pick<Webhook, 'id' | 'begun_at'>,
  unitIds: readonly string[],
  limit: number,
): Promise<EventRow[]> {
  const { rows } = await sql<EventRow>`
    select e.* from events e
    left join webhook_places p on p.webhook_id = ${webhookId}::uuid and p.unit_id = e.unit_id
    where e.unit_id = any(${[...unitIds]}::uuid[]) and e.seq > coalesce(p.seq, 0)
      and e.at >= ${since}::timestamptz
    order by e.unit_id, e.seq limit ${limit}`.execute(db)
  return rows
}

export const savePlaces = async (db: Db, rows: readonly Row<'webhook_places'>[]): Promise<void> => {
  if (rows.length === 0) return
  await at(db)
    .insertInto('webhook_places')
    .values([...rows])
    .onConflict((conflict) =>
      conflict
        .columns(['webhook_id', 'unit_id'])
        .doUpdateSet((eb) => ({ seq: eb.ref('excluded.seq') })),
    )
    .execute()
}

export const insertDeliveries = async (db: Db, rows: readonly Delivery[]): Promise<void> => {
  if (rows.length > 0)
    await at(db)
      .insertInto('webhook_deliveries')
      .values([...rows])
      .execute()
}

/** Deliveries whose time has come, of webhooks that stand. */
export const dueDeliveries = (db: Db, now: string, limit: number): Promise<{ id: string }[]> =>
  at(db)
    .selectFrom('webhook_deliveries')
    .leftJoin('webhook_endings', 'webhook_endings.webhook_id', 'webhook_deliveries.webhook_id')
    .select('webhook_deliveries.id')
    .where('next_at', '<=', now)
    .where('webhook_endings.webhook_id', 'is', null)
    .orderBy('next_at')
    .limit(limit)
    .execute()

/** The delivery, held until the transaction ends; nothing when another holds it. */
export async function heldDelivery(db: Db, id: string): Promise<Delivery | undefined> {
  return await at(db)
    .selectFrom('webhook_deliveries')
    .selectAll()
    .where('id', '=', id)
    .where('next_at', 'is not', null)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()
}

export async function deliveryById(db: Db, id: string): Promise<Delivery | undefined> {
  return await at(db)
    .selectFrom('webhook_deliveries')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst()
}

export const changeDelivery = async (db: Db, id: string, change: Partial<Delivery>) => {
  await at(db).updateTable('webhook_deliveries').set(change).where('id', '=', id).execute()
}

export const insertAttempt = async (db: Db, row: Row<'webhook_attempts'>): Promise<void> => {
  await at(db).insertInto('webhook_attempts').values(row).execute()
}

/** Deliveries of a webhook, the newest first, behind a key, with the last answer. */
export async function deliveriesOf(
  db: Db,
  webhookId: string,
  { before, limit }: { before: string | null; limit: number },
): Promise<(Delivery & { status: number | null; failure: string | null })[]> {
  const { rows } = await sql<Delivery & { status: number | null; failure: string | null }>`
    select d.*, a.status, a.failure from webhook_deliveries d
    left join lateral (select status, failure from webhook_attempts x where x.delivery_id = d.id
      order by x.id desc limit 1) a on true
    where d.webhook_id = ${webhookId} ${before ? sql`and d.id < ${before}::uuid` : sql``}
    order by d.id desc limit ${limit}`.execute(db)
  return rows
}

/** Since when a webhook has taken nothing; null when it took what was sent last. */
export async function failingSince(db: Db, webhookId: string): Promise<string | null> {
  const { rows } = await sql<{ since: string | null }>`
    select min(a.at) as since from webhook_attempts a
    join webhook_deliveries d on d.id = a.delivery_id
    where d.webhook_id = ${webhookId} and a.at > coalesce((select max(delivered_at)
      from webhook_deliveries where webhook_id = ${webhookId}), '-infinity'::timestamptz)`.execute(
    db,
  )
  return rows[0]?.since ?? null
}

/** Instances inside a private network say so in the settings. */
export async function mayReachPrivate(db: Db): Promise<boolean> {
  const { rows } = await sql<{ value: { allowPrivate?: boolean } }>`
    select value from settings where name = 'webhooks'`.execute(db)
  return rows[0]?.value.allowPrivate === true
}
