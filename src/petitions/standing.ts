// How a petition stands for those who work on it, by the clock that runs.

import type { Day } from '../lib/day.ts'
import type { PetitionSpan } from './span.ts'

export const PETITION_STANDINGS = [
  'overdue',
  'due-soon',
  'in-time',
  'paused',
  'done-on-time',
  'done-late',
] as const
export type PetitionStanding = (typeof PETITION_STANDINGS)[number]

type Standing = Pick<PetitionSpan, 'clock' | 'isOverdue' | 'soonOn' | 'step' | 'isLate'>

/** Due soon is the last working day and the one before. Without a clock it waits for the citizen's papers, or is done. */
export function petitionStanding(span: Standing, today: Day): PetitionStanding {
  if (span.clock === null) {
    if (span.step === 'supplement-asked') return 'paused'
    return span.isLate ? 'done-late' : 'done-on-time'
  }
  if (span.isOverdue) return 'overdue'
  return span.soonOn !== null && span.soonOn <= today ? 'due-soon' : 'in-time'
}
