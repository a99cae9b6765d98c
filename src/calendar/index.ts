// Working calendars by version, calendar periods and reporting periods.

export { calendarFollowed, publishCalendar } from './actions.ts'
export { calendarApi } from './api.ts'
export { type CalendarDay, readCalendarPack, toWorkCalendar } from './pack.ts'
export {
  type Period,
  type PeriodKind,
  periodByCode,
  periodLabel,
  periodOf,
  periodsBetween,
} from './period.ts'
export {
  calendarChange,
  calendarChangedAt,
  calendarDays,
  calendarReach,
  calendarVersions,
  workCalendar,
} from './store.ts'
export { calendarWords } from './words.ts'
