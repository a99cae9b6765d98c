// Messages of the feed in a file: JSON Lines, or a table whose columns are the fields of HoSo or TienDo, as CSV or workbook.

import { readDocument } from '../documents/index.ts'
import { parseCsv } from '../lib/csv.ts'
import { refusal } from './batch.ts'
import { type Line, readLines } from './lines.ts'
import { readStamp } from './stamp.ts'

/** A file that says by its name that it holds lines does so, though its first line be unreadable. */
const LINES = /\.(jsonl|ndjson|json)$/i

/** What a file holds, told by its content. `receivedAt` stands where a row of a table says none. */
export async function readMessageFile(
  bytes: Uint8Array,
  name: string,
  receivedAt: string,
): Promise<Line[]> {
  return asReceived(await linesOf(bytes, name, receivedAt))
}

/** In the order in which they were received, whatever their order in the file: what is said again is known by what was said
 * before. */
function asReceived(lines: readonly Line[]): Line[] {
  const keyed = lines.map((line) => ({ line, at: receiptOf(line) }))
  return keyed.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)).map(({ line }) => line)
}

function receiptOf(line: Line): string {
  if (!('message' in line)) return ''
  const { message } = line
  if (typeof message !== 'object' || message === null || !('receivedAt' in message)) return ''
  return typeof message.receivedAt === 'string' ? (readStamp(message.receivedAt) ?? '') : ''
}

async function linesOf(bytes: Uint8Array, name: string, receivedAt: string): Promise<Line[]> {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return await readWorkbook(bytes, name, receivedAt)
  const first = bytes.find((byte) => byte > 0x20 && byte < 0x7f)
  const isJson = first === undefined || first === 0x7b || first === 0x5b || LINES.test(name)
  if (isJson) return [...readLines(bytes)]
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return [{ no: 1, refused: refusal(1, 'not-utf8', null) }]
  }
  const { header, rows } = parseCsv(text)
  return tableMessages(
    header,
    rows.map(({ line, cells }) => ({ no: line, cells })),
    receivedAt,
  )
}

async function readWorkbook(bytes: Uint8Array, name: string, receivedAt: string): Promise<Line[]> {
  const { blocks } = await readDocument(bytes, name, { maxBytes: bytes.length })
  const table = blocks.find((block) => block.kind === 'table')
  if (table?.kind !== 'table') return [{ no: 1, refused: refusal(1, 'unreadable', null) }]
  const [header = [], ...rows] = table.rows.map((row) => row.map(({ text }) => text))
  return tableMessages(
    header,
    rows.map((cells, at) => ({ no: table.numbers?.[at + 1] ?? at + 2, cells })),
    receivedAt,
  )
}

/** Rows as messages. `service` and `receivedAt` may be columns; without the first, a table with ThoiDiemXuLy holds steps. */
export function tableMessages(
  header: readonly string[],
  rows: readonly { no: number; cells: readonly string[] }[],
  receivedAt: string,
): Line[] {
  const names = header.map((name) => name.trim())
  const service = names.includes('ThoiDiemXuLy') ? 'CapNhatTienDoHoSoMC' : 'DongBoHoSoMC'
  if (!names.includes('MaHoSo')) return [{ no: 1, refused: refusal(1, 'field-missing', 'MaHoSo') }]
  return rows.map(({ no, cells }): Line => {
    const data = Object.fromEntries(
      names.flatMap((name, at): [string, unknown][] => {
        const text = cells[at]?.trim() ?? ''
        return name === '' || text === '' || OUTSIDE.has(name) ? [] : [[name, cellOf(name, text)]]
      }),
    )
    const outside = (name: string) => cells[names.indexOf(name)]?.trim() || null
    const isUpdating = outside('isUpdating')
    return {
      no,
      message: {
        service: outside('service') ?? service,
        receivedAt: stampOf(outside('receivedAt') ?? receivedAt),
        ...(isUpdating ? { isUpdating } : {}),
        data,
      },
    }
  })
}

const OUTSIDE = new Set(['service', 'receivedAt', 'isUpdating'])

function cellOf(name: string, text: string): unknown {
  if (/^(Ngay|ThoiDiem)/.test(name)) return stampOf(text)
  if (!/^[[{]/.test(text)) return text
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** 5/8/2026 14:30 as the feed writes it; other texts as they are. */
function stampOf(text: string): string {
  const found = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?:[ ,]+(\d{1,2})[:h](\d\d)(?::(\d\d))?)?$/.exec(
    text,
  )
  if (!found) return text
  const [, date = '', month = '', year, hour = '0', minute = '00', second = '00'] = found
  const two = (part: string) => part.padStart(2, '0')
  return `${year}${two(month)}${two(date)}${two(hour)}${minute}${second}`
}
