// Who follows whom, for programs: read, recorded by a table, taken back.

import { z } from 'zod'
import {
  type Act,
  fromCursor,
  listOf,
  listQuery,
  pageOfRows,
  type Read,
  type Route,
  route,
  showList,
} from '../platform/index.ts'
import { reachedOver, unitsWithin } from './change.ts'
import { knownUnits } from './store.ts'
import {
  readSuccessions,
  SUCCESSION_COLUMNS,
  type SuccessionColumn,
  type SuccessionError,
  type SuccessionPlan,
} from './succession.ts'
import {
  MOST_SUCCESSIONS,
  planSuccessions,
  saveSuccessions,
  successionFaults,
  withdrawSuccession,
} from './succession-actions.ts'
import { listSuccessions, type SuccessionListed } from './succession-store.ts'

const unit = z.object({ code: z.string(), name: z.string() })
const instant = z.iso.datetime({ offset: true })
const portion = z.enum(['whole', 'part', 'unchanged'])
const successionAnswer = z.object({
  id: z.uuid(),
  from: unit,
  to: unit,
  on: z.iso.date(),
  portion,
  share: z.number().nullable().meta({ description: 'Of the old unit; null where unknown.' }),
  decision: z.string(),
  recordedAt: instant.nullable(),
  withdrawnAt: instant.nullable().meta({ description: 'Null while it is in force.' }),
  withdrawalReason: z.string().nullable(),
})

const showSuccession = (row: SuccessionListed): z.infer<typeof successionAnswer> => ({
  id: row.id,
  from: { code: row.from.code, name: row.from.name },
  to: { code: row.to.code, name: row.to.name },
  on: row.on,
  portion: row.portion,
  share: row.share,
  decision: row.source,
  recordedAt: row.recordedAt,
  withdrawnAt: row.withdrawnAt,
  withdrawalReason: row.withdrawalReason,
})

/** Edges of which either unit is, or was last, within reach. */
export async function successionsWithin(
  { db, rights }: Pick<Read, 'db' | 'rights'>,
  permission: string,
): Promise<SuccessionListed[]> {
  const reach = new Set(await rights.reach(permission))
  const within = new Set(unitsWithin(await knownUnits(db), reach).map(({ id }) => id))
  return (await listSuccessions(db)).filter(
    ({ from, to }) => within.has(from.id) || within.has(to.id),
  )
}

const listRow: Route = route({
  method: 'GET',
  path: '/api/successions',
  may: 'unit.read',
  about: 'Which units followed which in reorganisations, within reach, the latest day first.',
  input: z.strictObject({
    ...listQuery,
    withdrawn: z
      .enum(['true', 'false'])
      .default('false')
      .meta({ description: 'True: also those taken back.' }),
  }),
  api: { answer: listOf(successionAnswer) },
  load: async (read, input) => {
    const after = fromCursor(
      input.cursor,
      z.tuple([z.iso.date(), z.string(), z.string(), z.uuid()]),
    )
    const key = (row: SuccessionListed) => [row.on, row.from.code, row.to.code, row.id] as const
    const isBehind = (row: SuccessionListed) => {
      if (after === null) return true
      const [on, ...rest] = key(row)
      if (on !== after[0]) return on < after[0]
      return rest.join('\n') > after.slice(1).join('\n')
    }
    const rows = (await successionsWithin(read, 'unit.read'))
      .filter((row) => input.withdrawn === 'true' || row.withdrawnAt === null)
      .sort((a, b) => {
        if (a.on !== b.on) return a.on < b.on ? 1 : -1
        return key(a).join('\n') < key(b).join('\n') ? -1 : 1
      })
    return pageOfRows(rows.filter(isBehind), input.limit, (row) => [...key(row)], showSuccession)
  },
  show: showList,
})

const asked = z.strictObject({
  from: z.string().max(40).meta({ description: 'Code of the unit that ends on the day.' }),
  to: z.string().max(40).meta({ description: 'Code of the unit that stands on the day.' }),
  kind: z
    .string()
    .max(40)
    .meta({ description: '`whole`, `part`, `unchanged`, or a share such as `45%` or `0.45`.' }),
  on: z.string().max(20).meta({ format: 'date' }),
  decision: z.string().max(300),
})

