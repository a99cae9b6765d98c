// The index that moves with each event equals the index counted anew from the events: for every unit and the province, at
// every step, whatever comes in whatever order, and also as it was known at each earlier step.

import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemAct } from '../../src/app/instance.ts'
import { loadProcedures, receiveBatch, setWriting, takeSome } from '../../src/dossiers/index.ts'
import { loadBoard, loadTimes, loadVersions, scoreOf, trees } from '../../src/index766/index.ts'
import { type Day, day } from '../../src/lib/day.ts'
import type { Instant } from '../../src/lib/instant.ts'
import { importUnits, rootUnitId } from '../../src/org/index.ts'
import { anyEvents } from '../dossier.ts'
import { type World, world } from '../world.ts'

/** Each unit is a sequence of its own: one dossier or two, told of step by step. */
const SEQUENCES = process.env.CONGTAM_LONG ? 6000 : process.env.CONGTAM_DATABASE_TESTS ? 300 : 2000
const STEPS = 7

let w: World
let root: string
const codes = Array.from({ length: SEQUENCES }, (_, at) => `X${at}`)

beforeAll(async () => {
  w = await world({ today: day('2026-08-03') })
  root = (await rootUnitId(w.db)) ?? ''
  await systemAct(w.instance, async (act) => {
    await importUnits(
      act,
      codes.map((code) => ({
        level: 'commune',
        code,
        name: code,
        fullName: code,
        type: '',
        parentCode: '167',
        validFrom: day('2020-01-01'),
        validTo: null,
        dossierCode: `H.${code}`,
      })),
    )
    const base = { line: 1, name: 'x', field: 'x', level: 'commune', validTo: null } as const
    await loadProcedures(act, [
      {
        ...base,
        code: 'P1',
        fee: 0,
        limit: { value: 3, unit: 'working-day' },
        returnsDocument: true,
        onlineLevel: 'full',
        validFrom: day('2020-01-01'),
      },
      {
        ...base,
        code: 'P2',
        fee: 5000,
        limit: null,
        returnsDocument: false,
        onlineLevel: 'partial',
        validFrom: day('2020-01-01'),
      },
      {
        ...base,
        code: 'P2',
        fee: 0,
        limit: { value: 8, unit: 'hour' },
        returnsDocument: true,
        onlineLevel: 'partial',
        validFrom: day('2026-08-10'),
      },
      {
        ...base,
        code: 'P3',
        fee: 0,
        limit: { value: 2, unit: 'calendar-day' },
        returnsDocument: true,
        onlineLevel: 'none',
        validFrom: day('2020-01-01'),
      },
    ])
    await loadVersions(act, [JSON.parse(readFileSync('packs/vn/index766-2026-09.json', 'utf8'))])
    await setWriting(act, 'mixed')
  })
}, 120_000)
afterAll(() => w.close())

type Message = { service: string; data: Record<string, unknown> }

/** Random events in the words of the feed, for the dossiers of one unit. */
function messagesFor(code: string, seed: number): Message[] {
  const [events = []] = fc.sample(anyEvents, { numRuns: 1, seed })
  return events.map((event, at): Message => {
    const MaHoSo = `${code}-${(seed + at) % 2}`
    if (event.kind === 'progress')
      return {
        service: 'CapNhatTienDoHoSoMC',
        data: { MaHoSo, NguoiXuLy: 'A', ThoiDiemXuLy: event.happenedAt, TrangThai: event.status },
      }
    const facts = event.kind === 'picture' ? event.facts : foldless
    return {
      service: 'DongBoHoSoMC',
      data: { ...facts, MaHoSo, DonViXuLy: `H.${code}`, IsDeleted: event.kind === 'deletion' },
    }
  })
}
const foldless = {
  MaTTHC: 'P1',
  TenTTHC: 'x',
  MaLinhVuc: 'x',
  TenLinhVuc: 'x',
  LoaiDoiTuong: '1',
  TrangThaiHoSo: 2,
  NgayTiepNhan: '20260803080000',
}

const moments = [
  '03T09:00',
  '05T16:59',
  '10T10:30',
  '10T17:00',
  '14T08:00',
  '21T12:00',
  '28T23:59',
  '31T07:00',
]
const instantOf = (text: string) => `2026-08-${text}:30.000+07:00` as Instant
const PERIODS = [
  { from: day('2026-08-01'), to: day('2026-08-31') },
  { from: day('2026-08-06'), to: day('2026-08-20') },
  { from: day('2026-07-01'), to: day('2026-09-30') },
]

const board = (at: Instant, period: { from: Day; to: Day }, recompute: boolean) =>
  loadBoard(w.db, { at, period, recompute, today: at.slice(0, 10) as Day })

/** Figures by unit; none and all of zero are the same. */
const counted = ({ figures, units }: Awaited<ReturnType<typeof board>>) =>
  Object.fromEntries(
    units.flatMap(({ id, code }) => {
      const found = figures.get(id)
      const { sets, ...sums } = found ?? { sets: {} }
      const isNothing = Object.values(sums).every((part) =>
        Object.values(part).every((n) => n === 0),
      )
      return isNothing ? [] : [[code, found]]
    }),
  )

