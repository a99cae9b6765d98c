// An event as it is kept: what rules read in the clear, everything else of the message sealed. Nothing of a message is lost,
// and nothing of a person can be read in the database.

import type { Instant } from '../lib/instant.ts'
import type { DossierEvent } from './event.ts'
import { BLANK_FIELDS, BLANK_PARTS, type DossierFields, PARTS } from './fields.ts'
import type { Status } from './status.ts'

export type StoredEvent = {
  code: string
  id: string
  receivedAt: Instant
  happenedAt: Instant
  kind: DossierEvent['kind']
  /** JSON of what rules read, without what is empty. */
  data: string
  /** Sealed JSON of the fields that no rule reads; null when there are none. */
  rest: string | null
}

/** What is kept of a message, as JSON: what rules read, and everything else; null when there is nothing else. */
export type Kept = { data: string; rest: string | null }

const FIELDS = Object.keys(BLANK_FIELDS) as (keyof DossierFields)[]
const LISTS: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries(PARTS).map(([name, parts]) => [name, new Set(Object.keys(parts))]),
)
/** Names that every picture repeats, known from the procedure; the code stands beside. */
const READ_OFF = new Set(['TenTTHC', 'TenLinhVuc', 'MaLinhVuc', 'MaHoSo'])
const KEPT_FIELDS = FIELDS.filter((name) => !READ_OFF.has(name))
const READ_OF_PICTURE: ReadonlySet<string> = new Set(FIELDS)
const READ_OF_PROGRESS: ReadonlySet<string> = new Set(['MaHoSo', 'ThoiDiemXuLy', 'TrangThai'])

/** `raw` is the message's `data`. The same for the same message, in whatever order its fields came. */
export function keptOf(event: DossierEvent, raw: object): Kept {
  const rest = restOf(raw as Record<string, unknown>, event.kind)
  const data =
    event.kind === 'picture'
      ? { isFirst: event.isFirst, facts: clear(event.facts) }
      : event.kind === 'progress'
        ? { status: event.status, office: event.office }
        : {}
  return { data: JSON.stringify(data), rest: rest === null ? null : JSON.stringify(rest) }
}

/** `seal` makes text unreadable without the key of the instance. */
export function toStored(
  { code, id, receivedAt, happenedAt, kind }: DossierEvent,
  { data, rest }: Kept,
  seal: (text: string, code: string) => string,
): StoredEvent {
  const sealed = rest === null ? null : seal(rest, code)
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
    const { status, office } = JSON.parse(data) as { status: Status; office: string | null }
    return { ...said, kind, status, office }
  }
  const { isFirst, facts } = JSON.parse(data) as { isFirst: boolean; facts: Partial<DossierFields> }
  return { ...said, kind, isFirst, facts: filled({ ...facts, MaHoSo: code }) }
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

/** With everything that was left out because it is empty. */
function filled(facts: Partial<DossierFields>): DossierFields {
  const found: Record<string, unknown> = { ...BLANK_FIELDS, ...facts }
  for (const [name, blank] of BLANK_PARTS) {
    const items = found[name] as object[]
    if (items.length > 0) found[name] = items.map((item) => ({ ...blank, ...item }))
  }
  return found as DossierFields
}

/** Only what rules read, without what is empty. */
function clear(facts: DossierFields): Record<string, unknown> {
  const found: Record<string, unknown> = {}
  for (const name of KEPT_FIELDS) {
    const value = facts[name]
    if (value === null || value === false || value === undefined) continue
    if (!Array.isArray(value)) found[name] = value
    else if (value.length > 0) found[name] = value.map(clearPart)
  }
  return found
}

function clearPart(part: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const found: Record<string, unknown> = {}
  for (const name in part) {
    const value = part[name]
    if (value !== null && value !== false) found[name] = value
  }
  return found
}

function restOf(
  raw: Readonly<Record<string, unknown>>,
  kind: DossierEvent['kind'],
): Record<string, unknown> | null {
  const found: Record<string, unknown> = {}
  let isEmpty = true
  for (const { name, parts } of othersIn(Object.keys(raw), kind)) {
    const value = raw[name]
    const rest = parts && Array.isArray(value) ? othersOf(value, parts) : parts ? undefined : value
    if (rest === undefined || rest === null || rest === '') continue
    found[name] = rest
    isEmpty = false
  }
  return isEmpty ? null : found
}

/** Names to look at for what no rule reads; `parts`: of a list of which only some parts are read. */
type Others = readonly { name: string; parts: ReadonlySet<string> | undefined }[]

/** A system sends its fields in one order or a few: sorted once each. An order longer than any system's is not kept. */
const orders = new Map<string, Others>()
const MOST_ORDERS = 1000
const LONGEST_ORDER = 5000

function othersIn(names: readonly string[], kind: DossierEvent['kind']): Others {
  // Names come from outside and may hold any sign: told apart as JSON, or what stands under one of them is lost.
  const key = JSON.stringify([kind, names])
  const known = orders.get(key)
  if (known) return known
  const isStep = kind === 'progress'
  const read = isStep ? READ_OF_PROGRESS : READ_OF_PICTURE
  const others = [...names]
    .sort()
    .filter((name) => !read.has(name) || (!isStep && LISTS.has(name)))
    .map((name) => ({ name, parts: isStep ? undefined : LISTS.get(name) }))
  if (orders.size >= MOST_ORDERS) orders.clear()
  if (key.length <= LONGEST_ORDER) orders.set(key, others)
  return others
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
