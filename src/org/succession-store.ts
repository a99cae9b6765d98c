// Edges of reorganisations in the database: in force, taken back, and units that ended with nobody after them.

import { sql } from 'kysely'
import type { Day } from '../lib/day.ts'
import type { Db } from '../platform/index.ts'
import type { StandingEdge } from './succession.ts'
import type { OrgTables } from './tables.ts'
import type { Succession } from './unit.ts'

const at = (db: Db) => db.withTables<OrgTables>()

export async function standingEdges(db: Db): Promise<StandingEdge[]> {
  const rows = await at(db)
    .selectFrom('unit_successions')
    .selectAll()
    .where('withdrawn_at', 'is', null)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    fromId: row.from_id,
    toId: row.to_id,
    effectiveOn: row.effective_on,
    portion: row.portion,
    share: row.share === null ? null : Number(row.share),
    source: row.source,
  }))
}

export type UnitNamed = { id: string; code: string; name: string }
export type SuccessionListed = {
  id: string
  from: UnitNamed
  to: UnitNamed
  on: Day
  portion: Succession['portion']
  share: number | null
  source: string
  recordedAt: string | null
  recordedBy: string | null
  withdrawnAt: string | null
  withdrawnBy: string | null
  withdrawalReason: string | null
}

/** All edges between units, the latest day first; those of one day by the codes of their units. */
export async function listSuccessions(db: Db): Promise<SuccessionListed[]> {
  const { rows } = await sql<Omit<SuccessionListed, 'share'> & { share: string | null }>`
    select s.id, s.effective_on as on, s.portion, s.share, s.source, s.recorded_at as "recordedAt",
      s.recorded_by as "recordedBy", s.withdrawn_at as "withdrawnAt", s.withdrawn_by as "withdrawnBy",
      s.withdrawal_reason as "withdrawalReason",
      json_build_object('id', f.id, 'code', f.code, 'name', f.full_name) as "from",
      json_build_object('id', t.id, 'code', t.code, 'name', t.full_name) as "to"
    from unit_successions s join units f on f.id = s.from_id join units t on t.id = s.to_id
    order by s.effective_on desc, f.code, t.code, s.id`.execute(db)
  return rows.map((row) => ({ ...row, share: row.share === null ? null : Number(row.share) }))
}

export const withdrawEdges = async (
  db: Db,
  ids: readonly string[],
  step: { at: string; by: string | null; reason: string },
): Promise<void> => {
  if (ids.length === 0) return
  await at(db)
    .updateTable('unit_successions')
    .set({ withdrawn_at: step.at, withdrawn_by: step.by, withdrawal_reason: step.reason })
    .where('id', 'in', [...ids])
    .where('withdrawn_at', 'is', null)
    .execute()
}

/** Units that ended by a day and in which nobody is said to follow. */
export async function unfollowed(db: Db, by: Day): Promise<(UnitNamed & { endedOn: Day })[]> {
  const { rows } = await sql<UnitNamed & { endedOn: Day }>`
    select u.id, u.code, u.full_name as name, u.valid_to as "endedOn" from units u
    where u.valid_to <= ${by}::date and not exists (select 1 from unit_successions s
      where s.from_id = u.id and s.withdrawn_at is null)
    order by u.valid_to desc, u.code`.execute(db)
  return rows
}
