// The engine by claims and by identities.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { day } from '../lib/day.ts'
import { choicesOf } from './choice.ts'
import { type Count, type Counts, sumCounts } from './count.ts'
import { evaluate } from './evaluate.ts'
import { belongs, type Membership, pieces } from './membership.ts'
import { placeAmong, ranked } from './rank.ts'
import { margins, whatIf } from './scenario.ts'
import { readTree } from './tree.ts'

type Json = Record<string, unknown>
const leaf = (code: string, more: Json = {}): Json => ({
  op: 'measure',
  code,
  name: code,
  max: 10,
  zeroDenominator: 'unknown',
  membership: 'started',
  numerator: 'n',
  denominator: 'd',
  ...more,
})
const sum = (code: string, max: number, of: Json[], more: Json = {}): Json => ({
  op: 'sum',
  code,
  name: code,
  max,
  of,
  ...more,
})
const treeOf = (root: Json, more: Json = {}) =>
  readTree({
    index: 'T',
    version: '1',
    name: 'T',
    use: 'reporting',
    valid: { from: '2025-01-01', to: null, certainty: 'high' },
    levels: ['province', 'commune'],
    rounding: { leaf: 2, branch: 2 },
    breaks: [],
    sources: {},
    switches: [],
    root,
    ...more,
  })
const province = { level: 'province' }
const ratio = (numerator: number, denominator: number): Count => ({ numerator, denominator })
const half = treeOf(sum('T', 20, [leaf('a'), leaf('b', { threshold: 0.5 })]))

test.each<[number, number, number, number, number]>([
  // 2 × 3/20 ÷ 0.8 is 0.375 whole, though binary fractions make a little less of it.
  [3, 20, 2, 0.8, 0.38],
  [9, 40, 2, 0.8, 0.56],
  [1, 16, 2, 1, 0.13],
  [1, 3, 6, 1, 2],
])('%d of %d with %d points full at %d is %d', (numerator, denominator, max, threshold, score) => {
  const tree = treeOf(sum('T', max, [leaf('a', { max, threshold })]))
  expect(evaluate(tree, province, { a: ratio(numerator, denominator) }).total).toBe(score)
})

describe('null, not applicable and zero are three values', () => {
  test.each<[string, Counts, number | null, number, string]>([
    ['both known', { a: ratio(1, 2), b: ratio(1, 4) }, 10, 20, 'complete'],
    ['zero is a score', { a: ratio(0, 2), b: ratio(0, 4) }, 0, 20, 'complete'],
    ['one unknown', { a: ratio(1, 2), b: null }, 5, 20, 'partial'],
    ['one never named', { a: ratio(1, 2) }, 5, 20, 'partial'],
    ['nothing known', {}, null, 20, 'unknown'],
    ['one not applicable', { a: ratio(1, 2), b: 'not-applicable' }, 5, 10, 'complete'],
    ['nothing applicable', { a: 'not-applicable', b: 'not-applicable' }, null, 0, 'not-applicable'],
    ['a denominator of zero, rule: unknown', { a: ratio(0, 0), b: ratio(1, 4) }, 5, 20, 'partial'],
  ])('%s', (_claim, counts, total, attainable, state) => {
    expect(evaluate(half, province, counts)).toMatchObject({ total, attainable, state })
  })

  test.each<[string, number | null, string]>([
    ['zero', 0, 'nothing'],
    ['full', 10, 'nothing'],
    ['unknown', null, 'unknown'],
    ['not-applicable', null, 'not-applicable'],
  ])('zero denominator, rule %s', (zeroDenominator, score, state) => {
    const tree = treeOf(sum('T', 10, [leaf('a', { zeroDenominator })]))
    const [found] = evaluate(tree, province, { a: ratio(0, 0) }).indicators
    expect(found).toMatchObject({ score, state, ratio: null, numerator: 0, denominator: 0 })
  })

  test('a group that must be whole knows nothing while one child is unknown', () => {
    const tree = treeOf(sum('T', 20, [leaf('a'), leaf('b')], { missing: 'unknown' }))
    expect(evaluate(tree, province, { a: ratio(1, 1) }).total).toBeNull()
    expect(evaluate(tree, province, { a: ratio(1, 1), b: 'not-applicable' }).total).toBe(10)
  })
})

