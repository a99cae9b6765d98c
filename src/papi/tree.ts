// The tree of a year: which parts make which dimension, on which scale. A dimension is the sum of its parts and the
// total the sum of the dimensions, without weights; where a part is missing, so is what stands above it.

import { type Counts, evaluate, type Node, readTree, type Tree } from '../indices/index.ts'
import { type Item, TOTAL } from './item.ts'

export type PartNode = { code: Item; name: string; nameEn: string }
export type DimensionNode = PartNode & { scale: readonly [number, number]; parts: PartNode[] }
/** The structure in force from a year up to and with another; `to` null: still. */
export type Structure = { from: number; to: number | null; dimensions: DimensionNode[] }

export const structureOf = (structures: readonly Structure[], year: number): Structure | null =>
  structures.find(({ from, to }) => from <= year && (to === null || year <= to)) ?? null

export const partsOf = ({ dimensions }: Structure): Item[] =>
  dimensions.flatMap(({ parts }) => parts.map(({ code }) => code))

/** The dimension of a structure by its code, or that of one of its parts. */
export const dimensionOf = (structure: Structure, item: Item): DimensionNode | null =>
  structure.dimensions.find(({ code }) => code === `D${item.replace('D', '')[0]}`) ?? null

export type NamedNode = { name: string; nameEn: string }

export function nodeOf(structure: Structure, item: Item): NamedNode | null {
  const dimension = dimensionOf(structure, item)
  if (item.startsWith('D')) return dimension
  return dimension?.parts.find(({ code }) => code === item) ?? null
}

/** The structure as a tree of the index engine, every part a leaf that brings its score. */
export function treeOf(structure: Structure): Tree {
  const dimensions = structure.dimensions.map(
    ({ code, name, scale, parts }): Node => ({
      code,
      name,
      source: [],
      certainty: 'high',
      op: 'sum',
      max: scale[1] * parts.length,
      missing: 'unknown',
      of: parts.map((part) => leaf(part, scale[1])),
    }),
  )
  return readTree({
    index: 'PAPI',
    version: String(structure.from),
    name: 'PAPI',
    use: 'reporting',
    valid: {
      from: `${structure.from}-01-01`,
      to: structure.to === null ? null : `${structure.to}-12-31`,
      certainty: 'high',
    },
    levels: ['province'],
    rounding: { leaf: null, branch: null },
    breaks: [],
    sources: {},
    switches: [],
    root: {
      code: TOTAL,
      name: 'PAPI',
      op: 'sum',
      max: dimensions.reduce((sum, { max }) => sum + max, 0),
      missing: 'unknown',
      of: dimensions,
    },
  })
}

const leaf = ({ code, name }: PartNode, max: number): Node => ({
  code,
  name,
  source: [],
  certainty: 'high',
  op: 'measure',
  take: 'value',
  max,
  threshold: 1,
  zeroDenominator: 'unknown',
  levels: {},
  membership: 'decided',
  addition: 'none',
  numerator: '',
  denominator: '',
})

/** Dimensions and total from the parts; null where a part is missing. */
export function composed(
  tree: Tree,
  parts: { get(part: Item): number | undefined },
  codes: readonly Item[],
): Map<Item, number | null> {
  const counts: Record<string, Counts[string]> = {}
  for (const code of codes) {
    const value = parts.get(code)
    counts[code] = value === undefined ? null : { value }
  }
  const { total, groups } = evaluate(tree, { level: 'province' }, counts)
  return new Map([
    [TOTAL, total],
    ...groups.map(({ code, score }): [Item, number | null] => [code, score]),
  ])
}
