// Duties that change hands, and locked forms opened again, for programs.

import { z } from 'zod'
import { unitByCode } from '../org/index.ts'
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
import { aDay, byId, unitOf, unitQuery, unitsAskedFor } from './api-address.ts'
import { settleOpening } from './lock-actions.ts'
import { type Opening, openings } from './lock-store.ts'
import { assignDuties, reassignDuties } from './reassign-actions.ts'
import { takeOver } from './takeover-actions.ts'

const PROBLEMS = [
  '404 duty.not-found',
  '409 reassignment.already-sent',
  '422 reassignment.reason-missing',
]
const reason = z.string().min(1).max(2000)

const moving = unitOf('duties', 'duty.reassign')
const reassignmentRow: Route = route({
  method: 'POST',
  path: '/api/duties/:id/reassignment',
  may: 'duty.reassign',
  about:
    'Moves an open duty to another unit, this period or this and all later ones: drafts and evidence go along.',
  records: ['duty.reassigned', 'duty.received', 'takeover.decided', 'takeover.received'],
  input: byId.extend({
    to: z.string().max(40).meta({ description: 'Code of the unit that takes it.' }),
    reason,
    dueOn: aDay.nullable().default(null).meta({ description: 'Null keeps the day in force.' }),
    later: z.boolean().default(false).meta({
      description: 'True: later open periods move too, and periods made later follow.',
    }),
  }),
  api: {
    answer: z.object({ id: z.uuid().meta({ description: 'The duty of the unit that took it.' }) }),
    status: 201,
    problems: [
      ...PROBLEMS,
      '404 unit.not-found',
      '409 plan.closed',
      '409 reassignment.bound-already',
      '422 reassignment.same-unit',
      '422 reassignment.day-past',
    ],
    example: { to: '05563', reason: 'Xóm chuyển về xã Linh Thông' },
  },
  unit: moving,
  act: async (act, input) => {
    const unitId = await moving(act, input)
    const to = await unitByCode(act.db, input.to, act.today)
    if (!unitId) throw notFound('duty')
    if (!to) throw notFound('unit')
    const move = { unitId, toUnitId: to.id, reason: input.reason, dueOn: input.dueOn }
    const [id] = input.later
      ? await takeOver(act, { ...move, dutyId: input.id })
      : await reassignDuties(act, { ...move, dutyIds: [input.id] })
    return { id: id ?? '' }
  },
  show: (json) => ({ json, location: `/api/duties/${json.id}` }),
})

const assigning = unitOf('duties', 'duty.assign')
const assignmentRow: Route = route({
  method: 'POST',
  path: '/api/duties/:id/assignment',
  may: 'duty.assign',
  own: true,
  about: 'Gives an open duty to a post of one’s own unit.',
  records: ['duty.assigned'],
  input: byId.extend({
    post: z.uuid().nullable().meta({ description: 'Null: nobody in particular.' }),
    reason,
  }),
  api: {
    answer: z.object({ post: z.uuid().nullable() }),
    status: 201,
    problems: [...PROBLEMS, '422 assignment.post-elsewhere'],
    example: { post: null, reason: 'Chưa phân công lại' },
  },
  unit: assigning,
  act: async (act, input) => {
    const unitId = await assigning(act, input)
    if (!unitId) throw notFound('duty')
    const { id, post, reason: why } = input
    await assignDuties(act, { unitId, dutyIds: [id], postId: post, reason: why })
    return { post }
  },
  show: (json) => ({ json }),
})

const instant = z.iso.datetime({ offset: true })
const openingAnswer = z.object({
  id: z.uuid(),
  unit: z.object({ code: z.string(), name: z.string() }),
  planId: z.uuid(),
  period: z.string(),
  reason: z.string(),
  until: z.iso.date(),
  askedAt: instant,
  approved: z.boolean().nullable().meta({ description: 'Null while nobody has decided.' }),
  note: z.string().nullable(),
  decidedAt: instant.nullable(),
})

const showOpening = (row: Opening): z.infer<typeof openingAnswer> => ({
  id: row.id,
  unit: { code: row.unitCode, name: row.unitName },
  planId: row.plan_id,
  period: row.period,
  reason: row.reason,
  until: row.until,
  askedAt: row.asked_at,
  approved: row.approved,
  note: row.note,
  decidedAt: row.decided_at,
})

const MOST_OPENINGS = 10_000

const openingsRow: Route = route({
  method: 'GET',
  path: '/api/openings',
  may: 'duty.read',
  about: 'Locked forms that units within reach asked to have opened, the latest first.',
  input: z.strictObject({ ...listQuery, ...unitQuery, plan: z.uuid().optional() }),
  api: { answer: listOf(openingAnswer), problems: ['404 unit.not-found'] },
  load: async (read, input) => {
    const key = fromCursor(input.cursor, z.tuple([instant, z.uuid()]))
    const rows = await openings(read.db, {
      unitIds: await unitsAskedFor(read, 'duty.read', input),
      limit: MOST_OPENINGS,
      ...(input.plan ? { planId: input.plan } : {}),
    })
    const rest = rows.filter(
      ({ asked_at, id }) =>
        key === null || asked_at < key[0] || (asked_at === key[0] && id > key[1]),
    )
    return pageOfRows(rest, input.limit, ({ asked_at, id }) => [asked_at, id], showOpening)
  },
  show: showList,
})

const openingAddress = z.strictObject({ code: z.string().max(40), id: z.uuid() })
const unitNamed = async ({ db, today }: Read, { code }: { code: string }) =>
  (await unitByCode(db, code, today))?.id ?? null

const openingDecisionRow: Route = route({
  method: 'POST',
  path: '/api/units/:code/openings/:id/decision',
  may: 'opening.approve',
  about: 'Approves or refuses an opening that somebody else asked for: people only, not programs.',
  records: ['opening.approved', 'opening.refused'],
  input: openingAddress.extend({ approve: z.boolean(), note: z.string().max(2000).default('') }),
  api: {
    answer: z.object({ period: z.string(), until: z.iso.date() }),
    status: 201,
    problems: [
      '401 session.needed',
      '404 opening.not-found',
      '409 opening.already-decided',
      '409 opening.same-person',
      '409 opening.day-past',
      '422 opening.reason-missing',
    ],
    example: { approve: true },
  },
  unit: unitNamed,
  act: async (act, { code, id, approve, note }) => {
    const unitId = await unitNamed(act, { code })
    if (!unitId) throw notFound('unit')
    const { period, until } = await settleOpening(act, { unitId, id, approve, note })
    return { period, until }
  },
  show: (json) => ({ json }),
})

export const handoverApi: readonly Route[] = [
  reassignmentRow,
  assignmentRow,
  openingsRow,
  openingDecisionRow,
]