test.each<[string, number | null, string, number | null]>([
  ['own', 2, 'measured', 0.2],
  ['inherit', 9, 'inherited', 0.9],
  ['awardMax', 10, 'awarded', null],
  ['notApplicable', null, 'not-applicable', null],
])('level rule %s', (rule, score, state, share) => {
  const tree = treeOf(sum('T', 10, [leaf('a', { levels: { commune: rule } })]))
  const options = { above: { a: ratio(9, 10) } }
  const [found] = evaluate(tree, { level: 'commune' }, { a: ratio(2, 10) }, options).indicators
  expect(found).toMatchObject({ score, state, ratio: share })
})

test.each<[string, Json, Counts, number | null]>([
  [
    'mean of what applies',
    { op: 'mean', code: 'M', name: 'M', max: 10, of: [leaf('a'), leaf('b')] },
    { a: ratio(1, 2), b: ratio(1, 1) },
    7.5,
  ],
  [
    'mean without what does not',
    { op: 'mean', code: 'M', name: 'M', max: 10, of: [leaf('a'), leaf('b')] },
    { a: ratio(1, 2), b: 'not-applicable' },
    5,
  ],
  [
    'rescale',
    { op: 'rescale', code: 'R', name: 'R', max: 10, from: [0, 10], to: [1, 10], of: leaf('a') },
    { a: ratio(1, 2) },
    5.5,
  ],
  [
    'rescale keeps to its span',
    { op: 'rescale', code: 'R', name: 'R', max: 10, from: [6, 10], to: [1, 10], of: leaf('a') },
    { a: ratio(1, 2) },
    1,
  ],
  [
    'band',
    {
      op: 'band',
      code: 'B',
      name: 'B',
      max: 3,
      bands: [
        { atLeast: 9, score: 3 },
        { atLeast: 5, score: 2 },
      ],
      of: leaf('a'),
    },
    { a: ratio(1, 2) },
    2,
  ],
  [
    'below every band',
    { op: 'band', code: 'B', name: 'B', max: 3, bands: [{ atLeast: 9, score: 3 }], of: leaf('a') },
    { a: ratio(1, 2) },
    0,
  ],
  ['cap', { op: 'cap', code: 'C', name: 'C', max: 4, at: 4, of: leaf('a') }, { a: ratio(1, 2) }, 4],
  [
    'a value brings its score',
    { op: 'cap', code: 'C', name: 'C', max: 4, at: 9, of: leaf('a', { take: 'value' }) },
    { a: { value: 6.125 } },
    6.13,
  ],
  [
    'unknown stays unknown',
    { op: 'cap', code: 'C', name: 'C', max: 4, at: 4, of: leaf('a') },
    { a: null },
    null,
  ],
])('%s', (_claim, root, counts, total) => {
  expect(evaluate(treeOf(root), province, counts).total).toBe(total)
})

test('a figure to be read enters no sum', () => {
  const tree = treeOf(sum('T', 10, [leaf('a'), leaf('i', { max: 0 })]))
  const found = evaluate(tree, province, { a: ratio(1, 2), i: ratio(3, 4) })
  expect(found).toMatchObject({ total: 5, state: 'complete' })
  expect(found.indicators[1]).toMatchObject({ ratio: 0.75, score: null, state: 'informative' })
  expect(evaluate(tree, province, { a: ratio(1, 2) }).total).toBe(5)
})

test('groups add rounded scores, as published', () => {
  const tree = treeOf(sum('T', 8, [leaf('a', { max: 2 }), leaf('b', { max: 6 })]))
  const counts = { a: ratio(87, 89), b: ratio(1, 1) }
  expect(evaluate(tree, province, counts).total).toBe(7.96)
  expect(evaluate(tree, province, counts, { isRounded: false }).total).toBeCloseTo(7.955_056, 6)
})

test.each<[string, () => unknown]>([
  ['a level it does not have', () => evaluate(half, { level: 'ward' }, {})],
  ['a negative count', () => evaluate(half, province, { a: ratio(-1, 2) })],
  ['what is no number', () => evaluate(half, province, { a: ratio(Number.NaN, 2) })],
  ['a value for a ratio', () => evaluate(half, province, { a: { value: 3 } })],
  ['a switch it does not have', () => choicesOf(half, { x: 1 })],
])('refuses %s', (_what, work) => {
  expect(work).toThrow(RangeError)
})

