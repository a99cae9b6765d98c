// Calibration: the nearest weights whose totals of auxiliary columns are those of the population.

import type { Adjust } from './adjustment.ts'
import { type Distance, gFunction } from './calibration-distance.ts'
import type { ModelMatrix } from './model-matrix.ts'
import { normalEquations, products, type SparseRows, sparseRows, totals } from './sparse-rows.ts'
import { must } from './stats-error.ts'

export type Calibration = {
  matrix: ModelMatrix
  /** Population total of every column, by its name. */
  population: Map<string, number>
  calfun?: Distance
  /** Least and largest ratio of new to old weight; linear without bounds is the GREG estimator. */
  bounds?: [number, number]
  /** Variance of the working model for every row (q of the method). */
  variance?: Float64Array
  /** Unit of every row within which all rows get the same ratio (`aggregateStage`), coded from 0. */
  units?: Int32Array
  /** Stops when every total is met within epsilon·(1 + |total|). */
  epsilon?: number
  maxit?: number
}

/**
 * w' = w·g(xᵀλ/q) with Σ w'x = the population totals. The variance is that of w'·(z − xᵀB), B the regression of z
 * on x with the weights before. Throws `calibrate.population` (a column without total, a total without column),
 * `calibrate.inconsistent` (dependent columns with contradicting totals), `calibrate.not-converged`,
 * `calibrate.bounds`, `calibrate.variance`. R: `calibrate(design, formula, population, calfun, bounds, …)`.
 * Source: Deville & Särndal 1992; Särndal, Swensson & Wretman 1992.
 */
export function calibrate(calibration: Calibration): Adjust {
  const { columns, target, names } = aligned(calibration)
  const averaged = averages(calibration.units)
  const matrix = sparseRows(columns.map(averaged))
  const [low, high] = calibration.bounds ?? [-Infinity, Infinity]
  const isGreg =
    (calibration.calfun ?? 'linear') === 'linear' && low === -Infinity && high === Infinity
  const given = calibration.variance ? averaged(calibration.variance) : null
  const bad = given ? given.findIndex((q) => !(q > 0 && q < Infinity)) : -1
  must(bad < 0, 'calibrate.variance', `Row ${bad + 1} has no positive working variance.`)
  return (before) => {
    const mass = averaged(before)
    const ratios = isGreg
      ? greg(matrix, mass, given, target, names)
      : newton(matrix, mass, given, target, names, calibration)
    const weights = before.map((weight, row) => weight * ratios[row]!)
    return { weights, project: projection(matrix, mass, isGreg ? given : null, ratios) }
  }
}

function greg(
  matrix: SparseRows,
  mass: Float64Array,
  variance: Float64Array | null,
  target: Float64Array,
  names: string[],
): Float64Array {
  const equations = normalEquations(matrix, divided(mass, variance))
  const ratios = new Float64Array(matrix.rows).fill(1)
  // The second round removes the rounding of the first.
  for (let round = 0; round < 2; round++) {
    const sample = totals(matrix, times(mass, ratios))
    const lambda = equations.solve(target.map((total, at) => total - sample[at]!))
    const step = divided(products(matrix, lambda), variance)
    for (let row = 0; row < ratios.length; row++) ratios[row]! += step[row]!
  }
  const sample = totals(matrix, times(mass, ratios))
  const off = target.findIndex((total, at) => !(misfit(total, sample[at]!) < 1e-7))
  must(
    off < 0,
    'calibrate.inconsistent',
    `The total of ${names[off]} cannot be met together with the others: the columns depend on one another.`,
  )
  return ratios
}

/** Sampling weights this far below the population are scaled first, as R does. */
const RESCALE_FROM = 20

