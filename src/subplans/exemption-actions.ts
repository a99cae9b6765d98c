// Whoever asks the units for their own plans lets one of them off, with a reason, and may take that back.

import { bearersOfPlan } from '../obligations/index.ts'
import { planById, publishedPlans } from '../plans/index.ts'
import { type Act, notFound, Problem, record } from '../platform/index.ts'
import {
  type Exemption,
  exemptionOf,
  insertExemption,
  withdrawExemptionRow,
} from './exemption-store.ts'
import { dayOfPlan } from './load-subplan.ts'
import { holdSubplan } from './store.ts'
import { LONGEST_TASK, tidy } from './subplan.ts'

type Key = { unitId: string; planId: string }

/** Lets a unit off the plan of its own. Only a unit that the plan binds is asked for one. */
export async function exemptUnit(
  act: Act,
  { unitId, planId }: Key,
  why: string,
): Promise<Exemption> {
  const plan = await planById(act.db, planId)
  if (!plan) throw notFound('plan')
  if (!(await publishedPlans(act.db)).some(({ id }) => id === planId))
    throw new Problem(409, 'subplan.plan-not-published')
  const reason = tidy(why, LONGEST_TASK)
  if (reason === '') throw new Problem(422, 'exemption.reason-missing')
  await holdSubplan(act.db, unitId)
  const bound = await bearersOfPlan(act.db, planId, dayOfPlan(plan, act.today), unitId)
  if (bound.length === 0) throw new Problem(422, 'exemption.unit-not-bound')
  if (await exemptionOf(act.db, unitId, planId)) throw new Problem(409, 'exemption.stands')
  const exemption: Exemption = {
    unit_id: unitId,
    id: act.newId(),
    plan_id: planId,
    reason,
    exempted_at: act.now,
    exempted_by: act.actor.personId,
    withdrawn_at: null,
    withdrawn_by: null,
  }
  await insertExemption(act.db, exemption)
  await record(act, 'subplans.exempted', { unitId, subject: planId, details: { planId } })
  return exemption
}

/** Asks the unit again, by the day that stands. */
export async function withdrawExemption(act: Act, { unitId, planId }: Key): Promise<void> {
  await holdSubplan(act.db, unitId)
  const exemption = await exemptionOf(act.db, unitId, planId)
  if (!exemption) throw notFound('exemption')
  await withdrawExemptionRow(act.db, exemption, { at: act.now, by: act.actor.personId })
  await record(act, 'subplans.exemption-withdrawn', {
    unitId,
    subject: planId,
    details: { planId },
  })
}
