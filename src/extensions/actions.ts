// Asking for more time, deciding, taking the request back.

import { workCalendar } from '../calendar/index.ts'
import type { Day } from '../lib/day.ts'
import { shiftForward } from '../lib/workdays.ts'
import {
  asOfToday,
  holdUnit,
  listDuties,
  requireOpenPlan,
  setDueDay,
} from '../obligations/index.ts'
import { type Act, notFound, Problem, record } from '../platform/index.ts'
import { type Deciding, decisions, verbOf } from './decision.ts'
import { type Asking, extensionLines, lineState, openOf } from './extension.ts'
import {
  type Extension,
  extensionLinesOf,
  findExtension,
  insertDecisions,
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
  const { unitId, planId } = asking
  await requireOpenPlan(act.db, { planId, unitId, today: act.today })
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

/** Decides duties of a request, each granted a day or refused with a reason; the others stay open. A granted day is
 * put in force for a duty asked for in time. */
export async function decideExtension(
  act: Act,
  { unitId, requestId, ...deciding }: Deciding & { unitId: string; requestId: string },
): Promise<void> {
  await holdUnit(act.db, unitId)
  const request = await requireExtension(act, unitId, requestId)
  const lines = await extensionLinesOf(act.db, unitId, [requestId])
  const answers = decisions(
    deciding,
    {
      unitId,
      lines: lines.map((line) => ({
        dutyId: line.dutyId,
        state: lineState(line),
        dueOn: line.ended ? null : line.inForceOn,
      })),
    },
    { unitId: act.actor.unitId, today: act.today },
  )
  await insertDecisions(
    act.db,
    answers.map((answer) => ({
      unit_id: unitId,
      request_id: requestId,
      duty_id: answer.dutyId,
      granted_on: answer.grantedOn,
      reason: answer.reason,
      decided_at: act.now,
      decided_by: act.actor.personId,
    })),
  )
  const granted = answers.flatMap(({ dutyId, grantedOn }) =>
    grantedOn ? [{ dutyId, dueOn: grantedOn }] : [],
  )
  // A refusal may still be said of a plan that was closed meanwhile; more time would change what was frozen.
  if (granted.length > 0) {
    const planId = request.planId
    await requireOpenPlan(act.db, { planId, unitId, today: act.today })
  }
  const counting = granted.filter(({ dutyId }) =>
    lines.some((line) => line.dutyId === dutyId && line.inTime && !line.ended),
  )
  await putInForce(act, request, counting)
  await record(act, verbOf(answers, lines.length), {
    unitId,
    subject: requestId,
    details: {
      duties: answers.length,
      granted: granted.length,
      refused: answers.length - granted.length,
      open: openOf(request) - answers.length,
      counting: counting.length,
      ...sameDay(granted),
    },
  })
}

/** The day granted, where it is one. */
const sameDay = (granted: { dueOn: Day }[]): { grantedOn?: Day } => {
  const [day, ...others] = new Set(granted.map(({ dueOn }) => dueOn))
  return day && others.length === 0 ? { grantedOn: day } : {}
}

async function putInForce(
  act: Act,
  request: Extension,
  days: readonly { dutyId: string; dueOn: Day }[],
) {
  const calendar = await workCalendar(act.db)
  for (const { dutyId, dueOn } of days) {
    await setDueDay(act, {
      unitId: request.unitId,
      dutyId,
      // BLDS 91/2015/QH13 Điều 148 khoản 5: a last day that is free ends with the next working day.
      dueOn: shiftForward(calendar, dueOn),
      source: 'extension',
      reason: request.reason,
    })
  }
}

/** Takes back what of a request is not decided yet. */
export async function withdrawExtension(
  act: Act,
  { unitId, requestId }: { unitId: string; requestId: string },
): Promise<void> {
  await holdUnit(act.db, unitId)
  const request = await requireExtension(act, unitId, requestId)
  if (openOf(request) === 0) throw new Problem(409, 'extension.already-decided')
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
