// More time for duties: who may ask for what, what may be granted, and when a granted day counts.
//
// The first due day of a duty never changes. A granted day counts for standing, board and lateness only when the
// request came on an earlier day than that first due day; asked later, it tells when the work will be done, and
// the duty counts as late all the same.

import type { Day } from '../lib/day.ts'
import type { Standing } from '../obligations/index.ts'
import { Problem } from '../platform/index.ts'

export type Extendable = {
  id: string
  standing: Standing
  /** The due day in force, and the first one. */
  dueOn: Day
  originalDueOn: Day
}

export type Asking = { dutyIds: readonly string[]; reason: string; wantedOn: Day }
export type AskedLine = { dutyId: string; dueOn: Day; inTime: boolean }

/** The lines of a request. Refuses what is sent already, is asked for already, or asks for no later day. */
export function extensionLines(
  asking: Asking,
  facts: { duties: readonly Extendable[]; pending: readonly string[]; today: Day },
): AskedLine[] {
  const ids = [...new Set(asking.dutyIds)]
  if (ids.length === 0) throw new Problem(422, 'extension.nothing-chosen')
  if (asking.reason.trim() === '') throw new Problem(422, 'extension.reason-missing')
  if (asking.wantedOn < facts.today) throw new Problem(422, 'extension.day-past')
  return ids.map((dutyId) => {
    const duty = facts.duties.find(({ id }) => id === dutyId)
    if (!duty) throw new Problem(404, 'duty.not-found')
    if (duty.standing === 'submitted' || duty.standing === 'accepted') {
      throw new Problem(409, 'extension.already-sent')
    }
    if (facts.pending.includes(dutyId)) throw new Problem(409, 'extension.already-asked')
    if (asking.wantedOn <= duty.dueOn) throw new Problem(422, 'extension.day-not-later')
    return { dutyId, dueOn: duty.originalDueOn, inTime: isInTime(duty.originalDueOn, facts.today) }
  })
}

/** Asked on an earlier day than the first due day. */
export const isInTime = (originalDueOn: Day, askedOn: Day): boolean => askedOn < originalDueOn

export type ExtensionState = 'waiting' | 'granted' | 'refused' | 'withdrawn'
export const EXTENSION_STATES: readonly ExtensionState[] = [
  'waiting',
  'granted',
  'refused',
  'withdrawn',
]

export function stateOf(request: {
  decidedAt: string | null
  grantedOn: Day | null
  withdrawnAt: string | null
}): ExtensionState {
  if (request.withdrawnAt !== null) return 'withdrawn'
  if (request.decidedAt === null) return 'waiting'
  return request.grantedOn === null ? 'refused' : 'granted'
}

export type Deciding = { grantedOn: Day | null; reason: string }

/** A decision that may stand: by another unit, on a request that waits; a refusal with its reason, a grant with a
 * day that is not past and later than the due day in force. */
export function decision(
  { grantedOn, reason }: Deciding,
  request: { unitId: string; state: ExtensionState; dueDays: readonly Day[] },
  decider: { unitId: string | null; today: Day },
): Deciding {
  if (request.unitId === decider.unitId) throw new Problem(403, 'extension.own-request')
  if (request.state !== 'waiting') throw new Problem(409, 'extension.already-decided')
  const words = reason.normalize('NFC').trim().slice(0, 2000)
  if (grantedOn === null) {
    if (words === '') throw new Problem(422, 'extension.refusal-needs-reason')
    return { grantedOn, reason: words }
  }
  if (grantedOn < decider.today) throw new Problem(422, 'extension.day-past')
  if (request.dueDays.some((dueOn) => grantedOn <= dueOn)) {
    throw new Problem(422, 'extension.day-not-later')
  }
  return { grantedOn, reason: words }
}