function newton(
  matrix: SparseRows,
  unscaled: Float64Array,
  variance: Float64Array | null,
  target: Float64Array,
  names: string[],
  { calfun = 'linear', bounds = [-Infinity, Infinity], epsilon = 1e-7, maxit = 50 }: Calibration,
): Float64Array {
  const { g, slope } = gFunction(calfun, bounds)
  const shares = totals(matrix, unscaled).map((sample, at) => target[at]! / sample)
  const scale = Math.min(...shares) > RESCALE_FROM ? mean(shares) : 1
  const mass = unscaled.map((weight) => weight * scale)
  const eta = new Float64Array(matrix.size)
  let u: Float64Array = new Float64Array(matrix.rows)
  let missed = gap(target, totals(matrix, mass))
  for (let round = 1; ; round++) {
    let step = normalEquations(matrix, divided(times(mass, u.map(slope)), variance)).solve(missed)
    for (let halving = 0; ; halving++) {
      const tried = eta.map((value, at) => value + step[at]!)
      u = divided(products(matrix, tried), variance)
      if (halving === 40 || u.every((value) => Number.isFinite(g(value)))) break
      step = step.map((value) => value / 2)
    }
    eta.forEach((value, at) => {
      eta[at] = value + step[at]!
    })
    const ratios = u.map(g)
    const sample = totals(matrix, times(mass, ratios))
    missed = gap(target, sample)
    const off = target.findIndex((total, at) => !(misfit(total, sample[at]!) < epsilon))
    if (off < 0) return ratios.map((ratio) => ratio * scale)
    must(
      round < maxit,
      'calibrate.not-converged',
      `The total of ${names[off]} is still missed by ${missed[off]} after ${round} rounds.`,
    )
  }
}

/** u without its regression on the columns: w'·(z − xᵀB), solved twice to remove rounding. */
function projection(
  matrix: SparseRows,
  mass: Float64Array,
  variance: Float64Array | null,
  ratios: Float64Array,
): (u: Float64Array) => Float64Array {
  const inverse = divided(mass, variance)
  const after = times(mass, ratios)
  let equations: ReturnType<typeof normalEquations> | null = null
  return (u) => {
    equations ??= normalEquations(matrix, inverse)
    const rest = u.map((value, row) => (after[row] === 0 ? 0 : value / after[row]!))
    for (let round = 0; round < 2; round++) {
      const fitted = products(matrix, equations.solve(totals(matrix, times(inverse, rest))))
      for (let row = 0; row < rest.length; row++) rest[row]! -= fitted[row]!
    }
    return times(after, rest)
  }
}

/** Columns and totals in one order, without columns that are empty in sample and population. */
function aligned({ matrix, population }: Calibration) {
  const extra = [...population.keys()].filter((name) => !matrix.names.includes(name))
  must(
    extra.length === 0,
    'calibrate.population',
    `There is a total but no column named ${extra.join(', ')}.`,
  )
  const kept = matrix.names.flatMap((name, at) => {
    const total = population.get(name)
    must(
      total !== undefined && Number.isFinite(total),
      'calibrate.population',
      `Column ${name} has no population total.`,
    )
    const column = matrix.columns[at]!
    return total === 0 && column.every((value) => value === 0) ? [] : [{ name, total, column }]
  })
  return {
    columns: kept.map(({ column }) => column),
    target: Float64Array.from(kept, ({ total }) => total),
    names: kept.map(({ name }) => name),
  }
}

/** Replaces values by their mean within the unit, when there are units. */
function averages(units: Int32Array | undefined): (values: Float64Array) => Float64Array {
  if (!units) return (values) => values
  const size = units.reduce((most, unit) => Math.max(most, unit + 1), 0)
  const counts = new Float64Array(size)
  for (const unit of units) counts[unit]! += 1
  return (values) => {
    const sums = new Float64Array(size)
    for (let row = 0; row < values.length; row++) sums[units[row]!]! += values[row]!
    return values.map((_, row) => sums[units[row]!]! / counts[units[row]!]!)
  }
}

const misfit = (total: number, sample: number) => Math.abs(total - sample) / (1 + Math.abs(total))
const gap = (target: Float64Array, sample: Float64Array) =>
  target.map((total, at) => total - sample[at]!)
const times = (one: Float64Array, other: Float64Array) => one.map((value, at) => value * other[at]!)
const divided = (values: Float64Array, by: Float64Array | null) =>
  by ? values.map((value, at) => value / by[at]!) : values
const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length
