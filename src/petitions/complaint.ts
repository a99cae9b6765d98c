// Dossiers that petitions name, each with the first day on which one did.

import type { Day } from '../lib/day.ts'
import { dayOf, type Instant } from '../lib/instant.ts'
import { foldPetition, type PetitionMessage } from './fold.ts'

/** By code of the dossier. */
export type Complaints = Map<string, Day>

/** From what was said; `at`: what had not come by then is no complaint yet. */
export function complaintsOf(
  said: readonly { unitId: string; messages: readonly PetitionMessage[] }[],
  at: Instant,
): Complaints {
  const found: Complaints = new Map()
  for (const { unitId, messages } of said) {
    const petition = foldPetition(messages, unitId)
    const first = petition?.events.find(({ step }) => step === 'sent' || step === 'transferred')
    if (!petition?.dossier || !first || first.at > at) continue
    const known = found.get(petition.dossier)
    const on = dayOf(first.at)
    if (!known || on < known) found.set(petition.dossier, on)
  }
  return found
}
