// A table that somebody uploads, the first sheet of a workbook or a CSV, and its rows as a preview carries them on.

import { z } from 'zod'
import { DocumentProblem, readDocument } from '../documents/index.ts'
import { type CsvRow, parseCsv } from '../lib/csv.ts'
import { Problem } from '../platform/index.ts'

export const MOST_TABLE_BYTES = 2_000_000

/** Its titles and the rows that hold something, by their numbers in the file. Refused when there is none, or more than `most`. */
export async function tableIn(
  file: File | undefined,
  most: number,
): Promise<{ titles: string[]; rows: CsvRow[] }> {
  if (!file || file.size === 0) throw new Problem(422, 'table.no-file')
  const { titles, rows } = await cellsOf(file)
  const filled = rows.filter(({ cells }) => cells.some((cell) => cell.trim() !== ''))
  if (filled.length > most) throw new Problem(422, 'table.too-long', { most })
  return { titles, rows: filled }
}

async function cellsOf(file: File): Promise<{ titles: string[]; rows: CsvRow[] }> {
  try {
    const bytes = new Uint8Array(await file.arrayBuffer())
    const options = { maxBytes: MOST_TABLE_BYTES }
    const { kind, blocks, text } = await readDocument(bytes, file.name, options)
    if (kind === 'text') {
      const { header, rows } = parseCsv(text)
      if (header.length < 2) throw new Problem(422, 'table.not-a-table')
      return { titles: header, rows }
    }
    const table = blocks.find((block) => block.kind === 'table')
    if (kind !== 'xlsx' || table?.kind !== 'table') throw new Problem(422, 'table.not-a-table')
    const [titles = [], ...below] = table.rows.map((row) => row.map((cell) => cell.text))
    const lineOf = (at: number) => table.numbers?.[at + 1] ?? at + 2
    return { titles, rows: below.map((cells, at) => ({ line: lineOf(at), cells })) }
  } catch (error) {
    if (error instanceof DocumentProblem) throw new Problem(422, error.code, error.details)
    throw error
  }
}

export const columnsMissing = (columns: readonly string[]): Problem =>
  new Problem(422, 'table.columns-missing', { columns: columns.join(', ') })

export const tableEmpty = (): Problem => new Problem(422, 'table.empty')

/** Rows that a preview carries as JSON. */
export const carriedRows = <T extends z.ZodType>(row: T, most: number) =>
  z
    .string()
    .transform((text, context) => {
      try {
        return JSON.parse(text) as unknown
      } catch {
        context.addIssue({ code: 'custom' })
        return z.NEVER
      }
    })
    .pipe(z.array(row).max(most))
    .optional()
