// A batch as it came: each message read on its own, refused with its reason or laid into the pile of its unit.

import type { Day } from '../lib/day.ts'
import type { DossierEvent } from './event.ts'
import { type Known, type Reading, type Reason, readMessage } from './message.ts'
import { type StoredEvent, toStored } from './stored-event.ts'

export const MOST_ITEMS = 1000

export type ItemResult = {
  no: number
  outcome: 'accepted' | 'duplicate' | 'stale' | 'rejected'
  reason?: Reason
  field?: string
}
/** `said`: what the stored event says, where it has just been read. */
export type Item = { no: number; event: StoredEvent; said?: DossierEvent }
/** Units as messages name them: by the code of their dossiers, or their own. */
export type UnitNames = (code: string) => string | null
export type ReadItem = Item & { unitId: string | null }

export type DossierUnit = {
  id: string
  code: string
  dossierCode: string | null
  validFrom: Day
  validTo: Day | null
}

export const unitsWithin = (
  units: readonly DossierUnit[],
  reach: ReadonlySet<string> | undefined,
): readonly DossierUnit[] => (reach ? units.filter(({ id }) => reach.has(id)) : units)

/** A code means the unit that stands on the day; else the last one that had it. */
export function unitNames(units: readonly DossierUnit[], on: Day): UnitNames {
  const names = new Map<string, DossierUnit>()
  const stands = ({ validFrom, validTo }: DossierUnit) =>
    validFrom <= on && (validTo === null || on < validTo)
  const better = (next: DossierUnit, known: DossierUnit | undefined) =>
    !known ||
    (stands(next) && !stands(known)) ||
    (stands(next) === stands(known) && next.validFrom > known.validFrom)
  const give = (name: string, unit: DossierUnit) => {
    if (better(unit, names.get(name))) names.set(name, unit)
  }
  for (const unit of units) give(unit.code, unit)
  const byDossier = new Map<string, DossierUnit>()
  for (const unit of units) {
    const { dossierCode } = unit
    if (dossierCode && better(unit, byDossier.get(dossierCode))) byDossier.set(dossierCode, unit)
  }
  return (code) => (byDossier.get(code) ?? names.get(code))?.id ?? null
}

/** Reads messages one by one. `seal` as for stored events. */
export function readItems(
  messages: readonly { no: number; message: unknown }[],
  known: { unitOf: UnitNames; hasProcedure: Known['hasProcedure'] },
  seal: (text: string, code: string) => string,
): { items: ReadItem[]; refused: ItemResult[] } {
  const items: ReadItem[] = []
  const refused: ItemResult[] = []
  const names: Known = {
    hasUnit: (code) => known.unitOf(code) !== null,
    hasProcedure: known.hasProcedure,
    unitOfDossier: () => null,
  }
  for (const { no, message } of messages) {
    const reading: Reading = readMessage(message, names)
    if (!reading.ok) {
      refused.push(refusal(no, reading.reason, reading.field))
      continue
    }
    const { event, kept } = reading
    const raw = (message as { data: Record<string, unknown> }).data
    const unitId = event.kind === 'progress' ? null : known.unitOf(String(raw.DonViXuLy).trim())
    if (event.kind !== 'progress' && unitId === null)
      refused.push(refusal(no, 'unit-unknown', 'DonViXuLy'))
    else items.push({ no, unitId, event: toStored(event, kept, seal), said: event })
  }
  return { items, refused }
}

export const refusal = (no: number, reason: Reason, field: string | null): ItemResult => ({
  no,
  outcome: 'rejected',
  reason,
  ...(field ? { field } : {}),
})

export type Piles = {
  /** By unit, in the order of the batch. */
  units: Map<string, Item[]>
  /** Steps of dossiers that nobody has shown yet. */
  waiting: Item[]
  refused: ItemResult[]
}

/** `holders`: the unit that holds each code. A code of another unit is refused; for who reaches only some units, also every
 * code of a unit beyond them. */
export function pilesOf(
  items: readonly ReadItem[],
  holders: ReadonlyMap<string, string>,
  reach: ReadonlySet<string> | null = null,
): Piles {
  const piles: Piles = { units: new Map(), waiting: [], refused: [] }
  for (const { unitId, ...item } of items) {
    const { no, event } = item
    const holder = holders.get(event.code) ?? unitId
    if (reach !== null && (holder === null || !reach.has(holder)))
      piles.refused.push(refusal(no, 'code-of-another-unit', 'MaHoSo'))
    else if (holder === null) piles.waiting.push(item)
    else if (unitId !== null && holder !== unitId)
      piles.refused.push(refusal(no, 'code-of-another-unit', 'MaHoSo'))
    else {
      const pile = piles.units.get(holder)
      if (pile) pile.push(item)
      else piles.units.set(holder, [item])
    }
  }
  return piles
}

/** Messages of a body: a list of them as they are, or the portal's own envelope `{ service, isUpdating?, data: [...] }`. */
export function messagesOf(body: unknown, receivedAt: string): unknown[] | null {
  if (typeof body !== 'object' || body === null) return null
  const { items, service, isUpdating, data } = body as Record<string, unknown>
  if (Array.isArray(items))
    return items.map((item) =>
      typeof item === 'object' && item !== null && !Array.isArray(item)
        ? { ...item, receivedAt }
        : item,
    )
  if (typeof service !== 'string' || !Array.isArray(data)) return null
  return data.map((one) => ({ service, isUpdating, receivedAt, data: one }))
}
