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
  /** Rows the statistic rests on, which decide the strata that are present; null: all of the design's. */
  active: Uint8Array | null
}

/** Covariance (p × p, row-major) of a statistic under the design; null when it is not defined. */
export function covarianceOf(design: Design, statistic: Statistic): Float64Array | null {
  if (design.replicates) {
    const estimates = replicateEstimates(design, statistic.of)
    return replicateCovariance(design.replicates, estimates, statistic.of(design.weights))
  }
  return covarianceOfTotals(design, statistic.influence(), statistic.active)
}

/** Several statistics side by side. */
export function stacked(statistics: readonly Statistic[]): Statistic {
  return {
    of: (weights) => Float64Array.from(statistics.flatMap((each) => Array.from(each.of(weights)))),
    influence: () => statistics.flatMap((each) => each.influence()),
    active: null,
  }
}

/** Linear combinations of a statistic: one row of coefficients for each. */
export function combined(statistic: Statistic, rows: readonly (readonly number[])[]): Statistic {
  return {
    of: (weights) => {
      const values = statistic.of(weights)
      return Float64Array.from(rows, (row) => row.reduce((sum, c, j) => sum + c * values[j]!, 0))
    },
    influence: () => {
      const columns = statistic.influence()
      return rows.map((row) => {
        const u = new Float64Array(columns[0]?.length ?? 0)
        row.forEach((c, j) => {
          if (c === 0) return
          const column = columns[j]!
          for (let at = 0; at < u.length; at++) u[at]! += c * column[at]!
        })
        return u
      })
    },
    active: null,
  }
}
