// The four groups of PAPI: quarters of the year's published provinces by place, not fixed scores. Their printed limits
// are the lowest and the highest score inside each group.

import { ranked } from '../indices/index.ts'

export const GROUPS = ['Cao nhất', 'Trung bình cao', 'Trung bình thấp', 'Thấp nhất'] as const
export type Group = (typeof GROUPS)[number]

/** How many provinces each group holds, the highest first. */
export type GroupSizes = readonly [number, number, number, number]

/** The sizes PAPI printed for 60 to 63 provinces: what does not divide by four goes to the last group, then to the
 * first, then to the second (63: 16, 16, 15, 16; 61: 15, 15, 15, 16). */
export function groupSizes(n: number): GroupSizes {
  const [quarter, over] = [Math.floor(n / 4), n % 4]
  return [
    quarter + (over >= 2 ? 1 : 0),
    quarter + (over >= 3 ? 1 : 0),
    quarter,
    quarter + (over >= 1 ? 1 : 0),
  ]
}

/** The group of a place: those who share a place share its group. */
export function groupOf(place: number, sizes: GroupSizes): Group {
  let last = 0
  for (const [at, size] of sizes.entries()) {
    last += size
    if (place <= last) return GROUPS[at] as Group
  }
  return GROUPS[3]
}

export type Standing = {
  province: string
  score: number
  rank: number
  group: Group
}
export type Standings = {
  of: number
  sizes: GroupSizes
  /** By place, the best first. */
  rows: Standing[]
  /** Lowest and highest score inside each group; null for a group nobody is in. */
  limits: ({ low: number; high: number; n: number } | null)[]
}

/** Places and groups of the provinces that have a score; who has none has no place. */
export function standingsOf(
  scores: ReadonlyMap<string, number>,
  sizes: GroupSizes = groupSizes(scores.size),
): Standings {
  const places = ranked([...scores].map(([code, total]) => ({ code, total })))
  const rows = places
    .flatMap(({ code, total, place }): Standing[] =>
      total === null || place === null
        ? []
        : [{ province: code, score: total, rank: place, group: groupOf(place, sizes) }],
    )
    .sort((a, b) => a.rank - b.rank || Number(a.province) - Number(b.province))
  const limits = GROUPS.map((group) => {
    const inside = rows.filter((row) => row.group === group).map(({ score }) => score)
    return inside.length === 0
      ? null
      : { low: Math.min(...inside), high: Math.max(...inside), n: inside.length }
  })
  return { of: rows.length, sizes, rows, limits }
}

/** Lowest score in the top group; null when nobody is in it. */
export const topGroupFloor = ({ limits }: Standings): number | null => limits[0]?.low ?? null
