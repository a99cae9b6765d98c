// Rules as claims: codes, breaks, rescaling, groups with ties, what-if, levers, numbers in cells.

import { expect, test } from 'vitest'
import { basis, releases } from '../../test/papi.ts'
import { changeOf, comparability } from './break.ts'
import { rescaledPart } from './formula.ts'
import { GROUPS, groupSizes, standingsOf } from './group.ts'
import { intervalOf, overlaps } from './interval.ts'
import { byItem, levelOf, parentOf, TOTAL } from './item.ts'
import { leversOf } from './lever.ts'
import { profileOf } from './profile.ts'
import { numberIn, scoreFault } from './reading.ts'
import { errorsOf, scoreOf } from './release.ts'
import { outcomeOf, settingFault } from './scenario.ts'
import { termsIn } from './terms.ts'
import { structureOf } from './tree.ts'

const known = basis()
const years = releases()
const of2023 = years.get(2023)!
const structure = structureOf(known.structures, 2023)!
const ground = { structure, formulas: known.formulas, catalogue: known.catalogue }

test('codes, what stands above them, and their order', () => {
  expect(['TOTAL', 'D8', '1.3', '1.3.3', '2.4.10', 'D9', '9.1', 'x'].map(levelOf)).toEqual([
    'total',
    'dimension',
    'part',
    'indicator',
    'indicator',
    null,
    null,
    null,
  ])
  expect(['1.3.3', '1.3', 'D1', 'TOTAL'].map(parentOf)).toEqual(['1.3', 'D1', 'TOTAL', null])
  const mixed = ['2.1', '1.1.10', 'D2', 'TOTAL', '1.1.2', 'D1', '1.1']
  expect(mixed.sort(byItem)).toEqual(['TOTAL', 'D1', '1.1', '1.1.2', '1.1.10', 'D2', '2.1'])
})

test.each([
  ['3.2', 2020, 2021, 'broken'],
  ['3.2.1', 2020, 2021, 'broken'],
  ['D3', 2020, 2021, 'touched'],
  ['TOTAL', 2020, 2021, 'touched'],
  ['TOTAL', 2017, 2018, 'broken'],
  ['D1', 2017, 2018, 'comparable'],
  ['D2', 2017, 2018, 'broken'],
  ['2.3', 2017, 2018, 'broken'],
  ['D5', 2020, 2021, 'broken'],
  ['5.1', 2020, 2021, 'broken'],
  ['D8', 2022, 2023, 'touched'],
  ['1.1', 2022, 2023, 'comparable'],
  ['1.1', 2023, 2021, 'broken'],
  ['D7', 2023, 2024, 'comparable'],
] as const)('%s from %i to %i is %s', (item, from, to, kind) => {
  expect(comparability(known.breaks, item, from, to).kind).toBe(kind)
})

test('no difference is given across a break of the item, one with a mark across a break inside', () => {
  const change = (item: string, from: number, to: number) =>
    changeOf(
      known.breaks,
      item,
      { year: from, score: scoreOf(years.get(from)!, item, '19') },
      { year: to, score: scoreOf(years.get(to)!, item, '19') },
    )
  expect(change('3.2', 2020, 2021)?.difference).toBeNull()
  expect(change('D3', 2020, 2021)?.difference).toBeCloseTo(4.37 - 5.335, 2)
  expect(change('D7', 2022, 2023)?.difference).toBeCloseTo(3.344 - 3.043, 2)
  expect(
    changeOf(known.breaks, 'D1', { year: 2022, score: null }, { year: 2023, score: 5 }),
  ).toBeNull()
})

test('a part is its low end and its range times the mean of the rescaled indicators', () => {
  const share = (value: number) => ({ value, scale: [0, 1] as const })
  const air = ['7.2.1', '7.2.2', '7.2.3'].map((item) => share(scoreOf(of2023, item, '19')!))
  expect(rescaledPart(1 / 3, 3, air)).toBeCloseTo(scoreOf(of2023, '7.2', '19')!, 5)
  expect(rescaledPart(0.25, 2.25, [{ value: 1, scale: [1, 5] }, share(1)])).toBeCloseTo(1.375, 9)
  expect(rescaledPart(0, 1, [{ value: 0.2, scale: [0, 1], isReversed: true }])).toBeCloseTo(0.8, 9)
  expect(() => rescaledPart(0, 1, [])).toThrow(RangeError)
})

test.each([
  [63, [16, 16, 15, 16]],
  [62, [16, 15, 15, 16]],
  [61, [15, 15, 15, 16]],
  [60, [15, 15, 15, 15]],
])('%i provinces make groups of %j', (n, sizes) => {
  expect([...groupSizes(n)]).toEqual(sizes)
})

test('who shares a place shares the group; after two seconds comes the fourth', () => {
  const scores = new Map([9, 8, 8, 7, 6, 5, 4, 3].map((score, at) => [String(at + 1), score]))
  const { rows } = standingsOf(scores, [2, 2, 2, 2])
  expect(rows.map(({ rank }) => rank)).toEqual([1, 2, 2, 4, 5, 6, 7, 8])
  expect(rows.map(({ group }) => GROUPS.indexOf(group))).toEqual([0, 0, 0, 1, 2, 2, 3, 3])
})

test('intervals that touch overlap', () => {
  expect(overlaps(intervalOf(45, 1, 1), intervalOf(47, 1, 1))).toBe(true)
  expect(overlaps(intervalOf(45, 1, 1), intervalOf(47.01, 1, 1))).toBe(false)
})

test('the interval of Thái Nguyên 2023 overlaps those of 24 other provinces', () => {
  const errors = errorsOf(of2023, TOTAL)!
  const at = (province: string) =>
    intervalOf(scoreOf(of2023, TOTAL, province)!, errors.get(province)!.se, 1.645)
  const others = [...of2023.values.get(TOTAL)!.keys()].filter((it) => it !== '19')
  expect(others.filter((it) => overlaps(at(it), at('19')))).toHaveLength(24)
})

