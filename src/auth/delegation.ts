// Signing for the holder of a post who is away ("ký thay"): which powers, to whom, for how long.

import { addDays, type Day, daysBetween } from '../lib/day.ts'
import { Problem } from '../platform/index.ts'
import type { Permission } from './role.ts'

/** Powers that may be lent. People, plans and lending itself stay with the holder. */
export const DELEGABLE = [
  'report.draft',
  'evidence.add',
  'report.submit',
  'report.review',
  'hindrance.answer',
  'extension.ask',
  'extension.decide',
  'duty.assign',
  'opening.ask',
  'opening.approve',
] as const satisfies readonly Permission[]

export const MOST_DAYS = 90

export type Lending = {
  toPersonId: string
  permissions: readonly string[]
  from: Day
  /** The last day on which it holds. */
  until: Day
  reason: string
}

type Facts = {
  giverId: string
  /** The giver works with lent powers at this moment. */
  isActing: boolean
  /** What the post may do today. */
  postPermissions: readonly string[]
  colleagueIds: readonly string[]
  /** Spans already lent from this post to this person; `to` is the first day without. */
  lent: readonly { from: Day; to: Day }[]
  today: Day
}

/** A lending that may stand, with the first day on which it no longer holds. */
export function lending(asked: Lending, facts: Facts): Lending & { to: Day } {
  if (facts.isActing) throw new Problem(403, 'delegation.not-on')
  if (asked.toPersonId === facts.giverId) throw new Problem(422, 'delegation.to-oneself')
  if (!facts.colleagueIds.includes(asked.toPersonId)) {
    throw new Problem(422, 'delegation.not-a-colleague')
  }
  if (asked.permissions.length === 0) throw new Problem(422, 'delegation.no-power')
  const lendable: readonly string[] = DELEGABLE
  const beyond = asked.permissions.some(
    (power) => !lendable.includes(power) || !facts.postPermissions.includes(power),
  )
  if (beyond) throw new Problem(403, 'delegation.beyond-post')
  if (asked.from < facts.today) throw new Problem(422, 'delegation.day-past')
  if (asked.until < asked.from) throw new Problem(422, 'delegation.ends-before-begin')
  if (daysBetween(asked.from, asked.until) >= MOST_DAYS) {
    throw new Problem(422, 'delegation.too-long', { most: MOST_DAYS })
  }
  const to = addDays(asked.until, 1)
  if (facts.lent.some((span) => span.from < to && asked.from < span.to)) {
    throw new Problem(409, 'delegation.already-lent')
  }
  return {
    ...asked,
    permissions: [...new Set(asked.permissions)],
    reason: asked.reason.normalize('NFC').trim().slice(0, 500),
    to,
  }
}
