// The reading of one message of the feed. Whatever comes, the answer is an event or a refusal with its reason; nothing is
// thrown. What is refused is refused alone.

import { hash } from 'node:crypto'
import type { Instant } from '../lib/instant.ts'
import { type DossierEvent, statedTimes } from './event.ts'
import { type DossierFields, FieldFault, readDossierFields, readProgressFields } from './fields.ts'
import { readStamp } from './stamp.ts'
import { REFUSED, WITHDRAWN } from './status.ts'
import { type Kept, keptOf } from './stored-event.ts'

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
  | { ok: true; event: DossierEvent; kept: Kept }
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
  const said =
    service === SERVICES[0]
      ? readPicture(data, { id: '', receivedAt: received, isFirst }, known)
      : readProgress(data, { id: '', receivedAt: received })
  if ('ok' in said) return said
  const kept = keptOf(said, data)
  const own = typeof id === 'string' && id !== '' ? inOneLine(id) : contentHash(said, kept)
  return { ok: true, event: { ...said, id: own }, kept }
}

function readPicture(
  data: unknown,
  base: { id: string; receivedAt: Instant; isFirst: boolean },
  known: Known,
): DossierEvent | Refused {
  const facts = readDossierFields(data)
  const code = facts.MaHoSo
  const holder = known.unitOfDossier(code)
  if (holder !== null && holder !== facts.DonViXuLy) return refuse('code-of-another-unit', 'MaHoSo')
  if (facts.IsDeleted) {
    const { id, receivedAt } = base
    return { kind: 'deletion', code, id, receivedAt, happenedAt: receivedAt }
  }
  if (!known.hasUnit(facts.DonViXuLy)) return refuse('unit-unknown', 'DonViXuLy')
  if (!known.hasProcedure(facts.MaTTHC)) return refuse('procedure-unknown', 'MaTTHC')
  if (!facts.NgayTiepNhan && needsAcceptance(facts)) return refuse('field-missing', 'NgayTiepNhan')
  const happenedAt = latest(statedTimes(facts)) ?? base.receivedAt
  return { kind: 'picture', code, happenedAt, facts, ...base }
}

/** Only what was never accepted may lack the time of acceptance. */
const needsAcceptance = ({ TrangThaiHoSo: status }: DossierFields): boolean =>
  status !== 1 && status !== REFUSED && status !== WITHDRAWN

function readProgress(data: object, base: { id: string; receivedAt: Instant }): DossierEvent {
  const facts = readProgressFields(data)
  return {
    kind: 'progress',
    code: facts.MaHoSo,
    happenedAt: facts.ThoiDiemXuLy,
    status: facts.TrangThai,
    office: facts.PhongBanXuLy,
    ...base,
  }
}

const latest = (times: readonly (readonly [string, Instant])[]): Instant | null =>
  times.reduce<Instant | null>((last, [, at]) => (last === null || at > last ? at : last), null)

type Refused = Extract<Reading, { ok: false }>
const refuse = (reason: Reason, field: string | null = null): Refused => ({
  ok: false,
  reason,
  field,
})

/** A name of a message as its sender gave it; one with signs that no name has is known by its hash. */
const inOneLine = (id: string): string => (/[\p{Cc}\p{Cs}]/u.test(id) ? shortHash(id) : id)

/** The same for the same content, in whatever order its fields come. A step is told by its time as well; that of a picture
 * stands in it, or is only when it came. */
function contentHash(said: DossierEvent, { data, rest }: Kept): string {
  const at = said.kind === 'progress' ? said.happenedAt : ''
  return shortHash(`${said.kind} ${said.code} ${at}\n${data}\n${rest ?? ''}`)
}

/** 132 bits: it stands in every key of an event. */
const shortHash = (text: string): string => hash('sha256', text, 'base64url').slice(0, 22)
