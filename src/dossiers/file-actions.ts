// A file of messages is looked at without saving anything, or taken in portions.

import type { Day } from '../lib/day.ts'
import type { Act, Db } from '../platform/index.ts'
import { type ItemResult, MOST_ITEMS, pilesOf, readItems, unitNames, unitsWithin } from './batch.ts'
import { batchesOf, claimCodes, type Receipt, receiptOf } from './inbox-store.ts'
import type { Line } from './lines.ts'
import { allProcedures, dossierUnits } from './procedure-store.ts'
import { receiveBatch } from './receive-actions.ts'

export type FilePreview = {
  lines: number
  pictures: number
  steps: number
  deletions: number
  /** Steps of dossiers that nobody has shown yet. */
  waiting: number
  dossiers: number
  byUnit: [unitId: string, messages: number][]
  refused: ItemResult[]
}

/** What would be taken and what refused. */
export async function previewFile(
  db: Db,
  lines: readonly Line[],
  { on, reach }: { on: Day; reach: ReadonlySet<string> },
): Promise<FilePreview> {
  const codes = new Set((await allProcedures(db)).map(({ code }) => code))
  const unitOf = unitNames(unitsWithin(await dossierUnits(db), reach), on)
  const known = { unitOf, hasProcedure: (code: string) => codes.has(code) }
  const { messages, early } = divided(lines)
  const read = readItems(messages, known, () => '')
  const { holders } = await claimCodes(
    db,
    [],
    read.items.map(({ event }) => event.code),
  )
  for (const { unitId, event } of read.items)
    if (unitId && !holders.has(event.code)) holders.set(event.code, unitId)
  const piles = pilesOf(read.items, holders, reach)
  const taken = [...piles.units.values()].flat()
  const count = (kind: string) => taken.filter(({ event }) => event.kind === kind).length
  return {
    lines: lines.length,
    pictures: count('picture'),
    steps: count('progress'),
    deletions: count('deletion'),
    waiting: piles.waiting.length,
    dossiers: new Set(taken.map(({ event }) => event.code)).size,
    byUnit: [...piles.units].map(([unitId, items]) => [unitId, items.length]),
    refused: [...early, ...read.refused, ...piles.refused].sort((a, b) => a.no - b.no),
  }
}

const divided = (lines: readonly Line[]) => ({
  messages: lines.flatMap((line) => ('refused' in line ? [] : [line])),
  early: lines.flatMap((line) => ('refused' in line ? [line.refused] : [])),
})

type TakenFile = {
  source: string
  unitId: string
  lines: readonly Line[]
  reach: ReadonlySet<string>
}

/** Receives a whole file; its batches share the source. */
export async function takeFile(
  act: Act,
  { source, unitId, lines, reach }: TakenFile,
): Promise<void> {
  for (let from = 0; from < lines.length; from += MOST_ITEMS) {
    const { messages, early } = divided(lines.slice(from, from + MOST_ITEMS))
    await receiveBatch(act, { source, unitId, messages, refused: early, reach })
  }
}

/** What became of a file so far; the newest taking of it. Null when it was never taken. */
export async function fileReceipts(db: Db, source: string): Promise<Receipt[]> {
  const receipts: Receipt[] = []
  for (const id of await batchesOf(db, source)) {
    const receipt = await receiptOf(db, id, source)
    if (receipt) receipts.push(receipt)
  }
  return receipts
}
