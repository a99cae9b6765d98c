// Which version of the index speaks of a period.

import type { Tree } from '../indices/index.ts'
import type { Day } from '../lib/day.ts'

/** The reporting version in force on a day: the newest that has begun; before all of them the first. */
export function treeOn(trees: readonly Tree[], on: Day): Tree | null {
  const reporting = trees.filter(({ use }) => use === 'reporting')
  const sorted = [...reporting].sort((a, b) => (a.valid.from < b.valid.from ? -1 : 1))
  return sorted.findLast(({ valid }) => valid.from <= on) ?? sorted[0] ?? null
}

export const treeNamed = (trees: readonly Tree[], version: string): Tree | null =>
  trees.find((tree) => tree.version === version) ?? null
