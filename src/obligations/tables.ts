import type { Day } from '../lib/day.ts'
import type { DueRule } from './due.ts'
import type { EvidenceKind } from './evidence.ts'
import type { LineState } from './standing.ts'

export type ObligationTables = {
  obligations: {
    id: string
    source_kind: 'plan-task' | 'plan-duty' | 'law'
    source_id: string
    plan_id: string | null
    number: string
    position: number
    title: string
    text: string
    search_key: string
    due: DueRule[]
    evidence_kinds: string[]
    quantity_name: string | null
    quantity_target: string | null
    dimensions: number[]
    begins_on: Day
    ends_on: Day | null
  }
  obligation_units: {
    obligation_id: string
    unit_id: string
    part: 'lead' | 'supporting'
    valid_from: Day
    valid_to: Day | null
  }
  duties: {
    unit_id: string
    id: string
    obligation_id: string
    plan_id: string | null
    period: string
    milestone: number
    opens_on: Day
    due_on: Day
    nominal_on: Day
    rule: string
    recurring: boolean
    target: string | null
    calendar_version: string
    spawned_at: string
  }
  duty_endings: {
    unit_id: string
    duty_id: string
    ended_on: Day
    reason: string
    ended_by: string | null
  }
  draft_lines: {
    unit_id: string
    duty_id: string
    period: string
    state: LineState
    progress: string
    quantity: string | null
    hindrance: string
    hindrance_kind: string | null
    saved_at: string
    saved_by: string | null
  }
  evidence: {
    unit_id: string
    id: string
    duty_id: string
    period: string
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
  submissions: {
    unit_id: string
    id: string
    plan_id: string
    period: string
    round: number
    reviewer_id: string
    submitted_at: string
    submitted_by: string | null
    note: string
    delegation_id: string | null
  }
  submission_lines: {
    unit_id: string
    submission_id: string
    duty_id: string
    state: LineState
    progress: string
    quantity: string | null
    hindrance: string
    hindrance_kind: string | null
    evidence_ids: string[]
    submitted_at: string
    satisfies: boolean
    counts_on: Day
  }
  acceptances: {
    unit_id: string
    submission_id: string
    duty_id: string
    accepted_at: string
    accepted_by: string | null
    note: string
    delegation_id: string | null
  }
  returns: {
    unit_id: string
    submission_id: string
    duty_id: string
    returned_at: string
    returned_by: string | null
    reason: string
    correct_by: Day
    delegation_id: string | null
  }
  hindrances: {
    unit_id: string
    id: string
    duty_id: string
    submission_id: string
    kind: string
    text: string
    raised_at: string
    raised_by: string | null
  }
  hindrance_answers: {
    unit_id: string
    id: string
    hindrance_id: string
    text: string
    answered_at: string
    answered_by: string | null
    closes: boolean
  }
  plan_closings: {
    id: string
    plan_id: string
    closed_on: Day
    closed_at: string
    closed_by: string | null
    note: string
    reopened_at: string | null
    reopened_by: string | null
    reopen_reason: string | null
  }
  closing_exceptions: {
    id: string
    closing_id: string
    unit_id: string
    until_on: Day
    reason: string
    granted_at: string
    granted_by: string | null
  }
  due_days: {
    unit_id: string
    id: string
    duty_id: string
    due_on: Day
    source: 'extension' | 'reassignment'
    reason: string
    set_at: string
    set_by: string | null
    replaced_at: string | null
  }
  reassignments: {
    unit_id: string
    id: string
    duty_id: string
    to_unit_id: string
    to_duty_id: string
    moved_on: Day
    reason: string
    moved_at: string
    moved_by: string | null
    takeover_id: string | null
  }
  takeovers: {
    id: string
    source_id: string
    plan_id: string | null
    unit_id: string
    to_unit_id: string
    period: string
    opens_on: Day
    from_on: Day
    reason: string
    decided_at: string
    decided_by: string | null
    ended_at: string | null
    ended_by: string | null
    end_reason: string | null
  }
  duty_posts: {
    unit_id: string
    id: string
    duty_id: string
    post_id: string | null
    reason: string
    assigned_at: string
    assigned_by: string | null
    replaced_at: string | null
  }
  plan_locks: {
    id: string
    plan_id: string
    workdays: number | null
    set_at: string
    set_by: string | null
    replaced_at: string | null
  }
  form_openings: {
    unit_id: string
    id: string
    plan_id: string
    period: string
    reason: string
    until: Day
    asked_at: string
    asked_by: string
  }
  form_opening_decisions: {
    unit_id: string
    opening_id: string
    approved: boolean
    note: string
    decided_at: string
    decided_by: string
  }
  form_saves: {
    unit_id: string
    key: string
    answer: unknown
    saved_at: string
    saved_by: string | null
  }
}
