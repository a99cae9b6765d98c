// Two real processes on one database, each serving and working: no duty, submission, job or reminder happens twice.

import { type ChildProcess, spawn } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { JOBS } from '../../src/app/rooms.ts'
import { verifyUnits } from '../../src/audit/index.ts'
import { csrfToken } from '../../src/auth/index.ts'
import { saveDraft } from '../../src/obligations/index.ts'
import { startJobs } from '../../src/platform/index.ts'
import { bringIn, PERIOD, planWorld, SMALL_PLAN } from '../plan-world.ts'
import type { Someone } from '../world.ts'

let w: Awaited<ReturnType<typeof planWorld>>
let second: { slug: string; planId: string }
const servers: ChildProcess[] = []
const ports: number[] = []
const CODES = ['05569', '05563', '05611']

beforeAll(async () => {
  w = await planWorld()
  second = await bringIn(w, SMALL_PLAN.replaceAll('7/KH-UBND', '8/KH-UBND'), 'other.txt')
  const { host, user, database } = w.connection as { host: string; user: string; database: string }
  for (let each = 0; each < 2; each++) {
    const server = spawn(process.execPath, ['bin/congtam', 'serve'], {
      env: {
        ...process.env,
        DATABASE_URL: `postgres://${user}@/${database}?host=${encodeURIComponent(host)}`,
        CONGTAM_HOME: w.instance.config.home,
        CONGTAM_TODAY: '2024-06-12',
        CONGTAM_DEMO: 'off',
        PORT: '0',
        LOG_LEVEL: 'silent',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    servers.push(server)
  }
  ports.push(...(await Promise.all(servers.map(listening))))
}, 240_000)
afterAll(async () => {
  const running = servers.filter(({ exitCode }) => exitCode === null)
  const gone = running.map((server) => new Promise((resolve) => server.once('exit', resolve)))
  for (const server of running) server.kill('SIGTERM')
  await Promise.all(gone)
  await w.close()
})

/** The port a server says it listens on; what it complained of when it ended instead. */
const listening = (server: ChildProcess) =>
  new Promise<number>((resolve, reject) => {
    let said = ''
    const hear = (chunk: Buffer) => {
      said += chunk
      const [, port] = /http:\/\/127\.0\.0\.1:(\d+)/.exec(said) ?? []
      if (port) resolve(Number(port))
    }
    server.stdout?.on('data', hear)
    server.stderr?.on('data', hear)
    server.once('exit', (code) => reject(new Error(`the server ended with ${code}: ${said}`)))
  })

/** The same form sent to both at once, several times. */
async function everywhere(someone: Someone, address: string, times = 4): Promise<number[]> {
  const asks = ports.flatMap((port) =>
    Array.from({ length: times }, async () => {
      const form = new FormData()
      form.append('csrf', csrfToken(someone.secret))
      const response = await fetch(`http://127.0.0.1:${port}${address}`, {
        method: 'POST',
        body: form,
        redirect: 'manual',
        headers: { cookie: `congtam=${someone.secret}`, origin: `http://127.0.0.1:${port}` },
      })
      await response.arrayBuffer()
      return response.status
    }),
  )
  return await Promise.all(asks)
}

const count = async (text: string, values: unknown[] = []) =>
  Number((await w.pool.query(text, values)).rows[0].n)

test('a plan published by both at once makes each duty once', async () => {
  const coordinator = await w.person('SNV', { coordinator: '19', reviewer: 'SNV' })
  const statuses = await everywhere(coordinator, `/office/plans/${second.slug}/publish`)
  expect(statuses.filter((status) => status >= 500)).toEqual([])
  const duties = await count('select count(*) as n from duties where plan_id = $1', [second.planId])
  const first = await count('select count(*) as n from duties where plan_id = $1', [w.planId])
  expect(duties).toBe(first)
})

test('a report sent through both at once is one round', async () => {
  for (const code of CODES) {
    const head = await w.person(code, { head: code, officer: code })
    const key = { unitId: head.unitId, planId: w.planId, period: PERIOD }
    const { rows } = await w.pool.query<{ id: string }>(
      'select id from duties where unit_id = $1 and plan_id = $2 and period = $3',
      [head.unitId, w.planId, PERIOD],
    )
    await w.act((act) =>
      saveDraft(
        act,
        key,
        rows.map(({ id }) => ({
          dutyId: id,
          state: 'in-progress' as const,
          progress: 'Đang làm',
          quantity: null,
          hindrance: '',
          hindranceKind: null,
        })),
      ),
    )
    const statuses = await everywhere(head, `/office/units/${code}/reports/7-2024/${PERIOD}/send`)
    expect(statuses.filter((status) => status === 303)).toHaveLength(1)
    expect(statuses.filter((status) => status >= 500)).toEqual([])
  }
  expect(await count('select count(*) as n from submissions')).toBe(CODES.length)
})

test('jobs by the clock, queued for both many times, remind and spawn once', async () => {
  const clockJobs = JOBS.filter(({ cron }) => cron)
  expect(clockJobs.length).toBeGreaterThan(0)
  const before = await count('select count(*) as n from duties')
  const queue = await startJobs(
    w.pool,
    JOBS.map(({ name }) => ({ name, run: async () => undefined })),
    { work: false, onFailure: () => undefined },
  )
  for (let time = 0; time < 6; time++) {
    for (const { name } of clockJobs) await queue.enqueue(w.db, name, {})
  }
  const open = `select count(*) as n from pgboss.job where state in ('created', 'retry', 'active') and start_after <= now()`
  for (let tries = 0; tries < 300 && (await count(open)) > 0; tries++) await sleep(200)
  await queue.stop()
  expect(await count('select count(*) as n from duties')).toBe(before)
  const twice = `select count(*) as n from (select unit_id, duty_id, kind, person_id from reminders
    group by 1, 2, 3, 4 having count(*) > 1) d`
  expect(await count(twice)).toBe(0)
  expect((await verifyUnits(w.db, null)).breaks).toEqual([])
}, 120_000)
