// The coordinator asks the units of a published plan for their own plans, and may take that back.

import { workCalendar } from '../calendar/index.ts'
import type { Day } from '../lib/day.ts'
import { planById, publishedPlans } from '../plans/index.ts'
import { type Act, notFound, Problem, record } from '../platform/index.ts'
import { type DemandTime, demandDay } from './demand.ts'
import { insertDemand, standingDemand, withdrawDemandRow } from './store.ts'
import { LONGEST_TASK, tidy } from './subplan.ts'

export type NewDemand = { planId: string; time: DemandTime; source: string }

/** Asks every unit that leads or supports something in the plan. Asking again sets another day; what was sent
 * keeps the day that it was sent under. */
export async function demandSubplans(act: Act, demand: NewDemand): Promise<Day> {
  const plan = await planById(act.db, demand.planId)
  if (!plan) throw notFound('plan')
  if (!(await publishedPlans(act.db)).some(({ id }) => id === plan.id))
    throw new Problem(409, 'subplan.plan-not-published')
  const before = await standingDemand(act.db, plan.id)
  const dueOn = demandDay(demand.time, act.today, await workCalendar(act.db))
  if (before) await withdrawDemandRow(act.db, before.id, { at: act.now, by: act.actor.personId })
  await insertDemand(act.db, {
    id: act.newId(),
    plan_id: plan.id,
    from_on: act.today,
    due_on: dueOn,
    workdays: 'workdays' in demand.time ? demand.time.workdays : null,
    source: tidy(demand.source, LONGEST_TASK),
    demanded_at: act.now,
    demanded_by: act.actor.personId,
    withdrawn_at: null,
    withdrawn_by: null,
  })
  await record(act, 'subplans.demanded', {
    unitId: plan.issuer_id ?? plan.coordinator_id ?? '',
    subject: plan.id,
    details: { dueOn, ...(before ? { before: before.due_on } : {}) },
  })
  return dueOn
}

export async function withdrawDemand(act: Act, planId: string): Promise<void> {
  const plan = await planById(act.db, planId)
  const demand = await standingDemand(act.db, planId)
  if (!plan || !demand) throw notFound('demand')
  await withdrawDemandRow(act.db, demand.id, { at: act.now, by: act.actor.personId })
  await record(act, 'subplans.demand-withdrawn', {
    unitId: plan.issuer_id ?? plan.coordinator_id ?? '',
    subject: planId,
    details: { dueOn: demand.due_on },
  })
}
