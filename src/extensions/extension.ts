// More time for duties: who may ask for what, when a granted day counts, and how a request stands.
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

export type LineState = 'waiting' | 'granted' | 'refused' | 'withdrawn'
export const LINE_STATES: readonly LineState[] = ['waiting', 'granted', 'refused', 'withdrawn']

/** How one duty of a request stands: a decision on it outlives the request's being taken back. */
export function lineState(line: {
  decidedAt: string | null
  grantedOn: Day | null
  withdrawnAt: string | null
}): LineState {
  if (line.decidedAt !== null) return line.grantedOn === null ? 'refused' : 'granted'
  return line.withdrawnAt === null ? 'waiting' : 'withdrawn'
}

export type ExtensionState = LineState | 'partly-granted'
export const EXTENSION_STATES: readonly ExtensionState[] = [
  'waiting',
  'granted',
  'partly-granted',
  'refused',
  'withdrawn',
]

/** How a request stands by its duties: it waits while one of them does. */
export function stateOf(request: {
  lines: number
  granted: number
  refused: number
  withdrawnAt: string | null
}): ExtensionState {
  const { lines, granted, refused } = request
  if (openOf(request) > 0) return 'waiting'
  if (granted === lines) return 'granted'
  if (granted > 0) return 'partly-granted'
  return refused > 0 ? 'refused' : 'withdrawn'
}

/** Duties of a request that nobody has decided on yet. */
export const openOf = (request: {
  lines: number
  granted: number
  refused: number
  withdrawnAt: string | null
}): number => (request.withdrawnAt === null ? request.lines - request.granted - request.refused : 0)
