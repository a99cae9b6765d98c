// A table of people and posts as someone filled it in: columns found by their titles, rows read or refused.

import { type Day, day, isDay } from '../lib/day.ts'
import { searchKey } from '../lib/text.ts'
import { isEmail } from './email.ts'
import type { Role } from './role.ts'

export const ROSTER_COLUMNS = ['name', 'email', 'unit', 'title', 'role', 'from'] as const
export type RosterColumn = (typeof ROSTER_COLUMNS)[number]

export type RosterRow = {
  /** Row of the sheet, the titles being row 1. */
  line: number
  name: string
  email: string
  unit: string
  title: string
  /** Empty: no role is granted. */
  role: Role | ''
  from: Day
}

export type RosterFault = {
  line: number
  column: RosterColumn
  code: RosterFaultCode
  value: string
}
export type RosterFaultCode =
  | 'missing'
  | 'too-long'
  | 'email'
  | 'role'
  | 'day'
  | 'twice'
  | 'unit'
  | 'name-differs'
  | 'left'

export const MOST_ROWS = 500

const TITLES: Record<RosterColumn, readonly string[]> = {
  name: ['ho ten', 'ho va ten', 'name', 'full name'],
  email: ['thu dien tu', 'email', 'e mail', 'dia chi thu dien tu'],
  unit: ['ma don vi', 'unit code', 'unit'],
  title: ['vi tri', 'vi tri cong tac', 'post'],
  role: ['vai tro', 'role', 'roles'],
  from: ['tu ngay', 'from', 'since'],
}

const key = (text: string) =>
  searchKey(text)
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()

/** Which column of the sheet holds what, by its title; null when one that is needed is not there. */
export function rosterColumns(titles: readonly string[]): Map<RosterColumn, number> | null {
  const found = new Map<RosterColumn, number>()
  titles.forEach((title, at) => {
    const column = ROSTER_COLUMNS.find((each) => TITLES[each].includes(key(title)))
    if (column && !found.has(column)) found.set(column, at)
  })
  const needed: RosterColumn[] = ['name', 'email', 'unit', 'title']
  return needed.every((column) => found.has(column)) ? found : null
}

type Reading = { today: Day; roleOf(text: string): Role | null }

/** The rows below the titles; wholly empty ones are passed over. A row with a fault is only in `faults`. */
export function readRoster(
  table: readonly { line: number; cells: readonly string[] }[],
  columns: ReadonlyMap<RosterColumn, number>,
  reading: Reading,
): { rows: RosterRow[]; faults: RosterFault[] } {
  const rows: RosterRow[] = []
  const faults: RosterFault[] = []
  const seen = new Set<string>()
  for (const { line, cells } of table) {
    const text = (column: RosterColumn) =>
      (cells[columns.get(column) ?? -1] ?? '').normalize('NFC').replace(/\s+/g, ' ').trim()
    if (ROSTER_COLUMNS.every((column) => text(column) === '')) continue
    const { value, faults: wrong } = readRow(line, text, reading)
    const same = `${value.email}|${value.unit}|${key(value.title)}`
    if (seen.has(same)) {
      wrong.push({ line: value.line, column: 'email', code: 'twice', value: value.email })
    }
    seen.add(same)
    if (wrong.length > 0) faults.push(...wrong)
    else rows.push(value)
  }
  return { rows, faults }
}

function readRow(line: number, text: (column: RosterColumn) => string, reading: Reading) {
  const faults: RosterFault[] = []
  const fault = (column: RosterColumn, code: RosterFaultCode) =>
    faults.push({ line, column, code, value: text(column).slice(0, 80) })
  for (const column of ['name', 'email', 'unit', 'title'] as const) {
    if (text(column) === '') fault(column, 'missing')
    else if (text(column).length > 200) fault(column, 'too-long')
  }
  const email = text('email').toLowerCase()
  if (email !== '' && !isEmail(email)) fault('email', 'email')
  const role = text('role') === '' ? '' : reading.roleOf(text('role'))
  if (role === null) fault('role', 'role')
  const from = text('from') === '' ? reading.today : dayOfText(text('from'))
  if (from === null) fault('from', 'day')
  const value: RosterRow = {
    line,
    name: text('name'),
    email,
    unit: text('unit'),
    title: text('title'),
    role: role ?? '',
    from: from ?? reading.today,
  }
  return { value, faults }
}

/** `5/6/2024`, `05-06-2024` or `2024-06-05`; null for anything else. */
export function dayOfText(text: string): Day | null {
  const [, date, month, year] = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text) ?? []
  const iso =
    date && month && year ? `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}` : text
  return isDay(iso) ? day(iso) : null
}
