// Which events people are told of: a row each. A new one is a row here and its text in `texts.ts`.

import type { Facts } from './tables.ts'

export type Happened = {
  id: string
  verb: string
  unitId: string
  unitCode: string
  unitName: string
  subject: string
  details: Readonly<Record<string, unknown>>
  /** Short name of the plan that the details name. */
  planSlug: string | null
  personId: string | null
  at: string
}

export type Reaction = {
  verb: string
  /** The people of the unit whose affairs the event is in, or of every unit that a published plan binds. */
  to: 'unit' | 'plan-units'
  /** Worth a letter within the hour; else it waits for the next digest. */
  isUrgent: boolean
  href(event: Happened): string
  facts?(event: Happened): Facts
}

const lines = ({ details }: Happened): Facts => ({
  n: Array.isArray(details.dutyIds) ? details.dutyIds.length : Number(details.lines ?? 1),
})
const extension = ({ unitCode, subject }: Happened) =>
  `/office/units/${unitCode}/extensions/${subject}`
const answers = ({ details }: Happened): Facts => ({
  granted: Number(details.granted ?? 0),
  refused: Number(details.refused ?? 0),
  open: Number(details.open ?? 0),
})
const filing = ({ unitCode, planSlug, subject }: Happened) =>
  planSlug ? `/office/units/${unitCode}/subplans/${planSlug}/filings/${subject}` : '/office/work'
const ownPlan = ({ unitCode, planSlug }: Happened) =>
  planSlug ? `/office/units/${unitCode}/subplans/${planSlug}` : '/office/work'
const criteria = ({ unitCode, details }: Happened) =>
  `/office/units/${unitCode}/criteria/${String(details.slug ?? '')}`
const took = ({ details }: Happened): Facts => ({ n: Number(details.duties ?? 0) })
const submission = ({ unitCode, subject }: Happened) =>
  `/office/units/${unitCode}/submissions/${subject}`

export const REACTIONS: readonly Reaction[] = [
  { verb: 'report.returned', to: 'unit', isUrgent: true, href: submission, facts: lines },
  { verb: 'report.accepted', to: 'unit', isUrgent: false, href: submission, facts: lines },
  { verb: 'plan.published', to: 'plan-units', isUrgent: true, href: () => '/office/plans' },
  { verb: 'extension.granted', to: 'unit', isUrgent: true, href: extension },
  { verb: 'extension.refused', to: 'unit', isUrgent: true, href: extension },
  { verb: 'extension.decided', to: 'unit', isUrgent: true, href: extension, facts: answers },
  {
    verb: 'takeover.received',
    to: 'unit',
    isUrgent: true,
    href: () => '/office/work',
    facts: took,
  },
  { verb: 'subplan.returned', to: 'unit', isUrgent: true, href: filing },
  { verb: 'subplan.accepted', to: 'unit', isUrgent: false, href: filing },
  { verb: 'subplans.exempted', to: 'unit', isUrgent: false, href: ownPlan },
  { verb: 'subplans.exemption-withdrawn', to: 'unit', isUrgent: true, href: ownPlan },
  { verb: 'criteria.self-score-handed-back', to: 'unit', isUrgent: true, href: criteria },
  { verb: 'criteria.appraisal-shown', to: 'unit', isUrgent: true, href: criteria },
]

export const reactionTo = (verb: string): Reaction | undefined =>
  REACTIONS.find((row) => row.verb === verb)

const URGENT = new Set([
  'receipt.due',
  ...REACTIONS.filter(({ isUrgent }) => isUrgent).map(({ verb }) => verb),
])
export const isUrgent = (kind: string): boolean => URGENT.has(kind)
