// Word documents (ECMA-376, WordprocessingML): paragraphs with the numbers and bullets that Word makes,
// tables with merged cells resolved to a grid, text boxes, and text in old Vietnamese fonts converted.

import { buildDocument, type Draft, type DraftCell, type DraftParagraph } from './build.ts'
import { DocumentProblem, type Encoding, type SourceDocument } from './document.ts'
import { makeNumbering, type Numbering } from './docx-numbering.ts'
import { paragraphText, type ReadRuns } from './docx-runs.ts'
import { makeStyles, type Styles } from './docx-styles.ts'
import { type Element, elements, first, parseXml } from './xml.ts'
import type { Zip } from './zip.ts'

type Reading = { styles: Styles; numbering: Numbering; encoding: Encoding }

/** The document of a `.docx` package. Deleted (tracked) text is left out, inserted text kept. */
export function readDocx(zip: Zip, fileName: string): SourceDocument {
  const part = (name: string): Element | undefined => {
    const bytes = zip.part(name)
    return bytes ? parseXml(bytes, name) : undefined
  }
  const body = first(part('word/document.xml'), 'w:body')
  if (!body) throw new DocumentProblem('document.damaged', { part: 'word/document.xml' })
  const styles = makeStyles(part('word/styles.xml'))
  const reading: Reading = {
    styles,
    numbering: makeNumbering(part('word/numbering.xml')),
    encoding: 'utf-8',
  }
  const drafts = [
    ...readBlocks(body, reading),
    ...notes(part('word/footnotes.xml'), 'w:footnote', reading),
    ...notes(part('word/endnotes.xml'), 'w:endnote', reading),
  ]
  const document = buildDocument(drafts, { kind: 'docx', fileName, encoding: reading.encoding })
  if (document.blocks.length === 0) throw new DocumentProblem('document.empty')
  return document
}

const TRANSPARENT = new Set([
  'w:sdt',
  'w:sdtContent',
  'w:customXml',
  'w:ins',
  'w:moveTo',
  'w:smartTag',
])

function readBlocks(container: Element, reading: Reading, isCell = false): Draft[] {
  const drafts: Draft[] = []
  for (const child of elements(container)) {
    if (child.name === 'w:p') drafts.push(...readParagraph(child, reading, isCell))
    else if (child.name === 'w:tbl') drafts.push(readTable(child, reading))
    else if (TRANSPARENT.has(child.name))
      for (const draft of readBlocks(child, reading, isCell)) drafts.push(draft)
  }
  return drafts
}

function readParagraph(paragraph: Element, reading: Reading, isCell: boolean): Draft[] {
  const properties = first(paragraph, 'w:pPr')
  const styleId = first(properties, 'w:pStyle')?.attributes['w:val']
  const style = reading.styles.of(styleId)
  const runs: ReadRuns = paragraphText(paragraph, style)
  if (runs.encoding) reading.encoding = runs.encoding
  const boxes = runs.boxes.flatMap((box) => readBlocks(box, reading))
  const own = first(properties, 'w:numPr')
  const number = own
    ? {
        id: first(own, 'w:numId')?.attributes['w:val'],
        level: first(own, 'w:ilvl')?.attributes['w:val'],
      }
    : style.number
  const item = reading.numbering.next(
    number?.id ?? style.number?.id,
    Number(number?.level ?? style.number?.level ?? 0),
  )
  // A cell may hold nothing but the number that Word makes.
  if (runs.text.trim() === '') {
    const alone = isCell && item ? [{ kind: 'paragraph' as const, text: item.marker }] : []
    return [...alone, ...boxes]
  }
  const lines = runs.text.split('\n').filter((line) => line.trim() !== '')
  const drafts = lines.map((line, index): DraftParagraph => {
    const isFirst = index === 0
    return {
      kind: 'paragraph',
      text: isFirst && item ? `${item.marker} ${line}` : line,
      ...(isFirst && item ? { marker: item.marker, level: item.level } : {}),
      ...(runs.bold ? { bold: true } : {}),
    }
  })
  return [...drafts, ...boxes]
}

function readTable(table: Element, reading: Reading): Draft {
  const cells: DraftCell[] = []
  const above = new Map<number, DraftCell>()
  rowsOf(table).forEach((row, rowIndex) => {
    const properties = first(row, 'w:trPr')
    let column = Number(first(properties, 'w:gridBefore')?.attributes['w:val'] ?? 0)
    for (const cell of cellsOf(row)) {
      const span = cellSpan(cell)
      const held = above.get(column)
      if (span.continues && held && held.row + held.rows === rowIndex) {
        held.rows++
      } else {
        const lines = cellLines(readBlocks(cell, reading, true))
        const made = { lines, row: rowIndex, column, rows: 1, columns: span.columns }
        cells.push(made)
        above.set(column, made)
      }
      column += span.columns
    }
  })
  return { kind: 'table', cells }
}

function rowsOf(table: Element): Element[] {
  return elements(table).flatMap((child) => {
    if (child.name === 'w:tr') return first(child, 'w:trPr', 'w:del') ? [] : [child]
    return TRANSPARENT.has(child.name) ? rowsOf(child) : []
  })
}

function cellsOf(row: Element): Element[] {
  return elements(row).flatMap((child) => {
    if (child.name === 'w:tc') return [child]
    return TRANSPARENT.has(child.name) ? cellsOf(child) : []
  })
}

function cellSpan(cell: Element): { columns: number; continues: boolean } {
  const properties = first(cell, 'w:tcPr')
  const columns = Number(first(properties, 'w:gridSpan')?.attributes['w:val'] ?? 1)
  const merge = first(properties, 'w:vMerge')
  const bounded = Number.isInteger(columns) && columns >= 1 && columns <= 200 ? columns : 1
  return {
    columns: bounded,
    continues: merge !== undefined && merge.attributes['w:val'] !== 'restart',
  }
}

/** Lines of a cell; a table inside it gives its rows, cells parted by a dash. */
function cellLines(drafts: Draft[]): string[] {
  return drafts.flatMap((draft) =>
    draft.kind === 'paragraph' ? [draft.text] : draft.cells.flatMap((cell) => cell.lines),
  )
}

function notes(part: Element | undefined, name: string, reading: Reading): Draft[] {
  return elements(part, name)
    .filter((note) => note.attributes['w:type'] === undefined)
    .flatMap((note) => readBlocks(note, reading))
    .map((draft) => (draft.kind === 'paragraph' ? { ...draft, note: true } : draft))
}
