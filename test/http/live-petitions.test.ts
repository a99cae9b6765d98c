// 5.1–5.3, and 5.4 where petitions name dossiers, as they stand live equal the same counted anew from the messages: for every unit and the province, at every step,
// whatever comes in whatever order, also as time passes, and as it was known at each earlier step.

import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemAct } from '../../src/app/instance.ts'
import { loadProcedures, receiveBatch, setWriting, takeSome } from '../../src/dossiers/index.ts'
import { loadBoard, loadVersions, scoreOf, tallyVersion } from '../../src/index766/index.ts'
import { type Day, day } from '../../src/lib/day.ts'
import type { Instant } from '../../src/lib/instant.ts'
import { importUnits, rootUnitId } from '../../src/org/index.ts'
import { loadPetitionSums, receivePetitions, recountPetitions } from '../../src/petitions/index.ts'
import { anyMessages } from '../petition.ts'
import { type World, world } from '../world.ts'

/** Each unit is a sequence of its own: one petition or two, told of step by step. */
const SEQUENCES = process.env.CONGTAM_LONG ? 2000 : process.env.CONGTAM_DATABASE_TESTS ? 100 : 400
const STEPS = 6

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
        dossierCode: null,
      })),
    )
    await loadVersions(act, [JSON.parse(readFileSync('packs/vn/index766-2026-09.json', 'utf8'))])
    await loadProcedures(act, [
      {
        line: 1,
        code: 'P1',
        name: 'x',
        field: 'x',
        level: 'commune',
        limit: { value: 3, unit: 'working-day' },
        fee: 0,
        returnsDocument: true,
        onlineLevel: 'full',
        validFrom: day('2020-01-01'),
        validTo: null,
      },
    ])
    await setWriting(act, 'mixed')
  })
  for (let from = 0; from < codes.length; from += 1000) {
    const messages = codes
      .slice(from, from + 1000)
      .map((code, no) => ({ no: no + 1, message: dossierOf(code, from + no) }))
    await systemAct(w.instance, (act) =>
      receiveBatch({ ...act, now: MORNING }, { source: 'test', unitId: root, messages }),
    )
  }
  while ((await systemAct(w.instance, (act) => takeSome({ ...act, now: MORNING }))) === 'again');
}, 120_000)
afterAll(() => w.close())

const MORNING = '2026-08-03T11:00:00.000+07:00' as Instant

/** One dossier a unit: finished in time or too late, or open with a due time in the middle of some day. */
const dossierOf = (unit: string, no: number) => ({
  service: 'DongBoHoSoMC',
  receivedAt: MORNING,
  data: {
    MaHoSo: `D-${unit}`,
    MaTTHC: 'P1',
    TenTTHC: 'x',
    MaLinhVuc: 'x',
    TenLinhVuc: 'x',
    LoaiDoiTuong: '1',
    KenhThucHien: '1',
    DonViXuLy: unit,
    NgayTiepNhan: '20260803080000',
    NgayHenTra: no % 3 === 0 ? '20260803090000' : `202608${10 + (no % 12)}103000`,
    ...(no % 2
      ? { TrangThaiHoSo: '4' }
      : { TrangThaiHoSo: '9', NgayKetThucXuLy: '20260803100000' }),
  },
})

/** Random items in the words of the feed, for the petitions of one unit, of what has happened by now. */
function itemsFor(unit: string, seed: number): ((now: Instant) => object)[] {
  const [messages = []] = fc.sample(anyMessages, { numRuns: 1, seed })
  const known = (at: Instant, now: Instant): Instant => {
    const date = Number(at.slice(8, 10)) % Number(now.slice(8, 10)) || 1
    return at <= now ? at : (`2026-08-${String(date).padStart(2, '0')}${at.slice(10)}` as Instant)
  }
  // Some name the dossier of their unit, some that of another.
  const named =
    seed % 3 === 0 ? { dossier: `D-${unit}` } : seed % 5 === 0 ? { dossier: 'D-X1' } : {}
  const sent = (now: Instant) => ({
    ...named,
    code: `${unit}-${seed % 2}`,
    unit,
    about: 'rules',
    step: 'sent',
    at: known(messages[0]?.receivedAt ?? ('2026-08-03T08:00:00.000+07:00' as Instant), now),
  })
  const items = messages.map(({ kind, saidAt, about, events, id }, no) => (now: Instant) => {
    const base = { code: `${unit}-${(seed + no) % 2}`, unit, about, id: `${no} ${id}`, ...named }
    const head = saidAt ? { ...base, saidAt: known(saidAt, now) } : base
    const steps = events.map(({ step, at }) => ({ step, at: known(at, now) }))
    if (kind === 'deletion') return { ...head, deleted: true }
    return kind === 'picture' ? { ...head, events: steps } : { ...head, ...steps[0] }
  })
  return seed % 4 === 0 ? items : [sent, ...items]
}