test('what-if adds the difference by the formula and keeps what it does not explain', () => {
  const made = outcomeOf(ground, of2023, '19', [
    { code: '7.2.3', value: 0.6 },
    { code: '1.3.3', value: 0.96 },
    { code: '1.2.1', value: 0.9 },
    { code: '8.3.2', value: 0.9 },
  ])
  expect(made.changed.map(({ code, points }) => [code, Number(points.toFixed(4))])).toEqual([
    ['7.2.3', 0.2714],
    ['1.3.3', 0.1663],
    ['8.3.2', 0],
  ])
  const gain = 0.6 - 0.328631 + 0.375 * (0.96 - 0.516666)
  expect(made.scores.get(TOTAL)! - scoreOf(of2023, TOTAL, '19')!).toBeCloseTo(gain, 6)
  expect(made.scores.get('7.2')).toBeCloseTo(1.873141 + 0.271369, 5)
  expect(made.excluded.map(({ code, reason, asked }) => [code, reason, asked])).toEqual([
    ['1.2', 'formula-weak', ['1.2.1']],
    ['4.4', 'formula-weak', []],
  ])
  const profile = profileOf(structure, of2023, '19', { scores: made.scores })
  expect(profile.total.rank).toBe(1)
  expect(profile.total.chance!.probability).toBeGreaterThan(
    profileOf(structure, of2023, '19').total.chance!.probability,
  )
})

test('setting what stands there changes nothing', () => {
  const settings = ['7.1.1', '4.3.2', '6.2.1'].map((code) => ({
    code,
    value: scoreOf(of2023, code, '19')!,
  }))
  const { scores, changed } = outcomeOf(ground, of2023, '19', settings)
  expect(changed.every(({ points }) => points === 0)).toBe(true)
  for (const [item, score] of scores) expect(score).toBeCloseTo(scoreOf(of2023, item, '19')!, 9)
})

test.each([
  ['9.9.9', 0.5, 'unknown'],
  ['5.2.1', 0.5, 'unknown'],
  ['7.2.3', 60, 'beyond-scale'],
  ['7.2.3', -0.1, 'beyond-scale'],
  ['4.3.2', 4.9, undefined],
] as const)('setting %s to %d: %s', (code, value, fault) => {
  expect(settingFault(ground, of2023, [{ code, value }])?.fault).toBe(fault)
})

test('levers to the third quartile are those of the worked example', () => {
  const { levers, excluded } = leversOf(ground, of2023, '19', termsIn(known.withinYear, new Map()))
  const shown = levers.slice(0, 7).map(({ code }) => code)
  expect(shown).toEqual(['7.2.3', '6.3.5', '1.3.3', '7.3.3', '3.1.8', '4.3.1', '7.3.2'])
  const gains = [0.19, 0.19, 0.17, 0.12, 0.12, 0.11, 0.08]
  for (const [at, gain] of gains.entries())
    expect(Math.abs(levers[at]!.gainToQ3! - gain)).toBeLessThan(0.006)
  expect(excluded.map(({ code }) => code)).toEqual(['1.2', '4.4'])
  expect(
    levers
      .filter(({ isContrary }) => isContrary)
      .map(({ code }) => code)
      .sort(),
  ).toEqual(['1.3.5', '1.3.6', '2.1.6', '6.3.2'])
  for (const { gainToQ3, gainToBest } of levers) {
    expect(gainToQ3).toBeGreaterThanOrEqual(0)
    expect(gainToBest).toBeGreaterThanOrEqual(gainToQ3!)
  }
})

test('standard errors: published, of the median where none was, shared among dimensions', () => {
  const of2022 = errorsOf(years.get(2022)!, TOTAL)!
  expect(of2022.get('94')).toMatchObject({ basis: 'assumed-median' })
  expect(of2022.get('19')).toMatchObject({ basis: 'published', se: expect.closeTo(0.163, 2) })
  expect(errorsOf(years.get(2020)!, TOTAL)).toBeNull()
  const shared = ['D1', 'D2', 'D3', 'D4', 'D5', 'D6', 'D7', 'D8'].map(
    (item) => errorsOf(of2023, item)!.get('19')!,
  )
  expect(shared.every(({ basis: how }) => how === 'assumed-shares')).toBe(true)
  expect(Math.hypot(...shared.map(({ se }) => se))).toBeCloseTo(1.11537, 4)
})

test.each([
  ['0.52', 0.52],
  ['52,3%', 0.523],
  [' 52.3 %', 0.523],
  ['-5.08E-2', -0.0508],
  ['', 'empty'],
  ['—'.replace('—', '–'), 'empty'],
  ['*', 'starred'],
  ['KCDL', 'starred'],
  ['abc', 'no-number'],
  ['1e999', 'no-number'],
] as const)('the cell %j is %s', (text, value) => {
  const read = numberIn(text)
  if (typeof value === 'number') expect(read).toBeCloseTo(value, 9)
  else expect(read).toBe(value)
})

test.each([
  [0, [0.25, 2.5], false, 'zero-is-missing'],
  [0, [0, 1], true, null],
  [0, [1, 5], true, 'zero-is-missing'],
  [2.9, [0.25, 2.5], false, 'beyond-scale'],
  [0.334, [0.33, 3.33], false, null],
  [1.048, [0, 1], true, null],
  [52, [0, 1], true, 'beyond-scale'],
] as const)('%d on the scale %j: %s', (value, scale, isIndicator, fault) => {
  expect(scoreFault(value, scale, isIndicator)).toBe(fault)
})
