// Obligations, duties, drafts, submissions and decisions. Every statement on a distributed table names its
// unit or an allowed list of units.

import { sql } from 'kysely'
import type { Day } from '../lib/day.ts'
import type { Db } from '../platform/index.ts'
import type { DutySeed } from './due.ts'
import { keepOutcomes } from './outcome-store.ts'
import type { ObligationTables } from './tables.ts'

const at = (db: Db) => db.withTables<ObligationTables>()
type Row<T extends keyof ObligationTables> = ObligationTables[T]

export const insertObligations = async (db: Db, rows: Row<'obligations'>[]): Promise<void> => {
  if (rows.length === 0) return
  await at(db)
    .insertInto('obligations')
    .values(rows.map((row) => ({ ...row, due: JSON.stringify(row.due) as never })))
    .execute()
}

/** Many units at once: three arrays, one statement. */
export const insertObligationUnits = async (
  db: Db,
  rows: Row<'obligation_units'>[],
): Promise<void> => {
  if (rows.length === 0) return
  await sql`
    insert into obligation_units (obligation_id, unit_id, part, valid_from)
    select * from unnest(${rows.map((row) => row.obligation_id)}::uuid[], ${rows.map((row) => row.unit_id)}::uuid[],
      ${rows.map((row) => row.part)}::text[], ${rows.map((row) => row.valid_from)}::date[])
    on conflict do nothing`.execute(db)
}

export const obligationsOfPlan = (db: Db, planId: string, on: Day): Promise<Row<'obligations'>[]> =>
  at(db)
    .selectFrom('obligations')
    .selectAll()
    .where('plan_id', '=', planId)
    .where((eb) => eb.or([eb('ends_on', 'is', null), eb('ends_on', '>', on)]))
    .orderBy('position')
    .execute()

export async function obligationById(db: Db, id: string): Promise<Row<'obligations'> | undefined> {
  return await at(db).selectFrom('obligations').selectAll().where('id', '=', id).executeTakeFirst()
}

export const unitsOfObligation = (
  db: Db,
  obligationId: string,
): Promise<Row<'obligation_units'>[]> =>
  at(db)
    .selectFrom('obligation_units')
    .selectAll()
    .where('obligation_id', '=', obligationId)
    .execute()

