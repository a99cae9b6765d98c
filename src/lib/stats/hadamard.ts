// Hadamard matrices: rows of ±1, every two of them orthogonal; balanced half-samples are read from them.

import { must } from './stats-error.ts'

/**
 * A Hadamard matrix of the smallest order ≥ `least` that quadratic residues (Paley 1933) or doubling (Sylvester)
 * can make; its first row and column are all +1. Orders they miss (52, 92) give way to the next multiple of 4.
 * Throws `replicates.hadamard` beyond 20,000.
 */
export function hadamard(least: number): Int8Array[] {
  for (let order = Math.max(1, least); order <= 20_000; order++) {
    const rows = construct(order)
    if (rows) return normalised(rows)
  }
  must(false, 'replicates.hadamard', `No Hadamard matrix of order ${least} or more is at hand.`)
}

function construct(order: number): Int8Array[] | null {
  if (order === 1) return [Int8Array.of(1)]
  if (order === 2) return doubled([Int8Array.of(1)])
  if (order % 4 !== 0) return null
  if (isPrime(order - 1)) return paleyOne(order - 1)
  const half = order / 2 - 1
  if (half % 4 === 1 && isPrime(half)) return paleyTwo(half)
  const smaller = construct(order / 2)
  return smaller && doubled(smaller)
}

/** q ≡ 3 (mod 4): order q + 1. */
function paleyOne(q: number): Int8Array[] {
  const character = residues(q)
  return square(q + 1, (row, column) => {
    if (row === 0) return 1
    if (column === 0) return -1
    if (row === column) return 1
    return character[(((row - column) % q) + q) % q]!
  })
}

/** q ≡ 1 (mod 4): order 2(q + 1), every entry of the conference matrix a 2 × 2 block. */
function paleyTwo(q: number): Int8Array[] {
  const character = residues(q)
  const conference = (row: number, column: number) => {
    if (row === column) return 0
    if (row === 0 || column === 0) return 1
    return character[(((row - column) % q) + q) % q]!
  }
  const onDiagonal = [1, -1, -1, -1]
  const elsewhere = [1, 1, 1, -1]
  return square(2 * (q + 1), (row, column) => {
    const entry = conference(row >> 1, column >> 1)
    const place = (row & 1) * 2 + (column & 1)
    return entry === 0 ? onDiagonal[place]! : entry * elsewhere[place]!
  })
}

/** 1 for the squares modulo a prime, −1 for the others, 0 for 0. */
function residues(q: number): Int8Array {
  const character = new Int8Array(q).fill(-1)
  for (let root = 1; root < q; root++) character[(root * root) % q] = 1
  character[0] = 0
  return character
}

function doubled(half: Int8Array[]): Int8Array[] {
  const size = half.length
  return square(2 * size, (row, column) => {
    const sign = row >= size && column >= size ? -1 : 1
    return sign * half[row % size]![column % size]!
  })
}

function normalised(rows: Int8Array[]): Int8Array[] {
  const top = rows[0]!
  return rows.map((row) => row.map((entry, at) => entry * top[at]! * (row[0]! * top[0]!)))
}

function square(size: number, entry: (row: number, column: number) => number): Int8Array[] {
  return Array.from({ length: size }, (_, row) =>
    Int8Array.from({ length: size }, (_, column) => entry(row, column)),
  )
}

function isPrime(value: number): boolean {
  for (let divisor = 2; divisor * divisor <= value; divisor++) {
    if (value % divisor === 0) return false
  }
  return value > 1
}
