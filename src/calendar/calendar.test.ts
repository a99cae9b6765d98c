import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type World, world } from '../../test/world.ts'
import { addDays, type Day, day, daysBetween } from '../lib/day.ts'
import type { Instant } from '../lib/instant.ts'
import { addWorkdays, isWorkday, type WorkCalendar } from '../lib/workdays.ts'
import { publishCalendar } from './actions.ts'
import { changedDays, readCalendarPack, toWorkCalendar } from './pack.ts'
import { type PeriodKind, periodByCode, periodLabel, periodOf, periodsBetween } from './period.ts'
import { calendarChange, calendarDays, calendarVersions, workCalendar } from './store.ts'

const days = readCalendarPack(
  readFileSync('packs/vn/working-calendar-2022-2027.csv', 'utf8'),
  readFileSync('packs/vn/special-days-2022-2027.csv', 'utf8'),
)
const calendar = toWorkCalendar('pack', days)
const KINDS: PeriodKind[] = ['month', 'quarter', 'half-year', 'year']

describe('the pack', () => {
  test('covers every day of six years', () => {
    expect([calendar.from, calendar.to]).toEqual(['2022-01-01', '2027-12-31'])
    expect(days).toHaveLength(daysBetween(calendar.from, calendar.to) + 1)
  })

  test.each([
    ['2024-02-08', false, '29 tháng Chạp: nghỉ Tết Giáp Thìn'],
    ['2024-02-14', false, 'mùng 5: nghỉ Tết Giáp Thìn'],
    ['2024-02-15', true, 'ngày làm việc đầu năm'],
    ['2024-04-29', false, 'hoán đổi sang 4/5'],
    ['2024-05-04', true, 'thứ Bảy làm bù'],
    ['2024-05-14', true, 'ngày ký Kế hoạch 99'],
    ['2024-06-15', false, 'thứ Bảy'],
  ])('%s works: %s (%s)', (on, works) => {
    expect(isWorkday(calendar, day(on))).toBe(works)
  })

  test.each([
    ['no days', []],
    ['a missing day', ['2024-05-13', '2024-05-15']],
    ['days out of order', ['2024-05-14', '2024-05-13']],
    ['a day twice', ['2024-05-14', '2024-05-14']],
  ])('%s is refused', (_, given) => {
    const rows = given.map((on) => ({ day: day(on), isWorking: true }))
    expect(() => toWorkCalendar('broken', rows)).toThrow(RangeError)
  })
})

/** NĐ 09/2019/NĐ-CP Điều 12: what a report covers and when its data is cut off; Điều 8.5: sent the working day after. */
describe('reporting periods', () => {
  test.each([
    // code, from, to by the calendar; first and last day of the report; to be sent by
    ['2024-01', '2024-01-01', '2024-01-31', '2023-12-15', '2024-01-14', '2024-01-15'],
    ['2024-02', '2024-02-01', '2024-02-29', '2024-01-15', '2024-02-14', '2024-02-15'],
    ['2024-04', '2024-04-01', '2024-04-30', '2024-03-15', '2024-04-14', '2024-04-15'],
    ['2024-12', '2024-12-01', '2024-12-31', '2024-11-15', '2024-12-14', '2024-12-16'],
    ['2024-Q1', '2024-01-01', '2024-03-31', '2023-12-15', '2024-03-14', '2024-03-15'],
    ['2024-Q2', '2024-04-01', '2024-06-30', '2024-03-15', '2024-06-14', '2024-06-17'],
    ['2024-Q3', '2024-07-01', '2024-09-30', '2024-06-15', '2024-09-14', '2024-09-16'],
    ['2024-Q4', '2024-10-01', '2024-12-31', '2024-09-15', '2024-12-14', '2024-12-16'],
    ['2024-H1', '2024-01-01', '2024-06-30', '2023-12-15', '2024-06-14', '2024-06-17'],
    ['2024-H2', '2024-07-01', '2024-12-31', '2024-06-15', '2024-12-14', '2024-12-16'],
    ['2024', '2024-01-01', '2024-12-31', '2023-12-15', '2024-12-14', '2024-12-16'],
    ['2023', '2023-01-01', '2023-12-31', '2022-12-15', '2023-12-14', '2023-12-15'],
  ])('%s', (code, from, to, reportFrom, cutOffOn, submitBy) => {
    expect(periodByCode(code, calendar)).toMatchObject({
      code,
      from,
      to,
      reportFrom,
      cutOffOn,
      submitBy,
    })
  })

  test.each(KINDS)('each %s begins the day after the one before was cut off', (kind) => {
    const periods = periodsBetween(kind, day('2023-01-01'), day('2025-12-31'), calendar)
    for (const [at, period] of periods.entries()) {
      const next = periods[at + 1]
      if (!next) continue
      expect(next.reportFrom).toBe(addDays(period.cutOffOn, 1))
      expect(next.from).toBe(addDays(period.to, 1))
    }
  })
})

