// Variance from replicate weights: V = scale · Σ_r rscale_r (θ_r − c)(θ_r − c)ᵀ (Rao & Wu 1988; Judkins 1990).

import type { Design, ReplicateWeights } from './design.ts'
import { must } from './stats-error.ts'

/** The analysis weights of replicate r, by row. */
export function replicateWeights(design: Design, r: number): Float64Array {
  const { columns, keyOf, isWeight } = design.replicates!
  const column = columns[r]!
  const weights = new Float64Array(design.weights.length)
  for (let row = 0; row < weights.length; row++) {
    const value = column[keyOf ? keyOf[row]! : row]!
    weights[row] = isWeight ? value : value * design.weights[row]!
  }
  return weights
}

/** θ of every replicate, replicate by replicate. */
export function replicateEstimates(
  design: Design,
  theta: (weights: Float64Array) => Float64Array,
): Float64Array[] {
  const { columns } = design.replicates!
  return columns.map((_, r) => theta(replicateWeights(design, r)))
}

/** Covariance (p × p) of replicate estimates about their mean, or about the full estimate when `mse`. */
export function replicateCovariance(
  replicates: ReplicateWeights,
  estimates: readonly Float64Array[],
  full: Float64Array,
): Float64Array {
  const p = full.length
  const center = replicates.mse ? full : meanOf(replicates, estimates, p)
  const out = new Float64Array(p * p)
  estimates.forEach((estimate, r) => {
    const factor = replicates.scale * replicates.rscales[r]!
    if (factor === 0) return
    for (let i = 0; i < p; i++) {
      const left = factor * (estimate[i]! - center[i]!)
      for (let j = 0; j < p; j++) out[i * p + j]! += left * (estimate[j]! - center[j]!)
    }
  })
  for (const value of out) {
    must(Number.isFinite(value), 'replicates.undefined', 'A replicate has no estimate.')
  }
  return out
}

function meanOf(replicates: ReplicateWeights, estimates: readonly Float64Array[], p: number) {
  const mean = new Float64Array(p)
  let used = 0
  estimates.forEach((estimate, r) => {
    if (!(replicates.rscales[r]! > 0)) return
    used += 1
    for (let j = 0; j < p; j++) mean[j]! += estimate[j]!
  })
  return mean.map((sum) => sum / used)
}

/** Columns whose remainder is below this share of their length count as dependent, as in R's qr(tol = 1e-5). */
const DEPENDENT = 1e-5

/**
 * Degrees of freedom: rank of the active rows × replicates matrix of analysis weights, minus 1. Rows with the
 * same factors are folded into one whose length is theirs, so inner products stay.
 */
export function replicateDf(design: Design, rows: Int32Array): number {
  const { columns, keyOf, isWeight } = design.replicates!
  const lengthOf = new Map<number, number>()
  for (const row of rows) {
    const key = keyOf ? keyOf[row]! : row
    const mass = isWeight ? 1 : design.weights[row]! ** 2
    lengthOf.set(key, (lengthOf.get(key) ?? 0) + mass)
  }
  const keys = Int32Array.from(lengthOf.keys())
  const lengths = Float64Array.from(lengthOf.values(), Math.sqrt)
  const basis: Float64Array[] = []
  for (const column of columns) {
    if (basis.length === keys.length) break
    const rest = lengths.map((length, at) => column[keys[at]!]! * length)
    const length = Math.sqrt(dot(rest, rest))
    for (const axis of basis) {
      const along = dot(axis, rest)
      for (let at = 0; at < rest.length; at++) rest[at]! -= along * axis[at]!
    }
    const left = Math.sqrt(dot(rest, rest))
    if (length > 0 && left >= DEPENDENT * length) basis.push(rest.map((value) => value / left))
  }
  return basis.length - 1
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let at = 0; at < a.length; at++) sum += a[at]! * b[at]!
  return sum
}