export const leadUnits = (db: Db, obligationIds: readonly string[], on: Day) =>
  at(db)
    .selectFrom('obligation_units')
    .select(['obligation_id', 'unit_id'])
    .where(sql<boolean>`obligation_id = any(${[...obligationIds]}::uuid[])`)
    .where('part', '=', 'lead')
    .where((eb) => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>', on)]))
    .execute()

export const supportingOf = (db: Db, unitId: string, planIds: readonly string[]) =>
  at(db)
    .selectFrom('obligation_units')
    .innerJoin('obligations', 'obligations.id', 'obligation_units.obligation_id')
    .select(['obligations.number', 'obligations.title', 'obligations.plan_id'])
    .where('obligation_units.unit_id', '=', unitId)
    .where('obligation_units.part', '=', 'supporting')
    .where(sql<boolean>`obligations.plan_id = any(${[...planIds]}::uuid[])`)
    .where('obligations.ends_on', 'is', null)
    .orderBy('obligations.position')
    .execute()

export type SeedRow = DutySeed & { unitId: string; id: string; obligationId: string }

/** Inserts the duties that are not there yet; returns how many were new. Sorted by key, one statement. */
export async function insertDuties(
  db: Db,
  rows: readonly SeedRow[],
  common: { planId: string; calendarVersion: string; now: string },
): Promise<number> {
  if (rows.length === 0) return 0
  const sorted = [...rows].sort((a, b) => (a.unitId < b.unitId ? -1 : a.unitId > b.unitId ? 1 : 0))
  const column = <T>(pick: (row: SeedRow) => T) => sorted.map(pick)
  const result = await sql`
    insert into duties (unit_id, id, obligation_id, period, milestone, opens_on, due_on, nominal_on, rule,
      recurring, target, plan_id, calendar_version, spawned_at)
    select *, ${common.planId}::uuid, ${common.calendarVersion}, ${common.now}::timestamptz
    from unnest(${column((row) => row.unitId)}::uuid[], ${column((row) => row.id)}::uuid[],
      ${column((row) => row.obligationId)}::uuid[], ${column((row) => row.period)}::text[],
      ${column((row) => row.milestone)}::integer[], ${column((row) => row.opensOn)}::date[],
      ${column((row) => row.dueOn)}::date[], ${column((row) => row.nominalOn)}::date[],
      ${column((row) => row.rule)}::text[], ${column((row) => row.recurring)}::boolean[],
      ${column((row) => row.target)}::numeric[])
    on conflict (unit_id, obligation_id, period, milestone) do nothing`.execute(db)
  return Number(result.numAffectedRows ?? 0n)
}

/** The obligation in force that an item became, if any. */
export async function obligationOfSource(
  db: Db,
  sourceId: string,
): Promise<Row<'obligations'> | undefined> {
  return await at(db)
    .selectFrom('obligations')
    .selectAll()
    .where('source_id', '=', sourceId)
    .where('ends_on', 'is', null)
    .executeTakeFirst()
}

export const changeObligation = async (
  db: Db,
  id: string,
  change: Partial<Omit<Row<'obligations'>, 'id' | 'due'>>,
): Promise<void> => {
  await at(db).updateTable('obligations').set(change).where('id', '=', id).execute()
}

type Ending = { on: Day; reason: string; by: string | null }

/** Ends some units' part in an obligation, and their duties that nobody has reported on. */
export async function endUnitsOfObligation(
  db: Db,
  obligationId: string,
  unitIds: readonly string[],
  ending: Ending,
): Promise<void> {
  if (unitIds.length === 0) return
  await at(db)
    .updateTable('obligation_units')
    .set({ valid_to: ending.on })
    .where('obligation_id', '=', obligationId)
    .where('part', '=', 'lead')
    .where('unit_id', 'in', [...unitIds])
    .execute()
  await endDuties(db, obligationId, ending, unitIds)
}

/** Ends the duties of an obligation that nobody has reported on and that were not due yet. */
async function endDuties(
  db: Db,
  obligationId: string,
  ending: Ending,
  unitIds?: readonly string[],
): Promise<number> {
  const result = await sql`
    insert into duty_endings (unit_id, duty_id, ended_on, reason, ended_by)
    select d.unit_id, d.id, ${ending.on}, ${ending.reason}, ${ending.by}::uuid
    from duties d
    left join submission_lines l on l.unit_id = d.unit_id and l.duty_id = d.id
    where d.obligation_id = ${obligationId} and l.duty_id is null and d.due_on >= ${ending.on}
      ${unitIds ? sql`and d.unit_id = any(${[...unitIds]}::uuid[])` : sql``}
    on conflict do nothing`.execute(db)
  return Number(result.numAffectedRows ?? 0n)
}

/** Ends the obligation and its duties that nobody has reported on and that were not due yet. */
export async function endObligationRows(
  db: Db,
  obligationId: string,
  ending: Ending,
): Promise<number> {
  await at(db)
    .updateTable('obligations')
    .set({ ends_on: ending.on })
    .where('id', '=', obligationId)
    .where('ends_on', 'is', null)
    .execute()
  return await endDuties(db, obligationId, ending)
}

export async function findDuty(
  db: Db,
  unitId: string,
  dutyId: string,
): Promise<Row<'duties'> | undefined> {
  return await at(db)
    .selectFrom('duties')
    .selectAll()
    .where('unit_id', '=', unitId)
    .where('id', '=', dutyId)
    .executeTakeFirst()
}

export const saveDraftLines = async (db: Db, rows: Row<'draft_lines'>[]): Promise<void> => {
  if (rows.length === 0) return
  await at(db)
    .insertInto('draft_lines')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['unit_id', 'duty_id', 'period']).doUpdateSet((eb) => ({
        state: eb.ref('excluded.state'),
        progress: eb.ref('excluded.progress'),
        quantity: eb.ref('excluded.quantity'),
        hindrance: eb.ref('excluded.hindrance'),
        hindrance_kind: eb.ref('excluded.hindrance_kind'),
        saved_at: eb.ref('excluded.saved_at'),
        saved_by: eb.ref('excluded.saved_by'),
      })),
    )
    .execute()
}

export const draftLines = (db: Db, unitId: string, period: string): Promise<Row<'draft_lines'>[]> =>
  at(db)
    .selectFrom('draft_lines')
    .selectAll()
    .where('unit_id', '=', unitId)
    .where('period', '=', period)
    .execute()

export const clearDrafts = async (
  db: Db,
  unitId: string,
  period: string,
  dutyIds: readonly string[],
) => {
  await at(db)
    .deleteFrom('draft_lines')
    .where('unit_id', '=', unitId)
    .where('period', '=', period)
    .where(sql<boolean>`duty_id = any(${[...dutyIds]}::uuid[])`)
    .execute()
}

export const submissionsOf = (db: Db, unitId: string, planId: string, period: string) =>
  at(db)
    .selectFrom('submissions')
    .selectAll()
    .where('unit_id', '=', unitId)
    .where('plan_id', '=', planId)
    .where('period', '=', period)
    .orderBy('round')
    .execute()

