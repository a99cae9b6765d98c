// Second factors, their recovery codes and removals in the database.

import { sql } from 'kysely'
import type { Instant } from '../lib/instant.ts'
import type { Db } from '../platform/index.ts'
import { OFFERED, type Policy } from './policy.ts'
import type { AuthTables } from './tables.ts'

const at = (db: Db) => db.withTables<AuthTables>()

export type FactorRow = AuthTables['second_factors']
export type RemovalRow = AuthTables['factor_removals']

/** The second factor a person signs in with; undefined when there is none. */
export const factorInForce = (db: Db, personId: string): Promise<FactorRow | undefined> =>
  at(db)
    .selectFrom('second_factors')
    .selectAll()
    .where('person_id', '=', personId)
    .where('confirmed_at', 'is not', null)
    .where('ended_at', 'is', null)
    .executeTakeFirst()

/** The one that was begun and waits for its first code. */
export const factorBegun = (db: Db, personId: string): Promise<FactorRow | undefined> =>
  at(db)
    .selectFrom('second_factors')
    .selectAll()
    .where('person_id', '=', personId)
    .where('confirmed_at', 'is', null)
    .where('ended_at', 'is', null)
    .executeTakeFirst()

export const insertFactor = async (db: Db, row: FactorRow): Promise<void> => {
  await at(db).insertInto('second_factors').values(row).execute()
}

export const changeFactor = async (db: Db, id: string, change: Partial<FactorRow>) => {
  await at(db).updateTable('second_factors').set(change).where('id', '=', id).execute()
}

/** Forgets what was begun and never confirmed. */
export const dropBegun = async (db: Db, personId: string): Promise<void> => {
  await at(db)
    .deleteFrom('second_factors')
    .where('person_id', '=', personId)
    .where('confirmed_at', 'is', null)
    .execute()
}

/** Takes a step once: false when it, or a later one, was taken before. */
export async function takeStep(db: Db, factorId: string, step: number): Promise<boolean> {
  const { numUpdatedRows } = await at(db)
    .updateTable('second_factors')
    .set({ last_step: step })
    .where('id', '=', factorId)
    .where('last_step', '<', step)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export const insertRecoveryCodes = async (
  db: Db,
  rows: AuthTables['recovery_codes'][],
): Promise<void> => {
  await at(db).insertInto('recovery_codes').values(rows).execute()
}

export const dropRecoveryCodes = async (db: Db, factorId: string): Promise<void> => {
  await at(db).deleteFrom('recovery_codes').where('factor_id', '=', factorId).execute()
}

/** Takes a recovery code once: false when it is unknown or was taken before. */
export async function takeRecoveryCode(
  db: Db,
  factorId: string,
  hash: string,
  now: Instant,
): Promise<boolean> {
  const { numUpdatedRows } = await at(db)
    .updateTable('recovery_codes')
    .set({ used_at: now })
    .where('factor_id', '=', factorId)
    .where('code_hash', '=', hash)
    .where('used_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export async function recoveryCodesLeft(db: Db, factorId: string): Promise<number> {
  const { count } = await at(db)
    .selectFrom('recovery_codes')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('factor_id', '=', factorId)
    .where('used_at', 'is', null)
    .executeTakeFirstOrThrow()
  return count
}

export const insertRemoval = async (db: Db, row: RemovalRow): Promise<void> => {
  await at(db).insertInto('factor_removals').values(row).execute()
}

/** The removal of a person's second factor that waits for a decision. */
export const openRemoval = (db: Db, personId: string): Promise<RemovalRow | undefined> =>
  at(db)
    .selectFrom('factor_removals')
    .innerJoin('second_factors', 'second_factors.id', 'factor_removals.factor_id')
    .selectAll('factor_removals')
    .where('factor_removals.person_id', '=', personId)
    .where('second_factors.ended_at', 'is', null)
    .where('approved_at', 'is', null)
    .where('declined_at', 'is', null)
    .orderBy('asked_at', 'desc')
    .executeTakeFirst()

export const changeRemoval = async (db: Db, id: string, change: Partial<RemovalRow>) => {
  await at(db).updateTable('factor_removals').set(change).where('id', '=', id).execute()
}

const POLICY = 'second-factor'

type Settings = { settings: { name: string; value: unknown; saved_at: string } }

/** The policy as a part of another query: null when none was saved. */
export const policyText = sql<Policy | null>`(select value from settings where name = ${POLICY})`

export async function policyOf(db: Db): Promise<Policy> {
  return { ...OFFERED, ...(await settingOf<Policy>(db, POLICY)) }
}

export const savePolicy = (db: Db, policy: Policy, now: Instant): Promise<void> =>
  saveSetting(db, POLICY, policy, now)

/** A small document of the instance by its name; null when it was never saved. */
export async function settingOf<T>(db: Db, name: string): Promise<T | null> {
  const row = await db
    .withTables<Settings>()
    .selectFrom('settings')
    .select('value')
    .where('name', '=', name)
    .executeTakeFirst()
  return (row?.value as T | undefined) ?? null
}

export async function saveSetting(db: Db, name: string, value: object, now: Instant) {
  const row = { value: JSON.stringify(value), saved_at: now as string }
  await db
    .withTables<Settings>()
    .insertInto('settings')
    .values({ name, ...row })
    .onConflict((conflict) => conflict.column('name').doUpdateSet(row))
    .execute()
}
