// The server is killed again and again while batches of the feed come in: what was answered 202 is there afterwards, once, and
// the counters are what the events come to. Half-way the instance is set to mixed writing. CONGTAM_LONG: 400 batches.

import { type ChildProcess, spawn } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { setWriting } from '../../src/dossiers/index.ts'
import { loadBoard } from '../../src/index766/index.ts'
import { day } from '../../src/lib/day.ts'
import type { Instant } from '../../src/lib/instant.ts'
import { caller } from '../api-caller.ts'
import { dossier, FEED_TODAY, feedWorld, progress } from '../feed-world.ts'

const SIZE = process.env.CONGTAM_LONG
  ? { batches: 400, items: 200, atOnce: 20, kills: 12 }
  : { batches: 60, items: 40, atOnce: 10, kills: 4 }

let w: Awaited<ReturnType<typeof feedWorld>>
let secret: string
let server: ChildProcess | null = null
let base = ''
let isOver = false

beforeAll(async () => {
  w = await feedWorld()
  secret = (await caller(w, '19', ['dossier.feed'])).secret
}, 120_000)
afterAll(async () => {
  isOver = true
  server?.kill('SIGKILL')
  await w.close()
})

/** Begins the server again whenever it has gone. */
async function supervise(): Promise<void> {
  const { host, user, database } = w.connection as { host: string; user: string; database: string }
  while (!isOver) {
    const one = spawn(process.execPath, ['bin/congtam', 'serve'], {
      env: {
        ...process.env,
        DATABASE_URL: `postgres://${user}@/${database}?host=${encodeURIComponent(host)}`,
        CONGTAM_HOME: w.instance.config.home,
        CONGTAM_TODAY: FEED_TODAY,
        CONGTAM_DEMO: 'off',
        PORT: '0',
        LOG_LEVEL: 'silent',
      },
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    server = one
    one.stdout?.on('data', (chunk: Buffer) => {
      base = /http:\/\/[\d.:]+/.exec(chunk.toString())?.[0] ?? base
    })
    await new Promise((resolve) => one.once('exit', resolve))
  }
}

const UNITS = ['05569', '05563', '05611']
const itemsOf = (batch: number) =>
  Array.from({ length: SIZE.items }, (_, at) => {
    const code = `K-${batch}-${at >> 1}`
    return at % 2
      ? progress(code, 4)
      : dossier(code, { DonViXuLy: UNITS[(batch + at) % 3], KenhThucHien: 1 + (at % 3) })
  })

/** Sends a batch until it is answered; every try has the same key, as the sender's own system would. */
async function insist(batch: number): Promise<string> {
  const body = JSON.stringify({ items: itemsOf(batch) })
  for (let tries = 0; tries < 3000; tries++) {
    const answer = await fetch(`${base}/api/dossiers/batches`, {
      method: 'POST',
      body,
      headers: {
        authorization: `Bearer ${secret}`,
        'content-type': 'application/json',
        'idempotency-key': `batch-${batch}`,
      },
      signal: AbortSignal.timeout(30_000),
    })
      .then(async (response) => ({ status: response.status, json: await response.json() }))
      .catch(() => null)
    if (answer?.status === 202) return answer.json.id as string
    await sleep(100)
  }
  throw new Error('the server never came back')
}

test(`${SIZE.batches} batches under ${SIZE.kills} kills: receipts given are events stored, once`, async () => {
  const supervised = supervise()
  while (base === '') await sleep(100)
  const receipts = new Map<number, string>()
  const waiting = Array.from({ length: SIZE.batches }, (_, at) => at)
  let killed = 0
  const worker = async () => {
    for (let batch = waiting.pop(); batch !== undefined; batch = waiting.pop()) {
      receipts.set(batch, await insist(batch))
      if (receipts.size === SIZE.batches / 2) await w.act((act) => setWriting(act, 'mixed'))
      if (receipts.size < (SIZE.batches * (killed + 1)) / (SIZE.kills + 1) || killed >= SIZE.kills)
        continue
      killed += 1
      server?.kill('SIGKILL')
    }
  }
  await Promise.all(Array.from({ length: SIZE.atOnce }, worker))
  expect(killed).toBe(SIZE.kills)
  isOver = true
  server?.kill('SIGKILL')
  await supervised
  await w.drain()

  const one = async (text: string) => Number((await w.pool.query(text)).rows[0].n)
  expect(new Set(receipts.values()).size).toBe(SIZE.batches)
  expect(await one('select count(*) as n from dossier_batches')).toBe(SIZE.batches)
  expect(await one('select count(*) as n from dossier_inbox')).toBe(0)
  expect(await one('select count(*) as n from dossier_waiting')).toBe(0)
  const events = SIZE.batches * SIZE.items
  expect(await one('select count(*) as n from dossier_events')).toBe(events)
  expect(
    await one('select count(*) as n from (select distinct code, id from dossier_events) e'),
  ).toBe(events)
  const { rows } = await w.pool.query(
    `select r->>'outcome' as outcome, count(*)::int as n
     from (select results from dossier_results union all select results from dossier_batches) of_all,
       json_array_elements(results) r
     group by 1`,
  )
  expect(rows).toEqual([{ outcome: 'accepted', n: events }])
  const period = { from: day('2026-08-01'), to: day('2026-08-31') }
  const at = '2026-08-03T23:00:00.000+07:00' as Instant
  const [live, anew] = await Promise.all(
    [false, true].map((recompute) => loadBoard(w.db, { period, at, today: FEED_TODAY, recompute })),
  )
  expect(live?.figures).toEqual(anew?.figures)
  const received = live?.figures.get(await w.unitId('19'))?.started.received
  expect(received).toBe(events / 2)
}, 300_000)
