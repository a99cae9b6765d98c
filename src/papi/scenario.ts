// What would be: some indicators of a province moved, and what follows for parts, dimensions and total. The difference
// of the indicators, by the formula, is added to the published score, so that what a formula does not explain stays.

import type { Indicator } from './catalogue.ts'
import { type Formula, formulaOf, mayBeSimulated } from './formula.ts'
import { byItem, type Item, parentOf, TOTAL } from './item.ts'
import { type Release, scoreOf } from './release.ts'
import { dimensionOf, partsOf, type Structure } from './tree.ts'

export type Setting = { code: Item; value: number }
export type Exclusion = {
  code: Item
  reason: 'formula-weak' | 'no-formula' | 'value-missing' | 'part-missing'
  /** Indicators of it that were asked for and not moved. */
  asked: Item[]
}
export type Moved = {
  code: Item
  from: number
  to: number
  /** Points of the total. */
  points: number
}
export type Outcome = {
  changed: Moved[]
  excluded: Exclusion[]
  /** New scores of the items that changed. */
  scores: Map<Item, number>
}

export type Ground = {
  structure: Structure
  formulas: readonly Formula[]
  catalogue: readonly Indicator[]
}

export type SettingFault =
  | { fault: 'unknown'; code: Item }
  | { fault: 'beyond-scale'; code: Item; low: number; high: number }
  | { fault: 'twice'; code: Item }

/** The first setting that cannot be; null when all can. */
export function settingFault(
  { catalogue }: Ground,
  { year, values }: Release,
  settings: readonly Setting[],
): SettingFault | null {
  const seen = new Set<Item>()
  for (const { code, value } of settings) {
    const found = catalogue.find((indicator) => indicator.code === code)
    if (!found || !(found.years.includes(year) || values.has(code)))
      return { fault: 'unknown', code }
    if (seen.has(code)) return { fault: 'twice', code }
    seen.add(code)
    const [low, high] = found.scale ?? [0, 1000]
    if (!(value >= low && value <= high)) return { fault: 'beyond-scale', code, low, high }
  }
  return null
}

/** Parts that no change can be carried to in a year: their formula is weak, or there is none. */
export function excludedParts({ structure, formulas }: Ground, year: number): Exclusion[] {
  return partsOf(structure).flatMap((part): Exclusion[] => {
    const formula = formulaOf(formulas, part, year)
    if (mayBeSimulated(formula)) return []
    return [{ code: part, reason: formula ? 'formula-weak' : 'no-formula', asked: [] }]
  })
}

/** The scores with some indicators moved. Settings were checked by `settingFault`. */
export function outcomeOf(
  ground: Ground,
  release: Release,
  province: string,
  settings: readonly Setting[],
): Outcome {
  const excluded = excludedParts(ground, release.year)
  const exclude = (code: Item, reason: Exclusion['reason'], asked: Item) => {
    const known = excluded.find((it) => it.code === code)
    if (known) known.asked.push(asked)
    else excluded.push({ code, reason, asked: [asked] })
  }
  const scores = new Map<Item, number>()
  const changed: Moved[] = []
  const current = (item: Item) => scores.get(item) ?? scoreOf(release, item, province)
  for (const { code, value } of settings) {
    const part = parentOf(code) as Item
    const formula = formulaOf(ground.formulas, part, release.year)
    const before = scoreOf(release, code, province)
    const score = current(part)
    if (!mayBeSimulated(formula)) exclude(part, formula ? 'formula-weak' : 'no-formula', code)
    else if (before === null) exclude(code, 'value-missing', code)
    else if (score === null) exclude(part, 'part-missing', code)
    else {
      const [low, high] = dimensionOf(ground.structure, part)?.scale ?? [0, 10]
      const wanted = score + (formula.coefficients[code] ?? 0) * (value - before)
      const next = Math.min(Math.max(high, score), Math.max(Math.min(low, score), wanted))
      add(part, next - score)
      changed.push({ code, from: before, to: value, points: next - score })
    }
  }
  function add(part: Item, points: number): void {
    for (let item: Item | null = part; item !== null; item = parentOf(item)) {
      const score = current(item)
      if (score !== null) scores.set(item, score + points)
      if (item === TOTAL) return
    }
  }
  return { changed, excluded: excluded.sort((a, b) => byItem(a.code, b.code)), scores }
}
