// What an open page of the index is brought: the figures that differ, whenever an event changed any.

import {
  loadScored,
  type PastScore,
  placeIn,
  tallyVersion,
  treeLevelOf,
  unitsUnder,
} from '../index766/index.ts'
import { notFound, type Read, type Route, route, type StreamEvent } from '../platform/index.ts'
import { changedFigures, type Figures, figuresOf } from './index766-figures.ts'
import {
  type IndexQuery,
  indexQuery,
  LISTED,
  loadUnit,
  rankingOf,
  scoredQuery,
  unitIdOf,
} from './index766-load.ts'

type Follow = (signal: AbortSignal) => AsyncIterable<StreamEvent>

export const liveIndex: Route = route<IndexQuery, Follow>({
  method: 'GET',
  path: '/office/index766/:code/live',
  may: 'index.read',
  about: 'The figures of the index page as they change, as server-sent events.',
  input: indexQuery,
  unit: unitIdOf,
  load: async (read, query) => {
    // What cannot be shown is refused before the stream begins: afterwards no status tells it.
    await loadUnit(read, query)
    return (signal) => follow(read, query, signal)
  },
  show: (events) => ({ events }),
})

/** One question for all pages of the process: has anything been counted, has a minute gone by. */
async function* follow(read: Read, query: IndexQuery, signal: AbortSignal) {
  const { db, lang, watch } = read
  if (!watch || scoredQuery(query, read.today).asOf) return
  const ask = async ({ now }: { now: string }) => `${await tallyVersion(db)}@${now.slice(0, 16)}`
  let sent: Figures = {}
  let shown: readonly unknown[] = []
  for await (const { value, now, today } of watch('index766', ask, signal)) {
    const looker = { ...read, now, today }
    const scored = await loadScored(
      looker,
      scoredQuery(query, today),
      Number(value.slice(0, value.indexOf('@'))),
    )
    const unit = scored.board.units.find(({ code }) => code === query.code)
    if (!unit) throw notFound('unit')
    const under = unitsUnder(scored.board, unit)
    const below = under.filter((it) => it.id !== unit.id && treeLevelOf(it.level))
    const levels = LISTED.filter((level) => below.some((it) => it.level === level))
    const level = levels.find((it) => it === query.level) ?? levels.at(-1) ?? null
    const score = scored.scores.get(unit.id) ?? null
    const place = placeIn(scored, unit)
    const ranking = rankingOf(scored, below, level, NO_NAMES, NO_PAST)
    // A score is the same object while nothing it depends on has changed.
    const next = [score, place.place, place.of, ...ranking.flatMap((row) => [row.score, row.place])]
    if (next.length === shown.length && next.every((it, at) => it === shown[at])) continue
    shown = next
    const figures = figuresOf({ score, place, ranking, at: now }, lang)
    const data = changedFigures(figures, sent)
    sent = figures
    if (Object.keys(data).some((key) => key !== 'at')) yield { event: 'figures', data }
  }
}

const NO_NAMES: ReadonlyMap<string, string> = new Map()
const NO_PAST: ReadonlyMap<string, PastScore> = new Map()
