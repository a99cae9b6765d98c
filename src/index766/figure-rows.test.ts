// Rows of given counts: what is refused, by which line, and that the rest is taken.

import { expect, test } from 'vitest'
import { readFigureRows } from './figure-rows.ts'

const unitOf = (code: string) => (code === 'X1' ? 'id' : null)
const read = (rows: readonly string[], head = 'unit,code,from,to,numerator,denominator,source') =>
  readFigureRows([head, ...rows].join('\n'), unitOf)
const year = '2026-01-01,2026-12-31'

test.each<[string, string, string | null]>([
  ['a whole count', `X1,4.6,${year},1,1,a`, null],
  ['a denominator alone', `X1,1.4,${year},,50,a`, null],
  ['zero of zero', `X1,5.2,${year},0,0,a`, null],
  ['days as people write them', 'X1,4.6,1/1/2026,31/12/2026,1,1,a', null],
  ['a unit nobody knows', `ZZ,4.6,${year},1,1,a`, 'unit-unknown'],
  ['a code nobody knows', `X1,9.9,${year},1,1,a`, 'figure-code-unknown'],
  ['what dossiers say themselves', `X1,2.1,${year},1,1,a`, 'figure-code-unknown'],
  ['an end before the beginning', 'X1,4.6,2026-12-31,2026-01-01,1,1,a', 'figure-unreadable'],
  ['30 February', 'X1,4.6,2026-02-30,2026-12-31,1,1,a', 'figure-unreadable'],
  ['a whole count without a numerator', `X1,1.1,${year},,5,a`, 'figure-unreadable'],
  ['no denominator', `X1,1.1,${year},1,,a`, 'figure-unreadable'],
  ['words', `X1,3.5a,${year},1,abc,a`, 'figure-unreadable'],
  ['beyond every number', `X1,5.3,${year},1e400,5,a`, 'figure-unreadable'],
  ['hexadecimal', `X1,5.3,${year},0x1,5,a`, 'figure-unreadable'],
  ['less than nothing', `X1,5.3,${year},-1,5,a`, 'figure-unreadable'],
  ['more than the whole', `X1,5.2,${year},9,5,a`, 'figure-too-large'],
  ['a sign nobody can keep', `X1,5.2,${year},1,5,a\0`, 'figure-unreadable'],
])('%s', (_claim, row, reason) => {
  const good = `X1,1.2,${year},1,2,b`
  const { read: all, figures, faults } = read([row, good])
  expect(all).toBe(2)
  expect(faults.map((it) => [it.line, it.reason])).toEqual(reason === null ? [] : [[2, reason]])
  expect(figures.at(-1)).toMatchObject({ code: '1.2', numerator: 1, denominator: 2 })
})

test('of two rows for the same the first is taken and the second named', () => {
  const { figures, faults } = read([`X1,4.6,${year},1,1,a`, `X1,4.6,${year},0,1,b`])
  expect(figures).toHaveLength(1)
  expect(faults).toEqual([{ line: 3, reason: 'figure-twice', value: '4.6' }])
})

test('columns that are not there are named once', () => {
  expect(read(['X1,4.6'], 'unit,code').faults).toEqual([
    { line: 1, reason: 'columns-missing', value: 'from, to, denominator' },
  ])
})
