// Due times, standings and handling times by the clock of a unit with a time of its own.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  anyEvents,
  anyRules,
  august,
  clock,
  picture,
  RULES,
  step,
  supplement,
} from '../../test/dossier.ts'
import { addDays, type Day, dayNumber } from '../lib/day.ts'
import { dayOf, type Instant, instantAt } from '../lib/instant.ts'
import {
  type Entry,
  type EntryKind,
  type OfficeHours,
  ownTimes,
  saidOf,
} from '../officetime/index.ts'
import type { Membership } from '../org/index.ts'
import { dueAfter, type Limit, type OfficeClock, workingMillis } from './clock.ts'
import { foldDossier } from './fold.ts'
import { handlingTime } from './handling-time.ts'
import { apologyNeed } from './letter.ts'
import { marksOf, standingBy } from './marks.ts'
import { officeOf } from './simulation-office.ts'
import { MINUTE, millisOf, ofMillis } from './stamp.ts'
import { dossierStanding, dueInForce } from './standing.ts'
import { keepingOf, type Timekeeper } from './timekeeping.ts'
import { judge } from './timing.ts'

type Short = { kind: EntryKind; from: number; to?: number; weekday?: number; hours?: OfficeHours }

/** A unit of which this was said of days of August 2026. */
function unitClock(...said: Short[]): OfficeClock {
  const on = (date: number) => addDays('2026-07-31' as Day, date)
  const entries = said.map(
    ({ kind, from, to = from, ...more }, at): Entry => ({
      weekday: null,
      hours: null,
      ...more,
      id: String(at),
      unitId: 'C',
      kind,
      from: on(from),
      to: on(to),
      reason: 'x',
      decision: '1',
      decidedOn: on(1),
      enteredAt: august('1 00:00'),
      enteredBy: null,
      withdrawnSince: null,
    }),
  )
  const none: Membership[] = []
  const times = ownTimes(saidOf(clock.calendar, entries, none))
  const keeper: Timekeeper = {
    rules: RULES,
    catalogue: new Map(),
    residentDatabases: [],
    nation: clock,
    ownTimes: times,
  }
  expect(keepingOf(keeper, 'another').clock).toBe(clock)
  return keepingOf(keeper, 'C').clock
}

const MORNING: OfficeHours = [['07:30', '11:30']]
const LONG: OfficeHours = [['06:00', '18:00']]
const days3: Limit = { value: 3, unit: 'working-day' }
const hours8: Limit = { value: 8, unit: 'hour' }
const calendar5: Limit = { value: 5, unit: 'calendar-day' }

describe('when a limit ends', () => {
  const table: [string, Short[], string, Limit, string][] = [
    // 3/8/2026 is a Monday.
    ['as for all', [], '3 08:00', days3, '6 08:00'],
    ['a closed day between', [{ kind: 'closed', from: 4 }], '3 08:00', days3, '7 08:00'],
    ['closed over a weekend', [{ kind: 'closed', from: 5, to: 7 }], '3 08:00', days3, '11 08:00'],
    ['closed on a Saturday: nothing', [{ kind: 'closed', from: 8 }], '7 08:00', days3, '12 08:00'],
    ['open on a Saturday', [{ kind: 'open', from: 8 }], '6 08:00', days3, '10 08:00'],
    [
      'open on Saturdays',
      [{ kind: 'open', from: 1, to: 31, weekday: 6 }],
      '6 08:00',
      days3,
      '10 08:00',
    ],
    [
      'calendar days end after the closed day',
      [{ kind: 'closed', from: 10 }],
      '5 08:00',
      calendar5,
      '11 08:00',
    ],
    ['hours of all', [], '3 14:00', hours8, '4 14:00'],
    ['hours over a closed day', [{ kind: 'closed', from: 4 }], '3 14:00', hours8, '5 14:00'],
    ['a closed day begins the next', [{ kind: 'closed', from: 3 }], '3 08:00', days3, '7 07:00'],
    [
      'a short day takes longer',
      [{ kind: 'open', from: 4, hours: MORNING }],
      '3 14:00',
      hours8,
      '5 08:00',
    ],
    [
      'longer days end sooner',
      [{ kind: 'hours', from: 3, to: 31, hours: LONG }],
      '3 08:00',
      hours8,
      '3 16:00',
    ],
    [
      'longer days from tomorrow',
      [{ kind: 'hours', from: 4, to: 31, hours: LONG }],
      '3 14:00',
      hours8,
      '4 11:00',
    ],
    [
      'a Saturday morning',
      [{ kind: 'open', from: 8, hours: MORNING }],
      '7 14:00',
      hours8,
      '10 08:00',
    ],
  ]
  test.each(table)('%s', (_, said, from, limit, due) => {
    const own = unitClock(...said)
    expect(dueAfter(own, august(from), limit)).toBe(august(due))
    // The simulator's office answers alike.
    expect(officeOf(own).due(millisOf(august(from)), limit)).toBe(millisOf(august(due)))
  })
})

const rules = RULES
const dossierOf = (...events: Parameters<typeof foldDossier>[0]) => {
  const dossier = foldDossier(events)
  if (!dossier) throw new Error('no dossier')
  return dossier
}

