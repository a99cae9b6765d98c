// Things found by their id alone, among units given; and lists by key for programs.

import { type SqlBool, sql } from 'kysely'
import type { Db } from '../platform/index.ts'
import type { ObligationTables } from './tables.ts'

const at = (db: Db) => db.withTables<ObligationTables>()
type Row<T extends keyof ObligationTables> = ObligationTables[T]

const isOneOf = (column: string, ids: readonly string[]) =>
  sql<SqlBool>`${sql.ref(column)} = any(${[...ids]}::uuid[])`

/** The unit among some whose duty, submission, evidence or hindrance has this id; null when none has. */
export async function unitHolding(
  db: Db,
  table: 'duties' | 'submissions' | 'evidence' | 'hindrances',
  id: string,
  unitIds: readonly string[],
): Promise<string | null> {
  const row = await at(db)
    .selectFrom(table)
    .select('unit_id')
    .where(isOneOf('unit_id', unitIds))
    .where('id', '=', id)
    .executeTakeFirst()
  return row?.unit_id ?? null
}

/** A submission addressed to one of some reviewing units. */
export async function submissionAddressedTo(
  db: Db,
  reviewerIds: readonly string[],
  id: string,
): Promise<Row<'submissions'> | undefined> {
  return await at(db)
    .selectFrom('submissions')
    .selectAll()
    .where(isOneOf('reviewer_id', reviewerIds))
    .where('id', '=', id)
    .executeTakeFirst()
}

export type After = { unitId: string; id: string } | null

/** Submissions of some units by (unit, id). */
export const submissionsWithin = (
  db: Db,
  filter: { unitIds: readonly string[]; planId?: string | undefined; period?: string | undefined },
  { after, limit }: { after: After; limit: number },
): Promise<Row<'submissions'>[]> =>
  at(db)
    .selectFrom('submissions')
    .selectAll()
    .where(isOneOf('unit_id', filter.unitIds))
    .$if(filter.planId !== undefined, (some) => some.where('plan_id', '=', filter.planId ?? ''))
    .$if(filter.period !== undefined, (some) => some.where('period', '=', filter.period ?? ''))
    .$if(after !== null, (some) =>
      some.where(sql<SqlBool>`(unit_id, id) > (${after?.unitId}::uuid, ${after?.id}::uuid)`),
    )
    .orderBy('unit_id')
    .orderBy('id')
    .limit(limit)
    .execute()
