// What would be: the index with other counts, and what one more numerator is worth.

import { choicesOf, settled } from './choice.ts'
import type { Count, Counts } from './count.ts'
import { type Evaluation, evaluate, type Options } from './evaluate.ts'
import { leavesOf, type Tree } from './tree.ts'

export type Subject = { unit: { level: string }; counts: Counts; options?: Options }

/** The index as it is and as it would be with some counts changed. */
export function whatIf(
  tree: Tree,
  { unit, counts, options }: Subject,
  changes: Counts,
): { before: Evaluation; after: Evaluation; delta: number | null } {
  const before = evaluate(tree, unit, counts, options)
  const after = evaluate(tree, unit, { ...counts, ...changes }, options)
  const delta = before.total === null || after.total === null ? null : after.total - before.total
  return { before, after, delta }
}

export type Margin = {
  code: string
  /** Points of the total for one more numerator; 0 once the points are full. */
  points: number
  /** Numerators until the points are full, no further than the denominator. */
  untilFull: number
  /** Points of the total for all of them together. */
  reachable: number
}

/** What one more numerator of each leaf with a figure of the unit's own is worth, the most valuable first. Decimals are
 * kept: one dossier of ten thousand is worth less than what rounding shows. */
export function margins(tree: Tree, { unit, counts, options = {} }: Subject): Margin[] {
  const exact = { ...options, isRounded: false }
  const choices = choicesOf(tree, options.switches)
  const base = evaluate(tree, unit, counts, exact)
  const gain = (code: string, count: Count): number =>
    (evaluate(tree, unit, { ...counts, [code]: count }, exact).total ?? 0) - (base.total ?? 0)
  return leavesOf(tree.root)
    .flatMap((leaf): Margin[] => {
      const count = counts[leaf.code] ?? null
      const { state } = base.indicators.find(({ code }) => code === leaf.code) ?? {}
      if (state !== 'measured' || count === null || typeof count !== 'object') return []
      if ('value' in count) return []
      const { numerator, denominator } = count
      const full = Math.min(denominator, fullAt(settled(leaf.threshold, choices), denominator))
      const untilFull = Math.max(0, full - numerator)
      const plus = (n: number) => gain(leaf.code, { numerator: numerator + n, denominator })
      return [
        {
          code: leaf.code,
          points: untilFull === 0 ? 0 : plus(1),
          untilFull,
          reachable: untilFull === 0 ? 0 : plus(untilFull),
        },
      ]
    })
    .sort((a, b) => b.points - a.points || (a.code < b.code ? -1 : 1))
}

/** The first whole numerator that reaches the threshold. 0.8 × 115 is 92.00000000000001 to the machine, 92 to us. */
const fullAt = (threshold: number, denominator: number): number =>
  Math.ceil(Number((threshold * denominator).toPrecision(12)))
