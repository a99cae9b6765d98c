import type { Day } from '../lib/day.ts'
import type { EvidenceKind } from '../obligations/index.ts'
import type { CriteriaSet } from './set.ts'

type OfUnit = { unit_id: string; cycle_id: string }

export type CriteriaTables = {
  criteria_sets: {
    id: string
    unit_id: string
    code: string
    begun_at: string
    begun_by: string | null
  }
  criteria_versions: {
    id: string
    set_id: string
    number: number
    document: CriteriaSet
    based_on_id: string | null
    begun_at: string
    begun_by: string | null
    saved_at: string
    saved_by: string | null
    published_at: string | null
    published_by: string | null
  }
  criteria_edits: {
    id: string
    version_id: string
    what: string
    before: CriteriaSet
    made_at: string
    made_by: string | null
    undone_at: string | null
  }
  criteria_cycles: {
    id: string
    unit_id: string
    version_id: string
    slug: string
    name: string
    from_on: Day
    to_on: Day
    opens_on: Day
    self_by: Day
    appraise_by: Day
    answer_by: Day
    previous_id: string | null
    /** Every unit that is scored. */
    unit_ids: string[]
    opened_at: string
    opened_by: string | null
  }
  criteria_cycle_units: OfUnit
  criteria_scores: OfUnit & {
    line: string
    value: string | null
    not_applicable: boolean
    note: string
    saved_at: string
    saved_by: string | null
  }
  criteria_evidence: OfUnit & {
    id: string
    line: string
    kind: EvidenceKind
    title: string
    file_hash: string | null
    thumbnail_hash: string | null
    mime: string | null
    size: number | null
    url: string | null
    taken_on: Day | null
    added_at: string
    added_by: string | null
    withdrawn_at: string | null
    withdrawn_by: string | null
  }
  criteria_sendings: OfUnit & {
    note: string
    sent_at: string
    sent_on: Day
    sent_by: string | null
    handed_back_at: string | null
    handed_back_by: string | null
    reason: string | null
    correct_by: Day | null
  }
  criteria_appraisals: OfUnit & {
    id: string
    line: string
    value: string | null
    not_applicable: boolean
    reason: string
    appraised_at: string
    appraised_by: string | null
    replaced_at: string | null
  }
  criteria_conclusions: OfUnit & {
    round: number
    note: string
    concluded_at: string
    concluded_by: string | null
  }
  criteria_answers: OfUnit & {
    agrees: boolean
    text: string
    objections: Record<string, string>
    answered_at: string
    answered_by: string | null
  }
  criteria_publications: {
    id: string
    cycle_id: string
    result: unknown
    hash: string
    published_at: string
    published_by: string | null
    withdrawn_at: string | null
    withdrawn_by: string | null
    reason: string | null
  }
  criteria_decisions: OfUnit & {
    id: string
    rule: string
    kind: 'commend' | 'criticise'
    agreed: boolean
    note: string
    facts: unknown
    decided_at: string
    decided_by: string | null
    replaced_at: string | null
  }
}
