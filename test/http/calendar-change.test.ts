// The working calendar of all changes while dossiers and petitions are open: a holiday is added, a working day moved. What it
// bears on is counted anew in the background, unit by unit; then live is recomputed, and what was known before stays known.

import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemAct, systemRead } from '../../src/app/instance.ts'
import { JOBS } from '../../src/app/rooms.ts'
import { type CalendarDay, calendarDays, publishCalendar } from '../../src/calendar/index.ts'
import { dossierUnitIds, loadProcedures, recountSome } from '../../src/dossiers/index.ts'
import { loadBoard, scoreOf } from '../../src/index766/index.ts'
import { type Day, day } from '../../src/lib/day.ts'
import { dayOf, type Instant } from '../../src/lib/instant.ts'
import { seeded } from '../../src/lib/random.ts'
import { calendarCommand } from '../../src/officetime/index.ts'
import { petitionUnitIds, receivePetitions, recountPetitions } from '../../src/petitions/index.ts'
import { runThrough } from '../../src/platform/index.ts'
import { dossierOf, type IndexWorld, indexWorld } from '../index-world.ts'
import { anyMessages } from '../petition.ts'

const ROUNDS = process.env.CONGTAM_LONG ? 20 : 6
const UNITS = ['05569', '05563', '05611', '167', 'SYT']

let w: IndexWorld
const waiting: { name: string; data: Record<string, unknown> }[] = []

/** The clock strikes a minute, and what that asks for is done. */
async function work(): Promise<string[]> {
  const done: string[] = []
  const timetable = JOBS.filter(({ name }) => name.endsWith('.follow-calendar'))
  expect(timetable.map(({ cron }) => cron)).toEqual(['* * * * *', '* * * * *'])
  for (const { name } of timetable) waiting.push({ name, data: {} })
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const { name, data } = next
    const job = JOBS.find((row) => row.name === name)
    if (!job || !/^(dossiers|petitions)\.(follow|recount)/.test(name)) continue
    await runThrough(job, data, (run) => systemAct(w.instance, run))
    done.push(name)
  }
  return done
}

beforeAll(async () => {
  w = await indexWorld()
  w.instance.enqueue = async (_, name, data) => {
    waiting.push({ name, data })
  }
  await w.act((act) =>
    loadProcedures(act, [
      {
        line: 1,
        field: 'x',
        level: 'commune',
        validTo: null,
        fee: 0,
        code: 'LIMITED',
        name: 'Ba ngày làm việc',
        limit: { value: 3, unit: 'working-day' },
        returnsDocument: true,
        onlineLevel: 'full',
        validFrom: day('2020-01-01'),
      },
    ]),
  )
}, 120_000)
afterAll(() => w.close())

const now = () => w.instance.clock().now as Instant
const PERIODS = [
  { from: day('2026-08-01'), to: day('2026-08-31') },
  { from: day('2026-08-04'), to: day('2026-08-09') },
  { from: day('2026-07-01'), to: day('2026-09-30') },
]
async function boards(recompute: boolean, at = now()) {
  const found = []
  for (const period of PERIODS) {
    const board = await loadBoard(w.db, { at, period, recompute, today: dayOf(at) })
    found.push(
      board.units.map((unit) => [unit.code, board.figures.get(unit.id), scoreOf(board, unit)]),
    )
  }
  return found
}

const two = (n: number) => String(n).padStart(2, '0')

