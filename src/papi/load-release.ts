// What is known, as every page and command asks for it: worked out once a state of the data.

import { type Db, notFound, Problem, type Read } from '../platform/index.ts'
import type { Item } from './item.ts'
import { BASIS_FILES, type Basis, type BasisFile, type Province, readBasis } from './pack.ts'
import { type BarsOf, barsIn } from './profile.ts'
import type { Release } from './release.ts'
import type { Ground } from './scenario.ts'
import {
  documents,
  figuresVersion,
  findRelease,
  provinces,
  scoresOverYears,
  yearsKnown,
} from './store.ts'
import { type TermsOf, termsIn } from './terms.ts'
import { settledTerms } from './terms-store.ts'
import { type Structure, structureOf } from './tree.ts'

type Version = Awaited<ReturnType<typeof figuresVersion>>
type Reader = Pick<Read, 'db' | 'recall'> & { figures?: Version }

/** A reader that asks but once which figures are here: for a page that needs several of them. */
export async function atOnce({ db, recall }: Reader): Promise<Reader> {
  return recall ? { db, recall, figures: await figuresVersion(db) } : { db }
}

/** What the packs say; refused where they were never loaded. */
export async function loadBasis(read: Reader): Promise<Basis> {
  return await recalled(read, 'basis', async (db) => {
    const rows = await documents(db)
    const found = Object.fromEntries(rows.map(({ name, content }) => [name, content]))
    if (!BASIS_FILES.every((name) => name in found)) throw new Problem(409, 'papi.not-loaded')
    return readBasis(found as Record<BasisFile, unknown>)
  })
}

export const loadProvinces = (read: Reader): Promise<Province[]> =>
  recalled(read, 'provinces', provinces)

/** Years with figures, the latest first. */
export const loadYears = (read: Reader): ReturnType<typeof yearsKnown> =>
  recalled(read, 'years', yearsKnown)

/** What a province had in items over all years, the oldest first; years without a score are absent. */
export async function loadSeries(
  read: Reader,
  province: string,
  items: readonly Item[],
): Promise<Map<Item, YearScore[]>> {
  const years = (await loadYears(read)).map(({ year }) => year)
  return await recalled(read, `series ${province} ${items.join(' ')}`, async (db) => {
    const rows = await scoresOverYears(db, { province, items, years })
    return new Map(
      items.map((item) => [
        item,
        rows.flatMap((row) => (row.item === item ? [{ year: row.year, score: row.score }] : [])),
      ]),
    )
  })
}
export type YearScore = { year: number; score: number }

/** The year's figures; refused when there are none. */
export async function loadRelease(read: Reader, year: number): Promise<Release> {
  const release = await recalled(read, `release ${year}`, (db) => findRelease(db, year))
  if (!release) throw new Problem(404, 'papi.year-unknown', { year })
  return release
}

export async function requireProvince(read: Reader, code: string): Promise<Province> {
  const found = (await loadProvinces(read)).find((province) => province.code === code)
  if (!found) throw new Problem(404, 'papi.province-unknown', { province: code })
  return found
}

export type Position = {
  basis: Basis
  structure: Structure
  release: Release
  province: Province
  ground: Ground
}

/** All that a question about one province in one year needs. */
export async function loadPosition(read: Reader, year: number, code: string): Promise<Position> {
  const [basis, province, release] = await Promise.all([
    loadBasis(read),
    requireProvince(read, code),
    loadRelease(read, year),
  ])
  const structure = structureOf(basis.structures, year)
  if (!structure) throw notFound('papi')
  const ground = { structure, formulas: basis.formulas, catalogue: basis.catalogue }
  return { basis, structure, release, province, ground }
}

/** What holds of each indicator as a lever: as settled by people, else as the packs suggest. */
export const loadTerms = async ({ db }: Reader, { withinYear }: Basis): Promise<TermsOf> =>
  termsIn(withinYear, await settledTerms(db))

/** The bars of the top group for a province in a year, each item's drawn once. */
export async function loadBars(
  read: Reader,
  { release, province }: Pick<Position, 'release' | 'province'>,
): Promise<BarsOf> {
  const drawn = await recalled(read, `bars ${release.year} ${province.code}`, async () => {
    const draw = barsIn(release, province.code)
    const kept = new Map<string, Float64Array | null>()
    return (item: string) => {
      if (!kept.has(item)) kept.set(item, draw(item))
      return kept.get(item) ?? null
    }
  })
  return drawn
}

/** Figures change by imports and packs alone: what else is recorded leaves them as they are. */
async function recalled<T>(
  { db, recall, figures }: Reader,
  key: string,
  make: (db: Db) => Promise<T>,
) {
  if (!recall) return await make(db)
  const { imports, loaded } = figures ?? (await figuresVersion(db))
  return await recall(`papi ${loaded} ${key}`, imports, () => make(db))
}