const answer = z.object({
  preview: z.boolean(),
  inserted: z.int(),
  updated: z.int(),
  unchanged: z.int(),
  rows: z.array(
    z.object({
      line: z.int().meta({ description: 'Place in the list that was sent, from 1.' }),
      from: z.string(),
      to: z.string(),
      on: z.iso.date(),
      portion,
      share: z.number().nullable(),
      change: z.enum(['new', 'changed', 'same']),
    }),
  ),
  refused: z
    .array(
      z.object({
        line: z.int(),
        field: z.enum(SUCCESSION_COLUMNS),
        code: z.string(),
        reason: z.string(),
        value: z.string(),
      }),
    )
    .meta({ description: 'Only of a preview: rows for which nothing would be saved.' }),
})
type Answer = z.infer<typeof answer>

const refusedOf = (act: Act, errors: readonly SuccessionError[]): Answer['refused'] =>
  successionFaults(errors, act.lang).map(({ line, column, message, reason, value }) => ({
    line,
    field: column,
    code: message,
    reason,
    value,
  }))

function showPlan(act: Act, { rows, errors }: SuccessionPlan, preview: boolean): Answer {
  const count = (kind: string) => rows.filter(({ change }) => change === kind).length
  return {
    preview,
    inserted: count('new'),
    updated: count('changed'),
    unchanged: count('same'),
    rows: rows.map(({ line, from, to, on, portion: kind, share, change }) => ({
      line,
      from,
      to,
      on,
      portion: kind,
      share,
      change,
    })),
    refused: refusedOf(act, errors),
  }
}

const tableRow: Route = route({
  method: 'POST',
  path: '/api/successions',
  may: 'unit.manage',
  about:
    'Records up to 1,000 successions between units: all of them, or none when a row is faulty. With `preview` it only tells.',
  records: ['successions.recorded'],
  input: z.strictObject({
    rows: z.array(asked).min(1).max(MOST_SUCCESSIONS),
    preview: z.boolean().default(false),
  }),
  api: {
    answer,
    problems: ['422 successions.rows-faulty'],
    example: {
      preview: true,
      rows: [
        {
          from: '05569',
          to: '05563',
          kind: 'whole',
          on: '2025-07-01',
          decision: 'NQ 1683/NQ-UBTVQH15',
        },
      ],
    },
  },
  act: async (act, { rows, preview }): Promise<Answer> => {
    const reading = readSuccessions(
      rows.map((row, at) => ({ line: at + 1, get: (column: SuccessionColumn) => row[column] })),
    )
    if (preview) return showPlan(act, await planSuccessions(act, reading), true)
    const plan = await saveSuccessions(act, reading, (errors) => refusedOf(act, errors))
    return showPlan(act, plan, false)
  },
  show: (json) => ({ json }),
})

/** The unit whose matter an edge is: of the old one and those it stood under last, the nearest within reach. */
export async function unitOfSuccession(
  read: Pick<Read, 'db' | 'rights'>,
  { id }: { id: string },
): Promise<string | null> {
  const edge = (await listSuccessions(read.db)).find((row) => row.id === id)
  if (!edge) return null
  const reach = new Set(await read.rights.reach('unit.manage'))
  return reachedOver(await knownUnits(read.db), edge.from.id, reach) ?? edge.from.id
}

const withdrawalRow: Route = route({
  method: 'POST',
  path: '/api/successions/:id/withdrawal',
  may: 'unit.manage',
  about: 'Takes a succession back, with a reason; it stays as a row that is in force no more.',
  records: ['succession.withdrawn'],
  input: z.strictObject({ id: z.uuid(), reason: z.string().min(1).max(2000) }),
  api: {
    answer: z.object({ id: z.uuid() }),
    status: 201,
    problems: [
      '404 succession.not-found',
      '409 succession.withdrawn-already',
      '422 succession.reason-missing',
    ],
    example: { reason: 'Nhập nhầm đơn vị kế tiếp' },
  },
  unit: unitOfSuccession,
  act: async (act, { id, reason }) => {
    await withdrawSuccession(act, { id, reason })
    return { id }
  },
  show: (json) => ({ json }),
})

export const successionApi: readonly Route[] = [listRow, tableRow, withdrawalRow]
