// The ratio of two totals.

import { activeRows, countActive } from './active.ts'
import type { Design } from './design.ts'
import { type Estimate, standardError } from './estimate.ts'
import { numbersOf } from './frame.ts'
import { covarianceOf, type Statistic } from './statistic.ts'
import { must } from './stats-error.ts'

/**
 * Σ wy / Σ wx over the rows complete in both, in units of y a unit of x; z = (y − R x)/Σ wx. The design effect is
 * not defined for it. Refuses `estimate.no-rows`, `ratio.zero-denominator`, `variance.lonely-stratum`.
 * R: `svyratio(~y, ~x, design, na.rm = TRUE)`. Source: Cochran 1977, chapter 6.
 */
export function ratio(design: Design, numerator: string, denominator: string): Estimate {
  const y = numbersOf(design.frame, numerator)
  const x = numbersOf(design.frame, denominator)
  const active = activeRows(design, [y, x])
  const counts = countActive(design, active)
  must(counts.n > 0, 'estimate.no-rows', `No row has both ${numerator} and ${denominator}.`)
  const statistic = ratioStatistic(design, y, x, active)
  const value = statistic.of(design.weights)[0]!
  must(
    Number.isFinite(value),
    'ratio.zero-denominator',
    `The total of ${denominator} is 0 (or too large), so there is no ratio to it.`,
  )
  const variance = covarianceOf(design, statistic)?.[0] ?? null
  const se = standardError(variance, Math.abs(value))
  return { estimate: value, se, ...counts, deff: null, deffReplace: null }
}

function ratioStatistic(
  design: Design,
  y: Float64Array,
  x: Float64Array,
  active: Uint8Array,
): Statistic {
  const totals = (weights: Float64Array) => {
    let [sumY, sumX] = [0, 0]
    for (let row = 0; row < active.length; row++) {
      if (active[row] === 0) continue
      sumY += weights[row]! * y[row]!
      sumX += weights[row]! * x[row]!
    }
    return { sumX, value: sumY / sumX }
  }
  const influence = () => {
    const { sumX, value } = totals(design.weights)
    const u = new Float64Array(active.length)
    for (let row = 0; row < u.length; row++) {
      if (active[row] === 1) u[row] = (design.weights[row]! * (y[row]! - value * x[row]!)) / sumX
    }
    return [u]
  }
  return { of: (weights) => Float64Array.of(totals(weights).value), influence, active }
}
