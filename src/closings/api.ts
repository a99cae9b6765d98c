// The end of a plan's year for programs: what is open, frozen figures, closing and opening again.

import { z } from 'zod'
import { type Day, isDay } from '../lib/day.ts'
import { unitByCode } from '../org/index.ts'
import { planBySlug, requirePlanBySlug } from '../plans/index.ts'
import { notFound, type Read, type Route, route } from '../platform/index.ts'
import { closePlan, exceptClosing, reopenPlan } from './actions.ts'
import { FATES } from './closing.ts'
import { loadClosing } from './load-closing.ts'

const PATH = '/api/plans/:slug/closing'
const bySlug = z.strictObject({ slug: z.string().max(80) })
const issuerOf = async ({ db }: Read, { slug }: { slug: string }): Promise<string | null> =>
  (await planBySlug(db, slug))?.issuer_id ?? null

const figures = z.object({
  total: z.int(),
  expected: z.int(),
  sent: z.int(),
  onTime: z.int(),
  accepted: z.int(),
  returned: z.int(),
  overdue: z.int(),
})
type Figures = z.infer<typeof figures>
type Counted = Omit<Figures, 'overdue'> & { overdueOpen: number }

const showFigures = (row: Counted): Figures => ({
  total: row.total,
  expected: row.expected,
  sent: row.sent,
  onTime: row.onTime,
  accepted: row.accepted,
  returned: row.returned,
  overdue: row.overdueOpen,
})

const answer = z.object({
  closed: z
    .object({ on: z.iso.date(), at: z.iso.datetime({ offset: true }), note: z.string() })
    .nullable()
    .meta({ description: 'Null while the plan takes reports.' }),
  total: figures.meta({
    description: 'Of units within reach: frozen when closed, else as of now.',
  }),
  figures: z
    .array(figures.extend({ unit: z.string(), number: z.string() }))
    .meta({ description: 'Frozen, task by task and unit by unit.' }),
  open: z.array(
    z.object({ obligationId: z.uuid(), number: z.string(), title: z.string(), duties: z.int() }),
  ),
  waiting: z.int().meta({ description: 'Lines sent that wait for a decision.' }),
  fates: z.array(
    z.object({
      unit: z.string(),
      dutyId: z.uuid(),
      number: z.string(),
      period: z.string(),
      dueOn: z.iso.date(),
      fate: z.enum(FATES),
      reason: z.string(),
    }),
  ),
  exceptions: z.array(z.object({ unit: z.string(), until: z.iso.date(), reason: z.string() })),
})

async function load(
  { db, today, rights }: Read,
  { slug }: { slug: string },
): Promise<z.infer<typeof answer>> {
  const plan = await requirePlanBySlug(db, slug)
  const view = await loadClosing(db, today, plan.id, new Set(await rights.reach('board.read')))
  const codes = new Map(view.units.map(({ id, code }) => [id, code]))
  const { closing } = view
  return {
    closed: closing && { on: closing.closed_on, at: closing.closed_at, note: closing.note },
    total: showFigures(view.total),
    figures: view.figures.map((row) => ({
      unit: row.unitCode,
      number: row.number,
      ...showFigures(row),
    })),
    open: view.open.map(({ obligationId, number, title, duties }) => ({
      obligationId,
      number,
      title,
      duties: duties.length,
    })),
    waiting: view.waiting,
    fates: view.fates.map((row) => ({
      unit: row.unitCode,
      dutyId: row.dutyId,
      number: row.number,
      period: row.period,
      dueOn: row.dueOn,
      fate: row.fate,
      reason: row.reason,
    })),
    exceptions: view.exceptions.map((row) => ({
      unit: codes.get(row.unit_id) ?? '',
      until: row.until_on,
      reason: row.reason,
    })),
  }
}

const closingRow: Route = route({
  method: 'GET',
  path: PATH,
  may: 'board.read',
  about: 'The end of a plan’s year within reach: open duties before, frozen figures after.',
  input: bySlug,
  api: { answer, problems: ['404 plan.not-found'] },
  load,
  show: (json) => ({ json }),
})

const PUBLISHING = { method: 'POST', may: 'plan.publish', unit: issuerOf } as const
const PROBLEMS = ['404 plan.not-found', '409 closing.plan-not-published']

const closeRow: Route = route({
  ...PUBLISHING,
  path: PATH,
  about: 'Closes the year: freezes figures, settles open duties, takes no more reports.',
  records: ['plan.closed'],
  input: bySlug.extend({
    note: z.string().max(2000).default(''),
    dropped: z
      .array(z.strictObject({ obligationId: z.uuid(), reason: z.string().min(1).max(2000) }))
      .max(1000)
      .default([])
      .meta({ description: 'Tasks whose open duties fall away; all others are carried over.' }),
  }),
  api: {
    answer: z.object({ carried: z.int(), dropped: z.int() }),
    status: 201,
    problems: [...PROBLEMS, '409 closing.already-closed', '422 closing.drop-reason-missing'],
    example: { note: 'Hết năm kế hoạch' },
  },
  act: async (act, { slug, note, dropped }) => {
    const plan = await requirePlanBySlug(act.db, slug)
    const choices = new Map(
      dropped.map(({ obligationId, reason }) => [
        obligationId,
        { fate: 'dropped' as const, reason },
      ]),
    )
    return await closePlan(act, { planId: plan.id, note, choices })
  },
  show: (json) => ({ json }),
})

const done = z.object({ closed: z.boolean() })

const reopenRow: Route = route({
  ...PUBLISHING,
  path: `${PATH}/reopening`,
  about: 'Opens a closed plan again, with a reason; the frozen figures are kept.',
  records: ['plan.reopened'],
  input: bySlug.extend({ reason: z.string().min(1).max(2000) }),
  api: {
    answer: done,
    status: 201,
    problems: [...PROBLEMS, '409 closing.not-closed', '422 closing.reason-missing'],
    example: { reason: 'Bổ sung báo cáo quý IV' },
  },
  act: async (act, { slug, reason }) => {
    await reopenPlan(act, { planId: (await requirePlanBySlug(act.db, slug)).id, reason })
    return { closed: false }
  },
  show: (json) => ({ json }),
})

const exceptionRow: Route = route({
  ...PUBLISHING,
  path: `${PATH}/exceptions`,
  about: 'Lets one unit send until a day although the plan is closed.',
  records: ['plan.closing-excepted'],
  input: bySlug.extend({
    unit: z.string().max(40),
    until: z
      .string()
      .refine((text): text is Day => isDay(text), 'a day such as 2024-06-30')
      .meta({ format: 'date' }),
    reason: z.string().min(1).max(2000),
  }),
  api: {
    answer: done,
    status: 201,
    problems: [
      ...PROBLEMS,
      '404 unit.not-found',
      '409 closing.not-closed',
      '422 closing.reason-missing',
      '422 closing.until-out-of-range',
      '422 closing.unit-not-bound',
    ],
    example: { unit: '05569', until: '2024-08-20', reason: 'Bão lũ' },
  },
  act: async (act, { slug, unit: code, until, reason }) => {
    const plan = await requirePlanBySlug(act.db, slug)
    const unit = await unitByCode(act.db, code, act.today)
    if (!unit) throw notFound('unit')
    await exceptClosing(act, { planId: plan.id, unitId: unit.id, until, reason })
    return { closed: true }
  },
  show: (json) => ({ json }),
})

export const closingApi: readonly Route[] = [closingRow, closeRow, reopenRow, exceptionRow]
