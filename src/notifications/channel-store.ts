// Messages for the gateway: queued, tried, taken.

import { sql } from 'kysely'
import type { Db } from '../platform/index.ts'
import type { NotificationTables } from './tables.ts'

const at = (db: Db) => db.withTables<NotificationTables>()
export type Message = NotificationTables['channel_messages']

/** False when a message of this key is there already. */
export async function insertMessage(db: Db, row: Message): Promise<boolean> {
  const done = await at(db)
    .insertInto('channel_messages')
    .values(row)
    .onConflict((conflict) => conflict.column('key').doNothing())
    .returning('id')
    .executeTakeFirst()
  return done !== undefined
}

/** A message still to be sent, held until the transaction ends. */
export async function holdMessage(db: Db, id: string): Promise<Message | undefined> {
  const row = await at(db)
    .selectFrom('channel_messages')
    .selectAll()
    .where('id', '=', id)
    .where('phone', 'is not', null)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()
  return row
}

/** Two minutes of rest after the first failure, doubling to four hours. */
const rest = sql`least(power(2, t.tries), 240) * interval '1 minute'`

/** Whether a message was never tried or has rested; asked once it is held, so that no attempt is overlooked. */
export async function isRested(db: Db, id: string, now: string): Promise<boolean> {
  const { rows } = await sql<{ rested: boolean }>`
    select t.tries = 0 or t.last <= ${now}::timestamptz - ${rest} as rested
    from (select count(*) as tries, max(tried_at) as last
      from channel_attempts where message_id = ${id}) t`.execute(db)
  return rows[0]?.rested === true
}

export async function insertAttempt(
  db: Db,
  row: NotificationTables['channel_attempts'],
): Promise<void> {
  await at(db).insertInto('channel_attempts').values(row).execute()
}

export async function eraseMessage(db: Db, id: string): Promise<void> {
  await at(db)
    .updateTable('channel_messages')
    .set({ phone: null, text: null })
    .where('id', '=', id)
    .execute()
}

/** Messages whose job was lost, or that failed and have rested. */
export async function overdueMessages(db: Db, now: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select m.id from channel_messages m
    left join lateral (select count(*) as tries, max(tried_at) as last
      from channel_attempts t where t.message_id = m.id) t on true
    where m.phone is not null
      and case when t.tries = 0 then m.queued_at <= ${now}::timestamptz - interval '10 minutes'
        else t.last <= ${now}::timestamptz - ${rest} end
    order by m.queued_at limit 500`.execute(db)
  return rows.map(({ id }) => id)
}

export type ChannelTally = { waiting: number; delivered: number; abandoned: number }

export async function channelTally(db: Db): Promise<ChannelTally> {
  const { rows } = await sql<ChannelTally>`
    select count(*) filter (where phone is not null) as waiting,
      (select count(*) from channel_attempts where outcome = 'delivered') as delivered,
      (select count(*) from channel_attempts where outcome = 'abandoned') as abandoned
    from channel_messages`.execute(db)
  return rows[0] ?? { waiting: 0, delivered: 0, abandoned: 0 }
}
