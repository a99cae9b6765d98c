// The made-up province: the same for the same seed, read by the feed without a refusal, and like the real ones.

import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { calendar, clock, RULES } from '../../test/dossier.ts'
import { type Day, day, weekday } from '../lib/day.ts'
import { dayOf, type Instant } from '../lib/instant.ts'
import { isWorkday } from '../lib/workdays.ts'
import { readUnitRows } from '../org/index.ts'
import { dueAfter, forwardWorking } from './clock.ts'
import type { Dossier } from './dossier.ts'
import type { DossierEvent } from './event.ts'
import { foldDossier } from './fold.ts'
import { type Reading, readMessage } from './message.ts'
import { readProcedureRows } from './procedure-rows.ts'
import { simulationUnits } from './simulate-command.ts'
import { type SimulationPlan, simulate, TOP_PROCEDURE } from './simulation.ts'
import { officeOf } from './simulation-office.ts'
import { endOfDay, millisOf, ofMillis } from './stamp.ts'
import { judge } from './timing.ts'

const { rows: unitRows } = readUnitRows(
  readFileSync('packs/thai-nguyen/units-2024-05-01.csv', 'utf8'),
)
const { rows: procedures, faults } = readProcedureRows(
  readFileSync('packs/vn/procedures-sample.csv', 'utf8'),
)
const units = simulationUnits(unitRows)
const plan = (change: Partial<SimulationPlan> = {}): SimulationPlan => ({
  units,
  procedures,
  clock,
  from: day('2026-08-01'),
  to: day('2026-09-30'),
  perDay: 32,
  seed: 7,
  ...change,
})
const short = { from: day('2026-08-03'), to: day('2026-08-05'), perDay: 60 }

test('the sample of procedures is read whole', () => {
  expect(faults).toEqual([])
  expect(procedures).toHaveLength(40)
})

test('the same seed, the same messages; another seed, others', () => {
  const lines = (seed: number) =>
    [...simulate(plan({ ...short, seed }))].map((it) => JSON.stringify(it))
  expect(lines(1)).toEqual(lines(1))
  expect(lines(1)).not.toEqual(lines(2))
})

test('a unit with a time of its own works by it, the others as before', () => {
  const span = { from: day('2026-08-03'), to: day('2026-08-14'), perDay: 200 }
  const all = [...simulate(plan(span))]
  const code = all.map(({ data }) => String(data.DonViXuLy)).find((it) => it !== 'undefined') ?? ''
  const exceptions = new Map([...calendar.exceptions, ['2026-08-05', false] as const])
  const own = { calendar: { ...calendar, exceptions }, hours: clock.hours }
  const stepsOn = (messages: typeof all, on: string, isOurs: boolean) =>
    messages.filter(
      ({ service, data }) =>
        service === 'CapNhatTienDoHoSoMC' &&
        String(data.MaHoSo).startsWith(`${code}-`) === isOurs &&
        String(data.ThoiDiemXuLy).startsWith(on),
    ).length
  const other = [...simulate(plan({ ...span, clocks: new Map([[code, own]]) }))]
  expect(stepsOn(all, '20260805', true)).toBeGreaterThan(0)
  expect(stepsOn(other, '20260805', true)).toBe(0)
  expect(stepsOn(other, '20260806', true)).toBeGreaterThan(0)
  expect(stepsOn(other, '20260805', false)).toBeGreaterThan(0)
})

