// The published figures as comma-separated tables: a row a score, or a row a province with a column an item. What a
// table is, its head tells.

import { parseCsv } from '../lib/csv.ts'
import { levelOf, TOTAL } from './item.ts'
import { provinceOfCode, provinceOfName } from './label.ts'
import type { Province } from './pack.ts'
import {
  type Context,
  emptyReading,
  type FileReading,
  keyOf,
  type NotRead,
  numberIn,
  scoreFault,
} from './reading.ts'
import { structureOf } from './tree.ts'

type Row = { line: number; get(column: string): string }
type Kind = Exclude<FileReading['kind'], 'workbook'>

/** Reads a table; null when it is none of the known ones. */
export function readTable(file: string, text: string, context: Context): FileReading | null {
  const { header, rows } = parseCsv(text)
  const kind = kindOf(header)
  if (!kind) return null
  const at = new Map(header.map((name, place) => [name, place]))
  const lines = rows.map(
    ({ line, cells }): Row => ({
      line,
      get: (column) => (cells[at.get(column) ?? -1] ?? '').trim(),
    }),
  )
  const reading = emptyReading(file, kind.kind)
  if (kind.kind === 'skipped') {
    reading.notRead.push({ where: file, code: kind.why, text: header.slice(0, 6).join(', ') })
    return reading
  }
  const seen = new Set<string>()
  for (const row of lines) {
    const say: Say = (code, told) =>
      reading.notRead.push({ where: `line ${row.line}`, code, text: told })
    const year = Number(row.get('year'))
    if (!structureOf(context.structures, year)) {
      say('unknown-year', row.get('year'))
      continue
    }
    if (kind.kind === 'groups') {
      readSizes(reading, row, year)
      continue
    }
    const province = provinceIn(row, context.provinces)
    if (!province) {
      say('unknown-province', row.get('gso_code') || row.get('province') || row.get('key'))
      continue
    }
    if (kind.kind === 'precision') readPrecision(reading, row, { year, province })
    for (const [item, cell] of cellsOf(kind.kind, row, header)) {
      if (levelOf(item) === null || !isItemOf(context, item, year)) {
        if (cell !== '') say('unknown-item', item)
        continue
      }
      const value = numberIn(cell)
      const told = `${province.name}, ${item}: ${cell}`
      if (value === 'empty') continue
      if (typeof value === 'string') {
        say(value === 'starred' ? 'starred-is-missing' : value, told)
        continue
      }
      const score = { year, province: province.code, item, value }
      const fault = scoreFault(value, context.scaleOf(item, year), levelOf(item) === 'indicator')
      if (fault) say(fault, told)
      else if (seen.has(keyOf(score))) say('twice', told)
      else {
        seen.add(keyOf(score))
        reading.scores.push(score)
      }
    }
  }
  return reading
}

type Say = (code: NotRead['code'], text: string) => void

function kindOf(
  header: readonly string[],
): { kind: Exclude<Kind, 'skipped'> } | { kind: 'skipped'; why: NotRead['code'] } | null {
  const has = (...names: string[]) => names.every((name) => header.includes(name))
  if (has('PCI_total')) return { kind: 'skipped', why: 'other-index' }
  if (has('gap_to_top_group_min')) return { kind: 'skipped', why: 'derived' }
  if (has('year', 'subdim', 'score')) return { kind: 'parts' }
  if (has('year', 'indicator_key', 'value')) return { kind: 'indicators' }
  if (has('year', 'unweighted', 'u_se')) return { kind: 'precision' }
  if (has('year', 'item', 'top_n')) return { kind: 'groups' }
  if (has('year', 'total', 'D1')) return { kind: 'dimensions' }
  if (has('year', 'province') && header.some((name) => levelOf(name) !== null))
    return { kind: 'wide' }
  if (!has('year') && has('gso_code')) return { kind: 'skipped', why: 'shipped' }
  return null
}

function provinceIn(row: Row, provinces: readonly Province[]): Province | null {
  return (
    provinceOfCode(provinces, row.get('gso_code') || row.get('province')) ??
    [row.get('key'), row.get('province_vi'), row.get('province_en'), row.get('province')]
      .map((name) => provinceOfName(provinces, name))
      .find((found) => found !== null) ??
    null
  )
}

function cellsOf(
  kind: Exclude<Kind, 'skipped' | 'groups'>,
  row: Row,
  header: readonly string[],
): [string, string][] {
  switch (kind) {
    case 'parts':
      return [[row.get('subdim'), row.get('score')]]
    case 'indicators':
      return [[row.get('indicator_key'), row.get('value')]]
    case 'precision':
      return [[TOTAL, row.get('unweighted')]]
    case 'dimensions':
      return [
        ...header
          .filter((name) => levelOf(name) === 'dimension')
          .map((name): [string, string] => [name, row.get(name)]),
        [TOTAL, row.get('total')],
      ]
    case 'wide':
      return header
        .filter((name) => levelOf(name) !== null)
        .map((name): [string, string] => [name, row.get(name)])
  }
}

/** Is the item part of the year's structure? Empty columns of other years are passed over. */
function isItemOf({ structures }: Context, item: string, year: number): boolean {
  if (item === TOTAL) return true
  const dimension = structureOf(structures, year)?.dimensions.find(
    ({ code }) => code[1] === item.replace('D', '')[0],
  )
  if (item.startsWith('D')) return dimension !== undefined
  return dimension?.parts.some(({ code }) => code === item.slice(0, 3)) ?? false
}

function readPrecision(
  reading: FileReading,
  row: Row,
  { year, province }: { year: number; province: Province },
): void {
  const number = (column: string) => {
    const value = numberIn(row.get(column))
    return typeof value === 'number' && value > 0 ? value : null
  }
  const sure = {
    se: number('u_se'),
    low: number('u_ci_lo'),
    high: number('u_ci_hi'),
    n: number('n_respondents'),
  }
  if (Object.values(sure).every((value) => value === null)) return
  reading.precision.push({ year, province: province.code, item: TOTAL, ...sure })
}

function readSizes(reading: FileReading, row: Row, year: number): void {
  const item = row.get('item')
  const [top, upper, lower, lowest] = ['top_n', 'high_avg_n', 'low_avg_n', 'lowest_n'].map((name) =>
    Number(row.get(name)),
  ) as [number, number, number, number]
  const sizes = [top, upper, lower, lowest] as const
  if (levelOf(item) === null || !sizes.every((size) => Number.isInteger(size) && size >= 0)) {
    reading.notRead.push({ where: `line ${row.line}`, code: 'unknown-item', text: item })
  } else reading.sizes.push({ year, item, sizes })
}
