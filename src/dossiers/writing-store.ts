// How the inbox is worked off: one unit in a transaction (a distributed database wants that), or many together.

import { sql } from 'kysely'
import type { Db } from '../platform/index.ts'

export const WRITINGS = ['grouped', 'mixed'] as const
export type Writing = (typeof WRITINGS)[number]

export async function writingMode(db: Db): Promise<Writing> {
  const { rows } = await sql<{ value: { mode: Writing } }>`
    select value from settings where name = 'dossiers.writing'`.execute(db)
  return rows[0]?.value.mode ?? 'grouped'
}

export async function saveWriting(db: Db, mode: Writing, savedAt: string): Promise<void> {
  await sql`
    insert into settings (name, value, saved_at)
    values ('dossiers.writing', ${JSON.stringify({ mode })}::jsonb, ${savedAt})
    on conflict (name) do update set value = excluded.value, saved_at = excluded.saved_at`.execute(
    db,
  )
}
