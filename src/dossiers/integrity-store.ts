// Detectors as the instance holds them, and the traces of a unit's dossiers of some time, made from what was said.

import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Instant } from '../lib/instant.ts'
import type { Db, Secrets } from '../platform/index.ts'
import type { DossierEvent } from './event.ts'
import { foldDossier } from './fold.ts'
import { type Trace, traceOf } from './integrity.ts'
import { type IntegrityPack, readIntegrityPack } from './integrity-pack.ts'
import { type StoredEvent, wholeEvent } from './stored-event.ts'
import { type Timekeeping, tallyFacts } from './timekeeping.ts'

const NAME = 'dossiers.integrity'

/** Detectors come with the program; a newer program brings newer ones. */
export async function loadIntegrityPack(db: Db, json: unknown, at: Instant): Promise<void> {
  readIntegrityPack(json)
  await sql`
    insert into settings (name, value, saved_at)
    values (${NAME}, ${JSON.stringify(json)}::jsonb, ${at})
    on conflict (name) do update set value = excluded.value, saved_at = excluded.saved_at
    where settings.value <> excluded.value`.execute(db)
}

export async function integrityPack(db: Db): Promise<IntegrityPack | null> {
  const { rows } = await sql<{ value: unknown }>`
    select value from settings where name = ${NAME}`.execute(db)
  return rows[0] ? readIntegrityPack(rows[0].value) : null
}

export type UnitTraces = { unitId: string; from: Instant; to: Instant }

/** Traces of the dossiers of a unit that started within. What is sealed is opened for this alone; of identities only a mark
 * is left, under a key that is thrown away. */
export async function unitTraces(
  { db, secrets }: { db: Db; secrets: Secrets },
  { unitId, from, to }: UnitTraces,
  keeping: Timekeeping,
  pack: IntegrityPack,
): Promise<Trace[]> {
  const { rows } = await sql<StoredEvent>`
    select e.code, e.id, e.received_at as "receivedAt", e.happened_at as "happenedAt", e.kind, e.data,
      e.rest
    from dossier_events e join dossiers d on d.unit_id = e.unit_id and d.code = e.code
    where e.unit_id = ${unitId} and d.unit_id = ${unitId}
      and d.started_at >= ${from} and d.started_at <= ${to}
    order by e.code, e.received_at, e.id`.execute(db)
  const identityKey = randomBytes(32).toString('base64url')
  const cases = new Map<string, DossierEvent[]>()
  for (const row of rows) {
    const events = cases.get(row.code)
    const event = wholeEvent(row, secrets.open)
    if (events) events.push(event)
    else cases.set(row.code, [event])
  }
  return [...cases.values()].flatMap((events): Trace[] => {
    const dossier = foldDossier(events)
    if (!dossier) return []
    const { timing, procedure } = tallyFacts(dossier, keeping)
    const { returnsDocument } = procedure
    return [traceOf(dossier, events, { rules: timing.rules, returnsDocument, identityKey }, pack)]
  })
}
