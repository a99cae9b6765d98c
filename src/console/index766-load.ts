// What the page of the index shows: one unit in a period, units under it, months before it.

import { z } from 'zod'
import { endOfDay } from '../dossiers/index.ts'
import {
  type AskedPeriod,
  knownTrees,
  linesByProcedure,
  loadPast,
  loadScored,
  monthOf,
  monthsUpTo,
  type PastScore,
  type ProcedureLine,
  periodBefore,
  periodNamed,
  placeIn,
  type Scored,
  type ScoredQuery,
  treeLevelOf,
  unitsUnder,
} from '../index766/index.ts'
import { type Evaluation, pieces, type Tree } from '../indices/index.ts'
import { type Day, isDay, parseDay } from '../lib/day.ts'
import { instantAt } from '../lib/instant.ts'
import { unitByCode, unitsOn } from '../org/index.ts'
import { type Moment, notFound, type Read } from '../platform/index.ts'

export const LISTED = ['department', 'district', 'commune'] as const
export type Listed = (typeof LISTED)[number]

const text = (most: number) => z.string().max(most).catch('').default('')
export const indexQuery = z.object({
  code: z.string().max(40),
  period: text(30),
  /** The period shown when the form was sent: another one chosen goes before two days. */
  was: text(30),
  from: text(10),
  to: text(10),
  on: text(10),
  tree: text(40),
  level: z
    .enum(['', ...LISTED])
    .catch('')
    .default(''),
})
export type IndexQuery = z.infer<typeof indexQuery>
export type Looker = Pick<Read, 'db' | 'recall'> & Moment

export type Unit = Scored['board']['units'][number]
export type RankedUnit = {
  unit: Unit
  name: string
  score: Evaluation | null
  place: number | null
  of: number
  n: number
  before: PastScore | null
}
export type IndexView = {
  unit: Unit
  name: string
  parent: { code: string; name: string } | null
  query: IndexQuery
  period: AskedPeriod
  asOf: Day | null
  isLive: boolean
  scored: Scored
  score: Evaluation | null
  place: { place: number | null; of: number }
  before: PastScore | null
  trees: Tree[]
  levels: Listed[]
  level: Listed | null
  ranking: RankedUnit[]
  procedures: ProcedureLine[]
  trend: { code: string; total: number | null; tree: Tree; on: Day }[][]
}

/** The unit a page is about. */
export const unitIdOf = async (read: Read, { code }: { code: string }): Promise<string | null> =>
  (await unitByCode(read.db, code, read.today))?.id ?? null

/** The period asked for: two days, a named one, or this month. */
export function periodAsked({ period, was, from, to }: IndexQuery, today: Day): AskedPeriod {
  const given = isDay(from) && isDay(to) && from <= to ? periodNamed(`${from}..${to}`) : null
  const named = periodNamed(period)
  return (was && named && period !== was ? named : (given ?? named)) ?? monthOf(today)
}

export function scoredQuery(query: IndexQuery, today: Day): ScoredQuery & { period: AskedPeriod } {
  const period = periodAsked(query, today)
  const on = parseDay(query.on) ?? null
  return {
    period,
    ...(query.tree ? { version: query.tree } : {}),
    ...(on && on < today ? { asOf: endOfDay(on) } : {}),
  }
}

/** The board and the unit on it. Throws 404 for a unit that did not stand then. */
export async function loadUnit(read: Looker, query: IndexQuery, version?: number) {
  const asked = scoredQuery(query, read.today)
  const scored = await loadScored(read, asked, version)
  const unit = scored.board.units.find(({ code }) => code === query.code)
  if (!unit) throw notFound('unit')
  return { asked, scored, unit, score: scored.scores.get(unit.id) ?? null }
}

export async function loadIndex(read: Looker, query: IndexQuery): Promise<IndexView> {
  const { asked, scored, unit, score } = await loadUnit(read, query)
  const { db, today } = read
  const { period, asOf } = asked
  const { board } = scored
  const names = new Map((await unitsOn(db, today)).map((it) => [it.id, it.fullName]))
  const under = unitsUnder(board, unit)
  const found = under.filter(
    ({ id, level }) => id !== unit.id && isListed(level) && treeLevelOf(level),
  )
  const levels = LISTED.filter((level) => found.some((it) => it.level === level))
  const level = levels.find((it) => it === query.level) ?? levels.at(-1) ?? null
  const last = periodBefore(period)
  const before = await loadPast(read, {
    ...versionOf(asked),
    period: last,
    until: endOfDay(last.to),
  })
  const parent = board.units.find(({ id }) => id === unit.parentId)
  return {
    unit,
    name: names.get(unit.id) ?? unit.name,
    parent: parent ? { code: parent.code, name: names.get(parent.id) ?? parent.name } : null,
    query,
    period,
    asOf: asOf ? (asOf.slice(0, 10) as Day) : null,
    isLive: !asOf && period.from <= today && today <= period.to,
    scored,
    score,
    place: placeIn(scored, unit),
    before: before.get(unit.id) ?? null,
    trees: await knownTrees(read),
    levels,
    level,
    ranking: rankingOf(scored, found, level, names, before),
    procedures: await linesByProcedure(
      db,
      under.map(({ id }) => id),
      period,
      asOf ? asOf.slice(0, 10) : today,
    ),
    trend: await trendOfDay(read, query, { period, score, unit, tree: board.tree }),
  }
}

const versionOf = ({ version }: ScoredQuery) => (version ? { version } : {})
const isListed = (level: string): level is Listed => (LISTED as readonly string[]).includes(level)

/** Units of one level under the unit, the best first, those without dossiers last. */
export function rankingOf(
  scored: Scored,
  found: readonly Unit[],
  level: Listed | null,
  names: ReadonlyMap<string, string>,
  before: ReadonlyMap<string, PastScore>,
): RankedUnit[] {
  return found
    .filter((it) => it.level === level)
    .map((unit): RankedUnit => {
      const score = scored.scores.get(unit.id) ?? null
      return {
        unit,
        name: names.get(unit.id) ?? unit.name,
        score: scored.places.has(unit.id) ? score : null,
        ...placeIn(scored, unit),
        n: handledOf(score),
        before: before.get(unit.id) ?? null,
      }
    })
    .sort((a, b) => (a.place ?? 1e9) - (b.place ?? 1e9))
}

/** Dossiers a score rests on: those of 2.1. */
export const handledOf = (score: Evaluation | null): number =>
  score?.indicators.find(({ code }) => code === '2.1')?.denominator ?? 0

/** Twelve months up to the end of the period, cut where they must not be drawn through. */
async function trendOfDay(
  read: Looker,
  query: IndexQuery,
  now: { period: AskedPeriod; score: Evaluation | null; unit: Unit; tree: Tree },
): Promise<IndexView['trend']> {
  const { today } = read
  const last = now.period.to < today ? now.period.to : today
  const asked = scoredQuery(query, today)
  const points = []
  for (const month of monthsUpTo(last, 12)) {
    const isThis = now.period.kind === 'month' && month.code === now.period.code
    const past = isThis
      ? null
      : (
          await loadPast(read, {
            ...versionOf(asked),
            period: month,
            until: month.to < today ? endOfDay(month.to) : instantAt(today, read.now.slice(11, 16)),
          })
        ).get(now.unit.id)
    points.push({
      code: month.code,
      total: isThis ? (now.score?.total ?? null) : (past?.total ?? null),
      tree: isThis ? now.tree : (past?.tree ?? now.tree),
      on: month.to,
    })
  }
  return pieces(points)
}
