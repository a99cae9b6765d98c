// Reminders, notices, preferences and settings in the database.

import { sql } from 'kysely'
import type { Day } from '../lib/day.ts'
import type { Db } from '../platform/index.ts'
import { RULES, type Rules } from './rules.ts'
import type { NotificationTables } from './tables.ts'
import { type Texts, withOwn } from './texts.ts'

const at = (db: Db) => db.withTables<NotificationTables>()
type Row<T extends keyof NotificationTables> = NotificationTables[T]

export type NewReminder = Pick<
  Row<'reminders'>,
  'unit_id' | 'duty_id' | 'kind' | 'limit_on' | 'person_id'
>

/** Returns how many were not there yet. */
export async function insertReminders(
  db: Db,
  rows: readonly NewReminder[],
  now: string,
): Promise<number> {
  if (rows.length === 0) return 0
  const result = await sql`
    insert into reminders (unit_id, duty_id, kind, limit_on, person_id, made_at)
    select *, ${now}::timestamptz from unnest(${rows.map((row) => row.unit_id)}::uuid[],
      ${rows.map((row) => row.duty_id)}::uuid[], ${rows.map((row) => row.kind)}::text[],
      ${rows.map((row) => row.limit_on)}::date[], ${rows.map((row) => row.person_id)}::uuid[])
    on conflict do nothing`.execute(db)
  return Number(result.numAffectedRows ?? 0)
}

