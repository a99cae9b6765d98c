// The columns of a linear model, named as R's model.matrix names them.

import { must } from './stats-error.ts'

/** A numeric variable, or a categorical one with a code for every row and its sorted levels. */
export type Term =
  | { name: string; values: Float64Array }
  | { name: string; codes: Int32Array; levels: string[] }

export type ModelMatrix = { names: string[]; columns: Float64Array[] }

/**
 * `(Intercept)`, then the terms in order: a numeric term is one column, a categorical one a 0/1 column for every
 * level but the first, named term + level. Throws `model.missing` at a row without a value. R: `model.matrix(~ …)`.
 */
export function modelMatrix(
  rows: number,
  terms: Term[],
  present: Uint8Array | null = null,
): ModelMatrix {
  const isPresent = (row: number) => present === null || present[row] === 1
  const names = ['(Intercept)']
  const columns: Float64Array[] = [
    Float64Array.from({ length: rows }, (_, row) => (isPresent(row) ? 1 : 0)),
  ]
  for (const term of terms) {
    const missing =
      'values' in term
        ? term.values.findIndex((value, row) => isPresent(row) && !Number.isFinite(value))
        : term.codes.findIndex(
            (code, row) => isPresent(row) && !(code >= 0 && code < term.levels.length),
          )
    must(missing < 0, 'model.missing', `Row ${missing + 1} has no value of ${term.name}.`)
    if ('values' in term) {
      names.push(term.name)
      columns.push(
        present ? term.values.map((value, row) => (isPresent(row) ? value : 0)) : term.values,
      )
      continue
    }
    const dummies = term.levels.slice(1).map(() => new Float64Array(rows))
    for (let row = 0; row < rows; row++) {
      if (term.codes[row]! > 0 && isPresent(row)) dummies[term.codes[row]! - 1]![row] = 1
    }
    names.push(...term.levels.slice(1).map((level) => `${term.name}${level}`))
    columns.push(...dummies)
  }
  return { names, columns }
}
