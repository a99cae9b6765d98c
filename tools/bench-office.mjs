// The office under load: PostgreSQL 15 of Debian on a private socket, a province's ten years in it, the built
// application as a process of its own, fifty people clicking. First at a tenth of the data, then at all of it.
//
//   node tools/bench-office.mjs             a tenth and all: 1,000,000 duties, 300,000 reports, 5,000,000 events
//   node tools/bench-office.mjs --quick     a hundredth and a tenth
//
// Everything listens on loopback and ends with the run; limits that do not hold make the exit code 1.

import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { gunzipSync } from 'node:zlib'
import autocannon from 'autocannon'
import pg from 'pg'
import {
  BINARIES,
  built,
  command,
  environmentOf,
  processorOf,
  processorOfDatabase,
  serve,
} from './measuring.mjs'
import { fillOffice, TODAY } from './office-data.mjs'

const USERS = 50
const SECONDS = 10
const SINGLE = 25
/** What people let go by after an answer, in the middle. */
const PAUSE = 1000
/** Somebody in the province writes something this often. */
const WRITES_EVERY = 2000
const LIMITS = { p95: 300, ratio: 10, publishing: 5000, share: 0.25 }

/** Who opens what. `of` chooses the sessions; the addresses are walked through in turn. */
const PAGES = [
  { name: 'my work', of: ['commune', 'department'], paths: () => ['/office/work'] },
  {
    name: 'plan board',
    of: ['province', 'district'],
    paths: () => [
      '/office/board/99-2024',
      '/office/board/99-2024?view=unit',
      '/office/board/12-2024',
    ],
  },
  {
    name: 'review queue',
    of: ['district', 'department'],
    paths: () => ['/office/review', '/office/review?sort=unit'],
  },
  {
    name: 'search',
    of: ['province', 'district', 'commune'],
    paths: () =>
      ['doi thoai', 'hộ nghèo', 'tan', 'phu'].map(
        (q) => `/office/search?q=${encodeURIComponent(q)}`,
      ),
  },
  {
    name: 'audit filter',
    of: ['province'],
    paths: (codes) => [
      '/office/audit?verb=report.returned',
      `/office/audit?unit=${codes[0]}`,
      '/office/audit?from=2024-10-01&to=2024-10-07&verb=report.submitted',
      '/office/audit?subject=0f4240',
      `/office/audit?unit=${codes[1]}&verb=draft.saved&from=2024-01-01`,
    ],
  },
]

const shares = process.argv.includes('--quick') ? [0.01, 0.1] : [0.1, 1]
const folder = mkdtempSync(path.join(os.tmpdir(), 'congtam-office-'))
const faults = []
async function main() {
  const server = await startServer()
  try {
    const runs = []
    for (const share of shares) runs.push(await measure(server, share))
    print(runs)
  } finally {
    await server.stop()
  }
  console.log(
    faults.length === 0 ? '\nAll limits hold.' : `\nBeyond their limit:\n  ${faults.join('\n  ')}`,
  )
  return faults.length === 0 ? 0 : 1
}

async function startServer() {
  const { embedded } = await built('bench-office', { embedded: 'src/platform/embedded.ts' })
  return await embedded.startEmbedded(path.join(folder, 'pg'), { binaries: BINARIES })
}

async function measure(server, share) {
  const database = `office_${Math.round(share * 100)}`
  const admin = await connect(server, 'postgres')
  await admin.query(`create database ${database}`)
  await admin.end()
  const environment = environmentOf(server, database, {
    home: path.join(folder, database),
    today: TODAY,
  })
  console.log(`\n${share * 100} % of the data (${server.version})`)
  await command(['migrate'], environment)
  const client = await connect(server, database)
  const { sessions, counts } = await fillOffice(client, share, (text) => console.log(text))
  await client.query('vacuum analyze')
  await client.end()
  console.log(
    `  ${Object.entries(counts)
      .map(([name, n]) => `${n.toLocaleString('en')} ${name}`)
      .join(', ')}`,
  )
  const app = await serve(environment)
  const writer = await keepWriting(server, database)
  try {
    const pages = []
    for (const page of PAGES) {
      pages.push(await measurePage(app, page, sessions))
      await settle(app.origin, sessions)
    }
    const publishing = await publish(app.origin, sessions)
    return { share, counts, pages, publishing }
  } finally {
    await writer.stop()
    await app.stop()
  }
}

/** What any recorded change does to those who look meanwhile: the heads of the chains move on. */
async function keepWriting(server, database) {
  const client = await connect(server, database)
  let last = Promise.resolve()
  const timer = setInterval(() => {
    last = client.query(`update event_heads set seq = seq + 1
      where unit_id = (select unit_id from event_heads order by hash, random() limit 1)`)
  }, WRITES_EVERY)
  return {
    async stop() {
      clearInterval(timer)
      await last
      await client.end()
    },
  }
}

async function connect(server, database) {
  const client = new pg.Client(server.connection(database))
  await client.connect()
  return client
}

