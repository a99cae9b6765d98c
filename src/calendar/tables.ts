import type { Day } from '../lib/day.ts'

export type CalendarTables = {
  calendars: {
    version: string
    covers_from: Day
    covers_to: Day
    source: string
    loaded_at: string
  }
  calendar_days: {
    version: string
    day: Day
    is_working: boolean
    kind: string
    name: string | null
    status: string | null
    source: string | null
  }
}
