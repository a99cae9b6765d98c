// Points of open work: the formulas of the index, and equal to counting everything again with the deed done.

import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anyEvents, august, clock, picture, RULES, step, supplement } from '../../test/dossier.ts'
import {
  type Dossier,
  type DossierEvent,
  foldDossier,
  type TallyFacts,
  tallyRows,
} from '../dossiers/index.ts'
import { type Counts, evaluate } from '../indices/index.ts'
import { day } from '../lib/day.ts'
import { countsOf } from './counts.ts'
import { forecastEnd } from './forecast.ts'
import { readPack766 } from './pack.ts'
import { fixesToday } from './today.ts'
import { type Work, worksOn } from './work.ts'

const { tree } = readPack766(JSON.parse(readFileSync('packs/vn/index766-2026-09.json', 'utf8')))
const facts: TallyFacts = {
  timing: { rules: RULES, clock, limit: { value: 3, unit: 'working-day' } },
  procedure: { hasFee: true, returnsDocument: true },
  complainedOn: null,
  residentDatabases: ['7'],
}
const period = { from: day('2026-08-01'), to: day('2026-08-31') }
const now = august('6 09:00')
const tried = { period, now, tree }
const fold = (events: readonly DossierEvent[]) => foldDossier(events) as Dossier
const work = (code: string, changes: Record<string, [number, number]>): Work => {
  const all = Object.fromEntries(
    Object.entries(changes).map(([indicator, [numerator, denominator]]) => [
      indicator,
      { numerator, denominator },
    ]),
  )
  const deeds = [{ deed: 'finish-in-time' as const, changes: all }]
  return { kind: 'dossier', code, unit: 'H55.1', dueAt: null, deeds, all }
}
const counts = (pairs: Record<string, [number, number]>): Counts =>
  Object.fromEntries(
    Object.entries(pairs).map(([code, [numerator, denominator]]) => [
      code,
      { numerator, denominator },
    ]),
  )
const subject = (of: Counts, level = 'commune') => ({ unit: { level }, counts: of })

describe('points by the formula', () => {
  test.each<[string, Record<string, [number, number]>, Record<string, [number, number]>, number]>([
    ['a dossier of N in 2.1 is 20/N', { '2.1': [180, 250] }, { '2.1': [1, 0] }, 20 / 250],
    ['in 5.4 it is 6 ÷ (0.9 N)', { '5.4': [80, 100] }, { '5.4': [1, 0] }, 6 / (0.9 * 100)],
    ['nothing once the threshold is reached', { '5.4': [90, 100] }, { '5.4': [1, 0] }, 0],
    [
      'what is left where the threshold is near',
      { '4.3': [79, 99] },
      { '4.3': [1, 0] },
      2 - (2 * 79) / (99 * 0.8),
    ],
    [
      'a petition of n is up to 12/n',
      { '5.2': [3, 4], '5.3': [3, 4] },
      { '5.2': [1, 0], '5.3': [1, 0] },
      12 / 4,
    ],
    [
      'an indicator of which nothing is known gives nothing',
      { '2.1': [1, 2] },
      { '4.1': [1, 0] },
      0,
    ],
  ])('%s', (_claim, have, more, points) => {
    const { fixes } = fixesToday(tree, [work('A', more)], subject(counts(have)))
    expect(fixes[0]?.points).toBeCloseTo(points, 9)
    expect(fixes[0]?.deeds[0]?.points).toBeCloseTo(points, 9)
  })

  test('the most valuable first; together less than the sum where points are full', () => {
    const have = counts({ '2.1': [90, 100], '5.4': [88, 100] })
    const works = [
      work('C', { '5.4': [1, 0] }),
      work('B', { '2.1': [1, 0], '5.4': [1, 0] }),
      work('A', { '2.1': [1, 0], '5.4': [1, 0] }),
      work('D', { '5.4': [1, 0] }),
    ]
    const above = subject(counts({ '2.1': [9000, 10_000] }), 'province')
    const { fixes, reachable, total, ifAll } = fixesToday(tree, works, subject(have), above)
    expect(fixes.map((it) => it.work.code)).toEqual(['A', 'B', 'C', 'D'])
    const whole = 0.4 + 6 - (6 * 88) / 90
    expect(reachable).toBeCloseTo(whole, 9)
    expect((ifAll ?? 0) - (total ?? 0)).toBeCloseTo(whole, 9)
    expect(fixes.at(-1)?.reached).toBeCloseTo(whole, 9)
    expect(fixes.reduce((sum, it) => sum + it.points, 0)).toBeGreaterThan(reachable)
    expect(fixes[0]?.pointsAbove).toBeCloseTo(20 / 10_000, 9)
  })
})

