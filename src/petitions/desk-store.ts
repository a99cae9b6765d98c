// Petitions for those who work on them: how they stand now, filtered by columns and the clock, a page at a time by key. What
// several of the units asked for have of one petition is one row.

import { type RawBuilder, sql } from 'kysely'
import type { Day } from '../lib/day.ts'
import type { Instant } from '../lib/instant.ts'
import type { Db } from '../platform/index.ts'
import type { FoldedPetition } from './fold.ts'
import { partsByCode } from './part.ts'
import type { Petition, PetitionEvent, PetitionStep } from './petition.ts'
import { petitionUnitIds } from './petition-store.ts'
import {
  PETITION_STANDINGS,
  type PetitionStanding,
  type StandingRow,
  standingTogether,
} from './standing.ts'
import { isKeyOf, sharedKeys } from './sums-store.ts'

export type PetitionFilter = {
  unitIds: readonly string[]
  standing: PetitionStanding | 'open' | 'all'
  about: Petition['about'] | null
  /** First received within. */
  from: Day | null
  to: Day | null
  /** One petition by its whole code. */
  code: string | null
}
export type PetitionRow = StandingRow & {
  /** What the page is ordered by. */
  key: Day
}
type When = { now: Instant; today: Day }

function standsAs(standing: PetitionFilter['standing'], today: Day): RawBuilder<unknown> {
  switch (standing) {
    case 'all':
      return sql`true`
    case 'open':
      return sql`clock is not null`
    case 'overdue':
      return sql`clock is not null and is_overdue`
    case 'due-soon':
      return sql`clock is not null and not is_overdue and soon_on <= ${today}`
    case 'in-time':
      return sql`clock is not null and not is_overdue and soon_on > ${today}`
    case 'paused':
      return sql`clock is null and step = 'supplement-asked'`
    case 'done-on-time':
      return sql`clock is null and step <> 'supplement-asked' and not is_late`
    case 'done-late':
      return sql`clock is null and step <> 'supplement-asked' and is_late`
  }
}

function matches({ about, from, to, code }: Omit<PetitionFilter, 'standing'>) {
  return sql.join(
    [
      sql`true`,
      ...(about === null ? [] : [sql`about = ${about}`]),
      ...(from === null ? [] : [sql`first_on >= ${from}`]),
      ...(to === null ? [] : [sql`first_on <= ${to}`]),
      ...(code === null ? [] : [sql`code = ${code}`]),
    ],
    sql` and `,
  )
}

const COLUMNS = sql`unit_id as "unitId", code, about, from_at as "from", to_at as "to", first_on as "firstOn",
  started_on as "startedOn", ended_on as "endedOn", state, step, is_late as "isLate",
  is_unsatisfied as "isUnsatisfied", clock, is_overdue as "isOverdue", due_on as "dueOn", soon_on as "soonOn"`
const NAMES = sql.raw(
  'unit_id, others, code, from_at, to_at, about, first_on, started_on, ended_on, state, step, is_late, ' +
    'is_unsatisfied, clock, is_overdue, due_on, soon_on',
)

const holds = (now: Instant) => sql`from_at <= ${now} and (to_at is null or to_at > ${now})`

/** Petitions of units as they stand, a row each: of those that several of the units have a part of, a row for all parts. */
async function petitionsNow(
  db: Db,
  unitIds: readonly string[],
  { now, today }: When,
): Promise<RawBuilder<unknown>> {
  const alone = sql`
    select ${NAMES} from (select *, '{}'::uuid[] as others from petition_spans) s
    where unit_id = any(${[...unitIds]}::uuid[]) and ${holds(now)}`
  const together = unitIds.length < 2 ? [] : await rowsTogether(db, unitIds, now)
  if (together.length === 0) return alone
  const parts = together.flat()
  const rows = together.map((mine) => standingTogether(mine, today))
  return sql`${alone} and (unit_id, code) not in (select * from unnest(
      ${parts.map(({ unitId }) => unitId)}::uuid[], ${parts.map(({ code }) => code)}::text[]))
    union all
    select "unitId", others, code, "from", "to", about, "firstOn", "startedOn", "endedOn", state, step,
      "isLate", "isUnsatisfied", clock, "isOverdue", "dueOn", "soonOn"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r("unitId" uuid, others uuid[], code text,
      "from" timestamptz, "to" timestamptz, about text, "firstOn" date, "startedOn" date, "endedOn" date,
      state text, step text, "isLate" boolean, "isUnsatisfied" boolean, clock text, "isOverdue" boolean,
      "dueOn" date, "soonOn" date)`
}

/** What several of some units have of one petition, petition by petition. */
async function rowsTogether(
  db: Db,
  unitIds: readonly string[],
  now: Instant,
): Promise<StandingRow[][]> {
  const keys = await sharedKeys(db, unitIds)
  if (keys.length === 0) return []
  const { rows } = await sql<StandingRow>`
    select ${COLUMNS} from petition_spans where ${isKeyOf(keys)} and ${holds(now)}`.execute(db)
  return partsByCode(rows).filter(({ length }) => length > 1)
}

