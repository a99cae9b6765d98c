// The reading of one message of the feed. Whatever comes, the answer is an event or a refusal with its reason; nothing is
// thrown. What is refused is refused alone.

import { hash } from 'node:crypto'
import type { Instant } from '../lib/instant.ts'
import { type DossierEvent, statedTimes } from './event.ts'
import { type DossierFields, FieldFault, readDossierFields, readProgressFields } from './fields.ts'
import { readStamp } from './stamp.ts'
import { REFUSED, WITHDRAWN } from './status.ts'

export const REASONS = [
  'line-too-long',
  'not-utf8',
  'unreadable',
  'service-unknown',
  'received-unreadable',
  'field-missing',
  'field-invalid',
  'date-unreadable',
  'status-unknown',
  'unit-unknown',
  'procedure-unknown',
  'code-of-another-unit',
] as const
export type Reason = (typeof REASONS)[number]

export type Reading =
  | { ok: true; event: DossierEvent }
  | { ok: false; reason: Reason; field: string | null }

/** What the receiver knows. */
export type Known = {
  hasUnit: (code: string) => boolean
  hasProcedure: (code: string) => boolean
  /** The unit that holds a dossier of this code; null when there is none. */
  unitOfDossier: (code: string) => string | null
}

const SERVICES = ['DongBoHoSoMC', 'CapNhatTienDoHoSoMC'] as const

/** Reads `{ service, receivedAt, data, id?, isUpdating? }`. Without `isUpdating` a picture of a dossier is new or an update, as
 * it finds things; with "False" it is the first one and never overrides. */
export function readMessage(line: unknown, known: Known): Reading {
  try {
    return read(line, known)
  } catch (fault) {
    if (fault instanceof FieldFault && fault.path !== '') return refuse(fault.reason, fault.path)
    return refuse('unreadable')
  }
}

function read(line: unknown, known: Known): Reading {
  if (typeof line !== 'object' || line === null || Array.isArray(line)) return refuse('unreadable')
  const { service, receivedAt, data, id, isUpdating } = line as Record<string, unknown>
  if (service !== SERVICES[0] && service !== SERVICES[1])
    return refuse('service-unknown', 'service')
  const received = typeof receivedAt === 'string' ? readStamp(receivedAt) : null
  if (!received) return refuse('received-unreadable', 'receivedAt')
  const isFirst = isUpdating === false || String(isUpdating).toLowerCase() === 'false'
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return refuse('unreadable')
  const base = {
    id: typeof id === 'string' && id !== '' ? inOneLine(id) : contentHash(service, isFirst, data),
    receivedAt: received,
  }
  return service === SERVICES[0]
    ? readPicture(data, { ...base, isFirst }, known)
    : readProgress(data, base)
}

function readPicture(
  data: unknown,
  base: { id: string; receivedAt: Instant; isFirst: boolean },
  known: Known,
): Reading {
  const facts = readDossierFields(data)
  const code = facts.MaHoSo
  const holder = known.unitOfDossier(code)
  if (holder !== null && holder !== facts.DonViXuLy) return refuse('code-of-another-unit', 'MaHoSo')
  if (facts.IsDeleted) {
    const { id, receivedAt } = base
    return { ok: true, event: { kind: 'deletion', code, id, receivedAt, happenedAt: receivedAt } }
  }
  if (!known.hasUnit(facts.DonViXuLy)) return refuse('unit-unknown', 'DonViXuLy')
  if (!known.hasProcedure(facts.MaTTHC)) return refuse('procedure-unknown', 'MaTTHC')
  if (!facts.NgayTiepNhan && needsAcceptance(facts)) return refuse('field-missing', 'NgayTiepNhan')
  const happenedAt = latest(statedTimes(facts)) ?? base.receivedAt
  return { ok: true, event: { kind: 'picture', code, happenedAt, facts, ...base } }
}

/** Only what was never accepted may lack the time of acceptance. */
const needsAcceptance = ({ TrangThaiHoSo: status }: DossierFields): boolean =>
  status !== 1 && status !== REFUSED && status !== WITHDRAWN

function readProgress(data: object, base: { id: string; receivedAt: Instant }): Reading {
  const facts = readProgressFields(data)
  const { PhongBanXuLy: office } = data as Record<string, unknown>
  return {
    ok: true,
    event: {
      kind: 'progress',
      code: facts.MaHoSo,
      happenedAt: facts.ThoiDiemXuLy,
      status: facts.TrangThai,
      office: typeof office === 'string' ? office : null,
      ...base,
    },
  }
}

const latest = (times: readonly (readonly [string, Instant])[]): Instant | null =>
  times.reduce<Instant | null>((last, [, at]) => (last === null || at > last ? at : last), null)

const refuse = (reason: Reason, field: string | null = null): Reading => ({
  ok: false,
  reason,
  field,
})

/** A name of a message as its sender gave it; one with signs that no name has is known by its hash. */
const inOneLine = (id: string): string => (/\p{Cc}/u.test(id) ? shortHash(id) : id)

/** The same for the same content, in whatever order its fields come. */
function contentHash(service: string, isFirst: boolean, data: object): string {
  const names = sortedNames(Object.keys(data))
  const values = names.map((name) => (data as Record<string, unknown>)[name])
  return shortHash(`${service} ${isFirst} ${JSON.stringify([names, values])}`)
}

/** 132 bits: it stands in every key of an event. */
const shortHash = (text: string): string => hash('sha256', text, 'base64url').slice(0, 22)

/** A system sends its fields in one order or a few: sorted once each. */
const orders = new Map<string, readonly string[]>()
const MOST_ORDERS = 100

function sortedNames(names: readonly string[]): readonly string[] {
  const key = names.join('\n')
  const known = orders.get(key)
  if (known) return known
  const sorted = [...names].sort()
  if (orders.size >= MOST_ORDERS) orders.clear()
  orders.set(key, sorted)
  return sorted
}
