// Numbered, forward-only migrations in plain SQL. An applied file that has changed since is refused.

import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type pg from 'pg'
import { sha256 } from './files.ts'

const LOCK = 766_2269

/** Applies what is missing, in one transaction each, one process at a time. Returns the names applied. */
export async function migrate(pool: pg.Pool, folder: string): Promise<string[]> {
  const client = await pool.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK])
    await client.query(
      `create table if not exists migrations (name text primary key, hash text not null, applied_at timestamptz not null)`,
    )
    await client.query(`comment on table migrations is 'scale:local'`)
    const { rows } = await client.query<{ name: string; hash: string }>(
      'select name, hash from migrations',
    )
    const applied = new Map(rows.map((row) => [row.name, row.hash]))
    const done: string[] = []
    for (const name of readdirSync(folder)
      .filter((file) => file.endsWith('.sql'))
      .sort()) {
      const text = readFileSync(path.join(folder, name), 'utf8')
      const hash = sha256(text)
      const known = applied.get(name)
      if (known === hash) continue
      if (known)
        throw new Error(`${name} was applied and has changed since: restore it, write a new one`)
      await apply(client, name, text, hash)
      done.push(name)
    }
    return done
  } finally {
    await client.query('select pg_advisory_unlock($1)', [LOCK]).catch(() => undefined)
    client.release()
  }
}

async function apply(
  client: pg.PoolClient,
  name: string,
  text: string,
  hash: string,
): Promise<void> {
  await client.query('begin')
  try {
    await client.query(text)
    await client.query('insert into migrations values ($1, $2, statement_timestamp())', [
      name,
      hash,
    ])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw new Error(`${name}: ${(error as Error).message}`)
  }
}
