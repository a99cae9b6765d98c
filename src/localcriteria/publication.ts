// A result as it is published: whole, with the set it was scored by and the figures that measures gave, so that it can
// be recomputed from itself.

import { type Before, type Proposal, proposals, type Standing, standings } from './ranking.ts'
import type { Count, Result } from './score.ts'
import { type CriteriaSet, criteriaOf } from './set.ts'

export const RESULT_FORMAT = 'congtam-criteria-result-1'

export type PublishedLine = {
  code: string
  points: number | null
  attainable: number
  state: Result['lines'][number]['state']
  /** What a measure counted. */
  count?: Count
}
export type PublishedUnit = Standing & {
  points: number | null
  attainable: number
  missing: string[]
  lines: PublishedLine[]
  adjustments: Result['adjustments']
}
export type Published = {
  format: typeof RESULT_FORMAT
  set: { code: string; number: number }
  document: CriteriaSet
  cycle: { slug: string; name: string; from: string; to: string }
  units: PublishedUnit[]
}

export type Scored = {
  unitId: string
  unitCode: string
  unitName: string
  result: Result
  counts: ReadonlyMap<string, Count>
}

export function publishedUnits(
  document: CriteriaSet,
  scored: readonly Scored[],
  before: Before,
): PublishedUnit[] {
  const byId = new Map(scored.map((each) => [each.unitId, each]))
  const contestants = scored.map(({ result, counts, ...unit }) => ({
    ...unit,
    score: result.score,
  }))
  return standings(document, contestants, before).flatMap((standing) => {
    const unit = byId.get(standing.unitId)
    if (!unit) return []
    const { result, counts } = unit
    return [
      {
        ...standing,
        points: result.points,
        attainable: result.attainable,
        missing: result.missing,
        lines: result.lines.map(({ code, points, attainable, state }) => {
          const count = counts.get(code)
          return { code, points, attainable, state, ...(count ? { count } : {}) }
        }),
        adjustments: result.adjustments,
      },
    ]
  })
}

/** Places of a published result by unit code, for the movement of the next. */
export const beforeOf = (published: Published | null): Before =>
  new Map(published?.units.map(({ unitCode, place, score }) => [unitCode, { place, score }]))

export function proposalsOf(document: CriteriaSet, units: readonly PublishedUnit[]): Proposal[] {
  const known = new Set(criteriaOf(document).map(({ code }) => code))
  return proposals(
    document.rules,
    units.map((unit) => ({
      ...unit,
      deducted: -unit.adjustments.reduce((sum, { points }) => sum + Math.min(0, points), 0),
      shareOf: (line) => {
        const found = known.has(line) ? unit.lines.find(({ code }) => code === line) : undefined
        return !found || found.points === null || found.attainable === 0
          ? null
          : found.points / found.attainable
      },
    })),
  )
}
