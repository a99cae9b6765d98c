// Dossiers by the batch, end to end: HTTP to committed counters, beside the same rows written by bare SQL; then the index
// from the counters beside one `group by` over the raw dossiers. PostgreSQL 15 of Debian on a private socket.
//
//   node tools/bench-dossiers.mjs             at 200,000 and 1,000,000 dossiers
//   node tools/bench-dossiers.mjs --quick     at 20,000 and 60,000
//   node tools/bench-dossiers.mjs --large     reads also at 5,000,000: the million five times over
//
// Everything listens on loopback and ends with the run; limits that do not hold make the exit code 1.

import { createReadStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import pg from 'pg'
import {
  BINARIES,
  built,
  command,
  environmentOf,
  processorOf,
  processorOfDatabase,
  ROOT,
  serve,
} from './measuring.mjs'

const TODAY = '2025-12-31'
const BATCH = 1000
const AT_ONCE = 4
/** A serving process a core, as an office with two cores would run. */
const PROCESSES = 2
/** Dossiers in memory at once. */
const PORTION = 100_000
/** As docs/operate.md sets a server up. */
const SETTINGS = ['shared_buffers=2GB', 'max_wal_size=4GB', 'effective_cache_size=5GB']
const LIMITS = { rate: 5000, ofBare: 0.4, unitMonth: 20, provinceYear: 300 }

const sizes = process.argv.includes('--quick') ? [20_000, 60_000] : [200_000, 1_000_000]
/** How many times over the largest size is read once more. */
const TIMES = process.argv.includes('--large') ? 5 : 1
const folder = mkdtempSync(path.join(os.tmpdir(), 'congtam-dossiers-'))
const faults = []

async function main() {
  const modules = await built('bench-dossiers', {
    embedded: 'src/platform/embedded.ts',
    instance: 'src/app/instance.ts',
    auth: 'src/auth/index.ts',
    dossiers: 'src/dossiers/index.ts',
    index766: 'src/index766/index.ts',
    config: 'src/app/config.ts',
    org: 'src/org/index.ts',
  })
  const server = await modules.embedded.startEmbedded(path.join(folder, 'pg'), {
    binaries: BINARIES,
    settings: SETTINGS,
  })
  try {
    for (const size of sizes) await measure(server, modules, size)
  } finally {
    await server.stop()
  }
  console.log(
    faults.length === 0 ? '\nAll limits hold.' : `\nBeyond their limit:\n  ${faults.join('\n  ')}`,
  )
  return faults.length === 0 ? 0 : 1
}

async function measure(server, { instance, auth, dossiers, index766, config, org }, size) {
  const database = `dossiers_${size}`
  await query(server, 'postgres', `create database ${database}`)
  const environment = {
    ...environmentOf(server, database, { home: path.join(folder, database), today: TODAY }),
    CONGTAM_PROCESSES: String(PROCESSES),
  }
  console.log(`\n${size.toLocaleString('en')} dossiers`)
  const app = await serve(environment)
  const own = await instance.openInstance(
    config.readConfig(environment, ROOT),
    path.join(ROOT, 'migrations'),
  )
  try {
    const { rows } = dossiers.readProcedureRows(
      readFileSync(path.join(ROOT, 'packs/vn/procedures-sample.csv'), 'utf8'),
    )
    const token = await instance.systemAct(own, async (act) => {
      await dossiers.loadProcedures(act, rows)
      const unitId = await org.rootUnitId(act.db)
      return await auth.issueToken(act, {
        unitId,
        name: 'bench',
        scopes: ['dossier.feed'],
        perMinute: 60_000,
        expiresOn: '2026-06-30',
      })
    })
    let mixed = null
    for (const mode of ['grouped', 'mixed']) {
      await instance.systemAct(own, (act) => dossiers.setWriting(act, mode))
      const share = mode === 'grouped' ? Math.min(size / 10, 50_000) : size
      mixed = { seconds: 0, app: 0, database: 0 }
      for (let at = 0; at < share; at += PORTION) {
        const mark = `${mode[0]}${at / PORTION}`
        const messages = await firstPictures(Math.min(PORTION, share - at), mark, 7 + at / PORTION)
        const fed = await feed(app, own, token.secret, messages)
        for (const name of Object.keys(mixed)) mixed[name] += fed[name]
      }
      say(
        `  ${mode.padEnd(8)} ${rate(share, mixed)}; processor: ${mixed.app.toFixed(1)} s the application, ${mixed.database.toFixed(1)} s the database`,
      )
      if (mode === 'mixed') check('dossiers/s, mixed', share / mixed.seconds, LIMITS.rate, false)
    }
    const bare = await bareRate(server, database)
    const share = size / mixed.seconds / (bare.dossiers / bare.seconds)
    say(`  bare SQL ${rate(bare.dossiers, bare)}; mixed is ${(share * 100).toFixed(0)} % of it`)
    check('mixed, share of bare SQL', share, LIMITS.ofBare, false)
    await query(server, database, 'vacuum analyze')
    await read({ server, database, own }, index766, size)
    if (TIMES > 1 && size === sizes.at(-1)) {
      await multiply(server, database, TIMES)
      say(`\n${(size * TIMES).toLocaleString('en')} dossiers, the same ones under other codes`)
      await read({ server, database, own }, index766, size * TIMES)
    }
  } finally {
    await own.close()
    await app.stop()
  }
}

/** Whole pictures of that many dossiers, one message each, spread over the year. */
async function firstPictures(count, mark, seed) {
  const file = path.join(folder, `units.csv`)
  const units = readFileSync(path.join(ROOT, 'packs/thai-nguyen/units-2024-05-01.csv'), 'utf8')
  const [head, ...lines] = units.trim().split('\n')
  const columns = head.split(',')
  writeFileSync(
    file,
    [
      head,
      ...lines.map((line) => {
        const cells = line.split(',')
        cells[columns.indexOf('dossier_code')] ||= cells[columns.indexOf('code')]
        return cells.join(',')
      }),
    ].join('\n'),
  )
  const out = path.join(folder, 'messages.jsonl')
  const perDay = Math.ceil((count * 1.1) / 250)
  await command([
    'simulate',
    'dossiers',
    '--units',
    file,
    '--from',
    '2025-01-02',
    '--to',
    '2025-12-30',
    '--per-day',
    String(perDay),
    '--seed',
    String(seed),
    '--out',
    out,
  ])
  const last = new Map()
  for await (const line of createInterface({ input: createReadStream(out) })) {
    if (!line.includes('"DongBoHoSoMC"')) continue
    const { service, data } = JSON.parse(line)
    data.MaHoSo = `${mark}${data.MaHoSo}`
    if (data.IsDeleted) continue
    if (!last.has(data.MaHoSo) && last.size === count) continue
    last.set(data.MaHoSo, { service, data })
  }
  return [...last.values()]
}

/** Sends everything in batches and waits until the inbox is empty. */
async function feed(app, own, secret, messages) {
  const bodies = []
  for (let at = 0; at < messages.length; at += BATCH)
    bodies.push(gzipSync(JSON.stringify({ items: messages.slice(at, at + BATCH) }), { level: 1 }))
  const began = performance.now()
  const used = {
    app: processorOf(app.pid),
    database: processorOfDatabase(path.join(folder, 'pg/data')),
  }
  const send = async () => {
    for (let body = bodies.pop(); body; body = bodies.pop()) {
      const answer = await fetch(`${app.origin}/api/dossiers/batches`, {
        method: 'POST',
        body,
        headers: {
          authorization: `Bearer ${secret}`,
          'content-type': 'application/json',
          'content-encoding': 'gzip',
        },
      })
      if (answer.status !== 202) throw new Error(`${answer.status} ${await answer.text()}`)
      await answer.arrayBuffer()
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, send))
  for (;;) {
    const { rows } = await own.pool.query('select 1 from dossier_inbox limit 1')
    if (rows.length === 0) break
    await sleep(50)
  }
  return {
    seconds: (performance.now() - began) / 1000,
    app: processorOf(app.pid) - used.app,
    database: processorOfDatabase(path.join(folder, 'pg/data')) - used.database,
  }
}

/** Every dossier so many times, and the counters as if each had been received. */
async function multiply(server, database, times) {
  const columnsOf = async (table, type) =>
    (
      await query(
        server,
        database,
        `select column_name as name from information_schema.columns
         where table_name = '${table}' ${type ? `and data_type = '${type}'` : ''} order by ordinal_position`,
      )
    ).rows.map(({ name }) => name)
  const columns = await columnsOf('dossiers')
  const copied = columns.map((name) => (name === 'code' ? `code || '-' || n` : name))
  await query(
    server,
    database,
    `insert into dossiers (${columns}) select ${copied} from dossiers, generate_series(2, ${times}) as n`,
  )
  for (const table of ['dossier_tallies', 'dossier_days', 'dossier_late_days', 'dossier_months']) {
    const counters = await columnsOf(table, 'integer')
    const set = counters.map((name) => `${name} = ${name} * ${times}`)
    await query(server, database, `update ${table} set ${set}`)
  }
  await query(server, database, 'vacuum analyze')
}

/** The rows of the last 20,000 dossiers written again into bare tables of the same shape, a thousand at a time. */
async function bareRate(server, database) {
  const tables = ['dossier_keys', 'dossier_events', 'dossiers']
  const client = new pg.Client(server.connection(database))
  await client.connect()
  const { rows: codes } = await client.query(
    'select unit_id, code from dossiers order by code desc limit 20000',
  )
  const seconds = []
  for (const table of tables)
    await client.query(`create table bare_${table} (like ${table} including all)`)
  await client.query('create table bare_tallies (like dossier_tallies including all)')
  for (let at = 0; at < codes.length; at += BATCH) {
    const some = codes.slice(at, at + BATCH)
    const parts = []
    for (const table of tables) {
      const { rows } = await client.query(
        `select coalesce(jsonb_agg(to_jsonb(t)), '[]')::text as rows from ${table} t where code = any($1)`,
        [some.map(({ code }) => code)],
      )
      parts.push(rows[0].rows)
    }
    const { rows: cells } = await client.query(
      `select coalesce(jsonb_agg(to_jsonb(t)), '[]')::text as rows from
        (select * from dossier_tallies where unit_id = any($1) limit 2000) t`,
      [[...new Set(some.map(({ unit_id }) => unit_id))]],
    )
    const began = performance.now()
    await client.query('begin')
    for (const [i, table] of tables.entries())
      await client.query(
        `insert into bare_${table} select * from jsonb_populate_recordset(null::bare_${table}, $1::jsonb)`,
        [parts[i]],
      )
    await client.query(
      `insert into bare_tallies select * from jsonb_populate_recordset(null::bare_tallies, $1::jsonb)
       on conflict (unit_id, day, procedure, channel) do update set received = bare_tallies.received + excluded.received`,
      [cells[0].rows],
    )
    await client.query('commit')
    seconds.push((performance.now() - began) / 1000)
  }
  await client.end()
  return { dossiers: codes.length, seconds: seconds.reduce((sum, it) => sum + it, 0) }
}

async function read({ server, database, own }, index766, size) {
  const at = '2025-12-31T12:00:00.000+07:00'
  const { rows } = await own.pool.query(
    `select unit_id from dossier_days group by unit_id order by sum(received) desc limit 1`,
  )
  const unitId = rows[0].unit_id
  const ids = (await own.pool.query('select unit_id from dossier_versions')).rows.map(
    (row) => row.unit_id,
  )
  const month = { from: '2025-10-01', to: '2025-10-31' }
  const year = { from: '2025-01-01', to: '2025-12-31' }
  const unitMonth = await median(() => index766.liveFigures(own.db, [unitId], month, at))
  const provinceYear = await median(() =>
    index766
      .loadBoard(own.db, { period: year, at, today: TODAY, version: '2026-09' })
      .then((board) => board.units.map((unit) => index766.scoreOf(board, unit))),
  )
  await query(server, database, LAID_OUT)
  const raw = await median(() => own.pool.query(RAW, [year.from, year.to, at]), 3)
  say(
    `  unit-month ${unitMonth.toFixed(1)} ms; province-year, ${ids.length} units: ${provinceYear.toFixed(0)} ms`,
  )
  say(
    `  one group by over raw dossiers: ${raw.toFixed(0)} ms, ${(raw / provinceYear).toFixed(1)} × the province-year, ${(raw / unitMonth).toFixed(0)} × the unit-month`,
  )
  if (size >= 1_000_000) {
    check('unit-month, ms', unitMonth, LIMITS.unitMonth, true)
    check('province-year, ms', provinceYear, LIMITS.provinceYear, true)
  }
}

/** Dossiers in the shape that is best to ask about, without what lists need. */
const LAID_OUT = `
  drop table if exists raw_dossiers;
  create unlogged table raw_dossiers as select unit_id, procedure, channel, accepted_at, first_due_at, ended_at,
    dossier::jsonb as dossier from dossiers;
  analyze raw_dossiers`
/** What the counters say of 2.1, 3.3, 3.6, 4.x, straight from them. */
const RAW = `
  select unit_id, count(*), count(*) filter (where channel = 'online'),
    count(*) filter (where ended_at is null and first_due_at < $3
      or ended_at > first_due_at + coalesce((select sum((s->>'to')::timestamptz - (s->>'from')::timestamptz)
        from jsonb_array_elements(dossier->'supplements') s where s->>'to' is not null), interval '0')),
    count(*) filter (where (dossier->>'hasResult')::boolean),
    count(*) filter (where (dossier->>'hasInput')::boolean and (dossier->>'hasResult')::boolean),
    count(*) filter (where (dossier->>'isReused')::boolean),
    count(*) filter (where (dossier->>'isVerified')::boolean),
    count(*) filter (where (dossier->>'isPaidOnline')::boolean),
    count(distinct procedure) filter (where channel = 'online')
  from raw_dossiers
  where accepted_at >= $1::date and accepted_at < $2::date + 1
  group by unit_id`

async function median(work, times = 9) {
  const took = []
  for (let at = 0; at < times; at++) {
    const began = performance.now()
    await work()
    took.push(performance.now() - began)
  }
  return took.sort((a, b) => a - b)[times >> 1]
}

async function query(server, database, text) {
  const client = new pg.Client(server.connection(database))
  await client.connect()
  const found = await client.query(text)
  await client.end()
  return found
}

const rate = (count, { seconds }) =>
  `${Math.round(count / seconds).toLocaleString('en')} dossiers/s (${seconds.toFixed(1)} s)`
const say = (text) => console.log(text)
function check(what, value, limit, isMost) {
  if (isMost ? value > limit : value < limit)
    faults.push(`${what}: ${value.toFixed(1)}, limit ${limit}`)
}

try {
  process.exitCode = await main()
} finally {
  rmSync(folder, { recursive: true, force: true })
}
