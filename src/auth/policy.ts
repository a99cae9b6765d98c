// Who needs a second factor, from when, and how long its answer holds for signing off.

import type { Day } from '../lib/day.ts'
import type { Permission } from './role.ts'

/** Permissions by which someone accepts what others sent, or binds others by publishing. */
export const SIGN_OFF: readonly Permission[] = ['report.review', 'plan.publish', 'criteria.publish']

export type Policy = {
  /** From this day nobody who signs off works without a second factor; null: it is offered only. */
  requiredFrom: Day | null
  /** Hours for which a given code holds when something is signed off. */
  askAgainHours: number
  /** Taking away a lost second factor needs a second person. */
  removalByTwo: boolean
}

export const OFFERED: Policy = { requiredFrom: null, askAgainHours: 12, removalByTwo: true }

export type Demand = 'none' | 'soon' | 'now'

/** What is demanded of someone without a second factor on a day. */
export function demandOf(policy: Policy, signsOff: boolean, on: Day): Demand {
  if (!signsOff || policy.requiredFrom === null) return 'none'
  return policy.requiredFrom <= on ? 'now' : 'soon'
}
