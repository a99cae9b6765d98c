// The league table as the public sees it: as of the last full hour, so that it may be kept by caches.

import type { Day } from '../lib/day.ts'
import { type Instant, instantAt } from '../lib/instant.ts'
import type { Moment, Read } from '../platform/index.ts'
import { type Benchmark, importedBenchmarks } from './benchmark-store.ts'
import { loadScored, type Scored, tallyVersion } from './load-scored.ts'
import { readPack766 } from './pack.ts'
import type { AskedPeriod } from './period.ts'
import { packs } from './source-store.ts'

export type League = {
  scored: Scored
  at: Instant
  /** What the table depends on: version of the tree, of the counters, and the hour. */
  mark: string
  benchmarks: Benchmark[]
  /** Mean of the country as it was published with the version, null when it was not. */
  nationalMean: number | null
}

export async function loadLeague(
  from: Pick<Read, 'db' | 'recall'> & Moment,
  period: AskedPeriod,
): Promise<League> {
  const { db, now, today, recall } = from
  const hour = instantAt(today, `${now.slice(11, 13)}:00`)
  const version = await tallyVersion(db)
  const scored = await loadScored(from, { period, until: hour }, version)
  const tree = scored.board.tree.version
  const read = async () => {
    const found = (await packs(db)).find((it) => it.version === tree)
    return found ? readPack766(found.pack).benchmark : null
  }
  const published = recall ? await recall(`766.benchmark ${tree}`, 0, read) : await read()
  const own = (published?.rows ?? []).map(
    ({ code, name, total, place }): Benchmark => ({
      code,
      name,
      total,
      place,
      from: published?.from as Day,
      to: published?.to as Day,
      seenOn: published?.seenOn as Day,
      source: `packs/vn/index766-${tree}.json`,
    }),
  )
  return {
    scored,
    at: hour,
    mark: `${tree}.${version}.${hour.slice(0, 13)}.${period.code}`,
    benchmarks: [...(await importedBenchmarks(db)), ...own],
    nationalMean: published?.nationalMean ?? null,
  }
}
