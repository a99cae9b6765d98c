// A write that is sent again under the same key is answered again, not done again. Key and answer are kept in the
// transaction of the write; of several at once one does it and the others wait for its answer.

import { sql } from 'kysely'
import type { Db } from './database.ts'
import type { JobRow } from './jobs.ts'
import { Problem } from './problem.ts'

type Kept = {
  owner: string
  key: string
  request_hash: string
  status: number
  headers: Record<string, string>
  body: string
  kept_at: string
}
type Tables = { kept_answers: Kept }
export type KeptAnswer = Pick<Kept, 'status' | 'headers' | 'body'>

/** Thrown when another request holds the key: its transaction is not over. */
export class KeyHeld extends Error {}

/** The answer kept under a key; null when this transaction is the one to do the work. */
export async function keptAnswer(
  db: Db,
  owner: string,
  key: string,
  requestHash: string,
): Promise<KeptAnswer | null> {
  const held = await sql<{ held: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended(${`${owner} ${key}`}, 10)) as held`.execute(
    db,
  )
  if (!held.rows[0]?.held) throw new KeyHeld()
  const kept = await db
    .withTables<Tables>()
    .selectFrom('kept_answers')
    .selectAll()
    .where('owner', '=', owner)
    .where('key', '=', key)
    .executeTakeFirst()
  if (!kept) return null
  if (kept.request_hash !== requestHash) throw new Problem(422, 'idempotency.other-request')
  return kept
}

export async function keepAnswer(db: Db, kept: Kept): Promise<void> {
  await db
    .withTables<Tables>()
    .insertInto('kept_answers')
    .values({ ...kept, headers: JSON.stringify(kept.headers) as never })
    .execute()
}

/** Answers are kept for a day. */
export const keptAnswerJobs: readonly JobRow[] = [
  {
    name: 'api.forget-answers',
    cron: '17 * * * *',
    run: async ({ db, now }) => {
      await sql`delete from kept_answers
        where kept_at < ${now}::timestamptz - interval '24 hours'`.execute(db)
    },
  },
]
