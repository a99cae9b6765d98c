// Dossiers and their counters of some units, read and written together. Every statement names its units; rows come in the
// order of their keys.

import { sql } from 'kysely'
import type { Instant } from '../lib/instant.ts'
import type { Db } from '../platform/index.ts'
import { plain, texts } from './columns.ts'
import { type Changes, type Counted, KEPT, LATENESS, SETS } from './counting.ts'
import type { Dossier } from './dossier.ts'
import { TIMES } from './handling-time.ts'
import { keptDossier } from './kept-dossier.ts'
import type { Marks } from './marks.ts'
import type { StoredEvent } from './stored-event.ts'
import { COURSE, type Turn } from './turn.ts'

/** Locks the counters of units until the transaction ends. New ones are made, in order, before any is locked: who still makes
 * some holds nothing that others lock, so writers never wait for each other in a circle. */
export async function lockUnits(db: Db, unitIds: readonly string[]): Promise<void> {
  const ids = [...new Set(unitIds)].sort()
  const { rows } = await sql<{ unit_id: string }>`
    select unit_id from dossier_versions where ${isOneOf(ids)}`.execute(db)
  const known = new Set(rows.map((row) => row.unit_id))
  const missing = ids.filter((id) => !known.has(id))
  if (missing.length > 0)
    await sql`
      insert into dossier_versions (unit_id, version, last_received_at)
      select id, 0, '2000-01-01T00:00:00+07:00' from unnest(${missing}::uuid[]) as u(id)
      on conflict do nothing`.execute(db)
  await sql`select 1 from dossier_versions where ${isOneOf(ids)} order by unit_id for update`.execute(
    db,
  )
}

type Key = { unitId: string; code: string }

/** One unit is named by itself, so that a distributed database asks one place. */
const isOneOf = (ids: readonly string[]) =>
  ids.length === 1 ? sql`unit_id = ${ids[0]}` : sql`unit_id = any(${[...ids]}::uuid[])`

const areKeys = (keys: readonly Key[]) => {
  const ids = [...new Set(keys.map(({ unitId }) => unitId))]
  const codes = keys.map(({ code }) => code)
  return ids.length === 1
    ? sql`unit_id = ${ids[0]} and code = any(${codes}::text[])`
    : sql`unit_id = any(${ids}::uuid[]) and (unit_id, code) in (select * from unnest(${keys.map(({ unitId }) => unitId)}::uuid[], ${codes}::text[]))`
}

/** Events of dossiers in the order in which they were received, by code. */
export async function storedEvents(
  db: Db,
  keys: readonly Key[],
): Promise<Map<string, StoredEvent[]>> {
  const found = new Map<string, StoredEvent[]>()
  if (keys.length === 0) return found
  const { rows } = await sql<StoredEvent>`
    select code, id, received_at as "receivedAt", happened_at as "happenedAt", kind, data, null as rest
    from dossier_events where ${areKeys(keys)} order by code, received_at, id`.execute(db)
  for (const row of rows) {
    const events = found.get(row.code)
    if (events) events.push(row)
    else found.set(row.code, [row])
  }
  return found
}

/** What is counted of dossiers now, by code. */
export async function countedNow(db: Db, keys: readonly Key[]): Promise<Map<string, Counted>> {
  if (keys.length === 0) return new Map()
  const { rows } = await sql<{ code: string; counted: string }>`
    select code, counted from dossiers where ${areKeys(keys)}`.execute(db)
  return new Map(rows.map((row) => [row.code, JSON.parse(row.counted) as Counted]))
}

/** Keeps events. */
export async function insertEvents(
  db: Db,
  events: readonly { stored: StoredEvent; unitId: string; batchId: string }[],
): Promise<void> {
  if (events.length === 0) return
  await sql`
    insert into dossier_events (unit_id, code, received_at, id, happened_at, kind, data, rest, batch_id)
    select ${plain(events, (it) => it.unitId, 'uuid')}, ${texts(events, (it) => it.stored.code)},
      ${plain(events, (it) => it.stored.receivedAt, 'timestamptz')}, ${texts(events, (it) => it.stored.id)},
      ${plain(events, (it) => it.stored.happenedAt, 'timestamptz')}, ${texts(events, (it) => it.stored.kind)},
      ${texts(events, (it) => it.stored.data)}, ${texts(events, (it) => it.stored.rest)},
      ${plain(events, (it) => it.batchId, 'uuid')}`.execute(db)
}

export type DossierState = {
  unitId: string
  code: string
  dossier: Dossier | null
  marks: Marks | null
  counted: Counted | null
  turns: readonly Turn[]
  /** Stood here before: what is no longer so is taken away. */
  wasKnown: boolean
}

/** Puts dossiers in the state their events make. */
export async function saveStates(db: Db, states: readonly DossierState[]): Promise<void> {
  const shown = states.filter(isShown)
  const isNew = states.every(({ wasKnown }) => !wasKnown)
  const gone = states.filter(({ dossier, wasKnown }) => !dossier && wasKnown)
  const known = states.filter(({ wasKnown }) => wasKnown)
  await insertDossiers(db, shown, isNew)
  if (gone.length > 0) await sql`delete from dossiers where ${areKeys(gone)}`.execute(db)
  if (known.length > 0) await sql`delete from dossier_turns where ${areKeys(known)}`.execute(db)
  const turns = states.flatMap(({ unitId, code, turns: all }) =>
    all.map((turn) => ({ unitId, code, ...turn })),
  )
  if (turns.length > 0)
    await sql`
      insert into dossier_turns (unit_id, code, at, started_on, ${columnList(COURSE)})
      select "unitId", code, at, "startedOn", ${quoted(COURSE)}
      from jsonb_to_recordset(${JSON.stringify(turns)}::jsonb) as r("unitId" uuid, code text,
        at timestamptz, "startedOn" date, ${typed(COURSE)})`.execute(db)
}

