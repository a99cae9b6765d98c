// Bringing figures in: files are read and looked over, checked against each other, then saved in one go.

import { DocumentProblem, readDocument } from '../documents/index.ts'
import { rootUnitId } from '../org/index.ts'
import { type Act, notFound, Problem, type Read, record, sha256 } from '../platform/index.ts'
import { loadBasis, loadProvinces } from './load-release.ts'
import type { Basis } from './pack.ts'
import {
  type Checksum,
  type Context,
  checksums,
  emptyReading,
  type FileReading,
  keyOf,
  type SureValue,
  withoutHollowZeros,
} from './reading.ts'
import {
  composedScores,
  importById,
  insertImport,
  markApplied,
  savePrecision,
  saveScores,
  saveSizes,
} from './store.ts'
import { readTable } from './table.ts'
import { dimensionOf, structureOf } from './tree.ts'
import { readWorkbook } from './workbook.ts'

export type GivenFile = { name: string; bytes: Uint8Array }
export type Understood = { files: FileReading[]; checks: Checksum[] }

const MOST_LINES = 400_000

/** What the files say and whether it adds up together with what is here; changes nothing. A file alone must be one of
 * PAPI's; in a folder others are passed over and named. */
export async function understand(
  read: Pick<Read, 'db' | 'recall'>,
  given: readonly GivenFile[],
  year: number | null = null,
): Promise<Understood> {
  const basis = await loadBasis(read)
  const context = contextOf(basis, await loadProvinces(read))
  const isAlone = given.length === 1
  const files: FileReading[] = []
  for (const file of given) files.push(await readOne(file, { basis, context, year, isAlone }))
  const scores = files.flatMap((it) => it.scores)
  if (scores.length + files.flatMap((it) => [...it.precision, ...it.sizes]).length === 0) {
    throw new Problem(422, 'papi.nothing-read', { file: given.map(({ name }) => name).join(', ') })
  }
  const years = [...new Set(scores.map((score) => score.year))]
  const stands = await composedScores(read.db, years)
  const whole = new Map([...stands, ...scores].map((score) => [keyOf(score), score]))
  return { files, checks: checksums([...whole.values()], basis.structures) }
}

type Reading = { basis: Basis; context: Context; year: number | null; isAlone: boolean }

async function readOne(
  { name, bytes }: GivenFile,
  { basis, context, year, isAlone }: Reading,
): Promise<FileReading> {
  const skip = (code: 'shipped' | 'unknown-file') => {
    if (isAlone) throw new Problem(422, `papi.file-${code}`, { file: name })
    return { ...emptyReading(name, 'skipped'), notRead: [{ where: name, code, text: '' }] }
  }
  if (/\.json$/i.test(name)) return skip('shipped')
  if (/\.(md|txt)$/i.test(name)) return skip('unknown-file')
  try {
    if (bytes[0] === 0x50 && bytes[1] === 0x4b) {
      const document = await readDocument(bytes, name, { maxLines: MOST_LINES })
      const sheets = document.blocks.flatMap((block) =>
        block.kind === 'table'
          ? [
              {
                name: block.name ?? '',
                cells: block.rows.map((row) => row.map(({ text }) => text)),
              },
            ]
          : [],
      )
      return readWorkbook(name, sheets, { catalogue: basis.catalogue, context, year })
    }
    if (/\.xls[xm]?$/i.test(name)) throw new DocumentProblem('document.damaged', { part: name })
    const table = readTable(name, new TextDecoder('utf-8', { fatal: true }).decode(bytes), context)
    return table ? withoutHollowZeros(table) : skip('unknown-file')
  } catch (error) {
    if (error instanceof TypeError) throw new Problem(422, 'papi.file-not-utf8', { file: name })
    throw error
  }
}

const contextOf = (basis: Basis, provinces: Context['provinces']): Context => ({
  provinces,
  structures: basis.structures,
  scaleOf: (item, year) => {
    const indicator = basis.catalogue.find(({ code }) => code === item)
    if (indicator) return indicator.scale
    const structure = structureOf(basis.structures, year)
    const dimension = structure && dimensionOf(structure, item)
    if (!structure || !dimension) return [5, 80]
    const [low, high] = dimension.scale
    const n = dimension.parts.length
    return item.startsWith('D') ? [low * n, high * n] : [low, high]
  },
})

