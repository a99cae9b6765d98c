// The bodies a document may name, looked up by normalised name as of a day. Built once per import.
//
// A unit answers to its names, its aliases and the patterns of its level ("UBND huyện Định Hóa",
// "TP Thái Nguyên"); a group answers to its names; a settled text answers to the code it was settled
// with. Only equal keys resolve: likeness is for suggestions.

import type { Day } from '../lib/day.ts'
import { searchKey } from '../lib/text.ts'
import { bodyKey } from './body-key.ts'

export type UnitLevel =
  | 'province'
  | 'department'
  | 'district'
  | 'commune'
  | 'division'
  | 'party'
  | 'front'
  | 'association'
  | 'public-body'
  | 'press'
  | 'court'
  | 'vertical'

export type DirectoryUnit = {
  id: string
  code: string
  name: string
  fullName: string
  level: UnitLevel
  parentCode: string | null
  validFrom: Day
  /** First day on which the unit no longer is; null while it lasts. */
  validTo: Day | null
  aliases: string[]
}

export type DirectoryGroup = {
  code: string
  name: string
  aliases: string[]
  /** Codes of the units in the group on that day; empty for a group whose units are not kept. */
  members(on: Day): string[]
}

/** A group as data: who is in it, by level, by level of the parent, or by code. */
export type GroupRule = {
  code: string
  name: string
  aliases: string[]
  levels?: UnitLevel[]
  parentLevels?: UnitLevel[]
  codes?: string[]
}

export type Named = { unit: DirectoryUnit } | { group: DirectoryGroup }

export type Directory = {
  units: readonly DirectoryUnit[]
  groups: readonly DirectoryGroup[]
  /** The day as of which names of a document of that day are looked up: its own, or the first day known. */
  asOf(day: Day): Day
  /** The directory of the province that this issuer belongs to, where several provinces are kept. */
  homeOf(issuer: string | null, on: Day): Directory
  /** Everything that bears exactly this name on that day; a settled text gives what it was settled with. */
  find(text: string, on: Day): Named[]
  /** Up to three names most like the text, best first: suggestions, never answers. */
  nearest(text: string, on: Day): Named[]
}

/** A directory over units, groups and settled texts (text → unit or group code). */
export function makeDirectory(
  units: readonly DirectoryUnit[],
  groupRules: readonly GroupRule[],
  settled: Readonly<Record<string, string>> = {},
): Directory {
  const groups = groupRules.map((rule) => makeGroup(rule, units))
  const byKey = namesByKey(units, groups)
  const settledByKey = new Map(Object.entries(settled).map(([text, code]) => [bodyKey(text), code]))
  const withCode = (code: string, on: Day): Named[] => [
    ...units.filter((unit) => unit.code === code && isValid(unit, on)).map((unit) => ({ unit })),
    ...groups.filter((group) => group.code === code).map((group) => ({ group })),
  ]
  const since = firstDay(units)
  const topOf = topUnits(units)
  const isOne = new Set(topOf.values()).size <= 1
  const directory: Directory = {
    units,
    groups,
    asOf: (day) => (since !== null && day < since ? since : day),
    find(text, on) {
      const key = bodyKey(text)
      const code = settledByKey.get(key)
      const known = code === undefined ? [] : withCode(code, on)
      return known.length > 0 ? known : (byKey.get(key) ?? []).filter((named) => isThere(named, on))
    },
    nearest: (text, on) => nearestNames(text, units, groups, on),
    homeOf(issuer, on) {
      const [only, ...others] = issuer === null || isOne ? [] : directory.find(issuer, on)
      if (!only || !('unit' in only) || others.length > 0) return directory
      const top = topOf.get(only.unit.code)
      const own = units.filter((unit) => topOf.get(unit.code) === top)
      return makeDirectory(own, groupRules, settled)
    },
  }
  return directory
}

/** The topmost unit above each, by code. */
function topUnits(units: readonly DirectoryUnit[]): Map<string, string> {
  const parents = new Map(units.map((unit) => [unit.code, unit.parentCode]))
  const topOf = (code: string): string => {
    const seen = new Set<string>()
    let top = code
    for (let above = parents.get(top); above && !seen.has(above); above = parents.get(top)) {
      seen.add(above)
      top = above
    }
    return top
  }
  return new Map(units.map((unit) => [unit.code, topOf(unit.code)]))
}

/** Packs of districts and communes are pictures of a day: before the first of them nothing is known. */
function firstDay(units: readonly DirectoryUnit[]): Day | null {
  const days = units
    .filter((unit) => unit.level === 'district' || unit.level === 'commune')
    .map((unit) => unit.validFrom)
  return days.reduce<Day | null>(
    (first, day) => (first === null || day < first ? day : first),
    null,
  )
}

export function isValid(unit: DirectoryUnit, on: Day): boolean {
  return unit.validFrom <= on && (unit.validTo === null || on < unit.validTo)
}

const isThere = (named: Named, on: Day): boolean => 'group' in named || isValid(named.unit, on)

