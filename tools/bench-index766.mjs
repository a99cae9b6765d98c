// How long an accepted event takes to stand on open pages of the index: pages over HTTP on loopback, dossiers by the feed,
// PostgreSQL 15 of Debian, the built application as a process of its own.
//
//   node tools/bench-index766.mjs             200 pages, 100 events a second, 30 s for each way of writing
//   node tools/bench-index766.mjs --quick     20 pages, 20 events a second, 10 s
//
// Beside it, in the same run: how long a bare `fetch` of the process's health takes under that load, since a page can be no
// quicker. Everything ends with the run; exit code 1 when the 95th of a hundred takes longer than a second.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  BINARIES,
  built,
  environmentOf,
  leader,
  processorOf,
  processorOfDatabase,
  ROOT,
  serve,
} from './measuring.mjs'

const TODAY = '2025-12-30'
const LIMIT = 1000
const isQuick = process.argv.includes('--quick')
const [PAGES, RATE, SECONDS] = isQuick ? [20, 20, 10] : [200, 100, 30]
/** Dossiers there already. */
const BEFORE = isQuick ? 2000 : 20_000
const BATCHES = 5
const folder = mkdtempSync(path.join(os.tmpdir(), 'congtam-index766-'))

async function main() {
  const modules = await built('bench-index766', {
    embedded: 'src/platform/embedded.ts',
    instance: 'src/app/instance.ts',
    auth: 'src/auth/index.ts',
    dossiers: 'src/dossiers/index.ts',
    config: 'src/app/config.ts',
    org: 'src/org/index.ts',
  })
  const { embedded, instance, dossiers, config } = modules
  const data = path.join(folder, 'pg')
  const server = await embedded.startEmbedded(data, { binaries: BINARIES })
  const environment = environmentOf(server, 'postgres', {
    home: path.join(folder, 'home'),
    today: TODAY,
  })
  const app = await serve(environment)
  const own = await instance.openInstance(
    config.readConfig(environment, ROOT),
    path.join(ROOT, 'migrations'),
  )
  let worst = 0
  try {
    const world = await furnish(own, modules)
    for (const mode of ['grouped', 'mixed']) {
      await instance.systemAct(own, (act) => dossiers.setWriting(act, mode))
      const used = [processorOf(app.pid), processorOfDatabase(path.join(data, 'data'))]
      const { times, bare } = await measure(app.origin, world)
      const busy = [
        processorOf(app.pid) - used[0],
        processorOfDatabase(path.join(data, 'data')) - used[1],
      ]
      const [half, most] = [quantile(times, 0.5), quantile(times, 0.95)]
      console.log(
        `${mode.padEnd(8)} ${PAGES} pages, ${RATE} events/s, ${times.length} sightings: half within ${half} ms, 95 of 100 within ${most} ms, ` +
          `${(most / Math.max(1, quantile(bare, 0.95))).toFixed(1)} × a bare answer; processor ${busy[0].toFixed(1)} s + ${busy[1].toFixed(1)} s the database`,
      )
      worst = Math.max(worst, times.length > 0 ? most : Number.POSITIVE_INFINITY)
    }
  } finally {
    await app.stop()
    await own.close()
    await server.stop()
  }
  console.log(worst <= LIMIT ? 'The limit holds.' : `Beyond the limit of ${LIMIT} ms.`)
  return worst <= LIMIT ? 0 : 1
}

/** Procedures, a token that may feed, somebody who may look, the units, and dossiers that were there before. */
async function furnish(own, { instance, auth, dossiers, org }) {
  const { rows } = dossiers.readProcedureRows(
    readFileSync(path.join(ROOT, 'packs/vn/procedures-sample.csv'), 'utf8'),
  )
  return await instance.systemAct(own, async (act) => {
    await dossiers.loadProcedures(act, rows)
    await dossiers.setWriting(act, 'mixed')
    const unitId = await org.rootUnitId(act.db)
    const token = await auth.issueToken(act, {
      unitId,
      name: 'bench',
      scopes: ['dossier.feed'],
      perMinute: 60_000,
      expiresOn: '2026-06-30',
    })
    const cookie = await leader(act, { auth, org }, 'Người xem')
    const units = await org.unitsOn(act.db, TODAY)
    const communes = units.filter(({ level }) => level === 'commune')
    for (let at = 0; at < BEFORE; at += 1000)
      await dossiers.receiveBatch(act, {
        source: 'before',
        unitId,
        messages: Array.from({ length: 1000 }, (_, no) => ({
          no: no + 1,
          message: {
            ...dossier(communes[(at + no) % communes.length].code, `V${at + no}`),
            receivedAt: act.now,
          },
        })),
      })
    return { token: token.secret, cookie, units, communes }
  })
}

