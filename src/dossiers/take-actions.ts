// The inbox is worked off: events kept, dossiers made anew from their events, counters changed, all in one transaction.

import type { Instant } from '../lib/instant.ts'
import { rootUnitId } from '../org/index.ts'
import { type Act, type Db, record } from '../platform/index.ts'
import type { Item, ItemResult } from './batch.ts'
import { replaced } from './counting.ts'
import {
  nextUnit,
  type Pile,
  settlePiles,
  takePiles,
  takeWaiting,
  waitingInVain,
} from './inbox-store.ts'
import { timekeeping } from './procedure-store.ts'
import { fromStored } from './stored-event.ts'
import { type Incoming, takeEvents } from './take.ts'
import {
  addChanges,
  countedNow,
  type DossierState,
  insertEvents,
  lockUnits,
  raiseVersions,
  saveStates,
  storedEvents,
} from './take-store.ts'
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

type Tag = { batchId: string; no: number; rest: string | null } | null

async function takeAll(act: Act, piles: readonly Pile[], codes: readonly string[] = []) {
  const { db, today } = act
  const units = [...new Set(piles.map(({ unitId }) => unitId))]
  await lockUnits(db, units)
  const incoming = byDossier(piles, codes)
  const keys = [...incoming.values()].map(({ unitId, code }) => ({ unitId, code }))
  const known = await storedEvents(db, keys)
  await joinWaiting(db, incoming, known)
  const counted = await countedNow(
    db,
    keys.filter(({ code }) => known.has(code)),
  )
  const keeping = await timekeeping(db, today)
  const taken = [...incoming.values()].map((it) => ({
    ...it,
    ...takeEvents((known.get(it.code) ?? []).map(fromStored), it.events, keeping),
  }))
  await insertEvents(
    db,
    taken.flatMap(({ unitId, code, kept }) =>
      kept.map(({ event, tag }) => ({
        ...(incoming.get(code)?.stored.get(event) as Item['event']),
        unitId,
        batchId: tag?.batchId ?? (piles[0] as Pile).batchId,
      })),
    ),
  )
  const changed = taken.filter(({ kept }) => kept.length > 0)
  const states = changed.map((it): DossierState => ({ ...it, wasKnown: known.has(it.code) }))
  await saveStates(db, states)
  await addChanges(db, replaced(states, counted))
  const latest = new Map<string, Instant>()
  for (const { unitId, kept } of changed)
    for (const { event } of kept) {
      const last = latest.get(unitId)
      if (!last || event.receivedAt > last) latest.set(unitId, event.receivedAt)
    }
  if (latest.size > 0) await raiseVersions(db, latest)
  const results = new Map<string, ItemResult[]>()
  for (const { outcomes } of taken)
    for (const { tag, outcome } of outcomes)
      if (tag) {
        const found = results.get(tag.batchId) ?? []
        results.set(tag.batchId, found)
        found.push({ no: tag.no, outcome })
      }
  await settle(act, piles, results)
  await record(act, units.length === 1 ? 'dossiers.batch-taken' : 'dossiers.batches-taken', {
    unitId: units.length === 1 ? (units[0] as string) : ((await rootUnitId(db)) ?? units[0] ?? ''),
    subject: (piles[0] as Pile).batchId,
    details: {
      dossiers: changed.length,
      events: changed.reduce((sum, it) => sum + it.kept.length, 0),
    },
  })
}

type Touched = {
  unitId: string
  code: string
  events: Incoming<Tag>[]
  stored: Map<Incoming<Tag>['event'], Item['event']>
}

function byDossier(piles: readonly Pile[], codes: readonly string[]): Map<string, Touched> {
  const found = new Map<string, Touched>()
  const touch = (unitId: string, code: string): Touched => {
    const known = found.get(code) ?? { unitId, code, events: [], stored: new Map() }
    found.set(code, known)
    return known
  }
  for (const { unitId, batchId, items } of piles)
    for (const { no, event: stored } of items) {
      const touched = touch(unitId, stored.code)
      const event = fromStored(stored)
      touched.events.push({ event, tag: { batchId, no, rest: stored.rest } })
      touched.stored.set(event, stored)
    }
  for (const code of codes) touch((piles[0] as Pile).unitId, code)
  return found
}

/** Steps that came before their dossier, put in front of what came now. */
async function joinWaiting(
  db: Db,
  incoming: ReadonlyMap<string, Touched>,
  known: ReadonlyMap<string, unknown>,
): Promise<void> {
  const fresh = [...incoming.values()].filter(
    ({ code, events }) => events.length === 0 || !known.has(code),
  )
  for (const { event: stored } of await takeWaiting(
    db,
    fresh.map(({ code }) => code),
  )) {
    const touched = incoming.get(stored.code)
    const event = fromStored(stored)
    touched?.events.unshift({ event, tag: null })
    touched?.stored.set(event, stored)
  }
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
