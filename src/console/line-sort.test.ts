import { expect, test } from 'vitest'
import { EMPTY_TALLY } from '../obligations/index.ts'
import { type LineOrder, sortLines } from './line-sort.ts'

const line = (name: string, onTime: number, expected: number) => ({
  name,
  tally: { ...EMPTY_TALLY, onTime, expected },
})
const lines = [line('An', 1, 2), line('Bắc', 0, 0), line('Đại', 2, 2), line('Yên', 1, 2)]
const names = (order: LineOrder) => sortLines(lines, order).map(({ name }) => name)

test.each<[LineOrder, string[]]>([
  [{ sort: '', dir: 'asc' }, ['An', 'Bắc', 'Đại', 'Yên']],
  [{ sort: '', dir: 'desc' }, ['Yên', 'Đại', 'Bắc', 'An']],
  [{ sort: 'timeliness', dir: 'desc' }, ['Đại', 'An', 'Yên', 'Bắc']],
  [{ sort: 'timeliness', dir: 'asc' }, ['An', 'Yên', 'Đại', 'Bắc']],
  [{ sort: 'expected', dir: 'asc' }, ['Bắc', 'An', 'Đại', 'Yên']],
])('%o', (order, expected) => {
  expect(names(order)).toEqual(expected)
})
