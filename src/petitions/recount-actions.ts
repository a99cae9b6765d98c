// Petitions made anew from what was said: after their clocks or the working calendar have changed, or to be sure.

import { z } from 'zod'
import { calendarChange, calendarFollowed, workCalendar } from '../calendar/index.ts'
import { day } from '../lib/day.ts'
import type { Instant } from '../lib/instant.ts'
import { rootUnitId } from '../org/index.ts'
import { type Act, canonical, record } from '../platform/index.ts'
import { lockPetitions } from './batch-store.ts'
import { foldPetition } from './fold.ts'
import { petitionMessages } from './message-store.ts'
import { CLOCKS } from './petition.ts'
import { petitionUnitIds, raiseVersion, savePetitions } from './petition-store.ts'
import { petitionRulesOn, type StoredRules, savePetitionRules } from './rules-store.ts'
import { spansOf } from './span.ts'

/** Answers how many petitions of the unit were made anew. */
export async function recountPetitions(act: Act, unitId: string): Promise<number> {
  const { db, today } = act
  await lockPetitions(db)
  const rules = await petitionRulesOn(db, today)
  const calendar = await workCalendar(db)
  const said = await petitionMessages(db, [unitId], {})
  const states = said.map(({ code, messages }) => {
    const petition = foldPetition(messages, unitId)
    return { code, petition, spans: petition ? spansOf(petition, rules, calendar) : [] }
  })
  await savePetitions(db, unitId, states)
  const last = said.flatMap(({ messages }) => messages.map(({ receivedAt }) => receivedAt)).sort()
  await raiseVersion(db, unitId, last.at(-1) ?? LONG_AGO)
  await record(act, 'petitions.recounted', {
    unitId,
    subject: unitId,
    details: { petitions: said.length },
  })
  return said.length
}

export const RECOUNT_JOB = 'petitions.recount-units'
/** Units of one job. */
const UNITS_AT_ONCE = 20
const PETITIONS = 'petitions'

/** Has petitions of all units counted anew once the working calendar of all has changed. */
export async function followCalendar(act: Act): Promise<void> {
  const change = await calendarChange(act.db, PETITIONS)
  const unitId = change && (await rootUnitId(act.db))
  if (!change || !unitId) return
  const units = change.days ? await petitionUnitIds(act.db) : []
  for (let from = 0; from < units.length; from += UNITS_AT_ONCE)
    await act.enqueue(RECOUNT_JOB, { unitIds: units.slice(from, from + UNITS_AT_ONCE) })
  await calendarFollowed(act, { what: PETITIONS, version: change.version, unitId })
}

export type RecountAsked = { unitIds: readonly string[] }

/** Counts the petitions of one unit anew; answers which are left. A batch that was being written by the calendar of before is
 * waited for: both hold the lock. */
export async function recountNext(
  act: Act,
  { unitIds: [unitId, ...others] }: RecountAsked,
): Promise<{ again: RecountAsked } | 'done'> {
  if (unitId !== undefined) await recountPetitions(act, unitId)
  return others.length > 0 ? { again: { unitIds: others } } : 'done'
}

const pack = z.looseObject({
  days: z.record(z.enum(CLOCKS), z.int().min(0).max(60)),
  afterSupplement: z.enum(['restart', 'pause']),
})
const SINCE = day('2000-01-01')
/** Nothing was received with a recount. */
const LONG_AGO = '2000-01-01T00:00:00.000+07:00' as Instant

/** Clocks of petitions as a pack tells them; answers whether they changed, so that petitions must be counted anew. */
export async function loadPetitionRules(act: Act, json: unknown, source: string): Promise<boolean> {
  const { days, afterSupplement } = pack.parse(json)
  const rules: StoredRules = { days, afterSupplement, source }
  const { db, today } = act
  if (canonical(await petitionRulesOn(db, today)) === canonical(rules)) return false
  await savePetitionRules(db, SINCE, rules)
  const unitId = await rootUnitId(db)
  if (unitId)
    await record(act, 'petitions.clocks-loaded', { unitId, subject: source, details: { days } })
  return true
}
