// Procedures, rules of time and units as messages name them. Reference tables: small, rarely written.

import { sql } from 'kysely'
import { workCalendar } from '../calendar/index.ts'
import type { Day } from '../lib/day.ts'
import type { Instant } from '../lib/instant.ts'
import type { WorkCalendar } from '../lib/workdays.ts'
import { loadSaid, type OwnTime, ownTimes, saidText } from '../officetime/index.ts'
import { type Db, type Recall, recordedBy } from '../platform/index.ts'
import type { DossierUnit } from './batch.ts'
import { catalogueOf, type Procedure } from './procedure.ts'
import type { DossierTables } from './tables.ts'
import type { DossierRules, Timekeeper } from './timekeeping.ts'

type Row = DossierTables['procedures']

const toProcedure = (row: Row): Procedure => ({
  code: row.code,
  name: row.name,
  field: row.field,
  level: row.level,
  limit:
    row.limit_unit && row.limit_value !== null
      ? { value: Number(row.limit_value), unit: row.limit_unit }
      : null,
  fee: Number(row.fee),
  returnsDocument: row.returns_document,
  onlineLevel: row.online_level,
  validFrom: row.valid_from,
  validTo: row.valid_to,
})

export async function allProcedures(db: Db): Promise<Procedure[]> {
  const rows = await db
    .withTables<DossierTables>()
    .selectFrom('procedures')
    .selectAll()
    .orderBy('code')
    .orderBy('valid_from')
    .execute()
  return rows.map(toProcedure)
}

export async function saveProcedures(db: Db, procedures: readonly Procedure[]): Promise<void> {
  const rows = procedures.map((it) => ({
    code: it.code,
    valid_from: it.validFrom,
    valid_to: it.validTo,
    name: it.name,
    field: it.field,
    level: it.level,
    limit_value: it.limit?.value ?? null,
    limit_unit: it.limit?.unit ?? null,
    fee: it.fee,
    returns_document: it.returnsDocument,
    online_level: it.onlineLevel,
  }))
  await sql`
    insert into procedures (code, valid_from, valid_to, name, field, level, limit_value, limit_unit, fee,
      returns_document, online_level)
    select code, valid_from, valid_to, name, field, level, limit_value, limit_unit, fee, returns_document,
      online_level
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(code text, valid_from date, valid_to date,
      name text, field text, level text, limit_value numeric, limit_unit text, fee numeric,
      returns_document boolean, online_level text)
    order by code, valid_from
    on conflict (code, valid_from) do update set valid_to = excluded.valid_to, name = excluded.name,
      field = excluded.field, level = excluded.level, limit_value = excluded.limit_value,
      limit_unit = excluded.limit_unit, fee = excluded.fee,
      returns_document = excluded.returns_document, online_level = excluded.online_level`.execute(
    db,
  )
}

/** The rules in force on a day. */
export async function rulesOn(db: Db, on: Day): Promise<DossierRules & { said: number }> {
  const { rows } = await sql<DossierRules & { said: number }>`
    select valid_from as "validFrom", readings, hours, resident_databases as "residentDatabases", source,
      ${saidText} as said
    from dossier_rules where valid_from <= ${on} order by valid_from desc limit 1`.execute(db)
  const [row] = rows
  if (!row) throw new Error('no rules of time are loaded: run `bin/congtam migrate`')
  return row
}

/** Everything dossiers are timed by; `asOf`: by the calendars of all and of units as they were known then. */
export async function timekeeping(
  db: Db,
  on: Day,
  recall?: Recall,
  asOf: Instant | null = null,
): Promise<Timekeeper> {
  const { readings, hours, residentDatabases, said } = await rulesOn(db, on)
  const load = async () => ({
    calendar: await workCalendar(db, { asOf }),
    catalogue: catalogueOf(await allProcedures(db)),
  })
  const { calendar, catalogue } =
    recall && !asOf
      ? await recall('dossiers.timekeeping', await recordedBy(db, TIMED_BY), load)
      : await load()
  const own = said === 0 ? NO_TIMES : await timesOf(db, { calendar, said, asOf }, recall)
  const nation = { calendar, hours }
  return { rules: readings, nation, ownTimes: own, catalogue, residentDatabases }
}

const NO_TIMES: ReadonlyMap<string, OwnTime> = new Map()

/** Times of units that have one of their own, merged once for each thing that was said. */
async function timesOf(
  db: Db,
  { calendar, said, asOf }: { calendar: WorkCalendar; said: number; asOf: Instant | null },
  recall: Recall | undefined,
): Promise<ReadonlyMap<string, OwnTime>> {
  const load = async () => ownTimes(await loadSaid(db, calendar, asOf))
  if (!recall || asOf) return await load()
  return await recall(`dossiers.unit-times ${calendar.version}`, said, load)
}

/** What tells of new procedures and calendars. */
const TIMED_BY = ['procedures.loaded', 'calendar.published']

/** Every unit of any time with the codes that messages name it by. */
export async function dossierUnits(db: Db): Promise<DossierUnit[]> {
  const { rows } = await sql<DossierUnit>`
    select id, code, dossier_code as "dossierCode", valid_from as "validFrom", valid_to as "validTo"
    from units`.execute(db)
  return rows
}