const moments = ['04T09:00', '10T10:30', '14T08:00', '21T12:00', '24T00:00', '28T23:59', '31T07:00']
const instantOf = (text: string) => `2026-08-${text}:30.000+07:00` as Instant
const PERIODS = [
  { from: day('2026-08-01'), to: day('2026-08-31') },
  { from: day('2026-08-06'), to: day('2026-08-20') },
  { from: day('2026-07-01'), to: day('2026-09-30') },
]
const CODES = ['5.1a', '5.1b', '5.2', '5.3', '5.4']

/** What a board says of petitions, by unit. */
async function told(at: Instant, period: { from: Day; to: Day }, recompute: boolean) {
  const board = await loadBoard(w.db, { at, period, recompute, today: at.slice(0, 10) as Day })
  return Object.fromEntries(
    board.units.map((unit) => [
      unit.code,
      {
        sums: board.figures.get(unit.id)?.petitions ?? null,
        started: board.figures.get(unit.id)?.started ?? null,
        indicators: scoreOf(board, unit)?.indicators.filter(({ code }) => CODES.includes(code)),
      },
    ]),
  )
}

test(`${SEQUENCES} sequences: live equals recomputed, step by step, and as it was known then`, async () => {
  const all = codes.map((code, at) => itemsFor(code, 6151 * (at + 1)))
  type Told = Awaited<ReturnType<typeof told>>
  const snapshots: { at: Instant; period: (typeof PERIODS)[number]; told: Told }[] = []
  let version = 0
  for (let step = 0; step <= STEPS; step++) {
    const now = instantOf(moments[step] as string)
    const items = all
      .flatMap((each, at) => {
        // Some told late, some twice, some nothing at all for a while.
        const due = each.filter((_, no) => (no * 5 + at) % (STEPS + 1) === step)
        return step > 0 && at % 3 === 0 ? [...due, ...each.slice(0, 1)] : due
      })
      .map((item) => item(now))
    for (let from = 0; from < items.length; from += 1000) {
      const batch = items.slice(from, from + 1000).map((item, no) => ({ no: no + 1, item }))
      await systemAct(w.instance, (act) =>
        receivePetitions(
          { ...act, now, today: now.slice(0, 10) as Day },
          { source: 'test', unitId: root, items: batch },
        ),
      )
    }
    const next = await tallyVersion(w.db)
    expect(next).toBeGreaterThan(version)
    version = next
    for (const period of PERIODS) {
      const live = await told(now, period, false)
      expect(live).toEqual(await told(now, period, true))
      snapshots.push({ at: now, period, told: live })
    }
    // Nothing comes, only time passes.
    const later = `${moments[step]?.slice(0, 2)}T23:58`
    if (instantOf(later) > now)
      expect(await told(instantOf(later), PERIODS[0] as never, false)).toEqual(
        await told(instantOf(later), PERIODS[0] as never, true),
      )
  }
  const province = snapshots.at(-1)?.told['19']?.sums
  expect(province?.received).toBeGreaterThan(SEQUENCES * 0.2)
  expect(province?.onTime).toBeGreaterThan(SEQUENCES * 0.05)
  expect(province?.onTime).toBeLessThan((province?.open ?? 0) - SEQUENCES * 0.02)
  const started = snapshots.at(-1)?.told['19']?.started
  expect(started?.complained).toBeGreaterThan(SEQUENCES * 0.1)
  expect(started?.unsatisfied).toBeGreaterThan((started?.late ?? 0) + SEQUENCES * 0.02)
  expect(started?.unsatisfied).toBeLessThan((started?.late ?? 0) + (started?.complained ?? 0))
  expect(province?.content).toBeLessThan((province?.received ?? 0) - SEQUENCES * 0.02)
  for (const { at, period, told: then } of snapshots)
    expect(await told(at, period, false)).toEqual(then)
  // An earlier instant by all that is known now: pages of earlier months ask that.
  for (const text of ['07T08:00', '15T17:30', '27T00:00']) {
    const query = {
      period: PERIODS[0] as never,
      at: instantOf(text),
      asOf: null,
      today: day('2026-08-31'),
    }
    const live = await loadPetitionSums(w.db, query)
    expect(live).toEqual(await loadPetitionSums(w.db, { ...query, recompute: true }))
  }
}, 300_000)

test('spans made anew from the messages are the same', async () => {
  const unit =
    codes.find((_, at) => itemsFor(codes[at] as string, 6151 * (at + 1)).length > 4) ?? ''
  const unitId = await w.unitId(unit)
  const ask = async () =>
    (
      await w.pool.query('select * from petition_spans where unit_id = $1 order by code, from_at', [
        unitId,
      ])
    ).rows
  const before = await ask()
  await w.act((act) => recountPetitions(act, unitId))
  expect(await ask()).toEqual(before)
})