/** Everything a board says, by unit; quietly leaves out units without figures. */
const said = (found: Awaited<ReturnType<typeof board>>) => {
  const some = counted(found)
  return Object.fromEntries(
    found.units.filter(({ code }) => code in some).map((unit) => [unit.code, scoreOf(found, unit)]),
  )
}

/** 2.2 of the province and of one unit, by procedure; sums of units are those of the province. */
async function times(at: Instant, period: { from: Day; to: Day }, recompute: boolean) {
  const [tree] = await trees(w.db)
  if (!tree) throw new Error('no tree')
  const { units } = await board(at, period, false)
  const under = units.filter(({ code }) => /^(X|167|05)/.test(code)).map(({ id }) => id)
  const asked = { period, tree, at, recompute, today: at.slice(0, 10) as Day }
  const all = await loadTimes(w.db, { ...asked, unitIds: under })
  const half = under.filter((_, no) => no % 2 === 0)
  const rest = under.filter((_, no) => no % 2 === 1)
  const [some, others] = [
    await loadTimes(w.db, { ...asked, unitIds: half }),
    await loadTimes(w.db, { ...asked, unitIds: rest }),
  ]
  for (const { procedure, unit, count, mean } of all) {
    const parts = [...some, ...others].filter(
      (it) => it.procedure === procedure && it.unit === unit,
    )
    const sum = parts.reduce((n, it) => n + it.count * it.mean, 0)
    expect(parts.reduce((n, it) => n + it.count, 0)).toBe(count)
    expect(sum / count).toBeCloseTo(mean, 6)
  }
  return all
}

test(`${SEQUENCES} sequences: live equals recomputed, step by step, and as it was known then`, async () => {
  const seeds = codes.map((_, at) => 7919 * (at + 1))
  const all = codes.map((code, at) => messagesFor(code, seeds[at] as number))
  const snapshots: {
    at: Instant
    period: (typeof PERIODS)[number]
    said: unknown
    times: unknown
  }[] = []
  for (let step = 0; step <= STEPS; step++) {
    const now = instantOf(moments[step] as string)
    const batch = all.flatMap((messages, at) => {
      // Some told late, some twice, some nothing at all for a while.
      const due = messages.filter((_, no) => (no * 5 + at) % (STEPS + 1) === step)
      return step > 0 && at % 3 === 0 ? [...due, ...messages.slice(0, 1)] : due
    })
    for (let from = 0; from < batch.length; from += 1000) {
      const messages = batch
        .slice(from, from + 1000)
        .map((message, no) => ({ no: no + 1, message: { ...message, receivedAt: now } }))
      await systemAct(w.instance, (act) =>
        receiveBatch({ ...act, now }, { source: 'test', unitId: root, messages }),
      )
    }
    while ((await systemAct(w.instance, (act) => takeSome({ ...act, now }))) === 'again');
    for (const period of PERIODS) {
      const [live, anew] = [await board(now, period, false), await board(now, period, true)]
      expect(counted(live)).toEqual(counted(anew))
      expect(said(live)).toEqual(said(anew))
      const took = await times(now, period, false)
      expect(took).toEqual(await times(now, period, true))
      snapshots.push({ at: now, period, said: said(live), times: took })
    }
    // Nothing comes, only time passes.
    const later = instantOf((moments[step] as string).replace(/T.*/, 'T17:30'))
    if (later > now) {
      const [live, anew] = [
        await board(later, PERIODS[0] as never, false),
        await board(later, PERIODS[0] as never, true),
      ]
      expect(counted(live)).toEqual(counted(anew))
    }
  }
  const province = snapshots.at(-1)?.said as Record<string, ReturnType<typeof scoreOf>>
  expect(Object.keys(province).length).toBeGreaterThan(SEQUENCES * 0.5)
  const onTime = province['19']?.indicators.find(({ code }) => code === '2.1')
  expect(onTime?.denominator).toBeGreaterThan(SEQUENCES * 0.5)
  expect(onTime?.numerator).toBeGreaterThan(SEQUENCES * 0.02)
  expect(onTime?.numerator).toBeLessThan((onTime?.denominator ?? 0) - SEQUENCES * 0.02)
  const turned = await w.pool.query('select count(*)::int as n from dossier_turns')
  expect(turned.rows[0].n).toBeGreaterThan(SEQUENCES * 0.02)
  const took = snapshots.at(-1)?.times as Awaited<ReturnType<typeof times>>
  expect(new Set(took.map(({ unit }) => unit))).toEqual(
    new Set(['hour', 'working-day', 'calendar-day']),
  )
  expect(Math.min(...took.map(({ count }) => count))).toBeGreaterThan(SEQUENCES * 0.005)
  for (const { at, period, said: then, times: longAgo } of snapshots
    .filter((_, at) => at % 4 === 0)
    .slice(0, -1)) {
    expect(said(await board(at, period, false))).toEqual(then)
    expect(await times(at, period, false)).toEqual(longAgo)
  }
}, 900_000)
