// Petitions in a file: JSON Lines, an item a line, or a table whose rows are steps.

import { readDocument } from '../documents/index.ts'
import { type Line, readLines } from '../dossiers/index.ts'
import { parseCsv } from '../lib/csv.ts'
import { type PetitionResult, rejected } from './placing.ts'

export type FileItem = { no: number; item: unknown } | { no: number; refused: PetitionResult }

const COLUMNS = ['code', 'unit', 'about', 'dossier', 'step', 'at', 'saidAt', 'receivedAt', 'id']

/** What a file holds, told by its content. Columns of a table are named as the fields of an item; others are refused whole,
 * because they may name somebody. */
export async function readPetitionFile(bytes: Uint8Array, name: string): Promise<FileItem[]> {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return await readWorkbook(bytes, name)
  const first = bytes.find((byte) => byte > 0x20 && byte < 0x7f)
  if (first === 0x7b || first === undefined) return [...readLines(bytes)].map(itemOf)
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return [{ no: 1, refused: rejected(1, 'not-utf8', null) }]
  }
  const { header, rows } = parseCsv(text)
  return tableItems(
    header,
    rows.map(({ line, cells }) => ({ no: line, cells })),
  )
}

async function readWorkbook(bytes: Uint8Array, name: string): Promise<FileItem[]> {
  const { blocks } = await readDocument(bytes, name, { maxBytes: bytes.length })
  const table = blocks.find((block) => block.kind === 'table')
  if (table?.kind !== 'table') return [{ no: 1, refused: rejected(1, 'unreadable', null) }]
  const [header = [], ...rows] = table.rows.map((row) => row.map(({ text }) => text))
  return tableItems(
    header,
    rows.map((cells, at) => ({ no: table.numbers?.[at + 1] ?? at + 2, cells })),
  )
}

function tableItems(
  header: readonly string[],
  rows: readonly { no: number; cells: readonly string[] }[],
): FileItem[] {
  const names = header.map((name) => name.trim())
  const strange = names.find((name) => name !== '' && !COLUMNS.includes(name))
  if (strange) return [{ no: 1, refused: rejected(1, 'field-invalid', strange) }]
  return rows.map(({ no, cells }) => ({
    no,
    item: Object.fromEntries(
      names.flatMap((name, at): [string, string][] => {
        const cell = cells[at]?.trim() ?? ''
        return name === '' || cell === ''
          ? []
          : [[name, /At$|^at$/.test(name) ? stampOf(cell) : cell]]
      }),
    ),
  }))
}

const itemOf = (line: Line): FileItem =>
  'refused' in line
    ? { no: line.no, refused: rejected(line.no, line.refused.reason as never, null) }
    : { no: line.no, item: line.message }

/** 5/8/2026 14:30 as the feed writes it; other texts as they are. */
function stampOf(text: string): string {
  const found = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?:[ ,]+(\d{1,2})[:h](\d\d))?$/.exec(text)
  if (!found) return text
  const [, date = '', month = '', year, hour = '0', minute = '00'] = found
  const two = (part: string) => part.padStart(2, '0')
  return `${year}${two(month)}${two(date)}${two(hour)}${minute}00`
}
