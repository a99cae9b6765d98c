// Two-way tables of weighted counts, and tests of independence that respect the design.

import { activeRows, countActive } from './active.ts'
import { codesOf } from './coding.ts'
import { type Design, inDomain } from './design.ts'
import { chiSquareCdf, fCdf } from './distributions.ts'
import { columnNamed } from './frame.ts'
import { meanStatistic, totalStatistic } from './mean.ts'
import { covarianceOf } from './statistic.ts'
import { must, StatsError } from './stats-error.ts'
import { factorise } from './symmetric.ts'

/** A design effect below this is rounding: a domain that an adjustment fixes has no variance to test with. */
const NO_EFFECT = 1e-20

export type TableTest = { statistic: number; parameter: number[]; p: number }

export type TwoWayTable = {
  rows: (string | number)[]
  columns: (string | number)[]
  /** Weighted counts, rows × columns. */
  counts: number[][]
  /** Rao & Scott's second-order test (`f`) and first-order test (`chiSquare`: the uncorrected X²). */
  f: TableTest | null
  chiSquare: TableTest | null
  /** Wald test of p_ij − p_i p_j, and the same adjusted for few units. Null when its matrix is singular. */
  wald: TableTest | null
  adjustedWald: TableTest | null
}

/**
 * The weighted table of two columns over the domain, with tests of independence. A text column keeps the levels of
 * the whole file, with counts of 0; the tests rest on the levels that occur, and are null when fewer than two do,
 * when the design cannot tell a variance (a lonely stratum under `fail`) or leaves none. Refuses `estimate.no-rows`.
 * R: `svytable(~a + b, design)`, `svychisq(~a + b, design, statistic)`. Source: Rao & Scott 1984; Koch et al. 1975.
 */
export function twoWayTable(design: Design, row: string, column: string): TwoWayTable {
  const { a, b, cells, active } = crossTable(design, row, column)
  const [r, c] = [a.used.length, b.used.length]
  const sums = totalStatistic(design, cells, active).of(design.weights)
  const counts = a.shown.map((i) =>
    b.shown.map((j) => {
      const at = a.used.indexOf(i) * c + b.used.indexOf(j)
      return a.used.includes(i) && b.used.includes(j) ? sums[at]! : 0
    }),
  )
  const labels = ({ shown, levels }: Side) => shown.map((code) => levels[code]!)
  const table = { rows: labels(a), columns: labels(b), counts }
  const untested = { ...table, f: null, chiSquare: null, wald: null, adjustedWald: null }
  if (r < 2 || c < 2) return untested
  const whole = new Uint8Array(active.length).fill(0)
  let size = 0
  for (let at = 0; at < active.length; at++) {
    const isRow =
      design.adjustments.length > 0 ? (design.present?.[at] ?? 1) === 1 : inDomain(design, at)
    if (isRow) size += 1
    whole[at] = Number(isRow)
  }
  const { df } = countActive(design, whole)
  try {
    return {
      ...table,
      ...raoScott(design, cells, active, r, c, size, df),
      ...wald(design, cells, active, r, c, df),
    }
  } catch (error) {
    if (error instanceof StatsError && error.code === 'variance.lonely-stratum') return untested
    throw error
  }
}

/** One side of the table: codes of the levels that are shown, and of those that occur in the domain. */
type Side = { levels: readonly (string | number)[]; shown: number[]; used: number[] }

function crossTable(design: Design, row: string, column: string) {
  const [rowCodes, columnCodes] = [row, column].map((name) =>
    codesOf(columnNamed(design.frame, name)),
  ) as [ReturnType<typeof codesOf>, ReturnType<typeof codesOf>]
  const active = activeRows(design, []).map(
    (is, at) => is & Number(rowCodes.codes[at]! >= 0 && columnCodes.codes[at]! >= 0),
  )
  const sideOf = (name: string, { codes, levels }: typeof rowCodes): Side => {
    const seen = levels.map(() => false)
    for (let at = 0; at < active.length; at++) if (active[at] === 1) seen[codes[at]!] = true
    const all = levels.map((_, code) => code)
    const used = all.filter((code) => seen[code])
    const isText = columnNamed(design.frame, name).kind === 'factor'
    return { levels, shown: isText ? all : used, used }
  }
  const [a, b] = [sideOf(row, rowCodes), sideOf(column, columnCodes)]
  must(a.used.length > 0, 'estimate.no-rows', `No row has both ${row} and ${column}.`)
  const cells = a.used.flatMap((i) =>
    b.used.map((j) =>
      Float64Array.from(rowCodes.codes, (code, at) =>
        Number(code === i && columnCodes.codes[at] === j),
      ),
    ),
  )
  return { a, b, cells, active }
}

/** X² and its two corrections, from the cell shares and their covariance. */
function raoScott(
  design: Design,
  cells: Float64Array[],
  active: Uint8Array,
  r: number,
  c: number,
  size: number,
  df: number,
) {
  const statistic = meanStatistic(design, cells, active)
  const shares = statistic.of(design.weights)
  const covariance = covarianceOf(design, statistic)
  const square = pearson(shares, r, c, size)
  const effects = covariance && designEffects(shares, covariance, r, c, size)
  if (!effects) return { f: null, chiSquare: null }
  const { trace, squared, count } = effects
  const d0 = trace ** 2 / squared
  const f = square / trace
  return {
    f: { statistic: f, parameter: [d0, d0 * df], p: df > 0 ? fCdf(f, d0, d0 * df, 'upper') : 1 },
    chiSquare: {
      statistic: square,
      parameter: [count],
      p: chiSquareCdf(square / (trace / count), count, 'upper'),
    },
  }
}

