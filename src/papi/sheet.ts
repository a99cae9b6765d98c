// One sheet of the official workbook. To 2017 provinces stand in rows: code, names, then each dimension with its parts
// and the total last. From 2018 they stand in columns: labels, scale, a row of GSO codes and one of names, then total,
// interval and standard error, each dimension, its parts ("1.1: …") and their indicators, respondents, note, copyright.

import { searchKey } from '../lib/text.ts'
import type { Indicator } from './catalogue.ts'
import { type Item, levelOf, TOTAL } from './item.ts'
import { indicatorOf, provinceOfCode, provinceOfName } from './label.ts'
import type { Province } from './pack.ts'
import {
  type Context,
  emptyReading,
  type FileReading,
  type NotRead,
  numberIn,
  scoreFault,
} from './reading.ts'
import type { Precision } from './release.ts'
import { type Structure, structureOf } from './tree.ts'

export type Cells = readonly (readonly string[])[]
type Place = { at: number; province: Province }

/** Reads a sheet; null when it holds no table of provinces. */
export function readSheet(
  cells: Cells,
  {
    name,
    year,
    catalogue,
    context,
  }: {
    name: string
    year: number
    catalogue: readonly Indicator[]
    context: Context
  },
): FileReading | null {
  const structure = structureOf(context.structures, year)
  const reading = emptyReading(name, 'workbook')
  const say: Say = (where, code, text) =>
    reading.notRead.push({ where: `${name}, ${where}`, code, text })
  const rows = provinceRows(cells, context.provinces, say)
  const columns = provinceColumns(cells, context.provinces, say)
  if (!structure || Math.max(rows.length, columns.length) < 1) return null
  const take = taker(reading, { year, context, say })
  if (rows.length > columns.length) byRows(cells, { structure, rows, context, take, say })
  else byColumns(cells, { structure, columns, catalogue, year, take, say, reading })
  return reading.scores.length === 0 ? null : reading
}

type Say = (where: string, code: NotRead['code'], text: string) => void
type Take = (item: Item, province: Province, text: string, where: string) => void

/** Keeps a cell as a score, or says why not. */
function taker(
  reading: FileReading,
  { year, context, say }: { year: number; context: Context; say: Say },
): Take {
  const seen = new Set<string>()
  return (item, province, text, where) => {
    const value = numberIn(text)
    const told = `${province.name}, ${item}: ${text.trim()}`
    if (value === 'empty') return
    if (value === 'starred') return say(where, 'starred-is-missing', told)
    if (value === 'no-number') return say(where, 'no-number', told)
    const fault = scoreFault(value, context.scaleOf(item, year), levelOf(item) === 'indicator')
    if (fault) return say(where, fault, told)
    const key = `${province.code} ${item}`
    if (seen.has(key)) return say(where, 'twice', told)
    seen.add(key)
    reading.scores.push({ year, province: province.code, item, value })
  }
}

/** Rows that name a province in one of the first cells; the row of the highest scores is passed over. */
function provinceRows(cells: Cells, provinces: readonly Province[], say: Say): Place[] {
  return cells.flatMap((row, at): Place[] => {
    const head = row.slice(0, 3)
    const named = head.map((cell) => provinceOfName(provinces, cell)).find((it) => it !== null)
    const coded = provinceOfCode(provinces, head[0] ?? '')
    const isHighest = head.some((cell) => /^(highest|diem cao nhat)$/.test(searchKey(cell)))
    if (isHighest) say(`row ${at + 1}`, 'highest-row', head.join(' ').trim())
    if (!named || isHighest) return []
    if (coded && coded !== named) say(`row ${at + 1}`, 'name-differs', head.join(' ').trim())
    return [{ at, province: coded ?? named }]
  })
}

