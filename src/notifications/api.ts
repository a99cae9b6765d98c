// Receipts of plans, and one's own notices, for programs.

import { z } from 'zod'
import { unitsWithDuties } from '../obligations/index.ts'
import { unitByCode, unitsByIds } from '../org/index.ts'
import { requirePlanBySlug } from '../plans/index.ts'
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
import { acknowledgePlan } from './desk-actions.ts'
import { receiptsOf } from './receipt-store.ts'
import { listNotices } from './store.ts'

const instant = z.iso.datetime({ offset: true })
const receiptAnswer = z.object({
  unit: z.object({ code: z.string(), name: z.string() }),
  receivedAt: instant.nullable(),
})

const receiptsRow: Route = route({
  method: 'GET',
  path: '/api/plans/:slug/receipts',
  may: 'plan.read',
  about: 'Units within reach that a plan binds, and when each acknowledged it.',
  input: z.strictObject({
    slug: z.string().max(80),
    ...listQuery,
    state: z.enum(['received', 'silent']).optional(),
  }),
  api: { answer: listOf(receiptAnswer), problems: ['404 plan.not-found'] },
  load: async ({ db, rights }, input) => {
    const plan = await requirePlanBySlug(db, input.slug)
    const key = fromCursor(input.cursor, z.tuple([z.string()]))
    const reach = new Set(await rights.reach('plan.read'))
    const bound = (await unitsWithDuties(db, plan.id)).filter((id) => reach.has(id))
    const receipts = await receiptsOf(db, plan.id, bound)
    const units = (await unitsByIds(db, bound))
      .filter(
        ({ id, code }) =>
          (key === null || code > key[0]) &&
          (input.state === undefined || (input.state === 'received') === receipts.has(id)),
      )
      .sort((a, b) => (a.code < b.code ? -1 : 1))
    return pageOfRows(
      units,
      input.limit,
      ({ code }) => [code],
      ({ id, code, fullName }) => ({
        unit: { code, name: fullName },
        receivedAt: receipts.get(id)?.received_at ?? null,
      }),
    )
  },
  show: showList,
})

const receiptRow: Route = route({
  method: 'PUT',
  path: '/api/plans/:slug/receipts/:code',
  may: 'report.draft',
  own: true,
  about: 'Acknowledges a plan in the name of one’s own unit; again changes nothing.',
  records: ['plan.received'],
  input: z.strictObject({ slug: z.string().max(80), code: z.string().max(40) }),
  api: {
    answer: receiptAnswer,
    problems: ['404 plan.not-found', '404 unit.not-found', '409 receipt.not-bound'],
  },
  unit: async ({ db, today }, { code }) => (await unitByCode(db, code, today))?.id ?? null,
  act: async (act, { slug, code }) => {
    const plan = await requirePlanBySlug(act.db, slug)
    const unit = await unitByCode(act.db, code, act.today)
    if (!unit) throw notFound('unit')
    await acknowledgePlan(act, { planId: plan.id, unitId: unit.id })
    const receipt = (await receiptsOf(act.db, plan.id, [unit.id])).get(unit.id)
    return {
      unit: { code: unit.code, name: unit.fullName },
      receivedAt: receipt?.received_at ?? null,
    }
  },
  show: (json) => ({ json }),
})

const noticeAnswer = z.object({
  id: z.uuid(),
  kind: z.string().meta({ description: 'The verb of the event, or which reminder it is.' }),
  madeAt: instant,
  readAt: instant.nullable(),
  page: z.string().nullable().meta({ description: 'Where it leads.' }),
})

const noticesRow: Route = route({
  method: 'GET',
  path: '/api/notices',
  may: 'signed-in',
  about: 'Notices and reminders told to the person who asks; a token is told by webhooks instead.',
  input: z.strictObject({ ...listQuery, unread: z.enum(['true', 'false']).optional() }),
  api: { answer: listOf(noticeAnswer) },
  load: async ({ db, actor }, input) => {
    const offset = fromCursor(input.cursor, z.tuple([z.int().min(0).max(1_000_000)]))?.[0] ?? 0
    const { rows } = actor.personId
      ? await listNotices(db, actor.personId, {
          unread: input.unread === 'true',
          limit: input.limit + 1,
          offset,
        })
      : { rows: [] }
    return pageOfRows(
      rows,
      input.limit,
      () => [offset + input.limit],
      (row) => ({
        id: row.id,
        kind: row.kind,
        madeAt: row.made_at,
        readAt: row.read_at,
        page: row.href,
      }),
    )
  },
  show: showList,
})

export const notificationApi: readonly Route[] = [receiptsRow, receiptRow, noticesRow]
