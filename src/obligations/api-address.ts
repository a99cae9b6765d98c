// How programs name what is theirs to read: ids within reach, units by code.

import { z } from 'zod'
import { type Day, isDay } from '../lib/day.ts'
import { subtreeIds, unitByCode } from '../org/index.ts'
import { fromCursor, Problem, type Read } from '../platform/index.ts'
import { unitHolding } from './find-store.ts'

export const byId = z.strictObject({ id: z.uuid() })

export const aDay = z
  .string()
  .refine((text): text is Day => isDay(text), 'a day such as 2024-06-30')
  .meta({ format: 'date' })

/** Units a list is about: one, or one with all below it; everything within reach when neither is named. */
export const unitQuery = {
  unit: z.string().max(40).optional().meta({ description: 'Code of one unit.' }),
  under: z.string().max(40).optional().meta({ description: 'Code of a unit: it and all below.' }),
}

export async function unitsAskedFor(
  { db, today, rights }: Read,
  permission: string,
  { unit, under }: { unit?: string | undefined; under?: string | undefined },
): Promise<string[]> {
  const reach = await rights.reach(permission)
  let wanted = reach
  for (const code of [unit, under]) {
    if (code === undefined) continue
    const named = await unitByCode(db, code, today)
    if (!named) throw new Problem(404, 'unit.not-found')
    const within = new Set(code === under ? await subtreeIds(db, [named.id], today) : [named.id])
    wanted = wanted.filter((id) => within.has(id))
  }
  return wanted
}

/** The key of lists by (unit, id). */
export function afterOf(cursor: string | undefined): { unitId: string; id: string } | null {
  const key = fromCursor(cursor, z.tuple([z.uuid(), z.uuid()]))
  return key && { unitId: key[0], id: key[1] }
}

/** Row `unit`: whose thing this is, among the units that the permission reaches. */
export const unitOf =
  (table: Parameters<typeof unitHolding>[1], permission: string) =>
  async ({ db, rights }: Read, { id }: { id: string }): Promise<string | null> =>
    await unitHolding(db, table, id, await rights.reach(permission))
