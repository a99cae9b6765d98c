// Letters in the database: queued, delivered, failed, given up.

import { sql } from 'kysely'
import type { Db } from './database.ts'

export type MailTables = {
  mails: {
    id: string
    key: string
    to_address: string | null
    subject: string | null
    text: string | null
    html: string | null
    queued_at: string
  }
  mail_deliveries: { mail_id: string; delivered_at: string; message_id: string }
  mail_failures: { id: string; mail_id: string; failed_at: string; code: string }
  mail_abandonments: { mail_id: string; abandoned_at: string; code: string }
}

const at = (db: Db) => db.withTables<MailTables>()

/** False when a letter of this key is there already. */
export async function insertMail(db: Db, row: MailTables['mails']): Promise<boolean> {
  const inserted = await at(db)
    .insertInto('mails')
    .values(row)
    .onConflict((conflict) => conflict.column('key').doNothing())
    .returning('id')
    .executeTakeFirst()
  return inserted !== undefined
}

/** A letter that is still to be sent, held until the transaction ends; undefined when another holds it, when
 * it was sent, or given up. */
export async function holdMail(db: Db, id: string): Promise<MailTables['mails'] | undefined> {
  const row = await at(db)
    .selectFrom('mails')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()
  if (!row) return undefined
  const { rows: ends } = await sql`
    select 1 from mail_deliveries where mail_id = ${id}
    union all select 1 from mail_abandonments where mail_id = ${id}`.execute(db)
  return ends.length > 0 ? undefined : row
}

export async function insertDelivery(db: Db, row: MailTables['mail_deliveries']): Promise<void> {
  await at(db).insertInto('mail_deliveries').values(row).execute()
}

export async function insertFailure(db: Db, row: MailTables['mail_failures']): Promise<void> {
  await at(db).insertInto('mail_failures').values(row).execute()
}

export async function insertAbandonment(
  db: Db,
  row: MailTables['mail_abandonments'],
): Promise<void> {
  await at(db).insertInto('mail_abandonments').values(row).execute()
}

export async function eraseMail(db: Db, id: string): Promise<void> {
  const nothing = { to_address: null, subject: null, text: null, html: null }
  await at(db).updateTable('mails').set(nothing).where('id', '=', id).execute()
}

/** Letters that should have gone out: queued ten minutes ago, or failed and rested; the rest doubles from two
 * minutes to four hours. */
export async function overdueMails(db: Db, now: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select m.id from mails m
    left join lateral (select count(*) as tries, max(failed_at) as last
      from mail_failures f where f.mail_id = m.id) f on true
    where m.text is not null
      and not exists (select 1 from mail_deliveries d where d.mail_id = m.id)
      and not exists (select 1 from mail_abandonments a where a.mail_id = m.id)
      and case when f.tries = 0 then m.queued_at <= ${now}::timestamptz - interval '10 minutes'
        else f.last <= ${now}::timestamptz - least(power(2, f.tries), 240) * interval '1 minute' end
    order by m.queued_at limit 500`.execute(db)
  return rows.map(({ id }) => id)
}

/** How the post stands: waiting, failing (tried in vain, not given up), given up, sent. */
export type MailTally = { waiting: number; failing: number; abandoned: number; sent: number }

export async function mailTally(db: Db): Promise<MailTally> {
  const { rows } = await sql<MailTally>`
    select count(*) filter (where d.mail_id is null and a.mail_id is null) as waiting,
      count(*) filter (where d.mail_id is null and a.mail_id is null
        and exists (select 1 from mail_failures f where f.mail_id = m.id)) as failing,
      count(a.mail_id) as abandoned, count(d.mail_id) as sent
    from mails m
    left join mail_deliveries d on d.mail_id = m.id
    left join mail_abandonments a on a.mail_id = m.id`.execute(db)
  return rows[0] ?? { waiting: 0, failing: 0, abandoned: 0, sent: 0 }
}
