// Asking for more time, deciding, taking the request back.

import type { Day } from '../lib/day.ts'
import { asOfToday, holdUnit, listDuties, setDueDay } from '../obligations/index.ts'
import { type Act, notFound, Problem, record } from '../platform/index.ts'
import { type Asking, type Deciding, decision, extensionLines, stateOf } from './extension.ts'
import {
  type Extension,
  extensionLinesOf,
  findExtension,
  insertDecision,
  insertRequest,
  insertWithdrawal,
  pendingDutyIds,
} from './store.ts'

/** Asks the reviewing unit for more time. Returns the id of the request. */
export async function askExtension(
  act: Act,
  asking: Asking & { unitId: string; planId: string; reviewerId: string },
): Promise<string> {
  await holdUnit(act.db, asking.unitId)
  const duties = await listDuties(act.db, await asOfToday(act.db, act.today), {
    unitIds: [asking.unitId],
    planId: asking.planId,
  })
  const lines = extensionLines(asking, {
    duties,
    pending: await pendingDutyIds(act.db, asking.unitId),
    today: act.today,
  })
  const id = act.newId()
  await insertRequest(
    act.db,
    {
      unit_id: asking.unitId,
      id,
      plan_id: asking.planId,
      reviewer_id: asking.reviewerId,
      reason: asking.reason.normalize('NFC').trim().slice(0, 2000),
      wanted_on: asking.wantedOn,
      asked_on: act.today,
      asked_at: act.now,
      asked_by: act.actor.personId,
    },
    lines.map((line) => ({
      unit_id: asking.unitId,
      request_id: id,
      duty_id: line.dutyId,
      due_on: line.dueOn,
      in_time: line.inTime,
    })),
  )
  await record(act, 'extension.asked', {
    unitId: asking.unitId,
    subject: id,
    details: { duties: lines.length, wantedOn: asking.wantedOn },
  })
  return id
}

/** Grants a day, or refuses with a reason. A granted day is put in force for the duties asked for in time. */
export async function decideExtension(
  act: Act,
  { unitId, requestId, ...deciding }: Deciding & { unitId: string; requestId: string },
): Promise<void> {
  await holdUnit(act.db, unitId)
  const request = await requireExtension(act, unitId, requestId)
  const lines = await extensionLinesOf(act.db, unitId, [requestId])
  const standing = await listDuties(act.db, await asOfToday(act.db, act.today), {
    unitIds: [unitId],
    planId: request.planId,
  })
  const open = standing.filter(({ id }) => lines.some(({ dutyId }) => dutyId === id))
  const { grantedOn, reason } = decision(
    deciding,
    { unitId, state: stateOf(request), dueDays: open.map(({ dueOn }) => dueOn) },
    { unitId: act.actor.unitId, today: act.today },
  )
  await insertDecision(act.db, {
    unit_id: unitId,
    request_id: requestId,
    granted_on: grantedOn,
    reason,
    decided_at: act.now,
    decided_by: act.actor.personId,
  })
  const counting = lines.filter(
    ({ inTime, dutyId }) => inTime && open.some(({ id }) => id === dutyId),
  )
  if (grantedOn)
    await putInForce(
      act,
      request,
      counting.map(({ dutyId }) => dutyId),
      grantedOn,
    )
  await record(act, grantedOn ? 'extension.granted' : 'extension.refused', {
    unitId,
    subject: requestId,
    details: {
      duties: lines.length,
      ...(grantedOn ? { grantedOn, counting: counting.length } : {}),
    },
  })
}

async function putInForce(act: Act, request: Extension, dutyIds: string[], dueOn: Day) {
  for (const dutyId of dutyIds) {
    await setDueDay(act, {
      unitId: request.unitId,
      dutyId,
      dueOn,
      source: 'extension',
      reason: request.reason,
    })
  }
}

/** Takes a request back that is not decided yet. */
export async function withdrawExtension(
  act: Act,
  { unitId, requestId }: { unitId: string; requestId: string },
): Promise<void> {
  await holdUnit(act.db, unitId)
  const request = await requireExtension(act, unitId, requestId)
  if (stateOf(request) !== 'waiting') throw new Problem(409, 'extension.already-decided')
  await insertWithdrawal(act.db, {
    unit_id: unitId,
    request_id: requestId,
    withdrawn_at: act.now,
    withdrawn_by: act.actor.personId,
  })
  await record(act, 'extension.withdrawn', { unitId, subject: requestId })
}

async function requireExtension(act: Act, unitId: string, id: string): Promise<Extension> {
  const request = await findExtension(act.db, unitId, id)
  if (!request) throw notFound('extension')
  return request
}
