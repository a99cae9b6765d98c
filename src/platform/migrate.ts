// Numbered, forward-only migrations in plain SQL. An applied file that has changed since is refused.

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type pg from 'pg'
import { sha256 } from './files.ts'

const LOCK = 766_2269

export type MigrationFile = { name: string; text: string; hash: string }

/** The migrations of a folder, in order. */
export function readMigrations(folder: string): MigrationFile[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .map((name) => {
      const text = readFileSync(path.join(folder, name), 'utf8')
      return { name, text, hash: sha256(text) }
    })
}

/** Applies what is missing, in one transaction each, one process at a time. Returns the names applied. */
export async function migrate(pool: pg.Pool, folder: string): Promise<string[]> {
  const client = await pool.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK])
    await makeList(client)
    const { rows } = await client.query<{ name: string; hash: string }>(
      'select name, hash from migrations',
    )
    const applied = new Map(rows.map((row) => [row.name, row.hash]))
    const missing = readMigrations(folder).filter(({ name, hash }) => {
      const known = applied.get(name)
      if (known && known !== hash)
        throw new Error(`${name} was applied and has changed since: restore it, write a new one`)
      return !known
    })
    for (const migration of missing) await inTransaction(client, migration)
    return missing.map(({ name }) => name)
  } finally {
    await client.query('select pg_advisory_unlock($1)', [LOCK]).catch(() => undefined)
    client.release()
  }
}

async function inTransaction(client: pg.PoolClient, migration: MigrationFile): Promise<void> {
  await client.query('begin')
  try {
    await applyMigrations(client, [migration])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw error
  }
}

/** Applies migrations inside the transaction that the caller has begun. */
export async function applyMigrations(
  client: pg.PoolClient,
  migrations: readonly MigrationFile[],
): Promise<void> {
  await makeList(client)
  for (const { name, text, hash } of migrations) {
    try {
      await client.query(text)
    } catch (error) {
      throw new Error(`${name}: ${(error as Error).message}`)
    }
    await client.query('insert into migrations values ($1, $2, statement_timestamp())', [
      name,
      hash,
    ])
  }
}

async function makeList(client: pg.PoolClient): Promise<void> {
  await client.query(
    'create table if not exists migrations (name text primary key, hash text not null, applied_at timestamptz not null)',
  )
  await client.query(`comment on table migrations is 'scale:local'`)
}
