// The packs in the database: loaded with a new instance, and again when a version brings others.

import { type Act, record, sha256 } from '../platform/index.ts'
import { BASIS_FILES, documentOf, readBasis, readProvinces, readWide, recordsOf } from './pack.ts'
import type { SureValue } from './reading.ts'
import {
  documentHashes,
  saveDocument,
  savePlaces,
  savePrecision,
  saveProvinces,
  saveScores,
} from './store.ts'

const FIGURES = 'figures'
const PROFILE = '19'

/** Loads what differs from what is here. Figures are loaded once: what an import brought in stays. */
export async function loadPapi(
  act: Act,
  read: (name: string) => string,
  unitId: string,
): Promise<void> {
  const hashes = new Map((await documentHashes(act.db)).map(({ name, hash }) => [name, hash]))
  const texts = BASIS_FILES.map((name) => ({ name, text: read(name) }))
  const changed = texts.filter(({ name, text }) => hashes.get(name) !== hashOf(text))
  const isNew = !hashes.has(FIGURES)
  if (changed.length === 0 && !isNew) return
  const all = texts.map(({ name, text }) => [name, documentOf(name, text)] as const)
  readBasis(Object.fromEntries(all) as Parameters<typeof readBasis>[0])
  for (const { name, text } of changed) {
    const content = documentOf(name, text)
    await saveDocument(act.db, { name, content, hash: hashOf(text), loaded_at: act.now })
  }
  if (isNew) await loadFigures(act, read)
  await record(act, 'papi.loaded', {
    unitId,
    subject: 'packs/papi',
    details: { documents: changed.length, figures: isNew },
  })
}

async function loadFigures(act: Act, read: (name: string) => string): Promise<void> {
  await saveProvinces(act.db, readProvinces(read('provinces.csv')))
  const profile = recordsOf(read(`profile-${PROFILE}.csv`))
  const indicators = recordsOf(read(`indicators-${PROFILE}-2023.csv`))
  await saveScores(
    act.db,
    [
      ...readWide(read('dimensions.csv')),
      ...profile.map(({ year, item = '', score }) => ({
        year: Number(year),
        province: PROFILE,
        item,
        value: Number(score),
      })),
      ...indicators.map(({ indicator = '', value }) => ({
        year: 2023,
        province: PROFILE,
        item: indicator,
        value: Number(value),
      })),
    ],
    null,
  )
  await savePlaces(
    act.db,
    profile.map(({ year, item = '', rank, of }) => ({
      year: Number(year),
      item,
      province: PROFILE,
      place: Number(rank),
      places: Number(of),
    })),
  )
  await savePrecision(act.db, recordsOf(read('precision.csv')).map(sureValue))
  await saveDocument(act.db, {
    name: FIGURES,
    content: {},
    hash: hashOf(read('dimensions.csv')),
    loaded_at: act.now,
  })
}

const sureValue = (row: Record<string, string>): SureValue => {
  const number = (text: string | undefined) => (text ? Number(text) : null)
  return {
    year: Number(row.year),
    province: row.province ?? '',
    item: 'TOTAL',
    se: number(row.se),
    low: number(row.low),
    high: number(row.high),
    n: number(row.n),
  }
}

const hashOf = (text: string): string => sha256(new TextEncoder().encode(text))
