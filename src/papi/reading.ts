// What a file of PAPI figures was understood to say, what of it was not read and why, and whether it adds up.

import type { GroupSizes } from './group.ts'
import { type Item, TOTAL } from './item.ts'
import type { Province, Value } from './pack.ts'
import type { Precision } from './release.ts'
import { composed, partsOf, type Structure, structureOf, treeOf } from './tree.ts'

export type SureValue = Precision & { year: number; province: string; item: Item }
export type SizesRow = { year: number; item: Item; sizes: GroupSizes }

export type NotRead = {
  /** Where in the file: "line 12", "2022, row 14". */
  where: string
  code:
    | 'zero-is-missing'
    | 'starred-is-missing'
    | 'no-number'
    | 'beyond-scale'
    | 'unknown-province'
    | 'unknown-year'
    | 'unknown-item'
    | 'unknown-row'
    | 'highest-row'
    | 'weighted'
    | 'twice'
    | 'copied-tab'
    | 'second-tab'
    | 'no-table'
    | 'year-of-file-name'
    | 'name-differs'
    | 'shipped'
    | 'derived'
    | 'other-index'
    | 'unknown-file'
  text: string
}

export type FileReading = {
  file: string
  kind:
    | 'parts'
    | 'dimensions'
    | 'indicators'
    | 'precision'
    | 'groups'
    | 'wide'
    | 'workbook'
    | 'skipped'
  scores: Value[]
  precision: SureValue[]
  sizes: SizesRow[]
  notRead: NotRead[]
}

export const emptyReading = (file: string, kind: FileReading['kind']): FileReading => ({
  file,
  kind,
  scores: [],
  precision: [],
  sizes: [],
  notRead: [],
})

export type Context = {
  provinces: readonly Province[]
  structures: readonly Structure[]
  scaleOf(item: Item, year: number): readonly [number, number] | null
}

/** A cell as a number: `52,3%` is 0.523, `*` and an empty cell are nothing, other words are no number. */
export function numberIn(text: string): number | 'empty' | 'starred' | 'no-number' {
  const bare = text.trim().replace(/\s/g, '')
  if (bare === '') return 'empty'
  if (/^\*+$/.test(bare)) return 'starred'
  if (/^(-|–|n\/?a|na|\.)$/i.test(bare)) return 'empty'
  // KCDL: không có dữ liệu
  if (/^kcdl$/i.test(bare)) return 'starred'
  const isPercent = bare.endsWith('%')
  const plain = bare.replace('%', '')
  const dotted = /^-?\d+,\d+$/.test(plain) ? plain.replace(',', '.') : plain
  if (!/^-?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(dotted)) return 'no-number'
  const value = Number(dotted)
  return Number.isFinite(value) ? (isPercent ? value / 100 : value) : 'no-number'
}

/** Why a number is no score of an item: zero where a score begins above it, or beyond the scale. */
export function scoreFault(
  value: number,
  scale: readonly [number, number] | null,
  isIndicator: boolean,
): 'zero-is-missing' | 'beyond-scale' | null {
  if (value === 0 && (!isIndicator || (scale !== null && scale[0] > 0))) return 'zero-is-missing'
  if (scale === null) return value < 0 ? 'beyond-scale' : null
  // Printed proportions pass one by rounding and weights; scores the ends of their scale by a hair.
  const leeway = isIndicator ? 0.06 * (scale[1] - scale[0]) : 0.011
  return value < scale[0] - leeway || value > scale[1] + leeway ? 'beyond-scale' : null
}

/** Zeros of indicators in a part that the province has no score of stand for "not asked enough": they are missing. */
export function withoutHollowZeros(reading: FileReading): FileReading {
  const parts = new Set(reading.scores.map(keyOf))
  const hasParts = reading.scores.some(({ item }) => /^\d\.\d$/.test(item))
  if (!hasParts) return reading
  const [kept, hollow]: [Value[], Value[]] = [[], []]
  for (const score of reading.scores) {
    const part = /^(\d\.\d)\.\d+$/.exec(score.item)?.[1]
    const isHollow =
      part !== undefined && score.value === 0 && !parts.has(keyOf({ ...score, item: part }))
    ;(isHollow ? hollow : kept).push(score)
  }
  const notRead = hollow.map(
    ({ year, province, item }): NotRead => ({
      where: String(year),
      code: 'zero-is-missing',
      text: `${province} ${item}`,
    }),
  )
  return { ...reading, scores: kept, notRead: [...reading.notRead, ...notRead] }
}

export const keyOf = ({ year, province, item }: { year: number; province: string; item: Item }) =>
  `${year} ${province} ${item}`

export type Checksum = {
  year: number
  /** Province-years whose parts make every dimension and the total. */
  complete: number
  compared: number
  largest: number
  faults: { province: string; item: Item; printed: number; made: number }[]
}

const TOLERANCE = 0.001

/** Parts → dimensions → total, year by year, over what a reader would hold after the import. */
export function checksums(scores: readonly Value[], structures: readonly Structure[]): Checksum[] {
  const years = new Map<number, Map<string, Map<Item, number>>>()
  for (const { year, province, item, value } of scores) {
    if (/^\d\.\d\.\d+$/.test(item)) continue
    const provinces = years.get(year) ?? new Map<string, Map<Item, number>>()
    years.set(year, provinces)
    provinces.set(province, (provinces.get(province) ?? new Map<Item, number>()).set(item, value))
  }
  return [...years]
    .sort(([a], [b]) => a - b)
    .flatMap(([year, provinces]): Checksum[] => {
      const structure = structureOf(structures, year)
      return structure ? [checked(year, structure, provinces)] : []
    })
}

function checked(
  year: number,
  structure: Structure,
  provinces: ReadonlyMap<string, ReadonlyMap<Item, number>>,
): Checksum {
  const [tree, parts] = [treeOf(structure), partsOf(structure)]
  const found: Checksum = { year, complete: 0, compared: 0, largest: 0, faults: [] }
  for (const [province, items] of provinces) {
    const compare = (item: Item, made: number | null) => {
      const printed = items.get(item)
      if (made === null || printed === undefined) return
      found.compared += 1
      const error = Math.abs(made - printed)
      found.largest = Math.max(found.largest, error)
      if (error > TOLERANCE) found.faults.push({ province, item, printed, made })
    }
    const dimensions = structure.dimensions.map(({ code }) => items.get(code) ?? null)
    compare(
      TOTAL,
      dimensions.reduce(
        (sum, it) => (sum === null || it === null ? null : sum + it),
        0 as number | null,
      ),
    )
    const made = composed(tree, items, parts)
    if (made.get(TOTAL) !== null) found.complete += 1
    for (const { code } of structure.dimensions) compare(code, made.get(code) ?? null)
  }
  return found
}
