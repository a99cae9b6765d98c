// How a target could be reached: the fewest improvements that carry an item to the top group with a probability, within
// what is thought feasible.

import { scoreFor } from './chance.ts'
import { type Item, TOTAL } from './item.ts'
import type { Lever } from './lever.ts'
import { type Optimum, smallestSet } from './optimum.ts'
import { type BarsOf, chanceAt } from './profile.ts'
import { errorsOf, type Release, scoreOf } from './release.ts'
import { type Ground, outcomeOf, type Setting } from './scenario.ts'
import { gapWithin } from './terms.ts'

export type Goal = {
  /** The total or a dimension. */
  item: Item
  probability: number
  /** No lever further than the third quartile of the provinces, or than the best of them. */
  bound: 'q3' | 'best'
  /** Also levers a plan can move only in part within a year. */
  withPartly: boolean
}

export type Way =
  | { kind: 'reached' }
  | { kind: 'no-errors' }
  | { kind: 'unreachable'; most: number | null }
  | {
      kind: 'way'
      optimum: Optimum
      settings: Setting[]
      /** Points the item needs, and the probability the settings then have. */
      needed: number
      probability: number
    }

export function wayTo(
  {
    ground,
    release,
    province,
    bars,
  }: {
    ground: Ground
    release: Release
    province: string
    bars: BarsOf
  },
  levers: readonly Lever[],
  goal: Goal,
): Way {
  const score = scoreOf(release, goal.item, province)
  const kept = bars(goal.item)
  const error = errorsOf(release, goal.item)?.get(province)
  if (score === null || !kept || !error) return { kind: 'no-errors' }
  const needed = scoreFor(kept, goal.probability, error.se) - score
  if (needed <= 0) return { kind: 'reached' }
  const usable = levers.filter(
    (lever) =>
      (goal.item === TOTAL || lever.code.startsWith(goal.item[1] as string)) &&
      !lever.isContrary &&
      (lever.withinYear === 'yes' || (goal.withPartly && lever.withinYear === 'partly')),
  )
  const gainOf = (lever: Lever) => {
    const gap = goal.bound === 'q3' ? lever.gapToQ3 : lever.gapToBest
    const direction = Math.sign(lever.coefficient)
    return (gapWithin({ ...lever, direction }, gap) ?? 0) * Math.abs(lever.coefficient)
  }
  const chance = (settings: readonly Setting[]) => {
    const { scores } = outcomeOf(ground, release, province, settings)
    return chanceAt(release, goal.item, province, { scores, bars })?.probability ?? null
  }
  const optimum = smallestSet(
    usable.map((lever) => ({
      code: lever.code,
      gain: gainOf(lever),
      cost: lever.effort,
    })),
    needed,
  )
  const settingOf = (code: Item, gain: number): Setting => {
    const lever = usable.find((it) => it.code === code) as Lever
    return { code, value: (lever.value ?? 0) + gain / lever.coefficient }
  }
  if (!optimum) {
    const all = usable.filter((it) => gainOf(it) > 0).map((it) => settingOf(it.code, gainOf(it)))
    return { kind: 'unreachable', most: chance(all) }
  }
  const settings = optimum.pulls.map(({ code, gain }) => settingOf(code, gain))
  return { kind: 'way', optimum, settings, needed, probability: chance(settings) ?? 0 }
}
