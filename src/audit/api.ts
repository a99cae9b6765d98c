// Events for programs: each unit's chain in its order, without the people.

import { z } from 'zod'
import { unitByCode, unitsByIds } from '../org/index.ts'
import {
  type EventRow,
  fromCursor,
  listOf,
  listQuery,
  Problem,
  pageOfRows,
  type Route,
  route,
  showList,
} from '../platform/index.ts'
import { eventsByKey } from './store.ts'

const eventAnswer = z.object({
  id: z.uuid(),
  unit: z.string().nullable().meta({ description: 'Code of the unit whose matter it is.' }),
  seq: z.int().meta({ description: 'Place in the unit’s chain, without gaps.' }),
  at: z.iso.datetime({ offset: true }),
  verb: z.string(),
  subject: z.string(),
  details: z.record(z.string(), z.any()),
  previousHash: z.string(),
  hash: z.string(),
})

const showEvent = (row: EventRow, code: string | null): z.infer<typeof eventAnswer> => ({
  id: row.id,
  unit: code,
  seq: row.seq,
  at: row.at,
  verb: row.verb,
  subject: row.subject,
  details: row.details,
  previousHash: row.previous_hash,
  hash: row.hash,
})

const eventsRow: Route = route({
  method: 'GET',
  path: '/api/events',
  may: 'audit.read',
  about: 'Events of units within reach, unit by unit, in the order of each chain.',
  input: z.strictObject({
    ...listQuery,
    unit: z.string().max(40).optional(),
    verb: z.string().max(60).optional(),
    after: z.coerce
      .number()
      .int()
      .min(0)
      .optional()
      .meta({ description: 'Only what stands behind this place in each chain.' }),
  }),
  api: { answer: listOf(eventAnswer), problems: ['404 unit.not-found'] },
  load: async ({ db, today, rights }, input) => {
    const reach = await rights.reach('audit.read')
    const unit = input.unit === undefined ? null : await unitByCode(db, input.unit, today)
    if (input.unit !== undefined && !unit) throw new Problem(404, 'unit.not-found')
    const key = fromCursor(input.cursor, z.tuple([z.uuid(), z.int()]))
    const rows = await eventsByKey(
      db,
      {
        unitIds: unit ? reach.filter((id) => id === unit.id) : reach,
        verb: input.verb,
        after: input.after ?? 0,
      },
      { key: key && { unitId: key[0], seq: key[1] }, limit: input.limit + 1 },
    )
    const units = await unitsByIds(db, [...new Set(rows.map((row) => row.unit_id))])
    const codes = new Map(units.map(({ id, code }) => [id, code]))
    return pageOfRows(
      rows,
      input.limit,
      (row) => [row.unit_id, row.seq],
      (row) => showEvent(row, codes.get(row.unit_id) ?? null),
    )
  },
  show: showList,
})

export const auditApi: readonly Route[] = [eventsRow]
