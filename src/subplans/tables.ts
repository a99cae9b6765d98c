import type { Day } from '../lib/day.ts'

/** What an own task says; the same in the draft and in a round. */
export type TaskColumns = {
  position: number
  text: string
  executor: string
  division_id: string | null
  post_id: string | null
  person_id: string | null
  obligation_id: string | null
}
export type FileColumns = {
  file_hash: string | null
  file_name: string | null
  mime: string | null
  size: number | null
}

export type SubplanTables = {
  subplan_demands: {
    id: string
    plan_id: string
    from_on: Day
    due_on: Day
    workdays: number | null
    source: string
    demanded_at: string
    demanded_by: string | null
    withdrawn_at: string | null
    withdrawn_by: string | null
  }
  subplan_exemptions: {
    unit_id: string
    id: string
    plan_id: string
    reason: string
    exempted_at: string
    exempted_by: string | null
    withdrawn_at: string | null
    withdrawn_by: string | null
  }
  subplans: FileColumns & {
    unit_id: string
    id: string
    plan_id: string
    number: string
    signed_on: Day | null
    title: string
    text: string
    begun_at: string
    saved_at: string
    saved_by: string | null
  }
  subplan_tasks: TaskColumns & {
    unit_id: string
    id: string
    subplan_id: string
    due_on: Day | null
    added_at: string
    added_by: string | null
    ended_at: string | null
    ended_by: string | null
  }
  subplan_filings: FileColumns & {
    unit_id: string
    id: string
    subplan_id: string
    plan_id: string
    round: number
    number: string
    signed_on: Day
    title: string
    text: string
    note: string
    reviewer_id: string
    filed_at: string
    filed_by: string | null
    due_on: Day | null
    counts_on: Day
  }
  subplan_filed_tasks: TaskColumns & {
    unit_id: string
    filing_id: string
    task_id: string
    due_on: Day
  }
  subplan_acceptances: {
    unit_id: string
    filing_id: string
    accepted_at: string
    accepted_by: string | null
    note: string
  }
  subplan_returns: {
    unit_id: string
    filing_id: string
    returned_at: string
    returned_by: string | null
    reason: string
    correct_by: Day
  }
  subplan_marks: {
    unit_id: string
    id: string
    task_id: string
    state: 'done' | 'not-done'
    note: string
    marked_at: string
    marked_by: string | null
  }
}
