// The index from counters equals the index counted dossier by dossier; counters of a changed dossier follow exactly.

import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyEvents, anyRules, clock, picture, RULES, step } from '../../test/dossier.ts'
import {
  type Dossier,
  endOfDay,
  foldDossier,
  judge,
  type TallyFacts,
  type TallyRow,
  type TimingRules,
  tallyRows,
} from '../dossiers/index.ts'
import { choicesOf, evaluate } from '../indices/index.ts'
import { type Day, day } from '../lib/day.ts'
import { dayOf } from '../lib/instant.ts'
import { countsOf, type Sources, syncDenominator } from './counts.ts'
import { readPack766 } from './pack.ts'
import { timingRulesOf } from './rules.ts'

const { tree } = readPack766(JSON.parse(readFileSync('packs/vn/index766-2026-09.json', 'utf8')))
const sources: Sources = { counts: {}, denominators: { '1.4': 40, '3.2': 3, '3.5b': 3, '4.5a': 3 } }
const factsOf = (rules: TimingRules = RULES, complainedOn: Day | null = null): TallyFacts => ({
  timing: { rules, clock, limit: { value: 3, unit: 'working-day' } },
  procedure: { hasFee: true, returnsDocument: true },
  complainedOn,
  residentDatabases: ['7'],
})
const on = (date: number) => day(`2026-08-${String(date).padStart(2, '0')}`)
const span = (from: number, to: number) => ({ from: on(from), to: on(to) })

test.each<[string, boolean, object[], number]>([
  ['a procedure with a fee', true, [], 1],
  ['a line with an amount', true, [{ Gia: 0 }, { Gia: 5000 }], 1],
  ['every line is 0', true, [{ Gia: 0 }, { Gia: '0' }], 0],
  ['a procedure without a fee, whatever its lines say', false, [{ Gia: 5000 }], 0],
  ['a procedure without a fee', false, [], 0],
])('3.6 counts dossiers of procedures with a fee: %s', (_claim, hasFee, DanhSachLePhi, owes) => {
  const dossier = foldDossier([picture('3 08:05', 2, { DanhSachLePhi, DuocThanhToanTrucTuyen: 1 })])
  const facts = { ...factsOf(), procedure: { hasFee, returnsDocument: true } }
  const rows = dossier ? tallyRows(dossier, facts) : []
  const sum = (name: 'owes' | 'paidOnline') =>
    rows.reduce((all, { numbers }) => all + (numbers[name] ?? 0), 0)
  expect([sum('owes'), sum('paidOnline')]).toEqual([owes, owes])
})

type Case = { dossier: Dossier; facts: TallyFacts }
/** 2.1, 3.2, 3.3, 5.4 by looking at each dossier. */
function counted(cases: readonly Case[], { from, to }: { from: Day; to: Day }, today: Day) {
  const upTo = today < to ? today : to
  const at = endOfDay(upTo)
  const isIn = (on: Day) => from <= on && on <= to && on <= upTo
  const judged = cases.map((it) => ({ ...it, ...judge(it.dossier, at, it.facts.timing) }))
  const members = judged.filter(
    ({ verdict, endedAt }) =>
      verdict !== 'not-accepted' && (endedAt === null || dayOf(endedAt) >= from),
  )
  const started = judged.filter(({ dossier }) => {
    const began = dossier.acceptedAt ?? dossier.submittedAt
    return began !== null && isIn(dayOf(began))
  })
  const online = started.filter(({ dossier }) => dossier.channel === 'online')
  const content = started.filter(
    ({ verdict, facts }) =>
      verdict !== 'late' && !(facts.complainedOn !== null && facts.complainedOn <= upTo),
  )
  return {
    '2.1': {
      numerator: members.filter(({ verdict }) => verdict === 'on-time').length,
      denominator: members.length,
    },
    '3.2': {
      numerator: new Set(online.map(({ dossier }) => dossier.procedure)).size,
      denominator: 3,
    },
    '3.3': { numerator: online.length, denominator: started.length },
    '5.4': { numerator: content.length, denominator: started.length },
  }
}

