// The reading of one item of the feed of petitions. Whatever comes, the answer is a message or a refusal with its reason;
// what is refused is refused alone.

import { createHash } from 'node:crypto'
import { readStamp } from '../dossiers/index.ts'
import { addDays, type Day } from '../lib/day.ts'
import { dayOf, type Instant } from '../lib/instant.ts'
import type { PetitionMessage } from './fold.ts'
import { stepNamed, subjectNamed } from './names.ts'
import type { PetitionEvent } from './petition.ts'

export const PETITION_REASONS = [
  'line-too-long',
  'not-utf8',
  'unreadable',
  'received-unreadable',
  'field-missing',
  'field-invalid',
  'date-unreadable',
  'date-in-future',
  'date-beyond-calendar',
  'step-unknown',
  'subject-unknown',
  'unit-unknown',
  'code-of-another-unit',
] as const
export type PetitionReason = (typeof PETITION_REASONS)[number]

export type PetitionReading =
  | {
      ok: true
      message: PetitionMessage
      unit: string
      /** Fields that no rule reads; null when there are none. */
      rest: Record<string, unknown> | null
    }
  | { ok: false; reason: PetitionReason; field: string | null }

class Fault extends Error {
  readonly reason: PetitionReason
  readonly field: string | null
  constructor(reason: PetitionReason, field: string | null = null) {
    super(reason)
    this.reason = reason
    this.field = field
  }
}

/** The days that the working calendar knows. */
export type Reach = { from: Day; to: Day }

/** Reads `{ code, unit, about?, dossier?, events: [{ step, at }] }`, `{ code, unit, step, at, about? }` or
 * `{ code, unit, deleted: true }`, each with `id`, `saidAt` and `receivedAt` where it has them. */
export function readPetition(
  item: unknown,
  { no, now, reach }: { no: number; now: Instant; reach: Reach },
): PetitionReading {
  try {
    return read(item, no, now, reach)
  } catch (fault) {
    if (!(fault instanceof Fault)) throw fault
    return { ok: false, reason: fault.reason, field: fault.field }
  }
}

const KNOWN = ['code', 'unit', 'about', 'dossier', 'events', 'step', 'at', 'deleted']
const OUTSIDE = ['id', 'saidAt', 'receivedAt']

function read(item: unknown, no: number, now: Instant, reach: Reach): PetitionReading {
  if (!isRecord(item)) throw new Fault('unreadable')
  const code = nameOf(item, 'code')
  const unit = nameOf(item, 'unit')
  const receivedAt = instantOf(item, 'receivedAt', 'received-unreadable') ?? now
  const saidAt = instantOf(item, 'saidAt')
  for (const [field, at] of [
    ['receivedAt', receivedAt],
    ['saidAt', saidAt],
  ] as const)
    if (at !== null && isAhead(at, now)) throw new Fault('date-in-future', field)
  const kind = isYes(item.deleted) ? 'deletion' : 'events' in item ? 'picture' : 'step'
  const events = kind === 'deletion' ? [] : eventsOf(item, kind)
  for (const [place, { at }] of events.entries()) {
    const field = kind === 'step' ? 'at' : `events.${place}.at`
    if (isAhead(at, receivedAt)) throw new Fault('date-in-future', field)
    if (dayOf(at) < reach.from || addDays(dayOf(at), LONGEST_CLOCK) > reach.to)
      throw new Fault('date-beyond-calendar', field)
  }
  const about = subjectOf(item.about)
  if (kind === 'picture' && about === null) throw new Fault('field-missing', 'about')
  const dossier = blank(item.dossier) ? null : nameOf(item, 'dossier')
  const id = blank(item.id) ? contentHash(item) : nameOf(item, 'id')
  const rest = Object.entries(item).filter(
    ([name, value]) => !KNOWN.includes(name) && !OUTSIDE.includes(name) && !blank(value),
  )
  return {
    ok: true,
    message: { kind, code, id, receivedAt, no, saidAt, about, dossier, events },
    unit,
    rest: rest.length > 0 ? Object.fromEntries(rest) : null,
  }
}

/** Days within which every clock has run out, holidays included. */
const LONGEST_CLOCK = 60
/** Clocks of two machines differ. */
const SKEW = 10 * 60_000
const MOST_EVENTS = 200
const LONGEST_NAME = 100

const isAhead = (at: Instant, than: Instant): boolean => Date.parse(at) - Date.parse(than) > SKEW
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const blank = (value: unknown): boolean =>
  value === null || value === undefined || (typeof value === 'string' && value.trim() === '')
const isYes = (value: unknown): boolean =>
  value === true || value === 1 || /^(true|1)$/i.test(String(value ?? ''))

function nameOf(item: Record<string, unknown>, field: string): string {
  const value = item[field]
  if (blank(value)) throw new Fault('field-missing', field)
  const text = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : ''
  if (text === '' || text.length > LONGEST_NAME || /[\p{Cc}\p{Cs}]/u.test(text))
    throw new Fault('field-invalid', field)
  return text
}

function instantOf(
  item: Record<string, unknown>,
  field: string,
  reason: PetitionReason = 'date-unreadable',
  path = field,
): Instant | null {
  const value = item[field]
  if (blank(value)) return null
  const at = typeof value === 'string' ? readStamp(value) : null
  if (!at) throw new Fault(reason, path)
  return at
}

function subjectOf(value: unknown) {
  if (blank(value)) return null
  const about = typeof value === 'string' ? subjectNamed(value) : null
  if (!about) throw new Fault('subject-unknown', 'about')
  return about
}

function eventsOf(item: Record<string, unknown>, kind: 'picture' | 'step'): PetitionEvent[] {
  if (kind === 'step') return [eventOf(item, '')]
  const { events } = item
  if (!Array.isArray(events) || events.length > MOST_EVENTS)
    throw new Fault('field-invalid', 'events')
  if (events.length === 0) throw new Fault('field-missing', 'events')
  return events.map((each, place) => {
    if (!isRecord(each)) throw new Fault('field-invalid', `events.${place}`)
    return eventOf(each, `events.${place}.`)
  })
}

function eventOf(value: Record<string, unknown>, path: string): PetitionEvent {
  if (blank(value.step)) throw new Fault('field-missing', `${path}step`)
  const step = typeof value.step === 'string' ? stepNamed(value.step) : null
  if (!step) throw new Fault('step-unknown', `${path}step`)
  const at = instantOf(value, 'at', 'date-unreadable', `${path}at`)
  if (!at) throw new Fault('field-missing', `${path}at`)
  return { step, at }
}

/** The same for the same content, in whatever order its fields come. */
function contentHash(item: Record<string, unknown>): string {
  const named = Object.keys(item)
    .filter((name) => name !== 'receivedAt')
    .sort()
    .map((name) => [name, item[name]])
  return createHash('sha256').update(JSON.stringify(named)).digest('hex')
}