function ended(child) {
  return new Promise((resolve) => {
    child.on('exit', resolve)
    child.kill('SIGTERM')
  })
}

/** Waits until what the last measurement left in the queue is done. */
async function settle(origin, [someone]) {
  for (let tries = 0, quick = 0; quick < 3 && tries < 120; tries++) {
    const began = performance.now()
    await get(`${origin}/office/search`, headersOf(someone))
    quick = performance.now() - began < 100 ? quick + 1 : 0
    await sleep(500)
  }
}

/** One page: alone for its median, by fifty people who each click once a second, by fifty who never pause. */
async function measurePage({ origin, pid }, page, sessions) {
  const paths = page.paths(
    sessions.filter(({ level }) => level === 'commune').map(({ code }) => code),
  )
  const people = page.of
    .flatMap((level) => sessions.filter((one) => one.level === level))
    .slice(0, USERS)
  const asked = Array.from(
    { length: Math.max(people.length, paths.length) * paths.length },
    (_, at) => ({
      path: paths[at % paths.length],
      headers: headersOf(people[at % people.length]),
    }),
  )
  const bodies = []
  const times = []
  for (let n = 0; n < SINGLE; n++) {
    const { path: where, headers } = asked[n % asked.length]
    // As one of the fifty would click, while somebody writes: else every page would be one that was kept.
    await sleep(PAUSE / 2)
    const began = performance.now()
    const answer = await get(origin + where, headers)
    times.push(performance.now() - began)
    if (answer.status !== 200) throw new Error(`${where} answered ${answer.status}`)
    bodies.push(answer)
  }
  const spent = () => ({
    app: processorOf(pid) * 1000,
    database: processorOfDatabase(path.join(folder, 'pg/data')) * 1000,
  })
  const before = spent()
  const clicking = await click(origin, asked)
  const after = spent()
  const each = (what) => (after[what] - before[what]) / Math.max(1, clicking.length)
  await settle(origin, sessions)
  const restless = spent()
  const saturated = await cannon(origin, asked, {})
  const perPage = (spent().app - restless.app) / Math.max(1, saturated.seen.length)
  const typical = bodies.sort((a, b) => a.body.length - b.body.length)[bodies.length >> 1]
  await settle(origin, sessions)
  const bare = await bareServer(typical)
  const idle = processorOf(bare.pid)
  const plain = await cannon(bare.origin, [{ path: '/' }], {})
  const barely = ((processorOf(bare.pid) - idle) * 1000) / Math.max(1, plain.seen.length)
  await bare.stop()
  return {
    name: page.name,
    bytes: gunzipSync(typical.body).length,
    sent: typical.body.length,
    single: median(times.slice(3)),
    p95: percentile(clicking, 95),
    restlessP95: percentile(saturated.seen, 95),
    perSecond: saturated.requests.average,
    share: saturated.requests.average / plain.requests.average,
    work: { app: each('app'), database: each('database') },
    restlessWork: perPage,
    bareWork: barely,
  }
}

const headersOf = ({ secret }) => ({ cookie: `congtam=${secret}`, 'accept-encoding': 'gzip' })

function get(address, headers, agent) {
  return new Promise((resolve, reject) => {
    request(address, { headers, ...(agent ? { agent } : {}) }, (answer) => {
      const chunks = []
      answer.on('data', (chunk) => chunks.push(chunk))
      answer.on('end', () =>
        resolve({
          status: answer.statusCode,
          headers: answer.headers,
          body: Buffer.concat(chunks),
        }),
      )
    })
      .on('error', reject)
      .end()
  })
}

/** Fifty people, each with a pause of half a second to a second and a half after every answer. */
async function click(origin, asked) {
  const seen = []
  const random = seeded(50)
  const until = performance.now() + SECONDS * 1000
  await Promise.all(
    Array.from({ length: USERS }, async (_, user) => {
      const agent = new Agent({ keepAlive: true, maxSockets: 1 })
      await sleep(random() * 1000)
      for (let at = user; performance.now() < until; at += USERS) {
        const { path: where, headers } = asked[at % asked.length]
        const began = performance.now()
        const { status } = await get(origin + where, headers, agent)
        seen.push(performance.now() - began)
        if (status !== 200) faults.push(`${where} answered ${status}`)
        await sleep(500 + random() * 1000)
      }
      agent.destroy()
    }),
  )
  return seen.sort((a, b) => a - b)
}

