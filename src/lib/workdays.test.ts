import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readCalendarPack, toWorkCalendar } from '../calendar/pack.ts'
import { parseCsv } from './csv.ts'
import { addDays, type Day, day, dayFromNumber, dayNumber, weekday } from './day.ts'
import {
  addCalendarDays,
  addWorkdays,
  dueWithPauses,
  endOfWindow,
  isWorkday,
  shiftBackward,
  shiftForward,
  type WorkCalendar,
  workdaysBefore,
  workdaysBetween,
} from './workdays.ts'

const pack = (name: string) => readFileSync(`packs/vn/${name}-2022-2027.csv`, 'utf8')
const days = readCalendarPack(pack('working-calendar'), pack('special-days'))
const calendar = toWorkCalendar('vn-2022-2027', days)

describe('the vectors of the law', () => {
  const { rows } = parseCsv(readFileSync('test/reference/deadline-test-vectors.csv', 'utf8'))
  test('all 23 are here', () => expect(rows.length).toBe(23))
  for (const { cells } of rows) {
    const [start = '', unit, n = '', due] = cells
    test(`${start} + ${n} ${unit} = ${due}`, () => {
      const add = unit === 'working_day' ? addWorkdays : addCalendarDays
      expect(add(calendar, day(start), Number(n))).toBe(due)
    })
  }
})

describe('the calendar pack', () => {
  test('working days a year as published', () => {
    const count = (year: number) =>
      days.filter((row) => row.isWorking && row.day.startsWith(`${year}`)).length
    expect([2022, 2023, 2024, 2025, 2026, 2027].map(count)).toEqual([249, 249, 251, 250, 250, 250])
  })
  test('swapped days: 29/4/2024 is free, Saturday 4/5/2024 is worked', () => {
    expect(isWorkday(calendar, day('2024-04-29'))).toBe(false)
    expect(isWorkday(calendar, day('2024-05-04'))).toBe(true)
  })
  test('a year outside is refused by name, never guessed', () => {
    expect(() => isWorkday(calendar, day('2028-01-03'))).toThrow('does not cover 2028')
  })
})

describe('three kinds of limit', () => {
  test('a maximum moves on to the next working day', () => {
    expect(shiftForward(calendar, day('2024-06-30'))).toBe('2024-07-01')
  })
  test('a minimum window is never earlier and never moved', () => {
    expect(endOfWindow(day('2024-05-31'), 30)).toBe('2024-06-30')
  })
  test('a backward limit moves to the working day before', () => {
    expect(shiftBackward(calendar, day('2024-06-30'))).toBe('2024-06-28')
    expect(workdaysBefore(calendar, day('2024-05-06'), 3)).toBe('2024-05-02')
  })
  test('a pause is added: 20/5/2024 + 30, paused 3/6–17/6, is due 3/7/2024', () => {
    const pauses = [{ from: day('2024-06-03'), to: day('2024-06-17') }]
    expect(dueWithPauses(calendar, day('2024-05-20'), 30, pauses)).toBe('2024-07-03')
  })
})

/** Written apart from the code it checks: a list of days, walked one by one. */
function oracle(from: Day, length: number, swapped: ReadonlySet<number>) {
  const list = Array.from({ length }, (_, at) => {
    const on = addDays(from, at)
    const ordinary = ![0, 6].includes(weekday(on))
    return { on, works: swapped.has(at) ? !ordinary : ordinary }
  })
  const at = (on: Day) => list.findIndex((row) => row.on === on)
  return {
    workdays(event: Day, n: number) {
      const after = list.slice(at(event) + 1).filter((row) => row.works)
      return after[n - 1]?.on
    },
    calendarDays(event: Day, n: number) {
      return list.slice(at(event) + n).find((row) => row.works)?.on
    },
    between: (a: Day, b: Day) => list.slice(at(a) + 1, at(b) + 1).filter((row) => row.works).length,
  }
}

test('100,000 random limits on random calendars equal the day-by-day walk', () => {
  let cases = 0
  fc.assert(
    fc.property(
      fc.integer({ min: 8000, max: 25_000 }),
      fc.uniqueArray(fc.nat(399), { maxLength: 60 }),
      fc.array(fc.tuple(fc.nat(150), fc.integer({ min: 1, max: 60 })), {
        minLength: 200,
        maxLength: 200,
      }),
      (start, swaps, limits) => {
        const from = dayFromNumber(start)
        const swapped = new Set(swaps)
        const walk = oracle(from, 400, swapped)
        const exceptions = new Map(
          swaps.map((at) => {
            const on = addDays(from, at)
            return [on as string, [0, 6].includes(weekday(on))] as const
          }),
        )
        const random: WorkCalendar = { version: 'random', from, to: addDays(from, 399), exceptions }
        for (const [offset, n] of limits) {
          const event = addDays(from, offset)
          const due = walk.workdays(event, n)
          if (due) {
            cases += 1
            if (addWorkdays(random, event, n) !== due) return false
            if (workdaysBetween(random, event, due) !== walk.between(event, due)) return false
          }
          const last = walk.calendarDays(event, n)
          if (last) {
            cases += 1
            if (addCalendarDays(random, event, n) !== last) return false
          }
        }
        return true
      },
    ),
    { numRuns: 300 },
  )
  expect(cases).toBeGreaterThan(100_000)
})

test('day numbers and days are inverse, and weekdays follow each other', () => {
  fc.assert(
    fc.property(fc.integer({ min: -100_000, max: 100_000 }), (number) => {
      const on = dayFromNumber(number)
      return dayNumber(on) === number && weekday(addDays(on, 1)) === (weekday(on) + 1) % 7
    }),
  )
})
