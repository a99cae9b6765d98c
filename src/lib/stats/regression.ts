// Linear and logistic regression with weights, and their errors under the design.

import { activeRows, countActive } from './active.ts'
import { codesOf } from './coding.ts'
import type { Design } from './design.ts'
import { standardError } from './estimate.ts'
import { columnNamed, type Frame, numbersOf } from './frame.ts'
import { modelMatrix, type Term } from './model-matrix.ts'
import { covarianceOf } from './statistic.ts'
import { must } from './stats-error.ts'
import { factorise } from './symmetric.ts'

export type Regression = {
  names: string[]
  estimate: Float64Array
  se: (number | null)[]
  /** Coefficients × coefficients, row-major. */
  covariance: Float64Array | null
  /** df + 1 − number of coefficients. */
  dfResidual: number
  n: number
}

/**
 * Regression of `y` on an intercept and the columns `x` (factors as 0/1 columns without their first level), on the
 * rows complete in all. `gaussian`: β = (Σ w x xᵀ)⁻¹ Σ w x y; `binomial`: the logit of a 0/1 y, quasi-likelihood.
 * z = A⁻¹ x (y − μ). Refuses `regression.dependent-columns`, `regression.not-converged` (the groups are separated),
 * `regression.not-binary`, `estimate.no-rows`. R: `svyglm(y ~ x, design, family)`. Source: Binder 1983.
 */
export function regression(
  design: Design,
  y: string,
  x: readonly string[],
  family: 'gaussian' | 'binomial' = 'gaussian',
): Regression {
  const { frame } = design
  const response = numbersOf(frame, y)
  const active = activeRows(design, [response, ...x.map((name) => presence(frame, name))])
  const { n, df } = countActive(design, active)
  must(n > 0, 'estimate.no-rows', `No row is complete in ${[y, ...x].join(', ')}.`)
  if (family === 'binomial') mustBeBinary(response, active, y)
  const terms = x.map((name) => termOf(frame, name, active))
  const { names, columns } = modelMatrix(frame.rows, terms, active)
  const model: Model = { columns, response, active, isLogit: family === 'binomial' }
  const { beta } = coefficients(model, design.weights, names)
  const covariance = covarianceOf(design, {
    of: (weights) => coefficients(model, weights, names).beta,
    influence: () => influenceOf(model, design.weights, names),
    active,
  })
  const p = names.length
  const se = names.map((_, j) =>
    standardError(covariance ? covariance[j * p + j]! : null, Math.abs(beta[j]!)),
  )
  return { names, estimate: beta, se, covariance, dfResidual: df + 1 - p, n }
}

type Model = {
  columns: Float64Array[]
  response: Float64Array
  active: Uint8Array
  isLogit: boolean
}

function presence(frame: Frame, name: string): Float64Array {
  const column = columnNamed(frame, name)
  if (column.kind === 'number') return column.values
  return Float64Array.from(column.codes, (code) => (code < 0 ? Number.NaN : 0))
}

/** A factor keeps the levels that active rows have, as R drops unused ones. */
function termOf(frame: Frame, name: string, active: Uint8Array): Term {
  const column = columnNamed(frame, name)
  if (column.kind === 'number') return { name, values: column.values }
  const { codes, levels } = codesOf(column)
  const used = levels.map(() => false)
  codes.forEach((code, row) => {
    if (active[row] === 1) used[code] = true
  })
  const kept = levels.map((_, code) => code).filter((code) => used[code])
  const place = levels.map((_, code) => kept.indexOf(code))
  return {
    name,
    codes: codes.map((code) => (code < 0 ? -1 : place[code]!)),
    levels: kept.map((code) => String(levels[code])),
  }
}

function mustBeBinary(values: Float64Array, active: Uint8Array, name: string): void {
  const row = values.findIndex((value, at) => active[at] === 1 && value !== 0 && value !== 1)
  must(row < 0, 'regression.not-binary', `Column "${name}" is neither 0 nor 1 in row ${row + 1}.`)
}

const ROUNDS = 50

/** Coefficients by Newton's method; the gaussian model is solved in two rounds, the second against rounding. */
function coefficients(model: Model, weights: Float64Array, names: readonly string[]) {
  const p = model.columns.length
  const beta = new Float64Array(p)
  for (let round = 0; ; round++) {
    const { score, information } = derivatives(model, weights, beta)
    const solver = factorise(information, p)
    must(
      solver.rank === p || round > 3,
      'regression.dependent-columns',
      `The columns ${names.join(', ')} depend on one another, so their coefficients cannot be told apart.`,
    )
    const step = solver.solve(score)
    let change = 0
    let size = 0
    for (let j = 0; j < p; j++) {
      beta[j]! += step[j]!
      change = Math.max(change, Math.abs(step[j]!))
      size = Math.max(size, Math.abs(beta[j]!))
    }
    if (change <= 1e-13 * size || (!model.isLogit && round === 2)) return { beta }
    const isLost = round > ROUNDS || !Number.isFinite(size) || solver.rank < p
    must(
      !isLost,
      'regression.not-converged',
      'The model does not settle: some combination of columns tells 0 from 1 without error.',
    )
    if (round > 20 && change < 1e-9 * size) return { beta }
  }
}

function derivatives(model: Model, weights: Float64Array, beta: Float64Array) {
  const { columns, response, active } = model
  const p = columns.length
  const score = new Float64Array(p)
  const information = new Float64Array(p * p)
  const x = new Float64Array(p)
  for (let row = 0; row < active.length; row++) {
    if (active[row] === 0) continue
    for (let j = 0; j < p; j++) x[j] = columns[j]![row]!
    const { mean, slope } = meanAt(model, x, beta)
    const weight = weights[row]!
    const residual = weight * (response[row]! - mean)
    for (let i = 0; i < p; i++) {
      score[i]! += residual * x[i]!
      const left = weight * slope * x[i]!
      for (let j = 0; j <= i; j++) information[i * p + j]! += left * x[j]!
    }
  }
  for (let i = 0; i < p; i++) {
    for (let j = 0; j < i; j++) information[j * p + i] = information[i * p + j]!
  }
  return { score, information }
}

function meanAt({ isLogit }: Model, x: Float64Array, beta: Float64Array) {
  let eta = 0
  for (let j = 0; j < x.length; j++) eta += x[j]! * beta[j]!
  if (!isLogit) return { mean: eta, slope: 1 }
  const mean = 1 / (1 + Math.exp(-eta))
  return { mean, slope: mean * (1 - mean) }
}

/** u = w A⁻¹ x (y − μ), a column a coefficient. */
function influenceOf(
  model: Model,
  weights: Float64Array,
  names: readonly string[],
): Float64Array[] {
  const { columns, response, active } = model
  const p = columns.length
  const { beta } = coefficients(model, weights, names)
  const solver = factorise(derivatives(model, weights, beta).information, p)
  const u = columns.map(() => new Float64Array(active.length))
  const x = new Float64Array(p)
  for (let row = 0; row < active.length; row++) {
    if (active[row] === 0) continue
    for (let j = 0; j < p; j++) x[j] = columns[j]![row]!
    const residual = weights[row]! * (response[row]! - meanAt(model, x, beta).mean)
    const solved = solver.solve(x)
    for (let j = 0; j < p; j++) u[j]![row] = solved[j]! * residual
  }
  return u
}
