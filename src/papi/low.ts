// "Chỉ số thấp, chưa được cải thiện" of the plan, by a stated rule.

import { type Break, changeOf } from './break.ts'
import type { Item } from './item.ts'
import { figure } from './profile.ts'
import { type Release, scoreOf, standingsIn } from './release.ts'

export type Low = {
  item: Item
  score: number
  rank: number
  of: number
  /** Difference to the year before; null where the two may not be compared or nothing is known. */
  difference: number | null
}

/** Dimensions and parts in the lower half of the provinces that did not rise since the year before, or of which that
 * cannot be said; the furthest behind first. */
export function lowItems(
  items: readonly Item[],
  {
    now,
    before,
    breaks,
    province,
  }: {
    now: Release
    before: Release | null
    breaks: readonly Break[]
    province: string
  },
): Low[] {
  return items
    .flatMap((item): Low[] => {
      const { score, rank, of } = figure(now, item, province)
      if (score === null || rank === null || of === null || rank <= of / 2) return []
      const change = before
        ? changeOf(
            breaks,
            item,
            { year: before.year, score: scoreOf(before, item, province) },
            { year: now.year, score },
          )
        : null
      const difference = change?.difference ?? null
      return difference !== null && difference > 0 ? [] : [{ item, score, rank, of, difference }]
    })
    .sort((a, b) => b.rank / b.of - a.rank / a.of)
}

/** Points to the floor of the next group above; null in the top group or without a place. */
export function toNextGroup(
  release: Release,
  item: Item,
  province: string,
): { points: number; at: number } | null {
  const standings = standingsIn(release, item)
  const own = standings?.rows.find((row) => row.province === province)
  if (!standings || !own) return null
  const floors = standings.limits.map((limit) => limit?.low ?? Number.POSITIVE_INFINITY)
  const above = floors.filter((floor) => floor > own.score && Number.isFinite(floor))
  const next = above.at(-1)
  return next === undefined ? null : { points: next - own.score, at: next }
}
