// A document as read: one plain text, and blocks (paragraphs, tables) whose every line has its place in it.
//
// `text` is NFC. A span `{start, end}` counts UTF-16 units of `text`, end excluded. For plain text files
// `text` is the file's own text; for Word and Excel it is the visible text in reading order, one line a
// paragraph (with its automatic number or bullet), cells of a row parted by tabs.

export type Span = { start: number; end: number }

export type Line = Span & { text: string }

export type Paragraph = Span & {
  kind: 'paragraph'
  text: string
  /** Depth hint of a list item: only deeper or shallower counts. */
  level?: number
  /** The number or bullet that the word processor made by itself; it also stands first in `text`. */
  marker?: string
  bold?: boolean
  /** A footnote or endnote: it stands after the text, outside its order. */
  note?: true
}

/** One place of the grid. A merged cell stands, as the same object, at every place that it covers. */
export type Cell = Span & {
  text: string
  lines: Line[]
  /** Of a spreadsheet: kept as a number, so that `1.5` is one and a half in every language. */
  isNumber?: true
}

export type Table = Span & {
  kind: 'table'
  rows: Cell[][]
  name?: string
  /** Of a spreadsheet: the number that its program shows beside each row; empty rows are left out of `rows`. */
  numbers?: number[]
}

export type Block = Paragraph | Table

export type Encoding = 'utf-8' | 'utf-16' | 'windows-1258' | 'tcvn3' | 'vni'

export type SourceDocument = {
  kind: 'text' | 'docx' | 'xlsx'
  fileName: string
  text: string
  blocks: Block[]
  /** The encoding found; for Word files, the old font encoding if some of the text was converted. */
  encoding: Encoding
}

export const MAX_DOCUMENT_BYTES = 20 * 1024 * 1024
export const MAX_UNPACKED_BYTES = 120 * 1024 * 1024
/** Longest plain text, in UTF-16 units: twenty times a long plan. */
export const MAX_TEXT = 2_000_000
/** Paragraphs, and lines in cells: a hundred times a long plan. */
export const MAX_LINES = 40_000
export const MAX_TABLE_CELLS = 2_500_000

export type DocumentProblemCode =
  | 'document.too-large'
  | 'document.empty'
  | 'document.empty-table'
  | 'document.wrong-type'
  | 'document.old-word'
  | 'document.encrypted'
  | 'document.macros'
  | 'document.truncated'
  | 'document.damaged'
  | 'document.zip-bomb'
  | 'document.too-deep'
  | 'document.too-many-parts'
  | 'document.legacy-encoding'
  | 'document.not-a-plan'

/** A file that cannot be read, by a code whose sentence stands in `words.ts`. */
export class DocumentProblem extends Error {
  readonly code: DocumentProblemCode
  readonly details: Readonly<Record<string, string | number>>

  constructor(code: DocumentProblemCode, details: Record<string, string | number> = {}) {
    super(code)
    this.name = 'DocumentProblem'
    this.code = code
    this.details = details
  }
}