/** Columns headed by a GSO code, a name or both; the code decides. */
function provinceColumns(cells: Cells, provinces: readonly Province[], say: Say): Place[] {
  const head = cells.slice(0, 6)
  const find = (of: typeof provinceOfCode) =>
    head
      .map((row) => row.map((cell) => of(provinces, cell)))
      .reduce((most, row) => (count(row) > count(most) ? row : most), [] as (Province | null)[])
  const [codes, names] = [find(provinceOfCode), find(provinceOfName)]
  const isCoded = count(codes) >= Math.max(1, count(names) / 2)
  return Array.from({ length: Math.max(codes.length, names.length) }, (_, at): Place[] => {
    const [code, name] = [isCoded ? codes[at] : null, names[at]]
    if (code && name && code !== name) say(`column ${at + 1}`, 'name-differs', name.name)
    const province = code ?? name
    return province ? [{ at, province }] : []
  }).flat()
}

const count = (row: readonly (Province | null)[]): number =>
  new Set(row.filter((it) => it !== null)).size

type ByRows = { structure: Structure; rows: Place[]; context: Context; take: Take; say: Say }

function byRows(cells: Cells, { structure, rows, context, take, say }: ByRows): void {
  const first = rows[0]!
  const labels = cells.slice(0, first.at)
  const width = Math.max(...cells.map((row) => row.length))
  const names = (cells[first.at] ?? []).slice(0, 3).filter((cell, at) => {
    return (
      provinceOfName(context.provinces, cell) !== null ||
      (at === 0 && provinceOfCode(context.provinces, cell) !== null)
    )
  }).length
  const items = [
    ...structure.dimensions.flatMap(({ code, parts }) => [code, ...parts.map((part) => part.code)]),
    TOTAL,
  ]
  for (let at = names; at < width; at++) {
    const label = labels
      .map((row) => row[at] ?? '')
      .join(' ')
      .trim()
    const item = coded(label) ?? items[at - names]
    if (!item || !items.includes(item)) {
      if (label !== '') say(`column ${at + 1}`, 'unknown-row', label)
      continue
    }
    for (const row of rows) {
      take(item, row.province, cells[row.at]?.[at] ?? '', `row ${row.at + 1}`)
    }
  }
}

/** `1: …` and `1.1: …` name an item. */
function coded(label: string): Item | null {
  const found = /^\s*(\d(?:\.\d)?)\s*[:.]\s*\D/.exec(label)?.[1]
  if (!found) return null
  return found.length === 1 ? `D${found}` : found
}

type ByColumns = {
  structure: Structure
  columns: Place[]
  catalogue: readonly Indicator[]
  year: number
  take: Take
  say: Say
  reading: FileReading
}

function byColumns(cells: Cells, given: ByColumns): void {
  const { columns, catalogue, year, take, say, reading } = given
  const firstColumn = columns[0]!.at
  const precision = new Map<string, Precision>()
  let part: Item | null = null
  let open: Indicator[] = []
  let rows: { at: number; labels: string[] }[] = []
  const isKnown = (item: Item) =>
    given.structure.dimensions.some(
      ({ code, parts }) => code === item || parts.some((it) => it.code === item),
    )
  const flush = () => {
    for (const { at, item, labels } of matched(rows, open)) {
      if (!item) say(`row ${at + 1}`, 'unknown-item', labels.join(' | '))
      else
        for (const column of columns)
          take(item, column.province, cells[at]?.[column.at] ?? '', `row ${at + 1}`)
    }
    rows = []
  }
  for (const [at, row] of cells.entries()) {
    const labels = row.slice(0, firstColumn).map((cell) => cell.trim())
    const meaning = meaningOf(labels)
    if (meaning.kind === 'nothing') continue
    if (meaning.kind === 'indicator') {
      if (part) rows.push({ at, labels })
      else if (!isHead(labels)) say(`row ${at + 1}`, 'unknown-row', labels.join(' | '))
      continue
    }
    if (meaning.kind === 'item') {
      flush()
      part = levelOf(meaning.item) === 'part' ? meaning.item : null
      open = catalogue.filter(({ code }) => code.startsWith(`${part}.`))
      if (open.some(({ years }) => years.includes(year))) {
        open = open.filter(({ years }) => years.includes(year))
      }
      if (meaning.item !== TOTAL && !isKnown(meaning.item)) {
        part = null
        say(`row ${at + 1}`, 'unknown-row', labels.join(' | '))
        continue
      }
      for (const column of columns)
        take(meaning.item, column.province, row[column.at] ?? '', `row ${at + 1}`)
      continue
    }
    if (meaning.kind === 'weighted') {
      say(`row ${at + 1}`, 'weighted', labels.join(' | '))
      continue
    }
    for (const { at: column, province } of columns) {
      const value = numberIn(row[column] ?? '')
      if (typeof value !== 'number' || value <= 0) continue
      const key = `${meaning.item} ${province.code}`
      const known = precision.get(key) ?? { se: null, low: null, high: null, n: null }
      precision.set(key, {
        ...known,
        [meaning.field]: meaning.isVariance ? Math.sqrt(value) : value,
      })
    }
  }
  flush()
  for (const [key, sure] of precision) {
    const [item = TOTAL, province = ''] = key.split(' ')
    reading.precision.push({ year, province, item, ...sure })
  }
}

