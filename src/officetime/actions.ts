// A unit's own working time is said, and taken back: dated rows. Rooms above that keep what depends on it work it out anew.

import { workCalendar } from '../calendar/index.ts'
import type { Day } from '../lib/day.ts'
import type { Instant } from '../lib/instant.ts'
import { type Act, notFound, record } from '../platform/index.ts'
import {
  type EntryAsked,
  type EntryFacts,
  requireEntry,
  requireWithdrawal,
  spanOf,
} from './entry.ts'
import { allEntries, entryById, insertEntry, insertWithdrawal } from './store.ts'

/** The job that tells of a changed unit calendar. */
export const CHANGED_JOB = 'officetime.changed'
export type ChangedTime = { unitId: string; from: Day; to: Day }

/** Enters an exception or hours of a unit; answers the id. */
export async function enterTime(act: Act, unitId: string, asked: EntryAsked): Promise<string> {
  const { db, today, now, actor } = act
  const calendar = await workCalendar(db)
  const standing = (await allEntries(db)).filter((it) => it.unitId === unitId)
  const entry = requireEntry(asked, standing, { calendar, today })
  const id = act.newId()
  await insertEntry(db, {
    ...entry,
    id,
    unitId,
    enteredAt: now as Instant,
    enteredBy: actor.personId,
  })
  await tell(act, unitId, spanOf(entry, calendar))
  await record(act, 'unit-calendar.entered', { unitId, subject: id, details: factsOf(entry) })
  return id
}

/** Takes an entry back from a day on, or as a whole. */
export async function withdrawTime(
  act: Act,
  id: string,
  asked: { since: Day | null; reason: string },
): Promise<void> {
  const { db, now, actor } = act
  const entry = await entryById(db, id)
  if (!entry) throw notFound('unit-calendar')
  const { since, reason } = requireWithdrawal(entry, asked)
  const { unitId } = entry
  await insertWithdrawal(db, {
    entryId: id,
    at: now as Instant,
    since,
    reason,
    by: actor.personId,
  })
  const span = spanOf({ ...entry, from: since }, await workCalendar(db))
  await tell(act, unitId, span)
  await record(act, 'unit-calendar.withdrawn', { unitId, subject: id, details: { since } })
}

async function tell(act: Act, unitId: string, span: { from: Day; to: Day } | null) {
  if (span) await act.enqueue(CHANGED_JOB, { unitId, ...span })
}

const factsOf = ({ kind, from, to, weekday, hours, decision }: EntryAsked) =>
  ({ kind, from, to, weekday, hours, decision }) satisfies EntryFacts & { decision: string }
