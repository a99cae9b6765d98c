// Duties change hands: to another unit (the plan's coordinator), to another post of the unit (its head); due
// days change by a dated row that leaves the first one as it was.

import { postsIn } from '../auth/index.ts'
import { workCalendar } from '../calendar/index.ts'
import type { Day } from '../lib/day.ts'
import { shiftForward } from '../lib/workdays.ts'
import { type Act, notFound, record } from '../platform/index.ts'
import { requireOpenPlan } from './closing-store.ts'
import { listDuties } from './list-store.ts'
import { asOfToday } from './load-form.ts'
import { assignment, reassignment } from './reassign.ts'
import {
  assignPost,
  dueDaysOf,
  duplicatesOf,
  insertMovedDuty,
  moveUnsent,
  replaceDueDay,
} from './reassign-store.ts'
import { findDuty, holdUnit } from './store.ts'
import type { ObligationTables } from './tables.ts'

/** Puts another due day in force. The caller records why. */
export async function setDueDay(
  act: Act,
  set: {
    unitId: string
    dutyId: string
    dueOn: Day
    source: 'extension' | 'reassignment'
    reason: string
  },
): Promise<void> {
  await replaceDueDay(act.db, {
    unit_id: set.unitId,
    id: act.newId(),
    duty_id: set.dutyId,
    due_on: set.dueOn,
    source: set.source,
    reason: set.reason,
    set_at: act.now,
    set_by: act.actor.personId,
    replaced_at: null,
  })
}

export type Reassignment = {
  unitId: string
  dutyIds: readonly string[]
  toUnitId: string
  reason: string
  /** Another due day for the new owner; null keeps the one in force. */
  dueOn: Day | null
}

/** Moves open duties to another unit from today: drafts and evidence go along, what was sent stays where it was
 * sent. Returns the new ids. */
export async function reassignDuties(
  act: Act,
  move: Reassignment,
  takeoverId: string | null = null,
): Promise<string[]> {
  for (const unitId of [move.unitId, move.toUnitId].sort()) await holdUnit(act.db, unitId)
  const duties = await listDuties(act.db, await asOfToday(act.db, act.today), {
    unitIds: [move.unitId],
  })
  const moved: string[] = []
  for (const dutyId of [...new Set(move.dutyIds)]) {
    const duty = await findDuty(act.db, move.unitId, dutyId)
    if (!duty) throw notFound('duty')
    await requireOpen(act, duty)
    const known = await duplicatesOf(act.db, move.toUnitId, duty)
    const reason = reassignment(move, {
      unitId: move.unitId,
      duties,
      boundAlready: known.some(({ ended }) => !ended),
      today: act.today,
    })
    moved.push(await moveDuty(act, duty, { ...move, reason, takeoverId }, known))
  }
  return moved
}

/** A closed plan's figures are frozen: nothing of it changes hands. */
async function requireOpen(act: Act, duty: ObligationTables['duties']): Promise<void> {
  if (duty.plan_id === null) return
  const of = { planId: duty.plan_id, unitId: duty.unit_id, today: act.today }
  await requireOpenPlan(act.db, of)
}

/** One duty leaves its unit and stands anew at the other. Returns the new id; the caller has checked that it may. */
export async function moveDuty(
  act: Act,
  duty: ObligationTables['duties'],
  to: Pick<Reassignment, 'toUnitId' | 'reason' | 'dueOn'> & { takeoverId: string | null },
  known: readonly { milestone: number }[],
): Promise<string> {
  const newDutyId = act.newId()
  const milestones = known.map(({ milestone }) => milestone)
  const isTaken = milestones.includes(duty.milestone)
  const milestone = isTaken ? Math.max(...milestones) + 1 : duty.milestone
  const row = { ...duty, unit_id: to.toUnitId, id: newDutyId, milestone, spawned_at: act.now }
  await insertMovedDuty(act.db, row, reassignmentRow(act, duty, { ...to, toDutyId: newDutyId }))
  await moveUnsent(
    act.db,
    { unitId: duty.unit_id, dutyId: duty.id },
    { unitId: to.toUnitId, dutyId: newDutyId },
    { newId: act.newId, at: act.now, by: act.actor.personId },
  )
  const inForce = (await dueDaysOf(act.db, duty.unit_id, [duty.id])).find(
    ({ replaced_at }) => replaced_at === null,
  )
  // BLDS 91/2015/QH13 Điều 148 khoản 5, as for every due day.
  const wanted = to.dueOn && shiftForward(await workCalendar(act.db), to.dueOn)
  const dueOn = wanted ?? inForce?.due_on
  if (dueOn) {
    await setDueDay(act, {
      unitId: to.toUnitId,
      dutyId: newDutyId,
      dueOn,
      source: 'reassignment',
      reason: to.reason,
    })
  }
  const details = {
    fromUnitId: duty.unit_id,
    toUnitId: to.toUnitId,
    dutyId: duty.id,
    newDutyId,
    ...(to.takeoverId ? { takeoverId: to.takeoverId } : {}),
  }
  await record(act, 'duty.reassigned', { unitId: duty.unit_id, subject: duty.id, details })
  await record(act, 'duty.received', { unitId: to.toUnitId, subject: newDutyId, details })
  return newDutyId
}

export const reassignmentRow = (
  act: Act,
  duty: { unit_id: string; id: string },
  to: { toUnitId: string; toDutyId: string; reason: string; takeoverId: string | null },
): ObligationTables['reassignments'] => ({
  unit_id: duty.unit_id,
  id: act.newId(),
  duty_id: duty.id,
  to_unit_id: to.toUnitId,
  to_duty_id: to.toDutyId,
  moved_on: act.today,
  reason: to.reason,
  moved_at: act.now,
  moved_by: act.actor.personId,
  takeover_id: to.takeoverId,
})

/** Gives open duties to a post of the unit, or to nobody in particular. */
export async function assignDuties(
  act: Act,
  move: { unitId: string; dutyIds: readonly string[]; postId: string | null; reason: string },
): Promise<void> {
  await holdUnit(act.db, move.unitId)
  const reason = assignment(move, {
    duties: await listDuties(act.db, await asOfToday(act.db, act.today), {
      unitIds: [move.unitId],
    }),
    postIds: (await postsIn(act.db, [move.unitId], act.today)).map(({ id }) => id),
  })
  for (const dutyId of new Set(move.dutyIds)) {
    await assignPost(act.db, {
      unit_id: move.unitId,
      id: act.newId(),
      duty_id: dutyId,
      post_id: move.postId,
      reason,
      assigned_at: act.now,
      assigned_by: act.actor.personId,
      replaced_at: null,
    })
  }
  await record(act, 'duty.assigned', {
    unitId: move.unitId,
    subject: move.dutyIds[0] ?? '',
    details: { duties: move.dutyIds.length, postId: move.postId },
  })
}
