// Rules of the report: what may be sent, what a review may decide.

import type { Day } from '../lib/day.ts'
import { addWorkdays, type WorkCalendar } from '../lib/workdays.ts'
import { Problem } from '../platform/index.ts'
import type { LineState } from './standing.ts'

export const HINDRANCE_KINDS = [
  'people',
  'money',
  'system',
  'guidance',
  'citizens',
  'coordination',
  'other',
] as const
export type HindranceKind = (typeof HINDRANCE_KINDS)[number]

export type DraftLine = {
  dutyId: string
  state: LineState
  progress: string
  quantity: number | null
  hindrance: string
  hindranceKind: HindranceKind | null
}

export const LONGEST_TEXT = 5000
const CORRECTION_WORKDAYS = 3

/** A line as it may be kept: trimmed and bounded. Refuses a negative or unreadable quantity. */
export function cleanLine(line: DraftLine): DraftLine {
  if (line.quantity !== null && !(line.quantity >= 0 && line.quantity <= 1e12)) {
    throw new Problem(422, 'report.quantity-unreadable')
  }
  const hindrance = line.hindrance.normalize('NFC').trim().slice(0, LONGEST_TEXT)
  return {
    ...line,
    progress: line.progress.normalize('NFC').trim().slice(0, LONGEST_TEXT),
    hindrance,
    hindranceKind: hindrance === '' ? null : (line.hindranceKind ?? 'other'),
  }
}

/** Whether anything was written in a line. */
export const isWritten = (line: DraftLine): boolean =>
  line.progress !== '' || line.hindrance !== '' || line.quantity !== null

export type Sendable = DraftLine & { mayBeSent: boolean; evidence: number; needsEvidence: boolean }

/** The lines that go out with a submission. Refuses an empty one, a line without words, and a finished line
 * whose obligation asks for evidence that is not there. */
export function linesToSend(lines: readonly Sendable[]): Sendable[] {
  const sent = lines.filter((line) => line.mayBeSent && isWritten(line))
  if (sent.length === 0) throw new Problem(422, 'report.nothing-to-send')
  const wordless = sent.filter((line) => line.progress === '').map((line) => line.dutyId)
  if (wordless.length > 0) throw new Problem(422, 'report.progress-missing', { dutyIds: wordless })
  const bare = sent
    .filter((line) => line.needsEvidence && line.state === 'done' && line.evidence === 0)
    .map((line) => line.dutyId)
  if (bare.length > 0) throw new Problem(422, 'report.evidence-missing', { dutyIds: bare })
  return sent
}

export type Decision =
  | { dutyId: string; accept: true; note?: string }
  | { dutyId: string; accept: false; reason: string; correctBy: Day | null }

/** Decisions on lines that wait for one. A return needs its reason; nobody decides on their own unit's report. */
export function reviewDecisions(
  decisions: readonly Decision[],
  submission: { unitId: string; openDutyIds: readonly string[] },
  reviewer: { unitId: string | null; today: Day; calendar: WorkCalendar },
): Decision[] {
  if (submission.unitId === reviewer.unitId) throw new Problem(403, 'review.own-report')
  if (decisions.length === 0) throw new Problem(422, 'review.nothing-decided')
  return decisions.map((decision) => {
    if (!submission.openDutyIds.includes(decision.dutyId))
      throw new Problem(409, 'review.already-decided')
    if (decision.accept) return decision
    if (decision.reason.trim() === '') throw new Problem(422, 'review.reason-missing')
    const correctBy = decision.correctBy ?? correctionDay(reviewer.calendar, reviewer.today)
    if (correctBy < reviewer.today) throw new Problem(422, 'review.correction-day-past')
    return { ...decision, reason: decision.reason.normalize('NFC').trim(), correctBy }
  })
}

/** The day by which a returned line is to be corrected, unless the reviewer sets another. */
export const correctionDay = (calendar: WorkCalendar, today: Day): Day =>
  addWorkdays(calendar, today, CORRECTION_WORKDAYS)
