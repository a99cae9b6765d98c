// A self-score handed back: who sends it again by the day set keeps the day it was first sent on.

import type { Day } from '../lib/day.ts'
import { Problem } from '../platform/index.ts'
import type { Stage } from './stage.ts'

export type Round = {
  sentOn: Day
  /** The day to send again by; null while the sending stands. */
  correctBy: Day | null
}

/** Only what was sent and not yet shown as appraised goes back. */
export const mayHandBack = (stage: Stage): boolean => stage === 'sent'

/** Refuses a handback without a reason, or with a day that is over. */
export function requireHandback(
  { reason, correctBy }: { reason: string; correctBy: Day },
  today: Day,
): void {
  if (reason === '') throw new Problem(422, 'criteria.reason-missing')
  if (correctBy < today) throw new Problem(422, 'criteria.day-over')
}

/** The day that counts for rounds in their order; null before the first. */
export function countedDay(rounds: readonly Round[]): Day | null {
  const [first, ...later] = rounds
  if (!first) return null
  let counted = first.sentOn
  let limit = first.correctBy
  for (const { sentOn, correctBy } of later) {
    if (limit === null || sentOn > limit) counted = sentOn
    limit = correctBy
  }
  return counted
}

/** Late: sent after the day, or not sent when it is over; after a handback, when the day to correct it by is over too. */
export function isLate(selfBy: Day, rounds: readonly Round[], today: Day): boolean {
  const limit = rounds.at(-1)?.correctBy ?? null
  if (limit !== null && today > limit) return today > selfBy
  return (countedDay(rounds) ?? today) > selfBy
}
