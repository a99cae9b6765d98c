import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readCalendarPack, toWorkCalendar } from '../calendar/index.ts'
import { addDays, type Day, day, weekday } from '../lib/day.ts'
import type { Instant } from '../lib/instant.ts'
import { isWorkday, workdaysBetween } from '../lib/workdays.ts'
import type { Membership } from '../org/index.ts'
import { type Entry, type EntryAsked, requireEntry, requireWithdrawal } from './entry.ts'
import { hoursText, type OfficeHours, readHours } from './hours.ts'
import { everBelow, heldBy, hoursHeld, ownTimes, saidOf, speaking } from './own-time.ts'

const calendar = toWorkCalendar(
  'test',
  readCalendarPack(
    readFileSync('packs/vn/working-calendar-2022-2027.csv', 'utf8'),
    readFileSync('packs/vn/special-days-2022-2027.csv', 'utf8'),
  ),
)

/** Province P over district D until 30/6/2025, then straight over commune C; department S beside. */
const under = (unitId: string, parentId: string, from: string, to: string | null): Membership => ({
  unitId,
  parentId,
  validFrom: day(from),
  validTo: to === null ? null : day(to),
})
const TREE = [
  under('D', 'P', '2020-01-01', '2025-07-01'),
  under('C', 'D', '2020-01-01', '2025-07-01'),
  under('C', 'P', '2025-07-01', null),
  under('S', 'P', '2020-01-01', null),
]

const MORNING: OfficeHours = [['07:30', '11:30']]
const SUMMER: OfficeHours = [
  ['06:30', '11:00'],
  ['13:30', '17:00'],
]
const LATE: OfficeHours = [['08:00', '18:00']]

let entered = 0
/** `C closed 2026-08-10..2026-08-12`, `P open 2026-08-01..2026-08-31 6 07:30-11:30`, `C hours 2026-06-01.. 08:00-18:00`. */
function entry(text: string, withdrawnSince: string | null = null): Entry {
  const [, unitId, kind, from, to, only, hours] =
    /^(\w) (closed|open|hours) ([\d-]+)(?:\.\.([\d-]*))?(?: ([0-6])(?= |$))?(?: (\S+))?$/.exec(
      text,
    ) ?? []
  if (!unitId || !from) throw new RangeError(text)
  entered += 1
  return {
    id: String(entered).padStart(4, '0'),
    unitId,
    kind: kind as Entry['kind'],
    from: day(from),
    to: to === undefined ? day(from) : to === '' ? null : day(to),
    weekday: only === undefined ? null : Number(only),
    hours: hours ? readHours(hours) : null,
    reason: 'x',
    decision: '1/QĐ-UBND',
    decidedOn: day('2026-01-02'),
    enteredAt: `2026-01-02T00:00:00.${String(entered % 1000).padStart(3, '0')}+07:00` as Instant,
    enteredBy: null,
    withdrawnSince: withdrawnSince === null ? null : day(withdrawnSince),
  }
}

const timesOf = (...entries: Entry[]) => ownTimes(saidOf(calendar, entries, TREE))
const worksOn = (unit: string, on: string, ...entries: Entry[]) =>
  isWorkday(timesOf(...entries).get(unit)?.calendar ?? calendar, day(on))