describe('two months of a province', () => {
  const known = { hasUnit: () => true, hasProcedure: () => true }
  const holders = new Map<string, string>()
  const events = new Map<string, DossierEvent[]>()
  const refusals: Reading[] = []
  const received: string[] = []
  let dossiers: Dossier[] = []
  beforeAll(() => {
    for (const message of simulate(plan())) {
      const reading = readMessage(message, {
        ...known,
        unitOfDossier: (code) => holders.get(code) ?? null,
      })
      if (!reading.ok) {
        refusals.push(reading)
        continue
      }
      const { event } = reading
      received.push(event.receivedAt)
      if (event.kind === 'picture') holders.set(event.code, event.facts.DonViXuLy)
      const list = events.get(event.code)
      if (list) list.push(event)
      else events.set(event.code, [event])
    }
    dossiers = [...events.values()].flatMap((list) => foldDossier(list) ?? [])
  })
  const shareOf = (keep: (it: Dossier) => boolean, of: readonly Dossier[] = dossiers) =>
    of.filter(keep).length / of.length
  const statusOf = (wanted: number) => shareOf(({ status }) => status === wanted)

  test('every message is read, in the order of receipt', () => {
    expect(refusals).toEqual([])
    expect(received.every((at, place) => place === 0 || received[place - 1]! <= at)).toBe(true)
    expect(dossiers.length).toBeGreaterThan(1200)
  })

  test('one procedure is 28 % of all', () => {
    expect(shareOf(({ procedure }) => procedure === TOP_PROCEDURE)).toBeGreaterThan(0.265)
    expect(shareOf(({ procedure }) => procedure === TOP_PROCEDURE)).toBeLessThan(0.295)
  })

  test('Mondays bring more than the mean of working days, free days little, counters only work in office hours', () => {
    const perDay = new Map<Day, number>()
    for (const { submittedAt } of dossiers) {
      const on = dayOf(submittedAt!)
      perDay.set(on, (perDay.get(on) ?? 0) + 1)
    }
    const meanOf = (keep: (on: Day) => boolean) => {
      const found = [...perDay].filter(([on]) => keep(on))
      return found.reduce((sum, [, count]) => sum + count, 0) / found.length
    }
    const works = (on: Day) => isWorkday(calendar, on)
    const mean = meanOf(works)
    expect(meanOf((on) => works(on) && weekday(on) === 1)).toBeGreaterThan(1.1 * mean)
    expect(meanOf((on) => !works(on))).toBeLessThan(0.15 * mean)
    const counter = dossiers.filter(
      ({ channel, submittedAt }) => channel !== 'online' && works(dayOf(submittedAt!)),
    )
    const isOpen = ({ submittedAt: at }: Dossier) => forwardWorking(clock, at!, 0) === at
    expect(shareOf(isOpen, counter)).toBe(1)
  })

  test('the due time is the limit of the procedure from the acceptance on', () => {
    const limits = new Map(procedures.map(({ code, limit }) => [code, limit]))
    const wrong = dossiers.filter(({ acceptedAt, firstDueAt, procedure }) => {
      const limit = limits.get(procedure)
      return (
        acceptedAt &&
        limit &&
        dueAfter(clock, acceptedAt, limit).slice(0, 16) !== firstDueAt?.slice(0, 16)
      )
    })
    expect(wrong.length / dossiers.length).toBeLessThan(0.01)
  })

  test('late ones are few and uneven; most are finished; each way a dossier can go is gone', () => {
    const at = endOfDay(day('2026-09-30'))
    const timing = { rules: RULES, clock, limit: null }
    const isLate = (it: Dossier) => judge(it, at, timing).verdict === 'late'
    expect(shareOf(isLate)).toBeGreaterThan(0.05)
    expect(shareOf(isLate)).toBeLessThan(0.12)
    expect(statusOf(9) + statusOf(10)).toBeGreaterThan(0.8)
    for (const status of [2, 3, 4, 5, 7, 8, 10])
      expect(statusOf(status), `${status}`).toBeGreaterThan(0)
    expect(shareOf(({ supplements }) => supplements.length > 0)).toBeGreaterThan(0.02)
    expect(shareOf(({ payments }) => payments.length > 0)).toBeGreaterThan(0.02)
    const byUnit = [...new Set(dossiers.map(({ unit }) => unit))].map((unit) =>
      dossiers.filter((it) => it.unit === unit),
    )
    const online = byUnit
      .filter((list) => list.length > 10)
      .map((list) => shareOf(({ channel }) => channel === 'online', list))
    expect(Math.max(...online) - Math.min(...online)).toBeGreaterThan(0.3)
  })

  test('some messages come late, twice, as corrections and deletions', () => {
    const all = [...events.values()]
    expect(all.some((list) => list.some(({ kind }) => kind === 'deletion'))).toBe(true)
    expect(all.some((list) => new Set(list.map(({ id }) => id)).size < list.length)).toBe(true)
    expect(
      all.some((list) => list.some((it, at) => at > 0 && it.happenedAt < list[at - 1]!.happenedAt)),
    ).toBe(true)
    expect(
      dossiers.some(({ dueTimes }) => dueTimes.some(({ reason }) => reason === 'supplement')),
    ).toBe(true)
  })
})

test('office time from the table is office time by the clock', () => {
  const office = officeOf(clock)
  for (const text of [
    '2026-04-24T16:40',
    '2026-08-01T09:00',
    '2026-08-31T12:00',
    '2026-09-03T03:15',
    '2027-02-04T17:00',
  ]) {
    const at = `${text}:00.000+07:00` as Instant
    for (const limit of [
      { value: 8, unit: 'hour' },
      { value: 5, unit: 'working-day' },
      { value: 30, unit: 'calendar-day' },
    ] as const)
      expect(ofMillis(office.due(millisOf(at), limit)!), `${text} ${limit.unit}`).toBe(
        dueAfter(clock, at, limit),
      )
  }
})

test('units that begin or end in the period receive only while they are; days outside the calendar are refused', () => {
  const old = units.filter(({ level }) => level === 'commune').slice(0, 2)
  const turn = day('2026-08-04')
  const one = { ...old[0]!, validTo: turn }
  const other = { ...old[1]!, validFrom: turn }
  const codes = (from: string, to: string) => [
    ...new Set(
      [...simulate(plan({ ...short, units: [one, other] }))].flatMap(({ data }) =>
        data.NgayNopHoSo && String(data.NgayNopHoSo) >= from && String(data.NgayNopHoSo) < to
          ? [data.DonViXuLy]
          : [],
      ),
    ),
  ]
  expect(codes('20260803', '20260804')).toEqual([one.code])
  expect(codes('20260804', '20260806')).toEqual([other.code])
  expect(() => [...simulate(plan({ to: day('2031-01-01') }))]).toThrow(RangeError)
  expect(() => [...simulate(plan({ units: [] }))]).toThrow(RangeError)
})
