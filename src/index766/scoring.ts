// From figures of single units to the scores of every unit of a province: sums up the tree of units, counts of other sources
// beside them, places within a cohort.

import { type Catalogue, factsOf, type Procedure, versionOn } from '../dossiers/index.ts'
import {
  type Choices,
  type Counts,
  type Evaluation,
  evaluate,
  leavesOf,
  type Place,
  ranked,
  type Span,
  type TieRule,
  type Tree,
} from '../indices/index.ts'
import type { Day } from '../lib/day.ts'
import { correctionOf, type PetitionPart } from '../petitions/index.ts'
import { countsFrom, type Sources } from './counts.ts'
import { addFigures, addPetitions, type Figures, noFigures } from './figures.ts'

export type ScoredUnit = {
  id: string
  code: string
  name: string
  /** As the directory of units has it. */
  level: string
  parentId: string | null
}

/** Levels of the tree by those of the directory; a level that no tree knows is scored by the next one up. */
const TREE_LEVELS: Readonly<Record<string, string>> = {
  province: 'province',
  department: 'department',
  'public-body': 'department',
  vertical: 'department',
  district: 'department',
  commune: 'commune',
}

/** Null for units that handle no dossiers: parties, courts, papers. */
export const treeLevelOf = (level: string): string | null => TREE_LEVELS[level] ?? null

/** Who answers for a unit's procedures in the catalogue. */
const catalogueLevel = (level: string) =>
  level === 'commune' || level === 'district' ? level : 'province'

/** A count given by somebody, with its source, for a span of days. */
export type GivenFigure = {
  unitId: string
  code: string
  from: Day
  to: Day
  numerator: number | null
  denominator: number
}

export type Board = {
  tree: Tree
  chosen: Choices
  period: Span
  units: readonly ScoredUnit[]
  /** The province each unit belongs to; itself for a province. */
  provinces: ReadonlyMap<string, string>
  /** Of each unit with all below it. */
  figures: ReadonlyMap<string, Figures>
  counts: ReadonlyMap<string, Counts>
}

/** Sums figures up the tree of units and joins the other sources. */
export function boardOf(input: {
  tree: Tree
  chosen?: Choices
  period: Span
  units: readonly ScoredUnit[]
  own: ReadonlyMap<string, Figures>
  catalogue: Catalogue
  given: readonly GivenFigure[]
  /** Units that somebody sends petitions for, with all below them. */
  petitionSenders?: readonly string[]
  /** The parts of each petition that several units have. */
  petitionsTogether?: readonly (readonly PetitionPart[])[]
}): Board {
  const { tree, chosen = {}, period, units, own } = input
  const figures = summedUp(units, own, input.petitionsTogether ?? [], period)
  const isBelow = below(units, input.petitionSenders ?? [])
  const services = new Map<string, Services>()
  const counts = new Map<string, Counts>()
  for (const unit of units) {
    const level = catalogueLevel(unit.level)
    const known = services.get(level) ?? servicesOf(input.catalogue, level, period)
    services.set(level, known)
    const given = input.given.filter(({ unitId }) => unitId === unit.id)
    const sources = { ...sourcesOf(known, given, period), hasPetitionFeed: isBelow(unit.id) }
    counts.set(unit.id, countsFrom(figures.get(unit.id) ?? noFigures(), sources, { tree, chosen }))
  }
  return { tree, chosen, period, units, provinces: provincesOf(units), figures, counts }
}

/** A unit that stands under no province belongs to the only one there is. */
function provincesOf(units: readonly ScoredUnit[]): Map<string, string> {
  const known = new Map(units.map((unit) => [unit.id, unit]))
  const all = units.filter(({ level }) => level === 'province')
  const only = all.length === 1 ? all[0]?.id : undefined
  const found = new Map<string, string>()
  for (const unit of units) {
    const seen = new Set<string>()
    let at: ScoredUnit | undefined = unit
    while (at && at.level !== 'province' && !seen.has(at.id)) {
      seen.add(at.id)
      at = at.parentId === null ? undefined : known.get(at.parentId)
    }
    const id = at?.level === 'province' ? at.id : only
    if (id !== undefined) found.set(unit.id, id)
  }
  return found
}

/** Counts of the province a unit belongs to, which some indicators take over. */
export const countsAbove = ({ provinces, counts }: Board, { id }: ScoredUnit): Counts =>
  counts.get(provinces.get(id) ?? '') ?? {}

/** A petition of which several units under one have a part is taken off its sum so that it counts there once. */
function summedUp(
  units: readonly ScoredUnit[],
  own: ReadonlyMap<string, Figures>,
  together: readonly (readonly PetitionPart[])[],
  period: Span,
): Map<string, Figures> {
  const parents = new Map(units.map(({ id, parentId }) => [id, parentId]))
  const sums = new Map<string, Figures>()
  for (const [unitId, figures] of own)
    for (const at of upFrom(unitId, parents))
      sums.set(at, addFigures(sums.get(at) ?? noFigures(), figures))
  for (const parts of together) {
    const under = new Map<string, PetitionPart[]>()
    for (const part of parts)
      for (const at of upFrom(part.unit, parents)) under.set(at, [...(under.get(at) ?? []), part])
    for (const [at, mine] of under) {
      const sum = sums.get(at)
      if (mine.length > 1 && sum) addPetitions(sum.petitions, correctionOf(mine, period))
    }
  }
  return sums
}

