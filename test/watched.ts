// What a whole suite shows about its writes and statements: which units one transaction wrote, where PostgreSQL 15
// runs; and every statement of the product, read from its syntax tree. Looked at when a test's database is closed.

import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { MANY_UNITS, NATIONAL } from './declared.ts'
import { distributedTables, readyToGuard, statementFaults } from './statement-guard.ts'

const EVENTS = [
  ['insert', 'new'],
  ['update', 'new'],
  ['delete', 'old'],
] as const

/** Writes down, in a schema of the tests, each unit and table that a transaction writes, and its verbs. */
export function watchingSql(): string {
  const tables = [...distributedTables()]
  return `create schema watch;
    create unlogged table watch.written (transaction bigint, unit_id uuid, what text,
      primary key (transaction, unit_id, what));
    create function watch.note() returns trigger language plpgsql as $$ begin
      insert into watch.written select distinct txid_current(), unit_id, tg_table_name from touched
        on conflict do nothing;
      return null; end $$;
    create function watch.note_verb() returns trigger language plpgsql as $$ begin
      insert into watch.written select distinct txid_current(), unit_id, 'verb ' || verb from touched
        on conflict do nothing;
      return null; end $$;
    ${tables
      .flatMap((table) =>
        EVENTS.map(
          ([event, rows]) => `create trigger watch_${event} after ${event} on ${table}
            referencing ${rows} table as touched for each statement execute function watch.note();`,
        ),
      )
      .join('\n')}
    create trigger watch_verb after insert on events
      referencing new table as touched for each statement execute function watch.note_verb();`
}

/** Transactions that recorded something and wrote more than one unit, without being declared; told once each. */
export async function unitsTogether(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ verbs: string[]; tables: string[]; units: number }>(`
    select array_agg(distinct substr(what, 6)) filter (where what like 'verb %') as verbs,
      array_agg(distinct what) filter (where what not like 'verb %' and what not like 'event%') as tables,
      count(distinct unit_id)::int as units
    from watch.written group by transaction
    having count(distinct unit_id) > 1 and bool_or(what like 'verb %')`)
  const faults = rows
    .filter(({ verbs }) => !verbs.some((verb) => verb in MANY_UNITS))
    .map(
      ({ verbs, tables, units }) => `${units > 2 ? 'many' : 'two'} units: ${verbs} wrote ${tables}`,
    )
  return [...new Set(faults)]
}

const sent = new Set<string>()
const plain = pg.Client.prototype.query
// Kysely sends a text with its parameters; what the tests ask themselves comes otherwise.
pg.Client.prototype.query = function query(this: pg.Client, ...asked: unknown[]) {
  const [text] = asked
  if (typeof text === 'string' && asked.length === 2 && Array.isArray(asked[1])) sent.add(text)
  return (plain as (...all: unknown[]) => unknown).apply(this, asked)
} as typeof plain

const isDeclared = (text: string) => NATIONAL.some(({ like }) => like.test(text))

/** Faults of the statements sent so far. A text found clean once in the run is not read again. */
export async function faultsOfStatements(cache: string): Promise<string[]> {
  mkdirSync(cache, { recursive: true })
  const place = (text: string) =>
    path.join(cache, createHash('sha1').update(text).digest('hex').slice(0, 24))
  const unread = [...sent].filter((text) => !existsSync(place(text)))
  sent.clear()
  if (unread.length === 0) return []
  await readyToGuard()
  const tables = distributedTables()
  return unread.flatMap((text) => {
    const faults = isDeclared(text.trim()) ? [] : statementFaults(text, tables)
    if (faults.length === 0) writeFileSync(place(text), '')
    return faults.map((fault) => `${fault}: ${text.replace(/\s+/g, ' ').trim()}`)
  })
}
