// The sets that ship: without faults, marked as examples, and scored by the engine, PAR INDEX's weights included.

import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { criteriaMeasures } from '../console/index.ts'
import { criteriaOf, faultsOf, maxOf, readSet, scoreUnit } from '../localcriteria/index.ts'
import { CRITERIA_PACKS } from './criteria-packs.ts'

const packOf = (file: string) => {
  const read = readSet(JSON.parse(readFileSync(`packs/vn/${file}`, 'utf8')))
  if ('issues' in read) throw new Error(JSON.stringify(read.issues))
  return read.set
}

describe.each(CRITERIA_PACKS)('%s', (_, file) => {
  const set = packOf(file)

  test('has no faults, 100 points, and says that it is an example', () => {
    expect(
      faultsOf(
        set,
        criteriaMeasures.map(({ name }) => name),
      ),
    ).toEqual([])
    expect([maxOf(set), set.example]).toEqual([100, true])
    expect(set.note).toMatch(/Không phải|KHÔNG phải/)
  })

  test('gives a unit with every point 100, one with half of them 50, one with none 0', () => {
    for (const share of [1, 0.5, 0]) {
      const values = new Map(
        criteriaOf(set).map(({ code, max }) => [code, { points: max * share }]),
      )
      expect(scoreUnit(set, values).score).toBe(100 * share)
    }
  })
})

test('communes: every task of the plan that communes lead has a criterion', () => {
  const served = new Set(
    criteriaOf(packOf('criteria-example-communes.json')).flatMap((it) => it.serves),
  )
  for (const task of ['4', '5', '6', '7', '8', '9', '10', '12', '17'])
    expect(served).toContain(task)
})

test('PAR INDEX: eight fields of equal weight, two ways of scoring each', () => {
  const set = packOf('criteria-structure-par-index.json')
  const [root] = set.lines
  expect(root?.kind === 'group' && root.lines.map(({ weight }) => weight)).toEqual(
    Array(8).fill(12.5),
  )
  // The survey of field 8 alone: 30 of 100 points of an eighth.
  const values = new Map(
    criteriaOf(set).map(({ code }) => [code, { points: code === '8.2' ? 30 : 0 }]),
  )
  expect(scoreUnit(set, values).score).toBe(3.75)
  expect(set.certainty).toBe('low')
})
