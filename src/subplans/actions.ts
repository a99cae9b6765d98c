// Sending a unit's own plan, deciding on it, and saying what became of its tasks.

import { workCalendar } from '../calendar/index.ts'
import type { Day } from '../lib/day.ts'
import { countsOn, requireOpenPlan } from '../obligations/index.ts'
import { type Act, notFound, Problem, record } from '../platform/index.ts'
import { findFiledTask } from './coverage-store.ts'
import type { SubplanKey } from './draft-actions.ts'
import { exemptionOf } from './exemption-store.ts'
import {
  findRound,
  holdSubplan,
  insertAcceptance,
  insertFiling,
  insertMark,
  insertReturn,
  roundsOf,
  standingDemand,
  subplanOf,
  tasksOf,
} from './store.ts'
import {
  LONGEST_TASK,
  type RoundDecision,
  requireFileable,
  roundDecision,
  tidy,
} from './subplan.ts'

/** Freezes the draft as a round and sends it to the reviewing unit. Its tasks bind those who do them from now. */
export async function fileSubplan(
  act: Act,
  { unitId, planId, reviewerId, note }: SubplanKey & { reviewerId: string; note: string },
): Promise<{ filingId: string; round: number; late: boolean }> {
  await holdSubplan(act.db, unitId)
  await requireOpenPlan(act.db, { planId, unitId, today: act.today })
  const subplan = await subplanOf(act.db, unitId, planId)
  if (!subplan) throw notFound('subplan')
  const tasks = await tasksOf(act.db, unitId, subplan.id)
  requireFileable(
    {
      number: subplan.number,
      signedOn: subplan.signed_on,
      text: subplan.text,
      hasFile: subplan.file_hash !== null,
      tasks: tasks.map(({ text, executor, due_on }) => ({ text, executor, dueOn: due_on })),
    },
    act.today,
  )
  const last = (await roundsOf(act.db, unitId, planId)).at(-1)
  if (last && !last.accepted_at && !last.returned_at) throw new Problem(409, 'subplan.waits')
  const filingId = act.newId()
  const demand = await standingDemand(act.db, planId)
  const counts = countsOn(
    act.today,
    last?.correct_by
      ? { countsOn: last.counts_on, satisfies: true, correctBy: last.correct_by }
      : null,
  )
  const isExempt = (await exemptionOf(act.db, unitId, planId)) !== undefined
  const dueOn = isExempt ? null : (demand?.due_on ?? null)
  await insertFiling(
    act.db,
    {
      unit_id: unitId,
      id: filingId,
      subplan_id: subplan.id,
      plan_id: planId,
      round: (last?.round ?? 0) + 1,
      number: subplan.number,
      signed_on: subplan.signed_on as Day,
      title: subplan.title,
      text: subplan.text,
      file_hash: subplan.file_hash,
      file_name: subplan.file_name,
      mime: subplan.mime,
      size: subplan.size,
      note: tidy(note, LONGEST_TASK),
      reviewer_id: reviewerId,
      filed_at: act.now,
      filed_by: act.actor.personId,
      due_on: dueOn,
      // An accepted plan that is sent again, amended, was in time when its first round was.
      counts_on: last?.accepted_at ? last.counts_on : counts,
    },
    tasks.map((task) => ({
      unit_id: unitId,
      filing_id: filingId,
      task_id: task.id,
      position: task.position,
      text: task.text,
      executor: task.executor,
      division_id: task.division_id,
      post_id: task.post_id,
      person_id: task.person_id,
      due_on: task.due_on as Day,
      obligation_id: task.obligation_id,
    })),
  )
  const round = (last?.round ?? 0) + 1
  await record(act, 'subplan.filed', {
    unitId,
    subject: filingId,
    details: { planId, round, tasks: tasks.length },
  })
  return { filingId, round, late: dueOn !== null && counts > dueOn }
}

/** Accepts the last round, or returns it with a reason and a day. */
export async function decideSubplan(
  act: Act,
  { unitId, filingId, decision }: { unitId: string; filingId: string; decision: RoundDecision },
): Promise<void> {
  await holdSubplan(act.db, unitId)
  const round = await findRound(act.db, unitId, filingId)
  if (!round) throw notFound('subplan')
  const all = await roundsOf(act.db, unitId, round.plan_id)
  const decided = roundDecision(
    decision,
    {
      unitId,
      isDecided: round.accepted_at !== null || round.returned_at !== null,
      isLast: all.at(-1)?.id === filingId,
    },
    { unitId: act.actor.unitId, today: act.today, calendar: await workCalendar(act.db) },
  )
  const common = { unit_id: unitId, filing_id: filingId }
  if (decided.accept) {
    await insertAcceptance(act.db, {
      ...common,
      accepted_at: act.now,
      accepted_by: act.actor.personId,
      note: decided.note,
    })
  } else {
    await insertReturn(act.db, {
      ...common,
      returned_at: act.now,
      returned_by: act.actor.personId,
      reason: decided.reason,
      correct_by: decided.correctBy as Day,
    })
  }
  await record(act, decided.accept ? 'subplan.accepted' : 'subplan.returned', {
    unitId,
    subject: filingId,
    details: {
      planId: round.plan_id,
      round: round.round,
      ...(decided.accept ? {} : { correctBy: decided.correctBy }),
    },
  })
}

/** Says what became of an own task. Only those who do it, and people of the unit that set it. */
export async function markTask(
  act: Act,
  mark: { unitId: string; taskId: string; state: 'done' | 'not-done'; note: string },
): Promise<void> {
  const task = await findFiledTask(act.db, mark.unitId, mark.taskId)
  const { personId, postId, unitId } = act.actor
  const isTheirs =
    task !== undefined &&
    (unitId === mark.unitId ||
      (task.personId !== null && task.personId === personId) ||
      (task.postId !== null && task.postId === postId) ||
      (task.divisionId !== null && task.divisionId === unitId))
  if (!isTheirs) throw notFound('own-task')
  await insertMark(act.db, {
    unit_id: mark.unitId,
    id: act.newId(),
    task_id: mark.taskId,
    state: mark.state,
    note: tidy(mark.note, LONGEST_TASK),
    marked_at: act.now,
    marked_by: personId,
  })
  await record(act, 'subplan.task-marked', {
    unitId: mark.unitId,
    subject: mark.taskId,
    details: { state: mark.state },
  })
}
