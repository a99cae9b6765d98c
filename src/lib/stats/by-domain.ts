// Means and totals of many variables in many domains. Domains share no row, so one pass over the rows, sorted
// by domain and unit, does the work of all; what it costs is rows × variables × levels of the design.

import { activeRows, countActive } from './active.ts'
import { countingSort, crossing } from './coding.ts'
import { type Design, inDomain } from './design.ts'
import { designEffect, type Estimate, standardError } from './estimate.ts'
import { meanStatistic, totalStatistic, weightedVariance } from './mean.ts'
import { covarianceOf } from './statistic.ts'
import { must } from './stats-error.ts'
import { indicatorsOf } from './variables.ts'
import { covarianceOfUnits } from './variance.ts'

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

type Kind = 'mean' | 'total'
type Column = { name: string; values: Float64Array }

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
  const isPlain = design.adjustments.length === 0 && !design.joint && !design.replicates
  const pass = isPlain ? onePass(design, rows, kind) : null
  const estimates: Estimate[][] = kept.map(() => new Array(columns.length))
  columns.forEach((column, j) => {
    kept.forEach((group, at) => {
      estimates[at]![j] = pass
        ? pass(column, starts[group]!, starts[group + 1]!)
        : inFull(design, column, codes, group, kind)
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

function startsOf(rows: Int32Array, codes: Int32Array, count: number): Int32Array {
  const starts = new Int32Array(count + 1)
  for (const row of rows) starts[codes[row]! + 1]! += 1
  for (let group = 0; group < count; group++) starts[group + 1]! += starts[group]!
  return starts
}

/** One variable in one group, on rows `from` to `to` of the sorted rows; buffers are made once. */
function onePass(design: Design, rows: Int32Array, kind: Kind) {
  const { weights, unitOf } = design
  const sortedWeights = Float64Array.from(rows, (row) => weights[row]!)
  const sortedUnits = Int32Array.from(rows, (row) => unitOf[row]!)
  const values = new Float64Array(rows.length)
  const units = new Int32Array(rows.length)
  const totals = new Float64Array(rows.length)
  let loaded: Column | null = null
  return (column: Column, from: number, to: number): Estimate => {
    if (loaded !== column) {
      for (let at = 0; at < rows.length; at++) values[at] = column.values[rows[at]!]!
      loaded = column
    }
    let [n, whole, sum] = [0, 0, 0]
    for (let at = from; at < to; at++) {
      const value = values[at]!
      const weight = sortedWeights[at]!
      if (Number.isNaN(value) || weight === 0) continue
      n += 1
      whole += weight
      sum += weight * value
    }
    if (n === 0) return nothing()
    const middle = sum / whole
    let [squares, count, last] = [0, 0, -1]
    for (let at = from; at < to; at++) {
      const value = values[at]!
      const weight = sortedWeights[at]!
      if (Number.isNaN(value) || weight === 0) continue
      const unit = sortedUnits[at]!
      if (unit !== last) {
        units[count] = unit
        totals[count] = 0
        count += 1
        last = unit
      }
      const weighted = weight * (value - middle)
      squares += weighted * (value - middle)
      totals[count - 1]! += kind === 'mean' ? weighted / whole : weight * value
    }
    const estimate = kind === 'mean' ? middle : sum
    mustBeFinite(estimate, column.name)
    const { covariance, df } = covarianceOfUnits(design, units, totals, count, 1)
    const s2 = n > 1 ? ((n / (n - 1)) * squares) / whole : null
    return estimateOf(kind, estimate, covariance ? covariance[0]! : null, s2, n, whole, df)
  }
}

/** Adjusted weights, joint probabilities and replicates need every row of the file for each group. */
function inFull(
  design: Design,
  { name, values }: Column,
  codes: Int32Array,
  group: number,
  kind: Kind,
): Estimate {
  const active = activeRows(design, [values])
  for (let row = 0; row < active.length; row++) if (codes[row] !== group) active[row] = 0
  const counts = countActive(design, active)
  if (counts.n === 0) return nothing()
  const statistic = (kind === 'mean' ? meanStatistic : totalStatistic)(design, [values], active)
  const estimate = statistic.of(design.weights)[0]!
  mustBeFinite(estimate, name)
  const covariance = covarianceOf(design, statistic)
  const middle = kind === 'mean' ? estimate : estimate / counts.sumOfWeights
  const s2 = weightedVariance(design, values, active, middle, counts)
  const { n, sumOfWeights, df } = counts
  return estimateOf(kind, estimate, covariance ? covariance[0]! : null, s2, n, sumOfWeights, df)
}

function estimateOf(
  kind: Kind,
  estimate: number,
  variance: number | null,
  s2: number | null,
  n: number,
  sumOfWeights: number,
  df: number,
): Estimate {
  const perMean = variance === null || kind === 'mean' ? variance : variance / sumOfWeights ** 2
  return {
    estimate,
    se: standardError(variance, Math.abs(estimate)),
    df,
    n,
    sumOfWeights,
    deff: designEffect(perMean, s2, n, sumOfWeights, false),
    deffReplace: designEffect(perMean, s2, n, sumOfWeights, true),
  }
}

function nothing(): Estimate {
  return {
    estimate: null,
    se: null,
    df: 0,
    n: 0,
    sumOfWeights: 0,
    deff: null,
    deffReplace: null,
  }
}

function mustBeFinite(value: number, name: string): void {
  must(
    Number.isFinite(value),
    'variance.overflow',
    `The values of ${name} are too large to be summed; divide them by a constant first.`,
  )
}
