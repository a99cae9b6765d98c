// The catalog of the database as a backup needs it: tables, columns, references, migrations, waiting jobs.

import type pg from 'pg'
import type { Reference } from './order.ts'

type Client = pg.ClientBase

/** Tables of the product with the columns that are stored as given; without the list of migrations. */
export async function storedTables(client: Client): Promise<{ name: string; columns: string[] }[]> {
  const { rows } = await client.query<{ name: string; columns: string[] }>(
    `select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
     from pg_class c join pg_attribute a on a.attrelid = c.oid
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
       and c.relname <> 'migrations' and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
     group by c.relname order by c.relname collate "C"`,
  )
  return rows
}

export async function tableReferences(client: Client): Promise<Reference[]> {
  const { rows } = await client.query<Reference>(
    `select f.relname as from, r.relname as to from pg_constraint k
     join pg_class f on f.oid = k.conrelid join pg_class r on r.oid = k.confrelid
     where k.contype = 'f' and k.connamespace = 'public'::regnamespace`,
  )
  return rows
}

/** None where no instance was ever made. */
export async function appliedMigrations(client: Client): Promise<{ name: string; hash: string }[]> {
  const { rows: found } = await client.query(
    `select to_regclass('public.migrations') is not null as has`,
  )
  if (!found[0].has) return []
  const { rows } = await client.query<{ name: string; hash: string }>(
    'select name, hash from migrations order by name',
  )
  return rows
}

export async function serverVersion(client: Client): Promise<string> {
  const { rows } = await client.query<{ version: string }>('show server_version')
  return String(Object.values(rows[0] ?? {})[0])
}

/** Jobs not done yet. */
export async function waitingJobs(
  client: Client,
): Promise<{ name: string; data: Record<string, unknown> }[]> {
  if (!(await hasQueue(client))) return []
  const { rows } = await client.query(
    `select name, data from pgboss.job
     where state in ('created', 'retry', 'active') and name not like '\\_\\_pgboss%' order by created_on, id`,
  )
  return rows.map(({ name, data }) => ({ name, data: data ?? {} }))
}

export async function emptyQueue(client: Client): Promise<void> {
  if (await hasQueue(client)) await client.query('delete from pgboss.job')
}

async function hasQueue(client: Client): Promise<boolean> {
  const { rows } = await client.query(`select to_regclass('pgboss.job') is not null as has`)
  return rows[0].has
}

/** Other programs connected to this database. */
export async function othersConnected(client: Client): Promise<number> {
  const { rows } = await client.query<{ others: number }>(
    `select count(*)::int as others from pg_stat_activity
     where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid()`,
  )
  return rows[0]?.others ?? 0
}

/** Name of a table that holds rows of an instance in use; null when the database is as good as new. */
export async function occupiedBy(client: Client): Promise<string | null> {
  const { rows } = await client.query<{ name: string }>(
    `select c.relname as name from pg_class c
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
       and c.relname <> 'migrations' order by c.relname`,
  )
  for (const { name } of rows) {
    const found = await client.query(`select 1 from ${quoted(name)} limit 1`)
    if (found.rows.length > 0) return name
  }
  return null
}

export async function dropTables(client: Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select c.relname as name from pg_class c
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition`,
  )
  if (rows.length === 0) return
  await client.query(`drop table ${rows.map(({ name }) => quoted(name)).join(', ')} cascade`)
}

export async function emptyTables(client: Client, names: readonly string[]): Promise<void> {
  if (names.length > 0) await client.query(`truncate ${names.map(quoted).join(', ')} cascade`)
}

export async function countRows(client: Client, name: string): Promise<number> {
  const { rows } = await client.query<{ n: string }>(`select count(*) as n from ${quoted(name)}`)
  return Number(rows[0]?.n)
}

export const copyOut = (name: string, columns: readonly string[]): string =>
  `copy ${quoted(name)} (${columns.map(quoted).join(', ')}) to stdout`

export const copyIn = (name: string, columns: readonly string[]): string =>
  `copy ${quoted(name)} (${columns.map(quoted).join(', ')}) from stdin`

/** An identifier as SQL writes it; names come from the catalog or from a sealed list. */
function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