describe('which days a unit works', () => {
  const closedInProvince = entry('P closed 2026-08-10..2026-08-12')
  const openInCommune = entry('C open 2026-08-11')
  const table: [string, string, string, boolean, Entry[]][] = [
    ['a Monday of all', 'C', '2026-08-10', true, []],
    ['closed by itself', 'C', '2026-08-10', false, [entry('C closed 2026-08-10')]],
    ['not the day after', 'C', '2026-08-11', true, [entry('C closed 2026-08-10')]],
    ['not the unit beside', 'S', '2026-08-10', true, [entry('C closed 2026-08-10')]],
    ['not the unit above', 'P', '2026-08-10', true, [entry('C closed 2026-08-10')]],
    ['closed from above', 'C', '2026-08-10', false, [closedInProvince]],
    ['and beside', 'S', '2026-08-12', false, [closedInProvince]],
    ['open by itself goes before', 'C', '2026-08-11', true, [closedInProvince, openInCommune]],
    ['though entered before', 'C', '2026-08-11', true, [openInCommune, closedInProvince]],
    ['only for that day', 'C', '2026-08-12', false, [closedInProvince, openInCommune]],
    ['only for that unit', 'S', '2026-08-11', false, [closedInProvince, openInCommune]],
    [
      'of two of one unit the later entered',
      'C',
      '2026-08-10',
      true,
      [entry('C closed 2026-08-10'), entry('C open 2026-08-10')],
    ],
    ['a Saturday of all', 'S', '2026-08-15', false, []],
    ['Saturdays', 'S', '2026-08-15', true, [entry('S open 2026-08-01..2026-12-31 6')]],
    ['no Sundays with them', 'S', '2026-08-16', false, [entry('S open 2026-08-01..2026-12-31 6')]],
    ['until further notice', 'S', '2027-06-05', true, [entry('S open 2026-08-01.. 6')]],
    ['a holiday', 'C', '2026-09-02', true, [entry('P open 2026-09-02')]],
    ['a make-up Saturday stays', 'C', '2026-08-22', true, [entry('C closed 2026-08-10')]],
    ['withdrawn', 'C', '2026-08-10', true, [entry('C closed 2026-08-10', '2026-08-10')]],
    [
      'withdrawn from a day: before it',
      'C',
      '2026-08-11',
      false,
      [entry('C closed 2026-08-10..2026-08-14', '2026-08-12')],
    ],
    [
      'withdrawn from a day: from then on',
      'C',
      '2026-08-12',
      true,
      [entry('C closed 2026-08-10..2026-08-14', '2026-08-12')],
    ],
    [
      'withdrawn below: what is said above holds again',
      'C',
      '2026-08-11',
      false,
      [closedInProvince, entry('C open 2026-08-11', '2026-08-11')],
    ],
    [
      'of a district that was',
      'C',
      '2025-06-30',
      false,
      [entry('D closed 2025-06-30..2025-07-01')],
    ],
    ['no more after', 'C', '2025-07-01', true, [entry('D closed 2025-06-30..2025-07-01')]],
  ]
  // 22/8/2026 is the Saturday worked for 31/8/2026.
  test.each(table)('%s: %s on %s', (_, unit, on, works, entries) => {
    expect(worksOn(unit, on, ...entries)).toBe(works)
  })

  test('a unit of which nothing is said has no time of its own', () => {
    expect([...timesOf(entry('C closed 2026-08-10')).keys()]).toEqual(['C'])
    expect(timesOf().size).toBe(0)
    expect([...everBelow('D', TREE)]).toEqual(['D', 'C'])
  })

  test('closed are days on which others work', () => {
    const time = timesOf(entry('P closed 2026-08-13..2026-08-17'), entry('C open 2026-08-14')).get(
      'C',
    )
    expect([...(time?.closed ?? [])]).toEqual(['2026-08-13', '2026-08-17'])
  })
})

describe('which hours a unit keeps', () => {
  const hours = (unit: string, on: string, ...entries: Entry[]) => {
    const time = timesOf(...entries).get(unit)
    const turn = time?.hoursFrom.findLast(({ from }) => from <= on)
    return time?.hoursOfDays.get(on) ?? turn?.hours ?? null
  }
  const summer = entry(`P hours 2026-04-16..2026-10-15 ${hoursText(SUMMER).replaceAll(' ', '')}`)
  const own = entry('C hours 2026-08-01.. 08:00-18:00')
  const table: [string, string, string, OfficeHours | null, Entry[]][] = [
    ['of all before', 'C', '2026-04-15', null, [summer]],
    ['from a day on', 'C', '2026-04-16', SUMMER, [summer]],
    ['up to the last', 'C', '2026-10-15', SUMMER, [summer]],
    ['of all again', 'C', '2026-10-16', null, [summer]],
    ['those of above until its own', 'C', '2026-07-31', SUMMER, [summer, own]],
    ['its own then', 'C', '2026-08-01', LATE, [own, summer]],
    ['beside it those of above', 'S', '2026-08-01', SUMMER, [summer, own]],
    [
      'the later to begin, whenever entered',
      'C',
      '2026-09-01',
      LATE,
      [own, entry('C hours 2026-05-01.. 07:00-15:00')],
    ],
    [
      'withdrawn: those of above again',
      'C',
      '2026-09-01',
      SUMMER,
      [summer, entry('C hours 2026-08-01.. 08:00-18:00', '2026-09-01')],
    ],
    [
      'a day with its own',
      'C',
      '2026-08-15',
      MORNING,
      [own, entry('P open 2026-08-01..2026-08-31 6 07:30-11:30')],
    ],
  ]
  test.each(table)('%s: %s on %s', (_, unit, on, wanted, entries) => {
    expect(hours(unit, on, ...entries)).toEqual(wanted)
    const held = heldBy(unit, saidOf(calendar, entries, TREE))
    if (wanted !== MORNING) expect(hoursHeld(held, day(on))?.entry.hours ?? null).toEqual(wanted)
  })
})