const anyCases = fc
  .array(fc.tuple(anyEvents, fc.option(fc.integer({ min: 1, max: 28 }), { nil: null })), {
    maxLength: 6,
  })
  .chain((all) => anyRules.map((rules) => ({ all, rules })))
  .map(({ all, rules }) =>
    all.flatMap(([events, complained]): Case[] => {
      const dossier = foldDossier(events)
      return dossier
        ? [{ dossier, facts: factsOf(rules, complained === null ? null : on(complained)) }]
        : []
    }),
  )
const rowsOf = (cases: readonly Case[]) =>
  cases.flatMap(({ dossier, facts }) => tallyRows(dossier, facts))
const anySpan = fc
  .tuple(fc.integer({ min: 1, max: 31 }), fc.integer({ min: 1, max: 31 }))
  .map(([one, other]) => span(Math.min(one, other), Math.max(one, other)))

test('property: the counters give what each dossier gives, on any day, under any readings', () => {
  fc.assert(
    fc.property(anyCases, anySpan, fc.integer({ min: 1, max: 31 }), (cases, period, date) => {
      const found = countsOf(rowsOf(cases), period, on(date), sources, { tree })
      expect(found).toMatchObject(counted(cases, period, on(date)))
    }),
    { numRuns: 1000 },
  )
})

test('property: old rows taken back and new ones added equal a recount', () => {
  const summed = (rows: readonly TallyRow[]) => {
    const sums = new Map<string, number>()
    for (const { cell, numbers } of rows)
      for (const [name, value] of Object.entries(numbers)) {
        const key = [cell.unit, cell.procedure, cell.channel, cell.startedOn, cell.day, name].join(
          '|',
        )
        sums.set(key, (sums.get(key) ?? 0) + value)
      }
    return new Map([...sums].filter(([, value]) => value !== 0).sort())
  }
  const negated = (rows: readonly TallyRow[]): TallyRow[] =>
    rows.map(({ cell, numbers }) => ({
      cell,
      numbers: Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, -value])),
    }))
  fc.assert(
    fc.property(
      fc.array(anyEvents, { minLength: 1, maxLength: 3 }),
      anyRules,
      (dossiers, rules) => {
        const rowsAfter = (events: (typeof dossiers)[number]) => {
          const dossier = foldDossier(events)
          return dossier ? tallyRows(dossier, factsOf(rules)) : []
        }
        const live: TallyRow[] = []
        for (const events of dossiers)
          for (let known = 1; known <= events.length; known++) {
            live.push(
              ...negated(rowsAfter(events.slice(0, known - 1))),
              ...rowsAfter(events.slice(0, known)),
            )
          }
        expect(summed(live)).toEqual(summed(dossiers.flatMap(rowsAfter)))
      },
    ),
    { numRuns: 300 },
  )
})

const one = (events: Parameters<typeof foldDossier>[0], facts = factsOf()): TallyRow[] => {
  const dossier = foldDossier(events)
  return dossier ? tallyRows(dossier, facts) : []
}
const full = {
  KenhThucHien: 2,
  NgayKetThucXuLy: '5 09:00',
  TaiLieuNop: [{ DuongDanTaiTepTin: 'a', DuocSoHoa: 1 }],
  DanhSachGiayToKetQua: [{ MaGiayToKetQua: 'K', DuongDanTepTinKetQua: 'b' }],
  DuocThanhToanTrucTuyen: 1,
  TaiKhoanDuocXacThucVoiVNeID: 1,
}

test('an open dossier becomes late by the passage of time alone, with no new event', () => {
  const rows = one([picture('3 08:05', 2)])
  const on21 = (date: number) => countsOf(rows, span(1, 31), on(date), sources, { tree })['2.1']
  expect([9, 10, 11].map(on21)).toEqual([
    { numerator: 1, denominator: 1 },
    { numerator: 0, denominator: 1 },
    { numerator: 0, denominator: 1 },
  ])
})

