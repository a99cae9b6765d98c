// Reporting: drafts, evidence, sending, decisions of the reviewer, answers to what hinders.

import { workCalendar } from '../calendar/index.ts'
import { type Day, formatDay } from '../lib/day.ts'
import { parentIdOn } from '../org/index.ts'
import { type Act, type Db, notFound, Problem, record } from '../platform/index.ts'
import { requireOpenPlan } from './closing-store.ts'
import { mayBeSent } from './form.ts'
import { type FormKey, type FormLine, loadForm, type ReportForm } from './load-form.ts'
import {
  cleanLine,
  type Decision,
  type DraftLine,
  linesToSend,
  reviewDecisions,
  type Sendable,
} from './report.ts'
import { openDutyIds } from './review-store.ts'
import { countsOn, satisfies } from './standing.ts'
import {
  answersOf,
  clearDrafts,
  findHindrance,
  findSubmission,
  holdUnit,
  insertAcceptances,
  insertAnswer,
  insertReturns,
  insertSubmission,
  saveDraftLines,
} from './store.ts'

/** Keeps what the officer typed, valid or not yet complete. Lines of duties that are already sent are left
 * alone. Returns how many lines were kept. */
export async function saveDraft(
  act: Act,
  key: FormKey,
  lines: readonly DraftLine[],
): Promise<number> {
  const form = await loadForm(act.db, act.today, key)
  refuseLocked(form)
  const open = new Map(
    form.lines.filter((line) => line.mayBeSent).map((line) => [line.duty.id, line]),
  )
  const kept = lines
    .filter((line) => open.has(line.dutyId))
    .map(cleanLine)
    .filter((line) => differs(line, open.get(line.dutyId)?.draft ?? null))
  await saveDraftLines(
    act.db,
    kept.map((line) => ({
      unit_id: key.unitId,
      duty_id: line.dutyId,
      period: key.period,
      state: line.state,
      progress: line.progress,
      quantity: line.quantity === null ? null : String(line.quantity),
      hindrance: line.hindrance,
      hindrance_kind: line.hindranceKind,
      saved_at: act.now,
      saved_by: act.actor.personId,
    })),
  )
  if (kept.length > 0) {
    await record(act, 'draft.saved', {
      unitId: key.unitId,
      subject: key.planId,
      details: { period: key.period, lines: kept.length },
    })
  }
  return kept.length
}

/** A locked form with nothing left to write in. */
function refuseLocked({ lock, lines }: ReportForm): void {
  if (lock.locksOn === null || lines.some((line) => line.mayBeSent)) return
  if (lines.some((line) => line.isLocked && mayBeSent(line.duty))) {
    throw new Problem(409, 'report.locked', { day: formatDay(lock.locksOn, 'vi') })
  }
}

/** Whether a line says something else than the saved draft; an empty one never does. */
export function differs(line: DraftLine, saved: FormLine['draft']): boolean {
  if (!saved) return line.progress !== '' || line.hindrance !== '' || line.quantity !== null
  return (
    line.state !== saved.state ||
    line.progress !== saved.progress ||
    line.quantity !== saved.quantity ||
    line.hindrance !== saved.hindrance ||
    line.hindranceKind !== saved.hindrance_kind
  )
}

/** Who reviews a unit's report: the district of a commune; else the plan's coordinating unit; for the
 * coordinating unit itself, the unit above it. */
export async function reviewerOf(
  db: Db,
  unit: { id: string; level: string },
  coordinatorId: string,
  on: Day,
): Promise<string> {
  const parent = await parentIdOn(db, unit.id, on)
  if (unit.level === 'commune' || unit.id === coordinatorId) return parent ?? coordinatorId
  return coordinatorId
}

/** Sends what is written and not sent yet, as one frozen round. Returns its id. */
export async function submitReport(
  act: Act,
  key: FormKey & { reviewerId: string; note: string },
): Promise<{ submissionId: string; lines: number }> {
  await holdUnit(act.db, key.unitId)
  await requireOpenPlan(act.db, { ...key, today: act.today })
  const form = await loadForm(act.db, act.today, key)
  refuseLocked(form)
  const lines = new Map(form.lines.map((line) => [line.duty.id, line]))
  const sent = linesToSend(form.lines.map(sendable))
  const submissionId = act.newId()
  const round = (form.submissions.at(-1)?.round ?? 0) + 1
  const rows = sent.map((line) => {
    const { duty, fresh, past } = lines.get(line.dutyId) as FormLine
    const last = past.at(-1)
    const counted = past
      .filter((sentLine) => sentLine.returned_at === null)
      .reduce((sum, sentLine) => sum + Number(sentLine.quantity ?? 0), 0)
    return {
      unit_id: key.unitId,
      submission_id: submissionId,
      duty_id: line.dutyId,
      state: line.state,
      progress: line.progress,
      quantity: line.quantity === null ? null : String(line.quantity),
      hindrance: line.hindrance,
      hindrance_kind: line.hindranceKind,
      evidence_ids: [...(last?.returned_at ? last.evidence_ids : []), ...fresh.map(({ id }) => id)],
      submitted_at: act.now,
      satisfies: satisfies(duty, line, counted),
      counts_on: countsOn(
        act.today,
        last?.correct_by
          ? { countsOn: last.counts_on, satisfies: last.satisfies, correctBy: last.correct_by }
          : null,
      ),
    }
  })
  await insertSubmission(
    act.db,
    {
      unit_id: key.unitId,
      id: submissionId,
      plan_id: key.planId,
      period: key.period,
      round,
      reviewer_id: key.reviewerId,
      submitted_at: act.now,
      submitted_by: act.actor.personId,
      note: key.note.normalize('NFC').trim().slice(0, 2000),
      delegation_id: act.actor.delegationId ?? null,
    },
    rows,
    sent
      .filter((line) => line.hindrance !== '')
      .map((line) => ({
        unit_id: key.unitId,
        id: act.newId(),
        duty_id: line.dutyId,
        submission_id: submissionId,
        kind: line.hindranceKind ?? 'other',
        text: line.hindrance,
        raised_at: act.now,
        raised_by: act.actor.personId,
      })),
  )
  await clearDrafts(
    act.db,
    key.unitId,
    key.period,
    sent.map((line) => line.dutyId),
  )
  await record(act, 'report.submitted', {
    unitId: key.unitId,
    subject: submissionId,
    details: { period: key.period, round, lines: sent.length },
  })
  return { submissionId, lines: sent.length }
}

