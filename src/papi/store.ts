// Published figures and what the packs say about them.

import { sql } from 'kysely'
import type { Db } from '../platform/index.ts'
import type { GroupSizes } from './group.ts'
import type { Item } from './item.ts'
import type { Province, Value } from './pack.ts'
import type { SizesRow, SureValue } from './reading.ts'
import type { Precision, Release } from './release.ts'
import type { PapiTables } from './tables.ts'

const at = (db: Db) => db.withTables<PapiTables>()
type Row<T extends keyof PapiTables> = PapiTables[T]

export const documents = (db: Db): Promise<Row<'papi_documents'>[]> =>
  at(db).selectFrom('papi_documents').selectAll().execute()

export const documentHashes = (db: Db): Promise<{ name: string; hash: string }[]> =>
  at(db).selectFrom('papi_documents').select(['name', 'hash']).execute()

export async function saveDocument(db: Db, row: Row<'papi_documents'>): Promise<void> {
  const content = JSON.stringify(row.content)
  await at(db)
    .insertInto('papi_documents')
    .values({ ...row, content })
    .onConflict((conflict) =>
      conflict.column('name').doUpdateSet({ content, hash: row.hash, loaded_at: row.loaded_at }),
    )
    .execute()
}

export async function provinces(db: Db): Promise<Province[]> {
  const rows = await at(db).selectFrom('papi_provinces').selectAll().execute()
  return rows
    .map(({ code, name, name_en, key, unit_2025 }) => ({
      code,
      name,
      nameEn: name_en,
      key,
      unit2025: unit_2025,
    }))
    .sort((a, b) => Number(a.code) - Number(b.code))
}

export async function saveProvinces(db: Db, list: readonly Province[]): Promise<void> {
  await at(db)
    .insertInto('papi_provinces')
    .values(
      list.map(({ code, name, nameEn, key, unit2025 }) => ({
        code,
        name,
        name_en: nameEn,
        key,
        unit_2025: unit2025,
      })),
    )
    .onConflict((conflict) =>
      conflict.column('code').doUpdateSet((row) => ({
        name: row.ref('excluded.name'),
        name_en: row.ref('excluded.name_en'),
        unit_2025: row.ref('excluded.unit_2025'),
      })),
    )
    .execute()
}

const AT_ONCE = 20_000

export type Saved = { added: number; changed: number }

/** Saves scores over those that stand; what a score was before an import changed it is kept. */
export async function saveScores(
  db: Db,
  scores: readonly Value[],
  importId: string | null,
): Promise<Saved> {
  const saved: Saved = { added: 0, changed: 0 }
  for (let from = 0; from < scores.length; from += AT_ONCE) {
    const part = scores.slice(from, from + AT_ONCE)
    const given = sql`unnest(${part.map(({ year }) => year)}::int[], ${part.map(({ item }) => item)}::text[],
      ${part.map(({ province }) => province)}::text[], ${part.map(({ value }) => value)}::float8[])
      as given (year, item, province, score)`
    if (importId) {
      const corrected = await sql`
        insert into papi_corrections (import_id, year, item, province, before, after)
        select ${importId}::uuid, given.year, given.item, given.province, s.score, given.score
        from ${given}
        join papi_scores s using (year, item, province)
        where abs(s.score - given.score) > 0.0005`.execute(db)
      saved.changed += Number(corrected.numAffectedRows ?? 0)
    }
    const { rows } = await sql<{ isNew: boolean }>`
      insert into papi_scores (year, item, province, score, import_id)
      select given.year, given.item, given.province, given.score, ${importId}::uuid from ${given}
      on conflict (year, item, province)
        do update set score = excluded.score, import_id = excluded.import_id
        where papi_scores.score is distinct from excluded.score
      returning (xmax = 0) as "isNew"`.execute(db)
    saved.added += rows.filter(({ isNew }) => isNew).length
  }
  return saved
}