const aSwitch = (options: unknown[]) => ({
  name: 's',
  question: { vi: '?', en: '?' },
  options: options.map((value) => ({ value, meaning: { vi: 'm', en: 'm' } })),
  default: options[0],
  certainty: 'low',
})
test.each<[string, Json, Json, RegExp]>([
  ['a code twice', sum('T', 20, [leaf('a'), leaf('a')]), {}, /stands twice/],
  ['points that do not add up', sum('T', 21, [leaf('a'), leaf('b')]), {}, /children have 20/],
  [
    'a switch that is not there',
    sum('T', 10, [leaf('a', { threshold: { switch: 's' } })]),
    {},
    /no switch s/,
  ],
  [
    'a reading that does not fit',
    sum('T', 10, [leaf('a', { threshold: { switch: 's' } })]),
    { switches: [aSwitch([1, 'x'])] },
    /no threshold/,
  ],
  [
    'a level it does not have',
    sum('T', 10, [leaf('a', { levels: { ward: 'own' } })]),
    {},
    /no level ward/,
  ],
  ['a threshold of zero', sum('T', 10, [leaf('a', { threshold: 0 })]), {}, /threshold|Invalid/i],
  ['a field it does not know', sum('T', 10, [leaf('a', { treshold: 1 })]), {}, /treshold|Invalid/i],
])('a tree is refused with %s', (_what, root, more, message) => {
  expect(() => treeOf(root, more)).toThrow(message)
})

test.each<[(number | null)[], (number | null)[], (number | null)[]]>([
  [
    [9, 8, 8, 7],
    [1, 2, 2, 4],
    [1, 2, 2, 3],
  ],
  [
    [7, 8, 9],
    [3, 2, 1],
    [3, 2, 1],
  ],
  [
    [null, 0, 5],
    [null, 2, 1],
    [null, 2, 1],
  ],
  [[], [], []],
])('places of %j', (totals, competition, dense) => {
  const units = totals.map((total, at) => ({ code: String(at), total }))
  expect(ranked(units).map(({ place }) => place)).toEqual(competition)
  expect(ranked(units, 'dense').map(({ place }) => place)).toEqual(dense)
  expect(ranked(units)[0]?.of ?? 0).toBe(totals.filter((it) => it !== null).length)
})

test.each<[Membership, string, string | null, boolean]>([
  ['started', '2026-02-01', null, true],
  ['started', '2026-01-31', null, false],
  ['open', '2026-01-31', '2026-02-01', true],
  ['open', '2026-01-01', '2026-01-31', false],
  ['open', '2026-03-01', null, false],
  ['at-end', '2026-02-01', '2026-02-28', false],
  ['at-end', '2026-02-01', '2026-03-01', true],
  ['now', '2026-03-05', null, true],
  ['decided', '2026-01-01', '2026-02-10', true],
  ['decided', '2026-02-01', null, false],
])('%s in February: from %s to %s is %s', (membership, startedOn, endedOn, expected) => {
  const ended = endedOn === null ? null : day(endedOn)
  const it = { startedOn: day(startedOn), endedOn: ended, decidedOn: ended }
  const february = { from: day('2026-02-01'), to: day('2026-02-28') }
  expect(belongs(membership, it, february, day('2026-03-06'))).toBe(expected)
})

test('a line is cut at a break and at another version', () => {
  const broken = {
    index: 'T',
    version: '1',
    breaks: [{ on: '2026-03-01', why: { vi: 'x', en: 'x' }, source: [] }],
  }
  const other = { ...broken, version: '2' }
  const at = (on: string, tree = broken) => ({ on: day(on), tree })
  const points = [
    at('2026-01-31'),
    at('2026-02-28'),
    at('2026-03-01'),
    at('2026-03-31'),
    at('2026-04-30', other),
  ]
  expect(pieces(points).map((piece) => piece.length)).toEqual([2, 2, 1])
})