export type Imported = { importId: string; added: number; changed: number; read: number }

/** Saves what was understood. Figures that do not add up are refused unless they are taken as they are. */
export async function importFigures(
  act: Act,
  { files, checks }: Understood,
  given: { name: string; hash: string; importId?: string; takeFaults?: boolean },
): Promise<Imported> {
  const faults = checks.flatMap(({ year, faults: found }) => found.map((it) => ({ year, ...it })))
  const [first] = faults
  if (first && !given.takeFaults) {
    throw new Problem(422, 'papi.does-not-add-up', {
      n: faults.length,
      year: first.year,
      province: first.province,
      item: first.item,
      printed: first.printed.toFixed(4),
      made: first.made.toFixed(4),
    })
  }
  const unitId = await provinceUnit(act)
  const importId = given.importId ?? act.newId()
  const rows = new Map(files.flatMap((it) => it.scores).map((score) => [keyOf(score), score]))
  const saved = await saveScores(act.db, [...rows.values()], importId)
  const sure = files.flatMap((it) => it.precision).map(orderly)
  const precision = new Map(sure.map((row) => [keyOf(row), row]))
  await savePrecision(act.db, [...precision.values()])
  const sizes = new Map(
    files.flatMap((it) => it.sizes).map((row) => [`${row.year} ${row.item}`, row]),
  )
  await saveSizes(act.db, [...sizes.values()])
  const done: Imported = { importId, read: rows.size, ...saved }
  const ending = { at: act.now, by: act.actor.personId, summary: done }
  if (!given.importId) {
    await insertImport(act.db, {
      id: importId,
      file_name: given.name.slice(0, 200),
      file_hash: given.hash,
      begun_at: act.now,
      begun_by: act.actor.personId,
      applied_at: null,
      applied_by: null,
      summary: null,
    })
  }
  await markApplied(act.db, importId, ending)
  await record(act, 'papi.imported', {
    unitId,
    subject: importId,
    details: { read: done.read, added: done.added, changed: done.changed },
  })
  return done
}

/** An interval that ends before it begins is none. */
const orderly = (row: SureValue): SureValue =>
  row.low !== null && row.high !== null && row.low > row.high
    ? { ...row, low: null, high: null }
    : row

/** Keeps a file to be looked over before it is applied. */
export async function beginPapiImport(act: Act, { name, bytes }: GivenFile): Promise<string> {
  const { hash } = await act.files.put(bytes)
  const id = act.newId()
  await insertImport(act.db, {
    id,
    file_name: name.slice(0, 200),
    file_hash: hash,
    begun_at: act.now,
    begun_by: act.actor.personId,
    applied_at: null,
    applied_by: null,
    summary: null,
  })
  await record(act, 'papi.import-begun', { unitId: await provinceUnit(act), subject: id })
  return id
}

/** Reads a kept file again; refused when there is none. */
export async function understandKept(
  read: Read,
  id: string,
): Promise<Understood & { name: string; hash: string; appliedAt: string | null }> {
  const found = await importById(read.db, id)
  if (!found) throw notFound('papi-import')
  const bytes = await read.files.get(found.file_hash)
  const understood = await understand(read, [{ name: found.file_name, bytes }])
  return {
    ...understood,
    name: found.file_name,
    hash: found.file_hash,
    appliedAt: found.applied_at,
  }
}

export async function applyPapiImport(
  act: Act,
  id: string,
  options: { takeFaults: boolean },
): Promise<Imported> {
  const { name, hash, appliedAt, ...understood } = await understandKept(act, id)
  if (appliedAt) throw new Problem(409, 'papi.import-applied')
  return await importFigures(act, understood, { name, hash, importId: id, ...options })
}

export const hashOfFiles = (files: readonly GivenFile[]): string =>
  sha256(new TextEncoder().encode(files.map(({ bytes }) => sha256(bytes)).join(' ')))

async function provinceUnit(act: Act): Promise<string> {
  const unitId = await rootUnitId(act.db)
  if (!unitId) throw notFound('unit')
  return unitId
}
