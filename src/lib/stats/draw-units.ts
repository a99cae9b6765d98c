// The rows of a frame gathered into the units of one stage.

import type { DrawStage } from './draw-design.ts'
import { columnNamed, type Frame } from './frame.ts'
import { must, StatsError } from './stats-error.ts'

export type DrawUnit = { id: string; rows: number[]; size: number; sort: (string | number)[] }

/** The units among the rows by stratum, both in the order of their names, so that the order of rows is no matter. */
export function unitsByStratum(
  frame: Frame,
  rows: readonly number[],
  stage: DrawStage,
): Map<string, DrawUnit[]> {
  const idOf = textOf(frame, stage.unit)
  const strataOf = (stage.strata ?? []).map((name) => textOf(frame, name))
  const sortOf = (stage.order ?? []).map((name) => cellOf(frame, name))
  const sizeOf = stage.size ? sizeIn(frame, stage.size) : null
  const stratumOf = new Map<string, string>()
  const units = new Map<string, DrawUnit>()
  for (const row of rows) {
    const id = idOf(row)
    const stratum = strataOf.map((read) => read(row)).join('/')
    const known = stratumOf.get(id)
    must(
      known === undefined || known === stratum,
      'draw.two-strata',
      `Unit ${id} of ${stage.unit} is in the strata "${known}" and "${stratum}".`,
    )
    stratumOf.set(id, stratum)
    const unit = units.get(id)
    const size = sizeOf ? sizeOf(row) : 1
    if (!unit) units.set(id, { id, rows: [row], size, sort: sortOf.map((read) => read(row)) })
    else {
      unit.rows.push(row)
      if (stage.sizeIs !== 'unit') unit.size += size
      else if (unit.size !== size) {
        throw new StatsError('draw.size', `Unit ${id} has the sizes ${unit.size} and ${size}.`)
      }
    }
  }
  const strata = new Map<string, DrawUnit[]>()
  for (const stratum of [...new Set(stratumOf.values())].sort(compare)) strata.set(stratum, [])
  for (const unit of [...units.values()].sort((one, other) => compare(one.id, other.id))) {
    strata.get(stratumOf.get(unit.id)!)!.push(unit)
  }
  return strata
}

/** By the given columns, then by name. */
export function inOrder(units: readonly DrawUnit[]): DrawUnit[] {
  return [...units].sort((one, other) => {
    for (const [at, value] of one.sort.entries()) {
      const order = compare(value, other.sort[at]!)
      if (order !== 0) return order
    }
    return compare(one.id, other.id)
  })
}

function compare(one: string | number, other: string | number): number {
  if (one === other) return 0
  return one < other ? -1 : 1
}

function cellOf(frame: Frame, name: string): (row: number) => string | number {
  const column = columnNamed(frame, name)
  return (row) => {
    const value = column.kind === 'number' ? column.values[row]! : column.levels[column.codes[row]!]
    const isThere = value !== undefined && !Number.isNaN(value)
    must(isThere, 'draw.missing', `Row ${row + 1} of the frame has no ${name}.`)
    return value
  }
}

function textOf(frame: Frame, name: string): (row: number) => string {
  const read = cellOf(frame, name)
  return (row) => String(read(row))
}

function sizeIn(frame: Frame, name: string): (row: number) => number {
  const read = cellOf(frame, name)
  return (row) => {
    const size = read(row)
    must(
      typeof size === 'number' && size > 0 && size < Infinity,
      'draw.size',
      `Row ${row + 1} of the frame has the size ${size}; a size is a number greater than 0.`,
    )
    return size
  }
}