function pearson(shares: Float64Array, r: number, c: number, size: number): number {
  const { byRow, byColumn } = margins(shares, r, c)
  let square = 0
  for (let i = 0; i < r; i++) {
    for (let j = 0; j < c; j++) {
      const expected = byRow[i]! * byColumn[j]!
      square += (shares[i * c + j]! - expected) ** 2 / expected
    }
  }
  return size * square
}

function margins(cells: Float64Array, r: number, c: number) {
  const byRow = new Float64Array(r)
  const byColumn = new Float64Array(c)
  for (let i = 0; i < r; i++) {
    for (let j = 0; j < c; j++) {
      byRow[i]! += cells[i * c + j]!
      byColumn[j]! += cells[i * c + j]!
    }
  }
  return { byRow, byColumn }
}

/** Trace of Δ and of Δ²: the generalised design effects of the (r − 1)(c − 1) interactions. */
function designEffects(
  shares: Float64Array,
  covariance: Float64Array,
  r: number,
  c: number,
  size: number,
) {
  const k = r * c
  const contrasts: Float64Array[] = []
  for (let i = 0; i < r - 1; i++) {
    for (let j = 0; j < c - 1; j++) {
      const contrast = new Float64Array(k)
      contrast[i * c + j] = 1
      contrast[i * c + c - 1] = -1
      contrast[(r - 1) * c + j] = -1
      contrast[k - 1] = 1
      contrasts.push(contrast)
    }
  }
  const scaled = contrasts.map((contrast) =>
    contrast.map((value, at) => (shares[at]! > 0 ? value / shares[at]! : 0)),
  )
  const count = contrasts.length
  const simple = new Float64Array(count * count)
  const complex = new Float64Array(count * count)
  const through = scaled.map((left) => {
    const product = new Float64Array(k)
    left.forEach((value, a) => {
      if (value !== 0) for (let b = 0; b < k; b++) product[b]! += value * covariance[a * k + b]!
    })
    return product
  })
  for (let a = 0; a < count; a++) {
    for (let b = 0; b < count; b++) {
      simple[a * count + b] = dot(scaled[a]!, contrasts[b]!) / size
      complex[a * count + b] = dot(through[a]!, scaled[b]!)
    }
  }
  const solver = factorise(simple, count)
  if (solver.rank < count) return null
  const columns = Array.from({ length: count }, (_, b) =>
    solver.solve(Float64Array.from({ length: count }, (_, a) => complex[a * count + b]!)),
  )
  let [trace, squared] = [0, 0]
  for (let a = 0; a < count; a++) {
    trace += columns[a]![a]!
    for (let b = 0; b < count; b++) squared += columns[a]![b]! * columns[b]![a]!
  }
  return trace > NO_EFFECT * count ? { trace, squared, count } : null
}

/** Wald test of Y_ij = N_ij − N_i N_j / N, its covariance by the gradient from that of the cell totals. */
function wald(
  design: Design,
  cells: Float64Array[],
  active: Uint8Array,
  r: number,
  c: number,
  df: number,
) {
  const none = { wald: null, adjustedWald: null }
  const statistic = totalStatistic(design, cells, active)
  const totals = statistic.of(design.weights)
  const covariance = covarianceOf(design, statistic)
  if (!covariance) return none
  const { byRow, byColumn } = margins(totals, r, c)
  const whole = byRow.reduce((sum, n) => sum + n, 0)
  const k = r * c
  const count = (r - 1) * (c - 1)
  const deviations = new Float64Array(count)
  const gradients: Float64Array[] = []
  for (let i = 1; i < r; i++) {
    for (let j = 1; j < c; j++) {
      const product = byRow[i]! * byColumn[j]!
      deviations[gradients.length] = totals[i * c + j]! - product / whole
      const gradient = new Float64Array(k)
      for (let a = 0; a < r; a++) {
        for (let b = 0; b < c; b++) {
          let slope = product / whole ** 2
          if (a === i && b === j) slope += 1
          if (a === i) slope -= byColumn[j]! / whole
          if (b === j) slope -= byRow[i]! / whole
          gradient[a * c + b] = slope
        }
      }
      gradients.push(gradient)
    }
  }
  const spread = new Float64Array(count * count)
  gradients.forEach((left, a) => {
    const product = new Float64Array(k)
    for (let x = 0; x < k; x++) {
      for (let y = 0; y < k; y++) product[y]! += left[x]! * covariance[x * k + y]!
    }
    gradients.forEach((right, b) => {
      spread[a * count + b] = dot(product, right)
    })
  })
  const solver = factorise(spread, count)
  if (solver.rank < count || !(df > 0)) return none
  const square = dot(deviations, solver.solve(deviations))
  const test = (value: number, second: number): TableTest | null =>
    second > 0
      ? { statistic: value, parameter: [count, second], p: fCdf(value, count, second, 'upper') }
      : null
  const second = df - count + 1
  return {
    wald: test(square / count, df),
    adjustedWald: test((square * second) / (count * df), second),
  }
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let at = 0; at < a.length; at++) sum += a[at]! * b[at]!
  return sum
}