let sent = 0

/** Milliseconds from the answer that a batch was accepted to each page that shows it, and of bare answers meanwhile. */
async function measure(origin, { token, cookie, units, communes }) {
  const ending = new AbortController()
  const scored = units.filter(({ level }) => ['province', 'district', 'commune'].includes(level))
  const pages = Array.from({ length: PAGES }, (_, at) => ({
    unit: scored[at % scored.length],
    first: null,
    waiting: [],
    due: 0,
    times: [],
  }))
  const open = pages.map((page) => follow(origin, cookie, page, ending.signal))
  const failed = Promise.race(open.map((it) => it.then(() => new Promise(() => {}))))
  const bare = []
  const work = async () => {
    while (pages.some(({ first }) => first === null)) await sleep(200)
    await sleep(3000)
    for (const page of pages) page.first = page.shown
    const size = Math.max(1, Math.round(RATE / BATCHES))
    const end = performance.now() + SECONDS * 1000
    for (let next = performance.now(); performance.now() < end; next += 1000 / BATCHES) {
      const to = Array.from({ length: size }, () => communes[sent++ % communes.length])
      const items = to.map(({ code }, at) => dossier(code, `N${sent - size + at}`))
      const answer = await fetch(`${origin}/api/dossiers/batches`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ items }),
      })
      if (answer.status !== 202) throw new Error(`the feed answered ${answer.status}`)
      await answer.arrayBuffer()
      const at = performance.now()
      for (const page of pages) {
        const more = to.filter((unit) => isUnder(unit, page.unit, units)).length
        page.due += more
        if (more > 0) page.waiting.push({ upTo: page.first + page.due, at })
        look(page)
      }
      const began = performance.now()
      await (await fetch(`${origin}/healthz`)).arrayBuffer()
      bare.push(performance.now() - began)
      await sleep(Math.max(0, next + 1000 / BATCHES - performance.now()))
    }
    await sleep(3000)
  }
  await Promise.race([work(), failed])
  ending.abort()
  await Promise.allSettled(open)
  const unseen = pages.reduce((sum, { waiting }) => sum + waiting.length, 0)
  if (unseen > 0) console.log(`  ${unseen} batches were never seen on a page`)
  return { times: [...pages.flatMap(({ times }) => times), ...Array(unseen).fill(60_000)], bare }
}

/** What a page shows now covers what was accepted up to then. */
function look(page) {
  const now = performance.now()
  while (page.waiting.length > 0 && page.waiting[0].upTo <= page.shown)
    page.times.push(Math.max(0, now - page.waiting.shift().at))
}

async function follow(origin, cookie, page, signal) {
  const address = `${origin}/office/index766/${page.unit.code}/live?period=2025-12`
  const answer = await fetch(address, { headers: { cookie }, signal, redirect: 'manual' })
  if (answer.status !== 200) throw new Error(`${address} answered ${answer.status}`)
  let held = ''
  try {
    for await (const bytes of answer.body.pipeThrough(new TextDecoderStream())) {
      held += bytes
      const blocks = held.split('\n\n')
      held = blocks.pop()
      for (const block of blocks) {
        const told = /^data: (.*)$/m.exec(block)?.[1]
        const parts = told && JSON.parse(told)['i.4.2.parts']
        if (!parts) continue
        page.shown = Number((parts.split('/')[1] ?? '0').replace(/[^0-9]/g, ''))
        page.first ??= page.shown
        look(page)
      }
    }
  } catch (error) {
    if (!signal.aborted) throw error
  }
}

function isUnder(unit, above, units) {
  for (let it = unit; it; it = units.find(({ id }) => id === it.parentId))
    if (it.id === above.id) return true
  return false
}

const dossier = (unit, no) => ({
  service: 'DongBoHoSoMC',
  data: {
    MaHoSo: `${unit}-251229-${no}`,
    MaTTHC: '2.000815',
    TenTTHC: 'x',
    MaLinhVuc: 'x',
    TenLinhVuc: 'x',
    LoaiDoiTuong: '1',
    KenhThucHien: '1',
    DonViXuLy: unit,
    TrangThaiHoSo: '4',
    NgayNopHoSo: '20251229080000',
    NgayTiepNhan: '20251229080000',
    NgayHenTra: '20260110170000',
  },
})

const quantile = (numbers, share) => {
  const sorted = [...numbers].sort((a, b) => a - b)
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0)
}

try {
  process.exitCode = await main()
} finally {
  rmSync(folder, { recursive: true, force: true })
}
