// Where a unit stands in a cycle, told from dated rows: self-score, appraisal, its one answer, the end.

import type { Day } from '../lib/day.ts'
import { Problem } from '../platform/index.ts'

export type Cycle = {
  opensOn: Day
  selfBy: Day
  appraiseBy: Day
  answerBy: Day
  isPublished: boolean
}

export type Steps = {
  hasDraft: boolean
  sentOn: Day | null
  /** The appraisal was shown to the unit. */
  isAppraised: boolean
  hasAnswered: boolean
  /** The appraiser closed the unit's result after the answer. */
  isSettled: boolean
}

export const STAGES = [
  'not-open',
  'not-begun',
  'drafting',
  'sent',
  'appraised',
  'answered',
  'settled',
  'published',
] as const
export type Stage = (typeof STAGES)[number]

export function stageOf(cycle: Cycle, steps: Steps, today: Day): Stage {
  if (cycle.isPublished) return 'published'
  if (steps.isSettled) return 'settled'
  if (steps.hasAnswered) return 'answered'
  // The days for an answer are over: what was appraised stands.
  if (steps.isAppraised) return today > cycle.answerBy ? 'settled' : 'appraised'
  if (steps.sentOn) return 'sent'
  if (today < cycle.opensOn) return 'not-open'
  return steps.hasDraft ? 'drafting' : 'not-begun'
}

export const mayScore = (stage: Stage): boolean => stage === 'not-begun' || stage === 'drafting'
export const mayAppraise = (stage: Stage): boolean =>
  ['not-begun', 'drafting', 'sent', 'answered'].includes(stage)

/** Refuses what the stage does not allow. */
export function requireStage(stage: Stage, may: boolean): void {
  if (!may) throw new Problem(409, 'criteria.not-now', { stage })
}
