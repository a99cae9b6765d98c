// What "my work" shows: the unit's duties in brief, plan by plan, and what else waits for it.

import type { Day } from '../lib/day.ts'
import {
  currentPeriod,
  daysLeft,
  plansClosedTo,
  type Standing,
  supportingOf,
} from '../obligations/index.ts'
import { type UnitListed, unitById } from '../org/index.ts'
import type { Plan } from '../plans/index.ts'
import { Problem, type Read } from '../platform/index.ts'
import { loadSubplan, myAssignments, standingDemands } from '../subplans/index.ts'
import type { MyTask } from './assignments.tsx'
import { briefingOf, briefOf, type Group } from './work-brief.ts'

export type FormLink = { slug: string; number: string; period: string; due: Day; open: number }
type OwnPlan = { plan: Plan; due: Day; standing: Standing }
export type Work = {
  unit: UnitListed
  /** Plans that ask the unit for its own, not accepted yet. */
  subplans: OwnPlan[]
  assigned: MyTask[]
  groups: Group[]
  /** How many duties may be reported on today. */
  open: number
  forms: FormLink[]
  supporting: { number: string; title: string; slug: string }[]
}

export async function loadWork(read: Read): Promise<Work> {
  const { db, today, actor } = read
  const unit = actor.unitId ? await unitById(db, actor.unitId) : null
  if (!unit) throw new Problem(403, 'right.missing')
  const briefing = await briefingOf(read)
  const { calendar, published, plans } = briefing
  const planIds = plans.map(({ id }) => id)
  const { code: period, submitBy: due } = currentPeriod(today, calendar)
  const byId = new Map(published.map((plan) => [plan.id, plan]))
  const [{ groups, open, openIn }, supporting, closed, subplans, assigned] = await Promise.all([
    briefOf(read, briefing, unit.id),
    supportingOf(db, unit.id, planIds),
    plansClosedTo(db, { planIds, unitId: unit.id, today }),
    ownPlans(read, unit.id, plans),
    myAssignments(db, actor, today),
  ])
  return {
    unit,
    subplans,
    assigned: assigned.map((task) => ({
      ...task,
      left: daysLeft(calendar, today, task.dueOn),
      planNumber: byId.get(task.planId)?.number ?? '',
    })),
    groups,
    open,
    supporting: supporting.map(({ number, title, plan_id }) => ({
      number,
      title,
      slug: byId.get(plan_id ?? '')?.slug ?? '',
    })),
    forms: plans
      .filter(({ id }) => !closed.has(id))
      .flatMap(({ slug, number, id }) => {
        const open = openIn.get(id) ?? 0
        return open > 0 ? [{ slug, number, period, due, open }] : []
      }),
  }
}

async function ownPlans(read: Read, unitId: string, plans: readonly Plan[]): Promise<OwnPlan[]> {
  const demands = await standingDemands(
    read.db,
    plans.map(({ id }) => id),
  )
  const found = await Promise.all(
    plans.map(async (plan): Promise<OwnPlan[]> => {
      const demand = demands.find(({ plan_id }) => plan_id === plan.id)
      if (!demand) return []
      const { bound, standing, exemption } = await loadSubplan(read.db, read.today, {
        unitId,
        plan,
      })
      return bound.length === 0 || exemption || standing === 'accepted'
        ? []
        : [{ plan, due: demand.due_on, standing }]
    }),
  )
  return found.flat()
}
