// A batch is received: every message read, the refused ones answered, the others laid into the inbox by unit; or, where the
// instance is set to write units together, written at once. Once this is saved, nothing of it is lost.

import { dayOf, type Instant } from '../lib/instant.ts'
import { type Act, byPortions, Problem, record } from '../platform/index.ts'
import {
  type ItemResult,
  MOST_ITEMS,
  type Piles,
  pilesOf,
  readItems,
  unitNames,
  unitsWithin,
} from './batch.ts'
import { claimCodes, fillInbox, insertBatch, insertWaiting } from './inbox-store.ts'
import { allProcedures, dossierUnits } from './procedure-store.ts'
import { recordTaken } from './take-actions.ts'
import { writePiles } from './write-actions.ts'
import { writingMode } from './writing-store.ts'

/** Messages read before others have a turn. */
const PORTION = 100

export const TAKE_JOB = 'dossiers.take'

export type Received = { id: string; items: number; refused: ItemResult[] }

export type Messages = {
  /** Whose they are: a token, a file. */
  source: string
  /** The unit in whose affairs this is recorded. */
  unitId: string
  messages: readonly { no: number; message: unknown }[]
  /** Refused before they could be read, as lines of a file. */
  refused?: readonly ItemResult[]
  /** Units that may be written about; any when not given. */
  reach?: ReadonlySet<string>
}

const ownerOf = ({ source, unitId }: Messages) => ({ source, unitId })

export async function receiveBatch(act: Act, input: Messages): Promise<Received> {
  const { db, now, today } = act
  const early = input.refused ?? []
  const count = input.messages.length + early.length
  if (count === 0) throw new Problem(400, 'dossiers.batch-empty')
  if (count > MOST_ITEMS) throw new Problem(413, 'dossiers.batch-too-large', { most: MOST_ITEMS })
  const codes = new Set((await allProcedures(db)).map(({ code }) => code))
  const unitOf = unitNames(unitsWithin(await dossierUnits(db), input.reach), today)
  const known = { unitOf, hasProcedure: (code: string) => codes.has(code) }
  const reads = await byPortions(input.messages, PORTION, (messages) => [
    readItems(messages, known, act.secrets.seal),
  ])
  const items = reads.flatMap((read) => read.items)
  const claims = items.flatMap(({ unitId, event: { code } }) => (unitId ? [{ code, unitId }] : []))
  const asked = items.map(({ event }) => event.code)
  const { holders, claimed } = await claimCodes(db, claims, asked)
  const piles = pilesOf(items, holders, input.reach)
  const refused = [...early, ...reads.flatMap((read) => read.refused), ...piles.refused]
  const waiting = piles.waiting.map(({ no }): ItemResult => ({ no, outcome: 'accepted' }))
  const batch = { id: act.newId(), receivedAt: now as Instant, items: count, ...ownerOf(input) }
  await insertWaiting(db, piles.waiting)
  const isMixed = (await writingMode(db)) === 'mixed'
  const written = isMixed ? await writeNow(act, batch.id, { piles, claimed }) : []
  await insertBatch(db, batch, [...refused, ...waiting, ...written])
  if (!isMixed) await fillInbox(db, batch, piles.units)
  if (!isMixed || waiting.length > 0) await act.enqueue(TAKE_JOB, { day: dayOf(now) })
  await record(act, 'dossiers.batch-received', {
    unitId: input.unitId,
    subject: batch.id,
    details: { items: count, refused: refused.length },
  })
  return { id: batch.id, items: count, refused }
}

/** No inbox: where units may be written together, a batch is written in the transaction that receives it. */
async function writeNow(
  act: Act,
  batchId: string,
  { piles: { units }, claimed }: { piles: Piles; claimed: ReadonlySet<string> },
): Promise<ItemResult[]> {
  const piles = [...units].map(([unitId, items]) => ({ batchId, unitId, items }))
  if (piles.length === 0) return []
  const written = await writePiles(act, piles, { claimed })
  await recordTaken(act, piles, written)
  return written.results.get(batchId) ?? []
}
