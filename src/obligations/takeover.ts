// From a period on, one unit does what an item asks of another: which unit that is for a given duty.

import type { Day } from '../lib/day.ts'
import { Problem } from '../platform/index.ts'

export type TakeoverRule = {
  sourceId: string
  unitId: string
  toUnitId: string
  /** Duties whose period closes on this day or later follow. */
  fromOn: Day
  decidedAt: string
}

export type Share = { sourceId: string; unitId: string; nominalOn: Day }

/** The hands that a unit's share of an item goes through in a period: the latest word about whoever holds it counts, and
 * hands on only to words that came after it, so that a circle ends where it was last sent. Rules in the order they were
 * decided. */
export function handsOf<R extends TakeoverRule>(share: Share, rules: readonly R[]): R[] {
  const hands: R[] = []
  let holder = share.unitId
  let said = -1
  for (;;) {
    const next = rules.findLastIndex(
      (rule, index) =>
        index > said &&
        rule.sourceId === share.sourceId &&
        rule.unitId === holder &&
        share.nominalOn >= rule.fromOn,
    )
    const rule = rules[next]
    if (!rule) return hands
    hands.push(rule)
    holder = rule.toUnitId
    said = next
  }
}

/** Who does a unit's share of an item in a period. */
export const takerOf = (share: Share, rules: readonly TakeoverRule[]): string =>
  handsOf(share, rules).at(-1)?.toUnitId ?? share.unitId

/** Which duties a choice of "this period and all later ones" moves: those open whose period does not close earlier. */
export const fromHereOn = <D extends { nominalOn: Day; isOpen: boolean }>(
  first: { nominalOn: Day },
  duties: readonly D[],
): D[] => duties.filter((duty) => duty.isOpen && duty.nominalOn >= first.nominalOn)

/** Checks that a takeover may be ended. Returns the reason to keep. */
export function takeoverEnding(
  ending: { reason: string; dutyIds: readonly string[] },
  facts: { isEnded: boolean; returnable: readonly string[] },
): string {
  if (facts.isEnded) throw new Problem(409, 'takeover.ended-already')
  if (ending.dutyIds.some((id) => !facts.returnable.includes(id)))
    throw new Problem(409, 'takeover.duty-not-returnable')
  const words = ending.reason.normalize('NFC').trim().slice(0, 2000)
  if (words === '') throw new Problem(422, 'takeover.reason-missing')
  return words
}
