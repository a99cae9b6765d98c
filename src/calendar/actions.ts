// A changed calendar is a new version; duties keep the version that gave their due day.

import { type Act, Problem, record } from '../platform/index.ts'
import { type CalendarDay, toWorkCalendar } from './pack.ts'
import { calendarVersions, insertCalendar, saveFollowing } from './store.ts'

/** Publishes a version; the same version again changes nothing, and the answer says so. `unitId` keeps the event. */
export async function publishCalendar(
  act: Act,
  calendar: { version: string; source: string; days: readonly CalendarDay[]; unitId: string },
): Promise<boolean> {
  const known = await calendarVersions(act.db)
  if (known.some(({ version }) => version === calendar.version)) return false
  if (calendar.days.length === 0) throw new Problem(422, 'calendar.empty')
  const { version, from, to } = toWorkCalendar(calendar.version, calendar.days)
  const [last] = known
  if (last && (last.covers_from < from || last.covers_to > to))
    throw new Problem(422, 'calendar.covers-less', { from: last.covers_from, to: last.covers_to })
  await insertCalendar(
    act.db,
    { version, covers_from: from, covers_to: to, source: calendar.source, loaded_at: act.now },
    calendar.days,
  )
  await record(act, 'calendar.published', {
    unitId: calendar.unitId,
    subject: `calendar:${version}`,
    details: { from, to, days: calendar.days.length },
  })
  return true
}

/** What is kept ready of some kind is counted by a version of the calendar from now on, or about to be. */
export async function calendarFollowed(
  act: Act,
  { what, version, unitId }: { what: string; version: string; unitId: string },
): Promise<void> {
  await saveFollowing(act.db, { what, version, at: act.now })
  await record(act, 'calendar.followed', {
    unitId,
    subject: `calendar:${version}`,
    details: { what },
  })
}
