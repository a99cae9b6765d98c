// Excel workbooks (ECMA-376, SpreadsheetML): each sheet with content is one table, merged cells resolved,
// day cells written dd/MM/yyyy as the sheet shows them.

import { buildDocument, type Draft, type DraftCell } from './build.ts'
import { DocumentProblem, type SourceDocument } from './document.ts'
import { type Element, elements, first, parseXml, textOf } from './xml.ts'
import type { Zip } from './zip.ts'

const MAX_ROWS = 20_000
const MAX_COLUMNS = 200

type Book = { texts: string[]; dateStyles: Set<number>; epoch1904: boolean }

export function readXlsx(zip: Zip, fileName: string, maxLines?: number): SourceDocument {
  const part = (name: string): Element | undefined => {
    const bytes = zip.part(name)
    return bytes ? parseXml(bytes, name) : undefined
  }
  const workbook = part('xl/workbook.xml')
  const links = new Map(
    elements(part('xl/_rels/workbook.xml.rels')).map((link) => [
      link.attributes.Id,
      link.attributes.Target ?? '',
    ]),
  )
  const book: Book = {
    texts: elements(part('xl/sharedStrings.xml'), 'si').map(sharedText),
    dateStyles: dateStyles(part('xl/styles.xml')),
    epoch1904: first(workbook, 'workbookPr')?.attributes.date1904 === '1',
  }
  const drafts = elements(first(workbook, 'sheets'), 'sheet').flatMap((sheet): Draft[] => {
    const target = links.get(sheet.attributes['r:id']) ?? ''
    const path = target.startsWith('/') ? target.slice(1) : `xl/${target}`
    const content = part(path)
    if (!content) throw new DocumentProblem('document.damaged', { part: path })
    const { cells, numbers } = readSheet(content, book)
    const name = sheet.attributes.name ?? ''
    return cells.length === 0 ? [] : [{ kind: 'table', cells, name, numbers }]
  })
  const document = buildDocument(drafts, { kind: 'xlsx', fileName, encoding: 'utf-8' }, maxLines)
  if (document.blocks.length === 0) throw new DocumentProblem('document.empty-table')
  return document
}

type Rows = { cells: DraftCell[]; numbers: number[] }

function readSheet(sheet: Element, book: Book): Rows {
  const spans = merges(sheet)
  const cells: DraftCell[] = []
  let nextRow = 0
  for (const row of elements(first(sheet, 'sheetData'), 'row')) {
    const at = row.attributes.r === undefined ? nextRow : Number(row.attributes.r) - 1
    nextRow = at + 1
    let nextColumn = 0
    for (const cell of elements(row, 'c')) {
      const column = cell.attributes.r === undefined ? nextColumn : place(cell.attributes.r).column
      nextColumn = column + 1
      const text = cellText(cell, book)
      if (text.trim() === '') continue
      if (column >= MAX_COLUMNS) throw new DocumentProblem('document.too-many-parts')
      const span = spans.get(`${at},${column}`) ?? { rows: 1, columns: 1 }
      const isNumber = isPlainNumber(cell, text) ? { isNumber: true as const } : {}
      cells.push({ lines: [text], row: at, column, ...span, ...isNumber })
    }
  }
  return packRows(cells)
}

/** Rows without words are taken out, so that a cell far below or a huge merge makes no huge grid. */
function packRows(cells: DraftCell[]): Rows {
  const used = [...new Set(cells.map((cell) => cell.row))].sort((a, b) => a - b)
  if (used.length > MAX_ROWS) throw new DocumentProblem('document.too-many-parts')
  const order = new Map(used.map((row, index) => [row, index]))
  const packed = cells.map((cell) => {
    const row = order.get(cell.row)!
    let rows = 1
    if (cell.rows > 1)
      while (row + rows < used.length && used[row + rows]! < cell.row + cell.rows) rows++
    return { ...cell, row, rows }
  })
  // A merge may reach below the last row with words.
  const height = packed.reduce((most, { row, rows }) => Math.max(most, row + rows), 0)
  const last = used.at(-1) ?? 0
  const numbers = Array.from(
    { length: height },
    (_, at) => (used[at] ?? last + 1 + at - used.length) + 1,
  )
  return { cells: packed, numbers }
}

