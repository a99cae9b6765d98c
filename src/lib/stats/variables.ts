// Variables as number columns: a number column is itself, a factor one 0/1 column a level.

import { codesOf } from './coding.ts'
import { columnNamed, type Frame } from './frame.ts'

export type Indicators = { names: string[]; columns: Float64Array[]; isFactor: boolean }

const MADE = new WeakMap<object, Float64Array[]>()

/** Columns of a variable, NaN where missing; a factor's are named variable + level, levels sorted. */
export function indicatorsOf(frame: Frame, name: string): Indicators {
  const column = columnNamed(frame, name)
  if (column.kind === 'number') return { names: [name], columns: [column.values], isFactor: false }
  const { codes, levels } = codesOf(column)
  const made =
    MADE.get(column) ??
    levels.map((_, level) =>
      Float64Array.from(codes, (code) => (code < 0 ? Number.NaN : code === level ? 1 : 0)),
    )
  MADE.set(column, made)
  return { names: levels.map((level) => `${name}${level}`), columns: made, isFactor: true }
}