/** True for the first who begins the day. */
export async function beginDay(db: Db, day: Day, now: string): Promise<boolean> {
  const begun = await at(db)
    .insertInto('reminder_days')
    .values({ day, begun_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .returning('day')
    .executeTakeFirst()
  return begun !== undefined
}

/** People for whom something waits: a reminder to be put into a digest, a notice to be sent. */
export async function waitingPeople(db: Db): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select person_id as id from reminders where settled_at is null
    union select person_id from notices where sent_at is null order by 1`.execute(db)
  return rows.map(({ id }) => id)
}

/** One at a time for a person, until the transaction ends. */
export async function holdPerson(db: Db, personId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${personId}, 8))`.execute(db)
}

export const pendingReminders = (db: Db, personId: string): Promise<Row<'reminders'>[]> =>
  at(db)
    .selectFrom('reminders')
    .selectAll()
    .where('person_id', '=', personId)
    .where('settled_at', 'is', null)
    .execute()

/** Those that came into the notice, and those that were no longer needed (`noticeId` null). */
export async function settleReminders(
  db: Db,
  rows: readonly NewReminder[],
  settled: { at: string; noticeId: string | null },
): Promise<void> {
  if (rows.length === 0) return
  await sql`
    update reminders r set settled_at = ${settled.at}, notice_id = ${settled.noticeId}
    from unnest(${rows.map((row) => row.unit_id)}::uuid[], ${rows.map((row) => row.duty_id)}::uuid[],
      ${rows.map((row) => row.kind)}::text[], ${rows.map((row) => row.limit_on)}::date[],
      ${rows.map((row) => row.person_id)}::uuid[]) as x(unit_id, duty_id, kind, limit_on, person_id)
    where r.unit_id = x.unit_id and r.duty_id = x.duty_id and r.kind = x.kind
      and r.limit_on = x.limit_on and r.person_id = x.person_id`.execute(db)
}

export type NewNotice = Omit<Row<'notices'>, 'read_at' | 'sent_at'>

/** Writes notices that are not there yet, by their key; returns how many. */
export async function insertNotices(db: Db, rows: readonly NewNotice[]): Promise<number> {
  let inserted = 0
  for (let from = 0; from < rows.length; from += 500) {
    const done = await at(db)
      .insertInto('notices')
      .values(
        rows.slice(from, from + 500).map((row) => ({
          ...row,
          facts: JSON.stringify(row.facts) as never,
          lines: JSON.stringify(row.lines) as never,
          read_at: null,
          sent_at: null,
        })),
      )
      .onConflict((conflict) => conflict.column('key').doNothing())
      .returning('id')
      .execute()
    inserted += done.length
  }
  return inserted
}

export const noticeExists = async (db: Db, key: string): Promise<boolean> =>
  (await at(db).selectFrom('notices').select('id').where('key', '=', key).executeTakeFirst()) !==
  undefined

export type Notice = Row<'notices'>

export const unsentNotices = (db: Db, personId: string): Promise<Notice[]> =>
  at(db)
    .selectFrom('notices')
    .selectAll()
    .where('person_id', '=', personId)
    .where('sent_at', 'is', null)
    .orderBy('made_at')
    .orderBy('id')
    .execute()

export async function markSent(db: Db, ids: readonly string[], now: string): Promise<void> {
  await sql`update notices set sent_at = ${now} where id = any(${[...ids]}::uuid[])`.execute(db)
}

/** When something last left the desk for a person. */
export async function lastSentAt(db: Db, personId: string): Promise<string | null> {
  const row = await at(db)
    .selectFrom('notices')
    .select((eb) => eb.fn.max('sent_at').as('last'))
    .where('person_id', '=', personId)
    .executeTakeFirst()
  return row?.last ?? null
}

export async function listNotices(
  db: Db,
  personId: string,
  filter: { unread: boolean; limit: number; offset: number },
): Promise<{ rows: Notice[]; total: number }> {
  const query = at(db)
    .selectFrom('notices')
    .where('person_id', '=', personId)
    .$if(filter.unread, (some) => some.where('read_at', 'is', null))
  const { count } = await query
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  const rows = await query
    .selectAll()
    .orderBy('made_at', 'desc')
    .orderBy('id', 'desc')
    .limit(filter.limit)
    .offset(filter.offset)
    .execute()
  return { rows, total: count }
}

export async function countUnread(db: Db, personId: string): Promise<number> {
  const { count } = await at(db)
    .selectFrom('notices')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('person_id', '=', personId)
    .where('read_at', 'is', null)
    .executeTakeFirstOrThrow()
  return count
}

/** Only one's own, only what is unread; returns how many. */
export async function markRead(
  db: Db,
  personId: string,
  id: string | null,
  now: string,
): Promise<number> {
  const done = await at(db)
    .updateTable('notices')
    .set({ read_at: now })
    .where('person_id', '=', personId)
    .where('read_at', 'is', null)
    .$if(id !== null, (some) => some.where('id', '=', id as string))
    .executeTakeFirst()
  return Number(done.numUpdatedRows)
}

export const noticeById = (db: Db, id: string): Promise<Notice | undefined> =>
  at(db).selectFrom('notices').selectAll().where('id', '=', id).executeTakeFirst()

export type Preference = Omit<Row<'notice_preferences'>, 'saved_at' | 'person_id'>

/** How a person wants to be told; who said nothing is told by e-mail as the day begins. */
export async function preferenceOf(db: Db, personId: string, rules: Rules): Promise<Preference> {
  const row = await at(db)
    .selectFrom('notice_preferences')
    .select(['by_mail', 'by_message', 'digest_at', 'lang', 'phone'])
    .where('person_id', '=', personId)
    .executeTakeFirst()
  return row ?? { by_mail: true, by_message: false, digest_at: rules.from, lang: 'vi', phone: null }
}

export async function savePreferenceRow(db: Db, row: Row<'notice_preferences'>): Promise<void> {
  const { person_id: _, ...change } = row
  await at(db)
    .insertInto('notice_preferences')
    .values(row)
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet(change))
    .execute()
}

export async function readSetting<T>(db: Db, name: string): Promise<T | null> {
  const row = await at(db)
    .selectFrom('settings')
    .select('value')
    .where('name', '=', name)
    .executeTakeFirst()
  return (row?.value as T | undefined) ?? null
}

export async function saveSetting(db: Db, name: string, value: unknown, now: string) {
  const row = { name, value: JSON.stringify(value) as never, saved_at: now }
  await at(db)
    .insertInto('settings')
    .values(row)
    .onConflict((conflict) => conflict.column('name').doUpdateSet(row))
    .execute()
}

export const rulesOf = async (db: Db): Promise<Rules> => ({
  ...RULES,
  ...(await readSetting<Partial<Rules>>(db, 'notice-rules')),
})

export type OwnTexts = Parameters<typeof withOwn>[0]
export const textsOf = async (db: Db): Promise<Texts> =>
  withOwn((await readSetting<OwnTexts>(db, 'notice-texts')) ?? {})
