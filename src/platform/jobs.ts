// Work that may wait, on a kept queue in the same database. A job is enqueued in the transaction that
// causes it, and every handler may run twice.

import { sql } from 'kysely'
import type pg from 'pg'
import PgBoss from 'pg-boss'
import type { Act } from './act.ts'
import { alone } from './alone.ts'
import type { Db } from './database.ts'

/** A row of a room's timetable. It runs as the system, in one transaction, and may run twice. Where it answers
 * `again` there is more to do, in the next transaction; `{ again }` is what that one is given. */
export type JobRow = {
  name: string
  /** Cron expression, in Vietnamese time, for work by the clock; without it the job is enqueued. */
  cron?: string
  /** How many of it one process may run at once; one when not said. */
  atOnce?: number
  run(act: Act, data: Record<string, unknown>): Promise<unknown>
}

/** Runs a row until there is no more to do, each time in a transaction of its own. */
export async function runThrough(
  { run }: Pick<JobRow, 'run'>,
  data: Record<string, unknown>,
  inTransaction: (work: (act: Act) => Promise<unknown>) => Promise<unknown>,
): Promise<void> {
  for (let given: Record<string, unknown> | null = data; given; ) {
    const now: Record<string, unknown> = given
    const answer = await inTransaction((act) => run(act, now))
    given = answer === 'again' ? now : nextOf(answer)
  }
}

const nextOf = (answer: unknown): Record<string, unknown> | null =>
  typeof answer === 'object' && answer !== null && 'again' in answer
    ? (answer.again as Record<string, unknown>)
    : null

/** A row made runnable: `app` opens the transaction. */
export type Job = {
  name: string
  cron?: string
  atOnce?: number
  run(data: Record<string, unknown>): Promise<unknown>
}

export type Jobs = {
  enqueue(db: Db, name: string, data: Record<string, unknown>): Promise<void>
  stop(): Promise<void>
}

const ZONE = 'Asia/Ho_Chi_Minh'
const LOCK = 766_2271
/** Seconds until what is enqueued is found; what goes by the clock has more time, and each look costs the database. */
const LOOKS = { enqueued: 0.5, clock: 2 }

/** Starts the queue; with `handlers` this process also works it off. */
export async function startJobs(
  pool: pg.Pool,
  jobs: readonly Job[],
  options: { work: boolean; onFailure(name: string, error: unknown): void },
): Promise<Jobs> {
  const boss = new PgBoss({
    db: { executeSql: (text: string, values: unknown[]) => pool.query(text, values) },
    schedule: options.work,
    supervise: options.work,
  })
  boss.on('error', (error) => options.onFailure('queue', error))
  // Queues are tables: two processes that make them at once would wait for each other for ever.
  await alone(pool, LOCK, async () => {
    await boss.start()
    for (const { name } of jobs)
      await boss.createQueue(name, { name, retryLimit: 5, retryDelay: 5, retryBackoff: true })
  })
  for (const job of options.work ? jobs : []) {
    if (job.cron) await boss.schedule(job.name, job.cron, {}, { tz: ZONE })
    const every = { pollingIntervalSeconds: LOOKS[job.cron ? 'clock' : 'enqueued'], batchSize: 1 }
    for (let worker = 0; worker < (job.atOnce ?? 1); worker++)
      await boss.work(job.name, every, async ([item]) => {
        try {
          await job.run((item?.data ?? {}) as Record<string, unknown>)
        } catch (error) {
          options.onFailure(job.name, error)
          throw error
        }
      })
  }
  return {
    enqueue: async (db, name, data) => {
      await boss.send(name, data, { db: { executeSql: (text, values) => run(db, text, values) } })
    },
    stop: () => boss.stop({ graceful: true, timeout: 5000, close: false }),
  }
}

/** Runs the queue's own statement on our handle, so that it shares our transaction. */
async function run(db: Db, text: string, values: unknown[]) {
  const pieces = text.split(/\$(\d+)/)
  const query = sql.join(
    pieces.map((piece, index) => (index % 2 ? sql`${values[Number(piece) - 1]}` : sql.raw(piece))),
    sql.raw(''),
  )
  const { rows } = await query.execute(db)
  return { rows }
}
