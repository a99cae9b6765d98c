// The board with every score and place on it, worked out once for all who look at it.

import { dossierUnitIds } from '../dossiers/index.ts'
import type { Choices, Evaluation, Place, Span, Tree } from '../indices/index.ts'
import { dayNumber } from '../lib/day.ts'
import type { Instant } from '../lib/instant.ts'
import { petitionVersion } from '../petitions/index.ts'
import { type Moment, openRecall, type Read } from '../platform/index.ts'
import { tallyState } from './figure-store.ts'
import { loadBoard, trees } from './load-board.ts'
import {
  type Board,
  cohortOf,
  hasDossiers,
  placesOf,
  type ScoredUnit,
  scoreKey,
  scoreOf,
} from './scoring.ts'

export type Scored = {
  board: Board
  /** By the id of the unit. */
  scores: ReadonlyMap<string, Evaluation>
  places: ReadonlyMap<string, Place>
  at: Instant
  version: number
}

export type ScoredQuery = {
  period: Span
  version?: string
  chosen?: Choices
  /** How things stood then as they were known then; without it, how they stand now. */
  asOf?: Instant
  /** How things stand then by all that is known now: an earlier period, or the end of this one. */
  until?: Instant
}

/** Boards kept at once, each with the scores of all units; and earlier periods, of which only totals are kept. */
const BOARDS = 24
const PASTS = 300

type From = Pick<Read, 'db' | 'recall'> & Moment

/** Grows with everything received; what a figure of the whole instance depends on, beside the passage of time. */
export async function tallyVersion(db: Read['db']): Promise<number> {
  const { version } = await tallyState(db, await dossierUnitIds(db))
  return version + (await petitionVersion(db))
}

/** The versions of the index; they come with the program, so one reading lasts. */
export const knownTrees = async ({ db, recall }: Pick<Read, 'db' | 'recall'>): Promise<Tree[]> =>
  recall ? await recall('766.trees', 0, () => trees(db)) : await trees(db)

/** Recalled by the version of the counters; what time alone changes is looked at again every minute. */
export async function loadScored(
  { db, recall, now, today }: From,
  query: ScoredQuery,
  known?: number,
  isOnce = false,
): Promise<Scored> {
  const { period, asOf, until } = query
  const version = known ?? (await tallyVersion(db))
  const at = asOf ?? until ?? now
  const make = async (): Promise<Scored> => {
    const board = await loadBoard(db, {
      period,
      at,
      today,
      trees: await knownTrees(recall ? { db, recall } : { db }),
      ...(query.version ? { version: query.version } : {}),
      ...(query.chosen ? { chosen: query.chosen } : {}),
      ...(asOf ? {} : { knownNow: true }),
    })
    const name = `766.scores ${JSON.stringify(query)}`
    const known = isOnce
      ? undefined
      : await recall?.(name, 0, async (): Promise<Known> => new Map())
    return { board, ...scoresOf(board, isOnce, known), at, version }
  }
  if (!recall || isOnce) return await make()
  const shelf = await recall('766.boards', 0, async () => openRecall(BOARDS))
  // What was known then does not change by what is received.
  return await shelf(
    JSON.stringify(['766', query]),
    asOf ? 0 : version + minuteOf({ now, today }),
    make,
  )
}

/** A unit's place in its cohort. Without dossiers it has none, among as many as have some. */
export function placeIn(
  { board, places }: Pick<Scored, 'board' | 'places'>,
  unit: ScoredUnit,
): { place: number | null; of: number } {
  const own = places.get(unit.id)
  if (own) return { place: own.place, of: own.of }
  const cohort = cohortOf(board, unit)
  const peer = board.units.find((it) => places.has(it.id) && cohortOf(board, it) === cohort)
  return { place: null, of: (peer && places.get(peer.id)?.of) ?? 0 }
}

export type PastScore = {
  total: number | null
  place: number | null
  of: number
  tree: Board['tree']
}

/** Scores by unit of a period that is over, or at a point of it: looked at again every minute, not with every event. */
export async function loadPast(
  from: From,
  query: ScoredQuery & { until: Instant },
): Promise<ReadonlyMap<string, PastScore>> {
  const { recall } = from
  const make = async () => {
    const { board, scores, places } = await loadScored(from, query, 0, true)
    return new Map(
      [...scores].map(([id, { total }]): [string, PastScore] => {
        const place = places.get(id)
        const isKnown = place !== undefined
        return [
          id,
          {
            total: isKnown || hasDossiers(board, id) ? total : null,
            place: place?.place ?? null,
            of: place?.of ?? 0,
            tree: board.tree,
          },
        ]
      }),
    )
  }
  if (!recall) return await make()
  const shelf = await recall('766.past', 0, async () => openRecall(PASTS))
  return await shelf(JSON.stringify(query), minuteOf(from), make)
}

/** Minutes since long ago: with the version of the counters it makes a number that grows when either does. */
const minuteOf = ({ now, today }: Moment): number =>
  dayNumber(today) * 1440 + Number(now.slice(11, 13)) * 60 + Number(now.slice(14, 16))

/** The last score of each unit, with what it depended on. */
type Known = Map<string, { key: string; score: Evaluation | null }>

/** Of a past without a dossier nothing is worked out. What depends on the same as last time is the same. */
function scoresOf(
  board: Board,
  isOnce: boolean,
  known: Known = new Map(),
): Pick<Scored, 'scores' | 'places'> {
  const scores = new Map<string, Evaluation>()
  if (isOnce && !board.units.some(({ id }) => hasDossiers(board, id)))
    return { scores, places: new Map() }
  for (const unit of board.units) {
    const key = scoreKey(board, unit)
    const last = known.get(unit.id)
    const score = last?.key === key ? last.score : scoreOf(board, unit)
    known.set(unit.id, { key, score })
    if (score) scores.set(unit.id, score)
  }
  const places = new Map<string, Place>()
  const totalOf = ({ id }: ScoredUnit) => scores.get(id)?.total ?? null
  for (const { unit, ...place } of placesOf(board, totalOf)) places.set(unit.id, place)
  return { scores, places }
}

/** A unit and all units under it. */
export function unitsUnder(board: Board, unit: ScoredUnit): ScoredUnit[] {
  const found = new Set([unit.id])
  for (let size = 0; size < found.size; ) {
    size = found.size
    for (const { id, parentId } of board.units)
      if (parentId !== null && found.has(parentId)) found.add(id)
  }
  return board.units.filter(({ id }) => found.has(id))
}
