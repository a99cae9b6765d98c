// What the form that decides on more time says: fields for all duties, and fields of each that go before them.

import { z } from 'zod'
import type { Answer, LineAnswer } from '../extensions/index.ts'
import { type Day, isDay } from '../lib/day.ts'
import { Problem } from '../platform/index.ts'

export const DAY_FIELD = 'grantedOn'
export const REASON_FIELD = 'reason'

/** What the form sends beside `decision.<duty>`, `grantedOn.<duty>` and `reason.<duty>` of each duty. */
export const decideFields = {
  decision: z.enum(['grant', 'refuse']).default('grant'),
  grantedOn: z.string().max(40).default(''),
  reason: z.string().max(5000).default(''),
}
export type Entries = {
  id: string
  decision: 'grant' | 'refuse'
  grantedOn: string
  reason: string
} & Record<string, unknown>

type Chosen = { dutyId: string; isOpen: boolean; chosen: unknown }

/** Refused as a whole, or without fields of each duty, what waits is answered alike; else each duty as chosen. */
export function decidingOf(entries: Entries, lines: readonly Chosen[]) {
  if (entries.decision === 'refuse') {
    const open = lines.filter(({ isOpen }) => isOpen)
    const own = open.filter(({ dutyId }) => ownOf(entries, REASON_FIELD, dutyId) !== '')
    return {
      lines: own.map(({ dutyId }) => ({ ...answerOf(entries, dutyId), dutyId })),
      rest: own.length > 0 && own.length === open.length ? null : answerOf(entries),
    }
  }
  if (lines.every(({ chosen }) => chosen === undefined)) {
    return { lines: [], rest: answerOf(entries) }
  }
  // Words for all that tell why some are refused say nothing of those granted.
  const forGranted = lines.some(({ chosen }) => chosen === 'refuse') ? '' : entries.reason
  return {
    lines: lines.flatMap(({ dutyId, chosen }): LineAnswer[] => {
      if (chosen === 'refuse') {
        return [{ ...answerOf({ ...entries, decision: chosen }, dutyId), dutyId }]
      }
      if (chosen !== 'grant') return []
      return [{ ...answerOf({ ...entries, reason: forGranted }, dutyId), dutyId }]
    }),
    rest: null,
  }
}

/** What was typed for one duty. */
function ownOf(entries: Entries, name: string, dutyId: string): string {
  const typed = entries[`${name}.${dutyId}`]
  return typeof typed === 'string' ? typed.trim() : ''
}

/** A field of the duty left empty is answered by the field for all. */
function answerOf(entries: Entries, dutyId?: string): Answer {
  const own = (name: string) => (dutyId ? ownOf(entries, name, dutyId) : '')
  const reason = own(REASON_FIELD) || entries.reason
  if (entries.decision === 'refuse') {
    if (!dutyId && reason.trim() === '') throw wrong('extension.refusal-needs-reason', REASON_FIELD)
    return { grantedOn: null, reason }
  }
  const day = own(DAY_FIELD) || entries.grantedOn
  if (!isDay(day)) {
    throw wrong('extension.day-not-later', own(DAY_FIELD) ? `${DAY_FIELD}.${dutyId}` : DAY_FIELD)
  }
  return { grantedOn: day as Day, reason }
}

const wrong = (code: string, field: string) =>
  new Problem(422, code, { issues: [{ field, code, message: '' }] })
