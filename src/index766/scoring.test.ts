// Several provinces in one instance: each is taken over by its own units, and its units are ranked among themselves.

import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { day } from '../lib/day.ts'
import { noFigures } from './figures.ts'
import { readPack766 } from './pack.ts'
import { boardOf, countsAbove, placeOf, type ScoredUnit, scoreOf } from './scoring.ts'

const { tree } = readPack766(JSON.parse(readFileSync('packs/vn/index766-2026-09.json', 'utf8')))
const period = { from: day('2026-08-01'), to: day('2026-08-31') }
const unit = (id: string, level: string, parentId: string | null): ScoredUnit => ({
  id,
  code: id,
  name: id,
  level,
  parentId,
})
/** Each received so many dossiers online. */
const board = (units: readonly ScoredUnit[], online: Readonly<Record<string, number>>) =>
  boardOf({
    tree,
    period,
    units,
    own: new Map(
      Object.entries(online).map(([id, sent]) => {
        const figures = noFigures()
        figures.started.received = 10
        figures.online.received = sent
        return [id, figures]
      }),
    ),
    catalogue: new Map(),
    given: units
      .filter(({ level }) => level === 'province')
      .map(({ id }, at) => ({ unitId: id, code: '1.1', ...period, numerator: at, denominator: 2 })),
  })
const points = (units: readonly ScoredUnit[], id: string, code: string) => {
  const found = units.find((it) => it.id === id) as ScoredUnit
  const score = scoreOf(board(units, {}), found)
  return score?.indicators.find((it) => it.code === code)?.score
}

const two = [
  unit('A', 'province', null),
  unit('A1', 'commune', 'A'),
  unit('A2', 'commune', 'A'),
  unit('B', 'province', null),
  unit('B0', 'district', 'B'),
  unit('B1', 'commune', 'B0'),
]

describe('a figure that is taken over', () => {
  test.each([
    ['from the first province', 'A1', 0],
    ['from the second, past a district', 'B1', 3],
  ])('%s', (_claim, id, expected) => {
    expect(points(two, id, '1.1')).toBe(expected)
  })

  test('a unit under no province belongs to the only one, and to none of two', () => {
    const alone = unit('C1', 'commune', null)
    const [only] = two
    expect(countsAbove(board([only as ScoredUnit, alone], {}), alone)).toHaveProperty('1\\.1')
    expect(countsAbove(board([...two, alone], {}), alone)).toEqual({})
  })
})

test('places are those among the communes of one province; provinces among provinces', () => {
  const scored = board(two, { A1: 1, A2: 3, B1: 2 })
  const place = (id: string) => placeOf(scored, two.find((it) => it.id === id) as ScoredUnit)
  expect(place('A1')).toEqual({ cohort: 'commune', place: 2, of: 2 })
  expect(place('A2')).toEqual({ cohort: 'commune', place: 1, of: 2 })
  expect(place('B1')).toEqual({ cohort: 'commune', place: 1, of: 1 })
  expect(place('A').of).toBe(2)
})
