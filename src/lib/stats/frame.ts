// A table by columns. A number column is a Float64Array in which NaN marks a missing cell (it never leaves
// this folder); a factor column is an Int32Array of codes into sorted levels, -1 for a missing cell.

import { must, StatsError } from './stats-error.ts'

export type NumberColumn = { kind: 'number'; values: Float64Array }
export type FactorColumn = { kind: 'factor'; codes: Int32Array; levels: readonly string[] }
export type Column = NumberColumn | FactorColumn

export type Frame = { rows: number; columns: ReadonlyMap<string, Column> }

/** Cells as a program holds them; null, undefined, '' and NaN are missing. */
export type Cell = number | string | boolean | null | undefined

/**
 * A frame of columns given as arrays of equal length. A column of numbers (booleans count as 0 and 1)
 * becomes a number column, any other a factor. Throws `frame.length` when lengths differ.
 */
export function frameOf(columns: Readonly<Record<string, ArrayLike<Cell>>>): Frame {
  const made = new Map<string, Column>()
  let rows = -1
  for (const [name, cells] of Object.entries(columns)) {
    if (rows < 0) rows = cells.length
    must(cells.length === rows, 'frame.length', `Column "${name}" has another length.`)
    made.set(name, columnOf(cells))
  }
  return { rows: Math.max(rows, 0), columns: made }
}

/** One column of cells: numbers where every present cell is a number or a boolean, else a factor. */
export function columnOf(cells: ArrayLike<Cell>): Column {
  if (cells instanceof Float64Array) return { kind: 'number', values: cells }
  const isText = Array.from(cells).some((cell) => typeof cell === 'string' && cell !== '')
  if (isText) return factorOf(Array.from(cells, (cell) => (isMissing(cell) ? null : String(cell))))
  const values = new Float64Array(cells.length)
  for (let row = 0; row < cells.length; row++) {
    const cell = cells[row]
    values[row] = isMissing(cell) ? Number.NaN : Number(cell)
  }
  return { kind: 'number', values }
}

/** A factor of texts, its levels sorted by code unit. */
export function factorOf(cells: readonly (string | null)[]): FactorColumn {
  const levels = [...new Set(cells)].filter((cell) => cell !== null).sort()
  const codeOf = new Map(levels.map((level, code) => [level, code]))
  const codes = Int32Array.from(cells, (cell) => (cell === null ? -1 : codeOf.get(cell)!))
  return { kind: 'factor', codes, levels }
}

function isMissing(cell: Cell): boolean {
  return cell === null || cell === undefined || cell === '' || Number.isNaN(cell)
}

/** The named column. Throws `frame.unknown-column`. */
export function columnNamed(frame: Frame, name: string): Column {
  const found = frame.columns.get(name)
  if (!found) throw new StatsError('frame.unknown-column', `There is no column "${name}".`)
  return found
}

/** The values of a number column, NaN where missing. Throws `frame.not-a-number` for a factor. */
export function numbersOf(frame: Frame, name: string): Float64Array {
  const found = columnNamed(frame, name)
  if (found.kind === 'number') return found.values
  throw new StatsError(
    'frame.not-a-number',
    `Column "${name}" holds text where numbers are needed.`,
  )
}

/** The same frame with one column added or replaced. */
export function withColumn(frame: Frame, name: string, column: Column): Frame {
  return { rows: frame.rows, columns: new Map(frame.columns).set(name, column) }
}

/** The frame of the chosen rows, in the order given. */
export function takeRows(frame: Frame, rows: Int32Array): Frame {
  const columns = new Map<string, Column>()
  for (const [name, column] of frame.columns) {
    if (column.kind === 'number') {
      const values = Float64Array.from(rows, (row) => column.values[row]!)
      columns.set(name, { kind: 'number', values })
    } else {
      const codes = Int32Array.from(rows, (row) => column.codes[row]!)
      columns.set(name, { kind: 'factor', codes, levels: column.levels })
    }
  }
  return { rows: rows.length, columns }
}
