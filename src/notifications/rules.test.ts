import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readCalendarPack, toWorkCalendar } from '../calendar/index.ts'
import { addDays, type Day, day } from '../lib/day.ts'
import { instantAt } from '../lib/instant.ts'
import { addWorkdays, isWorkday } from '../lib/workdays.ts'
import { Problem } from '../platform/index.ts'
import { CATCH_UP, cleanRules, isOpen, RULES, remindersOn } from './rules.ts'

const CALENDAR = toWorkCalendar(
  'test',
  readCalendarPack(
    readFileSync('packs/vn/working-calendar-2022-2027.csv', 'utf8'),
    readFileSync('packs/vn/special-days-2022-2027.csv', 'utf8'),
  ),
)

/** The first day on which each kind is said, when the job runs every day. */
function firstDays(limit: string, rules = RULES): Record<string, string> {
  const first: Record<string, string> = {}
  for (let on = addDays(day(limit), -30); on < addDays(day(limit), 40); on = addDays(on, 1)) {
    for (const kind of remindersOn(rules, CALENDAR, on, day(limit))) first[kind] ??= on
  }
  return first
}

describe('which reminder on which day', () => {
  test.each([
    ['an ordinary week', '2024-06-14', '2024-06-07', '2024-06-13', '2024-06-17', '2024-06-21'],
    ['across Tết 2025', '2025-02-04', '2025-01-21', '2025-02-03', '2025-02-05', '2025-02-11'],
    [
      'the last day before Tết',
      '2025-01-24',
      '2025-01-17',
      '2025-01-23',
      '2025-02-03',
      '2025-02-07',
    ],
    ['after a swapped week', '2024-05-06', '2024-04-25', '2024-05-04', '2024-05-07', '2024-05-13'],
    [
      'due on a worked Saturday',
      '2024-05-04',
      '2024-04-24',
      '2024-05-03',
      '2024-05-06',
      '2024-05-10',
    ],
    ['before 2 September', '2024-09-04', '2024-08-26', '2024-08-30', '2024-09-05', '2024-09-11'],
    ['corrected by a Sunday', '2024-06-16', '2024-06-07', '2024-06-13', '2024-06-17', '2024-06-21'],
  ])('%s: due %s', (_, limit, before5, before1, after1, above5) => {
    expect(firstDays(limit)).toEqual({
      'before:5': before5,
      'before:1': before1,
      'after:1': after1,
      'above:5': above5,
    })
  })

  test.each([
    ['missed days are made good', '2024-06-11', '2024-06-14', ['before:5']],
    ['on the due day itself the last one holds', '2024-06-14', '2024-06-14', ['before:1']],
    ['a day too early', '2024-06-06', '2024-06-14', []],
    ['on a Saturday nothing', '2024-06-08', '2024-06-14', []],
    ['on a day off for Tết nothing', '2025-01-29', '2025-02-04', []],
    ['on a worked Saturday something', '2024-05-04', '2024-05-06', ['before:1']],
    ['late and escalated together', '2024-06-21', '2024-06-14', ['after:1', 'above:5']],
    ['after ten days only above', '2024-07-01', '2024-06-14', ['above:5']],
    ['long past is left to the board', '2024-09-20', '2024-06-14', []],
  ])('%s', (_, today, limit, kinds) => {
    expect(remindersOn(RULES, CALENDAR, day(today), day(limit))).toEqual(kinds)
  })

  test('other rules, other days', () => {
    const rules = { ...RULES, before: [10, 3, 0], after: [2, 7], escalateAfter: 3 }
    expect(firstDays('2024-06-14', rules)).toEqual({
      'before:10': '2024-05-31',
      'before:3': '2024-06-11',
      'before:0': '2024-06-14',
      'after:2': '2024-06-18',
      'above:3': '2024-06-19',
      'after:7': '2024-06-25',
    })
  })

  test('equals counting working days one by one', () => {
    const days = fc.integer({ min: 0, max: 1200 }).map((n) => addDays('2023-06-01' as Day, n))
    fc.assert(
      fc.property(days, fc.integer({ min: -60, max: 60 }), (limit, shift) => {
        const today = addDays(limit, shift)
        expect(remindersOn(RULES, CALENDAR, today, limit)).toEqual(oracle(today, limit))
      }),
      { numRuns: 400 },
    )
  })
})

/** Walks day by day: a kind's span begins on its day and ends where the next begins. */
function oracle(today: Day, limit: Day): string[] {
  if (!isWorkday(CALENDAR, today)) return []
  if (today <= limit) {
    const last = addWorkdays(CALENDAR, addDays(limit, 1), -1)
    const [five, one] = [5, 1].map((n) => addWorkdays(CALENDAR, last, -n)) as [Day, Day]
    return today >= one ? ['before:1'] : today >= five ? ['before:5'] : []
  }
  const within = (n: number) =>
    today >= addWorkdays(CALENDAR, limit, n) && today < addWorkdays(CALENDAR, limit, n + CATCH_UP)
  return [...(within(1) ? ['after:1'] : []), ...(within(5) ? ['above:5'] : [])]
}

describe('the hours', () => {
  test.each([
    ['2024-06-12', '07:29', false],
    ['2024-06-12', '07:30', true],
    ['2024-06-12', '16:59', true],
    ['2024-06-12', '17:00', false],
    ['2024-06-15', '09:00', false],
    ['2024-05-04', '09:00', true],
    ['2024-04-29', '09:00', false],
    ['2025-01-29', '09:00', false],
  ])('%s %s', (on, time, open) => {
    expect(isOpen(RULES, CALENDAR, instantAt(day(on), time), day(on))).toBe(open)
  })
})

describe('rules as typed', () => {
  test.each([
    [{ before: [1.5] }, 'notices.days-wrong'],
    [{ before: [61] }, 'notices.days-wrong'],
    [{ after: [0] }, 'notices.days-wrong'],
    [{ escalateAfter: Number.NaN }, 'notices.days-wrong'],
    [{ before: [1, 2, 3, 4, 5, 6] }, 'notices.too-many-reminders'],
    [{ from: '17:00', to: '07:30' }, 'notices.hours-wrong'],
    [{ from: '7:30' }, 'notices.hours-wrong'],
  ])('%j is refused', (change, code) => {
    expect(() => cleanRules({ ...RULES, ...change })).toThrow(expect.objectContaining({ code }))
    expect(() => cleanRules({ ...RULES, ...change })).toThrow(Problem)
  })

  test('doubles fall together, the farthest first; none before is a choice', () => {
    expect(cleanRules({ ...RULES, before: [1, 5, 1] }).before).toEqual([5, 1])
    expect(cleanRules({ ...RULES, before: [] }).before).toEqual([])
  })
})
