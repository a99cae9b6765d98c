// Means and totals of many variables in many domains. Domains share no row, so one pass over the rows, sorted
// by domain and unit, does the work of all; what it costs is rows × variables × levels of the design.

import { countingSort, crossing } from './coding.ts'
import { type Design, inDomain } from './design.ts'
import { type Column, type DomainPass, type Kind, linearPass } from './domain-pass.ts'
import { projectedPass } from './domain-pass-adjusted.ts'
import { replicatePass } from './domain-pass-replicates.ts'
import type { Estimate } from './estimate.ts'
import { indicatorsOf } from './variables.ts'

/** `estimates[group][variable]`; each group has one cell for every column of `by`. */
export type ByDomain = {
  by: string[]
  groups: readonly (string | number)[][]
  variables: string[]
  estimates: Estimate[][]
}

export type Progress = (done: number, of: number) => void

/** `mean` of each variable, on its own available cases, in every group of the columns `by` that occurs. */
export function meanBy(
  design: Design,
  variables: readonly string[],
  by: readonly string[],
  progress?: Progress,
): ByDomain {
  return estimatedBy(design, variables, by, 'mean', progress)
}

/** `total` of each variable, on its own available cases, in every group of the columns `by` that occurs. */
export function totalBy(
  design: Design,
  variables: readonly string[],
  by: readonly string[],
  progress?: Progress,
): ByDomain {
  return estimatedBy(design, variables, by, 'total', progress)
}

function estimatedBy(
  design: Design,
  variables: readonly string[],
  by: readonly string[],
  kind: Kind,
  progress?: Progress,
): ByDomain {
  const coding = crossing(design.frame, by)
  const codes = coding.codes.map((code, row) => (inDomain(design, row) ? code : -1))
  const rows = countingSort(codes, coding.count, design.order)
  const starts = startsOf(rows, codes, coding.count)
  const kept = coding.levels.map((_, group) => group).filter((g) => starts[g + 1]! > starts[g]!)
  const columns = variables.flatMap((name): Column[] => {
    const { names, columns: values } = indicatorsOf(design.frame, name)
    return names.map((each, at) => ({ name: each, values: values[at]! }))
  })
  const pass = passOf(design, rows, kind)
  const estimates: Estimate[][] = kept.map(() => new Array(columns.length))
  columns.forEach((column, j) => {
    kept.forEach((group, at) => {
      estimates[at]![j] = pass(column, starts[group]!, starts[group + 1]!)
    })
    progress?.(j + 1, columns.length)
  })
  return {
    by: [...by],
    groups: kept.map((group) => coding.levels[group]!),
    variables: columns.map((column) => column.name),
    estimates,
  }
}

function passOf(design: Design, rows: Int32Array, kind: Kind): DomainPass {
  if (design.replicates) return replicatePass(design, rows, kind)
  if (design.adjustments.length > 0 || design.joint) return projectedPass(design, rows, kind)
  return linearPass(design, rows, kind)
}

function startsOf(rows: Int32Array, codes: Int32Array, count: number): Int32Array {
  const starts = new Int32Array(count + 1)
  for (const row of rows) starts[codes[row]! + 1]! += 1
  for (let group = 0; group < count; group++) starts[group + 1]! += starts[group]!
  return starts
}
