// What each indicator is worth: its weight, how far the better quarter of provinces is, points and places to be had.

import { type Indicator, isContrary, type WithinYear } from './catalogue.ts'
import { formulaOf, type Kind, mayBeSimulated } from './formula.ts'
import { type Item, parentOf, TOTAL } from './item.ts'
import { quantile7, type Release, scoreOf, standingsIn } from './release.ts'
import { type Exclusion, excludedParts, type Ground } from './scenario.ts'
import type { TermsOf } from './terms.ts'

export type Lever = {
  code: Item
  part: Item
  indicator: Indicator
  kind: Kind
  /** Points of the total for one unit of the published indicator; negative where more of it counts against. */
  coefficient: number
  /** Points of the total between the two ends of its scale; null where the ends are those of the sample. */
  weight: number | null
  value: number | null
  /** The value three quarters of the provinces do not surpass, in the direction that counts. */
  q3: number | null
  best: number | null
  gapToQ3: number | null
  gapToBest: number | null
  gainToQ3: number | null
  gainToBest: number | null
  placesToQ3: number | null
  placesToBest: number | null
  withinYear: WithinYear
  /** Effort at the bound. */
  effort: number
  /** The furthest value it may be moved to; null: as far as the question allows. */
  bound: number | null
  /** A person settled effort and bound; else the packs suggest them. */
  isSettled: boolean
  /** The number counts against what its label says: not to be pushed. */
  isContrary: boolean
}

export type Levers = { levers: Lever[]; excluded: Exclusion[] }

/** Every indicator with a formula for the year, those with the most points to the third quartile first. */
export function leversOf(
  ground: Ground,
  release: Release,
  province: string,
  termsOf: TermsOf,
): Levers {
  const places = placesFor(release, province)
  const levers = ground.catalogue.flatMap((indicator): Lever[] => {
    const { code } = indicator
    const part = parentOf(code) as Item
    const formula = formulaOf(ground.formulas, part, release.year)
    const isListed = indicator.years.includes(release.year) || release.values.has(code)
    if (!isListed || !mayBeSimulated(formula)) return []
    const coefficient = formula.coefficients[code] ?? 0
    const value = scoreOf(release, code, province)
    const goals = goalsOf(release, code, Math.sign(coefficient))
    const gap = (goal: number | null) =>
      value === null || goal === null
        ? null
        : Math.max(0, (goal - value) * (Math.sign(coefficient) || 1))
    const gain = (goal: number | null) => {
      const distance = gap(goal)
      return distance === null ? null : distance * Math.abs(coefficient)
    }
    const [gainToQ3, gainToBest] = [gain(goals.q3), gain(goals.best)]
    return [
      {
        code,
        part,
        indicator,
        kind: formula.kind,
        coefficient,
        weight: indicator.scale
          ? Math.abs(coefficient) * (indicator.scale[1] - indicator.scale[0])
          : null,
        value,
        ...goals,
        gapToQ3: gap(goals.q3),
        gapToBest: gap(goals.best),
        gainToQ3,
        gainToBest,
        placesToQ3: places(gainToQ3),
        placesToBest: places(gainToBest),
        ...termsOf(code),
        isContrary: isContrary(code, formula),
      },
    ]
  })
  const byGain = (a: Lever, b: Lever) =>
    (b.gainToQ3 ?? -1) - (a.gainToQ3 ?? -1) || (b.weight ?? 0) - (a.weight ?? 0)
  return { levers: levers.sort(byGain), excluded: excludedParts(ground, release.year) }
}

/** Third quartile and best of all provinces in the direction that counts; null where only one has a value. */
function goalsOf(
  release: Release,
  code: Item,
  direction: number,
): { q3: number | null; best: number | null } {
  const known = [...(release.values.get(code)?.values() ?? [])]
  if (known.length < 2) return { q3: null, best: null }
  return direction < 0
    ? { q3: quantile7(known, 0.25), best: Math.min(...known) }
    : { q3: quantile7(known, 0.75), best: Math.max(...known) }
}

/** Places of the total that some points more are worth. */
function placesFor(release: Release, province: string): (gain: number | null) => number | null {
  const standings = standingsIn(release, TOTAL)
  const own = standings?.rows.find((row) => row.province === province)
  return (gain) => {
    if (!standings || !own || gain === null) return null
    const ahead = standings.rows.filter(
      (row) => row.province !== province && row.score > own.score + gain,
    )
    return own.rank - (ahead.length + 1)
  }
}
