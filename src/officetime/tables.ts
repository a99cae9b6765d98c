import type { Day } from '../lib/day.ts'
import type { EntryKind } from './entry.ts'
import type { OfficeHours } from './hours.ts'

export type OfficeTimeTables = {
  unit_calendar_entries: {
    id: string
    unit_id: string
    kind: EntryKind
    first_day: Day
    last_day: Day | null
    weekday: number | null
    hours: OfficeHours | null
    reason: string
    decision: string
    decided_on: Day
    entered_at: string
    entered_by: string | null
  }
  unit_calendar_withdrawals: {
    entry_id: string
    withdrawn_at: string
    since: Day
    reason: string
    withdrawn_by: string | null
  }
}
