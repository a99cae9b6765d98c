// A unit's own working time, for programs: read, entered, taken back.

import { z } from 'zod'
import { calendarReach, workCalendar } from '../calendar/index.ts'
import { type Day, dayOfParts, isDay, yearOf } from '../lib/day.ts'
import { unitByCode, unitsByIds } from '../org/index.ts'
import { notFound, Problem, type Read, type Route, route } from '../platform/index.ts'
import { enterTime, withdrawTime } from './actions.ts'
import { ENTRY_KINDS } from './entry.ts'
import { type OfficeHours, readHours } from './hours.ts'
import { heldBy, speaking } from './own-time.ts'
import { entryById, loadSaid } from './store.ts'

const aDay = z
  .string()
  .refine((text): text is Day => isDay(text), 'a day such as 2026-06-30')
  .meta({ format: 'date' })
const span = z.tuple([z.string().max(5), z.string().max(5)])
const kind = z.enum(ENTRY_KINDS).meta({
  description:
    'closed: works on none of these days; open: works on them though others do not, or has other hours on them; hours: its office hours from a day on.',
})
const weekday = z.int().min(0).max(6).nullable().meta({
  description: 'Only this day of each week, 0 is Sunday; null: every day between.',
})

const unitNamed = async ({ db, today }: Read, { code }: { code: string }) =>
  (await unitByCode(db, code, today))?.id ?? null

const heldAnswer = z.object({
  id: z.uuid(),
  unit: z.string().meta({ description: 'Code of the unit that said so: this one, or one above.' }),
  kind,
  from: z.iso.date(),
  to: z.iso.date().nullable().meta({ description: 'Null: until further notice.' }),
  weekday,
  hours: z.array(z.array(z.string())).nullable(),
  reason: z.string(),
  decision: z.string(),
  decidedOn: z.iso.date(),
  enteredAt: z.iso.datetime({ offset: true }),
  withdrawnSince: z.iso.date().nullable(),
  days: z.int().nullable().meta({
    description:
      'Days of the year on which it speaks, no nearer or later entry doing so; null for hours.',
  }),
})

const calendarRow: Route = route({
  method: 'GET',
  path: '/api/units/:code/calendar',
  may: 'calendar.read',
  about:
    'What of a year is otherwise for a unit than in the working calendar of all, with who said so.',
  input: z.strictObject({
    code: z.string().max(40),
    year: z.coerce.number().int().min(2000).max(2100).optional(),
  }),
  api: {
    answer: z.object({ unit: z.string(), year: z.int(), entries: z.array(heldAnswer) }),
    problems: ['404 unit.not-found', '404 calendar.not-found'],
  },
  unit: unitNamed,
  load: async ({ db, today }, { code, year = yearOf(today) }) => {
    const unit = await unitByCode(db, code, today)
    if (!unit) throw notFound('unit')
    if ((await calendarReach(db)) === null) throw new Problem(404, 'calendar.not-found')
    const held = heldBy(unit.id, await loadSaid(db, await workCalendar(db)))
    const [from, to] = [dayOfParts(year, 1, 1), dayOfParts(year, 12, 31)]
    const days = new Map<string, number>()
    for (const [on, { entry }] of speaking(held))
      if (on >= from && on <= to) days.set(entry.id, (days.get(entry.id) ?? 0) + 1)
    const units = await unitsByIds(
      db,
      held.map(({ entry }) => entry.unitId),
    )
    const codes = new Map(units.map((it) => [it.id, it.code]))
    const within = held.filter((it) => it.from <= to && it.to >= from)
    return {
      unit: code,
      year,
      entries: within.map(({ entry: { unitId, enteredBy, ...entry } }) => ({
        ...entry,
        unit: codes.get(unitId) ?? '',
        days: entry.kind === 'hours' ? null : (days.get(entry.id) ?? 0),
      })),
    }
  },
  show: (json) => ({ json }),
})

/** Spans as programs write them, held to the same rules as those that people type. */
function hoursIn(spans: readonly (readonly [string, string])[] | null): OfficeHours | null {
  if (spans === null) return null
  const hours = readHours(spans.map((it) => it.join('-')).join(','))
  if (!hours) throw new Problem(422, 'unit-calendar.hours-unreadable')
  return hours
}

const created = z.object({ id: z.uuid() })

const enterRow: Route = route({
  method: 'POST',
  path: '/api/units/:code/calendar/entries',
  may: 'calendar.adjust',
  about:
    'Enters days on which a unit and those below it are closed or open, or their office hours from a day on.',
  records: ['unit-calendar.entered'],
  input: z.strictObject({
    code: z.string().max(40),
    kind,
    from: aDay,
    to: aDay.nullable().default(null),
    weekday: weekday.default(null),
    hours: z.array(span).max(4).nullable().default(null),
    reason: z.string().max(300),
    decision: z.string().max(100).meta({ description: 'Number of the decision.' }),
    decidedOn: aDay,
  }),
  api: {
    answer: created,
    status: 201,
    problems: [
      '404 unit.not-found',
      '409 unit-calendar.already-stands',
      '422 unit-calendar.ends-before-begin',
      '422 unit-calendar.beyond-calendar',
      '422 unit-calendar.last-day-missing',
      '422 unit-calendar.too-long',
      '422 unit-calendar.hours-of-weekday',
      '422 unit-calendar.hours-missing',
      '422 unit-calendar.hours-unreadable',
      '422 unit-calendar.closed-with-hours',
      '422 unit-calendar.reason-missing',
      '422 unit-calendar.decision-missing',
      '422 unit-calendar.decided-later',
      '422 unit-calendar.no-day',
    ],
    example: {
      kind: 'open',
      from: '2024-06-01',
      to: '2024-12-31',
      weekday: 6,
      hours: [['07:30', '11:30']],
      reason: 'Một cửa làm việc sáng thứ Bảy',
      decision: '215/QĐ-UBND',
      decidedOn: '2024-05-20',
    },
  },
  unit: unitNamed,
  act: async (act, { code, hours, ...asked }) => {
    const unit = await unitByCode(act.db, code, act.today)
    if (!unit) throw notFound('unit')
    return { id: await enterTime(act, unit.id, { ...asked, hours: hoursIn(hours) }) }
  },
  show: (json) => ({ json }),
})

const withdrawRow: Route = route({
  method: 'POST',
  path: '/api/calendar-entries/:id/withdrawal',
  may: 'calendar.adjust',
  about: 'Takes an entry of a unit’s calendar back: from a day on, or as if it had never held.',
  records: ['unit-calendar.withdrawn'],
  input: z.strictObject({
    id: z.uuid(),
    since: aDay.nullable().default(null),
    reason: z.string().max(300),
  }),
  api: {
    answer: created,
    status: 201,
    problems: [
      '404 unit-calendar.not-found',
      '409 unit-calendar.already-withdrawn',
      '422 unit-calendar.over-by-then',
      '422 unit-calendar.reason-missing',
    ],
    example: { since: '2024-09-01', reason: 'Nhập nhầm đơn vị' },
  },
  unit: async ({ db }, { id }) => (await entryById(db, id))?.unitId ?? null,
  act: async (act, { id, ...asked }) => {
    await withdrawTime(act, id, asked)
    return { id }
  },
  show: (json) => ({ json }),
})

export const officeTimeApi: readonly Route[] = [calendarRow, enterRow, withdrawRow]
