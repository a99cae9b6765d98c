// Terms of levers: settled ones go before suggested ones, and no way to a goal goes beyond a bound.

import { describe, expect, test } from 'vitest'
import { basis, releases } from '../../test/papi.ts'
import { type Goal, wayTo } from './goal.ts'
import { leversOf } from './lever.ts'
import { barsIn } from './profile.ts'
import { scoreOf } from './release.ts'
import { gapWithin, requireTerms, suggestedTerms, type Terms, termsIn } from './terms.ts'
import { structureOf } from './tree.ts'

const known = basis()
const release = releases().get(2023)!
const structure = structureOf(known.structures, 2023)!
const ground = { structure, formulas: known.formulas, catalogue: known.catalogue }
const kept = new Map<string, Float64Array | null>()
const draw = barsIn(release, '19', { draws: 400 })
const bars = (item: string) => {
  if (!kept.has(item)) kept.set(item, draw(item))
  return kept.get(item) ?? null
}
const settled = (given: Record<string, Partial<Terms>>) =>
  new Map(
    Object.entries(given).map(([code, terms]) => [code, { ...suggestedTerms('yes'), ...terms }]),
  )
const way = (terms: ReturnType<typeof settled>, goal: Partial<Goal> = {}) => {
  const { levers } = leversOf(ground, release, '19', termsIn(known.withinYear, terms))
  const asked: Goal = { item: 'D7', probability: 0.8, bound: 'best', withPartly: true, ...goal }
  return wayTo({ ground, release, province: '19', bars }, levers, asked)
}

test.each([
  [{ value: 0.4, bound: null, direction: 1 }, 0.3, 0.3],
  [{ value: 0.4, bound: 0.5, direction: 1 }, 0.3, 0.1],
  [{ value: 0.4, bound: 0.9, direction: 1 }, 0.3, 0.3],
  [{ value: 0.4, bound: 0.3, direction: 1 }, 0.3, 0],
  [{ value: 0.4, bound: 0.3, direction: -1 }, 0.3, 0.1],
  [{ value: 0.4, bound: 0.5, direction: -1 }, 0.3, 0],
  [{ value: null, bound: 0.5, direction: 1 }, null, null],
])('%j within a gap of %d: %d', (lever, gap, expected) => {
  const found = gapWithin(lever, gap)
  if (expected === null) expect(found).toBeNull()
  else expect(found).toBeCloseTo(expected, 12)
})

test('settled terms go before suggested ones; what nobody tagged can be moved in part', () => {
  const of = termsIn(
    new Map([['1.1.1', 'no']]),
    new Map([['7.2.3', { withinYear: 'yes', effort: 7, bound: 0.5 }]]),
  )
  expect(of('1.1.1')).toEqual({ withinYear: 'no', effort: 4, bound: null, isSettled: false })
  expect(of('7.2.3')).toEqual({ withinYear: 'yes', effort: 7, bound: 0.5, isSettled: true })
  expect(of('2.2.2')).toMatchObject({ withinYear: 'partly', effort: 2 })
})

describe('refused', () => {
  const share = { code: '7.2.3', scale: [0, 1] as const }
  test.each([
    [{ effort: 0, bound: null, reason: 'x' }, 'papi.effort-beyond'],
    [{ effort: 101, bound: null, reason: 'x' }, 'papi.effort-beyond'],
    [{ effort: Number.NaN, bound: null, reason: 'x' }, 'papi.effort-beyond'],
    [{ effort: 1, bound: 1.01, reason: 'x' }, 'papi.value-beyond-scale'],
    [{ effort: 1, bound: -0.1, reason: 'x' }, 'papi.value-beyond-scale'],
    [{ effort: 1, bound: 0.5, reason: '' }, 'papi.reason-missing'],
  ])('%j', (terms, code) => {
    expect(() => requireTerms(share, terms)).toThrowError(expect.objectContaining({ code }))
  })
})

describe('a way to the top group', () => {
  const free = way(new Map())
  if (free.kind !== 'way') throw new Error('the unbounded way must exist for these claims')
  const first = free.settings[0]!

  test('a bound holds: no setting goes beyond it, whatever the goal', () => {
    const own = scoreOf(release, first.code, '19')!
    const bound = own + (first.value - own) / 3
    for (const goal of [{}, { item: 'TOTAL', probability: 0.99 }, { bound: 'q3' as const }]) {
      const found = way(settled({ [first.code]: { bound } }), goal)
      if (found.kind !== 'way') continue
      for (const { code, value } of found.settings.filter((it) => it.code === first.code))
        expect(Math.abs(value - own), code).toBeLessThanOrEqual(Math.abs(bound - own) + 1e-9)
    }
    const found = way(settled({ [first.code]: { bound } }))
    expect(found).not.toEqual(free)
  })

  test('a lever bounded where it stands is left alone', () => {
    const own = scoreOf(release, first.code, '19')!
    const found = way(settled({ [first.code]: { bound: own } }))
    if (found.kind === 'way')
      expect(found.settings.map(({ code }) => code)).not.toContain(first.code)
  })

  test('what can hardly be moved within a year is not asked for', () => {
    const found = way(settled({ [first.code]: { withinYear: 'no' } }))
    if (found.kind === 'way')
      expect(found.settings.map(({ code }) => code)).not.toContain(first.code)
    else expect(found.kind).toBe('unreachable')
  })

  test('the effort is that of the terms', () => {
    const dear = way(
      settled(Object.fromEntries(free.settings.map(({ code }) => [code, { effort: 50 }]))),
    )
    if (dear.kind !== 'way') throw new Error('dear levers still reach it')
    expect(dear.optimum.pulls).toHaveLength(free.optimum.pulls.length)
    expect(dear.optimum.cost).toBeGreaterThanOrEqual(free.optimum.cost)
  })
})