describe('calendar periods', () => {
  test.each([
    ['quarter', '2024-06-14', '2024-Q2'],
    ['quarter', '2024-06-20', '2024-Q2'],
    ['quarter', '2024-06-30', '2024-Q2'],
    ['quarter', '2024-07-01', '2024-Q3'],
    ['month', '2024-02-29', '2024-02'],
    ['half-year', '2024-06-30', '2024-H1'],
    ['half-year', '2024-07-01', '2024-H2'],
    ['year', '2024-12-31', '2024'],
  ] as const)('the %s of %s is %s', (kind, on, code) => {
    expect(periodOf(kind, day(on), calendar).code).toBe(code)
  })

  test('“Quý II” ends on 30/6 as a deadline, and on 14/6 as a report', () => {
    const { to, cutOffOn } = periodByCode('2024-Q2', calendar)
    expect([to, cutOffOn]).toEqual(['2024-06-30', '2024-06-14'])
  })

  test('periods that touch a span, in order', () => {
    const codes = (kind: PeriodKind, from: string, to: string) =>
      periodsBetween(kind, day(from), day(to), calendar).map(({ code }) => code)
    expect(codes('quarter', '2024-05-14', '2024-12-31')).toEqual(['2024-Q2', '2024-Q3', '2024-Q4'])
    expect(codes('month', '2024-12-31', '2025-01-01')).toEqual(['2024-12', '2025-01'])
    expect(codes('year', '2024-05-14', '2024-05-14')).toEqual(['2024'])
    expect(codes('year', '2024-05-14', '2024-05-13')).toEqual([])
  })

  test('any day lies in the period that its code names', () => {
    fc.assert(
      fc.property(fc.constantFrom(...KINDS), fc.integer({ min: 0, max: 1800 }), (kind, n) => {
        const on = addDays(day('2022-01-20'), n)
        const period = periodOf(kind, on, calendar)
        expect(period.from <= on && on <= period.to).toBe(true)
        expect(periodByCode(period.code, calendar)).toEqual(period)
        expect(isWorkday(calendar, period.submitBy)).toBe(true)
        expect(addWorkdays(calendar, period.cutOffOn, 1)).toBe(period.submitBy)
      }),
    )
  })

  test.each(['2024-Q0', '2024-Q5', '2024-H3', '2024-13', '2024-00', '24-Q1', 'Q2', '', '2024-Q'])(
    '“%s” names no period',
    (code) => {
      expect(() => periodByCode(code, calendar)).toThrow(RangeError)
    },
  )

  test('a year beyond the calendar is not guessed', () => {
    expect(() => periodByCode('2029-Q1', calendar)).toThrow('does not cover 2029')
  })

  test.each([
    ['2024-05', 'Tháng 5/2024', '2024-05'],
    ['2024-Q2', 'Quý II/2024', 'Q2 2024'],
    ['2024-H1', '6 tháng đầu năm 2024', 'First half of 2024'],
    ['2024-H2', '6 tháng cuối năm 2024', 'Second half of 2024'],
    ['2024', 'Năm 2024', '2024'],
  ])('%s is called %s', (code, vi, en) => {
    expect([periodLabel(code, 'vi'), periodLabel(code, 'en')]).toEqual([vi, en])
  })
})

