// The variance of a variable in the population, and covariances of several.

import { activeRows, countActive } from './active.ts'
import type { Design } from './design.ts'
import { standardError } from './estimate.ts'
import { numbersOf } from './frame.ts'
import { meanStatistic } from './mean.ts'
import { covarianceOf, type Statistic } from './statistic.ts'
import { must } from './stats-error.ts'

export type PopulationVariance = {
  variables: string[]
  /** Variables × variables: S_jl and its standard error, in the product of their units. */
  estimate: number[][]
  se: (number | null)[][]
  n: number
  df: number
}

/**
 * S_jl = n/(n−1) · Σ w (y_j − m_j)(y_l − m_l) / W over the rows complete in all variables; as a mean of products,
 * the means held fixed, z = (p − S)/W. Refuses `estimate.too-few-rows` (one row), `variance.lonely-stratum`.
 * R: `svyvar(~y1 + y2, design, na.rm = TRUE)`.
 */
export function populationVariance(
  design: Design,
  variables: readonly string[],
): PopulationVariance {
  const columns = variables.map((name) => numbersOf(design.frame, name))
  const active = activeRows(design, columns)
  const { n, df } = countActive(design, active)
  must(n > 1, 'estimate.too-few-rows', 'A variance needs at least two rows.')
  const size = variables.length
  const pairs = variables.flatMap((_, j) =>
    variables.slice(0, j + 1).map((_, l) => [j, l] as const),
  )
  const products = (weights: Float64Array) => {
    const means = meanStatistic(design, columns, active).of(weights)
    return pairs.map(([j, l]) =>
      columns[j]!.map(
        (value, row) => (n / (n - 1)) * (value - means[j]!) * (columns[l]![row]! - means[l]!),
      ),
    )
  }
  const fixed = meanStatistic(design, products(design.weights), active)
  const statistic: Statistic = {
    of: (weights) => meanStatistic(design, products(weights), active).of(weights),
    influence: fixed.influence,
    active,
  }
  const values = statistic.of(design.weights)
  const covariance = covarianceOf(design, statistic)
  const estimate = variables.map(() => new Array<number>(size).fill(0))
  const se = variables.map(() => new Array<number | null>(size).fill(null))
  pairs.forEach(([j, l], at) => {
    const error = standardError(
      covariance ? covariance[at * pairs.length + at]! : null,
      Math.abs(values[at]!),
    )
    for (const [a, b] of [[j, l] as const, [l, j] as const]) {
      estimate[a]![b] = values[at]!
      se[a]![b] = error
    }
  })
  return { variables: [...variables], estimate, se, n, df }
}
