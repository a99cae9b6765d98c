// Finds the header of a task table: which column is the number, the task, who leads, who helps, by when.

import type { Table } from '../documents/index.ts'
import { searchKey } from '../lib/text.ts'

export type Column = 'no' | 'task' | 'lead' | 'coordinating' | 'both' | 'time' | 'product' | 'other'

export type Header = {
  columns: Column[]
  names: string[]
  width: number
  /** Rows of the table above the header (titles). */
  rowsAbove: number
  headerRows: number
}

const KINDS: readonly [Column, RegExp][] = [
  ['no', /^(?:so )?(?:tt|stt|thu tu|so thu tu|sott|no)$/],
  ['both', /chu tri.*phoi hop|phoi hop.*chu tri/],
  ['coordinating', /phoi hop|ho tro/],
  [
    'time',
    /thoi gian|thoi han|tien do|han hoan thanh|ky han|thoi diem|moc |^hoan thanh(?: (?:truoc|trong|vao)(?: |$)|$)|^han$|^han (?:xong|nop|chot|thuc hien)|lo trinh/,
  ],
  ['product', /san pham|ket qua|dau ra|minh chung/],
  [
    'other',
    /ghi chu|kinh phi|nguon luc|diem|chi so thanh phan|tham chieu|lanh dao (?:phu trach|chi dao)|can bo/,
  ],
  [
    'lead',
    /chu tri|dau moi|phu trach|chiu trach nhiem|(?:co quan|don vi|bo phan|cap|noi) (?:\S+ )?thuc hien|^thuc hien$|tham muu|co quan,? don vi$|^(?:co quan|don vi)$|phan cong/,
  ],
  ['task', /nhiem vu|noi dung|cong viec|hoat dong|giai phap|viec can lam|dau viec/],
]

/** What a column is, by its heading. */
export function columnKind(heading: string): Column {
  const key = searchKey(heading)
  return KINDS.find(([, pattern]) => pattern.test(key))?.[0] ?? 'other'
}

/** The header of the table, if it is a table of tasks: a task column and who leads or by when. */
export function findHeader(table: Table): Header | null {
  const rows = table.rows
  for (let at = 0; at < Math.min(rows.length, 12); at++) {
    for (const height of [2, 1]) {
      const stacked = rows.slice(at, at + height)
      if (stacked.length < height || (height === 2 && !isStacked(stacked))) continue
      const names = stacked[0]!.map((_, column) => stackedName(stacked.map((row) => row[column]!)))
      const columns = names.map(columnKind)
      if (isTaskHeader(columns, names)) {
        return {
          columns: oneTaskColumn(columns, rows.slice(at + height)),
          names,
          width: columns.length,
          rowsAbove: at,
          headerRows: height,
        }
      }
    }
  }
  return null
}

/** Two header rows: some cell of the first spans columns or both rows. */
function isStacked(rows: Table['rows']): boolean {
  const [above = [], below = []] = rows
  const spans = above.some(
    (cell, column) => column > 0 && cell === above[column - 1] && cell.text !== '',
  )
  const shared = above.some((cell, column) => cell === below[column] || below[column]?.text === '')
  return spans && shared && !below.some((cell) => /^\d+\.?$/.test(cell.text))
}

function stackedName(cells: Table['rows'][number]): string {
  return [...new Set(cells)]
    .map((cell) => cell.text.replace(/\s+/g, ' ').trim())
    .filter((text) => text !== '')
    .reverse()
    .join(' – ')
}

function isTaskHeader(columns: Column[], names: string[]): boolean {
  const known = columns.filter((column) => column !== 'other').length
  const isShort = names.every((name) => name.length <= 120)
  const hasTask = columns.includes('task')
  const hasWho = columns.some((column) => ['lead', 'both', 'coordinating'].includes(column))
  return (
    isShort &&
    known >= Math.min(3, columns.length) &&
    new Set(names).size > 1 &&
    hasTask &&
    (hasWho || columns.includes('time'))
  )
}

/** Of several task columns the one with the most words holds the tasks; the others stay by their names. */
function oneTaskColumn(columns: Column[], rows: Table['rows']): Column[] {
  const candidates = columns.flatMap((column, at) => (column === 'task' ? [at] : []))
  if (candidates.length < 2) return columns
  const words = (at: number) =>
    new Set(rows.map((row) => row[at]!.text)).size * 1000 +
    rows.reduce((sum, row) => sum + row[at]!.text.length, 0)
  const best = candidates.reduce((a, b) => (words(b) > words(a) ? b : a))
  return columns.map((column, at) => (column === 'task' && at !== best ? 'other' : column))
}
