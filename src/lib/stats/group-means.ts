// Means of one variable in groups, with the covariance between the groups: they share units, so their
// difference is not as uncertain as the two together.

import { activeRows, countActive } from './active.ts'
import { codesOf } from './coding.ts'
import type { Design } from './design.ts'
import { standardError } from './estimate.ts'
import { evaluate } from './expression.ts'
import { columnNamed, numbersOf } from './frame.ts'
import { meanStatistic } from './mean.ts'
import { covarianceOf, type Statistic, stacked } from './statistic.ts'
import { must } from './stats-error.ts'

export type GroupMeans = {
  groups: (string | number)[]
  estimate: Float64Array
  /** groups × groups, row-major. */
  covariance: Float64Array | null
  df: number
}

/**
 * The mean of a variable in each group of the column `by`, with the covariance matrix of all.
 * Refuses `estimate.no-rows`, `variance.lonely-stratum`. R: `svyby(~y, ~by, design, svymean, covmat = TRUE)`.
 */
export function groupMeans(design: Design, variable: string, by: string): GroupMeans {
  const { groups, statistic, df } = groupStatistic(design, variable, by)
  return {
    groups,
    estimate: statistic.of(design.weights),
    covariance: covarianceOf(design, statistic),
    df,
  }
}

/** The group means as one statistic, for what is computed from them. */
export function groupStatistic(design: Design, variable: string, by: string) {
  const values = numbersOf(design.frame, variable)
  const { codes, levels } = codesOf(columnNamed(design.frame, by))
  const active = activeRows(design, [values])
  for (let row = 0; row < active.length; row++) if (codes[row]! < 0) active[row] = 0
  const used = levels.map(() => false)
  for (let row = 0; row < active.length; row++) if (active[row] === 1) used[codes[row]!] = true
  const kept = levels.map((_, code) => code).filter((code) => used[code])
  must(kept.length > 0, 'estimate.no-rows', `No row of the domain has both ${variable} and ${by}.`)
  const statistic: Statistic = stacked(
    kept.map((code) =>
      meanStatistic(
        design,
        [values],
        active.map((is, row) => is & Number(codes[row] === code)),
      ),
    ),
  )
  const { df } = countActive(design, active)
  return { groups: kept.map((code) => levels[code]!), statistic, df }
}

export type Contrast = { estimate: number; se: number | null }

/** Σ c_j m_j of group means; one coefficient a group. Refuses `contrast.length`. R: `svycontrast(means, c)`. */
export function linearContrast(means: GroupMeans, coefficients: readonly number[]): Contrast {
  const { estimate } = means
  must(
    coefficients.length === estimate.length,
    'contrast.length',
    `There are ${coefficients.length} coefficients for ${estimate.length} groups.`,
  )
  const value = coefficients.reduce((sum, c, j) => sum + c * estimate[j]!, 0)
  return { estimate: value, se: gradientError(means, Float64Array.from(coefficients)) }
}

/**
 * A function of group means, such as "`2024`/`2023` - 1" (groups by name), by its gradient.
 * Refuses `expression.syntax`, `expression.unknown-name`. R: `svycontrast(means, quote(…))`.
 */
export function contrastByExpression(means: GroupMeans, expression: string): Contrast {
  const { value, gradient } = evaluate(expression, means.groups.map(String), means.estimate)
  return { estimate: value, se: gradientError(means, gradient) }
}

function gradientError(means: GroupMeans, gradient: Float64Array): number | null {
  const { covariance, estimate } = means
  if (!covariance) return null
  const p = estimate.length
  let variance = 0
  for (let i = 0; i < p; i++) {
    for (let j = 0; j < p; j++) variance += gradient[i]! * covariance[i * p + j]! * gradient[j]!
  }
  const size = gradient.reduce((most, g, j) => Math.max(most, Math.abs(g * estimate[j]!)), 0)
  return standardError(variance, size)
}