const isPlainNumber = (cell: Element, text: string): boolean =>
  (cell.attributes.t ?? 'n') === 'n' && text !== '' && Number.isFinite(Number(text))

function cellText(cell: Element, book: Book): string {
  const value = first(cell, 'v')
  const raw = value ? textOf(value) : ''
  switch (cell.attributes.t) {
    case 's':
      return book.texts[Number(raw)] ?? ''
    case 'inlineStr': {
      const inline = first(cell, 'is')
      return inline ? sharedText(inline) : ''
    }
    case 'b':
      return raw === '1' ? 'TRUE' : 'FALSE'
    case 'e':
      return ''
    case 'str':
    case 'd':
      return raw
    default:
      return numberText(raw, Number(cell.attributes.s ?? -1), book)
  }
}

function numberText(raw: string, style: number, book: Book): string {
  const value = Number(raw)
  if (raw === '' || !Number.isFinite(value)) return raw
  if (!book.dateStyles.has(style) || value < 1 || value > 2_958_465) {
    return String(Number(value.toPrecision(15)))
  }
  // Day 60 is a 29/2/1900 that was not; from then on day 0 is 1899-12-30.
  return dayText(Math.floor(value) + (book.epoch1904 ? 1462 : 0) - 25_569)
}

/** dd/MM/yyyy of a day counted from 1970-01-01, in the Gregorian calendar (Hinnant's civil_from_days). */
function dayText(days: number): string {
  const shifted = days + 719_468
  const era = Math.floor(shifted / 146_097)
  const dayOfEra = shifted - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  )
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153)
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  const two = (part: number) => String(part).padStart(2, '0')
  return `${two(day)}/${two(month)}/${year}`
}

const sharedText = (item: Element): string =>
  elements(item)
    .flatMap((child) =>
      child.name === 't' ? [child] : child.name === 'r' ? elements(child, 't') : [],
    )
    .map(textOf)
    .join('')

function dateStyles(styles: Element | undefined): Set<number> {
  const custom = new Map(
    elements(first(styles, 'numFmts'), 'numFmt').map((format) => [
      Number(format.attributes.numFmtId),
      format.attributes.formatCode ?? '',
    ]),
  )
  const isDate = (id: number): boolean => {
    const code = custom.get(id)
    if (code === undefined) return (id >= 14 && id <= 17) || id === 22
    return /[dy]/i.test(code.replace(/"[^"]*"|\[[^\]]*\]|\\./g, ''))
  }
  const formats = elements(first(styles, 'cellXfs'), 'xf')
  return new Set(
    formats.flatMap((xf, index) => (isDate(Number(xf.attributes.numFmtId ?? 0)) ? [index] : [])),
  )
}

function merges(sheet: Element): Map<string, { rows: number; columns: number }> {
  return new Map(
    elements(first(sheet, 'mergeCells'), 'mergeCell').map((merge) => {
      const [from = 'A1', to = from] = (merge.attributes.ref ?? 'A1').split(':')
      const start = place(from)
      const end = place(to)
      return [
        `${start.row},${start.column}`,
        {
          rows: Math.min(MAX_ROWS, Math.max(1, end.row - start.row + 1)),
          columns: Math.min(MAX_COLUMNS, Math.max(1, end.column - start.column + 1)),
        },
      ]
    }),
  )
}

function place(reference: string): { row: number; column: number } {
  const match = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/.exec(reference)
  if (!match) return { row: 0, column: 0 }
  let column = 0
  for (const letter of match[1]!) column = column * 26 + letter.charCodeAt(0) - 64
  return { row: Number(match[2]) - 1, column: column - 1 }
}
