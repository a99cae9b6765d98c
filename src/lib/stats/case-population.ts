// Population counts of a case, as cells of the sample's rows.

import type { Cells } from './adjust-post-stratify.ts'
import type { Json } from './case.ts'
import { codesOf, crossing } from './coding.ts'
import { columnNamed, type Frame, numbersOf } from './frame.ts'
import { must } from './stats-error.ts'

/**
 * Cells of the columns `by` with their population: rows `{ …cell, N }`, or a table whose last column (or `N`)
 * is the count. A cell of the sample without a count has population 0; a counted cell without rows stays, empty.
 */
export function cellsOf(frame: Frame, by: readonly string[], population: Frame | Json[]): Cells {
  const counted = Array.isArray(population)
    ? population.map((row) => rowOf(row as Record<string, Json>, by))
    : rowsOf(population, by)
  const { codes, levels } = crossing(frame, by)
  const cellOf = new Map(levels.map((level, cell) => [level.join('\u0000'), cell]))
  const counts: number[] = new Array(levels.length).fill(0)
  const named = levels.map((level) => level.join(' · '))
  for (const { key, N } of counted) {
    const cell = cellOf.get(key.join('\u0000')) ?? counts.length
    if (cell === counts.length) named.push(key.join(' · '))
    counts[cell] = (counts[cell] ?? 0) + N
  }
  return { codes, population: Float64Array.from(counts), name: (cell) => named[cell] ?? '' }
}

function rowOf(row: Record<string, Json>, by: readonly string[]) {
  return { key: by.map((name) => String(row[name])), N: Number(row.N) }
}

function rowsOf(table: Frame, by: readonly string[]) {
  const count = table.columns.has('N') ? 'N' : [...table.columns.keys()].at(-1)
  must(count !== undefined, 'case.population', 'The population file has no columns.')
  const N = numbersOf(table, count)
  const keys = by.map((name) => codesOf(columnNamed(table, name)))
  return Array.from({ length: table.rows }, (_, row) => ({
    key: keys.map(({ codes, levels }) => String(levels[codes[row]!])),
    N: N[row]!,
  }))
}
