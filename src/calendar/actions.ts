// A changed calendar is a new version; duties keep the version that gave their due day.

import { type Act, Problem, record } from '../platform/index.ts'
import { type CalendarDay, toWorkCalendar } from './pack.ts'
import { calendarVersions, insertCalendar } from './store.ts'

/** Publishes a version; the same version again changes nothing. `unitId` keeps the event. */
export async function publishCalendar(
  act: Act,
  calendar: { version: string; source: string; days: readonly CalendarDay[]; unitId: string },
): Promise<void> {
  const known = await calendarVersions(act.db)
  if (known.some(({ version }) => version === calendar.version)) return
  if (calendar.days.length === 0) throw new Problem(422, 'calendar.empty')
  const { version, from, to } = toWorkCalendar(calendar.version, calendar.days)
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
}
