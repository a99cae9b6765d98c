// A file of answers into columns, as it arrives.

import { type CellSplitter, cellSplitter } from './csv-cells.ts'
import { type ColumnKind, type ColumnReader, columnReader, decode } from './csv-column.ts'
import type { Frame } from './frame.ts'
import { opened } from './gunzip.ts'
import { must, StatsError } from './stats-error.ts'

export type CsvOptions = {
  /** Found in the header when absent: the commonest of `,` `;` and tab. */
  separator?: string
  /** Decimal mark, `.` when absent. */
  decimal?: '.' | ','
  /** Texts that mean a missing cell, beside the empty one. */
  missing?: readonly string[]
  /** Columns that must hold numbers, and columns that are text whatever they hold. */
  numbers?: readonly string[]
  texts?: readonly string[]
}

/** A cell that is not what its column holds. Rows count from 1 after the header, lines from 1 with it. */
export type CellFault = { row: number; line: number; column: string; text: string }

/** Thrown with the cells it is about: the first 100, and how many there are. */
export class CsvError extends StatsError {
  readonly faults: readonly CellFault[]
  readonly count: number

  constructor(code: string, message: string, faults: readonly CellFault[], count: number) {
    super(code, message)
    this.name = 'CsvError'
    this.faults = faults
    this.count = count
  }
}

const LISTED = 100

/**
 * Reads comma-separated values, plain or gzipped, into a frame. A column is numbers when every cell that is not
 * missing is one, else a factor; memory is that of the columns. Throws `CsvError` `csv.cell` (cells of `numbers`
 * columns that are none, or bytes that are not UTF-8, by row and column) and `csv.row` (a row of another width),
 * `StatsError` `csv.gzip`, `csv.header`, `csv.empty`, `csv.quote`, `csv.mixed-column`.
 */
export async function readCsv(
  chunks: AsyncIterable<Uint8Array>,
  options: CsvOptions = {},
): Promise<Frame> {
  const reading = frameReader(options)
  const file = await opened(chunks)
  let failure: unknown = null
  for await (const chunk of file.chunks) {
    // Only its end tells whether a packed file is whole: a broken one gives odd cells before that.
    if (failure) continue
    try {
      reading.splitter.push(chunk)
    } catch (error) {
      if (!file.isPacked) throw error
      failure = error
    }
  }
  if (failure) throw failure
  reading.splitter.end()
  return reading.frame()
}

function frameReader(options: CsvOptions): { splitter: CellSplitter; frame(): Frame } {
  const header: string[] = []
  let columns: ColumnReader[] = []
  let rows = 0
  let isHeader = true
  const pending: CellFault[] = []
  const faults: CellFault[] = []
  let faulty = 0
  const isMissing = missingTest(options.missing ?? [])
  const mark = (options.decimal ?? '.').charCodeAt(0)

  const splitter = cellSplitter(
    {
      cell(bytes, from, to, column) {
        if (isHeader) header.push(safely(bytes, from, to).trim())
        else if (column < columns.length && !added(columns[column]!, bytes, from, to)) {
          faulty += 1
          if (faults.length + pending.length < LISTED) {
            pending.push(faultOf(rows + 1, header[column]!, safely(bytes, from, to)))
          }
        }
      },
      record(cells, line) {
        if (isHeader) {
          columns = columnsOf(header, options, isMissing, mark)
          isHeader = false
          return
        }
        rows += 1
        for (const fault of pending.splice(0)) faults.push({ ...fault, line })
        if (cells === header.length) return
        const message = `Row ${rows} (line ${line}) has ${cells} cells; the header has ${header.length}.`
        throw new CsvError('csv.row', message, [{ row: rows, line, column: '', text: '' }], 1)
      },
    },
    options.separator,
  )
  const frame = (): Frame => {
    must(!isHeader, 'csv.empty', 'The file has no header.')
    if (faulty > 0) throw cellError(faults, faulty)
    return { rows, columns: new Map(columns.map((column, at) => [header[at]!, column.finish()])) }
  }
  return { splitter, frame }
}

const faultOf = (row: number, column: string, text: string): CellFault => ({
  row,
  line: 0,
  column,
  text: text.slice(0, 80),
})

/** False also where bytes are not UTF-8; the row then holds nothing more, and the reading ends in a refusal. */
function added(column: ColumnReader, bytes: Uint8Array, from: number, to: number): boolean {
  try {
    return column.add(bytes, from, to)
  } catch (error) {
    if (error instanceof TypeError) return false
    throw error
  }
}

function safely(bytes: Uint8Array, from: number, to: number): string {
  try {
    return decode(bytes, from, to)
  } catch {
    return new TextDecoder('utf-8').decode(bytes.subarray(from, to))
  }
}

function cellError(faults: CellFault[], count: number): CsvError {
  const shown = faults
    .slice(0, 5)
    .map(({ row, column, text }) => `row ${row}, ${column}: "${text}"`)
  const more = count > shown.length ? ` and ${count - shown.length} more` : ''
  return new CsvError(
    'csv.cell',
    `Cells that cannot be read: ${shown.join('; ')}${more}.`,
    faults,
    count,
  )
}

function columnsOf(
  header: string[],
  { numbers = [], texts = [] }: CsvOptions,
  isMissing: (bytes: Uint8Array, from: number, to: number) => boolean,
  mark: number,
): ColumnReader[] {
  const twice = header.find((name, at) => header.indexOf(name) !== at)
  must(twice === undefined, 'csv.header', `Two columns are named "${twice}".`)
  const unknown = [...numbers, ...texts].find((name) => !header.includes(name))
  must(unknown === undefined, 'csv.header', `There is no column "${unknown}".`)
  return header.map((name) => {
    const kind: ColumnKind = texts.includes(name) ? 'text' : 'infer'
    return columnReader(name, numbers.includes(name) ? 'number' : kind, isMissing, mark)
  })
}

function missingTest(
  texts: readonly string[],
): (bytes: Uint8Array, from: number, to: number) => boolean {
  const marks = texts.map((text) => new TextEncoder().encode(text))
  if (marks.length === 0) return (_, from, to) => from === to
  return (bytes, from, to) =>
    from === to ||
    marks.some(
      (mark) => mark.length === to - from && mark.every((byte, at) => bytes[from + at] === byte),
    )
}
