// Sums of petitions by unit, read off the spans that hold an instant.

import { sql } from 'kysely'
import type { Span } from '../indices/index.ts'
import type { Day } from '../lib/day.ts'
import type { Instant } from '../lib/instant.ts'
import type { Db } from '../platform/index.ts'
import type { Complaints } from './complaint.ts'
import { type PetitionPart, partsByCode } from './part.ts'
import { noPetitions, type PetitionSums } from './sums.ts'

/** As petitions stand at an instant no later than the end of the period, by all that is known now. */
export async function liveSums(
  db: Db,
  unitIds: readonly string[],
  { from, to }: Span,
  at: Instant,
): Promise<Map<string, PetitionSums>> {
  const isReceived = sql`first_on between ${from} and ${to}`
  const isOpen = sql`started_on <= ${to} and (ended_on is null or ended_on >= ${from})`
  const { rows } = await sql<Omit<PetitionSums, 'senders'> & { unitId: string }>`
    select unit_id as "unitId",
      count(*) filter (where ${isReceived})::int as received,
      count(*) filter (where ${isReceived} and about = 'rules')::int as rules,
      count(*) filter (where ${isReceived} and about = 'conduct')::int as conduct,
      count(*) filter (where ${isReceived} and not is_unsatisfied)::int as content,
      count(*) filter (where ${isOpen})::int as open,
      count(*) filter (where ${isOpen} and not is_late)::int as "onTime"
    from petition_spans
    where unit_id = any(${[...unitIds]}::uuid[]) and from_at <= ${at} and (to_at is null or to_at > ${at})
    group by unit_id`.execute(db)
  const found = new Map(unitIds.map((id) => [id, { ...noPetitions(), senders: 1 }]))
  for (const { unitId, ...sums } of rows) found.set(unitId, { senders: 1, ...sums })
  return found
}

/** Dossiers that petitions here by an instant name, by all that is known now. */
export async function liveComplaints(
  db: Db,
  unitIds: readonly string[],
  at: Instant,
): Promise<Complaints> {
  const ids = [...unitIds]
  const { rows } = await sql<{ code: string; on: Day }>`
    select p.dossier_code as code, min(s.first_on) as "on"
    from petitions p join petition_spans s on s.unit_id = p.unit_id and s.code = p.code
    where p.unit_id = any(${ids}::uuid[]) and s.unit_id = any(${ids}::uuid[])
      and p.dossier_code is not null and s.from_at <= ${at}
    group by p.dossier_code`.execute(db)
  return new Map(rows.map(({ code, on }) => [code, on]))
}

type Key = { code: string; unitId: string }

/** Which units have shown each petition that several have shown; of some units those that several of them have. Not all of them
 * have a part of it at every instant. */
export async function sharedKeys(db: Db, unitIds?: readonly string[]): Promise<Key[]> {
  const { rows } = await sql<Key>`
    select code, unit_id as "unitId" from petition_keys
    where code in (select code from petition_keys where place > 1)`.execute(db)
  const within = new Set(unitIds)
  const mine = unitIds ? rows.filter(({ unitId }) => within.has(unitId)) : rows
  return partsByCode(mine).flatMap((keys) => (keys.length > 1 ? keys : []))
}

/** The parts of each petition that several of these units have at an instant, by all that is known now. */
export async function partsTogether(
  db: Db,
  unitIds: readonly string[],
  at: Instant,
): Promise<PetitionPart[][]> {
  const keys = await sharedKeys(db, unitIds)
  if (keys.length === 0) return []
  const { rows } = await sql<PetitionPart>`
    select code, unit_id as unit, about, first_on as "firstOn", started_on as "startedOn",
      ended_on as "endedOn", is_late as "isLate", is_unsatisfied as "isUnsatisfied"
    from petition_spans
    where ${isKeyOf(keys)} and from_at <= ${at} and (to_at is null or to_at > ${at})`.execute(db)
  return partsByCode(rows).filter(({ length }) => length > 1)
}

/** Petitions of units by unit and code. */
export const isKeyOf = (keys: readonly Key[]) => sql`
  unit_id = any(${[...new Set(keys.map(({ unitId }) => unitId))]}::uuid[])
    and (unit_id, code) in (select * from unnest(${keys.map(({ unitId }) => unitId)}::uuid[],
      ${keys.map(({ code }) => code)}::text[]))`
