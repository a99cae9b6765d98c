// Change between two rounds of a survey, and a domain against the whole.

import { activeRows } from './active.ts'
import { codesOf } from './coding.ts'
import type { Design } from './design.ts'
import { subset } from './domain.ts'
import { standardError } from './estimate.ts'
import { columnNamed, numbersOf } from './frame.ts'
import { groupStatistic } from './group-means.ts'
import { mean, meanStatistic } from './mean.ts'
import { combined, covarianceOf, stacked } from './statistic.ts'
import { must } from './stats-error.ts'

export type Change = {
  from: { estimate: number; se: number | null }
  to: { estimate: number; se: number | null }
  change: number
  /** Keeps the covariance through units that both rounds share. */
  se: number | null
  /** As if the rounds were independent samples: √(SE₁² + SE₂²). */
  seIndependent: number | null
}

/**
 * Mean of a variable in round `to` minus its mean in round `from`, rounds told apart by the column `by` of one
 * stacked file; z = z_to − z_from. Refuses `change.no-round`, `variance.lonely-stratum`.
 */
export function change(
  design: Design,
  variable: string,
  by: string,
  from: string | number,
  to: string | number,
): Change {
  const values = numbersOf(design.frame, variable)
  const { codes, levels } = codesOf(columnNamed(design.frame, by))
  const all = activeRows(design, [values])
  const rounds = [from, to].map((round) => {
    const code = levels.findIndex((level) => String(level) === String(round))
    const mask = codes.map((each) => Number(each === code))
    const active = all.map((is, row) => is & mask[row]!)
    must(active.includes(1), 'change.no-round', `No row has ${variable} in round ${round}.`)
    const [own] = mean(subset(design, Uint8Array.from(mask)), variable).estimates
    return { active, estimate: own!.estimate!, se: own!.se }
  })
  const both = stacked(rounds.map(({ active }) => meanStatistic(design, [values], active)))
  const variance = covarianceOf(design, combined(both, [[-1, 1]]))
  const [first, second] = [rounds[0]!, rounds[1]!]
  const size = Math.max(Math.abs(first.estimate), Math.abs(second.estimate))
  return {
    from: { estimate: first.estimate, se: first.se },
    to: { estimate: second.estimate, se: second.se },
    change: second.estimate - first.estimate,
    se: standardError(variance?.[0] ?? null, size),
    seIndependent: first.se === null || second.se === null ? null : Math.hypot(first.se, second.se),
  }
}

export type DomainsMinusAll = {
  groups: (string | number)[]
  estimate: number[]
  se: (number | null)[]
}

/**
 * Mean of a variable in each group of `by` minus the mean of all: the two overlap, so z = z_group − z_all.
 * Refuses as `groupMeans`.
 */
export function domainsMinusAll(design: Design, variable: string, by: string): DomainsMinusAll {
  const values = numbersOf(design.frame, variable)
  const { groups, statistic } = groupStatistic(design, variable, by)
  const whole = meanStatistic(design, [values], activeRows(design, [values]))
  const all = whole.of(design.weights)[0]!
  const means = statistic.of(design.weights)
  const columns = statistic.influence()
  const wholeColumn = whole.influence()[0]!
  const se = groups.map((_, j) => {
    const difference = {
      of: (weights: Float64Array) =>
        Float64Array.of(statistic.of(weights)[j]! - whole.of(weights)[0]!),
      influence: () => [columns[j]!.map((u, row) => u - wholeColumn[row]!)],
      active: null,
    }
    return standardError(covarianceOf(design, difference)?.[0] ?? null, Math.abs(all))
  })
  return { groups, estimate: Array.from(means, (m) => m - all), se }
}