export async function findSubmission(db: Db, unitId: string, id: string) {
  return await at(db)
    .selectFrom('submissions')
    .selectAll()
    .where('unit_id', '=', unitId)
    .where('id', '=', id)
    .executeTakeFirst()
}

export const insertSubmission = async (
  db: Db,
  submission: Row<'submissions'>,
  lines: Row<'submission_lines'>[],
  hindrances: Row<'hindrances'>[],
): Promise<void> => {
  await at(db).insertInto('submissions').values(submission).execute()
  await at(db).insertInto('submission_lines').values(lines).execute()
  if (hindrances.length > 0) await at(db).insertInto('hindrances').values(hindrances).execute()
  await keepOutcomesOf(db, lines)
}

const keepOutcomesOf = (db: Db, lines: readonly { unit_id: string; duty_id: string }[]) =>
  keepOutcomes(
    db,
    [...new Set(lines.map((line) => line.unit_id))],
    lines.map((line) => line.duty_id),
  )

/** One sender or reviewer at a time for a unit, until the transaction ends. */
export const holdUnit = async (db: Db, unitId: string): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtextextended(${unitId}, 5))`.execute(db)
}

export type SentLine = Row<'submission_lines'> & {
  accepted_at: string | null
  accepted_by: string | null
  note: string | null
  returned_at: string | null
  returned_by: string | null
  reason: string | null
  correct_by: Day | null
  accepted_under: string | null
  returned_under: string | null
}

const withDecisions = (db: Db) =>
  at(db)
    .selectFrom('submission_lines')
    .leftJoin('acceptances', (join) =>
      join
        .onRef('acceptances.unit_id', '=', 'submission_lines.unit_id')
        .onRef('acceptances.submission_id', '=', 'submission_lines.submission_id')
        .onRef('acceptances.duty_id', '=', 'submission_lines.duty_id'),
    )
    .leftJoin('returns', (join) =>
      join
        .onRef('returns.unit_id', '=', 'submission_lines.unit_id')
        .onRef('returns.submission_id', '=', 'submission_lines.submission_id')
        .onRef('returns.duty_id', '=', 'submission_lines.duty_id'),
    )
    .selectAll('submission_lines')
    .select([
      'acceptances.accepted_at',
      'acceptances.accepted_by',
      'acceptances.note',
      'returns.returned_at',
      'returns.returned_by',
      'returns.reason',
      'returns.correct_by',
      'acceptances.delegation_id as accepted_under',
      'returns.delegation_id as returned_under',
    ])

/** Lines of one submission with the decision on each. */
export const sentLines = (db: Db, unitId: string, submissionId: string): Promise<SentLine[]> =>
  withDecisions(db)
    .where('submission_lines.unit_id', '=', unitId)
    .where('submission_lines.submission_id', '=', submissionId)
    .execute()

/** All lines ever sent for some duties of a unit, oldest first. */
export const linesOfDuties = (
  db: Db,
  unitId: string,
  dutyIds: readonly string[],
): Promise<SentLine[]> =>
  withDecisions(db)
    .where('submission_lines.unit_id', '=', unitId)
    .where(sql<boolean>`submission_lines.duty_id = any(${[...dutyIds]}::uuid[])`)
    .orderBy('submission_lines.submitted_at')
    .execute()

export const insertAcceptances = async (db: Db, rows: Row<'acceptances'>[]): Promise<void> => {
  if (rows.length === 0) return
  await at(db).insertInto('acceptances').values(rows).execute()
  await keepOutcomesOf(db, rows)
}

export const insertReturns = async (db: Db, rows: Row<'returns'>[]): Promise<void> => {
  if (rows.length === 0) return
  await at(db).insertInto('returns').values(rows).execute()
  await keepOutcomesOf(db, rows)
}

export async function findHindrance(db: Db, unitId: string, id: string) {
  return await at(db)
    .selectFrom('hindrances')
    .selectAll()
    .where('unit_id', '=', unitId)
    .where('id', '=', id)
    .executeTakeFirst()
}

export const answersOf = (
  db: Db,
  unitId: string,
  hindranceId: string,
): Promise<Row<'hindrance_answers'>[]> =>
  at(db)
    .selectFrom('hindrance_answers')
    .selectAll()
    .where('unit_id', '=', unitId)
    .where('hindrance_id', '=', hindranceId)
    .orderBy('answered_at')
    .execute()

export const insertAnswer = async (db: Db, row: Row<'hindrance_answers'>): Promise<void> => {
  await at(db).insertInto('hindrance_answers').values(row).execute()
}
