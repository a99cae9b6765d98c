// Who follows whom in a reorganisation, from a table: cells read, rows judged beside the units and edges there are.

import type { CsvRow } from '../lib/csv.ts'
import { type Day, parseDay } from '../lib/day.ts'
import { searchKey } from '../lib/text.ts'
import { holdsOn, type Succession } from './unit.ts'

export const SUCCESSION_COLUMNS = ['from', 'to', 'kind', 'on', 'decision'] as const
export type SuccessionColumn = (typeof SUCCESSION_COLUMNS)[number]

export type SuccessionFault =
  | 'import.column-missing'
  | 'import.value-missing'
  | 'import.too-long'
  | 'import.day-unreadable'
  | 'import.beyond-reach'
  | 'succession.kind-unreadable'
  | 'succession.from-unknown'
  | 'succession.from-stands'
  | 'succession.from-other-day'
  | 'succession.to-unknown'
  | 'succession.to-not-standing'
  | 'succession.circular'
  | 'succession.duplicate'
  | 'succession.whole-and-more'
  | 'succession.shares-over'

export type SuccessionError = {
  line: number
  column: SuccessionColumn
  message: SuccessionFault
  value: string
}

/** A row as it was written; units are named by code. */
export type AskedSuccession = {
  line: number
  from: string
  to: string
  portion: Succession['portion']
  share: number | null
  on: Day
  decision: string
}

/** An edge in force with its source. */
export type StandingEdge = Succession & { id: string; source: string }

export type SuccessionRow = AskedSuccession & {
  fromId: string
  toId: string
  fromName: string
  toName: string
  change: 'new' | 'changed' | 'same'
  /** The edge that it replaces or already is. */
  old: StandingEdge | null
}

export type SuccessionPlan = { rows: SuccessionRow[]; errors: SuccessionError[] }

const TITLES: Record<SuccessionColumn, readonly string[]> = {
  from: ['old code', 'ma cu', 'ma don vi cu', 'old unit', 'tu don vi'],
  to: ['new code', 'ma moi', 'ma don vi moi', 'new unit', 'sang don vi'],
  kind: ['portion', 'share', 'share or kind', 'phan', 'toan bo hay mot phan', 'whole or part'],
  on: ['effective on', 'ngay', 'tu ngay', 'ngay hieu luc', 'day'],
  decision: ['source', 'quyet dinh', 'nghi quyet', 'van ban'],
}
const LONGEST = { from: 40, to: 40, kind: 40, on: 20, decision: 300 } as const

const KINDS: readonly [Succession['portion'], readonly string[]][] = [
  ['whole', ['whole', 'toan bo', 'ca don vi', 'all']],
  ['part', ['part', 'mot phan']],
  ['unchanged', ['unchanged', 'giu nguyen', 'khong doi', 'nguyen trang']],
]

const plain = (text = '') => text.normalize('NFC').replace(/\s+/g, ' ').trim()
const key = (text: string) =>
  searchKey(text)
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()

/** "toàn bộ", "một phần", "45%", "0,45"; null where it is none of these. A whole is no share. */
export function readKind(text: string): Pick<AskedSuccession, 'portion' | 'share'> | null {
  const known = KINDS.find(([, words]) => words.includes(key(text)))
  if (known) return { portion: known[0], share: null }
  const [, figure, percent] = /^(\d{1,3}(?:[.,]\d{1,6})?) ?(%?)$/.exec(plain(text)) ?? []
  if (figure === undefined) return null
  const value = Number(figure.replace(',', '.')) / (percent ? 100 : 1)
  if (!(value > 0 && value <= 1)) return null
  return value === 1 ? { portion: 'whole', share: null } : { portion: 'part', share: value }
}

type Written = { line: number; get: (column: SuccessionColumn) => string }
export type SuccessionReading = { asked: AskedSuccession[]; errors: SuccessionError[] }

/** Reads the rows below the titles of a table. */
export function readSuccessionCells(
  titles: readonly string[],
  rows: readonly CsvRow[],
): SuccessionReading {
  const at = new Map<SuccessionColumn, number>()
  titles.forEach((title, index) => {
    const found = SUCCESSION_COLUMNS.find(
      (column) => column === key(title) || TITLES[column].includes(key(title)),
    )
    if (found && !at.has(found)) at.set(found, index)
  })
  const missing = SUCCESSION_COLUMNS.filter((column) => !at.has(column))
  if (missing.length > 0) {
    const message = 'import.column-missing' as const
    return { asked: [], errors: missing.map((column) => ({ line: 1, column, message, value: '' })) }
  }
  return readSuccessions(
    rows
      .filter(({ cells }) => cells.some((cell) => cell.trim() !== ''))
      .map(({ line, cells }) => ({
        line,
        get: (column) => cells[at.get(column) ?? -1] ?? '',
      })),
  )
}

export function readSuccessions(records: readonly Written[]): SuccessionReading {
  const errors: SuccessionError[] = []
  const asked = records.flatMap(({ line, get }): AskedSuccession[] => {
    const before = errors.length
    const text = (column: SuccessionColumn) => plain(get(column))
    const fail = (column: SuccessionColumn, message: SuccessionFault) =>
      errors.push({ line, column, message, value: text(column).slice(0, 80) })
    for (const column of SUCCESSION_COLUMNS) {
      if (text(column) === '') fail(column, 'import.value-missing')
      else if (text(column).length > LONGEST[column]) fail(column, 'import.too-long')
    }
    const kind = readKind(text('kind'))
    if (!kind && text('kind')) fail('kind', 'succession.kind-unreadable')
    const on = parseDay(text('on'))
    if (!on && text('on')) fail('on', 'import.day-unreadable')
    if (errors.length > before || !kind || !on) return []
    return [{ line, from: text('from'), to: text('to'), on, decision: text('decision'), ...kind }]
  })
  return { asked, errors }
}

