// What the lists of dossiers and their table are asked for, and the names they show.

import { z } from 'zod'
import {
  allProcedures,
  type DeskFilter,
  endOfDay,
  type Procedure,
  proceduresMeant,
  STANDINGS,
} from '../dossiers/index.ts'
import { type Day, isDay } from '../lib/day.ts'
import { instantAt } from '../lib/instant.ts'
import { subtreeIds, type UnitListed, unitByCode, unitsByIds } from '../org/index.ts'
import type { Read } from '../platform/index.ts'

const someDay = z
  .string()
  .refine((text) => text === '' || isDay(text))
  .catch('')
  .default('')
export const scopeFields = {
  unit: z.string().max(40).catch('').default(''),
  from: someDay,
  to: someDay,
}
export const deskFilters = z.object({
  ...scopeFields,
  standing: z
    .enum(['open', 'all', ...STANDINGS])
    .catch('open')
    .default('open'),
  field: z.string().max(200).catch('').default(''),
  procedure: z.string().max(300).trim().catch('').default(''),
  channel: z.enum(['', 'online', 'direct', 'postal']).catch('').default(''),
  code: z.string().max(100).trim().catch('').default(''),
  cursor: z.string().max(600).optional().catch(undefined),
})
export type DeskFilters = z.infer<typeof deskFilters>

export type Names = {
  units: UnitListed[]
  unitOf: Map<string, UnitListed>
  procedureOf: Map<string, Procedure>
  fields: string[]
}

/** Units within reach, and procedures in the version last in force. */
export async function deskNames(read: Read): Promise<Names> {
  const units = await unitsByIds(read.db, await read.rights.reach('dossier.read'))
  const procedureOf = new Map((await allProcedures(read.db)).map((it) => [it.code, it]))
  const fields = [...new Set([...procedureOf.values()].map(({ field }) => field))].sort((a, b) =>
    a.localeCompare(b, 'vi'),
  )
  return { units, unitOf: new Map(units.map((unit) => [unit.id, unit])), procedureOf, fields }
}

/** Units within reach, at or below the one asked for. */
export async function unitsAsked(read: Read, code: string): Promise<string[]> {
  const reach = await read.rights.reach('dossier.read')
  if (code === '') return reach
  const unit = await unitByCode(read.db, code, read.today)
  if (!unit) return []
  const below = new Set(await subtreeIds(read.db, [unit.id], read.today))
  return reach.filter((id) => below.has(id))
}

/** Procedures of the field and of the name or code that one typed. */
export function proceduresAsked(
  { procedure, field }: Pick<DeskFilters, 'procedure' | 'field'>,
  procedureOf: Names['procedureOf'],
): Procedure[] {
  const inField = [...procedureOf.values()].filter((it) => !field || it.field === field)
  return procedure ? proceduresMeant(procedure, inField) : inField
}

export async function deskFilterOf(
  read: Read,
  input: DeskFilters,
  { procedureOf }: Names,
): Promise<DeskFilter> {
  return {
    unitIds: await unitsAsked(read, input.unit),
    standing: input.standing,
    procedures:
      input.procedure || input.field
        ? proceduresAsked(input, procedureOf).map(({ code }) => code)
        : null,
    channel: input.channel || null,
    from: input.from ? instantAt(input.from as Day, '00:00') : null,
    to: input.to ? endOfDay(input.to as Day) : null,
    code: input.code || null,
  }
}
