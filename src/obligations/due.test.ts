// From a plan's words of time to due days: claims by the calendar of 2024.

import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readCalendarPack, toWorkCalendar } from '../calendar/index.ts'
import { addDays, type Day, day } from '../lib/day.ts'
import { isWorkday } from '../lib/workdays.ts'
import { type DueRule, dutySeeds } from './due.ts'
import { countsOn, type LastLine, STANDINGS, satisfies, standing } from './standing.ts'

const calendar = toWorkCalendar(
  'test',
  readCalendarPack(
    readFileSync('packs/vn/working-calendar-2022-2027.csv', 'utf8'),
    readFileSync('packs/vn/special-days-2022-2027.csv', 'utf8'),
  ),
)
const span = { signedOn: day('2024-05-14'), to: day('2024-12-31') }
const rule = (kind: DueRule['kind'], more: Partial<DueRule> = {}): DueRule => ({
  kind,
  from: null,
  to: null,
  period: null,
  count: null,
  ...more,
})
const seeds = (...rules: DueRule[]) =>
  dutySeeds(rules, span, calendar).map((seed) => [
    seed.period,
    seed.milestone,
    seed.dueOn,
    seed.target,
  ])

describe('the plan’s words of time', () => {
  test('Thường xuyên: a report for each quarter, due the working day after its cut-off', () => {
    // 14/6/2024 is a Friday, 14/9 a Saturday, 14/12 a Saturday.
    expect(seeds(rule('every-period', { period: 'quarter' }))).toEqual([
      ['2024-Q2', 1, '2024-06-17', null],
      ['2024-Q3', 1, '2024-09-16', null],
      ['2024-Q4', 1, '2024-12-16', null],
    ])
  })

  test('Quý II; triển khai đánh giá trong năm 2024: two milestones', () => {
    expect(
      seeds(
        rule('date-by', { from: day('2024-04-01'), to: day('2024-06-30') }),
        rule('window', { from: day('2024-01-01'), to: day('2024-12-31') }),
      ),
    ).toEqual([
      // 30/6/2024 is a Sunday.
      ['2024-Q2', 1, '2024-07-01', null],
      ['2024', 1, '2024-12-31', null],
    ])
  })

  test('tối thiểu 02 lần/1 năm, within the year: one duty with a target', () => {
    expect(
      seeds(
        rule('window', { from: day('2024-01-01'), to: day('2024-12-31') }),
        rule('min-count', { period: 'year', count: 2 }),
      ),
    ).toEqual([['2024', 1, '2024-12-31', 2]])
  })

  test('a count alone asks in each of its periods; an event asks nothing until it happens', () => {
    expect(seeds(rule('min-count', { period: 'half-year', count: 1 }))).toEqual([
      ['2024-H1', 1, '2024-07-01', 1],
      ['2024-H2', 1, '2024-12-31', 1],
    ])
    expect(seeds(rule('event'))).toEqual([])
  })

  test('any rule: days are working days, not before the plan, and periods are told apart', () => {
    const days = fc.integer({ min: 0, max: 330 }).map((n) => addDays(day('2024-01-01'), n) as Day)
    const rules = fc.array(
      fc.oneof(
        days.map((to) => rule('date-by', { to })),
        fc
          .constantFrom('month', 'quarter', 'half-year', 'year')
          .map((period) => rule('every-period', { period })),
      ),
      { minLength: 1, maxLength: 4 },
    )
    fc.assert(
      fc.property(rules, (given) => {
        const made = dutySeeds(given, span, calendar)
        for (const seed of made) {
          expect(isWorkday(calendar, seed.dueOn)).toBe(true)
          expect(seed.dueOn >= span.signedOn).toBe(true)
          expect(seed.opensOn >= span.signedOn).toBe(true)
        }
        const keys = made.map((seed) => `${seed.period}/${seed.milestone}`)
        expect(new Set(keys).size).toBe(keys.length)
      }),
      { numRuns: 300 },
    )
  })
})

describe('how a duty stands', () => {
  const due = day('2024-06-17')
  const soon = day('2024-06-19')
  const line = (more: Partial<LastLine> = {}): LastLine => ({
    satisfies: true,
    countsOn: due,
    returned: null,
    isAccepted: false,
    ...more,
  })
  test.each([
    ['nothing sent, long before', null, '2024-06-01', '2024-06-08', 'waiting'],
    ['nothing sent, due within five working days', null, '2024-06-12', '2024-06-19', 'due-soon'],
    ['nothing sent, on the day', null, '2024-06-17', '2024-06-24', 'due-soon'],
    ['nothing sent, the day after', null, '2024-06-18', '2024-06-25', 'overdue'],
    ['sent', line(), '2024-06-30', '2024-07-05', 'submitted'],
    ['accepted', line({ isAccepted: true }), '2024-06-30', '2024-07-05', 'accepted'],
    ['sent, not done', line({ satisfies: false }), '2024-06-18', '2024-06-25', 'overdue'],
    [
      'returned, in time',
      line({ returned: { correctBy: day('2024-06-20') } }),
      '2024-06-20',
      '2024-06-27',
      'returned',
    ],
    [
      'returned, too late',
      line({ returned: { correctBy: day('2024-06-20') } }),
      '2024-06-21',
      '2024-06-28',
      'overdue',
    ],
  ] as const)('%s', (_, last, today, soonOn, expected) => {
    expect(standing(due, last, day(today), day(soonOn))).toBe(expected)
    expect(STANDINGS).toContain(expected)
    expect(soon).toBeDefined()
  })

  test('a correction within its time keeps the day of what it corrects; after it, today counts', () => {
    const corrected = { countsOn: day('2024-06-14'), satisfies: true, correctBy: day('2024-06-20') }
    expect(countsOn(day('2024-06-20'), corrected)).toBe('2024-06-14')
    expect(countsOn(day('2024-06-21'), corrected)).toBe('2024-06-21')
    expect(countsOn(day('2024-06-20'), { ...corrected, satisfies: false })).toBe('2024-06-20')
    expect(countsOn(day('2024-06-20'), null)).toBe('2024-06-20')
  })

  test('what satisfies: any line of a recurring duty; a target when reached; else done', () => {
    const plain = { state: 'in-progress' as const, quantity: 1 }
    expect(satisfies({ recurring: true, target: null }, plain, 0)).toBe(true)
    expect(satisfies({ recurring: false, target: 2 }, plain, 0)).toBe(false)
    expect(satisfies({ recurring: false, target: 2 }, plain, 1)).toBe(true)
    expect(satisfies({ recurring: false, target: null }, plain, 5)).toBe(false)
    expect(satisfies({ recurring: false, target: null }, { ...plain, state: 'done' }, 0)).toBe(true)
  })
})
