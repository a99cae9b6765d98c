// Published scores of other provinces: those that came with a version, and those that were imported.

import { sql } from 'kysely'
import type { Day } from '../lib/day.ts'
import type { Db } from '../platform/index.ts'

export type Benchmark = {
  code: string
  name: string
  from: Day
  to: Day
  seenOn: Day
  total: number
  place: number | null
  source: string
}

export async function saveBenchmarks(db: Db, rows: readonly Benchmark[]): Promise<void> {
  if (rows.length === 0) return
  await sql`
    insert into index_benchmarks (index, code, valid_from, valid_to, seen_on, name, total, place, source)
    select '766', code, "from", "to", "seenOn", name, total, place, source
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(code text, "from" date, "to" date,
      "seenOn" date, name text, total numeric, place integer, source text)
    on conflict (index, code, valid_from, valid_to, seen_on) do update set name = excluded.name,
      total = excluded.total, place = excluded.place, source = excluded.source`.execute(db)
}

export async function importedBenchmarks(db: Db): Promise<Benchmark[]> {
  const { rows } = await sql<Omit<Benchmark, 'total'> & { total: string }>`
    select code, name, valid_from as "from", valid_to as "to", seen_on as "seenOn", total, place, source
    from index_benchmarks where index = '766'
    order by seen_on desc, total desc, code`.execute(db)
  return rows.map((row) => ({ ...row, total: Number(row.total) }))
}
