// Who has filed their own plan, and asking for it, for programs.

import { z } from 'zod'
import { type Day, isDay } from '../lib/day.ts'
import { STANDINGS } from '../obligations/index.ts'
import { planBySlug, requirePlanBySlug } from '../plans/index.ts'
import {
  fromCursor,
  listOf,
  listQuery,
  Problem,
  pageOfRows,
  type Read,
  type Route,
  route,
  showList,
} from '../platform/index.ts'
import { subplanRows } from './api.ts'
import { COVERAGE_STATES, isIn } from './coverage.ts'
import { demandSubplans, withdrawDemand } from './demand-actions.ts'
import { exemptionRows } from './exemption-api.ts'
import { loadAsked, loadCoverage } from './load-subplan.ts'

const bySlug = z.strictObject({ slug: z.string().max(80) })
const issuerOf = async ({ db }: Read, { slug }: { slug: string }): Promise<string | null> =>
  (await planBySlug(db, slug))?.issuer_id ?? null

const coverageAnswer = z.object({
  unit: z.object({ code: z.string(), name: z.string() }),
  standing: z.enum(STANDINGS),
  late: z.boolean(),
  rounds: z.int(),
  filedAt: z.iso.datetime({ offset: true }).nullable(),
  filingId: z.uuid().nullable(),
  hasDraft: z.boolean(),
  exempt: z
    .object({ reason: z.string(), at: z.iso.datetime({ offset: true }) })
    .nullable()
    .meta({ description: 'Why it need not send one; then it is counted nowhere.' }),
  asked: z.int().meta({ description: 'Tasks of the plan that bind it.' }),
  uncovered: z
    .array(z.string())
    .meta({ description: 'Numbers of tasks that no own task of its last round serves.' }),
})

const coverageRow: Route = route({
  method: 'GET',
  path: '/api/plans/:slug/subplans',
  may: 'board.read',
  about: 'Units within reach that a plan binds: who has filed an own plan, what it leaves out.',
  input: bySlug.extend({ ...listQuery, state: z.enum(COVERAGE_STATES).optional() }),
  api: { answer: listOf(coverageAnswer), problems: ['404 plan.not-found'] },
  load: async ({ db, today, rights }, input) => {
    const plan = await requirePlanBySlug(db, input.slug)
    const key = fromCursor(input.cursor, z.tuple([z.string()]))
    const reach = new Set(await rights.reach('board.read'))
    const { rows } = await loadCoverage(db, today, plan, reach)
    const wanted = rows
      .filter(
        (row) =>
          (input.state === undefined || isIn(row, input.state)) &&
          (key === null || row.unitCode > key[0]),
      )
      .sort((a, b) => (a.unitCode < b.unitCode ? -1 : 1))
    return pageOfRows(
      wanted,
      input.limit,
      ({ unitCode }) => [unitCode],
      (row) => ({
        unit: { code: row.unitCode, name: row.unitName },
        standing: row.standing,
        late: row.late,
        rounds: row.rounds,
        filedAt: row.filedAt,
        filingId: row.filingId,
        hasDraft: row.hasDraft,
        exempt: row.exempt,
        asked: row.bound.length,
        uncovered: row.uncovered.map(({ number }) => number),
      }),
    )
  },
  show: showList,
})

const demandRow: Route = route({
  method: 'PUT',
  path: '/api/plans/:slug/subplan-demand',
  may: 'plan.publish',
  about: 'Asks every unit named in the plan for a plan of its own, by a day or in working days.',
  records: ['subplans.demanded'],
  input: bySlug.extend({
    dueOn: z
      .string()
      .refine((text): text is Day => isDay(text), 'a day such as 2024-06-30')
      .meta({ format: 'date' })
      .optional(),
    workdays: z.int().min(1).max(250).optional(),
  }),
  api: {
    answer: z.object({ dueOn: z.iso.date() }),
    problems: [
      '404 plan.not-found',
      '409 subplan.plan-not-published',
      '422 subplan.demand-missing',
      '422 subplan.demand-past',
    ],
    example: { workdays: 15 },
  },
  unit: issuerOf,
  act: async (act, { slug, dueOn, workdays }) => {
    const plan = await requirePlanBySlug(act.db, slug)
    const time = dueOn ? { dueOn } : workdays ? { workdays } : null
    if (!time) throw new Problem(422, 'subplan.demand-missing')
    const source = (await loadAsked(act.db, plan.id))?.sentence ?? ''
    return { dueOn: await demandSubplans(act, { planId: plan.id, time, source }) }
  },
  show: (json) => ({ json }),
})

const withdrawalRow: Route = route({
  method: 'POST',
  path: '/api/plans/:slug/subplan-demand/withdrawal',
  may: 'plan.publish',
  about: 'Takes back what the units were asked for; what they sent is kept.',
  records: ['subplans.demand-withdrawn'],
  input: bySlug,
  api: {
    answer: z.object({ dueOn: z.null() }),
    status: 201,
    problems: ['404 plan.not-found', '404 demand.not-found'],
  },
  unit: issuerOf,
  act: async (act, { slug }) => {
    const plan = await requirePlanBySlug(act.db, slug)
    await withdrawDemand(act, plan.id)
    return { dueOn: null }
  },
  show: (json) => ({ json }),
})

export const subplanApi: readonly Route[] = [
  ...subplanRows,
  coverageRow,
  demandRow,
  withdrawalRow,
  ...exemptionRows,
]