/** A unit and those above it. */
function upFrom(unitId: string, parents: ReadonlyMap<string, string | null>): Set<string> {
  const seen = new Set<string>()
  for (let at: string | null | undefined = unitId; at && !seen.has(at); at = parents.get(at))
    seen.add(at)
  return seen
}

/** Whether a unit is one of these, or stands under one. */
function below(units: readonly ScoredUnit[], tops: readonly string[]): (id: string) => boolean {
  const parents = new Map(units.map(({ id, parentId }) => [id, parentId]))
  const known = new Map(tops.map((id) => [id, true]))
  const isBelow = (id: string): boolean => {
    const told = known.get(id)
    if (told !== undefined) return told
    known.set(id, false)
    const parent = parents.get(id)
    const found = parent ? isBelow(parent) : false
    known.set(id, found)
    return found
  }
  return isBelow
}

type Services = { all: number; online: number; withFee: number }

/** Procedures of a level in force in the period, by what the catalogue says of them. */
function servicesOf(catalogue: Catalogue, level: string, { to }: Span): Services {
  const inForce = [...catalogue.keys()].flatMap((code): Procedure[] => {
    const version = versionOn(catalogue, code, to)
    const holds =
      version && version.validFrom <= to && (version.validTo === null || to < version.validTo)
    return version && holds && (level === 'province' || version.level === level) ? [version] : []
  })
  return {
    all: inForce.length,
    online: inForce.filter(({ onlineLevel }) => onlineLevel !== 'none').length,
    withFee: inForce.filter((it) => factsOf(it).hasFee).length,
  }
}

const DENOMINATORS = ['1.4', '3.2', '3.5b', '4.5a'] as const

/** What somebody gave goes before what the catalogue says. Of several spans that hold the period the shortest counts. */
function sourcesOf(services: Services, given: readonly GivenFigure[], period: Span): Sources {
  const covering = given
    .filter(({ from, to }) => from <= period.from && period.to <= to)
    .sort((a, b) => (a.from < b.from ? 1 : -1) || (a.to > b.to ? 1 : -1))
  const counts: Record<string, { numerator: number; denominator: number }> = {}
  const denominators: Sources['denominators'] = {}
  if (services.all > 0) {
    counts['3.1'] = { numerator: services.online, denominator: services.all }
    denominators['3.2'] = services.online
    denominators['3.5b'] = services.withFee
  }
  for (const { code, numerator, denominator } of covering.reverse()) {
    if (numerator !== null) counts[code] = { numerator, denominator }
    else denominators[code as (typeof DENOMINATORS)[number]] = denominator
  }
  return { counts, denominators }
}

export function scoreOf(board: Board, unit: ScoredUnit): Evaluation | null {
  const level = treeLevelOf(unit.level)
  if (!level) return null
  return evaluate(board.tree, { level }, board.counts.get(unit.id) ?? {}, {
    switches: board.chosen,
    above: countsAbove(board, unit),
  })
}

/** All that the score of a unit depends on beside the tree and its choices: where that is the same, so is the score. */
export function scoreKey(board: Board, unit: ScoredUnit): string {
  const level = treeLevelOf(unit.level)
  const above = countsAbove(board, unit)
  const others = leavesOf(board.tree.root)
    .filter(({ levels }) => level !== null && (levels[level] ?? 'own') !== 'own')
    .map(({ code }) => above[code] ?? null)
  return JSON.stringify([board.tree.version, level, board.counts.get(unit.id) ?? null, others])
}

/** Who is ranked against each other: units of one level of one province, and provinces. */
export const cohortOf = ({ provinces }: Board, { id, level }: ScoredUnit): string =>
  level === 'province' ? level : `${level} ${provinces.get(id) ?? ''}`

/** Units that had dossiers, each by total within its cohort. */
export function placesOf(
  board: Board,
  totalOf = (unit: ScoredUnit): number | null => scoreOf(board, unit)?.total ?? null,
): (Place & { unit: ScoredUnit })[] {
  const cohorts = new Map<string, ScoredUnit[]>()
  for (const unit of board.units) {
    if (!hasDossiers(board, unit.id)) continue
    const name = cohortOf(board, unit)
    cohorts.set(name, [...(cohorts.get(name) ?? []), unit])
  }
  return [...cohorts.values()].flatMap((cohort) => {
    const totals = cohort.map((unit) => ({ code: unit.code, total: totalOf(unit) }))
    return ranked(totals, tiesOf(board)).map((place, at) => ({
      ...place,
      unit: cohort[at] as ScoredUnit,
    }))
  })
}

export function placeOf(
  board: Board,
  unit: ScoredUnit,
): { cohort: string; place: number | null; of: number } {
  const own = cohortOf(board, unit)
  const places = placesOf(board).filter((it) => cohortOf(board, it.unit) === own)
  const found = places.find((it) => it.unit.id === unit.id)
  return {
    cohort: unit.level,
    place: found?.place ?? null,
    of: places.filter(({ total }) => total !== null).length,
  }
}

/** A unit of which nothing was received is not ranked, and has no history. */
export const hasDossiers = (board: Board, id: string): boolean => {
  const figures = board.figures.get(id)
  if (!figures) return false
  const { started, before, within } = figures
  return started.received > 0 || before.accepted - before.ended + within.accepted > 0
}

const tiesOf = ({ tree, chosen }: Board): TieRule => {
  const rule =
    chosen['rank.ties'] ?? tree.switches.find(({ name }) => name === 'rank.ties')?.default
  return rule === 'dense' ? 'dense' : 'competition'
}
