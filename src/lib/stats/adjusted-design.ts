// A design after an adjustment of its weights: projections are kept in order, replicates adjusted one by one.

import type { Adjust } from './adjustment.ts'
import type { Design, ReplicateWeights } from './design.ts'
import { replicateWeights } from './replicate-variance.ts'
import type { Replicates } from './replicates.ts'

/**
 * The design with adjusted weights. Rows that are not present take no part (weight 0). `isProjected` false: the
 * weights change and the variance has no term for it (trimming).
 */
export function adjusted(design: Design, adjust: Adjust, isProjected = true): Design {
  const { present } = design
  const within = (weights: Float64Array) =>
    present ? weights.map((weight, row) => (present[row] === 1 ? weight : 0)) : weights
  const made = adjust(within(design.weights), present ?? new Uint8Array(design.frame.rows).fill(1))
  const replicates: ReplicateWeights | null = design.replicates && {
    ...design.replicates,
    columns: design.replicates.columns.map(
      (_, r) => adjust(within(replicateWeights(design, r))).weights,
    ),
    keyOf: null,
    isWeight: true,
  }
  const adjustments = isProjected ? [...design.adjustments, made] : design.adjustments
  return { ...design, weights: made.weights, adjustments, replicates }
}

/** The design with replicate weights, from which every variance is taken then. */
export function withReplicates(design: Design, made: Replicates): Design {
  const { factors, unitOf, scale, rscales, mse } = made
  return {
    ...design,
    replicates: { columns: factors, keyOf: unitOf, isWeight: false, scale, rscales, mse },
  }
}
