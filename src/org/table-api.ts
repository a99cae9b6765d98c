// Units changed by programs: the same rules as for a table that people bring.

import { z } from 'zod'
import { type Act, type Route, route } from '../platform/index.ts'
import { UNIT_FIELDS } from './change.ts'
import { type RowError, UNIT_COLUMNS, type UnitColumn, type UnitPlan } from './fault.ts'
import { LEVELS, readUnits, type UnitReading } from './import.ts'
import { MOST_UNITS, planUnits, saveUnits, unitFaults } from './table-actions.ts'

/** Names of the columns as programs write them. */
const FIELD: Record<UnitColumn, string> = {
  level: 'level',
  code: 'code',
  name: 'name',
  full_name: 'fullName',
  type: 'type',
  parent_code: 'parent',
  valid_from: 'validFrom',
  valid_to: 'validTo',
  dossier_code: 'dossierCode',
  aliases: 'aliases',
}

const text = (longest: number) => z.string().max(longest)
const leaves = 'Absent: the unit keeps what it has.'
const asDay = { format: 'date' } as const

const unitAsked = z.strictObject({
  code: text(40),
  level: text(40).meta({ description: `One of: ${LEVELS.join(', ')}.` }),
  name: text(200),
  validFrom: text(20).meta({ ...asDay, description: 'With the code it says which unit.' }),
  fullName: text(300).optional().meta({ description: 'Absent for a new unit: the name.' }),
  type: text(100).optional().meta({ description: leaves }),
  dossierCode: text(100).nullable().optional().meta({ description: leaves }),
  parent: text(40).nullable().optional().meta({
    description: 'Code of the unit above; `-`: none. Absent or null: the unit keeps its own.',
  }),
  validTo: text(20)
    .nullable()
    .optional()
    .meta({ ...asDay, description: 'First day on which the unit no longer is. Null: it lasts.' }),
  aliases: z
    .array(
      z
        .string()
        .max(200)
        .regex(/^[^;\n]*$/),
    )
    .max(20)
    .optional()
    .meta({ description: leaves }),
})
type UnitAsked = z.infer<typeof unitAsked>

const readingOf = (units: readonly UnitAsked[]): UnitReading =>
  readUnits(
    units.map((unit, at) => ({
      line: at + 1,
      get: (column: UnitColumn) => {
        const value = unit[FIELD[column] as keyof UnitAsked]
        if (value === undefined) return undefined
        return Array.isArray(value) ? value.join('\n') : (value ?? '')
      },
    })),
  )

const answer = z.object({
  preview: z.boolean(),
  inserted: z.int(),
  updated: z.int(),
  unchanged: z.int(),
  units: z.array(
    z.object({
      line: z.int().meta({ description: 'Place in the list that was sent, from 1.' }),
      code: z.string(),
      validFrom: z.iso.date(),
      change: z.enum(['new', 'changed', 'same']),
      fields: z.array(
        z.object({
          field: z.enum(UNIT_FIELDS),
          from: z.string().nullable(),
          to: z.string().nullable(),
        }),
      ),
    }),
  ),
  refused: z
    .array(
      z.object({
        line: z.int(),
        field: z.enum(UNIT_COLUMNS.map((column) => FIELD[column])),
        code: z.string(),
        reason: z.string(),
        value: z.string(),
      }),
    )
    .meta({ description: 'Only of a preview: rows for which nothing would be saved.' }),
})
type Answer = z.infer<typeof answer>

const showPlan = (act: Act, { changes, errors }: UnitPlan, preview: boolean): Answer => {
  const count = (kind: string) => changes.filter(({ change }) => change === kind).length
  return {
    preview,
    inserted: count('new'),
    updated: count('changed'),
    unchanged: count('same'),
    units: changes.map(({ name: _, ...change }) => change),
    refused: refusedOf(act, errors),
  }
}

const refusedOf = (act: Act, errors: readonly RowError[]): Answer['refused'] =>
  unitFaults(errors, act.lang).map(({ column, message, ...fault }) => ({
    ...fault,
    field: FIELD[column],
    code: message,
  }))

/** Nothing is deleted: a unit ends by `validTo`. */
export const unitTableRow: Route = route({
  method: 'POST',
  path: '/api/units',
  may: 'unit.manage',
  about:
    'Adds and changes up to 1,000 units, known by code and first day: all of them, or none when a row is faulty. With `preview` it only tells what would change.',
  records: ['units.imported'],
  input: z.strictObject({
    units: z.array(unitAsked).min(1).max(MOST_UNITS),
    preview: z.boolean().default(false),
  }),
  maxBody: 4_000_000,
  api: {
    answer,
    problems: ['422 units.rows-faulty'],
    example: {
      preview: true,
      units: [
        {
          code: '05569.VP',
          level: 'division',
          name: 'Văn phòng HĐND và UBND',
          fullName: 'Văn phòng HĐND và UBND xã Bảo Cường',
          parent: '05569',
          validFrom: '2024-07-01',
        },
      ],
    },
  },
  act: async (act, { units, preview }): Promise<Answer> => {
    const reading = readingOf(units)
    if (preview) return showPlan(act, await planUnits(act, reading), true)
    return showPlan(act, await saveUnits(act, reading, (errors) => refusedOf(act, errors)), false)
  },
  show: (json) => ({ json }),
})
