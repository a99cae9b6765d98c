// How a petition stands for those who work on it, by the clock that runs.

import type { Day } from '../lib/day.ts'
import { oneOf } from './part.ts'
import type { Petition } from './petition.ts'
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

/** How one unit stands with a petition now; `others`: further units with a part of it, where the row speaks for all of them. */
export type StandingRow = PetitionSpan & {
  unitId: string
  code: string
  about: Petition['about']
  others: readonly string[]
}

/** The parts of one petition as a row: it stands as the part does that is worst off, of those done as the last. */
export function standingTogether(rows: readonly StandingRow[], today: Day): StandingRow {
  const rank = (row: StandingRow) =>
    Math.min(PETITION_STANDINGS.indexOf(petitionStanding(row, today)), DONE)
  const [first, ...others] = [...rows].sort(
    (a, b) =>
      rank(a) - rank(b) ||
      compare(a.dueOn ?? '', b.dueOn ?? '') ||
      compare(b.endedOn ?? '', a.endedOn ?? '') ||
      compare(a.unitId, b.unitId),
  )
  return {
    ...(first as StandingRow),
    ...oneOf(rows),
    others: others.map(({ unitId }) => unitId),
  }
}

const DONE = PETITION_STANDINGS.indexOf('done-on-time')
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
