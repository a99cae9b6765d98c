// Which rows of a table of units cannot be, beside the units there are: one reason a row. What depends on a row that is
// refused is refused with it, so that the rows left over are sound together.

import type { Day } from '../lib/day.ts'
import type { KnownUnit, UnitChange, UnitRow } from './change.ts'
import {
  bendOn,
  gapsUnder,
  keyOf,
  overlaps,
  type Place,
  type Places,
  placesByCode,
} from './under.ts'
import { holdsOn } from './unit.ts'

/** `message` is a key of the room's words; `value` what stood there. */
export type RowError = { line: number; column: UnitColumn; message: RowErrorKey; value: string }
export type RowErrorKey =
  | 'import.column-missing'
  | 'import.value-missing'
  | 'import.too-long'
  | 'import.code-unreadable'
  | 'import.level-unknown'
  | 'import.day-unreadable'
  | 'import.ends-before-begin'
  | 'import.duplicate'
  | 'import.overlap'
  | 'import.still-standing'
  | 'import.parent-unknown'
  | 'import.parent-refused'
  | 'import.parent-circular'
  | 'import.parent-too-high'
  | 'import.parent-not-standing'
  | 'import.outlives-parent'
  | 'import.children-outlive'
  | 'import.beyond-reach'
  | 'import.parent-taken-off'

export const UNIT_COLUMNS = [
  'level',
  'code',
  'name',
  'full_name',
  'type',
  'parent_code',
  'valid_from',
  'valid_to',
  'dossier_code',
  'aliases',
] as const
export type UnitColumn = (typeof UNIT_COLUMNS)[number]

/** What a table would change: rows without a fault, each with its change, and the faults. */
export type UnitPlan = { rows: UnitRow[]; changes: UnitChange[]; errors: RowError[] }

type Judging = {
  /** Codes of rows that could not even be read. */
  refused?: ReadonlySet<string>
  /** Whether the one who asks may change this: `after` are the places as the table would leave them. */
  allows?: (row: UnitRow, after: Places) => boolean
}

export function soundRows(
  asked: readonly UnitRow[],
  known: readonly KnownUnit[],
  { refused = new Set(), allows = () => true }: Judging = {},
): { rows: UnitRow[]; errors: RowError[] } {
  const errors: RowError[] = []
  const fallen = new Set(refused)
  const before = placesByCode<Place>(known)
  const knownKeys = new Map(known.map((unit) => [keyOf(unit), unit]))
  let rows = withoutClashes(asked, errors)
  for (;;) {
    const told = new Set(rows.map(keyOf))
    const standing = known.filter((unit) => !told.has(keyOf(unit)))
    const after = placesByCode<Place>([...standing, ...rows])
    const scene = { rows, standing, before, after, fallen, knownKeys, allows }
    const faults = faultsIn(scene)
    if (faults.length === 0) return { rows, errors: errors.sort((a, b) => a.line - b.line) }
    const wrong = new Set(faults.map(({ line }) => line))
    for (const row of rows) if (wrong.has(row.line)) fallen.add(row.code)
    errors.push(...faults)
    rows = rows.filter(({ line }) => !wrong.has(line))
  }
}

/** The same code twice is fine when the spans follow each other. */
function withoutClashes(rows: readonly UnitRow[], errors: RowError[]): UnitRow[] {
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

type Scene = {
  rows: readonly UnitRow[]
  standing: readonly KnownUnit[]
  before: Places
  after: Places
  fallen: ReadonlySet<string>
  knownKeys: ReadonlyMap<string, KnownUnit>
  allows: (row: UnitRow, after: Places) => boolean
}

/** Codes that are taken; else what the asker may not; else what is wrong with parents; else with units below: a row
 * that is wrong for one reason makes no other row wrong for the next. */
function faultsIn(scene: Scene): RowError[] {
  const standing = placesByCode(scene.standing)
  const starts = [...new Set([...scene.after.values()].flat().map(({ validFrom }) => validFrom))]
  const each = (column: 'code' | 'parent_code', judge: (row: UnitRow) => RowErrorKey | null) =>
    scene.rows.flatMap((row) => {
      const message = judge(row)
      const value = (column === 'code' ? row.code : row.parentCode) ?? ''
      return message === null ? [] : [{ line: row.line, column, message, value }]
    })
  const taken = each('code', (row) =>
    standing.get(row.code)?.some((unit) => overlaps(unit, row)) ? 'import.still-standing' : null,
  )
  if (taken.length > 0) return taken
  const beyond = each('code', (row) => {
    if (scene.allows(row, scene.after)) return null
    const had = scene.knownKeys.get(keyOf(row))?.parentCode ?? null
    return row.parentCode === null && had !== null
      ? 'import.parent-taken-off'
      : 'import.beyond-reach'
  })
  if (beyond.length > 0) return beyond
  const under = each('parent_code', (row) => parentFault(row, row.parentCode, scene, starts))
  return under.length > 0 ? under : orphaned(scene)
}

function parentFault(
  row: UnitRow,
  parentCode: string | null,
  { after, before, fallen, knownKeys }: Scene,
  starts: readonly Day[],
): RowErrorKey | null {
  if (parentCode === null) return null
  const parents = after.get(parentCode)
  if (!parents) return fallen.has(parentCode) ? 'import.parent-refused' : 'import.parent-unknown'
  for (const on of starts) {
    const bend = holdsOn(row, on) ? bendOn(after, row, on) : null
    if (bend) return `import.parent-${bend}`
  }
  const old = knownKeys.get(keyOf(row))
  const had =
    old?.parentCode === parentCode
      ? gapsUnder(old, before.get(parentCode) ?? [])
      : { first: false, later: false }
  const has = gapsUnder(row, parents)
  if (has.first && !had.first) return 'import.parent-not-standing'
  return has.later && !had.later ? 'import.outlives-parent' : null
}

/** Rows that would leave units below without anyone above them, which the table itself does not mention. */
function orphaned({ rows, standing, before, after }: Scene): RowError[] {
  const found = new Map<UnitRow, string[]>()
  const rowsOf = placesByCode(rows)
  for (const child of standing) {
    const over = child.parentCode === null ? undefined : rowsOf.get(child.parentCode)
    if (!over || child.parentCode === null) continue
    const had = gapsUnder(child, before.get(child.parentCode) ?? [])
    const has = gapsUnder(child, after.get(child.parentCode) ?? [])
    if ((!has.first || had.first) && (!has.later || had.later)) continue
    const row = over.find((each) => each.validTo !== null && overlaps(each, child)) ?? over[0]
    if (row) found.set(row, [...(found.get(row) ?? []), child.code])
  }
  return [...found].map(([row, codes]) => ({
    line: row.line,
    column: 'valid_to',
    message: 'import.children-outlive',
    value: codes.length > 5 ? `${codes.slice(0, 5).join(', ')}…` : codes.join(', '),
  }))
}
