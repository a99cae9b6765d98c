// Where a province stands in a year: total, dimensions and parts with place, group and how sure it is. With a scenario's
// scores the same, as it would be.

import { barsOf, type Chance, chanceOf } from './chance.ts'
import { type Group, groupOf, groupSizes, type Standings, topGroupFloor } from './group.ts'
import { type Interval, intervalOf, PRINTED_MULTIPLIER, TRUE_95_MULTIPLIER } from './interval.ts'
import { type Item, TOTAL } from './item.ts'
import { errorsOf, type KnownError, type Release, scoreOf, standingsIn } from './release.ts'
import type { Structure } from './tree.ts'

export type Figure = { code: Item; score: number | null; rank: number | null; of: number | null }
export type GroupedFigure = Figure & { group: Group | null; topGroupFloor: number | null }
export type DimensionFigure = GroupedFigure & { parts: Figure[] }
export type TotalFigure = Omit<GroupedFigure, 'code'> & {
  se: number | null
  ci90: Interval | null
  ci95: Interval | null
  chance: Chance | null
  error: KnownError | null
}
export type Profile = {
  year: number
  province: string
  total: TotalFigure
  dimensions: DimensionFigure[]
}

/** Bars of the top group for one item and province, kept by whoever asks often. */
export type BarsOf = (item: Item) => Float64Array | null

type Options = { scores?: ReadonlyMap<Item, number>; bars?: BarsOf }

export function profileOf(
  structure: Structure,
  release: Release,
  province: string,
  { scores = new Map(), bars = barsIn(release, province) }: Options = {},
): Profile {
  const at = (item: Item) => figure(release, item, province, scores.get(item))
  const total = at(TOTAL)
  const error = errorsOf(release, TOTAL)?.get(province) ?? null
  const { score } = total
  const se = error?.basis === 'published' ? error.se : null
  const interval = (multiplier: number) =>
    score === null || se === null ? null : intervalOf(score, se, multiplier)
  const { code: _, ...head } = grouped(release, total, province, scores)
  return {
    year: release.year,
    province,
    total: {
      ...head,
      se,
      ci90: interval(PRINTED_MULTIPLIER),
      ci95: interval(TRUE_95_MULTIPLIER),
      chance: chanceAt(release, TOTAL, province, { scores, bars }),
      error,
    },
    dimensions: structure.dimensions.map(({ code, parts }) => ({
      ...grouped(release, at(code), province, scores),
      parts: parts
        .map((part) => at(part.code))
        .filter((part) => part.score !== null || (release.values.get(part.code)?.size ?? 0) > 1),
    })),
  }
}

/** The chance of the top group for an item; null without a score or without any standard error to start from. */
export function chanceAt(
  release: Release,
  item: Item,
  province: string,
  { scores = new Map(), bars = barsIn(release, province) }: Options = {},
): Chance | null {
  const score = scores.get(item) ?? scoreOf(release, item, province)
  const error = errorsOf(release, item)?.get(province)
  if (score === null || !error) return null
  const kept = bars(item)
  return kept && chanceOf(kept, { score, se: error.se })
}

export const barsIn =
  (release: Release, province: string, options?: { draws?: number; seed?: number }): BarsOf =>
  (item) => {
    const errors = errorsOf(release, item)
    const scores = release.values.get(item)
    const size = (standingsIn(release, item)?.sizes ?? groupSizes(scores?.size ?? 0))[0]
    if (!errors || !scores || size === 0) return null
    const others = [...scores].flatMap(([code, score]) => {
      const error = errors.get(code)
      return code === province || !error ? [] : [{ score, se: error.se }]
    })
    return barsOf(others, size, options)
  }

export function figure(release: Release, item: Item, province: string, changed?: number): Figure {
  const score = changed ?? scoreOf(release, item, province)
  const standings = standing(release, item, province, changed)
  const row = standings?.rows.find((it) => it.province === province)
  const told = release.places.get(province)?.get(item)
  if (row) return { code: item, score, rank: row.rank, of: standings?.of ?? null }
  const isTold = told !== undefined && changed === undefined && score !== null
  return {
    code: item,
    score,
    rank: isTold ? told.rank : null,
    of: standings?.of ?? (isTold ? told.of : null),
  }
}

function grouped(
  release: Release,
  shown: Figure,
  province: string,
  scores: ReadonlyMap<Item, number>,
): GroupedFigure {
  const standings = standing(release, shown.code, province, scores.get(shown.code))
  return {
    ...shown,
    group: standings && shown.rank !== null ? groupOf(shown.rank, standings.sizes) : null,
    topGroupFloor: standings && topGroupFloor(standings),
  }
}

const standing = (
  release: Release,
  item: Item,
  province: string,
  changed: number | undefined,
): Standings | null =>
  standingsIn(release, item, changed === undefined ? undefined : { province, score: changed })
