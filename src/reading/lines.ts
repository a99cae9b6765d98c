// The document as a sequence of lines and task tables. Tables that only lay text out (the head of the
// document, the signature) become lines, column by column.

import type { Cell, SourceDocument, Span, Table } from '../documents/index.ts'
import { type Marker, readMarker } from './marker.ts'
import { findHeader, type Header } from './table-header.ts'

/** One list level of a word processor, on the scale where a blank before a line counts one. */
export const WORD_LEVEL = 100

export type TextLine = {
  kind: 'line'
  /** The whole line without bold marks. */
  text: string
  /** The line after its marker. */
  rest: string
  marker: Marker | null
  level: number
  bold: boolean
  span: Span
  restSpan: Span
}

export type TaskTable = { kind: 'table'; table: Table; header: Header }
/** A table of figures or the like: kept whole, for a person to look at. */
export type DataTable = { kind: 'data'; lines: TextLine[]; table: Table }
export type Item = TextLine | TaskTable | DataTable

export function itemsOf(document: SourceDocument): Item[] {
  const items: Item[] = []
  let last: Header | null = null
  for (const block of document.blocks) {
    if (block.kind === 'paragraph') {
      if (block.note) continue
      const level = (block.level ?? 0) * (block.marker === undefined ? 1 : WORD_LEVEL)
      if (!isPageNumber(block.text)) items.push(...segments(block, level, block.bold ?? false))
      continue
    }
    const own = findHeader(block)
    const header: Header | null = own ?? headerAbove(block, last)
    if (!header && isData(block)) {
      items.push({ kind: 'data', lines: rowsAsLines(block.rows), table: block })
    } else if (!header) items.push(...layoutLines(block))
    else {
      items.push(...rowsAsLines(block.rows.slice(0, header.rowsAbove)))
      items.push({ kind: 'table', table: block, header })
      last = header
    }
  }
  return items
}

const isPageNumber = (text: string): boolean =>
  /^[-–\s]*(?:Trang\s*)?\d{1,3}(?:\s*\/\s*\d{1,3})?[-–\s]*$/u.test(text)

function headerAbove(table: Table, last: Header | null): Header | null {
  return last && continuesTable(table, last) ? { ...last, rowsAbove: 0, headerRows: 0 } : null
}

/** A table without a header that is as wide as the task table before it goes on from it. */
function continuesTable(table: Table, header: Header): boolean {
  const first = table.rows[0]
  if (!first || first.length !== header.width || header.width < 3) return false
  const numberAt = header.columns.indexOf('no')
  return numberAt < 0 || table.rows.some((row) => /^\d{1,3}\.?$/.test(row[numberAt]!.text))
}

/** Three filled columns in three rows or more lay out no text: they are figures. */
function isData(table: Table): boolean {
  const full = table.rows.filter(
    (row) => distinct(row).filter((cell) => cell.text !== '').length >= 3,
  )
  return full.length >= 3
}

function layoutLines(table: Table): TextLine[] {
  const width = table.rows[0]?.length ?? 0
  if (width > 2) return rowsAsLines(table.rows)
  const byColumn = Array.from({ length: width }, (_, column) =>
    table.rows.map((row) => row[column]!),
  )
  return distinct(byColumn.flat()).flatMap(cellLines)
}

const rowsAsLines = (rows: Cell[][]): TextLine[] => distinct(rows.flat()).flatMap(cellLines)
const distinct = (cells: Cell[]): Cell[] => [...new Set(cells)]
const cellLines = (cell: Cell): TextLine[] => cell.lines.flatMap((line) => segments(line, 0, false))

/** The parts of a line set side by side by tabs or many blanks, as lines of their own. */
function segments(line: { text: string } & Span, level: number, bold: boolean): TextLine[] {
  const lines: TextLine[] = []
  const pieces = /(?:(?!\t| {4,})[^\n])+/g
  for (const piece of line.text.matchAll(pieces)) {
    if (piece[0].trim() === '') continue
    const isWhole = piece[0].length === line.text.length
    const start = line.start + piece.index
    const span = isWhole
      ? { start: line.start, end: line.end }
      : { start, end: start + piece[0].length }
    const whole = textLine(piece[0], span, level, bold)
    if (whole) lines.push(whole)
  }
  return markerAlone(lines)
}

/** "-<tab>Text" is one item: a piece that is only a marker belongs to the piece after it. */
function markerAlone(lines: TextLine[]): TextLine[] {
  const [head, next, ...others] = lines
  if (!head || !next || !/^(?:[-–—+*•]|\(?[\divxIVXa-zđ.]{1,6}[.)/])$/u.test(head.text))
    return lines
  const span = { start: head.span.start, end: next.span.end }
  const joined = textLine(`${head.text} ${next.text}`, span, head.level, head.bold)
  return joined ? [joined, ...others] : lines
}

function textLine(raw: string, span: Span, level: number, bold: boolean): TextLine | null {
  const text = raw
    .replace(/\*\*|__(?=\S)|(?<=\S)__/g, '')
    .replace(/[ \t\u00a0]+/g, ' ')
    .trim()
  if (text === '' || /^[-_=*~.–—─\s]{3,}$/.test(text)) return null
  const { marker, rest, offset } = readMarker(text)
  const start = Math.min(
    span.end,
    span.start + (raw.length === text.length ? offset : raw.indexOf(rest.slice(0, 8))),
  )
  return {
    kind: 'line',
    text,
    rest,
    marker,
    level,
    bold: bold || /^\s*\*\*/.test(raw),
    span,
    restSpan: { start: Math.max(span.start, start), end: span.end },
  }
}
