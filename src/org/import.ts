// Units of any province from a table: every row is read or refused by line and column, nothing is guessed.

import { type CsvRow, parseCsv } from '../lib/csv.ts'
import { type Day, parseDay } from '../lib/day.ts'
import type { UnitLevel } from './directory.ts'

export type UnitRow = {
  line: number
  level: UnitLevel
  code: string
  name: string
  fullName: string
  type: string
  parentCode: string | null
  validFrom: Day
  validTo: Day | null
  dossierCode: string | null
}

/** `message` is a key of the room's words; `value` what stood there. */
export type RowError = { line: number; column: string; message: RowErrorKey; value: string }
export type RowErrorKey =
  | 'import.column-missing'
  | 'import.value-missing'
  | 'import.level-unknown'
  | 'import.day-unreadable'
  | 'import.ends-before-begin'
  | 'import.duplicate'
  | 'import.overlap'
  | 'import.still-standing'
  | 'import.parent-unknown'
  | 'import.parent-circular'

export const LEVELS: readonly UnitLevel[] = [
  'province',
  'department',
  'district',
  'commune',
  'division',
  'party',
  'front',
  'association',
  'public-body',
  'press',
  'court',
  'vertical',
]
const REQUIRED = ['level', 'code', 'name', 'valid_from']

/** A unit that exists already, by code and validity. */
export type StandingUnit = { code: string; validFrom: Day; validTo: Day | null }

/** Reads `level,code,name,full_name,type,parent_code,valid_from,valid_to,dossier_code` in any order.
 * `valid_to` is the first day on which the unit no longer is. A code of `standing` units is free again only
 * after they end, which the same table may say. */
export function readUnitRows(
  text: string,
  standing: readonly StandingUnit[] = [],
): { rows: UnitRow[]; errors: RowError[] } {
  const { header, rows: raw } = parseCsv(text)
  const names = header.map((name) => name.toLowerCase())
  const missing = REQUIRED.filter((column) => !names.includes(column))
  if (missing.length > 0) {
    const errors = missing.map((column) => ({
      line: 1,
      column,
      message: 'import.column-missing' as const,
      value: '',
    }))
    return { rows: [], errors }
  }
  const errors: RowError[] = []
  const read = raw.flatMap((row) => readRow(row, names, errors))
  const rows = withoutStanding(withoutClashes(read, errors), standing, errors)
  const known = new Set(standing.map(({ code }) => code))
  return { rows: withParents(rows, known, errors), errors: errors.sort((a, b) => a.line - b.line) }
}

function readRow({ line, cells }: CsvRow, names: string[], errors: RowError[]): UnitRow[] {
  const get = (column: string) => (cells[names.indexOf(column)] ?? '').normalize('NFC').trim()
  const before = errors.length
  const fail = (column: string, message: RowErrorKey) =>
    errors.push({ line, column, message, value: get(column) })
  for (const column of REQUIRED) if (get(column) === '') fail(column, 'import.value-missing')
  const level = LEVELS.find((name) => name === get('level').toLowerCase())
  if (!level && get('level')) fail('level', 'import.level-unknown')
  const from = parseDay(get('valid_from'))
  if (!from && get('valid_from')) fail('valid_from', 'import.day-unreadable')
  const to = get('valid_to') ? parseDay(get('valid_to')) : null
  if (!to && get('valid_to')) fail('valid_to', 'import.day-unreadable')
  if (from && to && to <= from) fail('valid_to', 'import.ends-before-begin')
  if (errors.length > before || !level || !from) return []
  return [
    {
      line,
      level,
      code: get('code'),
      name: get('name'),
      fullName: get('full_name') || get('name'),
      type: get('type'),
      parentCode: get('parent_code') || null,
      validFrom: from,
      validTo: to,
      dossierCode: get('dossier_code') || null,
    },
  ]
}

/** The same code twice is fine when the spans follow each other. */
function withoutClashes(rows: UnitRow[], errors: RowError[]): UnitRow[] {
  const byCode = new Map<string, UnitRow[]>()
  return rows.filter((row) => {
    const others = byCode.get(row.code) ?? []
    const same = others.find((other) => other.validFrom === row.validFrom)
    const clash = others.find((other) => overlaps(other, row))
    if (same || clash) {
      const message = same ? 'import.duplicate' : 'import.overlap'
      errors.push({ line: row.line, column: 'code', message, value: row.code })
      return false
    }
    byCode.set(row.code, [...others, row])
    return true
  })
}

/** A row may not take the code of a unit that still stands and that no row of the table ends. */
function withoutStanding(
  rows: UnitRow[],
  standing: readonly StandingUnit[],
  errors: RowError[],
): UnitRow[] {
  const keyOf = ({ code, validFrom }: StandingUnit) => `${code}@${validFrom}`
  const told = new Set(rows.map(keyOf))
  return rows.filter((row) => {
    const clash = standing.some(
      (unit) => unit.code === row.code && !told.has(keyOf(unit)) && overlaps(unit, row),
    )
    if (clash) {
      const message = 'import.still-standing'
      errors.push({ line: row.line, column: 'code', message, value: row.code })
    }
    return !clash
  })
}

const overlaps = (a: StandingUnit, b: StandingUnit) =>
  (a.validTo === null || b.validFrom < a.validTo) && (b.validTo === null || a.validFrom < b.validTo)

function withParents(rows: UnitRow[], known: ReadonlySet<string>, errors: RowError[]): UnitRow[] {
  const parentOf = new Map(rows.map((row) => [row.code, row.parentCode]))
  return rows.filter((row) => {
    if (row.parentCode === null) return true
    if (!parentOf.has(row.parentCode) && !known.has(row.parentCode)) {
      errors.push({
        line: row.line,
        column: 'parent_code',
        message: 'import.parent-unknown',
        value: row.parentCode,
      })
      return false
    }
    const seen = new Set([row.code])
    for (let code = row.parentCode as string | null | undefined; code; code = parentOf.get(code)) {
      if (seen.has(code)) {
        errors.push({
          line: row.line,
          column: 'parent_code',
          message: 'import.parent-circular',
          value: row.parentCode,
        })
        return false
      }
      seen.add(code)
    }
    return true
  })
}