/** Those with a clock that runs by its last day, others the newest first. */
export async function petitionRows(
  db: Db,
  filter: PetitionFilter,
  { now, today }: When,
  { after, limit }: { after: readonly [key: string, code: string] | null; limit: number },
): Promise<PetitionRow[]> {
  const isByDue = ['open', 'overdue', 'due-soon', 'in-time'].includes(filter.standing)
  const key = isByDue ? sql`due_on` : sql`first_on`
  const [sign, order] = isByDue ? [sql`>`, sql`asc`] : [sql`<`, sql`desc`]
  const further = after ? sql`and (${key}, code) ${sign} (${after[0]}::date, ${after[1]})` : sql``
  const { rows } = await sql<PetitionRow>`
    select ${COLUMNS}, others, ${key} as key from (${await petitionsNow(db, filter.unitIds, { now, today })}) p
    where ${matches(filter)} and ${standsAs(filter.standing, today)} ${further}
    order by ${key} ${order}, code ${order} limit ${limit}`.execute(db)
  return rows
}

export type PetitionTallies = Record<PetitionStanding, number>

/** How many stand in each way. */
export async function petitionTallies(
  db: Db,
  filter: Omit<PetitionFilter, 'standing'>,
  when: When,
): Promise<PetitionTallies> {
  const columns = PETITION_STANDINGS.map(
    (it) => sql`count(*) filter (where ${standsAs(it, when.today)})::int as ${sql.id(it)}`,
  )
  const { rows } = await sql<PetitionTallies>`
    select ${sql.join(columns)} from (${await petitionsNow(db, filter.unitIds, when)}) p
    where ${matches(filter)}`.execute(db)
  return rows[0] as PetitionTallies
}

export type KnownEvent = PetitionEvent & { knownAt: Instant }
export type DeskPetition = {
  petition: FoldedPetition
  events: KnownEvent[]
  /** Other units that have a part of it. */
  others: string[]
}

/** One petition of a unit by the mark of its code in addresses, with when each step was first told. */
export async function petitionByRef(
  db: Db,
  unitId: string,
  ref: string,
): Promise<DeskPetition | null> {
  const { rows } = await sql<{
    code: string
    about: Petition['about']
    dossier: string | null
    events: PetitionEvent[]
  }>`
    select code, about, dossier_code as dossier, events from petitions
    where unit_id = ${unitId} and md5(code) = ${ref}`.execute(db)
  const [row] = rows
  if (!row) return null
  const told = await sql<{ step: PetitionStep; at: Instant; knownAt: Instant }>`
    select step, happened_at as at, min(received_at) as "knownAt" from petition_events
    where unit_id = ${unitId} and code = ${row.code} group by step, happened_at`.execute(db)
  const knownAt = new Map(told.rows.map((it) => [`${it.step} ${it.at}`, it.knownAt]))
  const together = (await petitionsTogether(db, [row.code])).get(row.code) ?? []
  return {
    petition: { ...row, unit: unitId },
    others: together.flatMap(({ unit }) => (unit === unitId ? [] : unit)),
    events: row.events.map((it) => ({
      ...it,
      knownAt: knownAt.get(`${it.step} ${it.at}`) ?? it.at,
    })),
  }
}

export type PetitionAbout = { unitId: string; unit: string; code: string }

/** Petitions here by an instant that name a dossier, each with the code of its unit. */
export async function petitionsAbout(
  db: Db,
  dossierCode: string,
  now: Instant,
): Promise<PetitionAbout[]> {
  const ids = await petitionUnitIds(db)
  const { rows } = await sql<PetitionAbout>`
    select p.unit_id as "unitId", u.code as unit, p.code from petitions p join units u on u.id = p.unit_id
    where p.unit_id = any(${ids}::uuid[]) and p.dossier_code = ${dossierCode}
      and exists (select 1 from petition_spans s
        where s.unit_id = p.unit_id and s.code = p.code and s.from_at <= ${now})
    order by p.code, u.code`.execute(db)
  return rows
}

/** Petitions of units a clock of which runs, those due first at the head. */
export async function openPetitions(
  db: Db,
  unitIds: readonly string[],
  now: Instant,
): Promise<{ unitId: string; petition: FoldedPetition }[]> {
  const { rows } = await sql<{
    unitId: string
    code: string
    about: Petition['about']
    dossier: string | null
    events: PetitionEvent[]
  }>`
    select p.unit_id as "unitId", p.code, p.about, p.dossier_code as dossier, p.events
    from petition_spans s join petitions p on p.unit_id = s.unit_id and p.code = s.code
    where s.unit_id = any(${[...unitIds]}::uuid[]) and p.unit_id = any(${[...unitIds]}::uuid[])
      and s.from_at <= ${now} and (s.to_at is null or s.to_at > ${now}) and s.clock is not null
    order by s.due_on, p.code`.execute(db)
  return rows.map(({ unitId, ...petition }) => ({
    unitId,
    petition: { ...petition, unit: unitId },
  }))
}

/** Everything that units have of petitions that several show, by code. */
export async function petitionsTogether(
  db: Db,
  codes: readonly string[],
): Promise<Map<string, FoldedPetition[]>> {
  const wanted = new Set(codes)
  const keys = (await sharedKeys(db)).filter(({ code }) => wanted.has(code))
  if (keys.length === 0) return new Map()
  const { rows } = await sql<FoldedPetition>`
    select unit_id as unit, code, about, dossier_code as dossier, events from petitions
    where ${isKeyOf(keys)} order by code, unit_id`.execute(db)
  return new Map(partsByCode(rows).map((mine) => [mine[0]?.code ?? '', mine]))
}