/** Dossiers of three working days, open or finished; petitions that say anything. */
async function receiveSome(round: number): Promise<void> {
  const random = seeded(round + 1)
  const home = await w.unitId('19')
  await w.receive(
    Array.from({ length: 40 }, (_, no) => {
      const date = 3 + random.int(9)
      const end = date + random.int(5)
      const isDone = random.next() < 0.6 && end < 12
      return dossierOf(random.pick(UNITS), 1000 + round * 40 + no, `2026-08-${two(date)}`, {
        MaTTHC: 'LIMITED',
        NgayHenTra: random.next() < 0.3 ? `202608${two(Math.min(date + 3, 31))}170000` : undefined,
        ...(isDone
          ? { TrangThaiHoSo: '9', NgayKetThucXuLy: `202608${two(end)}150000` }
          : { TrangThaiHoSo: '4' }),
      })
    }),
  )
  const items = fc.sample(anyMessages, { numRuns: 40, seed: round + 7 }).flatMap((messages, no) =>
    messages
      .filter(({ events, kind }) => kind !== 'deletion' && events.length > 0)
      .map(({ events, about }, place) => ({
        code: `R${round}-${no % 25}`,
        unit: random.pick(UNITS),
        about,
        id: `${round} ${no} ${place}`,
        events: [{ step: 'transferred' as const, at: events[0]?.at ?? now() }, ...events].map(
          ({ step, at }) => ({ step, at: at.replace(/^2026-08/, '2026-07') }),
        ),
      })),
  )
  await w.act((act) =>
    receivePetitions(act, {
      source: 'test',
      unitId: home,
      items: items.map((item, no) => ({ no: no + 1, item })),
    }),
  )
}

/** A few days of this summer work otherwise. */
async function changed(round: number): Promise<CalendarDay[]> {
  const random = seeded(100 + round)
  const flips = new Set(
    Array.from(
      { length: 1 + random.int(4) },
      () => `2026-0${7 + random.int(2)}-${two(1 + random.int(28))}`,
    ),
  )
  return (await calendarDays(w.db)).map((row) =>
    flips.has(row.day) ? { ...row, isWorking: !row.isWorking, kind: 'moved' } : row,
  )
}
const publish = async (version: string, days: readonly CalendarDay[]) => {
  const unitId = await w.unitId('19')
  await w.act((act) => publishCalendar(act, { version, source: 'test', days, unitId }))
}
const pause = () => new Promise((resolve) => setTimeout(resolve, 20))
const tables = async () => {
  const found: unknown[] = []
  for (const [table, order] of [
    ['petition_spans', 'unit_id, code, from_at'],
    ['dossier_days', 'unit_id, day'],
    ['dossier_late_days', 'unit_id, started_on, day'],
    ['dossier_months', 'unit_id, month, procedure'],
    ['dossier_tallies', 'unit_id, day, procedure, channel'],
  ])
    found.push((await w.pool.query(`select * from ${table} order by ${order}`)).rows)
  return found
}

test('a first calendar asks for nothing', async () => {
  await receiveSome(0)
  expect((await work()).filter((name) => name.includes('recount'))).toEqual([])
  expect(await boards(false)).toEqual(await boards(true))
})

test(`${ROUNDS} rounds: after the calendar has changed and the jobs have run, live is recomputed; what was known stays known`, async () => {
  const snapshots: { at: Instant; told: unknown }[] = []
  let moved = 0
  for (let round = 1; round <= ROUNDS; round++) {
    await receiveSome(round)
    await pause()
    const at = now()
    const before = await boards(false, at)
    snapshots.push({ at, told: before })
    await pause()
    await publish(`c-${round}`, await changed(round))
    // Two changes at once are one recount of all the days between.
    if (round % 3 === 0) await publish(`c-${round}-b`, await changed(round + 50))
    expect(await boards(false, at)).toEqual(before)
    const done = await work()
    expect(done).toContain('dossiers.recount-days')
    expect(done).toContain('petitions.recount-units')
    const live = await boards(false)
    expect(live).toEqual(await boards(true))
    if (JSON.stringify(live) !== JSON.stringify(before)) moved += 1
    expect((await work()).filter((name) => name.includes('recount'))).toEqual([])
  }
  expect(moved).toBeGreaterThan(ROUNDS / 2)
  for (const { at, told } of snapshots) expect(await boards(false, at)).toEqual(told)
}, 300_000)

test('nothing was left that a recount of everything would change', async () => {
  const before = await tables()
  for (const unitId of await dossierUnitIds(w.db))
    await w.act((act) => recountSome(act, unitId, null, ''))
  for (const unitId of await petitionUnitIds(w.db))
    await w.act((act) => recountPetitions(act, unitId))
  expect(await tables()).toEqual(before)
})

