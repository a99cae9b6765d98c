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

/** The same for one statistic, its replicates in one array; null when a replicate has no estimate. */
export function replicateVariance(
  replicates: ReplicateWeights,
  estimates: Float64Array,
  full: number,
): number | null {
  const { scale, rscales, mse } = replicates
  let [center, used] = [0, 0]
  for (let r = 0; r < estimates.length; r++) {
    if (!(rscales[r]! > 0)) continue
    center += estimates[r]!
    used += 1
  }
  center = mse ? full : center / used
  let variance = 0
  for (let r = 0; r < estimates.length; r++) {
    if (rscales[r] !== 0) variance += scale * rscales[r]! * (estimates[r]! - center) ** 2
  }
  return Number.isFinite(variance) ? variance : null
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
