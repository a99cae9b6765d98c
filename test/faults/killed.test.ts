// The server process is killed again and again while reports with evidence come in by the hundred, and the database
// under it: every acknowledged submission is there afterwards, none twice, each with its evidence.
// CONGTAM_LONG: 10,000 submissions, 200 at a time.

import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readConfig } from '../../src/app/config.ts'
import { firstStart } from '../../src/app/first-start.ts'
import { type Instance, openInstance, systemAct } from '../../src/app/instance.ts'
import { verifyUnits } from '../../src/audit/index.ts'
import {
  addPerson,
  addPost,
  csrfToken,
  grantRole,
  holdPost,
  insertSession,
  newSecret,
  secretHash,
} from '../../src/auth/index.ts'
import { day } from '../../src/lib/day.ts'
import { unitByCode, unitsOn } from '../../src/org/index.ts'
import { applyImport, beginImport, publishPlan, readImport } from '../../src/plans/index.ts'
import { sha256 } from '../../src/platform/index.ts'
import { SMALL_PLAN } from '../plan-world.ts'

const LONG = process.env.CONGTAM_LONG === '1'
const SIZE = LONG
  ? { plans: 5, wanted: 10_000, atOnce: 200, kills: 12 }
  : { plans: 1, wanted: 150, atOnce: 30, kills: 3 }
const TODAY = day('2024-12-30')

type Target = {
  code: string
  slug: string
  period: string
  dutyId: string
  unitId: string
  secret: string
}

const home = mkdtempSync(path.join(os.tmpdir(), 'congtam-killed-'))
const environment = {
  CONGTAM_HOME: home,
  CONGTAM_DEMO: 'off',
  CONGTAM_TODAY: TODAY,
  LOG_LEVEL: 'silent',
}
const config = readConfig(environment, process.cwd())
let instance: Instance
let targets: Target[]
let port: number

beforeAll(async () => {
  instance = await openInstance(config, 'migrations')
  await firstStart(instance, 'packs', { demo: false, say: () => undefined })
  targets = await prepare()
  port = await freePort()
}, 600_000)
afterAll(async () => {
  server?.kill('SIGKILL')
  await instance.close()
  rmSync(home, { recursive: true, force: true })
})

/** Plans with one monthly duty of every commune; a head with a session in each. */
async function prepare(): Promise<Target[]> {
  const office = await unitByCode(instance.db, 'TN-SNV', TODAY)
  const slugs: string[] = []
  for (let number = 1; number <= SIZE.plans; number++) {
    const text = SMALL_PLAN.replaceAll('7/KH-UBND', `${number}/KH-UBND`)
      .replace('ngày 14 tháng 5 năm 2024', 'ngày 02 tháng 01 năm 2024')
      .replaceAll('14/5/2024', '02/01/2024')
      .replace('Thường xuyên', 'Định kỳ hằng tháng')
    const bytes = new TextEncoder().encode(text)
    await systemAct(instance, async (act) => {
      const actor = { ...act.actor, unitId: office?.id ?? null }
      const { importId } = await beginImport(
        { ...act, actor, enqueue: async () => undefined },
        { fileName: 'a.txt', bytes },
      )
      await readImport(act, importId)
      const { planId, slug } = await applyImport({ ...act, actor }, importId)
      await publishPlan({ ...act, enqueue: async () => undefined }, planId)
      slugs.push(slug)
    })
  }
  const communes = (await unitsOn(instance.db, TODAY)).filter(({ level }) => level === 'commune')
  const heads = new Map<string, { code: string; secret: string }>()
  await systemAct(instance, async (act) => {
    for (const { id, code } of communes) {
      const personId = await addPerson(act, {
        name: `Chủ tịch ${code}`,
        email: `${code}@test.vn`,
        unitId: id,
      })
      const postId = await addPost(act, { unitId: id, title: 'Chủ tịch', from: day('2024-01-01') })
      await holdPost(act, { postId, personId, from: day('2024-01-01') })
      await grantRole(act, { postId, role: 'head', scopeId: id, from: day('2024-01-01') })
      await grantRole(act, { postId, role: 'officer', scopeId: id, from: day('2024-01-01') })
      const secret = newSecret()
      await insertSession(act.db, {
        id: act.newId(),
        token_hash: secretHash(secret),
        person_id: personId,
        post_id: postId,
        started_at: act.now,
        seen_at: act.now,
        expires_at: '2025-06-01T00:00:00+07:00',
        ended_at: null,
        agent: 'test',
      })
      heads.set(id, { code, secret })
    }
  })
  const { rows } = await instance.pool.query<{
    unit_id: string
    id: string
    period: string
    slug: string
  }>(
    `select d.unit_id, d.id, d.period, p.slug from duties d join plans p on p.id = d.plan_id
     where p.slug = any($1) and d.unit_id = any($2) and d.period ~ '^2024-[0-9]{2}$' and d.opens_on <= $3
     order by d.period, p.slug, d.unit_id limit $4`,
    [slugs, communes.map(({ id }) => id), TODAY, SIZE.wanted],
  )
  return rows.map(({ unit_id: unitId, id: dutyId, period, slug }) => {
    const head = heads.get(unitId) as { code: string; secret: string }
    return { ...head, unitId, dutyId, period, slug }
  })
}

const freePort = () =>
  new Promise<number>((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port: free } = probe.address() as { port: number }
      probe.close(() => resolve(free))
    })
  })

let server: ChildProcess | null = null
let isOver = false

