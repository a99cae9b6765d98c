// Prints the migrated schema, the same on every server version, and lints it for a distributed database.

import type pg from 'pg'

type Column = {
  name: string
  type: string
  required: boolean
  fallback: string | null
  stored: string
}

/** `docs/schema.sql`: tables in order of name with columns, constraints, indexes and scale class. */
export async function printSchema(pool: pg.Pool): Promise<string> {
  const tables = await pool.query<{ oid: number; name: string; comment: string | null }>(
    `select c.oid::int, c.relname as name, obj_description(c.oid, 'pg_class') as comment
     from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
     order by c.relname collate "C"`,
  )
  const parts = ['-- Printed from a migrated database by `bin/congtam docs`. Do not edit.']
  for (const { oid, name, comment } of tables.rows) {
    const columns = await pool.query<Column>(
      `select a.attname as name, format_type(a.atttypid, a.atttypmod) as type, a.attnotnull as required,
         pg_get_expr(d.adbin, d.adrelid) as fallback, a.attgenerated as stored
       from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
       where a.attrelid = $1 and a.attnum > 0 and not a.attisdropped order by a.attnum`,
      [oid],
    )
    // PostgreSQL 18 lists "not null" among the constraints (contype n); 15 does not.
    const constraints = await pool.query<{ text: string }>(
      `select pg_get_constraintdef(oid) as text from pg_constraint
       where conrelid = $1 and contype <> 'n'
       order by array_position(array['p', 'u', 'x', 'f', 'c']::"char"[], contype), 1`,
      [oid],
    )
    const lines = [
      ...columns.rows.map(printColumn),
      ...constraints.rows.map(({ text }) => text.replace(/\bCHECK \(\((.*)\)\)$/, 'CHECK ($1)')),
    ]
    parts.push(
      `-- ${comment ?? 'no scale class'}\ncreate table ${name} (\n  ${lines.join(',\n  ')}\n);`,
    )
    const indexes = await pool.query<{ text: string }>(
      `select pg_get_indexdef(i.indexrelid) as text from pg_index i
       where i.indrelid = $1 and not exists (select 1 from pg_constraint k where k.conindid = i.indexrelid
         and k.contype in ('p', 'u', 'x')) order by 1`,
      [oid],
    )
    parts.push(...indexes.rows.map(({ text }) => `${text.replace(' public.', ' ')};`))
  }
  return `${parts.join('\n\n')}\n`
}

function printColumn({ name, type, required, fallback, stored }: Column): string {
  const value =
    fallback === null
      ? ''
      : stored
        ? ` generated always as (${fallback}) stored`
        : ` default ${fallback}`
  return `${name} ${type}${required ? ' not null' : ''}${value}`
}

/** Faults that would stop these tables from being distributed; empty when clean. */
export async function lintCatalog(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query<{ rule: string; relname: string; detail: string | null }>(LINT)
  return rows.map(({ rule, relname, detail }) => `${relname}: ${rule} ${detail ?? ''}`.trim())
}

const LINT = `
with t as (
  select c.oid, c.relname,
    substring(obj_description(c.oid, 'pg_class') from 'scale:(\\w+)') as kind,
    substring(obj_description(c.oid, 'pg_class') from 'scale:distributed\\((\\w+)\\)') as col
  from pg_class c
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
), d as (
  select t.*, a.attnum, a.attnotnull, a.atttypid
  from t left join pg_attribute a on a.attrelid = t.oid and a.attname = t.col
  where kind = 'distributed'
)
select 'no scale class' as rule, relname::text, '' as detail from t where kind is null
union all
select 'unknown scale class', relname, kind from t
  where kind not in ('distributed', 'reference', 'local')
union all
select 'distribution column missing or nullable', relname, col from d
  where attnum is null or not attnotnull
union all
select 'unique key without the distribution column', d.relname, ic.relname
  from d join pg_index i on i.indrelid = d.oid join pg_class ic on ic.oid = i.indexrelid
  where (i.indisunique or i.indisexclusion)
    and not exists (select 1 from generate_series(0, i.indnkeyatts - 1) g where i.indkey[g] = d.attnum)
union all
select 'foreign key ' || f.kind || ' to ' || coalesce(r.kind, '?'), f.relname, k.conname
  from pg_constraint k join t f on f.oid = k.conrelid join t r on r.oid = k.confrelid
  left join d df on df.oid = f.oid left join d dr on dr.oid = r.oid
  where k.contype = 'f' and not (
    (f.kind in ('local', 'reference') and r.kind in ('local', 'reference'))
    or (f.kind = 'distributed' and r.kind = 'reference')
    or (f.kind = 'distributed' and r.kind = 'distributed' and exists (
      select 1 from unnest(k.conkey, k.confkey) u(a, b) where a = df.attnum and b = dr.attnum)))
union all
select 'trigger on ' || kind || ' table', relname, tgname from t join pg_trigger g on g.tgrelid = t.oid
  where not tgisinternal and kind in ('distributed', 'reference')
union all
select 'identity or serial column', t.relname, a.attname
  from t join pg_attribute a on a.attrelid = t.oid
  left join pg_attrdef ad on ad.adrelid = t.oid and ad.adnum = a.attnum
  where a.attnum > 0
    and (a.attidentity <> '' or pg_get_expr(ad.adbin, ad.adrelid) like 'nextval(%')
union all
select 'rule', relname, rulename from t join pg_rewrite w on w.ev_class = t.oid where rulename <> '_RETURN'
union all
select 'distribution column of another type', d.relname, format_type(d.atttypid, null) from d
  where d.atttypid <> (select mode() within group (order by o.atttypid) from d o where o.col = d.col)
order by 2, 1`
