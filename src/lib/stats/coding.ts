// Codes 0, 1, 2 … for what rows have in common: one column, or several crossed. The work is counting sort,
// so time and memory grow with rows plus codes, never with their product.

import { type Column, columnNamed, type Frame } from './frame.ts'

/** `codes[row]` is the row's code or -1 when missing; `levels[code]` its value (one cell a column). */
export type Coding = { codes: Int32Array; count: number; levels: readonly (string | number)[][] }

const CODED = new WeakMap<Column, { codes: Int32Array; levels: (string | number)[] }>()

/** Codes of one column, values ascending (numbers by size, texts by code unit). Kept with the column. */
export function codesOf(column: Column): { codes: Int32Array; levels: (string | number)[] } {
  const kept = CODED.get(column)
  if (kept) return kept
  const made = column.kind === 'number' ? codeNumbers(column.values) : usedLevels(column)
  CODED.set(column, made)
  return made
}

/** Whole numbers that lie close together are counted in place; others go through a map. */
function codeNumbers(values: Float64Array) {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const value of values) {
    if (Number.isNaN(value)) continue
    if (!Number.isInteger(value)) return codeAnyNumbers(values)
    if (value < least) least = value
    if (value > most) most = value
  }
  const span = most - least + 1
  if (!(span > 0 && span <= 2 * values.length)) return codeAnyNumbers(values)
  const place = new Int32Array(span)
  for (const value of values) if (!Number.isNaN(value)) place[value - least] = 1
  const levels: number[] = []
  for (let at = 0; at < span; at++) {
    if (place[at] === 0) continue
    place[at] = levels.length
    levels.push(least + at + 0)
  }
  const codes = Int32Array.from(values, (value) =>
    Number.isNaN(value) ? -1 : place[value - least]!,
  )
  return { codes, levels }
}

function codeAnyNumbers(values: Float64Array) {
  const codeOf = new Map<number, number>()
  const codes = new Int32Array(values.length)
  for (let row = 0; row < values.length; row++) {
    const value = values[row]! + 0
    if (Number.isNaN(value)) {
      codes[row] = -1
      continue
    }
    let code = codeOf.get(value)
    if (code === undefined) {
      code = codeOf.size
      codeOf.set(value, code)
    }
    codes[row] = code
  }
  const levels = Float64Array.from(codeOf.keys()).sort()
  const rank = new Int32Array(levels.length)
  for (let place = 0; place < levels.length; place++) rank[codeOf.get(levels[place]!)!] = place
  for (let row = 0; row < codes.length; row++) {
    if (codes[row]! >= 0) codes[row] = rank[codes[row]!]!
  }
  return { codes, levels: Array.from(levels) }
}

function usedLevels(column: { codes: Int32Array; levels: readonly string[] }) {
  const used = new Uint8Array(column.levels.length)
  for (const code of column.codes) if (code >= 0) used[code] = 1
  const order = column.levels.map((_, code) => code).filter((code) => used[code])
  order.sort((a, b) => (column.levels[a]! < column.levels[b]! ? -1 : 1))
  const place = new Int32Array(column.levels.length)
  order.forEach((code, at) => {
    place[code] = at
  })
  const codes = Int32Array.from(column.codes, (code) => (code < 0 ? -1 : place[code]!))
  return { codes, levels: order.map((code) => column.levels[code]!) }
}

/** Codes of the combinations that occur in the named columns, the first column slowest. */
export function crossing(frame: Frame, names: readonly string[]): Coding {
  const [first, ...rest] = names.map((name) => codesOf(columnNamed(frame, name)))
  if (!first) return { codes: new Int32Array(frame.rows), count: 1, levels: [[]] }
  let coding: Coding = {
    codes: first.codes,
    count: first.levels.length,
    levels: first.levels.map((level) => [level]),
  }
  for (const next of rest) {
    const nested = nest(coding.codes, coding.count, next.codes, next.levels.length)
    const levels: (string | number)[][] = new Array(nested.count)
    for (let code = 0; code < nested.count; code++) {
      levels[code] = [
        ...coding.levels[nested.parentOf[code]!]!,
        next.levels[nested.childOf[code]!]!,
      ]
    }
    coding = { codes: nested.codes, count: nested.count, levels }
  }
  return coding
}

export type Nested = {
  codes: Int32Array
  count: number
  /** For each new code, the two codes it joins. */
  parentOf: Int32Array
  childOf: Int32Array
}

/** New codes for the pairs (parent, child) that occur, ascending by parent, then child. */
export function nest(
  parent: Int32Array,
  parents: number,
  child: Int32Array,
  children: number,
): Nested {
  const order = countingSort(parent, parents, countingSort(child, children))
  const codes = new Int32Array(parent.length).fill(-1)
  const parentOf: number[] = []
  const childOf: number[] = []
  let count = 0
  let lastParent = -1
  let lastChild = -1
  for (let at = 0; at < order.length; at++) {
    const row = order[at]!
    const p = parent[row]!
    const c = child[row]!
    if (p !== lastParent || c !== lastChild) {
      parentOf.push(p)
      childOf.push(c)
      count += 1
      lastParent = p
      lastChild = c
    }
    codes[row] = count - 1
  }
  return { codes, count, parentOf: Int32Array.from(parentOf), childOf: Int32Array.from(childOf) }
}

/** Rows ordered by code, ties in the order given (file order by default); rows coded -1 are left out. */
export function countingSort(codes: Int32Array, count: number, rows?: Int32Array): Int32Array {
  const starts = new Int32Array(count + 1)
  const length = rows ? rows.length : codes.length
  for (let at = 0; at < length; at++) {
    const code = codes[rows ? rows[at]! : at]!
    if (code >= 0) starts[code + 1]! += 1
  }
  for (let code = 0; code < count; code++) starts[code + 1]! += starts[code]!
  const sorted = new Int32Array(starts[count]!)
  for (let at = 0; at < length; at++) {
    const row = rows ? rows[at]! : at
    const code = codes[row]!
    if (code >= 0) sorted[starts[code]!++] = row
  }
  return sorted
}