describe('what can be done about a dossier', () => {
  const opened = picture('3 08:05', 2)
  const deedsOf = (events: DossierEvent[]) =>
    worksOn([{ dossier: fold(events), facts }], tried)[0]?.deeds.map(({ deed }) => deed) ?? null

  test.each<[string, DossierEvent[], string[] | null]>([
    [
      'open and in time: everything',
      [opened],
      [
        'finish-in-time',
        'attach-result',
        'reuse-data',
        'take-from-store',
        'verify-identity',
        'collect-online',
      ],
    ],
    [
      'late already: its time cannot be won back',
      [picture('3 08:05', 2, { NgayHenTra: '5 17:00' })],
      ['attach-result', 'reuse-data', 'take-from-store', 'verify-identity', 'collect-online'],
    ],
    ['ended: nothing', [opened, step('5 08:00', 9)], null],
    ['not accepted: nothing', [picture('3 08:05', 1, { NgayTiepNhan: null })], null],
    [
      'verified, paid: those are done',
      [picture('3 08:05', 2, { TaiKhoanDuocXacThucVoiVNeID: 1, DuocThanhToanTrucTuyen: 1 })],
      ['finish-in-time', 'attach-result', 'reuse-data', 'take-from-store'],
    ],
  ])('%s', (_claim, events, deeds) => {
    expect(deedsOf(events)).toEqual(deeds)
  })

  test('a file of the papers and one of the result are worth 4.2 only together', () => {
    const [found] = worksOn([{ dossier: fold([opened]), facts }], tried)
    expect(found?.deeds.some(({ changes }) => '4.2' in changes)).toBe(false)
    expect(found?.all['4.2']).toEqual({ numerator: 1, denominator: 0 })
  })
})

test('property: points of a deed are those of counting every dossier again with it done', () => {
  const totalOf = (dossiers: readonly Dossier[]) => {
    const rows = dossiers.flatMap((it) => tallyRows(it, facts))
    const found = countsOf(rows, period, period.to, { counts: {}, denominators: {} }, { tree })
    return {
      found,
      total: evaluate(tree, { level: 'commune' }, found, { isRounded: false }).total ?? 0,
    }
  }
  const withDeed = (events: readonly DossierEvent[], deed: string): Dossier => {
    const known = fold(events)
    if (deed === 'finish-in-time') {
      const upToNow = fold(events.filter((it) => it.kind !== 'progress' || it.happenedAt <= now))
      const history = known.history.filter(({ at }) => at <= now)
      const supplements = known.supplements.map((it) => (it.to === null ? { ...it, to: now } : it))
      const end = { status: 9 as const, at: now, office: null }
      return { ...known, status: upToNow && 9, history: [...history, end], supplements }
    }
    if (deed === 'attach-result') return { ...known, hasResult: true }
    if (deed === 'digitise') return { ...known, hasInput: true }
    if (deed === 'reuse-data') return { ...known, isReused: true }
    if (deed === 'take-from-store') return { ...known, isFromStore: true }
    if (deed === 'verify-identity') return { ...known, isVerified: true }
    return { ...known, isPaidOnline: true }
  }
  let compared = 0
  fc.assert(
    fc.property(fc.array(anyEvents, { minLength: 1, maxLength: 5 }), (all) => {
      const lists = all.filter((events) => foldDossier(events) !== null)
      const dossiers = lists.map(fold)
      const { found, total } = totalOf(dossiers)
      const coded = dossiers.map((dossier, at) => ({
        dossier: { ...dossier, code: `${at}` },
        facts,
      }))
      const works = worksOn(coded, tried)
      for (const { work, deeds } of fixesToday(tree, works, subject(found)).fixes) {
        const at = Number(work.code)
        for (const { deed, points } of deeds) {
          const others = dossiers.with(at, withDeed(lists[at] ?? [], deed))
          expect(points).toBeCloseTo(totalOf(others).total - total, 9)
          compared += 1
        }
      }
    }),
    { numRuns: 150 },
  )
  expect(compared).toBeGreaterThan(100)
})