test.each<[string, TallyRow[], Record<string, boolean | string>, string, [number, number]]>([
  ['everything done', one([picture('3 08:05', 9, full)]), {}, '4.1', [1, 1]],
  ['everything done', one([picture('3 08:05', 9, full)]), {}, '4.2', [1, 1]],
  ['everything done', one([picture('3 08:05', 9, full)]), {}, '4.3', [1, 1]],
  ['everything done', one([picture('3 08:05', 9, full)]), {}, '4.5b', [1, 1]],
  ['everything done', one([picture('3 08:05', 9, full)]), {}, '3.6', [1, 1]],
  [
    'a database of residents',
    one([picture('3 08:05', 2, { DSKetNoiCSDL: [{ MaCSDL: 7 }] })]),
    {},
    '4.5b',
    [1, 1],
  ],
  [
    'nothing to pay',
    one([picture('3 08:05', 2, { DanhSachLePhi: [{ Gia: 0 }] })]),
    {},
    '3.6',
    [0, 0],
  ],
  [
    'open, without a result',
    one([picture('3 08:05', 2)]),
    { '4.1.denominator': 'received' },
    '4.1',
    [0, 1],
  ],
  [
    'open, without a result',
    one([picture('3 08:05', 2)]),
    { '4.1.denominator': 'finished' },
    '4.1',
    [0, 0],
  ],
  ['online without a result', one([picture('3 08:05', 2, { KenhThucHien: 2 })]), {}, '3.3', [1, 1]],
  [
    'online without a result',
    one([picture('3 08:05', 2, { KenhThucHien: 2 })]),
    { '3.3.needsResult': true },
    '3.3',
    [0, 1],
  ],
  [
    'one of forty synchronised',
    one([picture('3 08:05', 2, { KenhThucHien: 2 })]),
    { '3.3.timesSync': true },
    '3.3',
    [1 / 40, 1],
  ],
  [
    'late and complained of',
    [...one([picture('3 08:05', 2)], factsOf(RULES, on(4))), ...one([picture('3 08:05', 9, full)])],
    {},
    '5.4',
    [1, 2],
  ],
  [
    'late and complained of',
    [...one([picture('3 08:05', 2)], factsOf(RULES, on(4))), ...one([picture('3 08:05', 9, full)])],
    { '5.4.subtract': 'both' },
    '5.4',
    [0, 2],
  ],
])('%s, %#', (_claim, rows, chosen, code, [numerator, denominator]) => {
  const counts = countsOf(rows, span(1, 31), on(31), sources, { tree, chosen })
  expect(counts[code]).toEqual({ numerator, denominator })
})

test('what no source gives is unknown, and the index says so', () => {
  const counts = countsOf(
    one([picture('3 08:05', 9, full)]),
    span(1, 31),
    on(31),
    { counts: {}, denominators: {} },
    { tree },
  )
  const { indicators, state } = evaluate(tree, { level: 'commune' }, counts)
  expect(state).toBe('partial')
  const stateOf = (code: string) => indicators.find((it) => it.code === code)?.state
  expect(['1.1', '1.4', '2.1', '3.1', '3.2', '5.2'].map(stateOf)).toEqual([
    'unknown',
    'unknown',
    'measured',
    'not-applicable',
    'unknown',
    'unknown',
  ])
})

test('carried over: accepted in one month, ended in the next, counted in both', () => {
  const rows = one([picture('3 08:05', 2), step('20 08:00', 9)])
  const of = (from: number, to: number) =>
    countsOf(rows, span(from, to), on(31), sources, { tree })['2.1']
  expect([of(1, 9), of(11, 19), of(20, 20), of(21, 31)]).toEqual([
    { numerator: 1, denominator: 1 },
    { numerator: 0, denominator: 1 },
    { numerator: 0, denominator: 1 },
    { numerator: 0, denominator: 0 },
  ])
})

test('every rule of timing has its switch, both readings', () => {
  expect(timingRulesOf(tree)).toEqual(RULES)
  for (const { name, options } of tree.switches.filter(({ name }) => name.startsWith('onTime.')))
    for (const { value } of options)
      expect(timingRulesOf(tree, { [name]: value })).toMatchObject({
        [name.slice('onTime.'.length)]: value,
      })
  expect(Object.keys(choicesOf(tree)).filter((name) => name.startsWith('onTime.'))).toHaveLength(7)
})

test.each<[number | null, number | null, number | null, 'month' | 'quarter' | 'year', number]>([
  [5, 7, 1200, 'month', 7],
  [0, null, 1200, 'month', 100],
  [0, 0, 1200, 'quarter', 300],
  [null, null, 1200, 'year', 1200],
  [null, null, null, 'year', 0],
])(
  '1.4 against report %s, portal %s, year before %s: %s gives %d',
  (report, portal, yearBefore, period, expected) => {
    expect(syncDenominator({ report, portal, yearBefore }, period)).toBe(expected)
  },
)