/** The rows of a part with their indicators: by label, then those left over in their order when they are as many. */
function matched(
  rows: readonly { at: number; labels: string[] }[],
  indicators: readonly Indicator[],
): { at: number; labels: string[]; item: Item | null }[] {
  const open = [...indicators]
  const found = rows.map(({ at, labels }) => {
    const indicator = indicatorOf(labels, open)
    if (indicator) open.splice(open.indexOf(indicator), 1)
    return { at, labels, item: indicator?.code ?? null }
  })
  const left = found.filter(({ item }) => item === null)
  if (left.length !== open.length) return found
  return found.map((row) => (row.item === null ? { ...row, item: open.shift()!.code } : row))
}

type Meaning =
  | { kind: 'nothing' }
  | { kind: 'indicator' }
  | { kind: 'weighted' }
  | { kind: 'item'; item: Item }
  | { kind: 'sure'; field: 'se' | 'low' | 'high' | 'n'; item: Item; isVariance?: boolean }

function meaningOf(labels: readonly string[]): Meaning {
  const text = labels.map(searchKey).join(' | ').trim()
  if (text.replace(/[| ]/g, '') === '') return { kind: 'nothing' }
  if (/\b(ghi chu|note|ban quyen|copyright|ma tinh|ten tinh|tinh thanh pho truc)\b/.test(text))
    return { kind: 'nothing' }
  if (/^(\| ?)*(so quan sat|observations|number of observations)/.test(text))
    return { kind: 'sure', field: 'n', item: TOTAL }
  const dimension = /\b(?:chi so noi dung|dimension|noi dung) (\d)\b/.exec(text)?.[1]
  const isVariance = /\b(phuong sai|variance)\b/.test(text)
  if (dimension && (isVariance || /\b(sai so|standard error)\b/.test(text)))
    return { kind: 'sure', field: 'se', item: `D${dimension}`, isVariance }
  if (dimension) return { kind: 'item', item: `D${dimension}` }
  for (const label of labels) {
    const item = coded(label)
    if (item && levelOf(item) !== null) return { kind: 'item', item }
  }
  if (/\bpapi\b|unweighted|weighted/.test(text)) {
    const isWeighted =
      /\b(co trong so|weighted)\b/.test(text) &&
      !/khong co trong so|unweighted|un weighted/.test(text)
    if (isWeighted) return { kind: 'weighted' }
    if (/toi thieu|ci low/.test(text)) return { kind: 'sure', field: 'low', item: TOTAL }
    if (/toi da|ci high/.test(text)) return { kind: 'sure', field: 'high', item: TOTAL }
    if (/sai so|standard error/.test(text)) return { kind: 'sure', field: 'se', item: TOTAL }
    if (/khong co trong so|unweighted|un weighted/.test(text)) return { kind: 'item', item: TOTAL }
  }
  return { kind: 'indicator' }
}

const isHead = (labels: readonly string[]): boolean =>
  labels.every(
    (label) => label === '' || /^(thang diem|scale|thang diem scale)$/.test(searchKey(label)),
  )
