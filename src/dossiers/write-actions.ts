// Messages become dossiers: events kept, dossiers made anew from their events, counters changed, in the transaction of the
// caller.

import type { Instant } from '../lib/instant.ts'
import { type Act, byPortions, type Db } from '../platform/index.ts'
import type { Item, ItemResult } from './batch.ts'
import { replaced } from './counting.ts'
import { type Pile, takeWaiting } from './inbox-store.ts'
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
import { keepingOf } from './timekeeping.ts'

export type Written = {
  /** By batch. */
  results: Map<string, ItemResult[]>
  dossiers: number
  events: number
}

/** Dossiers made anew before others have a turn. */
const PORTION = 100

/** `answers`: the item of a batch that waits for its outcome; null for a step that waited for its dossier. */
type Tag = { stored: Item['event']; answers: { batchId: string; no: number } | null }

/** Writes what piles of messages say. `codes`: dossiers to look at again for steps that waited for them. `claimed`: codes that
 * this transaction claimed itself, so that nobody else writes them; where all are, counters are locked only to be changed. */
export async function writePiles(
  act: Act,
  piles: readonly Pile[],
  { codes = [], claimed }: { codes?: readonly string[]; claimed?: ReadonlySet<string> } = {},
): Promise<Written> {
  const { db, today } = act
  const units = [...new Set(piles.map(({ unitId }) => unitId))]
  const incoming = byDossier(piles, codes)
  const isOurs = [...incoming.keys()].every((code) => claimed?.has(code))
  if (!isOurs) await lockUnits(db, units)
  const keys = [...incoming.values()].map(({ unitId, code }) => ({ unitId, code }))
  const known = isOurs ? new Map<string, never[]>() : await storedEvents(db, keys)
  await joinWaiting(db, incoming, known)
  const counted = await countedNow(
    db,
    keys.filter(({ code }) => known.has(code)),
  )
  const keeper = await timekeeping(db, today, act.recall)
  const taken = await byPortions([...incoming.values()], PORTION, (portion) =>
    portion.map((it) => ({
      ...it,
      ...takeEvents(
        (known.get(it.code) ?? []).map(fromStored),
        it.events,
        keepingOf(keeper, it.unitId),
      ),
    })),
  )
  await insertEvents(
    db,
    taken.flatMap(({ unitId, kept }) =>
      kept.map(({ tag: { stored, answers } }) => ({
        stored,
        unitId,
        batchId: answers?.batchId ?? (piles[0] as Pile).batchId,
      })),
    ),
  )
  const changed = taken.filter(({ kept }) => kept.length > 0)
  const states = changed.map((it): DossierState => ({ ...it, wasKnown: known.has(it.code) }))
  const changes = replaced(states, counted)
  await saveStates(db, states)
  if (isOurs) await lockUnits(db, units)
  await addChanges(db, changes)
  const latest = new Map<string, Instant>()
  for (const { unitId, kept } of changed)
    for (const { event } of kept) {
      const last = latest.get(unitId)
      if (!last || event.receivedAt > last) latest.set(unitId, event.receivedAt)
    }
  if (latest.size > 0) await raiseVersions(db, latest)
  const results = new Map<string, ItemResult[]>()
  for (const { outcomes } of taken)
    for (const { tag, outcome } of outcomes) {
      if (!tag.answers) continue
      const { batchId, no } = tag.answers
      const found = results.get(batchId)
      if (found) found.push({ no, outcome })
      else results.set(batchId, [{ no, outcome }])
    }
  return {
    results,
    dossiers: changed.length,
    events: changed.reduce((sum, it) => sum + it.kept.length, 0),
  }
}

type Touched = { unitId: string; code: string; events: Incoming<Tag>[] }

function byDossier(piles: readonly Pile[], codes: readonly string[]): Map<string, Touched> {
  const found = new Map<string, Touched>()
  const touch = (unitId: string, code: string): Touched => {
    const known = found.get(code)
    if (known) return known
    const touched: Touched = { unitId, code, events: [] }
    found.set(code, touched)
    return touched
  }
  for (const { unitId, batchId, items } of piles)
    for (const { no, event: stored, said } of items) {
      const event = said ?? fromStored(stored)
      touch(unitId, stored.code).events.push({ event, tag: { stored, answers: { batchId, no } } })
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
    const event = fromStored(stored)
    incoming.get(stored.code)?.events.unshift({ event, tag: { stored, answers: null } })
  }
}
