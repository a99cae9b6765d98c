// Replicate factors supplied in a file: one row a record, or one row a key (its columns named a:b).

import type { CaseDesign, CaseStep, Json } from './case.ts'
import type { Load } from './case-design.ts'
import { codesOf } from './coding.ts'
import { columnNamed, type Frame, numbersOf } from './frame.ts'
import type { Replicates } from './replicates.ts'
import { must } from './stats-error.ts'

/** Factors by record or by key, with the scale and rscales of the step. Refuses `replicates.key`. */
export async function suppliedReplicates(
  frame: Frame,
  step: CaseStep,
  asked: CaseDesign,
  load: Load,
): Promise<Replicates> {
  const table = await load(String(step.factorsFile))
  const [first, ...others] = [...table.columns.keys()]
  must(first !== undefined, 'replicates.none', 'The file of factors has no columns.')
  const isKeyed =
    columnNamed(table, first).kind === 'factor' || first.includes(':') || frame.columns.has(first)
  const columns = (isKeyed ? others : [first, ...others]).map((name) => numbersOf(table, name))
  const rscales = step.rscales
  const unitOf = isKeyed ? keysOf(frame, table, first, asked) : null
  must(
    isKeyed || table.rows === frame.rows,
    'replicates.length',
    `There are ${table.rows} rows of factors for ${frame.rows} records.`,
  )
  return {
    factors: columns,
    unitOf,
    scale: Number(step.scale ?? 1),
    rscales: Float64Array.from({ length: columns.length }, (_, r) => scaleAt(rscales, r)),
    mse: step.mse === true,
  }
}

function scaleAt(rscales: Json | undefined, r: number): number {
  if (Array.isArray(rscales)) return Number(rscales[r] ?? rscales[0])
  return typeof rscales === 'number' ? rscales : 1
}

/** Row of the data → row of the factors. The key's parts are columns, or `stratum` and `psu` by their roles. */
function keysOf(frame: Frame, table: Frame, first: string, asked: CaseDesign): Int32Array {
  const roles = new Map([
    ['stratum', asked.strata?.[0]],
    ['psu', asked.ids?.[0]],
  ])
  const named = first.split(':').map((part) => (frame.columns.has(part) ? part : roles.get(part)))
  const parts = named.map((name) => codesOf(columnNamed(frame, name ?? first)))
  const keys = codesOf(columnNamed(table, first))
  const rowOf = new Map<string, number>()
  keys.codes.forEach((code, row) => {
    rowOf.set(String(keys.levels[code]), row)
  })
  return Int32Array.from({ length: frame.rows }, (_, row) => {
    const key = parts.map(({ codes, levels }) => String(levels[codes[row]!])).join(':')
    const found = rowOf.get(key)
    must(found !== undefined, 'replicates.key', `There are no replicate factors for "${key}".`)
    return found
  })
}
