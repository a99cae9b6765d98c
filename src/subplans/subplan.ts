// Rules of a unit's own plan: when it may be sent, what a review may decide, how it stands.

import type { Day } from '../lib/day.ts'
import type { WorkCalendar } from '../lib/workdays.ts'
import { correctionDay, type Standing, standing } from '../obligations/index.ts'
import { Problem } from '../platform/index.ts'

/** Who does an own task: a sub-unit, a post or a person; only `label` where the document's words name none. */
export type Executor = {
  label: string
  divisionId: string | null
  postId: string | null
  personId: string | null
}
export const NOBODY: Executor = { label: '', divisionId: null, postId: null, personId: null }

export type TaskDraft = {
  text: string
  executor: Executor
  dueOn: Day | null
  /** The plan's obligation that it serves. */
  obligationId: string | null
}

export const LONGEST_TASK = 2000
export const LONGEST_TEXT = 100_000
export const MOST_TASKS = 300

export const tidy = (text: string, most: number): string =>
  text.normalize('NFC').replace(/\r\n?/g, '\n').trim().slice(0, most)

export type Fileable = {
  number: string
  signedOn: Day | null
  text: string
  hasFile: boolean
  tasks: readonly { text: string; executor: string; dueOn: Day | null }[]
}

/** Refuses to send a plan that does not say which document it is, or whose tasks lack who or when. */
export function requireFileable(draft: Fileable, today: Day): void {
  if (draft.number === '') throw new Problem(422, 'subplan.number-missing')
  if (draft.signedOn === null) throw new Problem(422, 'subplan.date-missing')
  if (draft.signedOn > today) throw new Problem(422, 'subplan.date-ahead')
  if (draft.text === '' && !draft.hasFile) throw new Problem(422, 'subplan.text-missing')
  if (draft.tasks.length === 0) throw new Problem(422, 'subplan.tasks-missing')
  const numbers = (isBad: (task: Fileable['tasks'][number]) => boolean) =>
    draft.tasks.flatMap((task, index) => (isBad(task) ? [index + 1] : [])).join(', ')
  const nobody = numbers(({ executor }) => executor === '')
  if (nobody !== '') throw new Problem(422, 'subplan.executor-missing', { numbers: nobody })
  const undated = numbers(({ dueOn }) => dueOn === null)
  if (undated !== '') throw new Problem(422, 'subplan.due-missing', { numbers: undated })
}

/** The last round sent, with what was decided on it. */
export type LastRound = {
  countsOn: Day
  isAccepted: boolean
  returned: { correctBy: Day } | null
}

/** Nothing is due before a plan asks for it. */
export function subplanStanding(
  dueOn: Day | null,
  last: LastRound | null,
  today: Day,
  soonOn: Day,
): Standing {
  const line = last ? { ...last, satisfies: true } : null
  return standing(dueOn ?? ('9999-12-31' as Day), line, today, soonOn)
}

/** Late is late: sent after the due day, or not sent and the day is over. */
export function isLate(dueOn: Day | null, last: LastRound | null, today: Day): boolean {
  if (dueOn === null) return false
  return last && !last.returned ? last.countsOn > dueOn : today > dueOn
}

export type RoundDecision =
  | { accept: true; note: string }
  | { accept: false; reason: string; correctBy: Day | null }

/** A decision as it is kept. Nobody decides on their own unit's plan; a return has its reason and day. */
export function roundDecision(
  decision: RoundDecision,
  round: { unitId: string; isDecided: boolean; isLast: boolean },
  reviewer: { unitId: string | null; today: Day; calendar: WorkCalendar },
): RoundDecision {
  if (round.unitId === reviewer.unitId) throw new Problem(403, 'review.own-report')
  if (round.isDecided || !round.isLast) throw new Problem(409, 'subplan.already-decided')
  if (decision.accept) return { accept: true, note: tidy(decision.note, LONGEST_TASK) }
  const reason = tidy(decision.reason, LONGEST_TASK)
  if (reason === '') throw new Problem(422, 'review.reason-missing')
  const correctBy = decision.correctBy ?? correctionDay(reviewer.calendar, reviewer.today)
  if (correctBy < reviewer.today) throw new Problem(422, 'review.correction-day-past')
  return { accept: false, reason, correctBy }
}
