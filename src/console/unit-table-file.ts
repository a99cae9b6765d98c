// A table that somebody uploads: the first sheet of a workbook, or a CSV.

import { DocumentProblem, readDocument } from '../documents/index.ts'
import { type CsvRow, parseCsv } from '../lib/csv.ts'
import { Problem } from '../platform/index.ts'

export const MOST_TABLE_BYTES = 2_000_000

export async function tableIn(file: File): Promise<{ titles: string[]; rows: CsvRow[] }> {
  try {
    const bytes = new Uint8Array(await file.arrayBuffer())
    const options = { maxBytes: MOST_TABLE_BYTES }
    const { kind, blocks, text } = await readDocument(bytes, file.name, options)
    if (kind === 'text') {
      const { header, rows } = parseCsv(text)
      if (header.length < 2) throw new Problem(422, 'units.not-a-table')
      return { titles: header, rows }
    }
    const table = blocks.find((block) => block.kind === 'table')
    if (kind !== 'xlsx' || table?.kind !== 'table') throw new Problem(422, 'units.not-a-table')
    const [titles = [], ...below] = table.rows.map((row) => row.map((cell) => cell.text))
    return { titles, rows: below.map((cells, at) => ({ line: at + 2, cells })) }
  } catch (error) {
    if (error instanceof DocumentProblem) throw new Problem(422, error.code, error.details)
    throw error
  }
}
