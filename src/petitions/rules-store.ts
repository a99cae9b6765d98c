// How petitions are timed, as the instance holds it.

import { sql } from 'kysely'
import type { Day } from '../lib/day.ts'
import type { Db } from '../platform/index.ts'
import type { PetitionRules } from './petition.ts'

export type StoredRules = PetitionRules & { source: string }

/** The rules in force on a day. */
export async function petitionRulesOn(db: Db, on: Day): Promise<StoredRules> {
  const { rows } = await sql<StoredRules>`
    select days, after_supplement as "afterSupplement", source from petition_rules
    where valid_from <= ${on} order by valid_from desc limit 1`.execute(db)
  const [row] = rows
  if (!row) throw new Error('no clocks of petitions are loaded: run `bin/congtam migrate`')
  return row
}

export async function savePetitionRules(
  db: Db,
  validFrom: Day,
  { days, afterSupplement, source }: StoredRules,
): Promise<void> {
  await sql`
    insert into petition_rules (valid_from, days, after_supplement, source)
    values (${validFrom}, ${JSON.stringify(days)}::jsonb, ${afterSupplement}, ${source})
    on conflict (valid_from) do update set days = excluded.days,
      after_supplement = excluded.after_supplement, source = excluded.source`.execute(db)
}
