// Places of a cycle: by score, ties share a place (1-2-2-4), with the movement since the cycle before. Then the
// proposals to commend and to criticise: rules as data, each with the facts that it rests on; a person decides.

import { ranked } from '../indices/index.ts'
import { bandOf } from './score.ts'
import type { Condition, CriteriaSet, Rule } from './set.ts'

export type Standing = {
  unitId: string
  unitCode: string
  unitName: string
  score: number | null
  band: string | null
  place: number | null
  /** Units with a place. */
  of: number
  /** The place counted from the end: the last, and all who share it, are 1. */
  fromLast: number | null
  placeBefore: number | null
  /** Places climbed since the cycle before; negative when it fell. Null when it had no place then or has none now. */
  movement: number | null
  scoreBefore: number | null
}

export type Contestant = Pick<Standing, 'unitId' | 'unitCode' | 'unitName' | 'score'>
export type Before = ReadonlyMap<string, { place: number | null; score: number | null }>

/** Everyone with a place, best first, ties by name; then those without, by name. `before` by unit code. */
export function standings(
  set: Pick<CriteriaSet, 'bands'>,
  units: readonly Contestant[],
  before: Before = new Map(),
): Standing[] {
  const places = ranked(units.map(({ unitId, score }) => ({ code: unitId, total: score })))
  const behind = (place: number) => places.filter((it) => (it.place ?? 0) > place).length
  return units
    .map((unit, at): Standing => {
      const { place = null, of = 0 } = places[at] ?? {}
      const past = before.get(unit.unitCode)
      const placeBefore = past?.place ?? null
      return {
        unitId: unit.unitId,
        unitCode: unit.unitCode,
        unitName: unit.unitName,
        score: unit.score,
        band: bandOf(set, unit.score),
        place,
        of,
        fromLast: place === null ? null : behind(place) + 1,
        placeBefore,
        movement: place === null || placeBefore === null ? null : placeBefore - place,
        scoreBefore: past?.score ?? null,
      }
    })
    .sort(
      (a, b) =>
        (a.place ?? Number.MAX_SAFE_INTEGER) - (b.place ?? Number.MAX_SAFE_INTEGER) ||
        a.unitName.localeCompare(b.unitName, 'vi'),
    )
}

export type Fact = Condition & { found: number }
export type Proposal = {
  unitId: string
  unitCode: string
  unitName: string
  rule: string
  kind: Rule['kind']
  title: string
  facts: Fact[]
}

/** What rules look at besides the standing. */
export type Scores = {
  /** Share of its maximum that a criterion reached; null: no value, or it does not apply. */
  shareOf(line: string): number | null
  /** Points taken off in all. */
  deducted: number
}

/** Who meets a rule, with the figures that say so. Without a figure a condition does not hold. */
export function proposals(
  rules: readonly Rule[],
  units: readonly (Standing & Scores)[],
): Proposal[] {
  return rules.flatMap((rule) =>
    units.flatMap((unit): Proposal[] => {
      const facts = rule.when.map((condition): Fact | null => {
        const found = factOf(condition, unit)
        return found !== null && holds(condition, found) ? { ...condition, found } : null
      })
      if (facts.length === 0 || facts.some((fact) => fact === null)) return []
      const { unitId, unitCode, unitName } = unit
      const about = { unitId, unitCode, unitName }
      return [
        {
          ...about,
          rule: rule.code,
          kind: rule.kind,
          title: rule.title,
          facts: facts as Fact[],
        },
      ]
    }),
  )
}

const holds = ({ limit, value }: Condition, found: number): boolean =>
  limit === 'at-least' ? found >= value : found <= value

function factOf({ fact, line }: Condition, unit: Standing & Scores): number | null {
  switch (fact) {
    case 'place':
      return unit.place
    case 'from-last':
      return unit.fromLast
    case 'score':
      return unit.score
    case 'movement':
      return unit.movement
    case 'deducted':
      return unit.deducted
    case 'line': {
      const share = unit.shareOf(line ?? '')
      return share === null ? null : share * 100
    }
  }
}
