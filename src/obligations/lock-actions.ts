// Locking set for a plan; a locked form opened again: one person gives the reason, a second one decides.

import { workCalendar } from '../calendar/index.ts'
import type { Day } from '../lib/day.ts'
import { type Act, notFound, Problem, record } from '../platform/index.ts'
import { type FormKey, loadForm } from './load-form.ts'
import {
  findOpening,
  insertOpening,
  insertOpeningDecision,
  lockWorkdays,
  openings,
  replaceLock,
} from './lock-store.ts'
import { decideOpening, type NewOpening, newOpening } from './opening.ts'
import { holdUnit } from './store.ts'

/** Sets after how many working days the forms of a plan lock; null turns locking off. */
export async function setLock(
  act: Act,
  lock: { planId: string; unitId: string; workdays: number | null },
): Promise<void> {
  const before = await lockWorkdays(act.db, lock.planId)
  if (before === lock.workdays) throw new Problem(409, 'lock.unchanged')
  await replaceLock(act.db, {
    id: act.newId(),
    plan_id: lock.planId,
    workdays: lock.workdays,
    set_at: act.now,
    set_by: act.actor.personId,
    replaced_at: null,
  })
  await record(act, 'plan.lock-set', {
    unitId: lock.unitId,
    subject: lock.planId,
    details: { before: { workdays: before }, after: { workdays: lock.workdays } },
  })
}

/** Asks that a locked form be opened again up to a day. Returns the id. */
export async function askOpening(act: Act, key: FormKey, asked: NewOpening): Promise<string> {
  await holdUnit(act.db, key.unitId)
  const form = await loadForm(act.db, act.today, key)
  const pending = (await openings(act.db, { unitIds: [key.unitId], ...key })).some(
    (row) => row.approved === null && row.until >= act.today,
  )
  const { reason, until } = newOpening(asked, {
    isLocked: form.lock.isLocked || form.lines.some((line) => line.isLocked),
    pending,
    today: act.today,
    calendar: await workCalendar(act.db),
  })
  const id = act.newId()
  await insertOpening(act.db, {
    unit_id: key.unitId,
    id,
    plan_id: key.planId,
    period: key.period,
    reason,
    until,
    asked_at: act.now,
    asked_by: ownId(act),
  })
  await record(act, 'opening.asked', {
    unitId: key.unitId,
    subject: id,
    details: { period: key.period, until },
  })
  return id
}

/** Approves or refuses an exception that somebody else asked for. */
export async function settleOpening(
  act: Act,
  decision: { unitId: string; id: string; approve: boolean; note: string },
): Promise<{ period: string; until: Day }> {
  await holdUnit(act.db, decision.unitId)
  const opening = await findOpening(act.db, decision.unitId, decision.id)
  if (!opening) throw notFound('opening')
  const note = decideOpening(decision, {
    askedBy: opening.asked_by,
    decider: ownId(act),
    isDecided: opening.approved !== null,
    until: opening.until,
    today: act.today,
  })
  await insertOpeningDecision(act.db, {
    unit_id: decision.unitId,
    opening_id: decision.id,
    approved: decision.approve,
    note,
    decided_at: act.now,
    decided_by: ownId(act),
  })
  await record(act, decision.approve ? 'opening.approved' : 'opening.refused', {
    unitId: decision.unitId,
    subject: decision.id,
    details: { period: opening.period, until: opening.until },
  })
  return opening
}

function ownId(act: Act): string {
  if (act.actor.personId === null) throw new Problem(401, 'session.needed')
  return act.actor.personId
}
