// What the petitions of units come to in a period, as sums: those of a unit are those of all units under it together, petitions
// that several of them have counted once.

import type { Ratio, Span } from '../indices/index.ts'
import type { Instant } from '../lib/instant.ts'
import type { WorkCalendar } from '../lib/workdays.ts'
import type { PetitionMessage } from './fold.ts'
import { foldPetition } from './fold.ts'
import { type PetitionPart, partOf, partsByCode, sumsOfParts } from './part.ts'
import type { Petition, PetitionRules } from './petition.ts'

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

/** Counted anew from what was said, unit by unit: each petition folded and judged at the instant. `together`: the parts of
 * each petition that several units have. */
export function petitionSumsOf(
  said: readonly { unitId: string; messages: readonly PetitionMessage[] }[],
  period: Span,
  at: Instant,
  rules: PetitionRules,
  calendar: WorkCalendar,
): { byUnit: Map<string, PetitionSums>; together: PetitionPart[][] } {
  const parts = said.flatMap(({ unitId, messages }) => {
    const petition = foldPetition(messages, unitId)
    return (petition && partOf(petition, at, rules, calendar)) ?? []
  })
  const units = [...new Set(said.map(({ unitId }) => unitId))]
  return {
    byUnit: new Map(
      units.map((unitId) => {
        const mine = parts.filter(({ unit }) => unit === unitId)
        return [unitId, { senders: 1, ...sumsOfParts(mine, period) }]
      }),
    ),
    together: partsByCode(parts).filter(({ length }) => length > 1),
  }
}

/** The counts of 5.1–5.3 that sums make. */
export const countsOfSums = ({
  received,
  rules,
  conduct,
  content,
  open,
  onTime,
}: Omit<PetitionSums, 'senders'>): Record<'5.1a' | '5.1b' | '5.2' | '5.3', Ratio> => ({
  '5.1a': { numerator: rules, denominator: received },
  '5.1b': { numerator: conduct, denominator: received },
  '5.2': { numerator: onTime, denominator: open },
  '5.3': { numerator: content, denominator: received },
})

/** What petitions bring to 5.1–5.3 in a period, as they stand at an instant (no later than its end); what several units have of
 * one petition counts once. */
export function petitionCounts(
  petitions: readonly Petition[],
  period: Span,
  at: Instant,
  rules: PetitionRules,
  calendar: WorkCalendar,
): Record<'5.1a' | '5.1b' | '5.2' | '5.3', Ratio> {
  const parts = petitions.flatMap((it) => partOf(it, at, rules, calendar) ?? [])
  return countsOfSums(sumsOfParts(parts, period))
}
