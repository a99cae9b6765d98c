// Batches as receipts, the inbox that is worked off, and which unit holds which code.

import { sql } from 'kysely'
import type { Instant } from '../lib/instant.ts'
import type { Db } from '../platform/index.ts'
import type { Item, ItemResult } from './batch.ts'
import { listed, plain, texts } from './columns.ts'

/** Who holds codes, and which of them were free until now. */
export type Holders = { holders: Map<string, string>; claimed: Set<string> }

/** Claims codes for units, first come first served, and answers who holds each code asked about. */
export async function claimCodes(
  db: Db,
  claims: readonly { code: string; unitId: string }[],
  asked: readonly string[],
): Promise<Holders> {
  const first = new Map<string, string>()
  for (const { code, unitId } of claims) if (!first.has(code)) first.set(code, unitId)
  const sorted = [...first].sort(([a], [b]) => (a < b ? -1 : 1))
  const holders = new Map<string, string>()
  const claimed = new Set<string>()
  if (sorted.length > 0) {
    const { rows } = await sql<{ code: string }>`
      insert into dossier_keys (code, unit_id)
      select ${texts(sorted, ([code]) => code)}, ${plain(sorted, ([, id]) => id, 'uuid')}
      on conflict do nothing returning code`.execute(db)
    for (const { code } of rows) {
      claimed.add(code)
      holders.set(code, first.get(code) as string)
    }
  }
  const others = [...new Set(asked)].filter((code) => !holders.has(code))
  if (others.length > 0) {
    const { rows } = await sql<{ code: string; unit_id: string }>`
      select code, unit_id from dossier_keys where code = any(${listed(others)})`.execute(db)
    for (const row of rows) holders.set(row.code, row.unit_id)
  }
  return { holders, claimed }
}

export const holderOf = async (db: Db, code: string): Promise<string | null> =>
  (
    await sql<{ unit_id: string }>`select unit_id from dossier_keys where code = ${code}`.execute(
      db,
    )
  ).rows[0]?.unit_id ?? null

export type Batch = {
  id: string
  /** Whose it is: the unit that sent it. */
  unitId: string
  source: string
  receivedAt: Instant
  items: number
}

export async function insertBatch(
  db: Db,
  batch: Batch,
  results: readonly ItemResult[],
): Promise<void> {
  await sql`
    insert into dossier_batches (id, unit_id, source, received_at, items, results)
    values (${batch.id}, ${batch.unitId}, ${batch.source}, ${batch.receivedAt}, ${batch.items},
      ${JSON.stringify(results)}::json)`.execute(db)
}

export async function fillInbox(
  db: Db,
  { id, receivedAt }: Pick<Batch, 'id' | 'receivedAt'>,
  piles: ReadonlyMap<string, readonly Item[]>,
): Promise<void> {
  if (piles.size === 0) return
  // JSON holds no bare line end, so that one text is many rows.
  const rows = [...piles].map(
    ([unitId, items]) => `${unitId}${JSON.stringify(items.map(asStored))}`,
  )
  await sql`
    insert into dossier_inbox (batch_id, unit_id, received_at, items)
    select ${id}::uuid, left(r, 36)::uuid, ${receivedAt}::timestamptz, substr(r, 37)
    from string_to_table(${rows.join('\n')}, E'\n') as r`.execute(db)
}

const asStored = ({ no, event }: Item): Item => ({ no, event })

export async function insertWaiting(db: Db, items: readonly Item[]): Promise<void> {
  if (items.length === 0) return
  const rows = items.map((item) => ({
    code: item.event.code,
    id: item.event.id,
    at: item.event.receivedAt,
    item: asStored(item),
  }))
  await sql`
    insert into dossier_waiting (code, id, received_at, item)
    select distinct on (code, id, at) code, id, at, item
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r(code text, id text, at timestamptz, item jsonb)
    order by code, id, at
    on conflict do nothing`.execute(db)
}

/** Takes out the steps that wait for these codes. */
export async function takeWaiting(db: Db, codes: readonly string[]): Promise<Item[]> {
  if (codes.length === 0) return []
  const { rows } = await sql<{ item: Item }>`
    delete from dossier_waiting where code = any(${listed(codes)}) returning item`.execute(db)
  return rows.map(({ item }) => item)
}

