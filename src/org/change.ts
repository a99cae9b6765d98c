// What a table of units would change, row by row, old beside new.

import type { Day } from '../lib/day.ts'
import type { UnitLevel } from './directory.ts'
import { keyOf, lineOf, type Place, type Places, placesByCode } from './under.ts'
import type { Unit } from './unit.ts'

export type KnownUnit = Unit & { aliases: string[]; parentCode: string | null }

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
  aliases?: string[]
}

/** A row as it was asked for: what it does not tell stays as the unit has it. */
export type AskedUnit = Pick<UnitRow, 'line' | 'level' | 'code' | 'name' | 'validFrom'> & {
  [Field in 'fullName' | 'type' | 'parentCode' | 'validTo' | 'dossierCode' | 'aliases']?:
    | UnitRow[Field]
    | undefined
}

/** The rows in full. Null as parent: none; absent leaves the one that the unit has. */
export function inFull(asked: readonly AskedUnit[], known: readonly KnownUnit[]): UnitRow[] {
  const units = new Map(known.map((unit) => [keyOf(unit), unit]))
  return asked.map((row) => {
    const old = units.get(keyOf(row))
    const told = <F extends keyof AskedUnit>(field: F, other: AskedUnit[F]) =>
      (row[field] === undefined ? other : row[field]) as NonNullable<AskedUnit[F]>
    return {
      ...row,
      fullName: told('fullName', old?.fullName) || row.name,
      type: told('type', old?.type) ?? '',
      parentCode: told('parentCode', old?.parentCode) ?? null,
      validTo: told('validTo', old?.validTo) ?? null,
      dossierCode: told('dossierCode', old?.dossierCode) ?? null,
      aliases: row.aliases ?? old?.aliases ?? [],
    }
  })
}

export const UNIT_FIELDS = [
  'level',
  'name',
  'fullName',
  'type',
  'parent',
  'validTo',
  'dossierCode',
  'aliases',
] as const
export type UnitField = (typeof UNIT_FIELDS)[number]

export type FieldChange = { field: UnitField; from: string | null; to: string | null }
export type UnitChange = {
  line: number
  code: string
  name: string
  validFrom: Day
  change: 'new' | 'changed' | 'same'
  fields: FieldChange[]
}

export function changesOf(rows: readonly UnitRow[], known: readonly KnownUnit[]): UnitChange[] {
  const units = new Map(known.map((unit) => [keyOf(unit), unit]))
  return rows.map((row) => {
    const old = units.get(keyOf(row))
    const { line, code, fullName: name, validFrom } = row
    if (!old) return { line, code, name, validFrom, change: 'new', fields: [] }
    const fields = UNIT_FIELDS.flatMap((field) => {
      const [from, to] = [textOf(old, field), textOf(row, field)]
      return from === to ? [] : [{ field, from, to }]
    })
    return { line, code, name, validFrom, change: fields.length > 0 ? 'changed' : 'same', fields }
  })
}

function textOf(unit: Omit<UnitRow, 'line'>, field: UnitField): string | null {
  if (field === 'parent') return unit.parentCode
  if (field === 'aliases') return (unit.aliases ?? []).join('; ') || null
  return unit[field] || null
}

/** The units that a right reaches which reaches these. A unit that ended or has not begun is reached through those it
 * stands under last. */
export function unitsWithin(known: readonly KnownUnit[], reach: ReadonlySet<string>): KnownUnit[] {
  const places = placesByCode(known)
  return known.filter((unit) => lineOf(places, unit).some(({ id }) => reach.has(id)))
}

/** Of a unit and those it stands under last, the nearest that is within reach; null when none is. */
export function reachedOver(
  known: readonly KnownUnit[],
  unitId: string,
  reach: ReadonlySet<string>,
): string | null {
  const unit = known.find(({ id }) => id === unitId)
  const line = unit ? lineOf(placesByCode(known), unit) : []
  return line.find(({ id }) => reach.has(id))?.id ?? null
}

/** Whether someone whose right reaches these units may change a row: the unit as it stands, and where it would stand. */
export function rowsWithin(known: readonly KnownUnit[], reach: ReadonlySet<string>) {
  const units = new Map(known.map((unit) => [keyOf(unit), unit]))
  const within = new Set(unitsWithin(known, reach).map(keyOf))
  const isReached = (place: Place) => reach.has(units.get(keyOf(place))?.id ?? '')
  return (row: UnitRow, after: Places): boolean => {
    const old = units.get(keyOf(row))
    if (old && !within.has(keyOf(old))) return false
    if (old && old.parentCode === row.parentCode) return true
    if (row.parentCode === null)
      return known.some(
        (unit) => unit.code === row.code && unit.parentCode === null && isReached(unit),
      )
    const [, ...above] = lineOf(after, row)
    // A parent that is not there, or a new one that leads nowhere, is told as that.
    const top = above.at(-1)
    const leadsNowhere = !top || (top.parentCode !== null && !units.has(keyOf(top)))
    return leadsNowhere || above.some(isReached)
  }
}
