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

const FIELDS = Object.keys(DOSSIER_FIELDS) as (keyof DossierFields)[]
const LISTS: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries(PARTS).map(([name, parts]) => [name, new Set(Object.keys(parts))]),
)
/** Names that every picture repeats, known from the procedure. */
const READ_OFF = new Set(['TenTTHC', 'TenLinhVuc', 'MaLinhVuc'])
const KEPT_FIELDS = FIELDS.filter((name) => !READ_OFF.has(name))
const READ_OF_PICTURE: ReadonlySet<string> = new Set(FIELDS)
const READ_OF_PROGRESS: ReadonlySet<string> = new Set(['MaHoSo', 'ThoiDiemXuLy', 'TrangThai'])

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

/** An event with what was sealed of it put back; without it where `open` answers null. */
export function wholeEvent(
  row: StoredEvent,
  open: (sealed: string, code: string) => string | null,
): DossierEvent {
  const event = fromStored(row)
  const text = row.rest === null ? null : open(row.rest, row.code)
  if (event.kind !== 'picture' || text === null) return event
  const facts: Record<string, unknown> = { ...event.facts }
  for (const [name, value] of Object.entries(JSON.parse(text) as Record<string, unknown>)) {
    const known = facts[name]
    facts[name] =
      Array.isArray(known) && Array.isArray(value)
        ? known.map((item, at) => ({ ...(value[at] as object | null), ...(item as object) }))
        : value
  }
  return { ...event, facts: facts as typeof event.facts }
}

const BLANK = {
  ...Object.fromEntries(FIELDS.map((name) => [name, null])),
  ...Object.fromEntries([...LISTS.keys()].map((name) => [name, []])),
}

/** Only what rules read, without what is empty. */
function clear(facts: DossierFields): Record<string, unknown> {
  const found: Record<string, unknown> = {}
  for (const name of KEPT_FIELDS) {
    const value = facts[name]
    if (value === null || value === undefined) continue
    if (!Array.isArray(value) || value.length > 0) found[name] = value
  }
  return found
}

function restOf(raw: unknown, kind: DossierEvent['kind']): Record<string, unknown> | null {
  if (typeof raw !== 'object' || raw === null) return null
  const read = kind === 'progress' ? READ_OF_PROGRESS : READ_OF_PICTURE
  const found: Record<string, unknown> = {}
  let isEmpty = true
  for (const name of Object.keys(raw)) {
    const value = (raw as Record<string, unknown>)[name]
    const parts = kind === 'progress' ? undefined : LISTS.get(name)
    const rest =
      parts && Array.isArray(value)
        ? othersOf(value, parts)
        : read.has(name) || value === null || value === ''
          ? undefined
          : value
    if (rest === undefined) continue
    found[name] = rest
    isEmpty = false
  }
  return isEmpty ? null : found
}

/** What no rule reads of the items of a list; null for an item of which all is read. */
function othersOf(
  items: readonly unknown[],
  parts: ReadonlySet<string>,
): (Record<string, unknown> | null)[] | undefined {
  const others = items.map((item) => without(item, parts))
  return others.some((item) => item !== null) ? others : undefined
}

function without(item: unknown, parts: ReadonlySet<string>): Record<string, unknown> | null {
  if (typeof item !== 'object' || item === null) return null
  let found: Record<string, unknown> | null = null
  for (const name of Object.keys(item)) {
    if (parts.has(name)) continue
    found ??= {}
    found[name] = (item as Record<string, unknown>)[name]
  }
  return found
}