test('dossiers counted before the sums of 2.2 are counted anew once, in the background', async () => {
  const before = await tables()
  // As the migration finds an instance with dossiers: rows that were counted without the last four numbers.
  await w.pool.query(
    `update dossiers set counted = regexp_replace(counted, '"n":\\[((?:-?\\d+,){17}-?\\d+)[^\\]]*\\]', '"n":[\\1]', 'g')`,
  )
  for (const table of ['dossier_tallies', 'dossier_months'])
    await w.pool.query(
      `update ${table} set worked = 0, worked_seconds = 0, passed = 0, passed_seconds = 0`,
    )
  await w.pool.query(
    /update calendar_followings[\s\S]*?;/.exec(
      readFileSync('migrations/0137-handling-sums.sql', 'utf8'),
    )?.[0] ?? '',
  )
  expect(await tables()).not.toEqual(before)
  expect(await work()).toContain('dossiers.recount-days')
  expect(await tables()).toEqual(before)
  expect((await work()).filter((name) => name.includes('recount'))).toEqual([])
})

test('a change that no day shows counts nothing anew; each change is told in the trail', async () => {
  await publish('named', await calendarDays(w.db))
  expect((await work()).filter((name) => name.includes('recount'))).toEqual([])
  const { rows } = await w.pool.query(
    `select details->>'what' as what from events where verb = 'calendar.followed' and subject = 'calendar:named'`,
  )
  expect(rows.map(({ what }) => what).sort()).toEqual(['dossiers', 'petitions'])
})

async function run(files: Record<string, string>, ...args: string[]) {
  const out: string[] = []
  const code = await calendarCommand.run({
    args,
    out: (line) => out.push(line),
    err: (line) => out.push(line),
    read: (job) => job(systemRead(w.instance)),
    act: (job) => systemAct(w.instance, job),
    fileSize: async (file) => files[file]?.length ?? 0,
    listFiles: async () => null,
    readFile: async (file) => new TextEncoder().encode(files[file]),
  })
  return { code, out: out.join('\n') }
}

test('published by command, once; what is wrong is told', async () => {
  const rows = await calendarDays(w.db)
  const csvOf = (days: readonly { day: Day; isWorking: boolean; kind: string }[]) =>
    ['date,is_working,kind', ...days.map((it) => `${it.day},${+it.isWorking},${it.kind}`)].join(
      '\n',
    )
  const off = rows.map((it) => (it.day === '2026-09-04' ? { ...it, isWorking: false } : it))
  const files = {
    'days.csv': csvOf(off),
    'few.csv': csvOf(rows.slice(1)),
    'gap.csv': csvOf(rows.filter(({ day: on }) => on !== '2026-09-04')),
    'special.csv': 'date,name_vi,status,source\n2026-09-04,Nghỉ bù,official,QĐ 1\n',
  }
  const first = await run(files, 'publish', 'days.csv', 'special.csv', 'v9', '--json')
  expect([first.code, JSON.parse(first.out)]).toEqual([
    0,
    { version: 'v9', published: true, days: rows.length },
  ])
  expect((await calendarDays(w.db)).find((it) => it.day === '2026-09-04')).toMatchObject({
    isWorking: false,
    name: 'Nghỉ bù',
  })
  expect((await run(files, 'publish', 'days.csv', 'special.csv', 'v9')).out).toContain(
    'published before',
  )
  expect(await run(files, 'publish', 'few.csv', 'special.csv', 'v10')).toMatchObject({
    code: 1,
    out: expect.stringContaining('must have all days'),
  })
  expect(await run(files, 'publish', 'gap.csv', 'special.csv', 'v10')).toMatchObject({
    code: 1,
    out: expect.stringContaining('misses days'),
  })
  expect((await run(files, 'publish', 'days.csv', '--what')).code).toBe(2)
  expect(await work()).toContain('dossiers.recount-days')
  expect(await boards(false)).toEqual(await boards(true))
})
