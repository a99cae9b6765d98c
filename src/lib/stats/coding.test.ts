// Codes of numbers, whichever way they are found: values ascending, missing cells -1.

import { describe, expect, it } from 'vitest'
import { codesOf } from './coding.ts'

const NONE = Number.NaN
const codes = (...values: number[]) => {
  const made = codesOf({ kind: 'number', values: Float64Array.from(values) })
  return [Array.from(made.codes), made.levels]
}

describe('codes of numbers', () => {
  // biome-ignore format: one claim a line
  const claims: [string, number[], number[], number[]][] = [
    ['close together', [3, 1, 2, 3], [2, 0, 1, 2], [1, 2, 3]],
    ['below 0', [-2, 0, -5, -2], [1, 2, 0, 1], [-5, -2, 0]],
    ['far apart', [1e15, 1, 5], [2, 0, 1], [1, 5, 1e15]],
    ['beyond whole numbers that are exact', [1e300, 1e300, -1e300], [1, 1, 0], [-1e300, 1e300]],
    ['fractions', [0.5, 2, 0.25], [1, 2, 0], [0.25, 0.5, 2]],
    ['missing', [2, NONE, 1], [1, -1, 0], [1, 2]],
    ['fractions and missing', [2.5, NONE, 1], [1, -1, 0], [1, 2.5]],
    ['all missing', [NONE, NONE], [-1, -1], []],
    ['no rows', [], [], []],
    ['two zeros are one', [0, -0, 1], [0, 0, 1], [0, 1]],
    ['two zeros among fractions', [-0, 0, 0.5], [0, 0, 1], [0, 0.5]],
    ['infinite', [1, Number.POSITIVE_INFINITY], [0, 1], [1, Number.POSITIVE_INFINITY]],
  ]
  it.each(claims)('%s', (_, values, wanted, levels) => {
    expect(codes(...values)).toEqual([wanted, levels])
  })
})
