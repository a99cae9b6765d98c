// What to fix today and where the period will end, from open dossiers and from a unit's own earlier periods.

import { endOfDay, keepingOf, openDossiers, tallyFacts, timekeeping } from '../dossiers/index.ts'
import type { Subject } from '../indices/index.ts'
import { addDays, daysBetween } from '../lib/day.ts'
import { type Instant, instantAt } from '../lib/instant.ts'
import {
  complaintsNow,
  openPetitions,
  petitionRulesOn,
  petitionsTogether,
} from '../petitions/index.ts'
import type { Moment, Read } from '../platform/index.ts'
import { type Forecast, forecastEnd, type Past } from './forecast.ts'
import { loadPast, loadScored, type ScoredQuery, unitsUnder } from './load-scored.ts'
import { type AskedPeriod, periodBefore } from './period.ts'
import { partsOfOpen, workOnPetition } from './petition-work.ts'
import { timingRulesOf } from './rules.ts'
import { type Board, countsAbove, type ScoredUnit, treeLevelOf } from './scoring.ts'
import { fixesToday, type Today } from './today.ts'
import { closeOf, worksOn } from './work.ts'

type From = Pick<Read, 'db' | 'recall'> & Moment
type Query = ScoredQuery & { period: AskedPeriod }

/** Open dossiers looked at. */
export const MOST_OPEN = 20_000
/** Earlier periods that a forecast looks back on. */
const PASTS = 6

export type TodayView = Today & {
  looked: number
  /** Code of the unit of each open dossier and petition. */
  unitOf: ReadonlyMap<string, string>
  forecast: Forecast | null
}

/** The subject of a unit as the board counts it. */
export function subjectOf(board: Board, unit: ScoredUnit): Subject | null {
  const level = treeLevelOf(unit.level)
  if (!level) return null
  return {
    unit: { level },
    counts: board.counts.get(unit.id) ?? {},
    options: {
      switches: board.chosen,
      above: countsAbove(board, unit),
    },
  }
}

/** Null for a unit that is not scored. */
export async function loadToday(
  from: From,
  query: Query,
  unit: ScoredUnit,
  most = 200,
): Promise<TodayView | null> {
  const { db, now, today } = from
  const { period } = query
  const { board } = await loadScored(from, { ...query, until: closeOf(period) })
  const subject = subjectOf(board, unit)
  if (!subject) return null
  const parent = board.units.find(({ id }) => id === unit.parentId)
  const ids = unitsUnder(board, unit).map(({ id }) => id)
  const open = await openDossiers(db, ids, MOST_OPEN)
  const codes = new Map(board.units.map(({ id, code }) => [id, code]))
  const keeper = {
    ...(await timekeeping(db, today)),
    rules: timingRulesOf(board.tree, board.chosen),
  }
  const complaints = await complaintsNow(db, now)
  const works = worksOn(
    open.map(({ unitId, dossier }) => ({
      dossier,
      facts: {
        ...tallyFacts(dossier, keepingOf(keeper, unitId)),
        complainedOn: complaints.get(dossier.code) ?? null,
      },
    })),
    { period, now, tree: board.tree, chosen: board.chosen },
  )
  const petitions = await openPetitions(db, ids, now)
  const rules = await petitionRulesOn(db, today)
  const { calendar } = keeper.nation
  const parts = partsOfOpen(
    petitions.map(({ petition }) => petition),
    await petitionsTogether(
      db,
      petitions.map(({ petition }) => petition.code),
    ),
    new Set(ids),
    new Set(parent ? unitsUnder(board, parent).map(({ id }) => id) : []),
  )
  const petitionWorks = parts.flatMap(
    (it) => workOnPetition(it, { period, now }, rules, calendar) ?? [],
  )
  const all = [...petitionWorks, ...works]
  return {
    ...fixesToday(board.tree, all, subject, parent ? subjectOf(board, parent) : null, most),
    looked: open.length,
    unitOf: new Map([
      ...open.map(({ unitId, dossier }) => [dossier.code, codes.get(unitId) ?? ''] as const),
      ...petitionWorks.map(({ code, unit: id }) => [code, codes.get(id) ?? ''] as const),
    ]),
    forecast: await forecastOf(from, query, unit),
  }
}

/** Over when the period is. */
async function forecastOf(from: From, query: Query, unit: ScoredUnit): Promise<Forecast | null> {
  const { today, now } = from
  const { period } = query
  if (today > period.to || today < period.from) return null
  const { scores, board } = await loadScored(from, query)
  const score = scores.get(unit.id)
  const version = { ...(query.version ? { version: query.version } : {}) }
  const share = (daysBetween(period.from, today) + 1) / (daysBetween(period.from, period.to) + 1)
  const past: Past[] = []
  let before = period
  for (let count = 0; count < PASTS; count += 1) {
    before = periodBefore(before)
    const days = Math.ceil(share * (daysBetween(before.from, before.to) + 1))
    const then = addDays(before.from, days - 1)
    const at = instantAt(then, `${now.slice(11, 13)}:00`)
    const ask = async (until: Instant) =>
      (await loadPast(from, { ...version, period: before, until })).get(unit.id)
    const [soFar, end] = [await ask(at), await ask(endOfDay(before.to))]
    if (!end || end.tree.version !== board.tree.version) break
    if (end.total === null || soFar?.total == null) break
    past.push({ period: before.code, soFar: soFar.total, end: end.total })
  }
  return forecastEnd(score?.total ?? null, past, score?.attainable ?? 0)
}
