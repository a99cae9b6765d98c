// A batch of petitions is received and taken in one go: every item read, the refused ones answered, the others kept, their
// petitions made anew. The receipt says item by item what became of it.

import { workCalendar } from '../calendar/index.ts'
import { dossierUnits, unitNames } from '../dossiers/index.ts'
import type { Day } from '../lib/day.ts'
import type { Instant } from '../lib/instant.ts'
import type { WorkCalendar } from '../lib/workdays.ts'
import { type Act, Problem, record } from '../platform/index.ts'
import { holdersOf, insertBatch, lockPetitions, saveHolders } from './batch-store.ts'
import { foldPetition } from './fold.ts'
import { readPetition } from './message.ts'
import { insertMessages, petitionMessages } from './message-store.ts'
import type { PetitionRules } from './petition.ts'
import { raiseVersion, savePetitions } from './petition-store.ts'
import { type PetitionResult, type PlacedMessage, placed, rejected } from './placing.ts'
import { petitionRulesOn } from './rules-store.ts'
import { spansOf } from './span.ts'
import { takeMessages } from './take.ts'

export const MOST_PETITIONS = 1000

export type PetitionItems = {
  /** Whose they are: a token, a file. */
  source: string
  /** The unit that sends them. */
  unitId: string
  items: readonly { no: number; item: unknown }[]
  /** Refused before they could be read, as lines of a file. */
  refused?: readonly PetitionResult[]
  /** Units that may be written about; any when not given. */
  reach?: ReadonlySet<string>
}
export type PetitionReceipt = { id: string; items: number; results: PetitionResult[] }

export async function receivePetitions(act: Act, input: PetitionItems): Promise<PetitionReceipt> {
  const { db, now } = act
  const early = input.refused ?? []
  const count = input.items.length + early.length
  if (count === 0) throw new Problem(400, 'petitions.batch-empty')
  if (count > MOST_PETITIONS)
    throw new Problem(413, 'petitions.batch-too-large', { most: MOST_PETITIONS })
  await lockPetitions(db)
  const timing = await timingOf(act)
  const read = await readItems(act, input, timing.reach)
  const holders = await holdersOf(
    db,
    read.items.map(({ message }) => message.code),
  )
  const { byUnit, refused } = placed(read.items, holders)
  const id = act.newId()
  const results: PetitionResult[] = [...early, ...read.refused, ...refused]
  const units = [...byUnit].sort(([a], [b]) => (a < b ? -1 : 1))
  for (const [unitId, items] of units)
    results.push(...(await takeUnit(act, unitId, items, { batchId: id, holders, ...timing })))
  results.sort((a, b) => a.no - b.no)
  const taken = units.flatMap(([, items]) => items.map(({ message }) => message.receivedAt))
  const knownFrom = taken.reduce<Instant | null>(
    (first, at) => (first === null || at < first ? at : first),
    null,
  )
  const { source, unitId } = input
  const batch = { id, unitId, source, receivedAt: now, knownFrom, items: count, results }
  await insertBatch(db, batch)
  await record(act, 'petitions.batch-received', {
    unitId: units.length === 1 ? (units[0]?.[0] as string) : unitId,
    subject: id,
    details: {
      items: count,
      refused: results.filter(({ outcome }) => outcome === 'rejected').length,
    },
  })
  return { id, items: count, results }
}

export type PetitionPreview = {
  lines: number
  petitions: number
  byUnit: [unitId: string, items: number][]
  refused: PetitionResult[]
}

/** What would be taken and what refused; saves nothing. */
export async function previewPetitions(
  act: Act,
  input: Omit<PetitionItems, 'source' | 'unitId'>,
): Promise<PetitionPreview> {
  const early = input.refused ?? []
  const read = await readItems(act, input, (await timingOf(act)).reach)
  const codes = read.items.map(({ message }) => message.code)
  const { byUnit, refused } = placed(read.items, await holdersOf(act.db, codes))
  const taken = [...byUnit.values()].flat()
  return {
    lines: input.items.length + early.length,
    petitions: new Set(taken.map(({ unitId, message }) => `${unitId} ${message.code}`)).size,
    byUnit: [...byUnit].map(([unitId, items]) => [unitId, items.length]),
    refused: [...early, ...read.refused, ...refused].sort((a, b) => a.no - b.no),
  }
}

