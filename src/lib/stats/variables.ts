// Variables as number columns: a number column is itself, a factor one 0/1 column a level.

import { codesOf } from './coding.ts'
import { columnNamed, type Frame } from './frame.ts'

export type Indicators = { names: string[]; columns: Float64Array[]; isFactor: boolean }

const MADE = new WeakMap<object, Indicators>()

/** Columns of a variable, NaN where missing; a factor's are named variable + level, levels sorted. */
export function indicatorsOf(frame: Frame, name: string): Indicators {
  const column = columnNamed(frame, name)
  if (column.kind === 'number') return { names: [name], columns: [column.values], isFactor: false }
  const kept = MADE.get(column)
  if (kept && kept.names[0]?.startsWith(name)) return kept
  const { codes, levels } = codesOf(column)
  const columns = levels.map((_, level) =>
    Float64Array.from(codes, (code) => (code < 0 ? Number.NaN : code === level ? 1 : 0)),
  )
  const made = { names: levels.map((level) => `${name}${level}`), columns, isFactor: true }
  MADE.set(column, made)
  return made
}
