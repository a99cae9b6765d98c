// The inbox is worked off: what its piles say is written, and results stand in their place, all in one transaction.

import type { Instant } from '../lib/instant.ts'
import { rootUnitId } from '../org/index.ts'
import { type Act, record } from '../platform/index.ts'
import type { ItemResult } from './batch.ts'
import { nextUnit, type Pile, settlePiles, takePiles, waitingInVain } from './inbox-store.ts'
import { type Written, writePiles } from './write-actions.ts'
import { writingMode } from './writing-store.ts'

/** Piles taken at once: of one unit, or of many in a mixed transaction. */
const MOST = { grouped: 50, mixed: 400 } as const

/** Works off a part of the inbox; `again` while there may be more. One unit in a transaction, or, where the instance is set to
 * mixed, several. */
export async function takeSome(act: Act): Promise<'again' | 'done'> {
  const mode = await writingMode(act.db)
  const unitId = mode === 'grouped' ? await nextUnit(act.db) : null
  if (mode === 'grouped' && unitId === null) return await takeLate(act)
  const piles = await takePiles(act.db, unitId, MOST[mode])
  if (piles.length === 0) return await takeLate(act)
  await takeAll(act, piles)
  return 'again'
}

/** Steps whose dossier came while they were being laid aside. */
async function takeLate(act: Act): Promise<'again' | 'done'> {
  const [first] = await waitingInVain(act.db)
  if (!first) return 'done'
  await takeAll(act, [{ batchId: act.newId(), unitId: first.unitId, items: [] }], [first.code])
  return 'again'
}

async function takeAll(act: Act, piles: readonly Pile[], codes: readonly string[] = []) {
  const written = await writePiles(act, piles, { codes })
  await settle(act, piles, written.results)
  await recordTaken(act, piles, written)
}

/** Of one unit in its own chain; of several together in that of the root. */
export async function recordTaken(
  act: Act,
  piles: readonly Pile[],
  { dossiers, events }: Written,
): Promise<void> {
  const [pile] = piles
  if (!pile) return
  const isOne = piles.every(({ unitId }) => unitId === pile.unitId)
  await record(act, isOne ? 'dossiers.batch-taken' : 'dossiers.batches-taken', {
    unitId: isOne ? pile.unitId : ((await rootUnitId(act.db)) ?? pile.unitId),
    subject: pile.batchId,
    details: { dossiers, events },
  })
}

async function settle(
  act: Act,
  piles: readonly Pile[],
  results: ReadonlyMap<string, readonly ItemResult[]>,
): Promise<void> {
  const done = piles
    .filter(({ items }) => items.length > 0)
    .map(({ batchId, unitId, items }) => {
      const mine = new Set(items.map(({ no }) => no))
      const own = (results.get(batchId) ?? []).filter(({ no }) => mine.has(no))
      return { batchId, unitId, results: own }
    })
  if (done.length > 0) await settlePiles(act.db, act.now as Instant, done)
}