const sendable = ({ duty, draft, mayBeSent, evidence }: FormLine): Sendable => ({
  dutyId: duty.id,
  state: draft?.state ?? 'in-progress',
  progress: draft?.progress ?? '',
  quantity: draft?.quantity ?? null,
  hindrance: draft?.hindrance ?? '',
  hindranceKind: draft?.hindrance_kind ?? null,
  mayBeSent,
  evidence: evidence.length,
  needsEvidence: duty.needsEvidence,
})

/** Accepts or returns lines of a submission addressed to the reviewer's unit. */
export async function decideReview(
  act: Act,
  {
    unitId,
    submissionId,
    decisions,
  }: { unitId: string; submissionId: string; decisions: Decision[] },
): Promise<{ accepted: number; returned: number }> {
  await holdUnit(act.db, unitId)
  const submission = await findSubmission(act.db, unitId, submissionId)
  if (!submission) throw notFound('submission')
  const decided = reviewDecisions(
    decisions,
    { unitId, openDutyIds: await openDutyIds(act.db, unitId, submissionId) },
    { unitId: act.actor.unitId, today: act.today, calendar: await workCalendar(act.db) },
  )
  const accepted = decided.filter((decision) => decision.accept)
  const returned = decided.filter((decision) => !decision.accept)
  // Accepting late changes no frozen figure; a return would ask for a report that is not taken any more.
  if (returned.length > 0) {
    await requireOpenPlan(act.db, { planId: submission.plan_id, unitId, today: act.today })
  }
  const common = { unit_id: unitId, submission_id: submissionId }
  await insertAcceptances(
    act.db,
    accepted.map(({ dutyId, note }) => ({
      ...common,
      duty_id: dutyId,
      accepted_at: act.now,
      accepted_by: act.actor.personId,
      note: note ?? '',
      delegation_id: act.actor.delegationId ?? null,
    })),
  )
  await insertReturns(
    act.db,
    returned.map(({ dutyId, reason, correctBy }) => ({
      ...common,
      duty_id: dutyId,
      returned_at: act.now,
      returned_by: act.actor.personId,
      reason,
      correct_by: correctBy ?? act.today,
      delegation_id: act.actor.delegationId ?? null,
    })),
  )
  if (accepted.length > 0) {
    await record(act, 'report.accepted', {
      unitId,
      subject: submissionId,
      details: { lines: accepted.length, dutyIds: accepted.map((decision) => decision.dutyId) },
    })
  }
  if (returned.length > 0) {
    await record(act, 'report.returned', {
      unitId,
      subject: submissionId,
      details: {
        lines: returned.length,
        dutyIds: returned.map((decision) => decision.dutyId),
        correctBy: returned.map((decision) => decision.correctBy),
      },
    })
  }
  return { accepted: accepted.length, returned: returned.length }
}

/** Answers what hinders; a closing answer ends it. Nothing is answered after it was closed. */
export async function answerHindrance(
  act: Act,
  answer: { unitId: string; hindranceId: string; text: string; closes: boolean },
): Promise<void> {
  const hindrance = await findHindrance(act.db, answer.unitId, answer.hindranceId)
  if (!hindrance) throw notFound('hindrance')
  const text = answer.text.normalize('NFC').trim()
  if (text === '') throw new Problem(422, 'hindrance.answer-missing')
  const answers = await answersOf(act.db, answer.unitId, answer.hindranceId)
  if (answers.some((earlier) => earlier.closes)) throw new Problem(409, 'hindrance.already-closed')
  await insertAnswer(act.db, {
    unit_id: answer.unitId,
    id: act.newId(),
    hindrance_id: answer.hindranceId,
    text: text.slice(0, 5000),
    answered_at: act.now,
    answered_by: act.actor.personId,
    closes: answer.closes,
  })
  await record(act, answer.closes ? 'hindrance.closed' : 'hindrance.answered', {
    unitId: answer.unitId,
    subject: answer.hindranceId,
  })
}