type UnitThen = { id: string; code: string; fullName: string; validFrom: Day; validTo: Day | null }

export type SuccessionScene = {
  units: readonly UnitThen[]
  standing: readonly StandingEdge[]
  /** Ids of units that the asker may say this of; null: all. */
  within: ReadonlySet<string> | null
}

/** Each row a change or the one reason why it cannot be. What one row makes wrong of another is told of the later one. */
export function judgeSuccessions(
  asked: readonly AskedSuccession[],
  scene: SuccessionScene,
): SuccessionPlan {
  const errors: SuccessionError[] = []
  const rows: SuccessionRow[] = []
  const byCode = new Map<string, UnitThen[]>()
  for (const unit of scene.units) byCode.set(unit.code, [...(byCode.get(unit.code) ?? []), unit])
  for (const row of asked) {
    const fail = (column: SuccessionColumn, message: SuccessionFault, value: string) =>
      errors.push({ line: row.line, column, message, value })
    const found = unitsOf(row, byCode)
    if ('message' in found) {
      fail(found.column, found.message, found.value)
      continue
    }
    const { from, to } = found
    if (scene.within && !(scene.within.has(from.id) && scene.within.has(to.id))) {
      fail('from', 'import.beyond-reach', row.from)
      continue
    }
    const isSame = (edge: Pick<Succession, 'fromId' | 'toId' | 'effectiveOn'>) =>
      edge.fromId === from.id && edge.toId === to.id && edge.effectiveOn === row.on
    const old = scene.standing.find(isSame) ?? null
    const told = rows.map(edgeOf)
    // A row replaces the edge between the same units: what it says counts, not what stood.
    const replaced = (edge: Edge) => isSame(edge) || told.some((each) => sameEnds(each, edge))
    const others = [...scene.standing.filter((edge) => !replaced(edge)), ...told]
    const message = faultBeside({ ...row, fromId: from.id, toId: to.id }, others, told.some(isSame))
    if (message) {
      fail(message === 'succession.circular' ? 'to' : 'kind', message, row.to)
      continue
    }
    const isKept =
      old !== null &&
      old.portion === row.portion &&
      old.share === row.share &&
      old.source === row.decision
    rows.push({
      ...row,
      fromId: from.id,
      toId: to.id,
      fromName: from.fullName,
      toName: to.fullName,
      change: old === null ? 'new' : isKept ? 'same' : 'changed',
      old,
    })
  }
  return { rows, errors }
}

type Fault = Pick<SuccessionError, 'column' | 'message' | 'value'>

/** The unit that ends on the day, and the one that stands on it. */
function unitsOf(
  row: AskedSuccession,
  byCode: ReadonlyMap<string, readonly UnitThen[]>,
): { from: UnitThen; to: UnitThen } | Fault {
  const olds = byCode.get(row.from) ?? []
  const from = olds.find(({ validTo }) => validTo === row.on)
  if (!from) {
    if (olds.length === 0)
      return { column: 'from', message: 'succession.from-unknown', value: row.from }
    const end = olds.flatMap(({ validTo }) => validTo ?? []).at(-1)
    return end
      ? { column: 'on', message: 'succession.from-other-day', value: end }
      : { column: 'from', message: 'succession.from-stands', value: row.from }
  }
  const news = byCode.get(row.to) ?? []
  if (news.length === 0) return { column: 'to', message: 'succession.to-unknown', value: row.to }
  const to = news.find((unit) => holdsOn(unit, row.on))
  return to ? { from, to } : { column: 'to', message: 'succession.to-not-standing', value: row.to }
}

type Edge = Pick<Succession, 'fromId' | 'toId' | 'effectiveOn' | 'portion' | 'share'>

const edgeOf = (row: SuccessionRow): Edge => ({
  fromId: row.fromId,
  toId: row.toId,
  effectiveOn: row.on,
  portion: row.portion,
  share: row.share,
})

const sameEnds = (a: Edge, b: Edge) =>
  a.fromId === b.fromId && a.toId === b.toId && a.effectiveOn === b.effectiveOn

function faultBeside(
  row: AskedSuccession & { fromId: string; toId: string },
  others: readonly Edge[],
  isTold: boolean,
): SuccessionFault | null {
  if (isTold) return 'succession.duplicate'
  if (leadsTo(row.toId, row.fromId, others)) return 'succession.circular'
  const beside = others.filter((edge) => edge.fromId === row.fromId && edge.effectiveOn === row.on)
  const isWhole = (portion: Succession['portion']) => portion !== 'part'
  if (beside.length > 0 && (isWhole(row.portion) || beside.some((each) => isWhole(each.portion))))
    return 'succession.whole-and-more'
  const sum = beside.reduce((total, { share }) => total + (share ?? 0), row.share ?? 0)
  return sum > 1 + 1e-9 ? 'succession.shares-over' : null
}

function leadsTo(from: string, to: string, edges: readonly Edge[]): boolean {
  const seen = new Set<string>()
  const ahead = [from]
  for (let id = ahead.pop(); id !== undefined; id = ahead.pop()) {
    if (id === to) return true
    if (seen.has(id)) continue
    seen.add(id)
    for (const edge of edges) if (edge.fromId === id) ahead.push(edge.toId)
  }
  return false
}
