// Sums of petitions of all units: read off their spans, or counted anew from what was said.

import { calendarChangedAt, workCalendar } from '../calendar/index.ts'
import type { Span } from '../indices/index.ts'
import type { Day } from '../lib/day.ts'
import type { Instant } from '../lib/instant.ts'
import type { Db } from '../platform/index.ts'
import { sendingUnits } from './batch-store.ts'
import { type Complaints, complaintsOf } from './complaint.ts'
import { petitionMessages } from './message-store.ts'
import type { PetitionPart } from './part.ts'
import { petitionState, petitionUnitIds } from './petition-store.ts'
import { petitionRulesOn } from './rules-store.ts'
import { type PetitionSums, petitionSumsOf } from './sums.ts'
import { liveComplaints, liveSums, partsTogether } from './sums-store.ts'

export type SumsQuery = {
  period: Span
  /** Petitions stand as at this instant, no later than the end of the period. */
  at: Instant
  /** By what was known then; by all that is known now for null. */
  asOf: Instant | null
  today: Day
  recompute?: boolean
}
export type LoadedSums = {
  byUnit: Map<string, PetitionSums>
  /** The parts of each petition that several units have: the sums of all of them together count it more than once. */
  together: PetitionPart[][]
  /** Units that somebody sends petitions for, all below them included: without a petition they have none. */
  senders: string[]
  /** Dossiers that petitions name. */
  complaints: Complaints
}

export async function loadPetitionSums(
  db: Db,
  { period, at, asOf, today, recompute }: SumsQuery,
): Promise<LoadedSums> {
  const ids = await petitionUnitIds(db)
  const senders = await sendingUnits(db, asOf)
  if (ids.length === 0) return { byUnit: new Map(), together: [], senders, complaints: new Map() }
  const { lastReceivedAt } = await petitionState(db, ids)
  const isKnownWhole =
    asOf === null ||
    [lastReceivedAt, await calendarChangedAt(db)].every((it) => it === null || it <= asOf)
  if (!recompute && isKnownWhole) {
    const byUnit = await liveSums(db, ids, period, at)
    const together = await partsTogether(db, ids, at)
    return { byUnit, together, senders, complaints: await liveComplaints(db, ids, at) }
  }
  const rules = await petitionRulesOn(db, today)
  const said = await petitionMessages(db, ids, { asOf })
  const calendar = await workCalendar(db, { asOf })
  const sums = petitionSumsOf(said, period, at, rules, calendar)
  return { ...sums, senders, complaints: complaintsOf(said, at) }
}

/** Dossiers that petitions name, as known and standing now. */
export const complaintsNow = async (db: Db, now: Instant): Promise<Complaints> =>
  await liveComplaints(db, await petitionUnitIds(db), now)

/** Grows with everything that is received about petitions. */
export async function petitionVersion(db: Db): Promise<number> {
  return (await petitionState(db, await petitionUnitIds(db))).version
}
