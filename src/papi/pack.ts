// What the product ships about PAPI: structures, formulas, labels, breaks, dimension and total scores, and the profile of
// Thái Nguyên. Full tables come in by the importer.

import { z } from 'zod'
import { parseCsv } from '../lib/csv.ts'
import type { Break } from './break.ts'
import type { Indicator, WithinYear } from './catalogue.ts'
import type { Formula } from './formula.ts'
import { type Item, levelOf } from './item.ts'
import type { Structure } from './tree.ts'

const text = z.string().min(1)
const pair = z.tuple([z.number(), z.number()])
const year = z.int().min(2009).max(2100)
const node = { code: text, name: text, nameEn: text }

const trees = z.strictObject({
  trees: z.array(
    z.strictObject({
      from: year,
      to: year.nullable(),
      dimensions: z.array(
        z.strictObject({ ...node, scale: pair, parts: z.array(z.strictObject(node)).min(1) }),
      ),
    }),
  ),
})
const formulas = z.strictObject({
  formulas: z.array(
    z.strictObject({
      part: text,
      years: z.array(year).min(1),
      kind: z.enum(['exact', 'near', 'approx', 'weak']),
      intercept: z.number(),
      coefficients: z.record(text, z.number()),
      unweighted: z.array(text),
      fit: z.record(text, z.strictObject({ n: z.int(), rmse: z.number(), max: z.number() })),
    }),
  ),
  weights2019: z.record(text, z.number()),
})
const catalogue = z.strictObject({
  indicators: z.array(
    z.strictObject({
      code: text,
      label: text,
      labelEn: text,
      scale: pair.nullable(),
      years: z.array(year),
    }),
  ),
})
const breaks = z.strictObject({
  breaks: z.array(
    z.strictObject({ item: text, year, why: z.strictObject({ vi: text, en: text }) }),
  ),
})
const source = z.strictObject({ citation: text, citationEn: text })

export type Province = { code: string; name: string; nameEn: string; key: string; unit2025: string }
export type Basis = {
  structures: Structure[]
  formulas: Formula[]
  catalogue: Indicator[]
  breaks: Break[]
  withinYear: Map<Item, WithinYear>
  citation: { vi: string; en: string }
}

/** The documents of the pack by file name. Throws a ZodError that names every fault. */
export function readBasis(documents: Readonly<Record<BasisFile, unknown>>): Basis {
  const cited = source.parse(documents['source.json'])
  return {
    structures: trees.parse(documents['trees.json']).trees,
    formulas: formulas.parse(documents['formulas.json']).formulas,
    catalogue: catalogue.parse(documents['catalogue.json']).indicators,
    breaks: breaks.parse(documents['breaks.json']).breaks,
    withinYear: new Map(z.array(z.tuple([text, within])).parse(documents['levers.csv'])),
    citation: { vi: cited.citation, en: cited.citationEn },
  }
}
const within = z.enum(['yes', 'partly', 'no'])

export const BASIS_FILES = [
  'trees.json',
  'formulas.json',
  'catalogue.json',
  'breaks.json',
  'source.json',
  'levers.csv',
] as const
export type BasisFile = (typeof BASIS_FILES)[number]

/** A file of the pack as a document: JSON as it is, CSV as its rows without the head. */
export const documentOf = (name: BasisFile, content: string): unknown =>
  name.endsWith('.csv') ? parseCsv(content).rows.map(({ cells }) => cells) : JSON.parse(content)

export function readProvinces(csv: string): Province[] {
  return recordsOf(csv).map((row) => ({
    code: row.code ?? '',
    name: row.name ?? '',
    nameEn: row.name_en ?? '',
    key: row.key ?? '',
    unit2025: row.unit_2025 ?? '',
  }))
}

export type Value = { year: number; province: string; item: Item; value: number }

/** Rows of `year, province, ITEM…`: every cell with a number is a value; an empty one is missing. */
export function readWide(csv: string): Value[] {
  const { header, rows } = parseCsv(csv)
  return rows.flatMap(({ cells }) =>
    header.flatMap((item, at): Value[] => {
      const cell = cells[at] ?? ''
      if (levelOf(item) === null || cell === '') return []
      return [{ year: Number(cells[0]), province: cells[1] ?? '', item, value: Number(cell) }]
    }),
  )
}

export const recordsOf = (csv: string): Record<string, string>[] => {
  const { header, rows } = parseCsv(csv)
  return rows.map(({ cells }) =>
    Object.fromEntries(header.map((name, at) => [name, (cells[at] ?? '').trim()])),
  )
}
