// Tables in plain text: cells parted by tabs, by bars, or by columns of blanks.
//
// A row may go on over several lines: a line that has fewer cells than the row above still lacks
// completes it; in a table of blank-parted columns, each piece belongs to the column above it.

import type { Cell, Line, Table } from './document.ts'

type Piece = Line & { column: number }
type Found = { table: Table; next: number }

/** The table that begins at line `at`, and the line after it; null when none begins there. */
export function findTable(lines: Line[], at: number): Found | null {
  return tabTable(lines, at) ?? barTable(lines, at) ?? blankTable(lines, at)
}

const isBlank = (line: Line | undefined): boolean => line === undefined || line.text.trim() === ''

function tabTable(lines: Line[], at: number): Found | null {
  const width = tabs(lines[at]!)
  if (width < 2) return null
  const rows: Line[][][] = []
  let next = at
  while (next < lines.length && !isBlank(lines[next])) {
    const line = lines[next]!
    const pieces = split(line, /\t/g)
    const last = rows[rows.length - 1]
    if (pieces.length < 2 && !continues(last, width, line, lines[next + 1])) {
      if (tabs(lines[next + 1]) < 2) break
      rows.push([pieces])
    } else if (
      last &&
      last.length < width &&
      last.length > 1 &&
      last.length + pieces.length - 1 <= width
    ) {
      last[last.length - 1]!.push(...filled(pieces.slice(0, 1)))
      last.push(...pieces.slice(1).map((piece) => filled([piece])))
    } else if (pieces.length < 2 && last) {
      last[last.length - 1]!.push(...filled(pieces))
    } else rows.push(pieces.map((piece) => filled([piece])))
    next++
  }
  if (rows.length < 2 && width < 3) return null
  return { table: makeTable(rows), next }
}

/** Whether a line without tabs goes on a row, rather than being a heading inside the table or its end. */
function continues(
  row: Line[][] | undefined,
  width: number,
  line: Line,
  below: Line | undefined,
): boolean {
  if (!row || row.length < 2) return false
  if (row.length < width) return true
  return (
    !/^\s*(?:[IVXLC]+|[A-Z]|\d+)[.)]\s/.test(line.text) &&
    /^\s*\p{Ll}/u.test(line.text) &&
    below !== undefined
  )
}

const tabs = (line: Line | undefined): number => (line ? split(line, /\t/g).length : 0)
const filled = (pieces: Line[]): Line[] => pieces.filter((piece) => piece.text !== '')

function barTable(lines: Line[], at: number): Found | null {
  const rows: Line[][][] = []
  let next = at
  while (next < lines.length && (lines[next]!.text.match(/\|/g)?.length ?? 0) >= 2) {
    const line = lines[next]!
    if (!/^[\s|:+=-]+$/.test(line.text)) rows.push(barCells(line).map((piece) => filled([piece])))
    next++
    if (/^\s*\+[-=+]+\+\s*$/.test(lines[next]?.text ?? '')) next++
  }
  return rows.length < 2 ? null : { table: makeTable(rows), next }
}

function barCells(line: Line): Line[] {
  const pieces = split(line, /\|/g)
  if (pieces[0]?.text === '') pieces.shift()
  if (pieces[pieces.length - 1]?.text === '') pieces.pop()
  return pieces.flat()
}

const GAP = /\s{2,}|\t/g

function blankTable(lines: Line[], at: number): Found | null {
  const header = columnsOf(lines[at]!)
  const below = isBlank(lines[at + 1]) ? lines[at + 2] : lines[at + 1]
  if (header.length < 3 || !below || columnsOf(below).length < 2) return null
  const starts = header.map((piece) => piece.start - lines[at]!.start)
  const rows: Line[][][] = [header.map((piece) => [piece])]
  let next = at + 1
  while (next < lines.length && goesOn(lines, next, starts)) {
    const line = lines[next]!
    if (!isBlank(line) && !/^[\s=+-]+$/.test(line.text)) addLine(rows, line, starts)
    next++
  }
  return { table: makeTable(rows), next }
}

/** A blank line stands inside the table when the line after it still keeps to the columns. */
function goesOn(lines: Line[], next: number, starts: number[]): boolean {
  const line = isBlank(lines[next]) ? lines[next + 1] : lines[next]
  if (isBlank(line)) return false
  const pieces = columnsOf(line!)
  if (pieces.length >= 3) return true
  const indent = line!.text.length - line!.text.trimStart().length
  if (/^[\s=+-]+$/.test(line!.text)) return true
  const onColumns = pieces.every((piece) =>
    starts.some((at) => Math.abs(piece.start - line!.start - at) <= 1),
  )
  return onColumns && (indent > 0 || (pieces.length >= 2 && !isBlank(lines[next])))
}

function columnsOf(line: Line): Line[] {
  return filled(split(line, GAP))
}

function addLine(rows: Line[][][], line: Line, starts: number[]) {
  const pieces: Piece[] = columnsOf(line).map((piece) => ({
    ...piece,
    column: columnAt(starts, piece.start - line.start),
  }))
  const clash = new Set(pieces.map((piece) => piece.column)).size < pieces.length
  if (pieces.length === starts.length || clash) {
    pieces.forEach((piece, index) => {
      piece.column = Math.min(index, starts.length - 1)
    })
  }
  const last = rows[rows.length - 1]!
  const isNewRow = pieces[0]?.column === 0 || rows.length === 1
  const row = isNewRow ? starts.map((): Line[] => []) : last
  for (const { column, ...piece } of pieces) row[column]!.push(piece)
  if (isNewRow) rows.push(row)
}

function columnAt(starts: number[], at: number): number {
  let column = 0
  starts.forEach((start, index) => {
    if (start <= at + 2) column = index
  })
  return column
}

function split(line: Line, separator: RegExp): Line[] {
  const pieces: Line[] = []
  let from = 0
  const push = (to: number) => {
    const raw = line.text.slice(from, to)
    const lead = raw.length - raw.trimStart().length
    const text = raw.trim()
    const start = line.start + from + (text === '' ? 0 : lead)
    pieces.push({ text, start, end: start + text.length })
  }
  for (const match of line.text.matchAll(separator)) {
    push(match.index)
    from = match.index + match[0].length
  }
  push(line.text.length)
  return pieces
}

function makeTable(rows: Line[][][]): Table {
  const width = Math.max(...rows.map((row) => row.length))
  const all = rows.flat(2)
  const start = Math.min(...all.map((piece) => piece.start))
  const end = Math.max(...all.map((piece) => piece.end))
  const cells = rows.map((row): Cell[] => {
    const made = row.map(makeCell)
    // A row of one piece spans the table, as a heading inside it does.
    if (made.length === 1) return Array(width).fill(made[0])
    while (made.length < width) made.push({ text: '', lines: [], start: end, end })
    return made
  })
  return { kind: 'table', rows: cells, start, end }
}

function makeCell(lines: Line[]): Cell {
  return {
    text: lines.map((line) => line.text).join('\n'),
    lines,
    start: lines[0]?.start ?? 0,
    end: lines[lines.length - 1]?.end ?? 0,
  }
}
