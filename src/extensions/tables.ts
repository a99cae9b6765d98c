import type { Day } from '../lib/day.ts'

export type ExtensionTables = {
  extension_requests: {
    unit_id: string
    id: string
    plan_id: string
    reviewer_id: string
    reason: string
    wanted_on: Day
    asked_on: Day
    asked_at: string
    asked_by: string | null
  }
  extension_lines: {
    unit_id: string
    request_id: string
    duty_id: string
    due_on: Day
    in_time: boolean
  }
  extension_line_decisions: {
    unit_id: string
    request_id: string
    duty_id: string
    granted_on: Day | null
    reason: string
    decided_at: string
    decided_by: string | null
  }
  extension_withdrawals: {
    unit_id: string
    request_id: string
    withdrawn_at: string
    withdrawn_by: string | null
  }
}
