// A procedure as it was in force on a day.

import type { Day } from '../lib/day.ts'
import type { Limit } from './clock.ts'
import type { ProcedureRow } from './procedure-rows.ts'
import type { ProcedureFacts } from './tally.ts'

export type Procedure = Omit<ProcedureRow, 'line'>

/** Versions by code. */
export type Catalogue = ReadonlyMap<string, readonly Procedure[]>

export function catalogueOf(procedures: readonly Procedure[]): Catalogue {
  const found = new Map<string, Procedure[]>()
  for (const it of procedures) found.set(it.code, [...(found.get(it.code) ?? []), it])
  for (const versions of found.values())
    versions.sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1))
  return found
}

/** The version in force on a day: the newest that has begun and has not ended; before the first version, the first; in a gap
 * or after the last one ended, the one before. */
export function versionOn(catalogue: Catalogue, code: string, on: Day): Procedure | null {
  const versions = catalogue.get(code) ?? []
  const begun = versions.filter(({ validFrom }) => validFrom <= on)
  const inForce = begun.filter(({ validTo }) => validTo === null || on < validTo)
  return inForce.at(-1) ?? begun.at(-1) ?? versions[0] ?? null
}

export const factsOf = (procedure: Procedure | null): ProcedureFacts & { limit: Limit | null } => ({
  hasFee: (procedure?.fee ?? 0) > 0,
  returnsDocument: procedure?.returnsDocument ?? false,
  limit: procedure?.limit ?? null,
})
