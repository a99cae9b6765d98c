// What the pages of the trail show: events with the names that stand behind their ids, and the chains verified.

import { z } from 'zod'
import { namesOf, personIdsNamed, postTitles, unitsWithPosts } from '../auth/index.ts'
import { type Day, isDay } from '../lib/day.ts'
import { type UnitListed, unitsByIds } from '../org/index.ts'
import type { EventRow, Read } from '../platform/index.ts'
import { idsIn } from './event-text.ts'
import {
  atOneMoment,
  type EventFilter,
  eventHeads,
  eventsInOrder,
  listEvents,
  verbsUsed,
} from './store.ts'
import { type Verified, verifyChains } from './verify.ts'

const text = z.string().max(200).catch('').default('')
const dayText = z
  .string()
  .refine((value) => value === '' || isDay(value))
  .catch('')
  .default('')

export const eventFilters = z.object({
  unit: text,
  verb: text,
  person: text,
  from: dayText,
  to: dayText,
  subject: text,
  page: z.coerce.number().int().min(1).max(100_000).catch(1).default(1),
})
export type EventFilters = z.infer<typeof eventFilters>

/** A page says "more than" beyond this: counting millions would take longer than reading them is worth. */
export const MOST_COUNTED = 10_000

export type EventPage = {
  filters: EventFilters
  rows: EventRow[]
  /** How many there are; counted up to a bound on pages. */
  total: number
  /** Id → name of the people, posts and units that the rows speak of. */
  names: Map<string, string>
}

export type Trail = EventPage & { units: UnitListed[]; verbs: string[] }

const reachedUnits = async ({ db, rights }: Read): Promise<UnitListed[]> =>
  unitsByIds(db, await rights.reach('audit.read'))

/** One page of events within the visitor's reach, with what its filters offer. */
export async function loadTrail(read: Read, filters: EventFilters, size: number): Promise<Trail> {
  const units = await reachedUnits(read)
  const page = await loadEvents(read, filters, units, {
    limit: size,
    offset: (filters.page - 1) * size,
    countTo: MOST_COUNTED,
  })
  const ids = units.map(({ id }) => id)
  return { ...page, units, verbs: await verbsUsed(read.db, ids) }
}

/** Events within the visitor's reach, for a file. */
export const loadForFile = async (
  read: Read,
  filters: EventFilters,
  limit: number,
): Promise<EventPage> => loadEvents(read, filters, await reachedUnits(read), { limit, offset: 0 })

async function loadEvents(
  { db }: Read,
  filters: EventFilters,
  units: readonly UnitListed[],
  page: { limit: number; offset: number; countTo?: number },
): Promise<EventPage> {
  const chosen = units.filter(({ code }) => filters.unit === '' || code === filters.unit)
  const filter: EventFilter = {
    unitIds: chosen.map(({ id }) => id),
    verb: filters.verb,
    subject: filters.subject.trim(),
    ...(filters.person.trim() ? { personIds: await personIdsNamed(db, filters.person) } : {}),
    ...(filters.from ? { from: filters.from as Day } : {}),
    ...(filters.to ? { to: filters.to as Day } : {}),
  }
  const { rows, total } = await listEvents(db, filter, page)
  const ids = [
    ...new Set(
      rows.flatMap((row) => [
        row.unit_id,
        ...idsIn([row.person_id, row.post_id, row.subject, row.details]),
      ]),
    ),
  ]
  const named = await unitsByIds(db, ids)
  const names = new Map([
    ...named.map((unit): [string, string] => [unit.id, unit.fullName]),
    ...(await postTitles(db, ids)),
    ...(await namesOf(db, ids)),
  ])
  return { filters, rows, total, names }
}

/** The chains of some units verified at one moment; of all units when `unitIds` is null. */
export const verifyUnits = (
  db: Read['db'],
  unitIds: readonly string[] | null,
  earlier: Verified['heads'] = [],
): Promise<Verified> =>
  atOneMoment(db, async (moment) => {
    const within = (id: string) => unitIds === null || unitIds.includes(id)
    return await verifyChains(eventsInOrder(moment, unitIds), await eventHeads(moment, unitIds), {
      begun: (await unitsWithPosts(moment)).filter(within),
      earlier: earlier.filter(({ unit_id }) => within(unit_id)),
    })
  })

export type ReachVerified = Verified & { units: Map<string, UnitListed> }

/** The chains within the visitor's reach, verified. */
export async function verifyReach({ db, rights }: Read): Promise<ReachVerified> {
  const verified = await verifyUnits(db, await rights.reach('audit.read'))
  const ids = [...verified.heads, ...verified.breaks.map(({ unitId }) => ({ unit_id: unitId }))]
  const units = await unitsByIds(
    db,
    ids.map((head) => head.unit_id),
  )
  return { ...verified, units: new Map(units.map((unit) => [unit.id, unit])) }
}
