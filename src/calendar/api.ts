// Reporting and calendar periods, and the working calendar in force, for programs.

import { z } from 'zod'
import { addDays, type Day, isDay } from '../lib/day.ts'
import { listOf, Problem, type Route, route, showList } from '../platform/index.ts'
import { periodsBetween } from './period.ts'
import { calendarDays, calendarVersions, workCalendar } from './store.ts'

const aDay = z
  .string()
  .refine((text): text is Day => isDay(text), 'a day such as 2024-06-30')
  .meta({ format: 'date' })
const LONGEST = 366 * 6

const periodAnswer = z.object({
  kind: z.enum(['month', 'quarter', 'half-year', 'year']),
  code: z.string(),
  from: z.iso.date(),
  to: z.iso.date(),
  reportFrom: z.iso.date(),
  cutOffOn: z.iso.date(),
  submitBy: z.iso.date(),
})

/** Bounded, so that an answer stays small. */
function bounded<T extends { from: Day; to: Day }>(span: T): T {
  if (span.to < span.from || addDays(span.from, LONGEST) < span.to)
    throw new Problem(422, 'period.span-out-of-range', { days: LONGEST })
  return span
}

const periodsRow: Route = route({
  method: 'GET',
  path: '/api/periods',
  may: 'calendar.read',
  about: 'Periods that touch a span of days: by the calendar, and as units report on them.',
  input: z.strictObject({
    kind: periodAnswer.shape.kind.default('quarter'),
    from: aDay,
    to: aDay,
  }),
  api: { answer: listOf(periodAnswer), problems: ['422 period.span-out-of-range'] },
  load: async ({ db }, input) => {
    const { kind, from, to } = bounded(input)
    return { items: periodsBetween(kind, from, to, await workCalendar(db)), next: null }
  },
  show: showList,
})

const dayAnswer = z.object({
  day: z.iso.date(),
  isWorking: z.boolean(),
  kind: z.string(),
  name: z.string().nullable(),
  status: z.string().nullable(),
  source: z.string().nullable(),
})
const calendarAnswer = z.object({
  version: z.string(),
  coversFrom: z.iso.date(),
  coversTo: z.iso.date(),
  source: z.string(),
  days: z.array(dayAnswer),
})

const calendarRow: Route = route({
  method: 'GET',
  path: '/api/calendar',
  may: 'calendar.read',
  about: 'The working calendar in force, for a span of days.',
  input: z.strictObject({ from: aDay, to: aDay }),
  api: {
    answer: calendarAnswer,
    problems: ['404 calendar.not-found', '422 period.span-out-of-range'],
  },
  load: async ({ db }, input) => {
    const { from, to } = bounded(input)
    const [newest] = await calendarVersions(db)
    if (!newest) throw new Problem(404, 'calendar.not-found')
    const days = await calendarDays(db, newest.version)
    return {
      version: newest.version,
      coversFrom: newest.covers_from,
      coversTo: newest.covers_to,
      source: newest.source,
      days: days.filter(({ day }) => day >= from && day <= to),
    }
  },
  show: (json) => ({ json }),
})

export const calendarApi: readonly Route[] = [periodsRow, calendarRow]
