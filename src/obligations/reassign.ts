// What may move to another unit or to another post: only what is open, only with a reason, only where it can stand.

import type { Day } from '../lib/day.ts'
import { Problem } from '../platform/index.ts'
import type { Standing } from './standing.ts'

export type Movable = { id: string; standing: Standing }

/** Checks a move between units. Returns the reason to keep. */
export function reassignment(
  move: { dutyIds: readonly string[]; toUnitId: string; reason: string; dueOn: Day | null },
  facts: { unitId: string; duties: readonly Movable[]; boundAlready: boolean; today: Day },
): string {
  if (move.toUnitId === facts.unitId) throw new Problem(422, 'reassignment.same-unit')
  requireOpen(move.dutyIds, facts.duties)
  if (facts.boundAlready) throw new Problem(409, 'reassignment.bound-already')
  if (move.dueOn !== null && move.dueOn < facts.today) {
    throw new Problem(422, 'reassignment.day-past')
  }
  return reasonOf(move.reason)
}

/** Checks a move between posts of one unit. Returns the reason to keep. */
export function assignment(
  move: { dutyIds: readonly string[]; postId: string | null; reason: string },
  facts: { duties: readonly Movable[]; postIds: readonly string[] },
): string {
  requireOpen(move.dutyIds, facts.duties)
  if (move.postId !== null && !facts.postIds.includes(move.postId)) {
    throw new Problem(422, 'assignment.post-elsewhere')
  }
  return reasonOf(move.reason)
}

function requireOpen(dutyIds: readonly string[], duties: readonly Movable[]): void {
  if (dutyIds.length === 0) throw new Problem(422, 'reassignment.nothing-chosen')
  for (const id of dutyIds) {
    const duty = duties.find((each) => each.id === id)
    if (!duty) throw new Problem(404, 'duty.not-found')
    if (duty.standing === 'submitted' || duty.standing === 'accepted') {
      throw new Problem(409, 'reassignment.already-sent')
    }
  }
}

function reasonOf(reason: string): string {
  const words = reason.normalize('NFC').trim().slice(0, 2000)
  if (words === '') throw new Problem(422, 'reassignment.reason-missing')
  return words
}
