// An event as it is kept: what rules read in the clear, everything else of the message sealed. Nothing of a message is lost,
// and nothing of a person can be read in the database.

import type { Instant } from '../lib/instant.ts'
import type { DossierEvent } from './event.ts'
import { DOSSIER_FIELDS, type DossierFields, PARTS } from './fields.ts'
import type { Status } from './status.ts'

export type StoredEvent = {
  code: string
  id: string
  receivedAt: Instant
  happenedAt: Instant
  kind: DossierEvent['kind']
  data: Record<string, unknown>
  /** Sealed JSON of the fields that no rule reads; null when there are none. */
  rest: string | null
}

const FIELDS = Object.keys(DOSSIER_FIELDS)
const LISTS: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  Object.entries(PARTS).map(([name, parts]) => [name, Object.keys(parts)]),
)
/** Names that every picture repeats, known from the procedure. */
const READ_OFF = new Set(['TenTTHC', 'TenLinhVuc', 'MaLinhVuc'])

/** `raw` is the message's `data`; `seal` makes text unreadable without the key of the instance. */
export function toStored(
  event: DossierEvent,
  raw: unknown,
  seal: (text: string, code: string) => string,
): StoredEvent {
  const { code, id, receivedAt, happenedAt, kind } = event
  const rest = restOf(raw, kind)
  const data =
    event.kind === 'picture'
      ? { isFirst: event.isFirst, facts: clear(event.facts) }
      : event.kind === 'progress'
        ? { status: event.status, office: event.office }
        : {}
  const sealed = rest === null ? null : seal(JSON.stringify(rest), code)
  return { code, id, receivedAt, happenedAt, kind, data, rest: sealed }
}

export function fromStored({
  code,
  id,
  receivedAt,
  happenedAt,
  kind,
  data,
}: StoredEvent): DossierEvent {
  const said = { id, code, receivedAt, happenedAt }
  if (kind === 'deletion') return { ...said, kind }
  if (kind === 'progress') {
    const { status, office } = data as { status: Status; office: string | null }
    return { ...said, kind, status, office }
  }
  const { isFirst, facts } = data as { isFirst: boolean; facts: Partial<DossierFields> }
  return { ...said, kind, isFirst, facts: { ...BLANK, ...facts } as DossierFields }
}

const BLANK = {
  ...Object.fromEntries(FIELDS.map((name) => [name, null])),
  ...Object.fromEntries(Object.keys(LISTS).map((name) => [name, []])),
}

/** Only what rules read, without what is empty. */
function clear(facts: DossierFields): Record<string, unknown> {
  const found: Record<string, unknown> = {}
  for (const name of FIELDS) {
    const value = (facts as Record<string, unknown>)[name]
    if (value === null || value === undefined || READ_OFF.has(name)) continue
    const parts = LISTS[name]
    if (!parts) found[name] = value
    else if ((value as unknown[]).length > 0)
      found[name] = (value as Record<string, unknown>[]).map((item) => pick(item, parts))
  }
  return found
}

const pick = (item: Record<string, unknown>, parts: readonly string[]) => {
  const found: Record<string, unknown> = {}
  for (const part of parts) found[part] = item[part] ?? null
  return found
}

function restOf(raw: unknown, kind: DossierEvent['kind']): Record<string, unknown> | null {
  if (typeof raw !== 'object' || raw === null) return null
  const read = kind === 'progress' ? ['MaHoSo', 'ThoiDiemXuLy', 'TrangThai'] : FIELDS
  const found: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(raw)) {
    const parts = kind === 'progress' ? undefined : LISTS[name]
    if (parts && Array.isArray(value)) {
      const others = value.map((item) => without(item, parts))
      if (others.some((item) => item !== null)) found[name] = others
    } else if (!read.includes(name) && value !== null && value !== '') found[name] = value
  }
  return Object.keys(found).length > 0 ? found : null
}

function without(item: unknown, parts: readonly string[]): Record<string, unknown> | null {
  if (typeof item !== 'object' || item === null) return null
  const others = Object.entries(item).filter(([name]) => !parts.includes(name))
  return others.length > 0 ? Object.fromEntries(others) : null
}
