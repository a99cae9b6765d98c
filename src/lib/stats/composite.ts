// Composite scores, as PAPI makes them: item means brought to one scale, then weighted.

import { activeRows } from './active.ts'
import { codesOf } from './coding.ts'
import type { Design } from './design.ts'
import { standardError } from './estimate.ts'
import { columnNamed, numbersOf } from './frame.ts'
import { meanStatistic } from './mean.ts'
import { combined, covarianceOf, stacked } from './statistic.ts'
import { must } from './stats-error.ts'

export type CompositeItem = { variable: string; weight: number; minimum: number; maximum: number }

export type Composite = { group: string | number | null; estimate: number; se: number | null }

/**
 * C = Σ_j a_j (lo + (hi − lo)(m_j − min_j)/(max_j − min_j)), each item mean m_j on its own available cases; for the
 * whole domain or for each group of `by`. z = Σ_j a_j (hi − lo)/(max_j − min_j) z_j.
 * Refuses `composite.range` (max ≤ min), `estimate.no-rows` (an item without answers in a group).
 */
export function composite(
  design: Design,
  items: readonly CompositeItem[],
  scale: readonly [number, number],
  by?: string,
): Composite[] {
  const [low, high] = scale
  const slopes = items.map(({ variable, weight, minimum, maximum }) => {
    must(maximum > minimum, 'composite.range', `The range of ${variable} is empty.`)
    return (weight * (high - low)) / (maximum - minimum)
  })
  const base = items.reduce(
    (sum, { weight, minimum }, j) => sum + weight * low - slopes[j]! * minimum,
    0,
  )
  const columns = items.map(({ variable }) => numbersOf(design.frame, variable))
  const groups = groupsOf(design, by)
  return groups.map(({ group, holds }) => {
    const statistics = columns.map((column, j) => {
      const active = activeRows(design, [column]).map((is, row) => is & holds(row))
      const where = group === null ? '' : ` in ${by} ${group}`
      must(active.includes(1), 'estimate.no-rows', `No row has ${items[j]!.variable}${where}.`)
      return meanStatistic(design, [column], active)
    })
    const statistic = combined(stacked(statistics), [slopes])
    const estimate = base + statistic.of(design.weights)[0]!
    const variance = covarianceOf(design, statistic)?.[0] ?? null
    return { group, estimate, se: standardError(variance, Math.abs(estimate)) }
  })
}

function groupsOf(design: Design, by: string | undefined) {
  if (by === undefined) return [{ group: null, holds: () => 1 }]
  const { codes, levels } = codesOf(columnNamed(design.frame, by))
  const inside = activeRows(design, [])
  const used = levels.map(() => false)
  codes.forEach((code, row) => {
    if (code >= 0 && inside[row] === 1) used[code] = true
  })
  return levels.flatMap((group, code) =>
    used[code] ? [{ group, holds: (row: number) => Number(codes[row] === code) }] : [],
  )
}
