// What to fix today: the points that each piece of open work is worth to its unit and to the unit above, the most valuable
// first, and what all of it together would reach. A point is worth nothing once an indicator is full.

import { type Count, type Counts, evaluate, type Subject, type Tree } from '../indices/index.ts'
import { type Changes, type Deed, ratioOf, type Work } from './work.ts'

export type Fix = {
  work: Work
  /** Points of the total for all its deeds, all else as it is. */
  points: number
  /** The same for the unit above; null when none was given. */
  pointsAbove: number | null
  deeds: { deed: Deed; points: number }[]
  /** Points of this piece and all before it together: less than their sum where an indicator fills up. */
  reached: number
}
export type Today = {
  /** The total at the period's end if nothing is done about what is open; null when nothing is known. */
  total: number | null
  /** The total with everything done. */
  ifAll: number | null
  reachable: number
  /** Pieces of work that are worth something or nothing, all of them. */
  count: number
  fixes: Fix[]
}

/** `unit.counts` are those of the period's end as things stand (`countsOf` with `today` the last day), from the dossiers and
 * petitions that `works` speak of. The first `most` are listed, all are counted. Decimals are kept: one dossier of ten thousand is worth less than rounding shows. */
export function fixesToday(
  tree: Tree,
  works: readonly Work[],
  unit: Subject,
  above: Subject | null = null,
  most = 200,
): Today {
  const total = totalOf(tree, unit, unit.counts)
  const here = pricer(tree, unit)
  const there = above ? pricer(tree, above) : null
  const fixes = works
    .map(
      (work): Fix => ({
        work,
        points: here(work.all),
        pointsAbove: there ? there(work.above ?? work.all) : null,
        deeds: work.deeds
          .map(({ deed, changes }) => ({ deed, points: here(changes) }))
          .sort((a, b) => b.points - a.points),
        reached: 0,
      }),
    )
    .sort(
      (a, b) =>
        b.points - a.points ||
        (b.pointsAbove ?? 0) - (a.pointsAbove ?? 0) ||
        compare(a.work.dueAt ?? '9', b.work.dueAt ?? '9') ||
        compare(a.work.code, b.work.code),
    )
  const shown = fixes.slice(0, most)
  let counts = unit.counts
  for (const fix of shown) {
    counts = withChanges(counts, fix.work.all)
    fix.reached = (totalOf(tree, unit, counts) ?? 0) - (total ?? 0)
  }
  for (const { work } of fixes.slice(most)) counts = withChanges(counts, work.all)
  const ifAll = totalOf(tree, unit, counts)
  const reachable = (ifAll ?? 0) - (total ?? 0)
  return { total, ifAll, reachable, count: fixes.length, fixes: shown }
}

/** Many pieces change the same counts: each kind of change is scored once. */
function pricer(tree: Tree, subject: Subject): (changes: Changes) => number {
  const base = totalOf(tree, subject, subject.counts) ?? 0
  const known = new Map<string, number>()
  return (changes) => {
    const key = JSON.stringify(changes)
    const points =
      known.get(key) ?? (totalOf(tree, subject, withChanges(subject.counts, changes)) ?? 0) - base
    known.set(key, points)
    return points
  }
}

const totalOf = (tree: Tree, { unit, options }: Subject, counts: Counts): number | null =>
  evaluate(tree, unit, counts, { ...options, isRounded: false }).total

/** What is unknown or does not apply stays so. */
function withChanges(counts: Counts, changes: Changes): Counts {
  const changed = Object.entries(changes).flatMap(([code, more]): [string, Count][] => {
    const now = ratioOf(counts, code)
    if (!now) return []
    const numerator = Math.max(0, now.numerator + more.numerator)
    const denominator = Math.max(0, now.denominator + more.denominator)
    return [[code, { numerator, denominator }]]
  })
  return { ...counts, ...Object.fromEntries(changed) }
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