test.each<[string, Record<string, boolean>, number, string[]]>([
  ['the same', {}, 0, []],
  ['a day off', { '2026-09-03': false }, 0, ['2026-09-03']],
  ['a day off that was none anyway', { '2026-09-05': false }, 0, []],
  ['a day moved', { '2026-09-04': false, '2026-09-12': true }, 0, ['2026-09-04', '2026-09-12']],
  ['days known now', {}, 3, ['2028-01-01', '2028-01-02', '2028-01-03']],
])('days that differ between two calendars: %s', (_claim, works, more, expected) => {
  const changed: WorkCalendar = {
    ...calendar,
    to: addDays(calendar.to, more),
    exceptions: new Map([...calendar.exceptions, ...Object.entries(works)]),
  }
  expect(changedDays(calendar, changed)).toEqual(expected)
  expect(changedDays(changed, calendar)).toEqual(expected)
})

describe('versions', () => {
  let here: World
  beforeAll(async () => {
    here = await world()
  })
  afterAll(() => here.close())
  const publish = async (version: string, rows: typeof days) => {
    const unitId = await here.unitId('19')
    await here.act((act) => publishCalendar(act, { version, source: 'test', days: rows, unitId }))
  }
  const published = async () => {
    const { rows } = await here.pool.query(
      "select count(*)::int as n from events where verb = 'calendar.published'",
    )
    return rows[0].n as number
  }

  test('what is stored is what the pack says', async () => {
    expect(await calendarDays(here.db)).toEqual(days)
    expect((await workCalendar(here.db)).exceptions).toEqual(calendar.exceptions)
  })

  test('a calendar without a day that the one in force has is refused', async () => {
    const refusal = { code: 'calendar.covers-less', details: { from: days[0]?.day } }
    await expect(publish('less', days.slice(1))).rejects.toMatchObject(refusal)
    await expect(publish('less', days.slice(0, -1))).rejects.toMatchObject(refusal)
  })

  test('the same version again changes nothing; a new one is in force, the old one stays', async () => {
    const [old] = await calendarVersions(here.db)
    const count = await published()
    await publish(old?.version ?? '', [])
    expect(await published()).toBe(count)
    here.travel(day('2024-06-13'))
    const holiday = '2024-09-04' as Day
    await publish(
      'vn-2024-b',
      days.map((row) =>
        row.day === holiday ? { ...row, isWorking: false, kind: 'swap_off' } : row,
      ),
    )
    expect(await published()).toBe(count + 1)
    expect(isWorkday(await workCalendar(here.db), holiday)).toBe(false)
    const { version = '', loaded_at: at } = old ?? {}
    expect(isWorkday(await workCalendar(here.db, { version }), holiday)).toBe(true)
    // In force then; before all of them the first.
    for (const asOf of [at, '2001-01-01T00:00:00+07:00'] as Instant[])
      expect((await workCalendar(here.db, { asOf })).version).toBe(version)
    expect(
      (await workCalendar(here.db, { asOf: '2030-01-01T00:00:00+07:00' as Instant })).version,
    ).toBe('vn-2024-b')
    expect(await calendarChange(here.db, 'something')).toEqual({
      version: 'vn-2024-b',
      days: { from: holiday, to: holiday },
    })
    expect((await calendarVersions(here.db)).map(({ version }) => version)).toEqual([
      'vn-2024-b',
      old?.version,
    ])
  })

  test('an empty calendar is refused', async () => {
    await expect(publish('empty', [])).rejects.toThrow('calendar.empty')
  })
})
