// Places, movement and proposals.

import { describe, expect, test } from 'vitest'
import { SET } from '../../test/criteria-set.ts'
import { proposals, standings } from './ranking.ts'
import type { CriteriaSet } from './set.ts'

describe('a ranking', () => {
  const unit = (unitId: string, score: number | null) => ({
    unitId,
    unitCode: unitId,
    unitName: unitId,
    score,
  })

  test('shares places, leaves the next free, and places nobody without a score', () => {
    const list = standings(SET, [
      unit('d', 70),
      unit('e', null),
      unit('b', 90),
      unit('c', 90),
      unit('a', 95),
    ])
    expect(list.map(({ unitId, place, of, band }) => [unitId, place, of, band])).toEqual([
      ['a', 1, 4, 'Tốt'],
      ['b', 2, 4, 'Tốt'],
      ['c', 2, 4, 'Tốt'],
      ['d', 4, 4, 'Khá'],
      ['e', null, 4, null],
    ])
  })

  test('tells the movement only where there are two places', () => {
    const before = new Map([
      ['a', { place: 3, score: 60 }],
      ['b', { place: 1, score: 99 }],
      ['c', { place: null, score: null }],
    ])
    const list = standings(
      SET,
      [unit('a', 90), unit('b', 80), unit('c', 70), unit('d', 60)],
      before,
    )
    expect(list.map(({ movement }) => movement)).toEqual([2, -1, null, null])
  })

  test('proposes by its rules, with the figures', () => {
    const rules: CriteriaSet['rules'] = [
      {
        code: 'K1',
        kind: 'commend',
        title: 'Dẫn đầu',
        when: [
          { fact: 'place', limit: 'at-most', value: 1 },
          { fact: 'score', limit: 'at-least', value: 90 },
        ],
      },
      {
        code: 'P1',
        kind: 'criticise',
        title: 'Cuối bảng',
        when: [{ fact: 'from-last', limit: 'at-most', value: 1 }],
      },
      {
        code: 'P2',
        kind: 'criticise',
        title: 'Một tiêu chí quá thấp',
        when: [{ fact: 'line', line: '1.1', limit: 'at-most', value: 50 }],
      },
    ]
    const list = standings(SET, [unit('a', 95), unit('b', 60), unit('c', 60), unit('d', null)])
    const told = proposals(
      rules,
      list.map((each) => ({
        ...each,
        deducted: 0,
        shareOf: () => (each.unitId === 'd' ? 0.25 : null),
      })),
    )
    // The two that share the second place of three are both the last.
    expect(told.map(({ rule, unitId }) => `${rule} ${unitId}`)).toEqual([
      'K1 a',
      'P1 b',
      'P1 c',
      'P2 d',
    ])
    expect(told[3]?.facts[0]?.found).toBe(25)
  })
})
