// Builds the plain text of a document and, with it, blocks whose spans point into that text.

import { nfc } from '../lib/text.ts'
import {
  type Block,
  type Cell,
  DocumentProblem,
  type Line,
  MAX_LINES,
  MAX_TABLE_CELLS,
  type Paragraph,
  type SourceDocument,
  type Table,
} from './document.ts'

export type DraftParagraph = Omit<Paragraph, 'start' | 'end'>
/** `covers` names the places of the grid that the cell fills, from its own row and column. */
export type DraftCell = {
  lines: string[]
  row: number
  column: number
  rows: number
  columns: number
  isNumber?: true
}
export type DraftTable = {
  kind: 'table'
  cells: DraftCell[]
  name?: string
  numbers?: number[]
}
export type Draft = DraftParagraph | DraftTable

/** The document of these drafts: each paragraph a line, each table row a line with tabs between cells. */
export function buildDocument(
  drafts: Draft[],
  head: Pick<SourceDocument, 'kind' | 'fileName' | 'encoding'>,
  maxLines = MAX_LINES,
): SourceDocument {
  const parts: string[] = []
  let length = 0
  const put = (text: string): { start: number; end: number } => {
    const start = length
    parts.push(text)
    length += text.length
    return { start, end: length }
  }
  const blocks: Block[] = []
  const lines = drafts.reduce((sum, draft) => sum + linesOf(draft), 0)
  if (lines > maxLines) throw new DocumentProblem('document.too-many-parts')
  for (const draft of drafts) {
    if (draft.kind === 'paragraph') {
      const text = nfc(draft.text).trim()
      if (text === '') continue
      blocks.push({ ...draft, text, ...put(text) })
    } else {
      const table = placeTable(draft, put)
      if (table) blocks.push(table)
    }
    put('\n')
  }
  return { ...head, text: parts.join(''), blocks }
}

const linesOf = (draft: Draft): number =>
  draft.kind === 'paragraph' ? 1 : draft.cells.reduce((sum, cell) => sum + cell.lines.length, 0)

function placeTable(
  draft: DraftTable,
  put: (text: string) => { start: number; end: number },
): Table | null {
  const height = draft.cells.reduce((most, cell) => Math.max(most, cell.row + cell.rows), 0)
  const width = draft.cells.reduce((most, cell) => Math.max(most, cell.column + cell.columns), 0)
  if (height === 0 || width === 0) return null
  const filled = draft.cells.reduce((sum, cell) => sum + cell.rows * cell.columns, 0)
  if (Math.max(height * width, filled) > MAX_TABLE_CELLS) {
    throw new DocumentProblem('document.too-many-parts')
  }
  const grid: (Cell | undefined)[][] = Array.from({ length: height }, () =>
    Array(width).fill(undefined),
  )
  const ordered = [...draft.cells].sort((a, b) => a.row - b.row || a.column - b.column)
  const start = put('').start
  let row = ordered[0]!.row
  ordered.forEach((cell, index) => {
    if (cell.row > row) put('\n')
    else if (index > 0) put('\t')
    row = cell.row
    const text = placeCell(cell.lines, put)
    const placed = cell.isNumber ? { ...text, isNumber: true as const } : text
    for (let down = 0; down < cell.rows; down++) {
      for (let across = 0; across < cell.columns; across++) {
        grid[cell.row + down]![cell.column + across] ??= placed
      }
    }
  })
  const end = put('').end
  const empty: Cell = { text: '', lines: [], start: end, end }
  const rows = grid.map((places) => places.map((place) => place ?? empty))
  return {
    kind: 'table',
    rows,
    start,
    end,
    ...(draft.name === undefined ? {} : { name: draft.name }),
    ...(draft.numbers === undefined ? {} : { numbers: draft.numbers }),
  }
}

function placeCell(texts: string[], put: (text: string) => { start: number; end: number }): Cell {
  const lines: Line[] = []
  for (const raw of texts.flatMap((text) => nfc(text).split('\n'))) {
    const text = raw.replace(/\s+/g, ' ').trim()
    if (text === '') continue
    if (lines.length > 0) put('\n')
    lines.push({ text, ...put(text) })
  }
  const at = put('').start
  return {
    text: lines.map((line) => line.text).join('\n'),
    lines,
    start: lines[0]?.start ?? at,
    end: lines[lines.length - 1]?.end ?? at,
  }
}
