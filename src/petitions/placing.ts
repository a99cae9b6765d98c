// Whose a petition is. The unit that first shows a code holds it; another one may only when it says that the petition was
// transferred to it. Each then answers for its own part.

import type { PetitionMessage } from './fold.ts'
import type { PetitionReason } from './message.ts'

export type PetitionResult = {
  no: number
  outcome: 'accepted' | 'duplicate' | 'stale' | 'rejected'
  reason?: PetitionReason
  field?: string
}
export type PlacedMessage = { unitId: string; message: PetitionMessage; rest: string | null }
export type Holders = ReadonlyMap<string, ReadonlySet<string>>

/** `holders`: the units that hold each code so far. */
export function placed(
  items: readonly PlacedMessage[],
  holders: Holders,
): { byUnit: Map<string, PlacedMessage[]>; refused: PetitionResult[] } {
  const known = new Map([...holders].map(([code, units]) => [code, new Set(units)]))
  const byUnit = new Map<string, PlacedMessage[]>()
  const refused: PetitionResult[] = []
  for (const item of items) {
    const { unitId, message } = item
    const units = known.get(message.code) ?? new Set<string>()
    known.set(message.code, units)
    const isHere =
      units.size === 0 ||
      units.has(unitId) ||
      message.events.some(({ step }) => step === 'transferred')
    if (!isHere) {
      refused.push(rejected(message.no, 'code-of-another-unit', 'code'))
      continue
    }
    units.add(unitId)
    byUnit.set(unitId, [...(byUnit.get(unitId) ?? []), item])
  }
  return { byUnit, refused }
}

export const rejected = (
  no: number,
  reason: PetitionReason,
  field: string | null,
): PetitionResult => ({ no, outcome: 'rejected', reason, ...(field ? { field } : {}) })