/** Codes that steps wait for although their dossier has come by now. */
export async function waitingInVain(db: Db): Promise<{ code: string; unitId: string }[]> {
  const { rows } = await sql<{ code: string; unitId: string }>`
    select distinct w.code, k.unit_id as "unitId"
    from dossier_waiting w join dossier_keys k on k.code = w.code limit 1000`.execute(db)
  return rows
}

export type Pile = { batchId: string; unitId: string; items: Item[] }

/** The unit whose turn it is: that of the oldest pile nobody else is working on. */
export async function nextUnit(db: Db): Promise<string | null> {
  const { rows } = await sql<{ unit_id: string }>`
    select unit_id from dossier_inbox order by received_at, batch_id limit 1 for update skip locked`.execute(
    db,
  )
  return rows[0]?.unit_id ?? null
}

/** Piles to work on, oldest first, taken so that nobody else has them: of one unit, or of any for null. */
export async function takePiles(db: Db, unitId: string | null, most: number): Promise<Pile[]> {
  const { rows } = await sql<{ batch_id: string; unit_id: string; items: string }>`
    select batch_id, unit_id, items from dossier_inbox
    where ${unitId === null ? sql`true` : sql`unit_id = ${unitId}`}
    order by received_at, batch_id limit ${most} for update skip locked`.execute(db)
  return rows.map((row) => ({
    batchId: row.batch_id,
    unitId: row.unit_id,
    items: JSON.parse(row.items) as Item[],
  }))
}

/** Work is done: results stand in the place of the piles. */
export async function settlePiles(
  db: Db,
  takenAt: Instant,
  piles: readonly { batchId: string; unitId: string; results: readonly ItemResult[] }[],
): Promise<void> {
  const keys = [piles.map(({ batchId }) => batchId), piles.map(({ unitId }) => unitId)] as const
  await sql`
    insert into dossier_results (batch_id, unit_id, taken_at, results)
    select r."batchId", r."unitId", ${takenAt}, r.results
    from jsonb_to_recordset(${JSON.stringify(piles)}::jsonb)
      as r("batchId" uuid, "unitId" uuid, results json)`.execute(db)
  await sql`
    delete from dossier_inbox i
    using unnest(${keys[0]}::uuid[], ${keys[1]}::uuid[]) as k(batch_id, unit_id)
    where i.batch_id = k.batch_id and i.unit_id = k.unit_id`.execute(db)
}

export type Receipt = Batch & { open: number; results: ItemResult[] }

/** What became of a batch so far; null when there is none of that id. `source` null: of any source. */
export async function receiptOf(
  db: Db,
  id: string,
  source: string | null,
): Promise<Receipt | null> {
  const { rows } = await sql<{
    id: string
    unit_id: string
    source: string
    received_at: Instant
    items: number
    results: ItemResult[]
    taken: ItemResult[][] | null
  }>`
    select b.id, b.unit_id, b.source, b.received_at, b.items, b.results,
      (select json_agg(r.results) from dossier_results r where r.batch_id = b.id) as taken
    from dossier_batches b
    where b.id = ${id} and (${source}::text is null or b.source = ${source})`.execute(db)
  const [row] = rows
  if (!row) return null
  const results = [...row.results, ...(row.taken ?? []).flat()].sort((a, b) => a.no - b.no)
  return {
    id: row.id,
    unitId: row.unit_id,
    source: row.source,
    receivedAt: row.received_at,
    items: row.items,
    open: row.items - results.length,
    results,
  }
}

/** Batches of the last receipt of a source, in order. */
export async function batchesOf(db: Db, source: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from dossier_batches
    where source = ${source}
      and received_at = (select max(received_at) from dossier_batches where source = ${source})
    order by id`.execute(db)
  return rows.map(({ id }) => id)
}

/** How much lies in the inbox. */
export async function inboxSize(db: Db): Promise<{ piles: number; oldest: Instant | null }> {
  const { rows } = await sql<{ piles: number; oldest: Instant | null }>`
    select count(*)::int as piles, min(received_at) as oldest from dossier_inbox`.execute(db)
  return rows[0] ?? { piles: 0, oldest: null }
}
