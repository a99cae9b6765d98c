// Units of any province from a table: every row is read or refused by line and column, nothing is guessed. Cells of a
// file and fields of a program are read by the same rules.

import { type CsvRow, parseCsv } from '../lib/csv.ts'
import { parseDay } from '../lib/day.ts'
import { searchKey } from '../lib/text.ts'
import { type AskedUnit, inFull, type KnownUnit, type UnitRow } from './change.ts'
import type { UnitLevel } from './directory.ts'
import {
  type RowError,
  type RowErrorKey,
  soundRows,
  UNIT_COLUMNS,
  type UnitColumn,
} from './fault.ts'

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
const REQUIRED = ['level', 'code', 'name', 'valid_from'] as const
const LONGEST: Partial<Record<UnitColumn, number>> = {
  code: 40,
  name: 200,
  full_name: 300,
  type: 100,
  parent_code: 40,
  dossier_code: 100,
  aliases: 4_000,
}
/** Stands in addresses and names of files. */
const CODE = /^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u

/** In the cell of the parent: stands under nobody. No code is so, and spreadsheets make a longer dash of it. */
const NO_PARENT = /^[-–—]$/

/** Titles of columns beside their names. */
const TITLES: Record<UnitColumn, readonly string[]> = {
  level: ['cap', 'cap don vi'],
  code: ['ma', 'ma don vi', 'unit code'],
  name: ['ten', 'ten goi', 'short name'],
  full_name: ['ten day du'],
  type: ['loai', 'loai hinh', 'kind'],
  parent_code: ['ma don vi cap tren', 'don vi cap tren', 'parent', 'unit above'],
  valid_from: ['tu ngay', 'hieu luc tu', 'from', 'first day'],
  valid_to: ['den ngay', 'het hieu luc', 'ket thuc', 'to', 'ends on'],
  dossier_code: ['ma tren he thong ho so', 'ma ho so', 'code in the feed'],
  aliases: ['ten khac', 'other names'],
}

const key = (text: string) =>
  searchKey(text)
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()

/** Rows read, rows that could not be, and the codes of the latter. */
export type UnitReading = { asked: AskedUnit[]; errors: RowError[]; refused: Set<string> }

type LevelOf = (text: string) => UnitLevel | undefined
export const levelNamed: LevelOf = (text) => LEVELS.find((name) => name === text.toLowerCase())

/** Reads a CSV of units beside those there are: `level,code,name,full_name,type,parent_code,valid_from,valid_to,
 * dossier_code,aliases` in any order, the titles in either language too. A column that is absent leaves what a
 * unit has; `valid_to` is the first day on which it no longer is. */
export function readUnitRows(
  text: string,
  known: readonly KnownUnit[] = [],
): { rows: UnitRow[]; errors: RowError[] } {
  const { header, rows } = parseCsv(text)
  const { asked, errors, refused } = readUnitCells(header, rows)
  const sound = soundRows(inFull(asked, known), known, { refused })
  return { rows: sound.rows, errors: inOrder([...errors, ...sound.errors]) }
}

/** Reads the rows below the titles of a table. */
export function readUnitCells(
  titles: readonly string[],
  rows: readonly CsvRow[],
  levelOf: LevelOf = levelNamed,
): UnitReading {
  const at = new Map<UnitColumn, number>()
  titles.forEach((title, index) => {
    const found = UNIT_COLUMNS.find(
      (column) => key(column) === key(title) || TITLES[column].includes(key(title)),
    )
    if (found && !at.has(found)) at.set(found, index)
  })
  const errors = REQUIRED.filter((column) => !at.has(column)).map((column) => ({
    line: 1,
    column,
    message: 'import.column-missing' as const,
    value: '',
  }))
  if (errors.length > 0) return { asked: [], errors, refused: new Set() }
  const filled = rows.filter(({ cells }) => cells.some((cell) => cell.trim() !== ''))
  const records = filled.map(({ line, cells }) => ({
    line,
    get: (column: UnitColumn) => {
      const index = at.get(column)
      return index === undefined ? undefined : (cells[index] ?? '')
    },
  }))
  return readUnits(records, levelOf)
}

/** One unit as it was written; `get` gives undefined for what is not told. */
type Written = { line: number; get: (column: UnitColumn) => string | undefined }

export function readUnits(records: readonly Written[], levelOf: LevelOf = levelNamed): UnitReading {
  const errors: RowError[] = []
  const refused = new Set<string>()
  const asked = records.flatMap((record) => {
    const row = readRow(record, levelOf, errors)
    if (!row) refused.add(plain(record.get('code')))
    return row ?? []
  })
  return { asked, errors, refused }
}

const plain = (text = '') => text.normalize('NFC').replace(/\s+/g, ' ').trim()

function readRow({ line, get }: Written, levelOf: LevelOf, errors: RowError[]): AskedUnit | null {
  const text = (column: UnitColumn) => plain(get(column))
  const before = errors.length
  const fail = (column: UnitColumn, message: RowErrorKey) =>
    errors.push({ line, column, message, value: text(column).slice(0, 80) })
  for (const column of REQUIRED) if (text(column) === '') fail(column, 'import.value-missing')
  for (const column of UNIT_COLUMNS)
    if (text(column).length > (LONGEST[column] ?? Infinity)) fail(column, 'import.too-long')
  if (text('code') && !CODE.test(text('code'))) fail('code', 'import.code-unreadable')
  const level = levelOf(text('level'))
  if (!level && text('level')) fail('level', 'import.level-unknown')
  const from = parseDay(text('valid_from'))
  if (!from && text('valid_from')) fail('valid_from', 'import.day-unreadable')
  const to = text('valid_to') ? parseDay(text('valid_to')) : null
  if (!to && text('valid_to')) fail('valid_to', 'import.day-unreadable')
  if (from && to && to <= from) fail('valid_to', 'import.ends-before-begin')
  if (errors.length > before || !level || !from) return null
  const told = <T>(column: UnitColumn, value: T) => (get(column) === undefined ? undefined : value)
  return {
    line,
    level,
    code: text('code'),
    name: text('name'),
    validFrom: from,
    fullName: told('full_name', text('full_name')),
    type: told('type', text('type')),
    parentCode: NO_PARENT.test(text('parent_code')) ? null : text('parent_code') || undefined,
    validTo: told('valid_to', to),
    dossierCode: told('dossier_code', text('dossier_code') || null),
    aliases: told('aliases', aliasesIn(get('aliases'))),
  }
}

/** Names between semicolons or line breaks, each once. */
const aliasesIn = (text = '') => [
  ...new Set(
    text
      .split(/[;\n]/)
      .map(plain)
      .filter((name) => name !== ''),
  ),
]

export const inOrder = (errors: readonly RowError[]): RowError[] =>
  [...errors].sort((a, b) => a.line - b.line)
