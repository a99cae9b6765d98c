// Two workers with their own pools and queues on one database: as two processes of a production instance stand.

import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { planWorld } from '../../test/plan-world.ts'
import { systemAct } from '../app/instance.ts'
import { day } from '../lib/day.ts'
import { instantAt } from '../lib/instant.ts'
import {
  type Jobs,
  mailJobs,
  openDatabase,
  openMail,
  sendMail,
  startJobs,
} from '../platform/index.ts'
import { notificationJobs } from './jobs.ts'

let w: Awaited<ReturnType<typeof planWorld>>
let time = '06:00'
const folder = mkdtempSync(path.join(os.tmpdir(), 'congtam-two-'))
const sent: string[] = []
const failures: string[] = []

beforeAll(async () => {
  w = await planWorld()
  w.travel(day('2024-06-10'))
  for (const [unit, role] of [
    ['05569', 'officer'],
    ['05569', 'head'],
    ['05611', 'officer'],
    ['167', 'head'],
    ['168', 'head'],
    ['SNV', 'head'],
  ] as const) {
    await w.person(unit, role)
  }
})
afterAll(async () => {
  await w.close()
  rmSync(folder, { recursive: true, force: true })
})

/** A worker of its own; `stop` leaves the database as a process that ended would. */
async function startWorker(): Promise<Jobs> {
  const { db, pool, close } = openDatabase({ connection: w.connection, maxConnections: 4 })
  const files = openMail({ smtp: null, folder, from: 'no-reply@t.vn', site: 'https://t.vn' })
  const post = mailJobs({
    send: async (letter) => {
      sent.push(letter.id)
      return await files.send(letter)
    },
  })
  const instance = { ...w.instance, db, pool }
  const jobs: Jobs = await startJobs(
    pool,
    [...notificationJobs, ...post].map(({ name, run }) => ({
      name,
      run: (data) =>
        systemAct(instance, (act) =>
          run(
            {
              ...act,
              now: instantAt(day('2024-06-10'), time),
              today: day('2024-06-10'),
              enqueue: (job, more) => jobs.enqueue(act.db, job, more),
            },
            data,
          ),
        ),
    })),
    { work: true, onFailure: (job, error) => failures.push(`${job} ${error}`) },
  )
  return {
    enqueue: jobs.enqueue,
    stop: async () => {
      await jobs.stop()
      await close()
    },
  }
}

const count = async (text: string): Promise<number> =>
  Number((await w.pool.query(`select count(*) as n from ${text}`)).rows[0]?.n)

async function until(is: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (await is()) return
    await new Promise((done) => setTimeout(done, 100))
  }
  throw new Error(`in vain: ${failures.join('; ')}`)
}

test('two workers: each reminder once, one digest a person, each letter once', async () => {
  const workers = [await startWorker(), await startWorker()]
  const strike = async (at: string) => {
    time = at
    await Promise.all(workers.map((one) => one.enqueue(w.db, 'notifications.round', {})))
  }
  await strike('06:00')
  await until(async () => (await count('reminders')) > 0)
  const { rows } = await w.pool.query<{ n: number }>(
    'select count(distinct person_id)::int as n from reminders',
  )
  const people = rows[0]?.n ?? 0
  expect(people).toBeGreaterThan(3)
  await strike('07:30')
  await strike('07:30')
  await until(
    async () =>
      (await count('reminders where settled_at is null')) === 0 &&
      (await count('mails')) === people &&
      (await count('mail_deliveries')) === people,
  )
  await Promise.all(workers.map((one) => one.stop()))
  expect(await count(`notices where kind = 'digest'`)).toBe(people)
  expect(sent.length).toBe(people)
  expect(new Set(sent).size).toBe(people)
  expect(readdirSync(folder).length).toBe(people)
  expect(failures).toEqual([])
})

test('killed between queueing and sending: another worker sends it, once', async () => {
  const before = sent.length
  // The letter is committed with its job while nobody works; then a worker comes, and the round beside it.
  const { db, pool, close } = openDatabase({ connection: w.connection, maxConnections: 2 })
  const sender = await startJobs(
    pool,
    mailJobs({ send: async () => '' }).map(({ name }) => ({ name, run: async () => undefined })),
    { work: false, onFailure: (job) => failures.push(job) },
  )
  await systemAct({ ...w.instance, db, pool, enqueue: sender.enqueue }, (act) =>
    sendMail(
      { ...act, now: instantAt(day('2024-06-10'), '07:00') },
      { key: 'after-a-kill', to: 'a@xa.vn', subject: 'Nhắc việc', text: 'Có việc đến hạn.' },
    ),
  )
  await sender.stop()
  await close()
  expect(sent.length).toBe(before)
  time = '08:00'
  const next = await startWorker()
  await next.enqueue(w.db, 'mail.round', {})
  await until(async () => (await count('mail_deliveries')) === before + 1)
  await next.enqueue(w.db, 'mail.round', {})
  await new Promise((done) => setTimeout(done, 1500))
  await next.stop()
  expect(sent.length).toBe(before + 1)
  expect(failures).toEqual([])
})
