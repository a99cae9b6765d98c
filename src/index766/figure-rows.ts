// Counts that dossiers do not say, from a table: each row is read or refused by its line.

import { parseCsv } from '../lib/csv.ts'
import { parseDay } from '../lib/day.ts'
import type { GivenFigure } from './scoring.ts'

/** Given whole; of the others the denominator is given and dossiers count the numerator. */
const WHOLE = ['1.1', '1.2', '1.3', '3.1', '3.5a', '4.6', '5.1a', '5.1b', '5.2', '5.3']
const DENOMINATORS = ['1.4', '3.2', '3.5b', '4.5a']
const COLUMNS = ['unit', 'code', 'from', 'to', 'denominator']
const NUMBER = /^\d{1,12}(\.\d{1,4})?$/

export type FigureRow = GivenFigure & { source: string }
export type FigureFault = {
  line: number
  reason:
    | 'unit-unknown'
    | 'columns-missing'
    | 'figure-unreadable'
    | 'figure-code-unknown'
    | 'figure-too-large'
    | 'figure-twice'
  value: string
}

export function readFigureRows(
  text: string,
  unitOf: (code: string) => string | null,
): { read: number; figures: FigureRow[]; faults: FigureFault[] } {
  const { header, rows } = parseCsv(text)
  const missing = COLUMNS.filter((name) => !header.includes(name))
  if (missing.length > 0)
    return {
      read: rows.length,
      figures: [],
      faults: [{ line: 1, reason: 'columns-missing', value: missing.join(', ') }],
    }
  const figures: FigureRow[] = []
  const faults: FigureFault[] = []
  const known = new Set<string>()
  for (const { line, cells } of rows) {
    const get = (name: string) => (cells[header.indexOf(name)] ?? '').normalize('NFC').trim()
    const found = rowOf(get, unitOf)
    if ('reason' in found) {
      faults.push({ line, ...found })
      continue
    }
    const key = `${found.unitId} ${found.code} ${found.from} ${found.to}`
    if (known.has(key)) faults.push({ line, reason: 'figure-twice', value: get('code') })
    else figures.push(found)
    known.add(key)
  }
  return { read: rows.length, figures, faults }
}

function rowOf(
  get: (name: string) => string,
  unitOf: (code: string) => string | null,
): FigureRow | Omit<FigureFault, 'line'> {
  const unitId = unitOf(get('unit'))
  if (!unitId) return { reason: 'unit-unknown', value: get('unit') }
  const code = get('code')
  if (!WHOLE.includes(code) && !DENOMINATORS.includes(code))
    return { reason: 'figure-code-unknown', value: code }
  const [from, to] = [parseDay(get('from')), parseDay(get('to'))]
  const [above, below, source] = [get('numerator'), get('denominator'), get('source')]
  const isReadable =
    from !== null &&
    to !== null &&
    from <= to &&
    NUMBER.test(below) &&
    (above === '' ? DENOMINATORS.includes(code) : NUMBER.test(above)) &&
    !source.includes('\0')
  if (!isReadable) return { reason: 'figure-unreadable', value: code }
  const numerator = above === '' ? null : Number(above)
  const denominator = Number(below)
  if (numerator !== null && numerator > denominator)
    return { reason: 'figure-too-large', value: `${above}/${below}` }
  return { unitId, code, from, to, numerator, denominator, source }
}
