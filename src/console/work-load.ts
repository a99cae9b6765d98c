// What "my work" shows: the unit's duties in brief, plan by plan, and what else waits for it.

import type { Day } from '../lib/day.ts'
import {
  asOfToday,
  currentPeriod,
  type DutyInBrief,
  daysLeft,
  dutiesInBrief,
  plansClosedTo,
  type Standing,
  supportingOf,
} from '../obligations/index.ts'
import { type UnitListed, unitById } from '../org/index.ts'
import { type Plan, publishedPlans } from '../plans/index.ts'
import { Problem, type Read } from '../platform/index.ts'
import { loadSubplan, myAssignments, standingDemands } from '../subplans/index.ts'
import type { MyTask } from './assignments.tsx'
import type { DutyRow } from './duty-table.tsx'
import { recalledOfUnits } from './recalled-tallies.ts'

/** Duties shown of a plan and standing; the list of duties has them all. */
const MOST_SHOWN = 12

type Row = DutyRow & DutyInBrief
export type FormLink = { slug: string; number: string; period: string; due: Day; open: number }
type OwnPlan = { plan: Plan; due: Day; standing: Standing }
/** Duties of a standing: some of them, and how many there are. */
export type Lot = { standing: Standing; rows: readonly Row[]; total: number }
/** A plan with its duties; null for the plans of years gone by together. */
export type Group = { plan: Plan | null; lots: readonly Lot[] }
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
  const { calendar, ...asOf } = await asOfToday(db, today)
  const year = Number(today.slice(0, 4))
  const published = await publishedPlans(db)
  const plans = published.filter((plan) => plan.year >= year - 1)
  const planIds = plans.map(({ id }) => id)
  const { code: period, submitBy: due } = currentPeriod(today, calendar)
  const byId = new Map(published.map((plan) => [plan.id, plan]))
  const [{ groups, open, openIn }, supporting, closed, subplans, assigned] = await Promise.all([
    recalledOfUnits(read, [unit.id], ['work', asOf, calendar.version, planIds], async () => {
      const brief = await dutiesInBrief(db, asOf, {
        unitId: unit.id,
        planIds,
        acceptedFrom: `${year}-01-01` as Day,
        most: MOST_SHOWN,
      })
      return inGroups(
        plans,
        brief.map((row): Row => ({ ...row, left: daysLeft(calendar, today, row.dueOn) })),
      )
    }),
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

/** The duties plan by plan, with how many may be reported on in all and of each plan. */
function inGroups(plans: readonly Plan[], rows: readonly Row[]) {
  return {
    groups: [...plans, null]
      .map((plan): Group => {
        const own = rows.filter((row) => row.group === (plan?.id ?? null))
        return { plan, lots: lotsOf(own) }
      })
      .filter(({ lots }) => lots.length > 0),
    open: rows[0]?.openInAll ?? 0,
    openIn: new Map(rows.map(({ planId, open }) => [planId, open])),
  }
}

function lotsOf(rows: readonly Row[]): Lot[] {
  const standings = [...new Set(rows.map(({ standing }) => standing))]
  return standings.map((standing) => {
    const own = rows.filter((row) => row.standing === standing)
    return { standing, rows: own, total: own[0]?.inAll ?? 0 }
  })
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
      const { bound, standing } = await loadSubplan(read.db, read.today, { unitId, plan })
      return bound.length === 0 || standing === 'accepted'
        ? []
        : [{ plan, due: demand.due_on, standing }]
    }),
  )
  return found.flat()
}