test('property: dossiers alike are counted once, and as each by itself', () => {
  const date = (from: number, to: number) =>
    fc.integer({ min: from, max: to }).map((it) => `${it} 08:00`)
  const anyCase = fc
    .record({
      NgayTiepNhan: date(1, 7),
      NgayHenTra: date(4, 31),
      DuocThanhToanTrucTuyen: fc.constantFrom(0, 1),
      TaiKhoanDuocXacThucVoiVNeID: fc.boolean(),
      DanhSachLePhi: fc.constantFrom([], [{ Gia: 0 }]),
      waits: fc.constantFrom([], [supplement('5 08:00', null)], [supplement('4 08:00', '5 08:00')]),
      complained: fc.constantFrom(null, day('2026-08-20')),
      returnsDocument: fc.boolean(),
      finishedBefore: fc.boolean(),
    })
    .map(({ waits, complained, returnsDocument, finishedBefore, ...more }) => {
      const opening = picture('3 08:05', 4, { ...more, DanhSachHoSoBoSung: waits })
      const again = finishedBefore ? [step('5 09:00', 9), step('5 10:00', 4)] : []
      return {
        dossier: fold([opening, ...again]),
        facts: {
          ...facts,
          complainedOn: complained,
          procedure: { hasFee: true, returnsDocument },
        },
      }
    })
  const later = { ...tried, period: { ...period, from: day('2026-08-03') } }
  fc.assert(
    fc.property(fc.array(anyCase, { minLength: 40, maxLength: 60 }), (cases) => {
      expect(worksOn(cases, later)).toEqual(cases.flatMap((it) => worksOn([it], later)))
    }),
    { numRuns: 10 },
  )
})

describe('the forecast', () => {
  const past = (...moves: number[]) =>
    moves.map((move, at) => ({ period: `${at}`, soFar: 80, end: 80 + move }))
  test.each<[string, number | null, number[], number | null, [number, number] | null]>([
    ['nothing known', null, [1, 2, 3], null, null],
    ['no earlier period', 80, [], null, null],
    ['two are too few for an interval', 80, [1, 3], 82, null],
    // qt(0.9, 2) = 1.885618; sd 1; √(1 + 1/3).
    ['three earlier periods', 80, [1, 2, 3], 82, [82 - 2.177324, 82 + 2.177324]],
    ['never above what can be had', 99, [1, 2, 3], 100, [98.822676, 100]],
  ])('%s', (_claim, score, moves, expected, interval) => {
    const found = forecastEnd(score, past(...moves), 100)
    expect(found?.score ?? null).toBe(expected)
    if (interval === null) expect(found?.interval ?? null).toBeNull()
    else {
      expect(found?.interval?.low).toBeCloseTo(interval[0], 5)
      expect(found?.interval?.high).toBeCloseTo(interval[1], 5)
    }
  })
  test('a level outside 0 to 1 is refused', () => {
    expect(() => forecastEnd(1, past(1), 100, 1)).toThrow(RangeError)
  })
})
