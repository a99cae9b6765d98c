// Systems of equations with a symmetric, positive semi-definite matrix, as least squares makes them.

/** Solves A·x = b for the A it was made of. `rank` < size when columns of A depend on one another. */
export type SymmetricSolver = { rank: number; solve(b: Float64Array): Float64Array }

/**
 * Cholesky factor with pivoting of a symmetric matrix of `size` × `size`, row by row. Rows and columns are
 * scaled to a unit diagonal first; a pivot below 1e-11 of it counts as dependent, and its unknown is set to 0.
 */
export function factorise(matrix: Float64Array, size: number): SymmetricSolver {
  const scale = Float64Array.from({ length: size }, (_, at) => {
    const diagonal = matrix[at * size + at]!
    return diagonal > 0 ? 1 / Math.sqrt(diagonal) : 0
  })
  const left = matrix.map((value, at) => value * scale[Math.floor(at / size)]! * scale[at % size]!)
  const order = Int32Array.from({ length: size }, (_, at) => at)
  let rank = 0
  for (; rank < size; rank++) {
    if (!pivot(left, order, size, rank)) break
    eliminate(left, size, rank)
  }
  return { rank, solve: (b) => backward(left, order, scale, size, rank, b) }
}

/** Brings the largest remaining diagonal to `step`; false when nothing is left of it. */
function pivot(left: Float64Array, order: Int32Array, size: number, step: number): boolean {
  let best = step
  for (let at = step + 1; at < size; at++) {
    if (left[at * size + at]! > left[best * size + best]!) best = at
  }
  if (!(left[best * size + best]! > 1e-11)) return false
  if (best === step) return true
  const swap = (one: number, other: number) => {
    const kept = left[one]!
    left[one] = left[other]!
    left[other] = kept
  }
  for (let at = 0; at < size; at++) swap(step * size + at, best * size + at)
  for (let at = 0; at < size; at++) swap(at * size + step, at * size + best)
  const kept = order[step]!
  order[step] = order[best]!
  order[best] = kept
  return true
}

function eliminate(left: Float64Array, size: number, step: number): void {
  const diagonal = Math.sqrt(left[step * size + step]!)
  left[step * size + step] = diagonal
  for (let row = step + 1; row < size; row++) left[row * size + step]! /= diagonal
  for (let row = step + 1; row < size; row++) {
    const factor = left[row * size + step]!
    if (factor === 0) continue
    for (let at = step + 1; at < size; at++) {
      left[row * size + at]! -= factor * left[at * size + step]!
    }
  }
}

function backward(
  left: Float64Array,
  order: Int32Array,
  scale: Float64Array,
  size: number,
  rank: number,
  b: Float64Array,
): Float64Array {
  const y = new Float64Array(rank)
  for (let row = 0; row < rank; row++) {
    let sum = b[order[row]!]! * scale[order[row]!]!
    for (let at = 0; at < row; at++) sum -= left[row * size + at]! * y[at]!
    y[row] = sum / left[row * size + row]!
  }
  const x = new Float64Array(size)
  for (let row = rank - 1; row >= 0; row--) {
    let sum = y[row]!
    for (let at = row + 1; at < rank; at++) sum -= left[at * size + row]! * y[at]!
    y[row] = sum / left[row * size + row]!
    x[order[row]!] = y[row]! * scale[order[row]!]!
  }
  return x
}
