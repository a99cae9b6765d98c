// Every estimator is told in one way: its value for given weights, and its linearised values. The design then
// decides whether replicates or linearisation (Binder 1983) give the covariance.

import type { Design } from './design.ts'
import { replicateCovariance, replicateEstimates } from './replicate-variance.ts'
import { covarianceOfTotals } from './variance.ts'

export type Statistic = {
  /** The p values for these weights by row. */
  of(weights: Float64Array): Float64Array
  /** p columns of weight × linearised value by row of the file, 0 where not active. */
  influence(): Float64Array[]
  /** Rows the statistic rests on. */
  active: Uint8Array
}

/** Covariance (p × p, row-major) of a statistic under the design; null when it is not defined. */
export function covarianceOf(design: Design, statistic: Statistic): Float64Array | null {
  if (design.replicates) {
    const estimates = replicateEstimates(design, statistic.of)
    return replicateCovariance(design.replicates, estimates, statistic.of(design.weights))
  }
  return covarianceOfTotals(design, statistic.influence(), statistic.active)
}
