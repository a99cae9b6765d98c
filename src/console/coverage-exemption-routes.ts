// Letting a unit off the plan of its own, and asking it again.

import { z } from 'zod'
import { unitByCode } from '../org/index.ts'
import { requirePlanBySlug } from '../plans/index.ts'
import { type Act, notFound, Problem, type Route, route } from '../platform/index.ts'
import { exemptUnit, withdrawExemption } from '../subplans/index.ts'
import { coverageAddress, coveragePage } from './coverage.tsx'
import { issuerOf } from './plan-item.tsx'
import { coverageHref } from './subplan-key.ts'

async function keyOf(act: Act, { slug, code }: { slug: string; code: string }) {
  const plan = await requirePlanBySlug(act.db, slug)
  const unit = await unitByCode(act.db, code, act.today)
  if (!unit) throw notFound('unit')
  return { plan, unitId: unit.id, planId: plan.id }
}

const exemptRoute = route({
  method: 'POST',
  path: '/office/plans/:slug/subplans/exemptions',
  may: 'plan.publish',
  about: 'Lets a unit that the plan binds off the plan of its own, with a reason.',
  records: ['subplans.exempted'],
  input: coverageAddress.extend({
    unit: z.string().max(40).default(''),
    reason: z.string().max(5000).default(''),
  }),
  unit: issuerOf,
  retry: coveragePage,
  act: async (act, { slug, unit, reason }) => {
    if (unit === '') throw new Problem(422, 'exemption.unit-missing')
    const { plan, ...key } = await keyOf(act, { slug, code: unit })
    await exemptUnit(act, key, reason)
    return `${coverageHref(plan)}?exempted=1`
  },
  show: (redirect: string) => ({ redirect }),
})

const withdrawRoute = route({
  method: 'POST',
  path: '/office/plans/:slug/subplans/exemptions/:code/withdrawal',
  may: 'plan.publish',
  about: 'Asks a unit again that was let off; the day that stands holds for it.',
  records: ['subplans.exemption-withdrawn'],
  input: coverageAddress.extend({ code: z.string().max(40) }),
  unit: issuerOf,
  retry: coveragePage,
  act: async (act, input) => {
    const { plan, ...key } = await keyOf(act, input)
    await withdrawExemption(act, key)
    return `${coverageHref(plan)}?asked=1`
  },
  show: (redirect: string) => ({ redirect }),
})

export const coverageExemptionRoutes: readonly Route[] = [exemptRoute, withdrawRoute]