describe('the due time in force', () => {
  const at = august('31 12:00')
  const named = dossierOf(picture('3 08:01', 4, { NgayHenTra: '10 17:00' }))
  const limited = dossierOf(picture('3 08:01', 4, { NgayHenTra: null }))
  const due = (dossier: typeof named, said: Short[], limit: Limit | null = null) =>
    dueInForce(dossier, at, { rules, clock: unitClock(...said), limit })

  test.each<[string, string | null, string | null]>([
    [
      'named on a day that is then closed',
      august('11 17:00'),
      due(named, [{ kind: 'closed', from: 10 }]),
    ],
    ['closed for days', august('13 17:00'), due(named, [{ kind: 'closed', from: 10, to: 12 }])],
    [
      'closed before: the promise stays',
      august('10 17:00'),
      due(named, [{ kind: 'closed', from: 7 }]),
    ],
    ['free for all: the promise stays', august('10 17:00'), due(named, [])],
    [
      'of the procedure: every closed day counts',
      august('7 08:00'),
      due(limited, [{ kind: 'closed', from: 4 }], days3),
    ],
    ['of the procedure, as for all', august('6 08:00'), due(limited, [], days3)],
  ])('%s', (_, wanted, found) => {
    expect(found).toBe(wanted)
  })

  test('the first due time stays frozen, and what is judged by it', () => {
    const own = unitClock({ kind: 'closed', from: 10 })
    const late = dossierOf(picture('3 08:01', 4, { NgayHenTra: '10 17:00' }), step('11 09:00', 9))
    expect(late.firstDueAt).toBe(august('10 17:00'))
    expect(judge(late, at, { rules, clock: own, limit: null }).verdict).toBe('late')
    expect(dossierStanding(late, at, { rules, clock: own, limit: null })).toBe('finished-on-time')
    expect(dossierStanding(late, at, { rules, clock, limit: null })).toBe('finished-late')
  })

  test('waits move it onto a day on which the unit works', () => {
    const waited = dossierOf(
      picture('3 08:01', 4, {
        NgayHenTra: '7 17:00',
        DanhSachHoSoBoSung: [supplement('4 08:00', '7 08:00')],
      }),
    )
    expect(due(waited, [])).toBe(august('10 17:00'))
    expect(due(waited, [{ kind: 'closed', from: 10 }])).toBe(august('11 17:00'))
    expect(due(waited, [{ kind: 'open', from: 8, to: 9 }])).toBe(august('10 17:00'))
  })

  test('due soon, and the letter, come before a closed day', () => {
    const own = unitClock({ kind: 'closed', from: 6, to: 7 })
    const long = dossierOf(
      picture('3 08:01', 4, { NgayTiepNhan: '1 08:00', NgayHenTra: '10 17:00' }),
    )
    const timing = { rules, limit: null }
    expect(dossierStanding(long, august('5 09:00'), { ...timing, clock })).toBe('in-time')
    expect(dossierStanding(long, august('5 09:00'), { ...timing, clock: own })).toBe('due-soon')
    const template = { rules: { most: 1, sendWorkdaysBefore: 1, extendWorkdays: 5, draftShare: 0 } }
    const need = (of: OfficeClock) =>
      apologyNeed(long, [], august('5 09:00'), { ...timing, clock: of }, template as never)
    expect(need(clock)).toEqual({ state: 'none', sendBy: '2026-08-07' })
    expect(need(own)).toEqual({ state: 'draft-now', sendBy: '2026-08-05' })
  })

  test('handling time leaves closed days out', () => {
    const done = dossierOf(picture('3 08:01', 4), step('5 08:00', 9))
    const finished = { dossier: done, acceptedAt: august('3 08:00'), endedAt: august('5 08:00') }
    expect(handlingTime(finished, 'hour', clock, rules)).toBe(16)
    expect(handlingTime(finished, 'hour', unitClock({ kind: 'closed', from: 4 }), rules)).toBe(8)
  })
})

const anySaid = fc.array(
  fc
    .record(
      {
        kind: fc.constantFrom<EntryKind>('closed', 'open'),
        from: fc.integer({ min: 1, max: 45 }),
        weekday: fc.integer({ min: 0, max: 6 }),
      },
      { requiredKeys: ['kind', 'from'] },
    )
    .map((it): Short => ({ ...it, to: it.from + ('weekday' in it ? 20 : 2) })),
  { minLength: 1, maxLength: 4 },
)
const anyHours = fc.constantFrom<Short[]>([], [{ kind: 'hours', from: 5, to: 20, hours: LONG }])

test('property: columns and clock tell the same standing, whatever the unit says of its days', () => {
  let told = 0
  fc.assert(
    fc.property(anyEvents, anyRules, anySaid, anyHours, (events, some, said, hours) => {
      const dossier = foldDossier(events)
      if (!dossier) return
      for (const limit of [days3, null]) {
        const timing = { rules: some, clock: unitClock(...said, ...hours), limit }
        const marks = marksOf(dossier, timing)
        for (let on = addDays('2026-08-31' as Day, 1), n = 0; n < 16; n += 1) {
          const at = instantAt(addDays(on, n), '10:00') as Instant
          expect(standingBy(marks, dossier.acceptedAt, at)).toBe(
            dossierStanding(dossier, at, timing),
          )
          told += 1
        }
      }
    }),
    { numRuns: 60 },
  )
  expect(told).toBeGreaterThan(800)
})

test('property: office time forward and between are each other’s inverse', () => {
  fc.assert(
    fc.property(
      anySaid,
      anyHours,
      fc.integer({ min: 0, max: 40_000 }),
      fc.integer({ min: 1, max: 6000 }),
      (said, hours, start, minutes) => {
        const own = unitClock(...said, ...hours)
        const from = ofMillis(millisOf(august('1 00:00')) + start * MINUTE)
        const to = dueAfter(own, from, { value: minutes / 60, unit: 'hour' })
        expect(Math.abs(workingMillis(own, from, to) - minutes * MINUTE)).toBeLessThan(2)
        expect(dayNumber(dayOf(to))).toBeGreaterThanOrEqual(dayNumber(dayOf(from)))
      },
    ),
    { numRuns: 100 },
  )
})
