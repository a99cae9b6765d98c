// Counters made anew from the events: after what dossiers are timed by has changed, or to be sure.

import { calendarChange, calendarFollowed } from '../calendar/index.ts'
import type { Day } from '../lib/day.ts'
import type { Instant } from '../lib/instant.ts'
import { everBelow } from '../officetime/index.ts'
import { memberships, rootUnitId } from '../org/index.ts'
import { type Act, record } from '../platform/index.ts'
import { replaced } from './counting.ts'
import { foldDossier } from './fold.ts'
import { timekeeping } from './procedure-store.ts'
import {
  areDone,
  codesAfter,
  codesTouching,
  dossierUnitIds,
  writersSoFar,
} from './recount-store.ts'
import { fromStored } from './stored-event.ts'
import { standingOf } from './take.ts'
import {
  addChanges,
  countedNow,
  lockUnits,
  raiseVersions,
  saveStates,
  storedEvents,
} from './take-store.ts'
import { keepingOf } from './timekeeping.ts'

const PORTION = 1000

/** Recounts a portion of a unit's dossiers; answers the code to go on after, null at the end. */
export async function recountSome(
  act: Act,
  unitId: string,
  procedures: readonly string[] | null,
  after: string,
): Promise<{ count: number; after: string | null }> {
  await lockUnits(act.db, [unitId])
  const codes = await codesAfter(act.db, unitId, procedures, after, PORTION)
  if (codes.length > 0) await recount(act, unitId, codes)
  return { count: codes.length, after: codes.length < PORTION ? null : (codes.at(-1) ?? null) }
}

/** Counts dossiers of a locked unit anew. */
async function recount(act: Act, unitId: string, codes: readonly string[]): Promise<void> {
  const { db } = act
  const keys = codes.map((code) => ({ unitId, code }))
  const known = await storedEvents(db, keys)
  const counted = await countedNow(db, keys)
  const keeping = keepingOf(await timekeeping(db, act.today), unitId)
  const states = codes.map((code) => {
    const events = (known.get(code) ?? []).map(fromStored)
    const dossier = foldDossier(events)
    return { unitId, code, dossier, wasKnown: true, ...standingOf(dossier, events, keeping) }
  })
  await saveStates(db, states)
  await addChanges(db, replaced(states, counted))
  await record(act, 'dossiers.recounted', {
    unitId,
    subject: unitId,
    details: { dossiers: codes.length },
  })
}

export const RECOUNT_JOB = 'dossiers.recount-days'
type Days = { from: Day; to: Day }
export type RecountAsked = Days & {
  /** Still to be counted; of the first, what comes after a code. */
  unitIds: readonly string[]
  after: string
  /** Transactions that may have written by the calendar of before. */
  writers: string
}

/** Units of one job. */
const UNITS_AT_ONCE = 20

/** Has dossiers counted anew on which changed days of a unit's calendar bear: of the unit and of all below it. */
export async function askForRecounts(
  act: Act,
  { unitId, ...days }: Days & { unitId: string },
): Promise<void> {
  const below = everBelow(unitId, await memberships(act.db))
  const units = (await dossierUnitIds(act.db)).filter((id) => below.has(id))
  await askFor(act, units, days)
}

async function askFor(act: Act, units: readonly string[], days: Days): Promise<void> {
  const asked = { ...days, writers: await writersSoFar(act.db), after: '' }
  for (let from = 0; from < units.length; from += UNITS_AT_ONCE) {
    const unitIds = units.slice(from, from + UNITS_AT_ONCE)
    await act.enqueue(RECOUNT_JOB, { ...asked, unitIds })
  }
}

export const FOLLOW_JOB = 'dossiers.follow-calendar'
const DOSSIERS = 'dossiers'

/** Has dossiers of all units counted anew on which a newer working calendar of all bears. */
export async function followCalendar(act: Act): Promise<void> {
  const change = await calendarChange(act.db, DOSSIERS)
  const unitId = change && (await rootUnitId(act.db))
  if (!change || !unitId) return
  if (change.days) await askFor(act, await dossierUnitIds(act.db), change.days)
  await calendarFollowed(act, { what: DOSSIERS, version: change.version, unitId })
}

/** Counts a portion of a unit's dossiers anew; answers what is left. Batches that were being written by the calendar of before must
 * be in the database first: until then all of it is. */
export async function recountDays(
  act: Act,
  asked: RecountAsked,
): Promise<{ again: RecountAsked } | 'done'> {
  const { unitIds, writers, after } = asked
  const [unitId, ...others] = unitIds
  if (unitId === undefined) return 'done'
  if (!(await areDone(act.db, writers))) return { again: asked }
  await lockUnits(act.db, [unitId])
  const codes = await codesTouching(act.db, unitId, asked, after, PORTION)
  const left =
    codes.length === PORTION
      ? { ...asked, after: codes.at(-1) ?? '' }
      : { ...asked, unitIds: others, after: '' }
  if (codes.length > 0) {
    await raiseVersions(act.db, new Map([[unitId, LONG_AGO]]))
    await recount(act, unitId, codes)
  }
  return { again: left }
}

/** Nothing was received with a recount. */
const LONG_AGO = '2000-01-01T00:00:00.000+07:00' as Instant
