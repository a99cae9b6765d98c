// Closing a plan's year, opening it again, letting one unit send after all.

import type { Day } from '../lib/day.ts'
import {
  asOfToday,
  completeness,
  insertClosing,
  insertException,
  listDuties,
  reopenClosing,
  standingClosing,
  sumTallies,
  tallies,
  timeliness,
  unitsGivenDuties,
} from '../obligations/index.ts'
import { unitById } from '../org/index.ts'
import { holdPlan, type Plan, planById, publishedPlans } from '../plans/index.ts'
import { type Act, notFound, Problem, record } from '../platform/index.ts'
import { type Choice, openTasks, requireException, settleDuties, tidyReason } from './closing.ts'
import { insertFates, insertFigures } from './store.ts'

async function requirePublished(act: Act, planId: string): Promise<Plan> {
  await holdPlan(act.db, planId)
  const plan = await planById(act.db, planId)
  if (!plan) throw notFound('plan')
  if (!(await publishedPlans(act.db)).some(({ id }) => id === planId))
    throw new Problem(409, 'closing.plan-not-published')
  return plan
}

const ownerOf = (plan: Plan): string => plan.issuer_id ?? plan.coordinator_id ?? ''

export type ClosePlan = { planId: string; note: string; choices: ReadonlyMap<string, Choice> }

/** Freezes the figures of the day, says of each open duty what becomes of it, and takes no report from now on. */
export async function closePlan(
  act: Act,
  { planId, note, choices }: ClosePlan,
): Promise<{ carried: number; dropped: number }> {
  const plan = await requirePublished(act, planId)
  if (await standingClosing(act.db, planId)) throw new Problem(409, 'closing.already-closed')
  const asOf = await asOfToday(act.db, act.today)
  const unitIds = await unitsGivenDuties(act.db, planId)
  const duties = await listDuties(act.db, asOf, { unitIds, planId }, { limit: 1_000_000 })
  const settled = settleDuties(openTasks(duties), choices)
  const figures = await tallies(
    act.db,
    asOf,
    { planId },
    unitIds.map((unitId) => ({ unitId, columnKey: unitId })),
    'obligation',
  )
  const id = act.newId()
  await insertClosing(act.db, {
    id,
    plan_id: planId,
    closed_on: act.today,
    closed_at: act.now,
    closed_by: act.actor.personId,
    note: tidyReason(note),
    reopened_at: null,
    reopened_by: null,
    reopen_reason: null,
  })
  await insertFigures(act.db, id, figures)
  await insertFates(act.db, id, settled)
  const dropped = settled.filter(({ fate }) => fate === 'dropped').length
  const outcome = { carried: settled.length - dropped, dropped }
  const sum = sumTallies(figures)
  await record(act, 'plan.closed', {
    unitId: ownerOf(plan),
    subject: planId,
    details: {
      ...outcome,
      completeness: completeness(sum),
      timeliness: timeliness(sum),
      expected: sum.expected,
    },
  })
  return outcome
}

/** The frozen figures stay as a row of their own; from now on reports are taken again. */
export async function reopenPlan(
  act: Act,
  { planId, reason }: { planId: string; reason: string },
): Promise<void> {
  const plan = await requirePublished(act, planId)
  const closing = await standingClosing(act.db, planId)
  if (!closing) throw new Problem(409, 'closing.not-closed')
  const why = tidyReason(reason)
  if (why === '') throw new Problem(422, 'closing.reason-missing')
  await reopenClosing(act.db, closing.id, { at: act.now, by: act.actor.personId, reason: why })
  await record(act, 'plan.reopened', {
    unitId: ownerOf(plan),
    subject: planId,
    details: { reason: why },
  })
}

/** Lets one unit send until a day although the plan is closed. */
export async function exceptClosing(
  act: Act,
  exception: { planId: string; unitId: string; until: Day; reason: string },
): Promise<void> {
  const plan = await requirePublished(act, exception.planId)
  const closing = await standingClosing(act.db, exception.planId)
  if (!closing) throw new Problem(409, 'closing.not-closed')
  requireException(exception, act.today)
  const bound = await unitsGivenDuties(act.db, exception.planId)
  if (!bound.includes(exception.unitId) || !(await unitById(act.db, exception.unitId)))
    throw new Problem(422, 'closing.unit-not-bound')
  await insertException(act.db, {
    id: act.newId(),
    closing_id: closing.id,
    unit_id: exception.unitId,
    until_on: exception.until,
    reason: tidyReason(exception.reason),
    granted_at: act.now,
    granted_by: act.actor.personId,
  })
  await record(act, 'plan.closing-excepted', {
    unitId: ownerOf(plan),
    subject: exception.planId,
    details: {
      unitId: exception.unitId,
      until: exception.until,
      reason: tidyReason(exception.reason),
    },
  })
}
