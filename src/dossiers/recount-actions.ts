// Counters made anew from the events: after what dossiers are timed by has changed, or to be sure.

import { type Act, record } from '../platform/index.ts'
import { replaced } from './counting.ts'
import { foldDossier } from './fold.ts'
import { timekeeping } from './procedure-store.ts'
import { codesAfter } from './recount-store.ts'
import { fromStored } from './stored-event.ts'
import { standingOf } from './take.ts'
import { addChanges, countedNow, lockUnits, saveStates, storedEvents } from './take-store.ts'

const PORTION = 1000

/** Recounts a portion of a unit's dossiers; answers the code to go on after, null at the end. */
export async function recountSome(
  act: Act,
  unitId: string,
  procedures: readonly string[] | null,
  after: string,
): Promise<{ count: number; after: string | null }> {
  const { db } = act
  await lockUnits(db, [unitId])
  const codes = await codesAfter(db, unitId, procedures, after, PORTION)
  if (codes.length === 0) return { count: 0, after: null }
  const keys = codes.map((code) => ({ unitId, code }))
  const known = await storedEvents(db, keys)
  const counted = await countedNow(db, keys)
  const keeping = await timekeeping(db, act.today)
  const states = codes.map((code) => {
    const events = (known.get(code) ?? []).map(fromStored)
    const dossier = foldDossier(events)
    return { unitId, code, dossier, wasKnown: true, ...standingOf(dossier, events, keeping) }
  })
  await saveStates(db, states)
  await addChanges(db, replaced(states, counted))
  await record(act, 'dossiers.recounted', {
    unitId,
    subject: unitId,
    details: { dossiers: codes.length },
  })
  return { count: codes.length, after: codes.length < PORTION ? null : (codes.at(-1) ?? null) }
}
