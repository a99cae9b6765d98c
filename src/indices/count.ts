// What a unit brings to a leaf. Unknown (null), not applicable and zero are three values, here and in every result.

import { type Leaf, leavesOf, type Tree } from './tree.ts'

export type Ratio = { numerator: number; denominator: number }
export type Count = Ratio | { value: number } | 'not-applicable' | null
/** By the code of the leaf; a leaf not named is unknown. */
export type Counts = Readonly<Record<string, Count>>

/** Refuses what can be no count: RangeError for what is not finite or below zero. */
export function checkCount(code: string, count: Count): void {
  if (count === null || count === 'not-applicable') return
  const numbers = 'value' in count ? [count.value] : [count.numerator, count.denominator]
  const lowest = 'value' in count ? Number.NEGATIVE_INFINITY : 0
  if (!numbers.every((it) => Number.isFinite(it) && it >= lowest))
    throw new RangeError(`the count of ${code} must be finite and not negative`)
}

/** The counts of a parent: sums over its units, so that its ratio is the ratio of sums, never a mean of ratios.
 * Distinct things and scores cannot be added up: the parent knows them by itself or not at all. */
export const sumCounts = (tree: Tree, parts: readonly Counts[]): Counts =>
  Object.fromEntries(
    leavesOf(tree.root).map((leaf) => [
      leaf.code,
      sumOf(
        leaf,
        parts.map((part) => part[leaf.code] ?? null),
      ),
    ]),
  )

function sumOf(leaf: Leaf, parts: readonly Count[]): Count {
  const applicable = parts.filter((part) => part !== 'not-applicable')
  if (applicable.length === 0) return parts.length === 0 ? null : 'not-applicable'
  if (leaf.addition !== 'sum') return null
  const known = applicable.filter((part): part is Ratio => part !== null && 'numerator' in part)
  if (known.length === 0) return null
  return {
    numerator: known.reduce((sum, part) => sum + part.numerator, 0),
    denominator: known.reduce((sum, part) => sum + part.denominator, 0),
  }
}
