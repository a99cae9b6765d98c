// What a person says of a sign on a dossier: it is confirmed, or set aside; either may be taken back. Each is a dated row.

import type { Instant } from '../lib/instant.ts'
import { Problem } from '../platform/index.ts'
import type { DetectorCode } from './integrity-pack.ts'

export const VERDICTS = ['confirmed', 'set-aside'] as const
export type Verdict = (typeof VERDICTS)[number]
export type VerdictRow = {
  id: string
  detector: DetectorCode
  verdict: Verdict | 'undone'
  reason: string
  at: Instant
  by: string
}

/** The newest row of a detector speaks. Null where nobody said anything, or took it back. */
export function verdictInForce(
  rows: readonly VerdictRow[],
  detector: DetectorCode,
): Verdict | null {
  const last = rows
    .filter((row) => row.detector === detector)
    .sort((a, b) => compare(a.at, b.at) || compare(a.id, b.id))
    .at(-1)
  return !last || last.verdict === 'undone' ? null : last.verdict
}

/** Whether a dossier is left out of the index for this sign: a person's word goes before the detector's. */
export const isLeftOut = (excludes: boolean, verdict: Verdict | null): boolean =>
  verdict === null ? excludes : verdict === 'confirmed'

/** Refuses a verdict on a sign that is not there, on the dossiers of one's own unit, and one that changes nothing. */
export function requireVerdict(asked: {
  verdict: VerdictRow['verdict']
  inForce: Verdict | null
  hasSign: boolean
  isOwnUnit: boolean
}): void {
  const { verdict, inForce, hasSign, isOwnUnit } = asked
  if (isOwnUnit) throw new Problem(403, 'integrity.own-unit')
  if (verdict === 'undone') {
    if (inForce === null) throw new Problem(409, 'integrity.nothing-to-undo')
    return
  }
  if (!hasSign) throw new Problem(409, 'integrity.no-sign')
  if (inForce === verdict) throw new Problem(409, 'integrity.said-already')
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
