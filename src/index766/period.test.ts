import { expect, test } from 'vitest'
import { day } from '../lib/day.ts'
import { monthsUpTo, periodBefore, periodNamed } from './period.ts'

test.each([
  ['2024-12', '2024-12-01', '2024-12-31', '2024-11'],
  ['2024-02', '2024-02-01', '2024-02-29', '2024-01'],
  ['2024-01', '2024-01-01', '2024-01-31', '2023-12'],
  ['2024-Q1', '2024-01-01', '2024-03-31', '2023-Q4'],
  ['2024-Q4', '2024-10-01', '2024-12-31', '2024-Q3'],
  ['2024', '2024-01-01', '2024-12-31', '2023'],
  ['2024-12-01..2024-12-11', '2024-12-01', '2024-12-11', '2024-11-20..2024-11-30'],
])('%s is %s to %s, after %s', (code, from, to, before) => {
  const period = periodNamed(code)
  expect(period).toMatchObject({ code, from, to })
  expect(period && periodBefore(period).code).toBe(before)
})

test.each(['', '2024-13', '2024-Q5', '24', '2024-12-31..2024-12-01', '2024-12-40..2024-12-41'])(
  '%s is no period',
  (code) => expect(periodNamed(code)).toBeNull(),
)

test('twelve months, the oldest first', () => {
  const codes = monthsUpTo(day('2024-03-31'), 12).map(({ code }) => code)
  expect(codes).toHaveLength(12)
  expect([codes[0], codes.at(-1)]).toEqual(['2023-04', '2024-03'])
})