type Shown = DossierState & { dossier: Dossier; marks: Marks; counted: Counted }
const isShown = (it: DossierState): it is Shown =>
  it.dossier !== null && it.marks !== null && it.counted !== null

/** Where all are new, none can stand there already, and nothing is looked for. */
async function insertDossiers(db: Db, shown: readonly Shown[], isNew: boolean): Promise<void> {
  if (shown.length === 0) return
  const instants = (of: (row: Shown) => Instant | null) => plain(shown, of, 'timestamptz')
  await sql`
    insert into dossiers (unit_id, code, procedure, channel, status, submitted_at, accepted_at,
      first_due_at, due_at, ended_at, started_at, due_in_force_at, soon_at, paused_at, outcome, dossier, counted)
    select ${plain(shown, (it) => it.unitId, 'uuid')}, ${texts(shown, (it) => it.code)},
      ${texts(shown, (it) => it.dossier.procedure)}, ${texts(shown, (it) => it.dossier.channel)},
      ${plain(shown, (it) => it.dossier.status, 'smallint')}, ${instants((it) => it.dossier.submittedAt)},
      ${instants((it) => it.dossier.acceptedAt)}, ${instants((it) => it.dossier.firstDueAt)},
      ${instants((it) => it.dossier.dueAt)}, ${instants((it) => it.marks.endedAt)},
      ${instants((it) => it.marks.startedAt)}, ${instants((it) => it.marks.dueInForceAt)},
      ${instants((it) => it.marks.soonAt)}, ${instants((it) => it.marks.pausedAt)},
      ${texts(shown, (it) => it.marks.outcome)}, ${texts(shown, (it) => keptDossier(it.dossier))},
      ${texts(shown, (it) => JSON.stringify(it.counted))}
    ${isNew ? sql`` : REPLACING}`.execute(db)
}

const REPLACING = sql`on conflict (unit_id, code) do update set procedure = excluded.procedure,
      channel = excluded.channel, status = excluded.status, submitted_at = excluded.submitted_at,
      accepted_at = excluded.accepted_at, first_due_at = excluded.first_due_at,
      due_at = excluded.due_at, ended_at = excluded.ended_at, started_at = excluded.started_at,
      due_in_force_at = excluded.due_in_force_at, soon_at = excluded.soon_at,
      paused_at = excluded.paused_at, outcome = excluded.outcome, dossier = excluded.dossier,
      counted = excluded.counted`

/** Adds what changed to the counters. */
export async function addChanges(db: Db, changes: Changes): Promise<void> {
  await add(
    db,
    'dossier_tallies',
    ['day date', 'procedure text', 'channel text'],
    [...KEPT, ...TIMES],
    changes.cells,
  )
  await add(db, 'dossier_days', ['day date'], [...KEPT, 'receivedOnline'], changes.days)
  await add(db, 'dossier_late_days', ['started_on date', 'day date'], LATENESS, changes.lateDays)
  const months = [...SETS, ...TIMES]
  await add(db, 'dossier_months', ['month date', 'procedure text'], months, changes.months)
}

async function add<R extends { unitId: string; n: number[] }>(
  db: Db,
  table: string,
  keys: readonly string[],
  counters: readonly string[],
  rows: readonly R[],
): Promise<void> {
  if (rows.length === 0) return
  const names = keys.map((key) => key.split(' ')[0] as string)
  const columns = counters.map(column)
  const key = ['unit_id', ...names].join(', ')
  const values = [
    plain(rows, (it) => it.unitId, 'uuid'),
    ...keys.map((it) => {
      const [name = '', type = ''] = it.split(' ')
      const of = (row: R) => (row as Record<string, unknown>)[property(name)] as string
      return type === 'text' ? texts(rows, of) : plain(rows, of, type)
    }),
    ...columns.map((name, at) => plain(rows, ({ n }) => n[at] ?? 0, typeOf(name))),
  ]
  await sql`
    insert into ${sql.table(table)} (${sql.raw(key)}, ${sql.raw(columns.join(', '))})
    select ${sql.join(values)}
    on conflict (${sql.raw(key)}) do update set
      ${sql.raw(columns.map((name) => `${name} = ${table}.${name} + excluded.${name}`).join(', '))}`.execute(
    db,
  )
}

const typeOf = (name: string) => (name.endsWith('_seconds') ? 'bigint' : 'integer')
const column = (name: string): string => name.replace(/[A-Z]/g, (it) => `_${it.toLowerCase()}`)
const property = (name: string): string =>
  name.replace(/_(.)/g, (_, it: string) => it.toUpperCase())
const columnList = (names: readonly string[]) => sql.raw(names.map(column).join(', '))
const quoted = (names: readonly string[]) => sql.raw(names.map((name) => `"${name}"`).join(', '))
const typed = (names: readonly string[]) =>
  sql.raw(names.map((name) => `"${name}" integer`).join(', '))

/** The counters of units have changed. */
export async function raiseVersions(db: Db, received: ReadonlyMap<string, Instant>): Promise<void> {
  const rows = [...received].sort(([a], [b]) => (a < b ? -1 : 1))
  await sql`
    update dossier_versions v set version = v.version + 1,
      last_received_at = greatest(v.last_received_at, r.at)
    from unnest(${rows.map(([id]) => id)}::uuid[], ${rows.map(([, at]) => at)}::timestamptz[]) as r(id, at)
    where v.unit_id = any(${rows.map(([id]) => id)}::uuid[]) and v.unit_id = r.id`.execute(db)
}