export async function savePrecision(db: Db, rows: readonly SureValue[]): Promise<void> {
  if (rows.length === 0) return
  await at(db)
    .insertInto('papi_precisions')
    .values(
      rows.map(({ year, item, province, se, low, high, n }) => ({
        year,
        item,
        province,
        se,
        low,
        high,
        respondents: n === null ? null : Math.round(n),
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['year', 'item', 'province']).doUpdateSet((row) => ({
        se: sql`coalesce(${row.ref('excluded.se')}, papi_precisions.se)`,
        low: sql`coalesce(${row.ref('excluded.low')}, papi_precisions.low)`,
        high: sql`coalesce(${row.ref('excluded.high')}, papi_precisions.high)`,
        respondents: sql`coalesce(${row.ref('excluded.respondents')}, papi_precisions.respondents)`,
      })),
    )
    .execute()
}

export async function saveSizes(db: Db, rows: readonly SizesRow[]): Promise<void> {
  if (rows.length === 0) return
  await at(db)
    .insertInto('papi_group_sizes')
    .values(
      rows.map(({ year, item, sizes: [top, upper, lower, lowest] }) => ({
        year,
        item,
        top,
        upper,
        lower,
        lowest,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['year', 'item']).doUpdateSet((row) => ({
        top: row.ref('excluded.top'),
        upper: row.ref('excluded.upper'),
        lower: row.ref('excluded.lower'),
        lowest: row.ref('excluded.lowest'),
      })),
    )
    .execute()
}

export async function savePlaces(db: Db, rows: Row<'papi_places'>[]): Promise<void> {
  await at(db)
    .insertInto('papi_places')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Years with any score, the latest first, and what there is of each. */
export async function yearsKnown(
  db: Db,
): Promise<{ year: number; provinces: number; parts: number; indicators: number }[]> {
  const { rows } = await sql<{
    year: number
    provinces: number
    parts: number
    indicators: number
  }>`
    select year, count(*) filter (where item = 'TOTAL')::int as provinces,
      count(*) filter (where item ~ '^[1-8][.][1-9]$')::int as parts,
      count(*) filter (where item ~ '[.].*[.]')::int as indicators
    from papi_scores group by year order by year desc`.execute(db)
  return rows
}

/** Everything published of one year; null where nothing is known. */
export async function findRelease(db: Db, year: number): Promise<Release | null> {
  const { rows } = await sql<{ item: Item; provinces: string[]; scores: number[] }>`
    select item, array_agg(province) as provinces, array_agg(score) as scores
    from papi_scores where year = ${year} group by item`.execute(db)
  if (rows.length === 0) return null
  const [sure, sizes, places] = await Promise.all([
    at(db).selectFrom('papi_precisions').selectAll().where('year', '=', year).execute(),
    at(db).selectFrom('papi_group_sizes').selectAll().where('year', '=', year).execute(),
    at(db).selectFrom('papi_places').selectAll().where('year', '=', year).execute(),
  ])
  const precision = new Map<Item, Map<string, Precision>>()
  for (const { item, province, se, low, high, respondents } of sure) {
    const of = precision.get(item) ?? new Map<string, Precision>()
    precision.set(item, of.set(province, { se, low, high, n: respondents }))
  }
  const told = new Map<string, Map<Item, { rank: number; of: number }>>()
  for (const row of places) {
    const of = told.get(row.province) ?? new Map<Item, { rank: number; of: number }>()
    told.set(row.province, of.set(row.item, { rank: row.place, of: row.places }))
  }
  return {
    year,
    values: new Map(
      rows.map(({ item, provinces: codes, scores }) => [
        item,
        new Map(codes.map((code, index) => [code, scores[index] as number])),
      ]),
    ),
    precision,
    sizes: new Map(
      sizes.map(({ item, top, upper, lower, lowest }): [Item, GroupSizes] => [
        item,
        [top, upper, lower, lowest],
      ]),
    ),
    places: told,
  }
}

/** Scores of one province in some items and years: every row by its key. */
export const scoresOverYears = (
  db: Db,
  {
    province,
    items,
    years,
  }: { province: string; items: readonly Item[]; years: readonly number[] },
): Promise<{ year: number; item: Item; score: number }[]> =>
  at(db)
    .selectFrom('papi_scores')
    .select(['year', 'item', 'score'])
    .where(sql<boolean>`year = any(${[...years]}::int[])`)
    .where(sql<boolean>`item = any(${[...items]}::text[])`)
    .where('province', '=', province)
    .orderBy('year')
    .execute()

/** Totals, dimensions and parts of some years: what checksums are made over. */
export const composedScores = async (db: Db, years: readonly number[]): Promise<Value[]> => {
  if (years.length === 0) return []
  const rows = await at(db)
    .selectFrom('papi_scores')
    .select(['year', 'item', 'province', 'score as value'])
    .where('year', 'in', [...years])
    .where(sql<boolean>`item !~ '[.].*[.]'`)
    .execute()
  return rows
}

export const insertImport = async (db: Db, row: Row<'papi_imports'>): Promise<void> => {
  await at(db)
    .insertInto('papi_imports')
    .values({ ...row, summary: row.summary === null ? null : JSON.stringify(row.summary) })
    .execute()
}

/** Names of all files that figures were read from. */
export const papiFileHashes = async (db: Db): Promise<string[]> =>
  (await at(db).selectFrom('papi_imports').select('file_hash').distinct().execute()).map(
    ({ file_hash }) => file_hash,
  )

export const importById = (db: Db, id: string): Promise<Row<'papi_imports'> | undefined> =>
  at(db).selectFrom('papi_imports').selectAll().where('id', '=', id).executeTakeFirst()

export const importsMade = (db: Db, limit: number): Promise<Row<'papi_imports'>[]> =>
  at(db)
    .selectFrom('papi_imports')
    .selectAll()
    .where('applied_at', 'is not', null)
    .orderBy('applied_at', 'desc')
    .limit(limit)
    .execute()

export const markApplied = async (
  db: Db,
  id: string,
  done: { at: string; by: string | null; summary: unknown },
): Promise<void> => {
  await at(db)
    .updateTable('papi_imports')
    .set({ applied_at: done.at, applied_by: done.by, summary: JSON.stringify(done.summary) })
    .where('id', '=', id)
    .execute()
}

/** Imports applied, and when packs were last loaded: what is worked out at these is not older than the figures. */
export async function figuresVersion(db: Db): Promise<{ imports: number; loaded: string }> {
  const { rows } = await sql<{ imports: number; loaded: string | null }>`
    select (select count(*)::int from papi_imports where applied_at is not null) as imports,
      (select max(loaded_at)::text from papi_documents) as loaded`.execute(db)
  return { imports: rows[0]?.imports ?? 0, loaded: rows[0]?.loaded ?? '' }
}
