// Scores as tables of claims; against a naive oracle and against the engine of indices.

import { describe, expect, test } from 'vitest'
import { chance, group, line, p, SET, values } from '../../test/criteria-set.ts'
import { evaluate, readTree } from '../indices/index.ts'
import { measuredValue, scoreUnit, type Value } from './score.ts'
import type { Criterion, Line } from './set.ts'

describe('a score', () => {
  const claims: [string, Record<string, Value>, number, Partial<ReturnType<typeof scoreUnit>>][] = [
    ['is the sum', { '1.1': p(15), '1.2': p(40), '2': p(40) }, 0, { score: 95, band: 'Tốt' }],
    ['counts zero', { '1.1': p(0), '1.2': p(40), '2': p(40) }, 0, { score: 80, missing: [] }],
    [
      'is none while a line is missing',
      { '1.1': p(15), '2': p(40) },
      0,
      { score: null, band: null },
    ],
    ['says what is missing', { '1.1': p(15), '2': p(40) }, 0, { missing: ['1.2'], points: 55 }],
    [
      'has a figure so far, of what is known',
      { '1.1': p(15), '2': p(40) },
      0,
      { provisional: 91.67 },
    ],
    [
      'is drawn up to the scale without what does not apply',
      { '1.1': p(15), '1.2': 'not-applicable', '2': p(40) },
      0,
      { score: 91.67, attainable: 60 },
    ],
    ['loses deductions', { '1.1': p(20), '1.2': p(40), '2': p(40) }, 2, { score: 96 }],
    [
      'loses no more than their limit',
      { '1.1': p(20), '1.2': p(40), '2': p(40) },
      9,
      { score: 95 },
    ],
    ['is never below zero', { '1.1': p(0), '1.2': p(0), '2': p(0) }, 9, { score: 0 }],
    ['is none of nothing', {}, 0, { score: null, provisional: null, points: null }],
  ]
  test.each(claims)('%s', (_, given, times, told) => {
    expect(scoreUnit(SET, values(given), new Map([['T1', times]]))).toMatchObject(told)
  })

  test('gives the points of what does not apply where the set says so', () => {
    const full = { ...SET, notApplicable: 'full' as const }
    const given = values({ '1.1': p(15), '1.2': 'not-applicable', '2': p(40) })
    expect(scoreUnit(full, given)).toMatchObject({ score: 95, attainable: 100 })
  })

  test('weighs: 30 and 70 of 50 points, whatever the lines count to themselves', () => {
    const weighed = group(
      '1',
      50,
      [line('a', 10, { weight: 30 }), line('b', 4, { weight: 70 })],
      'weighted',
    )
    const result = scoreUnit({ ...SET, lines: [weighed] }, values({ a: p(5), b: p(1) }))
    expect(result.lines.map(({ points, max }) => [points, max])).toEqual([
      [16.25, 50],
      [7.5, 15],
      [8.75, 35],
    ])
  })

  test.each([-1, 21, Number.NaN])('refuses %s of 20 points', (points) => {
    expect(() => scoreUnit(SET, values({ '1.1': { points } }))).toThrow(RangeError)
  })

  const MEASURED: [string, { numerator: number; denominator: number } | null, Value][] = [
    ['half of nine tenths', { numerator: 45, denominator: 100 }, p(20)],
    ['full at the share asked', { numerator: 9, denominator: 10 }, p(40)],
    ['never more', { numerator: 10, denominator: 10 }, p(40)],
    ['by rule where nothing was asked', { numerator: 0, denominator: 0 }, p(40)],
    ['missing where nothing is known', null, null],
  ]
  test.each(MEASURED)('from a measure: %s', (_, count, value) => {
    expect(measuredValue(SET.lines[1] as Criterion, count)).toEqual(value)
  })
  test.each([
    ['zero', p(0)],
    ['missing', null],
    ['not-applicable', 'not-applicable'],
  ] as const)('of nothing: %s', (whenNothing, value) => {
    const measure = { name: 'x', full: 1, whenNothing }
    expect(measuredValue({ max: 5, measure }, { numerator: 0, denominator: 0 })).toEqual(value)
  })
})

describe('scores of random sets', () => {
  const seeds = Array.from({ length: 150 }, (_, at) => at + 1)

  test('equal a walk of every criterion to the top', () => {
    for (const seed of seeds) {
      const { set, given } = chance(seed, true)
      let [points, out, all, lost] = [0, 0, 0, 0]
      const down = (of: readonly Line[], factor: number) => {
        for (const each of of) {
          if (each.kind === 'group') {
            const sum = each.lines.reduce((total, { weight = 0 }) => total + weight, 0)
            for (const below of each.lines)
              down(
                [below],
                each.combine === 'sum'
                  ? factor
                  : (((factor * each.max) / below.max) * (below.weight ?? 0)) / sum,
              )
          } else {
            const value = given.get(each.code) ?? null
            if (value === null) lost += 1
            else if (value !== 'not-applicable') {
              points += value.points * factor
              out += each.max * factor
            }
          }
        }
      }
      down(set.lines, 1)
      for (const { max } of set.lines) all += max
      const result = scoreUnit(set, given)
      expect(result.missing.length).toBe(lost)
      if (out === 0) expect(result.provisional).toBeNull()
      else expect(result.provisional).toBeCloseTo((points * all) / out, 3)
      expect(result.score).toBe(lost > 0 ? null : result.provisional)
    }
  })

  test('equal the engine of indices where points are sums', () => {
    const node = (it: Line): unknown =>
      it.kind === 'group'
        ? { op: 'sum', code: it.code, name: it.title, max: it.max, of: it.lines.map(node) }
        : {
            op: 'measure',
            take: 'value',
            code: it.code,
            name: it.title,
            max: it.max,
            zeroDenominator: 'zero',
            membership: 'now',
            numerator: '',
            denominator: '',
          }
    for (const seed of seeds) {
      const { set, given } = chance(seed, false)
      const tree = readTree({
        index: 'x',
        version: '1',
        name: 'x',
        use: 'shadow',
        valid: { from: '2024-01-01', to: null, certainty: 'high' },
        levels: ['commune'],
        rounding: { leaf: null, branch: null },
        breaks: [],
        sources: {},
        switches: [],
        root: node(
          group(
            'root',
            set.lines.reduce((sum, { max }) => sum + max, 0),
            set.lines,
          ),
        ),
      })
      const counts = Object.fromEntries(
        [...given].map(([code, value]) => [
          code,
          value === null || value === 'not-applicable' ? value : { value: value.points },
        ]),
      )
      const other = evaluate(tree, { level: 'commune' }, counts)
      const own = scoreUnit(set, given)
      expect(own.attainable).toBe(other.attainable)
      if (own.points === null) expect(other.total).toBeNull()
      else expect(own.points).toBeCloseTo(other.total ?? Number.NaN, 9)
      expect(own.missing.length > 0).toBe(['partial', 'unknown'].includes(other.state))
    }
  })
})