test('property: each day is as its nearest and latest entry says, and counting days agrees with walking them', () => {
  const anyEntry = fc
    .tuple(
      fc.constantFrom('P', 'D', 'C'),
      fc.constantFrom('closed', 'open'),
      fc.integer({ min: 0, max: 40 }),
      fc.integer({ min: 0, max: 12 }),
      fc.option(fc.integer({ min: 0, max: 6 }), { nil: null }),
      fc.option(fc.integer({ min: 0, max: 40 }), { nil: null }),
    )
    .map(([unit, kind, start, length, only, since]): Entry => {
      const from = addDays(day('2025-06-10'), start)
      return {
        ...entry(`${unit} ${kind} ${from}..${addDays(from, length)}`),
        weekday: only,
        withdrawnSince: since === null ? null : addDays(day('2025-06-10'), since),
      }
    })
  fc.assert(
    fc.property(fc.array(anyEntry, { maxLength: 6 }), (entries) => {
      const time = timesOf(...entries).get('C')?.calendar ?? calendar
      let count = 0
      for (let on = day('2025-06-10'); on < '2025-08-10'; on = addDays(on, 1)) {
        expect(isWorkday(time, on)).toBe(naive(entries, on))
        count += +(on > '2025-06-10' && naive(entries, on))
      }
      expect(workdaysBetween(time, day('2025-06-10'), day('2025-08-09'))).toBe(count)
      expect(speaking(heldBy('C', saidOf(calendar, entries, TREE))).size).toBeLessThan(70)
    }),
    { numRuns: 300 },
  )
})

function naive(entries: readonly Entry[], on: Day): boolean {
  const above = on < '2025-07-01' ? ['C', 'D', 'P'] : ['C', 'P']
  for (const unit of above) {
    const last = entries.findLast(
      (it) =>
        it.unitId === unit &&
        it.from <= on &&
        (it.to === null || on <= it.to) &&
        (it.weekday === null || it.weekday === weekday(on)) &&
        (it.withdrawnSince === null || on < it.withdrawnSince),
    )
    if (last) return last.kind === 'open'
  }
  return isWorkday(calendar, on)
}

describe('what may be said', () => {
  const asked = (text: string, more: Partial<EntryAsked> = {}): EntryAsked => ({
    ...entry(text),
    ...more,
  })
  const now = { calendar, today: day('2026-08-01') }
  const refusals: [string, EntryAsked][] = [
    ['ends-before-begin', asked('C closed 2026-08-10..2026-08-09')],
    ['beyond-calendar', asked('C closed 2031-08-10')],
    ['beyond-calendar', asked('C closed 2027-12-30..2028-01-02')],
    ['last-day-missing', asked('C closed 2026-08-10..')],
    ['too-long', asked('C closed 2026-01-01..2027-01-02')],
    ['hours-of-weekday', asked('C hours 2026-08-10.. 6 08:00-18:00')],
    ['hours-missing', asked('C hours 2026-08-10..')],
    ['closed-with-hours', asked('C closed 2026-08-10 08:00-18:00')],
    ['reason-missing', asked('C closed 2026-08-10', { reason: ' ' })],
    ['decision-missing', asked('C closed 2026-08-10', { decision: '' })],
    ['decided-later', asked('C closed 2026-08-10', { decidedOn: day('2026-08-02') })],
    ['no-day', asked('C open 2026-08-10..2026-08-12 6')],
    ['already-stands', asked('C closed 2026-08-20')],
  ]
  test.each(refusals)('unit-calendar.%s', (code, it) => {
    const standing = [entry('C closed 2026-08-20')]
    expect(() => requireEntry(it, standing, now)).toThrow(`unit-calendar.${code}`)
  })
  test('what was withdrawn may be said again', () => {
    const standing = [entry('C closed 2026-08-20', '2026-08-20')]
    expect(requireEntry(asked('C closed 2026-08-20'), standing, now).kind).toBe('closed')
  })

  test('taken back once, from a day within', () => {
    const it = entry('C closed 2026-08-10..2026-08-14')
    const back = (since: string | null, of = it) =>
      requireWithdrawal(of, { since: since === null ? null : day(since), reason: 'x' }).since
    expect(back(null)).toBe('2026-08-10')
    expect(back('2026-08-01')).toBe('2026-08-10')
    expect(back('2026-08-12')).toBe('2026-08-12')
    expect(back('2026-08-11', { ...it, withdrawnSince: day('2026-08-12') })).toBe('2026-08-11')
    expect(() => back('2026-08-15')).toThrow('over-by-then')
    expect(() => back('2026-08-13', { ...it, withdrawnSince: day('2026-08-12') })).toThrow(
      'already-withdrawn',
    )
  })
})

describe('hours as people write them', () => {
  test.each<[string, OfficeHours | null]>([
    [
      '07:00-11:30, 13:30-17:00',
      [
        ['07:00', '11:30'],
        ['13:30', '17:00'],
      ],
    ],
    [
      '7h–11h30; 13h30–17h',
      [
        ['07:00', '11:30'],
        ['13:30', '17:00'],
      ],
    ],
    ['7g30 - 11.30', [['07:30', '11:30']]],
    ['', null],
    ['sáng', null],
    ['11:30-07:00', null],
    ['07:00-12:00, 11:00-17:00', null],
    ['07:00-25:00', null],
    ['07:60-11:00', null],
    ['1-2,3-4,5-6,7-8,9-10', null],
  ])('%s', (text, hours) => {
    expect(readHours(text)).toEqual(hours)
    if (hours) expect(readHours(hoursText(hours))).toEqual(hours)
  })
})
