// Petitions as their messages make them, and how they stand from one instant to the next.

import { sql } from 'kysely'
import type { Instant } from '../lib/instant.ts'
import type { Db } from '../platform/index.ts'
import type { FoldedPetition } from './fold.ts'
import type { PetitionSpan } from './span.ts'

export type SavedPetition = {
  code: string
  /** Null when nothing of it is to be shown. */
  petition: FoldedPetition | null
  spans: readonly PetitionSpan[]
}

/** Puts petitions of one unit in the state that their messages make. */
export async function savePetitions(
  db: Db,
  unitId: string,
  states: readonly SavedPetition[],
): Promise<void> {
  const codes = states.map(({ code }) => code)
  for (const table of ['petitions', 'petition_spans'])
    await sql`
      delete from ${sql.table(table)} where unit_id = ${unitId} and code = any(${codes}::text[])`.execute(
      db,
    )
  const shown = states.flatMap(({ petition }) => petition ?? [])
  await sql`
    insert into petitions (unit_id, code, about, dossier_code, events)
    select ${unitId}, code, about, dossier, events
    from jsonb_to_recordset(${JSON.stringify(shown)}::jsonb) as r(code text, about text, dossier text,
      events jsonb)`.execute(db)
  const spans = states.flatMap(({ code, petition, spans: all }) =>
    all.map((span) => ({ ...span, code, about: petition?.about })),
  )
  await sql`
    insert into petition_spans (unit_id, code, from_at, to_at, about, first_on, started_on, ended_on, state,
      step, is_late, is_unsatisfied, clock, is_overdue, due_on, soon_on)
    select ${unitId}, code, "from", "to", about, "firstOn", "startedOn", "endedOn", state, step, "isLate",
      "isUnsatisfied", clock, "isOverdue", "dueOn", "soonOn"
    from jsonb_to_recordset(${JSON.stringify(spans)}::jsonb) as r(code text, "from" timestamptz,
      "to" timestamptz, about text, "firstOn" date, "startedOn" date, "endedOn" date, state text,
      step text, "isLate" boolean, "isUnsatisfied" boolean, clock text, "isOverdue" boolean,
      "dueOn" date, "soonOn" date)`.execute(db)
}

/** The petitions of a unit have changed. */
export async function raiseVersion(db: Db, unitId: string, receivedAt: Instant): Promise<void> {
  await sql`
    insert into petition_versions (unit_id, version, last_received_at)
    values (${unitId}, 1, ${receivedAt})
    on conflict (unit_id) do update set version = petition_versions.version + 1,
      last_received_at = greatest(petition_versions.last_received_at, excluded.last_received_at)`.execute(
    db,
  )
}

/** Units that petitions were ever received of. */
export async function petitionUnitIds(db: Db): Promise<string[]> {
  const { rows } = await sql<{ unit_id: string }>`
    select unit_id from petition_versions order by unit_id`.execute(db)
  return rows.map((row) => row.unit_id)
}

/** The newest receipt among units, and the sum of their versions. */
export async function petitionState(
  db: Db,
  unitIds: readonly string[],
): Promise<{ version: number; lastReceivedAt: Instant | null }> {
  const { rows } = await sql<{ version: number; at: Instant | null }>`
    select coalesce(sum(version), 0)::int8 as version, max(last_received_at) as at
    from petition_versions where unit_id = any(${[...unitIds]}::uuid[])`.execute(db)
  return { version: Number(rows[0]?.version ?? 0), lastReceivedAt: rows[0]?.at ?? null }
}
