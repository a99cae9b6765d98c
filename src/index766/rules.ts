// The readings of a version, as the rules that dossiers are timed by.

import type { TimingRules } from '../dossiers/index.ts'
import { type Choices, choicesOf, type Tree } from '../indices/index.ts'

/** Throws RangeError for a switch or a reading the tree does not know. */
export function timingRulesOf(tree: Tree, chosen?: Choices): TimingRules {
  const choices = choicesOf(tree, chosen)
  return {
    compare: choices['onTime.compare'],
    supplementTime: choices['onTime.supplementTime'],
    paymentPauses: choices['onTime.paymentPauses'],
    stopped: choices['onTime.stopped'],
    reopened: choices['onTime.reopened'],
    due: choices['onTime.due'],
    noLimit: choices['onTime.noLimit'],
  } as TimingRules
}
