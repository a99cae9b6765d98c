// A model matrix by rows without its zeros: row r holds entries starts[r] … starts[r + 1] − 1. Categorical
// terms make most columns zero, and sums over rows then cost only what is there.

import { factorise, type SymmetricSolver } from './symmetric.ts'

export type SparseRows = {
  rows: number
  size: number
  starts: Int32Array
  at: Int32Array
  values: Float64Array
}

export function sparseRows(columns: Float64Array[]): SparseRows {
  const rows = columns[0]?.length ?? 0
  const starts = new Int32Array(rows + 1)
  for (const column of columns) {
    for (let row = 0; row < rows; row++) if (column[row] !== 0) starts[row + 1]! += 1
  }
  for (let row = 0; row < rows; row++) starts[row + 1]! += starts[row]!
  const next = starts.slice(0, rows)
  const at = new Int32Array(starts[rows]!)
  const values = new Float64Array(starts[rows]!)
  columns.forEach((column, index) => {
    for (let row = 0; row < rows; row++) {
      if (column[row] === 0) continue
      at[next[row]!] = index
      values[next[row]!++] = column[row]!
    }
  })
  return { rows, size: columns.length, starts, at, values }
}

/** Σ_r m_r·x_r: the totals of the columns. */
export function totals(matrix: SparseRows, mass: Float64Array): Float64Array {
  const sums = new Float64Array(matrix.size)
  for (let row = 0; row < matrix.rows; row++) {
    const weight = mass[row]!
    if (weight === 0) continue
    for (let entry = matrix.starts[row]!; entry < matrix.starts[row + 1]!; entry++) {
      sums[matrix.at[entry]!]! += weight * matrix.values[entry]!
    }
  }
  return sums
}

/** x_r·λ for every row. */
export function products(matrix: SparseRows, lambda: Float64Array): Float64Array {
  const result = new Float64Array(matrix.rows)
  for (let row = 0; row < matrix.rows; row++) {
    let sum = 0
    for (let entry = matrix.starts[row]!; entry < matrix.starts[row + 1]!; entry++) {
      sum += lambda[matrix.at[entry]!]! * matrix.values[entry]!
    }
    result[row] = sum
  }
  return result
}

/** A solver of Σ_r m_r·x_r·x_rᵀ. */
export function normalEquations(matrix: SparseRows, mass: Float64Array): SymmetricSolver {
  const { size, starts, at, values } = matrix
  const sums = new Float64Array(size * size)
  for (let row = 0; row < matrix.rows; row++) {
    const weight = mass[row]!
    if (weight === 0) continue
    for (let one = starts[row]!; one < starts[row + 1]!; one++) {
      const scaled = weight * values[one]!
      const line = at[one]! * size
      for (let other = starts[row]!; other <= one; other++) {
        sums[line + at[other]!]! += scaled * values[other]!
      }
    }
  }
  for (let row = 0; row < size; row++) {
    for (let column = row + 1; column < size; column++) {
      sums[row * size + column] = sums[column * size + row]!
    }
  }
  return factorise(sums, size)
}