function seeded(seed) {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

/** Fifty connections that ask again at once, for some seconds. */
async function cannon(url, requests, more) {
  const seen = []
  const run = autocannon({
    url,
    connections: USERS,
    duration: SECONDS,
    timeout: 30,
    requests,
    ...more,
  })
  run.on('response', (_, status, __, ms) => {
    seen.push(ms)
    if (status !== 200) faults.push(`${requests[0].path} answered ${status}`)
  })
  const result = await run
  if (result.errors > 0) faults.push(`${requests[0].path}: ${result.errors} requests failed`)
  return { ...result, seen: seen.sort((a, b) => a - b) }
}

const percentile = (seen, share) =>
  seen[Math.min(seen.length - 1, Math.floor((seen.length * share) / 100))] ?? 0
const median = (times) => [...times].sort((a, b) => a - b)[times.length >> 1]

/** What Node alone does with the same bytes, as a process of its own like the application. */
async function bareServer({ body, headers }) {
  const file = path.join(folder, 'bytes')
  writeFileSync(file, body)
  const code = `import { createServer } from 'node:http'
    import { readFileSync } from 'node:fs'
    const body = readFileSync(${JSON.stringify(file)})
    const headers = ${JSON.stringify({
      'content-type': headers['content-type'],
      'content-encoding': headers['content-encoding'],
      'content-length': body.length,
    })}
    const server = createServer((_, answer) => { answer.writeHead(200, headers); answer.end(body) })
    server.listen(0, '127.0.0.1', () => console.log(server.address().port))
    process.on('SIGTERM', () => process.exit(0))`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const port = await new Promise((resolve) =>
    child.stdout.once('data', (chunk) => resolve(Number(String(chunk)))),
  )
  return { origin: `http://127.0.0.1:${port}`, pid: child.pid, stop: () => ended(child) }
}

/** The coordinator publishes the plan of next year, once. */
async function publish(origin, sessions) {
  const { secret } = sessions.find(({ level }) => level === 'province')
  const body = new URLSearchParams({
    csrf: createHash('sha256').update(`form:${secret}`).digest('base64url'),
  }).toString()
  const began = performance.now()
  const answer = await fetch(`${origin}/office/plans/99-2025/publish`, {
    method: 'POST',
    redirect: 'manual',
    headers: {
      cookie: `congtam=${secret}`,
      origin,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body,
  })
  const ms = performance.now() - began
  const duties = Number(/published=(\d+)/.exec(answer.headers.get('location') ?? '')?.[1] ?? 0)
  if (answer.status !== 303 || duties === 0) throw new Error(`publishing answered ${answer.status}`)
  return { ms, duties }
}

function print(runs) {
  const [small, large] = runs
  const by = (share) => `${share * 100} %`
  console.log(`
Single: median of one person's requests. p95: ${USERS} people, a pause of about a second after each answer.
Restless: ${USERS} who never pause. Share: pages a second then, of bare node:http sending the same bytes.
Work: processor milliseconds a page takes of the application + the database while people click; restless, of the
application and of bare node:http. Meanwhile somebody writes every ${WRITES_EVERY / 1000} s.
`)
  const rows = large.pages.map((page, at) => {
    const before = small.pages[at]
    const ratio = page.p95 / page.single
    check(`${page.name}: p95 ${ms(page.p95)}`, page.p95, LIMITS.p95)
    check(`${page.name}: p95 ${ratio.toFixed(1)} × its median`, ratio, LIMITS.ratio)
    return [
      page.name,
      `${Math.round(page.bytes / 1000)} kB`,
      `${ms(before.single)} → ${ms(page.single)}`,
      `${ms(before.p95)} → ${ms(page.p95)}`,
      `${ratio.toFixed(1)} ×`,
      `× ${(page.single / before.single).toFixed(1)}`,
      ms(page.restlessP95),
      page.perSecond.toFixed(0),
      `${(page.share * 100).toFixed(1)} %`,
      `${page.work.app.toFixed(1)} + ${page.work.database.toFixed(1)}`,
      `${page.restlessWork.toFixed(2)} / ${page.bareWork.toFixed(2)}`,
    ]
  })
  table([
    [
      'page',
      'size',
      `single ${by(small.share)} → ${by(large.share)}`,
      'p95',
      'p95/single',
      'growth',
      'restless p95',
      'pages/s',
      'share',
      'work ms',
      'restless work',
    ],
    ...rows,
  ])
  for (const { share, publishing } of runs) {
    console.log(
      `publishing at ${by(share)}: ${publishing.duties.toLocaleString('en')} duties in ${ms(publishing.ms)}`,
    )
  }
  check(`publishing ${ms(large.publishing.ms)}`, large.publishing.ms, LIMITS.publishing)
  console.log(
    `Limits: p95 ${LIMITS.p95} ms and ${LIMITS.ratio} × the median, publishing ${LIMITS.publishing} ms. ` +
      `Aim, not a limit: a share of ${LIMITS.share * 100} %.`,
  )
}

function check(what, value, limit) {
  if (!(value <= limit)) faults.push(`${what} (limit ${limit})`)
}

const ms = (value) => (value < 1000 ? `${value.toFixed(0)} ms` : `${(value / 1000).toFixed(2)} s`)

function table(rows) {
  const widths = rows[0].map((_, at) => Math.max(...rows.map((row) => row[at].length)))
  for (const row of rows) console.log(row.map((cell, at) => cell.padEnd(widths[at])).join('  '))
}

try {
  process.exitCode = await main()
} finally {
  rmSync(folder, { recursive: true, force: true })
}
