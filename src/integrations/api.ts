// Webhooks for programs: begun, ended, the log of what was sent, and sending again.

import { z } from 'zod'
import { unitByCode, unitsByIds } from '../org/index.ts'
import {
  fromCursor,
  listOf,
  listQuery,
  notFound,
  pageOfRows,
  type Read,
  type Route,
  route,
  showList,
} from '../platform/index.ts'
import { beginWebhook, endWebhook, replayDelivery } from './actions.ts'
import { deliveriesOf, type Webhook, webhookById, webhooksOf } from './store.ts'

const may = 'webhook.manage'
const instant = z.iso.datetime({ offset: true })
const webhookAnswer = z.object({
  id: z.uuid(),
  unit: z.string().meta({ description: 'Code of the unit; events of all below are told too.' }),
  url: z.string(),
  verbs: z.array(z.string()).meta({ description: 'Verbs told of; none: all.' }),
  begunAt: instant,
  endedAt: instant.nullable(),
  endReason: z.enum(['withdrawn', 'failing']).nullable(),
})
const byId = z.strictObject({ id: z.uuid() })

async function show({ db }: Read, rows: readonly Webhook[]) {
  const units = await unitsByIds(db, [...new Set(rows.map((row) => row.unit_id))])
  const codes = new Map(units.map((unit) => [unit.id, unit.code]))
  return rows.map((row) => ({
    id: row.id,
    unit: codes.get(row.unit_id) ?? '',
    url: row.url,
    verbs: row.verbs,
    begunAt: row.begun_at,
    endedAt: row.ended_at,
    endReason: row.reason,
  }))
}

const unitOf = async ({ db }: Read, { id }: { id: string }): Promise<string | null> =>
  (await webhookById(db, id))?.unit_id ?? null

async function loadOne(read: Read, { id }: { id: string }) {
  const row = await webhookById(read.db, id)
  if (!row) throw notFound('webhook')
  return (await show(read, [row]))[0]
}

const webhooksRow: Route = route({
  method: 'GET',
  path: '/api/webhooks',
  may,
  about: 'Webhooks of units within reach.',
  input: z.strictObject({ ...listQuery }),
  api: { answer: listOf(webhookAnswer) },
  load: async (read, input) => {
    const key = fromCursor(input.cursor, z.tuple([z.uuid()]))
    const rows = await webhooksOf(read.db, await read.rights.reach(may))
    const shown = await show(
      read,
      rows.filter(({ id }) => key === null || id > key[0]),
    )
    return pageOfRows(
      shown,
      input.limit,
      ({ id }) => [id],
      (row) => row,
    )
  },
  show: showList,
})

const webhookRow: Route = route({
  method: 'GET',
  path: '/api/webhooks/:id',
  may,
  about: 'One webhook.',
  input: byId,
  api: { answer: webhookAnswer, problems: ['404 webhook.not-found'] },
  unit: unitOf,
  load: loadOne,
  show: (json) => ({ json }),
})

const beginRow: Route = route({
  method: 'POST',
  path: '/api/webhooks',
  may,
  about: 'Begins to tell a receiver of events; the secret that signs them is answered this once.',
  records: ['webhook.begun'],
  input: z.strictObject({
    unit: z.string().max(40),
    url: z.string().max(2000),
    verbs: z.array(z.string().max(60)).max(100).default([]),
  }),
  api: {
    answer: z.object({ id: z.uuid(), secret: z.string() }),
    status: 201,
    problems: ['422 webhook.url-unreadable', '422 webhook.url-private'],
    example: { unit: '05569', url: 'https://nhan.example.vn/congtam', verbs: ['report.submitted'] },
  },
  unit: async ({ db, today }, { unit }) => (await unitByCode(db, unit, today))?.id ?? null,
  act: async (act, { unit: code, url, verbs }) => {
    const unit = await unitByCode(act.db, code, act.today)
    if (!unit) throw notFound('unit')
    return await beginWebhook(act, { unitId: unit.id, url, verbs })
  },
  show: (json) => ({ json, location: `/api/webhooks/${json.id}` }),
})

const endingRow: Route = route({
  method: 'POST',
  path: '/api/webhooks/:id/ending',
  may,
  about: 'Ends a webhook.',
  records: ['webhook.ended'],
  input: byId,
  api: {
    answer: webhookAnswer,
    status: 201,
    problems: ['404 webhook.not-found', '409 webhook.already-ended'],
  },
  unit: unitOf,
  act: async (act, input) => {
    await endWebhook(act, input.id)
    return await loadOne(act, input)
  },
  show: (json) => ({ json }),
})

const deliveryAnswer = z.object({
  id: z.uuid().meta({ description: 'The `webhook-id` of the message.' }),
  verb: z.string(),
  madeAt: instant,
  attempts: z.int(),
  nextAt: instant.nullable(),
  deliveredAt: instant.nullable(),
  lastStatus: z.int().nullable(),
  lastFailure: z.string().nullable(),
})

const deliveriesRow: Route = route({
  method: 'GET',
  path: '/api/webhooks/:id/deliveries',
  may,
  about: 'What was sent or waits to be sent, the newest first.',
  input: byId.extend({ ...listQuery }),
  api: { answer: listOf(deliveryAnswer) },
  unit: unitOf,
  load: async ({ db }, input) => {
    const key = fromCursor(input.cursor, z.tuple([z.uuid()]))
    const rows = await deliveriesOf(db, input.id, {
      before: key?.[0] ?? null,
      limit: input.limit + 1,
    })
    return pageOfRows(
      rows,
      input.limit,
      ({ id }) => [id],
      (row) => ({
        id: row.id,
        verb: row.verb,
        madeAt: row.made_at,
        attempts: row.attempts,
        nextAt: row.next_at,
        deliveredAt: row.delivered_at,
        lastStatus: row.status,
        lastFailure: row.failure,
      }),
    )
  },
  show: showList,
})

const replayRow: Route = route({
  method: 'POST',
  path: '/api/webhooks/:id/deliveries/:delivery/replay',
  may,
  about: 'Sends a delivery once more, whatever became of it.',
  records: ['webhook.replayed'],
  input: byId.extend({ delivery: z.uuid() }),
  api: {
    answer: z.object({ id: z.uuid() }),
    status: 202,
    problems: ['404 delivery.not-found', '409 webhook.already-ended'],
  },
  unit: unitOf,
  act: async (act, { id, delivery }) => {
    await replayDelivery(act, id, delivery)
    return { id: delivery }
  },
  show: (json) => ({ json }),
})

export const integrationApi: readonly Route[] = [
  webhooksRow,
  webhookRow,
  beginRow,
  endingRow,
  deliveriesRow,
  replayRow,
]
