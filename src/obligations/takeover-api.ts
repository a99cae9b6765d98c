// Takeovers for programs: which unit does what a task asks of another, and ending it.

import { z } from 'zod'
import {
  fromCursor,
  listOf,
  listQuery,
  Problem,
  pageOfRows,
  type Read,
  type Route,
  route,
  showList,
} from '../platform/index.ts'
import { byId, unitQuery, unitsAskedFor } from './api-address.ts'
import { endTakeover } from './takeover-actions.ts'
import { type Takeover, takeovers } from './takeover-store.ts'

const instant = z.iso.datetime({ offset: true })
const unit = z.object({ code: z.string(), name: z.string() })
const takeoverAnswer = z.object({
  id: z.uuid(),
  planId: z.uuid().nullable(),
  number: z.string().meta({ description: 'Of the task or duty in its plan.' }),
  from: unit,
  to: unit,
  period: z.string().meta({ description: 'The first period that follows.' }),
  fromOn: z.iso.date().meta({ description: 'Periods that close on this day or later follow.' }),
  reason: z.string(),
  decidedAt: instant,
  endedAt: instant.nullable().meta({ description: 'Null while it is in force.' }),
  endReason: z.string().nullable(),
})

const showTakeover = (row: Takeover): z.infer<typeof takeoverAnswer> => ({
  id: row.id,
  planId: row.planId,
  number: row.number,
  from: { code: row.unitCode, name: row.unitName },
  to: { code: row.toCode, name: row.toName },
  period: row.period,
  fromOn: row.fromOn,
  reason: row.reason,
  decidedAt: row.decidedAt,
  endedAt: row.endedAt,
  endReason: row.endReason,
})

const takeoversRow: Route = route({
  method: 'GET',
  path: '/api/takeovers',
  may: 'duty.read',
  about: 'Tasks that another unit does from a period on, given or taken by units within reach.',
  input: z.strictObject({
    ...listQuery,
    ...unitQuery,
    plan: z.uuid().optional(),
    standing: z
      .enum(['true', 'false'])
      .default('false')
      .meta({ description: 'Only those in force.' }),
  }),
  api: { answer: listOf(takeoverAnswer), problems: ['404 unit.not-found'] },
  load: async (read, input) => {
    const key = fromCursor(input.cursor, z.tuple([instant, z.uuid()]))
    const rows = await takeovers(read.db, {
      unitIds: await unitsAskedFor(read, 'duty.read', input),
      ...(input.plan ? { planId: input.plan } : {}),
      standing: input.standing === 'true',
    })
    const rest = rows.filter(
      ({ decidedAt, id }) =>
        key === null || decidedAt < key[0] || (decidedAt === key[0] && id < key[1]),
    )
    return pageOfRows(rest, input.limit, ({ decidedAt, id }) => [decidedAt, id], showTakeover)
  },
  show: showList,
})

const givenBy = async ({ db }: Read, { id }: { id: string }): Promise<string | null> =>
  (await takeovers(db, { id }))[0]?.unitId ?? null

const endingRow: Route = route({
  method: 'POST',
  path: '/api/takeovers/:id/ending',
  may: 'duty.reassign',
  about:
    'Ends a takeover: later periods go to the first unit again, and the named open duties now.',
  records: ['takeover.ended', 'duty.reassigned', 'duty.received'],
  input: byId.extend({
    reason: z.string().min(1).max(2000),
    duties: z
      .array(z.uuid())
      .max(1000)
      .default([])
      .meta({ description: 'Open duties that came by it and go back; the others stay.' }),
  }),
  api: {
    answer: z.object({ id: z.uuid(), returned: z.int() }),
    status: 201,
    problems: [
      '404 takeover.not-found',
      '409 takeover.ended-already',
      '409 takeover.duty-not-returnable',
      '409 reassignment.bound-already',
      '422 takeover.reason-missing',
    ],
    example: { reason: 'Sở Y tế đã kiện toàn phòng chuyên môn', duties: [] },
  },
  unit: givenBy,
  act: async (act, { id, reason, duties }) => {
    const [takeover] = await takeovers(act.db, { id })
    if (!takeover) throw new Problem(404, 'takeover.not-found')
    if (duties.length > 0 && !(await act.rights.may('duty.reassign', takeover.toUnitId)))
      throw new Problem(403, 'right.missing')
    await endTakeover(act, { id, unitId: takeover.unitId, reason, dutyIds: duties })
    return { id, returned: duties.length }
  },
  show: (json) => ({ json }),
})

export const takeoverApi: readonly Route[] = [takeoversRow, endingRow]
