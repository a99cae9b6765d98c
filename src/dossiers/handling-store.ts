// Finished dossiers of one unit, for the time they took.

import { sql } from 'kysely'
import type { Instant } from '../lib/instant.ts'
import type { Db } from '../platform/index.ts'
import type { FinishedDossier } from './handling-time.ts'
import { dossierOf } from './kept-dossier.ts'

/** Accepted within, decided or returned by an instant; at most `most`, the newest. */
export async function finishedDossiers(
  db: Db,
  unitId: string,
  { from, to, by }: { from: Instant; to: Instant; by: Instant },
  most: number,
): Promise<FinishedDossier[]> {
  const { rows } = await sql<Omit<FinishedDossier, 'dossier'> & { dossier: string }>`
    select dossier, accepted_at as "acceptedAt", ended_at as "endedAt"
    from dossiers
    where unit_id = ${unitId} and accepted_at between ${from} and ${to} and ended_at <= ${by}
      and outcome in ('finished-early', 'finished-on-time', 'finished-late')
    order by accepted_at desc limit ${most}`.execute(db)
  return rows.map((row) => ({ ...row, dossier: dossierOf(row.dossier) }))
}
