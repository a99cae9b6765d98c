// Versions of the index as the instance holds them, and counts that dossiers do not say.

import { sql } from 'kysely'
import type { Span } from '../indices/index.ts'
import type { Db } from '../platform/index.ts'
import type { GivenFigure, ScoredUnit } from './scoring.ts'

export async function savePack(
  db: Db,
  pack: { version: string; json: unknown; loadedAt: string },
): Promise<void> {
  await sql`
    insert into index_versions (index, version, pack, loaded_at)
    values ('766', ${pack.version}, ${JSON.stringify(pack.json)}::jsonb, ${pack.loadedAt})
    on conflict (index, version) do update set pack = excluded.pack`.execute(db)
}

export async function packs(db: Db): Promise<{ version: string; pack: unknown }[]> {
  const { rows } = await sql<{ version: string; pack: unknown }>`
    select version, pack from index_versions where index = '766' order by version`.execute(db)
  return rows
}

/** Units that stood on a day and may be scored, with the unit above. */
export async function scoredUnits(db: Db, on: string): Promise<ScoredUnit[]> {
  const { rows } = await sql<ScoredUnit>`
    select u.id, u.code, u.name, u.level, p.parent_id as "parentId"
    from units u left join unit_parents p on p.unit_id = u.id and p.valid_from <= ${on}
      and (p.valid_to is null or p.valid_to > ${on})
    where u.valid_from <= ${on} and (u.valid_to is null or u.valid_to > ${on})
    order by u.sort_key`.execute(db)
  return rows
}

export async function givenFigures(
  db: Db,
  unitIds: readonly string[],
  { from, to }: Span,
): Promise<GivenFigure[]> {
  const { rows } = await sql<
    Omit<GivenFigure, 'numerator' | 'denominator'> & {
      numerator: string | null
      denominator: string
    }
  >`
    select unit_id as "unitId", code, valid_from as "from", valid_to as "to", numerator, denominator
    from index_figures
    where unit_id = any(${[...unitIds]}::uuid[]) and index = '766' and valid_from <= ${from}
      and valid_to >= ${to}`.execute(db)
  return rows.map((row) => ({
    ...row,
    numerator: row.numerator === null ? null : Number(row.numerator),
    denominator: Number(row.denominator),
  }))
}

export async function saveFigures(
  db: Db,
  rows: readonly (GivenFigure & { source: string })[],
  givenAt: string,
): Promise<void> {
  if (rows.length === 0) return
  await sql`
    insert into index_figures (unit_id, index, code, valid_from, valid_to, numerator, denominator, source,
      given_at)
    select "unitId", '766', code, "from", "to", numerator, denominator, source, ${givenAt}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r("unitId" uuid, code text, "from" date,
      "to" date, numerator numeric, denominator numeric, source text)
    on conflict (unit_id, index, code, valid_from, valid_to) do update set
      numerator = excluded.numerator, denominator = excluded.denominator, source = excluded.source,
      given_at = excluded.given_at`.execute(db)
}
