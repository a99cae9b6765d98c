// Versions of the index are loaded; counts that dossiers do not say are given.

import { rootUnitId } from '../org/index.ts'
import { type Act, canonical, record } from '../platform/index.ts'
import { readBenchmarks } from './benchmark.ts'
import { saveBenchmarks } from './benchmark-store.ts'
import { readPack766 } from './pack.ts'
import type { GivenFigure } from './scoring.ts'
import { packs, saveFigures, savePack } from './source-store.ts'

/** Loads versions that are not there yet or have changed; answers which. */
export async function loadVersions(act: Act, jsons: readonly unknown[]): Promise<string[]> {
  const known = new Map(
    (await packs(act.db)).map(({ version, pack }) => [version, canonical(pack)]),
  )
  const loaded: string[] = []
  for (const json of jsons) {
    const { version } = readPack766(json).tree
    if (known.get(version) === canonical(json)) continue
    await savePack(act.db, { version, json, loadedAt: act.now })
    loaded.push(version)
  }
  const unitId = await rootUnitId(act.db)
  if (loaded.length > 0 && unitId)
    await record(act, 'index.versions-loaded', {
      unitId,
      subject: '766',
      details: { versions: loaded },
    })
  return loaded
}

export async function giveFigures(
  act: Act,
  rows: readonly (GivenFigure & { source: string })[],
): Promise<void> {
  await saveFigures(act.db, rows, act.now)
  for (const unitId of new Set(rows.map((row) => row.unitId)))
    await record(act, 'index.figures-given', {
      unitId,
      subject: '766',
      details: { codes: rows.filter((row) => row.unitId === unitId).map(({ code }) => code) },
    })
}

/** Published scores of other provinces; the same row again takes the place of the first. */
export async function importBenchmarks(
  act: Act,
  text: string,
): Promise<{ saved: number; wrong: number[] }> {
  const { rows, wrong } = readBenchmarks(text)
  await saveBenchmarks(act.db, rows)
  const unitId = await rootUnitId(act.db)
  if (rows.length > 0 && unitId)
    await record(act, 'index.benchmarks-imported', {
      unitId,
      subject: '766',
      details: { rows: rows.length },
    })
  return { saved: rows.length, wrong }
}
