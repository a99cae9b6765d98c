// Units, known by (code, valid from): codes are re-used after a reorganisation. Spans are half-open:
// a unit is there from its first day up to, not including, the day on which it ends.

import type { Day } from '../lib/day.ts'
import type { UnitLevel } from './directory.ts'

export type Unit = {
  id: string
  code: string
  level: UnitLevel
  name: string
  fullName: string
  type: string
  dossierCode: string | null
  validFrom: Day
  validTo: Day | null
}

export type Membership = { unitId: string; parentId: string; validFrom: Day; validTo: Day | null }

/** An edge of a reorganisation: `from` became (part of) `to` on a day. An unknown share stays null. */
export type Succession = {
  fromId: string
  toId: string
  effectiveOn: Day
  portion: 'whole' | 'part' | 'unchanged'
  share: number | null
}

type Span = { validFrom: Day; validTo: Day | null }

export const holdsOn = ({ validFrom, validTo }: Span, on: Day): boolean =>
  validFrom <= on && (validTo === null || on < validTo)

/** The units in which a unit lives on as of a day, through every reorganisation since; itself when none. */
export function successorsOf(
  successions: readonly Succession[],
  unitId: string,
  on: Day,
): Set<string> {
  const found = new Set<string>()
  const walk = (id: string, since: Day | null) => {
    const next = successions.filter(
      (row) =>
        row.fromId === id && row.effectiveOn <= on && (since === null || row.effectiveOn > since),
    )
    if (next.length === 0) found.add(id)
    for (const row of next) walk(row.toId, row.effectiveOn)
  }
  walk(unitId, null)
  return found
}