function makeGroup(rule: GroupRule, units: readonly DirectoryUnit[]): DirectoryGroup {
  const levelsByCode = new Map(units.map((unit) => [unit.code, unit.level]))
  const belongs = (unit: DirectoryUnit): boolean => {
    if (rule.codes?.includes(unit.code)) return true
    if (!rule.levels?.includes(unit.level)) return false
    if (!rule.parentLevels) return true
    const parent = unit.parentCode === null ? undefined : levelsByCode.get(unit.parentCode)
    return parent !== undefined && rule.parentLevels.includes(parent)
  }
  const all = units.filter(belongs)
  return {
    code: rule.code,
    name: rule.name,
    aliases: rule.aliases,
    members: (on) => all.filter((unit) => isValid(unit, on)).map((unit) => unit.code),
  }
}

function namesByKey(units: readonly DirectoryUnit[], groups: readonly DirectoryGroup[]) {
  const byKey = new Map<string, Named[]>()
  const add = (keys: Set<string>, named: Named) => {
    for (const key of keys) byKey.set(key, [...(byKey.get(key) ?? []), named])
  }
  const provinces = units.filter((unit) => unit.level === 'province')
  const province = new Set(provinces.map((unit) => unit.code)).size === 1 ? provinces[0] : undefined
  const fullNames = new Map(units.map((unit) => [unit.code, unit.fullName]))
  for (const unit of units) {
    const parent = unit.parentCode === null ? undefined : fullNames.get(unit.parentCode)
    add(new Set(unitNames(unit, parent, province).map(bodyKey)), { unit })
  }
  for (const group of groups) {
    add(new Set([group.name, ...group.aliases].map(bodyKey)), { group })
  }
  return byKey
}

const TERRITORY: Partial<Record<UnitLevel, true>> = {
  province: true,
  district: true,
  commune: true,
}
const INITIALS: Readonly<Record<string, string>> = {
  'Huyện ': 'H. ',
  'Phường ': 'P. ',
  'Xã ': 'X. ',
  'Thị trấn ': 'TT ',
  'Thành phố ': 'TP. ',
  'Thị xã ': 'TX. ',
}

function unitNames(
  unit: DirectoryUnit,
  parent: string | undefined,
  province: DirectoryUnit | undefined,
): string[] {
  const own = [unit.name, unit.fullName, ...unit.aliases]
  if (!TERRITORY[unit.level]) {
    if (!province) return own
    // "Công an tỉnh" is also "Công an tỉnh Thái Nguyên"; "Sở Nội vụ" also "Sở Nội vụ tỉnh (Thái Nguyên)".
    return own.flatMap((name) => [
      name,
      name.endsWith(' tỉnh') ? `${name} ${province.name}` : `${name} ${province.fullName}`,
      `${name} tỉnh`,
    ])
  }
  if (unit.level === 'province') return [...own, `UBND ${unit.fullName}`, 'UBND tỉnh']
  const short = Object.entries(INITIALS).find(([head]) => unit.fullName.startsWith(head))
  const full = [unit.fullName]
  if (short) full.push(short[1] + unit.fullName.slice(short[0].length))
  const titled = full.flatMap((name) => [name, `UBND ${name}`])
  const placed =
    parent === undefined
      ? []
      : titled.flatMap((name) => [`${name} ${parent}`, `${name} thuộc ${parent}`])
  return [...own, ...titled, ...placed]
}

function nearestNames(
  text: string,
  units: readonly DirectoryUnit[],
  groups: readonly DirectoryGroup[],
  on: Day,
): Named[] {
  const wanted = pairs(text)
  const names: { name: string; named: Named }[] = [
    ...units
      .filter((unit) => isValid(unit, on))
      .flatMap((unit) => [unit.name, unit.fullName].map((name) => ({ name, named: { unit } }))),
    ...groups.flatMap((group) =>
      [group.name, ...group.aliases].map((name) => ({ name, named: { group } })),
    ),
  ]
  const best = new Map<DirectoryUnit | DirectoryGroup, { likeness: number; named: Named }>()
  for (const { name, named } of names) {
    const likeness = overlap(wanted, pairs(name))
    const subject = 'unit' in named ? named.unit : named.group
    if (likeness >= 0.5 && likeness > (best.get(subject)?.likeness ?? 0)) {
      best.set(subject, { likeness, named })
    }
  }
  return [...best.values()]
    .sort((a, b) => b.likeness - a.likeness)
    .slice(0, 3)
    .map((entry) => entry.named)
}

function pairs(text: string): Set<string> {
  const key = ` ${searchKey(bodyKey(text)).replace(/\d/g, '')} `
  return new Set(Array.from({ length: key.length - 1 }, (_, at) => key.slice(at, at + 2)))
}

/** Dice's coefficient of two sets of letter pairs, 0 to 1. */
function overlap(a: Set<string>, b: Set<string>): number {
  let both = 0
  for (const pair of a) if (b.has(pair)) both++
  return (2 * both) / (a.size + b.size)
}
