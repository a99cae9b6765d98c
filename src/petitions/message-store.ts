// What was said about petitions, kept as it came: a row a message, a dated row a step.

import { sql } from 'kysely'
import type { Instant } from '../lib/instant.ts'
import type { Db } from '../platform/index.ts'
import type { PetitionMessage } from './fold.ts'
import type { PetitionStep } from './petition.ts'

export type KeptMessage = PetitionMessage & {
  messageId: string
  batchId: string
  /** Sealed JSON of the fields that no rule reads; null when there are none. */
  rest: string | null
}

/** Keeps messages of one unit. */
export async function insertMessages(
  db: Db,
  unitId: string,
  messages: readonly KeptMessage[],
): Promise<void> {
  if (messages.length === 0) return
  await sql`
    insert into petition_messages (unit_id, message_id, code, received_at, no, said_at, id, kind, about,
      dossier_code, rest, batch_id)
    select ${unitId}, "messageId", code, "receivedAt", no, "saidAt", id, kind, about, dossier, rest, "batchId"
    from jsonb_to_recordset(${JSON.stringify(messages)}::jsonb) as r("messageId" uuid, code text,
      "receivedAt" timestamptz, no integer, "saidAt" timestamptz, id text, kind text, about text,
      dossier text, rest text, "batchId" uuid)`.execute(db)
  const events = messages.flatMap(({ messageId, code, receivedAt, events: all }) =>
    all.map(({ step, at }) => ({ messageId, code, receivedAt, step, at })),
  )
  await sql`
    insert into petition_events (unit_id, message_id, code, happened_at, received_at, step)
    select ${unitId}, "messageId", code, at, "receivedAt", step
    from jsonb_to_recordset(${JSON.stringify(events)}::jsonb) as r("messageId" uuid, code text,
      at timestamptz, "receivedAt" timestamptz, step text)
    on conflict do nothing`.execute(db)
}

export type Said = { unitId: string; code: string; messages: PetitionMessage[] }

/** Messages of units by petition, as they were known at an instant, or all for null; of some codes, or of all for null. */
export async function petitionMessages(
  db: Db,
  unitIds: readonly string[],
  { codes = null, asOf = null }: { codes?: readonly string[] | null; asOf?: Instant | null },
): Promise<Said[]> {
  const within = sql`unit_id = any(${[...unitIds]}::uuid[])
    and (${codes === null ? null : [...codes]}::text[] is null or code = any(${codes === null ? null : [...codes]}::text[]))
    and (${asOf}::timestamptz is null or received_at <= ${asOf})`
  const heads = await sql<Omit<PetitionMessage, 'events'> & { unitId: string; messageId: string }>`
    select unit_id as "unitId", message_id as "messageId", kind, code, id, received_at as "receivedAt", no,
      said_at as "saidAt", about, dossier_code as dossier
    from petition_messages where ${within}
    order by unit_id, code, received_at, no, message_id`.execute(db)
  const steps = await sql<{ messageId: string; step: PetitionStep; at: Instant }>`
    select message_id as "messageId", step, happened_at as at from petition_events where ${within}
    order by message_id, happened_at, step`.execute(db)
  const eventsOf = new Map<string, { step: PetitionStep; at: Instant }[]>()
  for (const { messageId, step, at } of steps.rows) {
    const events = eventsOf.get(messageId)
    if (events) events.push({ step, at })
    else eventsOf.set(messageId, [{ step, at }])
  }
  const found: Said[] = []
  for (const { unitId, messageId, ...head } of heads.rows) {
    const message = { ...head, events: eventsOf.get(messageId) ?? [] }
    const last = found.at(-1)
    if (last?.unitId === unitId && last.code === head.code) last.messages.push(message)
    else found.push({ unitId, code: head.code, messages: [message] })
  }
  return found
}