/** What systemd does: begins the server again whenever it has gone. */
async function supervise(): Promise<void> {
  while (!isOver) {
    server = spawn(process.execPath, ['bin/congtam', 'serve'], {
      env: { ...process.env, ...environment, PORT: String(port) },
      stdio: 'ignore',
    })
    const gone = server
    await new Promise((resolve) => gone.once('exit', resolve))
  }
}

const evidenceOf = (target: Target) =>
  new TextEncoder().encode(`%PDF-1.4\n% ${target.dutyId} ${target.period}\n%%EOF\n`)

async function post(target: Target, address: string, body: FormData): Promise<number> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}${address}`, {
      method: 'POST',
      body,
      redirect: 'manual',
      headers: { cookie: `congtam=${target.secret}`, origin: `http://127.0.0.1:${port}` },
      signal: AbortSignal.timeout(60_000),
    })
    await response.arrayBuffer()
    return response.status
  } catch {
    return 0
  }
}

/** As a person at a bad line: the same again until the server has said yes. */
async function insist(ask: () => Promise<number>): Promise<number> {
  for (let tries = 0; tries < 2000; tries++) {
    const status = await ask()
    if (status !== 0 && status < 500 && status !== 429) return status
    await sleep(100 + Math.random() * 200)
  }
  throw new Error('the server never came back')
}

async function report(target: Target): Promise<{ saved: number; sent: number }> {
  const address = `/office/units/${target.code}/reports/${target.slug}/${target.period}`
  const saved = await insist(() => {
    const form = new FormData()
    form.append('csrf', csrfToken(target.secret))
    form.append(`state.${target.dutyId}`, 'done')
    form.append(`progress.${target.dutyId}`, `Đã niêm yết ${target.period}`)
    form.append(`file.${target.dutyId}`, new File([evidenceOf(target)], 'bien-ban.pdf'))
    return post(target, address, form)
  })
  const sent = await insist(() => {
    const form = new FormData()
    form.append('csrf', csrfToken(target.secret))
    return post(target, `${address}/send`, form)
  })
  return { saved, sent }
}

/** Since when the database answers; null when it does not. */
const serving = async (): Promise<string | null> =>
  instance.pool.query('select pg_postmaster_start_time()::text as since').then(
    ({ rows }) => rows[0].since as string,
    () => null,
  )

function killDatabase(): void {
  const lock = path.join(home, 'database', 'data', 'postmaster.pid')
  const [pid] = readFileSync(lock, 'utf8').split('\n')
  process.kill(Number(pid), 'SIGKILL')
}

test(
  `${SIZE.wanted} submissions, ${SIZE.atOnce} at a time, under ${SIZE.kills} kills: all there, none twice`,
  async () => {
    expect(targets).toHaveLength(SIZE.wanted)
    const supervised = supervise()
    let done = 0
    let killed = 0
    const outcomes: { saved: number; sent: number }[] = []
    const waiting = [...targets]
    const worker = async () => {
      for (let target = waiting.pop(); target; target = waiting.pop()) {
        outcomes.push(await report(target))
        done += 1
        const due = Math.floor((done * (SIZE.kills + 1)) / SIZE.wanted)
        if (due <= killed || killed >= SIZE.kills) continue
        killed += 1
        // Every third time the database goes, and the server with it a moment later.
        if (killed % 3 === 0) {
          killDatabase()
          await sleep(150)
        }
        server?.kill('SIGKILL')
      }
    }
    await Promise.all(Array.from({ length: SIZE.atOnce }, worker))
    isOver = true
    server?.kill('SIGTERM')
    await supervised
    // The last server to leave stopped the database; this process, which had no connection open just then, starts it again.
    await expect.poll(serving, { timeout: 60_000 }).not.toBeNull()
    expect(killed).toBe(SIZE.kills)
    // 422: "nothing to send" is the answer to a repetition whose first answer was lost.
    expect(new Set(outcomes.map(({ saved }) => saved))).toEqual(new Set([303]))
    expect(outcomes.filter(({ sent }) => sent !== 303 && sent !== 422)).toEqual([])

    const { rows } = await instance.pool.query<{
      duty_id: string
      rounds: number
      evidence: number
      hash: string
    }>(
      `select l.duty_id, count(distinct l.submission_id)::int as rounds,
       (select count(*)::int from evidence e where e.unit_id = l.unit_id and e.duty_id = l.duty_id) as evidence,
       (select min(e.file_hash) from evidence e where e.unit_id = l.unit_id and e.duty_id = l.duty_id
          and e.id = any(l.evidence_ids)) as hash
     from submission_lines l group by l.unit_id, l.duty_id, l.evidence_ids`,
    )
    expect(rows).toHaveLength(SIZE.wanted)
    const found = new Map(rows.map((row) => [row.duty_id, row]))
    const wrong = targets.filter((target) => {
      const row = found.get(target.dutyId)
      const hash = sha256(evidenceOf(target))
      if (row?.rounds !== 1 || row.evidence !== 1 || row.hash !== hash) return true
      const file = path.join(home, 'files', hash.slice(0, 2), hash)
      return !existsSync(file) || sha256(new Uint8Array(readFileSync(file))) !== hash
    })
    expect(wrong).toEqual([])
    expect((await verifyUnits(instance.db, null)).breaks).toEqual([])
  },
  LONG ? 3_600_000 : 300_000,
)

test('a database killed under a process that has no server comes back by itself', async () => {
  const before = await serving()
  killDatabase()
  let after = await serving()
  for (let tries = 0; tries < 150 && (after === null || after === before); tries++) {
    await sleep(200)
    after = await serving()
  }
  expect(after).not.toBeNull()
  expect(after).not.toBe(before)
})
