// Dossiers of units that are still open, those due first at the head.

import { sql } from 'kysely'
import type { Db } from '../platform/index.ts'
import type { Dossier } from './dossier.ts'
import { dossierOf } from './kept-dossier.ts'

/** At most `most`, by due time; those without one last. */
export async function openDossiers(
  db: Db,
  unitIds: readonly string[],
  most: number,
): Promise<{ unitId: string; dossier: Dossier }[]> {
  const { rows } = await sql<{ unitId: string; dossier: string }>`
    select unit_id as "unitId", dossier from dossiers
    where unit_id = any(${[...unitIds]}::uuid[]) and ended_at is null
    order by due_at nulls last, code limit ${most}`.execute(db)
  return rows.map(({ unitId, dossier }) => ({ unitId, dossier: dossierOf(dossier) }))
}