type Timing = { rules: PetitionRules; calendar: WorkCalendar }

async function timingOf({ db, today }: Act): Promise<Timing & { reach: { from: Day; to: Day } }> {
  const calendar = await workCalendar(db)
  const { from, to } = calendar
  return { rules: await petitionRulesOn(db, today), calendar, reach: { from, to } }
}

async function readItems(
  { db, now, today, secrets }: Act,
  { items, reach }: Pick<PetitionItems, 'items' | 'reach'>,
  days: { from: Day; to: Day },
): Promise<{ items: PlacedMessage[]; refused: PetitionResult[] }> {
  const units = (await dossierUnits(db)).filter(({ id }) => !reach || reach.has(id))
  const unitOf = unitNames(units, today)
  const found: PlacedMessage[] = []
  const refused: PetitionResult[] = []
  for (const { no, item } of items) {
    const reading = readPetition(item, { no, now, reach: days })
    const unitId = reading.ok ? unitOf(reading.unit) : null
    if (!reading.ok) refused.push(rejected(no, reading.reason, reading.field))
    else if (unitId === null) refused.push(rejected(no, 'unit-unknown', 'unit'))
    else {
      const { message, rest } = reading
      const sealed = rest === null ? null : secrets.seal(JSON.stringify(rest), message.code)
      found.push({ unitId, message, rest: sealed })
    }
  }
  return { items: found, refused }
}

async function takeUnit(
  act: Act,
  unitId: string,
  items: readonly PlacedMessage[],
  { batchId, holders, rules, calendar }: Timing & { batchId: string; holders: Holders },
): Promise<PetitionResult[]> {
  const { db } = act
  const codes = [...new Set(items.map(({ message }) => message.code))].sort()
  const said = await petitionMessages(db, [unitId], { codes })
  const known = new Map(said.map(({ code, messages }) => [code, messages]))
  const taken = codes.map((code) => {
    const incoming = items.map(({ message }) => message).filter((it) => it.code === code)
    const before = known.get(code) ?? []
    return { code, before, ...takeMessages(before, incoming) }
  })
  const rests = new Map(items.map(({ message, rest }) => [message, rest]))
  const kept = taken.flatMap((it) => it.kept)
  const changed = taken.filter((it) => it.kept.length > 0)
  await saveHolders(db, heldNow(holders, unitId, changed))
  await insertMessages(
    db,
    unitId,
    kept.map((message) => ({
      ...message,
      messageId: act.newId(),
      batchId,
      rest: rests.get(message) ?? null,
    })),
  )
  await savePetitions(
    db,
    unitId,
    changed.map(({ code, before, kept: fresh }) => {
      const petition = foldPetition([...before, ...fresh], unitId)
      return { code, petition, spans: petition ? spansOf(petition, rules, calendar) : [] }
    }),
  )
  const last = kept
    .map(({ receivedAt }) => receivedAt)
    .sort()
    .at(-1)
  if (last) await raiseVersion(db, unitId, last)
  return taken.flatMap(({ outcomes }) => outcomes)
}

type Holders = Map<string, Set<string>>

/** Enters a unit among those that hold petitions; answers where it was not yet, with its place. */
function heldNow(
  holders: Holders,
  unitId: string,
  petitions: readonly { code: string }[],
): { code: string; unitId: string; place: number }[] {
  return petitions.flatMap(({ code }) => {
    const units = holders.get(code) ?? new Set()
    if (units.has(unitId)) return []
    holders.set(code, units.add(unitId))
    return [{ code, unitId, place: units.size }]
  })
}
