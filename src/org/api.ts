// Units and groups for programs.

import { z } from 'zod'
import type { Day } from '../lib/day.ts'
import { isDay } from '../lib/day.ts'
import {
  fromCursor,
  listOf,
  listQuery,
  notFound,
  pageOfRows,
  type Route,
  route,
  showList,
} from '../platform/index.ts'
import { LEVELS } from './import.ts'
import {
  groupRules,
  subtreeIds,
  type UnitListed,
  unitByCode,
  unitsByIds,
  unitsOn,
} from './store.ts'
import { successionApi } from './succession-api.ts'
import { unitTableRow } from './table-api.ts'

/** A day in a query. */
const onDay = z
  .string()
  .refine((text): text is Day => isDay(text), 'a day such as 2024-06-30')
  .meta({ format: 'date', description: 'As of this day; today when absent.' })

const unitAnswer = z.object({
  id: z.uuid(),
  code: z.string().meta({ description: 'Known with validFrom: codes are re-used.' }),
  level: z.string(),
  name: z.string(),
  fullName: z.string(),
  type: z.string(),
  aliases: z.array(z.string()),
  dossierCode: z.string().nullable(),
  parent: z.string().nullable().meta({ description: 'Code of the unit above.' }),
  validFrom: z.iso.date(),
  validTo: z.iso.date().nullable(),
})

const showUnit = (unit: UnitListed, parent: string | null): z.infer<typeof unitAnswer> => ({
  id: unit.id,
  code: unit.code,
  level: unit.level,
  name: unit.name,
  fullName: unit.fullName,
  type: unit.type,
  aliases: unit.aliases,
  dossierCode: unit.dossierCode,
  parent,
  validFrom: unit.validFrom,
  validTo: unit.validTo,
})

const unitsQuery = z.strictObject({
  ...listQuery,
  on: onDay.optional(),
  level: z.enum(LEVELS).optional(),
  under: z.string().max(40).optional().meta({ description: 'Code of a unit: it and all below.' }),
})

const unitsRow: Route = route({
  method: 'GET',
  path: '/api/units',
  may: 'unit.read',
  about: 'Units of a day within reach, by code.',
  input: unitsQuery,
  api: { answer: listOf(unitAnswer) },
  load: async ({ db, today, rights }, input) => {
    const on = input.on ?? today
    const after = fromCursor(input.cursor, z.tuple([z.string(), z.string()]))
    const reach = new Set(await rights.reach('unit.read'))
    const top = input.under === undefined ? null : await unitByCode(db, input.under, on)
    const under = top ? new Set(await subtreeIds(db, [top.id], on)) : null
    const units = await unitsOn(db, on)
    const codes = new Map(units.map((unit) => [unit.id, unit.code]))
    const wanted = units
      .filter(
        (unit) =>
          reach.has(unit.id) &&
          (input.level === undefined || unit.level === input.level) &&
          (input.under === undefined || under?.has(unit.id)) &&
          (after === null || keyOf(unit) > after.join(' ')),
      )
      .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
    return pageOfRows(
      wanted,
      input.limit,
      (unit) => [unit.code, unit.id],
      (unit) => showUnit(unit, codes.get(unit.parentId ?? '') ?? null),
    )
  },
  show: showList,
})

const keyOf = ({ code, id }: UnitListed) => `${code} ${id}`

const unitRow: Route = route({
  method: 'GET',
  path: '/api/units/:code',
  may: 'unit.read',
  about: 'One unit by its code on a day.',
  input: z.strictObject({ code: z.string().max(40), on: onDay.optional() }),
  api: { answer: unitAnswer, problems: ['404 unit.not-found'] },
  unit: async ({ db, today }, { code, on }) =>
    (await unitByCode(db, code, on ?? today))?.id ?? null,
  load: async ({ db, today }, { code, on }) => {
    const unit = await unitByCode(db, code, on ?? today)
    if (!unit) throw notFound('unit')
    const [parent] = unit.parentId ? await unitsByIds(db, [unit.parentId]) : []
    return showUnit(unit, parent?.code ?? null)
  },
  show: (json) => ({ json }),
})

const groupAnswer = z.object({
  code: z.string(),
  name: z.string(),
  aliases: z.array(z.string()),
  levels: z.array(z.string()).optional(),
  parentLevels: z.array(z.string()).optional(),
  codes: z.array(z.string()).optional(),
})

const groupsRow: Route = route({
  method: 'GET',
  path: '/api/groups',
  may: 'unit.read',
  about: 'Groups of units that documents name, with the rule of their members.',
  input: z.strictObject({ ...listQuery }),
  api: { answer: listOf(groupAnswer) },
  load: async ({ db }, input) => {
    const after = fromCursor(input.cursor, z.tuple([z.string()]))
    const rows = (await groupRules(db)).filter(({ code }) => after === null || code > after[0])
    return pageOfRows(rows, input.limit, ({ code }) => [code], showGroup)
  },
  show: showList,
})

const showGroup = (rule: Awaited<ReturnType<typeof groupRules>>[number]) => ({
  code: rule.code,
  name: rule.name,
  aliases: rule.aliases,
  ...(rule.levels ? { levels: rule.levels } : {}),
  ...(rule.parentLevels ? { parentLevels: rule.parentLevels } : {}),
  ...(rule.codes ? { codes: rule.codes } : {}),
})

export const orgApi: readonly Route[] = [
  unitsRow,
  unitTableRow,
  unitRow,
  groupsRow,
  ...successionApi,
]
