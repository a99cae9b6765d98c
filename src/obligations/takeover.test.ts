// Who does which period's duty: claims, and a search of every chain of decisions as the oracle.

import { expect, test } from 'vitest'
import { type Day, day } from '../lib/day.ts'
import { fromHereOn, type TakeoverRule, takerOf } from './takeover.ts'

const Q = { Q1: '2024-03-14', Q2: '2024-06-14', Q3: '2024-09-14', Q4: '2024-12-14' } as const
type Quarter = keyof typeof Q

const rule = (text: string): TakeoverRule => {
  const [, from, to, period] = /^(\w)→(\w) (Q\d)$/.exec(text) ?? []
  return {
    sourceId: 'task',
    unitId: from ?? '',
    toUnitId: to ?? '',
    fromOn: day(Q[period as Quarter]),
    decidedAt: '',
  }
}

test.each<[string, string, Quarter, string]>([
  // Nothing decided; decided for later periods; from its own period on.
  ['', 'A', 'Q3', 'A'],
  ['A→B Q3', 'A', 'Q2', 'A'],
  ['A→B Q3', 'A', 'Q3', 'B'],
  ['A→B Q3', 'A', 'Q4', 'B'],
  // What B leads itself is not touched by what it takes.
  ['A→B Q3', 'B', 'Q4', 'B'],
  // Handed on again, later; but not by what was said before it came.
  ['A→B Q2, B→C Q4', 'A', 'Q3', 'B'],
  ['A→B Q2, B→C Q4', 'A', 'Q4', 'C'],
  ['B→C Q2, A→B Q2', 'A', 'Q4', 'B'],
  ['B→C Q2, A→B Q2', 'B', 'Q4', 'C'],
  // Given back by a decision; around in a circle.
  ['A→B Q2, B→A Q3', 'A', 'Q2', 'B'],
  ['A→B Q2, B→A Q3', 'A', 'Q3', 'A'],
  ['A→B Q2, B→C Q2, C→A Q2', 'A', 'Q4', 'A'],
  ['A→B Q2, B→A Q2', 'B', 'Q4', 'A'],
  // The latest word about the holder counts.
  ['A→B Q2, A→C Q4', 'A', 'Q3', 'B'],
  ['A→B Q2, A→C Q4', 'A', 'Q4', 'C'],
  ['A→B Q2, B→C Q2, B→D Q4', 'A', 'Q4', 'D'],
  ['A→B Q2, B→C Q2, A→D Q4', 'A', 'Q4', 'D'],
])('after %s the share of %s in %s is done by %s', (rules, unit, period, taker) => {
  const said = rules === '' ? [] : rules.split(', ').map(rule)
  const share = { sourceId: 'task', unitId: unit, nominalOn: day(Q[period]) }
  expect(takerOf(share, said)).toBe(taker)
  expect(takerOf({ ...share, sourceId: 'another task' }, said)).toBe(unit)
})

/** Every chain of decisions, each later than the one before: of those that cannot go on, the one with the latest words. */
function searched(unitId: string, on: Day, rules: readonly TakeoverRule[]): string {
  const chains: number[][] = []
  const grow = (chain: number[], holder: string) => {
    const next = rules.flatMap((each, index) =>
      index > (chain.at(-1) ?? -1) && each.unitId === holder && on >= each.fromOn ? [index] : [],
    )
    if (next.length === 0) chains.push(chain)
    for (const index of next) grow([...chain, index], rules[index]?.toUnitId ?? '')
  }
  grow([], unitId)
  const key = (chain: number[]) => chain.map((index) => String(index).padStart(3, '0')).join()
  const last = chains.sort((a, b) => (key(a) < key(b) ? 1 : -1))[0]?.at(-1)
  return last === undefined ? unitId : (rules[last]?.toUnitId ?? '')
}

test('any decisions in any order: as a search of all chains finds, and once each', () => {
  let seed = 7
  const draw = (n: number) => {
    seed = (seed * 1103515245 + 12345) % 2147483648
    return Math.floor((seed / 2147483648) * n)
  }
  const units = ['A', 'B', 'C', 'D']
  const periods = Object.keys(Q) as Quarter[]
  for (let round = 0; round < 2000; round += 1) {
    const rules = Array.from({ length: draw(9) }, () => {
      const from = draw(4)
      return rule(`${units[from]}→${units[(from + 1 + draw(3)) % 4]} ${periods[draw(4)]}`)
    })
    for (const unit of units)
      for (const period of periods) {
        const nominalOn = day(Q[period])
        const share = { sourceId: 'task', unitId: unit, nominalOn }
        expect(takerOf(share, rules)).toBe(searched(unit, nominalOn, rules))
      }
  }
})

test('"this and all later ones" leaves out what was sent and what closes earlier', () => {
  const duty = (period: Quarter, isOpen = true) => ({ period, nominalOn: day(Q[period]), isOpen })
  const all = [duty('Q1'), duty('Q2'), duty('Q3', false), duty('Q4')]
  expect(fromHereOn(duty('Q2'), all).map(({ period }) => period)).toEqual(['Q2', 'Q4'])
})
