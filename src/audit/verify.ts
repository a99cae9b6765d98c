// The chains of events read again from the first row: every hash, every link, every head.
// Rows vouch for each other: a row's hash covers the row, the next row and at last the head cover the hash.

import {
  canonical,
  type EventHeadRow,
  type EventRow,
  eventHash,
  GENESIS,
  sha256,
} from '../platform/index.ts'

export type BreakKind =
  /** The row no longer is what was recorded. */
  | 'changed'
  /** A row between two others is gone. */
  | 'missing'
  /** The row was recorded at another place. */
  | 'reordered'
  /** The last rows are gone. */
  | 'tail-removed'
  /** Every row of the unit is gone. */
  | 'chain-removed'
  /** The row that says where the chain ends is gone. */
  | 'head-missing'
  /** Rows and head do not end at the same place. */
  | 'head-changed'

/** The first row of a chain that cannot be what was recorded; `id` is null when the row itself is gone. */
export type Break = { unitId: string; seq: number; id: string | null; kind: BreakKind }

export type Verified = {
  /** Rows read. */
  events: number
  /** Heads as they stand, by unit. */
  heads: EventHeadRow[]
  /** SHA-256 over all heads in order: the one line to publish or to keep elsewhere (decision 006). */
  head: string
  /** The first broken row of each broken chain; the first of all stands first. */
  breaks: Break[]
}

/** Verifies chains. `events` come in the order of (unit, seq), `heads` are those of the same units and moment.
 * `begun` are units known to have acted, so that a chain removed together with its head is missed.
 * `earlier` are heads kept from an earlier check: the rows they name must still stand. */
export async function verifyChains(
  events: AsyncIterable<EventRow> | Iterable<EventRow>,
  heads: readonly EventHeadRow[],
  {
    begun = [],
    earlier = [],
  }: { begun?: readonly string[]; earlier?: readonly EventHeadRow[] } = {},
): Promise<Verified> {
  const headOf = new Map(heads.map((head) => [head.unit_id, head]))
  const kept = new Map(earlier.map((head) => [head.unit_id, head]))
  const seen = new Set<string>()
  const breaks: Break[] = []
  let count = 0
  let chain = null as Chain | null
  const close = (ended: Chain | null) => {
    if (!ended) return
    const { unitId } = ended
    const found = ended.found ?? endOf(ended, headOf.get(unitId), kept.get(unitId))
    if (found) breaks.push(found)
  }
  for await (const row of events) {
    count += 1
    if (chain?.unitId !== row.unit_id) {
      close(chain)
      seen.add(row.unit_id)
      chain = { unitId: row.unit_id, last: null, found: null }
    }
    chain.found ??= follow(chain, row, headOf.get(row.unit_id)?.seq ?? 0, kept.get(row.unit_id))
    chain.last = row
  }
  close(chain)
  for (const unitId of new Set([...headOf.keys(), ...begun, ...kept.keys()])) {
    if (seen.has(unitId) || headOf.get(unitId)?.seq === 0) continue
    breaks.push({ unitId, seq: 1, id: null, kind: 'chain-removed' })
  }
  return {
    events: count,
    heads: [...heads].sort(byUnit),
    head: headOfAll(heads),
    breaks: breaks.sort((a, b) => (a.unitId < b.unitId ? -1 : a.unitId > b.unitId ? 1 : 0)),
  }
}

type Chain = { unitId: string; last: EventRow | null; found: Break | null }

/** What is wrong with a row that comes after `chain.last`; null when nothing is. */
function follow(chain: Chain, row: EventRow, headSeq: number, kept?: EventHeadRow): Break | null {
  const { last, unitId } = chain
  const next = (last?.seq ?? 0) + 1
  const at = (kind: BreakKind, seq: number, id: string | null): Break => ({ unitId, seq, id, kind })
  if (row.seq > next) return at('missing', next, null)
  if (row.seq < next) return at('reordered', row.seq, row.id)
  if (eventHash(bare(row)) !== row.hash) {
    const moved = stoodElsewhere(row, Math.max(headSeq, row.seq) + 1)
    return at(moved ? 'reordered' : 'changed', row.seq, row.id)
  }
  if (row.previous_hash !== (last?.hash ?? GENESIS)) {
    // This row is whole and vouches for another one before it.
    return last ? at('changed', last.seq, last.id) : at('changed', row.seq, row.id)
  }
  if (kept?.seq === row.seq && kept.hash !== row.hash) return at('changed', row.seq, row.id)
  return null
}

/** What is wrong at the end of a chain that was whole so far. */
function endOf({ unitId, last }: Chain, head?: EventHeadRow, kept?: EventHeadRow): Break | null {
  if (!last) return null
  if (!head) return { unitId, seq: last.seq, id: last.id, kind: 'head-missing' }
  if (Math.max(head.seq, kept?.seq ?? 0) > last.seq)
    return { unitId, seq: last.seq + 1, id: null, kind: 'tail-removed' }
  if (head.seq === last.seq && head.hash === last.hash) return null
  return { unitId, seq: last.seq, id: last.id, kind: 'head-changed' }
}

const bare = ({ hash: _, ...row }: EventRow): Omit<EventRow, 'hash'> => row

/** Whether the row's hash is right for another place of its chain: it was moved, not edited. */
function stoodElsewhere(row: EventRow, most: number): boolean {
  for (let seq = 1; seq <= most; seq++) {
    if (eventHash({ ...bare(row), seq }) === row.hash) return true
  }
  return false
}

const byUnit = (a: EventHeadRow, b: EventHeadRow) => (a.unit_id < b.unit_id ? -1 : 1)

/** One hash over the heads of all units, in order. */
export const headOfAll = (heads: readonly EventHeadRow[]): string =>
  sha256(canonical([...heads].sort(byUnit).map(({ unit_id, seq, hash }) => [unit_id, seq, hash])))
