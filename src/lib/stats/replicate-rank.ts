// Degrees of freedom of replicate weights: the rank of the rows × replicates matrix of analysis weights, minus 1.

import type { Design, ReplicateWeights } from './design.ts'

/** A column whose remainder is below this share of its length is dependent, as in R's qr(tol = 1e-5). */
const DEPENDENT = 1e-5

/**
 * Rank of the analysis weights of the rows, minus 1. Rows with the same factors count as one whose length is
 * theirs; inner products of columns are kept for all rows, and those of the rows left out are taken off.
 */
export function replicateDf(design: Design, rows: Int32Array): number {
  const replicates = design.replicates!
  const { columns, keyOf } = replicates
  const used = folded(design, replicates, rows)
  if (used.keys.length < columns.length) return rankOfFew(columns, used) - 1
  if (used.keys.length * 2 < columns[0]!.length)
    return rankOf(products(columns, used), columns.length) - 1
  const whole = wholeProducts(design, replicates)
  const left = new Float64Array(columns[0]!.length)
  for (let key = 0; key < left.length; key++) left[key] = whole.squares[key]!
  used.keys.forEach((key, at) => {
    left[key]! -= used.squares[at]!
  })
  const threshold = keyOf ? 1e-12 : 0
  const keys = Int32Array.from(left.keys()).filter(
    (key) => left[key]! > threshold * whole.squares[key]!,
  )
  const squares = Float64Array.from(keys, (key) => left[key]!)
  const off = products(columns, { keys, squares })
  return (
    rankOf(
      whole.gram.map((value, at) => value - off[at]!),
      columns.length,
    ) - 1
  )
}

type Folded = { keys: Int32Array; squares: Float64Array }

/** Distinct keys of the rows, each with the sum of its squared weights (1 where columns are weights). */
function folded(design: Design, { keyOf, isWeight }: ReplicateWeights, rows: Int32Array): Folded {
  const sums = new Map<number, number>()
  for (const row of rows) {
    const key = keyOf ? keyOf[row]! : row
    sums.set(key, (sums.get(key) ?? 0) + (isWeight ? 1 : design.weights[row]! ** 2))
  }
  return { keys: Int32Array.from(sums.keys()), squares: Float64Array.from(sums.values()) }
}

/** Σ_k s_k a_k b_k for every pair of columns, row-major. */
function products(columns: readonly Float64Array[], { keys, squares }: Folded): Float64Array {
  const p = columns.length
  const gram = new Float64Array(p * p)
  const gathered = columns.map((column) => Float64Array.from(keys, (key) => column[key]!))
  const scaled = new Float64Array(keys.length)
  for (let a = 0; a < p; a++) {
    const left = gathered[a]!
    for (let at = 0; at < scaled.length; at++) scaled[at] = left[at]! * squares[at]!
    for (let b = 0; b <= a; b++) {
      const right = gathered[b]!
      let sum = 0
      for (let at = 0; at < scaled.length; at++) sum += scaled[at]! * right[at]!
      gram[a * p + b] = sum
      gram[b * p + a] = sum
    }
  }
  return gram
}

const KEPT = new WeakMap<ReplicateWeights, { gram: Float64Array; squares: Float64Array }>()

function wholeProducts(design: Design, replicates: ReplicateWeights) {
  const kept = KEPT.get(replicates)
  if (kept) return kept
  const all = folded(design, replicates, Int32Array.from(design.weights.keys()))
  const squares = new Float64Array(replicates.columns[0]!.length)
  all.keys.forEach((key, at) => {
    squares[key] = all.squares[at]!
  })
  const made = { gram: products(replicates.columns, all), squares }
  KEPT.set(replicates, made)
  return made
}

/** Rank where rows are fewer than columns: orthogonal columns one by one, until there are as many as rows. */
function rankOfFew(columns: readonly Float64Array[], { keys, squares }: Folded): number {
  const lengths = squares.map(Math.sqrt)
  const basis: Float64Array[] = []
  for (const column of columns) {
    if (basis.length === keys.length) break
    const rest = lengths.map((length, at) => column[keys[at]!]! * length)
    const length = Math.hypot(...rest)
    for (const axis of basis) {
      const along = axis.reduce((sum, value, at) => sum + value * rest[at]!, 0)
      for (let at = 0; at < rest.length; at++) rest[at]! -= along * axis[at]!
    }
    const left = Math.hypot(...rest)
    if (length > 0 && left >= DEPENDENT * length) basis.push(rest.map((value) => value / left))
  }
  return basis.length
}

/** Rank by Cholesky, column after column: what is left of a column's square decides. */
function rankOf(gram: Float64Array, p: number): number {
  const rows: Float64Array[] = []
  for (let j = 0; j < p; j++) {
    const square = gram[j * p + j]!
    let left = square
    for (const row of rows) left -= row[j]! ** 2
    if (!(square > 0) || left < DEPENDENT ** 2 * square) continue
    const row = new Float64Array(p)
    const root = Math.sqrt(left)
    for (let k = j; k < p; k++) {
      let value = gram[j * p + k]!
      for (const above of rows) value -= above[j]! * above[k]!
      row[k] = value / root
    }
    rows.push(row)
  }
  return rows.length
}
