// Locking of a plan's forms, and the plan of the year after, for programs.

import { z } from 'zod'
import { type Day, isDay } from '../lib/day.ts'
import { askOpening, lockWorkdays, setLock } from '../obligations/index.ts'
import { unitByCode } from '../org/index.ts'
import { notFound, type Read, type Route, route } from '../platform/index.ts'
import { bySlug, issuerOf, planIdOf } from './api-plan.ts'
import { requirePlanBySlug } from './load-plan.ts'
import { beginNext } from './next-actions.ts'
import { begunFrom } from './next-store.ts'

const someDay = z
  .string()
  .refine((text): text is Day => isDay(text), 'a day such as 2024-06-30')
  .meta({ format: 'date' })

const lockAnswer = z.object({
  workdays: z.int().nullable().meta({ description: 'After the deadline; null: no form locks.' }),
})
const loadLock = async (read: Read, { slug }: { slug: string }) => ({
  workdays: await lockWorkdays(read.db, await planIdOf(read, slug)),
})

const lockRow: Route = route({
  method: 'GET',
  path: '/api/plans/:slug/lock',
  may: 'plan.read',
  about: 'After how many working days past the deadline the forms of a plan lock.',
  input: bySlug,
  api: { answer: lockAnswer, problems: ['404 plan.not-found'] },
  load: loadLock,
  show: (json) => ({ json }),
})

const setLockRow: Route = route({
  method: 'PUT',
  path: '/api/plans/:slug/lock',
  may: 'plan.publish',
  about: 'Sets after how many working days the forms of a plan lock, or that none does.',
  records: ['plan.lock-set'],
  input: bySlug.extend({ workdays: z.int().min(0).max(250).nullable() }),
  api: {
    answer: lockAnswer,
    version: lockRow,
    problems: ['404 plan.not-found', '409 lock.unchanged'],
    example: { workdays: 10 },
  },
  unit: issuerOf,
  act: async (act, { slug, workdays }) => {
    const plan = await requirePlanBySlug(act.db, slug)
    await setLock(act, { planId: plan.id, unitId: plan.issuer_id ?? '', workdays })
    return await loadLock(act, { slug })
  },
  show: (json) => ({ json }),
})

const unitOf = async ({ db, today }: Read, { code }: { code: string }): Promise<string | null> =>
  (await unitByCode(db, code, today))?.id ?? null

const askOpeningRow: Route = route({
  method: 'POST',
  path: '/api/units/:code/reports/:plan/:period/openings',
  may: 'opening.ask',
  about: 'Asks that a locked form be opened again up to a day: people only, not programs.',
  records: ['opening.asked'],
  input: z.strictObject({
    code: z.string().max(40),
    plan: z.string().max(80),
    period: z.string().max(12),
    reason: z.string().min(1).max(2000),
    until: someDay,
  }),
  api: {
    answer: z.object({ id: z.uuid() }),
    status: 201,
    problems: [
      '401 session.needed',
      '404 plan.not-found',
      '404 report.no-such-period',
      '409 opening.not-locked',
      '409 opening.already-asked',
      '422 opening.reason-missing',
      '422 opening.day-past',
      '422 opening.day-too-far',
    ],
    example: { reason: 'Mất điện diện rộng', until: '2024-08-20' },
  },
  unit: unitOf,
  act: async (act, { code, plan: slug, period, reason, until }) => {
    const unitId = await unitOf(act, { code })
    if (!unitId) throw notFound('unit')
    const plan = await requirePlanBySlug(act.db, slug)
    const key = { unitId, planId: plan.id, period }
    return { id: await askOpening(act, key, { reason, until }) }
  },
  show: (json) => ({ json }),
})

const nextRow: Route = route({
  method: 'GET',
  path: '/api/plans/:slug/next',
  may: 'plan.read',
  about: 'Plans of the year after that were begun from this one.',
  input: bySlug,
  api: {
    answer: z.object({ begun: z.array(z.object({ slug: z.string(), number: z.string() })) }),
    problems: ['404 plan.not-found'],
  },
  load: async (read, { slug }) => {
    const begun = await begunFrom(read.db, await planIdOf(read, slug))
    return { begun: begun.map((plan) => ({ slug: plan.slug, number: plan.number })) }
  },
  show: (json) => ({ json }),
})

const beginNextRow: Route = route({
  method: 'POST',
  path: '/api/plans/:slug/next',
  may: 'plan.publish',
  about: 'Makes the draft of the next year’s plan out of this one.',
  records: ['plan.begun-from'],
  input: bySlug.extend({
    number: z.string().min(1).max(100),
    signedOn: someDay,
    title: z.string().max(1000).default(''),
  }),
  api: {
    answer: z.object({ id: z.uuid(), slug: z.string() }),
    status: 201,
    problems: [
      '404 plan.not-found',
      '409 next.known-already',
      '422 next.number-missing',
      '422 next.day-too-early',
    ],
    example: { number: '12/KH-UBND', signedOn: '2025-01-15' },
  },
  unit: issuerOf,
  act: async (act, { slug, ...next }) => {
    const begun = await beginNext(act, { fromId: await planIdOf(act, slug), ...next })
    return { id: begun.planId, slug: begun.slug }
  },
  show: (json) => ({ json, location: `/api/plans/${json.slug}` }),
})

export const lockApi: readonly Route[] = [lockRow, setLockRow, askOpeningRow, nextRow, beginNextRow]
