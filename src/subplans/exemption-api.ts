// Letting a unit off the plan of its own, for programs.

import { z } from 'zod'
import { unitByCode } from '../org/index.ts'
import { planBySlug, requirePlanBySlug } from '../plans/index.ts'
import { notFound, type Read, type Route, route } from '../platform/index.ts'
import { exemptUnit, withdrawExemption } from './exemption-actions.ts'

const address = z.strictObject({
  slug: z.string().max(80),
  code: z.string().max(40).meta({ description: 'Code of the unit.' }),
})
type Address = z.infer<typeof address>
const issuerOf = async ({ db }: Read, { slug }: { slug: string }): Promise<string | null> =>
  (await planBySlug(db, slug))?.issuer_id ?? null

async function keyOf(read: Read, { slug, code }: Address) {
  const plan = await requirePlanBySlug(read.db, slug)
  const unit = await unitByCode(read.db, code, read.today)
  if (!unit) throw notFound('unit')
  return { unitId: unit.id, planId: plan.id }
}

const PATH = '/api/plans/:slug/subplan-exemptions/:code'
const PROBLEMS = ['404 plan.not-found', '404 unit.not-found']

const exemptionRow: Route = route({
  method: 'PUT',
  path: PATH,
  may: 'plan.publish',
  about: 'Lets a unit that the plan binds off the plan of its own, with a reason.',
  records: ['subplans.exempted'],
  input: address.extend({ reason: z.string().max(2000) }),
  api: {
    answer: z.object({ reason: z.string(), at: z.iso.datetime({ offset: true }) }),
    problems: [
      ...PROBLEMS,
      '409 subplan.plan-not-published',
      '409 exemption.stands',
      '422 exemption.reason-missing',
      '422 exemption.unit-not-bound',
    ],
    example: { reason: 'Merged into another commune on 1 July.' },
  },
  unit: issuerOf,
  act: async (act, input) => {
    const { reason, exempted_at } = await exemptUnit(act, await keyOf(act, input), input.reason)
    return { reason, at: exempted_at }
  },
  show: (json) => ({ json }),
})

const withdrawalRow: Route = route({
  method: 'POST',
  path: `${PATH}/withdrawal`,
  may: 'plan.publish',
  about: 'Asks a unit again that was let off; the day that stands holds for it.',
  records: ['subplans.exemption-withdrawn'],
  input: address,
  api: {
    answer: z.object({ exemption: z.null() }),
    status: 201,
    problems: [...PROBLEMS, '404 exemption.not-found'],
  },
  unit: issuerOf,
  act: async (act, input) => {
    await withdrawExemption(act, await keyOf(act, input))
    return { exemption: null }
  },
  show: (json) => ({ json }),
})

export const exemptionRows: readonly Route[] = [exemptionRow, withdrawalRow]
