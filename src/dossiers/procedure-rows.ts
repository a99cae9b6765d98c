// Procedures from a table: each row is read or refused by line and column.

import { parseCsv } from '../lib/csv.ts'
import { type Day, parseDay } from '../lib/day.ts'
import type { Limit } from './clock.ts'

export const PROCEDURE_LEVELS = ['province', 'district', 'commune'] as const
export type ProcedureLevel = (typeof PROCEDURE_LEVELS)[number]
export const ONLINE_LEVELS = ['none', 'partial', 'full'] as const

export type ProcedureRow = {
  line: number
  code: string
  name: string
  field: string
  level: ProcedureLevel
  /** Null: the procedure has no limit. */
  limit: Limit | null
  /** Đồng; 0 for none. */
  fee: number
  returnsDocument: boolean
  onlineLevel: (typeof ONLINE_LEVELS)[number]
  validFrom: Day
  /** The first day on which this version no longer holds. */
  validTo: Day | null
}
export type ProcedureFault = {
  line: number
  column: string
  reason: 'missing' | 'unknown' | 'duplicate'
  value: string
}

const COLUMNS = ['code', 'name', 'field', 'level', 'limit_value', 'limit_unit', 'valid_from']
const UNITS = ['hour', 'working-day', 'calendar-day'] as const
/** Other words that tables have for the same; written without hyphens, underscores and case. */
const SYNONYMS: Readonly<Record<string, string>> = {
  hours: 'hour',
  h: 'hour',
  giờ: 'hour',
  'giờ làm việc': 'hour',
  'working days': 'working-day',
  workday: 'working-day',
  workdays: 'working-day',
  'ngày làm việc': 'working-day',
  day: 'calendar-day',
  days: 'calendar-day',
  'calendar days': 'calendar-day',
  ngày: 'calendar-day',
  department: 'province',
  tỉnh: 'province',
  'cấp tỉnh': 'province',
  sở: 'province',
  huyện: 'district',
  'cấp huyện': 'district',
  xã: 'commune',
  'cấp xã': 'commune',
  0: 'none',
  1: 'none',
  2: 'none',
  3: 'partial',
  4: 'full',
  'một phần': 'partial',
  'toàn trình': 'full',
  không: 'none',
}
const YES = new Set(['1', 'true', 'yes', 'có', 'x'])
const NO = new Set(['', '0', 'false', 'no', 'không'])

/** Reads `code,name,field,level,limit_value,limit_unit,fee,returns_document,online_level,valid_from,valid_to` in any
 * order. A code may stand several times, with spans that do not overlap. */
export function readProcedureRows(text: string): {
  rows: ProcedureRow[]
  faults: ProcedureFault[]
} {
  const { header, rows: raw } = parseCsv(text)
  const names = header.map((name) => name.toLowerCase())
  const faults: ProcedureFault[] = COLUMNS.filter((column) => !names.includes(column)).map(
    (column) => ({ line: 1, column, reason: 'missing', value: '' }),
  )
  if (faults.length > 0) return { rows: [], faults }
  const rows: ProcedureRow[] = []
  const known = new Map<string, ProcedureRow[]>()
  for (const { line, cells } of raw) {
    const get = (column: string) => (cells[names.indexOf(column)] ?? '').normalize('NFC').trim()
    const row = rowOf(line, get, faults)
    if (!row) continue
    const others = known.get(row.code) ?? []
    if (others.some((other) => overlaps(other, row)))
      faults.push({ line, column: 'code', reason: 'duplicate', value: row.code })
    else {
      known.set(row.code, [...others, row])
      rows.push(row)
    }
  }
  return { rows, faults }
}

function rowOf(
  line: number,
  get: (column: string) => string,
  faults: ProcedureFault[],
): ProcedureRow | null {
  const before = faults.length
  const fail = (column: string, reason: ProcedureFault['reason']): null => {
    faults.push({ line, column, reason, value: get(column) })
    return null
  }
  for (const column of ['code', 'name', 'field', 'level', 'valid_from'])
    if (get(column) === '') fail(column, 'missing')
  const oneOf = <T extends string>(column: string, words: readonly T[], blank?: T): T | null => {
    const given = get(column)
      .toLowerCase()
      .replace(/[-_\s]+/g, ' ')
    const meant = SYNONYMS[given] ?? given.replaceAll(' ', '-')
    return (
      words.find((word) => word === (meant || blank)) ??
      (get(column) ? fail(column, 'unknown') : null)
    )
  }
  for (const column of ['code', 'name', 'field'])
    if (/\p{Cc}/u.test(get(column).replace(/[\r\n\t]+/g, ' '))) fail(column, 'unknown')
  if (get('code').length > 100 || /\s/.test(get('code'))) fail('code', 'unknown')
  const level = oneOf('level', PROCEDURE_LEVELS)
  const value = get('limit_value')
  const unit = value === '' ? null : (oneOf('limit_unit', UNITS) ?? fail('limit_unit', 'missing'))
  if (value !== '' && !(/^\d{1,4}(\.\d)?$/.test(value) && Number(value) > 0))
    fail('limit_value', 'unknown')
  if (value.includes('.') && unit !== 'hour') fail('limit_value', 'unknown')
  const fee = feeOf(get('fee').toLowerCase())
  if (fee === null) fail('fee', 'unknown')
  const gives = get('returns_document').toLowerCase()
  if (!YES.has(gives) && !NO.has(gives)) fail('returns_document', 'unknown')
  const onlineLevel = oneOf('online_level', ONLINE_LEVELS, 'none')
  const validFrom = parseDay(get('valid_from'))
  if (!validFrom && get('valid_from')) fail('valid_from', 'unknown')
  const validTo = get('valid_to') ? parseDay(get('valid_to')) : null
  if (get('valid_to') && (!validTo || (validFrom && validTo <= validFrom)))
    fail('valid_to', 'unknown')
  if (faults.length > before || !level || !validFrom || !onlineLevel) return null
  return {
    line,
    code: get('code'),
    name: get('name'),
    field: get('field'),
    level,
    limit: unit ? { value: Number(value), unit } : null,
    fee: fee ?? 0,
    returnsDocument: YES.has(gives),
    onlineLevel,
    validFrom,
    validTo,
  }
}

/** An amount in đồng, as 15000, 15.000 or 15.000 đồng; a table that only says that there is one counts as one đồng. */
function feeOf(text: string): number | null {
  if (NO.has(text)) return 0
  if (text !== '1' && YES.has(text)) return 1
  const amount = text.replace(/\s*(đồng|đ|vnd|vnđ)$/, '')
  if (/^\d{1,3}([.,]\d{3})+$/.test(amount)) return Number(amount.replace(/[.,]/g, ''))
  return /^\d{1,12}(\.\d+)?$/.test(amount) ? Number(amount) : null
}

const overlaps = (a: ProcedureRow, b: ProcedureRow) =>
  (a.validTo === null || b.validFrom < a.validTo) && (b.validTo === null || a.validFrom < b.validTo)