describe('what would be', () => {
  test('one more numerator, until the points are full', () => {
    const counts = { a: ratio(10, 40), b: ratio(19, 40) }
    const found = margins(half, { unit: province, counts })
    expect(found).toMatchObject([
      { code: 'b', untilFull: 1 },
      { code: 'a', untilFull: 30 },
    ])
    expect(found.map(({ points }) => points)).toEqual([
      expect.closeTo(0.5, 9),
      expect.closeTo(0.25, 9),
    ])
    expect(found.map(({ reachable }) => reachable)).toEqual([
      expect.closeTo(0.5, 9),
      expect.closeTo(7.5, 9),
    ])
  })

  test('full points have nothing more to give, whatever the machine makes of 0.8 × 115', () => {
    const tree = treeOf(sum('T', 10, [leaf('a', { threshold: 0.8 })]))
    expect(margins(tree, { unit: province, counts: { a: ratio(92, 115) } })).toEqual([
      { code: 'a', points: 0, untilFull: 0, reachable: 0 },
    ])
  })

  test('another numerator, another place', () => {
    const subject = { unit: province, counts: { a: ratio(1, 2), b: ratio(0, 4) } }
    const { before, after, delta } = whatIf(half, subject, { b: ratio(2, 4) })
    expect([before.total, after.total, delta]).toEqual([5, 15, 10])
    expect([before, after].map(({ total }) => placeAmong(total, [12, 12, null]))).toEqual([3, 1])
  })
})

const anyRatio = fc
  .tuple(fc.nat(500), fc.nat(500))
  .map(([one, other]) => ratio(Math.min(one, other), Math.max(one, other)))
const anyCounts = fc.record({ a: anyRatio, b: anyRatio })

test('identity: a parent is the ratio of sums, and lies between its best and its worst child', () => {
  fc.assert(
    fc.property(fc.array(anyCounts, { minLength: 1, maxLength: 8 }), (parts) => {
      const score = (counts: Counts) =>
        evaluate(half, province, counts, { isRounded: false }).indicators[0]
      const whole = score(sumCounts(half, parts))
      const numerator = parts.reduce(
        (total, { a }) => total + (a as { numerator: number }).numerator,
        0,
      )
      expect(whole?.numerator).toBe(numerator)
      const scores = parts.flatMap((part) => score(part)?.score ?? [])
      if (scores.length === 0) return
      expect(whole?.score).toBeGreaterThanOrEqual(Math.min(...scores) - 1e-9)
      expect(whole?.score).toBeLessThanOrEqual(Math.max(...scores) + 1e-9)
    }),
  )
})

test('identity: sums of sums are sums, in any grouping and order', () => {
  fc.assert(
    fc.property(fc.array(anyCounts, { minLength: 2, maxLength: 8 }), fc.nat(), (parts, cut) => {
      const at = 1 + (cut % (parts.length - 1))
      const halves = [parts.slice(at), parts.slice(0, at)].map((some) => sumCounts(half, some))
      expect(sumCounts(half, halves)).toEqual(sumCounts(half, parts))
    }),
  )
})

test('identity: a margin is the difference of two evaluations, and never negative', () => {
  fc.assert(
    fc.property(anyCounts, (counts) => {
      const exact = { isRounded: false }
      for (const { code, points, untilFull, reachable } of margins(half, {
        unit: province,
        counts,
      })) {
        const { numerator, denominator } = counts[code as 'a' | 'b'] as {
          numerator: number
          denominator: number
        }
        const after = evaluate(
          half,
          province,
          { ...counts, [code]: ratio(numerator + untilFull, denominator) },
          exact,
        )
        expect(after.indicators.find((it) => it.code === code)?.score).toBeCloseTo(10, 9)
        expect(reachable).toBeGreaterThanOrEqual(points - 1e-9)
        expect(points).toBeGreaterThanOrEqual(0)
      }
    }),
  )
})

test('what cannot be added is unknown above, not wrong', () => {
  const tree = treeOf(sum('T', 20, [leaf('a', { addition: 'distinct' }), leaf('b')]))
  const parts: Counts[] = [
    { a: ratio(1, 2), b: ratio(1, 2) },
    { a: ratio(1, 2), b: null },
    { b: 'not-applicable' },
  ]
  expect(sumCounts(tree, parts)).toEqual({ a: null, b: ratio(1, 2) })
})
