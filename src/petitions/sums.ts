// What the petitions of units come to in a period, as sums: those of a unit are those of all units under it together.

import type { Span } from '../indices/index.ts'
import type { Instant } from '../lib/instant.ts'
import type { WorkCalendar } from '../lib/workdays.ts'
import type { PetitionMessage } from './fold.ts'
import { foldPetition } from './fold.ts'
import { type PetitionRules, petitionCounts } from './petition.ts'

export const PETITION_SUMS = [
  /** Units that a petition was ever received of. */
  'senders',
  /** First received in the period, by what they are about, and those nobody is unsatisfied with. */
  'received',
  'rules',
  'conduct',
  'content',
  /** Open in the period, and those of them on time. */
  'open',
  'onTime',
] as const
export type PetitionSums = Record<(typeof PETITION_SUMS)[number], number>

export const noPetitions = (): PetitionSums => ({
  senders: 0,
  received: 0,
  rules: 0,
  conduct: 0,
  content: 0,
  open: 0,
  onTime: 0,
})

/** Counted anew from what was said, unit by unit: each petition folded and judged at the instant. */
export function petitionSumsOf(
  said: readonly { unitId: string; messages: readonly PetitionMessage[] }[],
  period: Span,
  at: Instant,
  rules: PetitionRules,
  calendar: WorkCalendar,
): Map<string, PetitionSums> {
  const units = [...new Set(said.map(({ unitId }) => unitId))]
  return new Map(
    units.map((unitId) => {
      const petitions = said.flatMap((it) =>
        it.unitId === unitId ? (foldPetition(it.messages, unitId) ?? []) : [],
      )
      const counts = petitionCounts(petitions, period, at, rules, calendar)
      const sums: PetitionSums = {
        senders: 1,
        received: counts['5.3'].denominator,
        rules: counts['5.1a'].numerator,
        conduct: counts['5.1b'].numerator,
        content: counts['5.3'].numerator,
        open: counts['5.2'].denominator,
        onTime: counts['5.2'].numerator,
      }
      return [unitId, sums]
    }),
  )
}

/** The counts of 5.1–5.3 that sums make. */
export const countsOfSums = ({
  received,
  rules,
  conduct,
  content,
  open,
  onTime,
}: PetitionSums) => ({
  '5.1a': { numerator: rules, denominator: received },
  '5.1b': { numerator: conduct, denominator: received },
  '5.2': { numerator: onTime, denominator: open },
  '5.3': { numerator: content, denominator: received },
})
