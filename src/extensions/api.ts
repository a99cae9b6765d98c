// Requests for more time, for programs. Plans stand beside this room; how one is found is handed down.

import { z } from 'zod'
import { type Day, isDay } from '../lib/day.ts'
import { reviewerOf } from '../obligations/index.ts'
import { unitByCode } from '../org/index.ts'
import {
  type Db,
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
import { askExtension, decideExtension, withdrawExtension } from './actions.ts'
import {
  EXTENSION_STATES,
  type ExtensionState,
  LINE_STATES,
  type LineState,
  lineState,
  stateOf,
} from './extension.ts'
import { type Extension, extensionLinesOf, findExtension, listExtensions } from './store.ts'

type PlanBySlug = (
  db: Db,
  slug: string,
) => Promise<{ id: string; coordinator_id: string | null; issuer_id: string | null }>

const PATH = '/api/units/:code/extensions'
const instant = z.iso.datetime({ offset: true })
const states = z.enum(EXTENSION_STATES as [ExtensionState, ...ExtensionState[]])
const someDay = z
  .string()
  .refine((text): text is Day => isDay(text), 'a day such as 2024-06-30')
  .meta({ format: 'date' })

const grantedDay = someDay.nullable()

const headAnswer = z.object({
  id: z.uuid(),
  unit: z.object({ code: z.string(), name: z.string() }),
  planId: z.uuid(),
  state: states,
  duties: z.int(),
  askedLate: z.int().meta({ description: 'Duties asked for on their first due day or after.' }),
  reason: z.string(),
  wantedOn: z.iso.date(),
  askedAt: instant,
  granted: z.int().meta({ description: 'Duties granted.' }),
  refused: z.int().meta({ description: 'Duties refused.' }),
  grantedOn: z.iso
    .date()
    .nullable()
    .meta({ description: 'The last day granted; each duty has its own.' }),
  answer: z
    .string()
    .nullable()
    .meta({ description: 'Where every decided duty was answered the same.' }),
  decidedAt: instant.nullable().meta({ description: 'Of the last decision.' }),
  withdrawnAt: instant.nullable(),
})
const oneAnswer = headAnswer.extend({
  lines: z.array(
    z.object({
      dutyId: z.uuid(),
      number: z.string(),
      title: z.string(),
      period: z.string(),
      firstDueOn: z.iso.date(),
      inTime: z.boolean().meta({ description: 'A granted day counts for it.' }),
      ended: z.boolean(),
      dueOn: z.iso.date().meta({ description: 'The due day in force.' }),
      state: z.enum(LINE_STATES as [LineState, ...LineState[]]),
      grantedOn: z.iso.date().nullable(),
      answer: z.string().nullable(),
      decidedAt: instant.nullable(),
    }),
  ),
})

const showHead = (row: Extension): z.infer<typeof headAnswer> => ({
  id: row.id,
  unit: { code: row.unitCode, name: row.unitName },
  planId: row.planId,
  state: stateOf(row),
  duties: row.lines,
  askedLate: row.late,
  reason: row.reason,
  wantedOn: row.wantedOn,
  askedAt: row.askedAt,
  granted: row.granted,
  refused: row.refused,
  grantedOn: row.grantedOn,
  answer: row.answer,
  decidedAt: row.decidedAt,
  withdrawnAt: row.withdrawnAt,
})

const listRow: Route = route({
  method: 'GET',
  path: '/api/extensions',
  may: 'duty.read',
  about: 'Requests for more time within reach, those that wait first, then the latest.',
  input: z.strictObject({ ...listQuery, state: states.optional() }),
  api: { answer: listOf(headAnswer) },
  load: async ({ db, rights }, input) => {
    const offset = fromCursor(input.cursor, z.tuple([z.int().min(0).max(1_000_000)]))?.[0] ?? 0
    const { rows } = await listExtensions(
      db,
      {
        unitIds: await rights.reach('duty.read'),
        reviewerIds: await rights.reach('extension.decide'),
        state: input.state,
      },
      { limit: input.limit + 1, offset },
    )
    return pageOfRows(rows, input.limit, () => [offset + input.limit], showHead)
  },
  show: showList,
})

const byId = z.strictObject({ code: z.string().max(40), id: z.uuid() })
type Address = z.infer<typeof byId>

const unitOf = async ({ db, today }: Read, { code }: { code: string }): Promise<string | null> =>
  (await unitByCode(db, code, today))?.id ?? null

/** The matter of a decision is the reviewing unit's. */
const reviewerOfRequest = async (read: Read, input: Address): Promise<string | null> => {
  const unitId = await unitOf(read, input)
  return unitId ? ((await findExtension(read.db, unitId, input.id))?.reviewerId ?? null) : null
}

async function loadOne(read: Read, input: Address): Promise<z.infer<typeof oneAnswer>> {
  const unitId = await unitOf(read, input)
  const request = unitId ? await findExtension(read.db, unitId, input.id) : undefined
  if (!unitId || !request) throw notFound('extension')
  const lines = await extensionLinesOf(read.db, unitId, [request.id])
  return {
    ...showHead(request),
    lines: lines.map((line) => ({
      dutyId: line.dutyId,
      number: line.number,
      title: line.title,
      period: line.period,
      firstDueOn: line.dueOn,
      inTime: line.inTime,
      ended: line.ended,
      dueOn: line.inForceOn,
      state: lineState(line),
      grantedOn: line.grantedOn,
      answer: line.answer,
      decidedAt: line.decidedAt,
    })),
  }
}

async function requireUnit(read: Read, input: { code: string }): Promise<string> {
  const unitId = await unitOf(read, input)
  if (!unitId) throw notFound('unit')
  return unitId
}

const oneRow: Route = route({
  method: 'GET',
  path: `${PATH}/:id`,
  may: 'duty.read',
  about: 'One request for more time with its duties and the decision.',
  input: byId,
  api: { answer: oneAnswer, problems: ['404 extension.not-found'] },
  unit: unitOf,
  load: loadOne,
  show: (json) => ({ json }),
})

const askRow = (planBySlug: PlanBySlug): Route =>
  route({
    method: 'POST',
    path: PATH,
    may: 'extension.ask',
    own: true,
    about: 'Asks the reviewing unit for more time for one or several duties of a plan.',
    records: ['extension.asked'],
    input: z.strictObject({
      code: z.string().max(40),
      plan: z.string().max(80).meta({ description: 'Slug of the plan.' }),
      duties: z.array(z.uuid()).min(1).max(500),
      wantedOn: someDay,
      reason: z.string().min(1).max(2000),
    }),
    api: {
      answer: oneAnswer,
      status: 201,
      problems: [
        '404 plan.not-found',
        '404 duty.not-found',
        '409 extension.already-sent',
        '409 extension.already-asked',
        '409 plan.closed',
        '422 extension.day-past',
        '422 extension.day-not-later',
        '422 extension.reason-missing',
      ],
      example: {
        plan: '99-2024',
        duties: ['01901c8e-0000-7000-8000-000000000001'],
        wantedOn: '2024-12-20',
        reason: 'Chờ bố trí kinh phí',
      },
    },
    unit: unitOf,
    act: async (act, { code, plan: slug, duties, ...asked }) => {
      const plan = await planBySlug(act.db, slug)
      const unit = await unitByCode(act.db, code, act.today)
      if (!unit) throw notFound('unit')
      const coordinator = plan.coordinator_id ?? plan.issuer_id ?? unit.id
      const id = await askExtension(act, {
        ...asked,
        dutyIds: duties,
        unitId: unit.id,
        planId: plan.id,
        reviewerId: await reviewerOf(act.db, unit, coordinator, act.today),
      })
      return await loadOne(act, { code, id })
    },
    show: (json) => ({ json, location: `/api/units/${json.unit.code}/extensions/${json.id}` }),
  })

const DECIDING = [
  '403 extension.own-request',
  '404 extension.not-found',
  '404 duty.not-found',
  '409 extension.already-decided',
  '422 extension.nothing-decided',
  '422 extension.duty-twice',
  '422 extension.day-past',
  '422 extension.day-not-later',
  '409 plan.closed',
  '422 extension.refusal-needs-reason',
]

const decisionRow: Route = route({
  method: 'POST',
  path: `${PATH}/:id/decision`,
  may: 'extension.decide',
  about: 'Grants more time with a day, or refuses with a reason: each duty, or all that are open.',
  records: ['extension.granted', 'extension.refused', 'extension.decided'],
  input: byId.extend({
    grantedOn: grantedDay.optional().meta({
      description:
        'For every open duty that `lines` does not name: the day granted; null refuses, and then a reason is needed. Left out, those stay open.',
    }),
    reason: z.string().max(2000).default(''),
    lines: z
      .array(
        z.strictObject({
          dutyId: z.uuid(),
          grantedOn: grantedDay.meta({ description: 'The day granted; null refuses.' }),
          reason: z.string().max(2000).default(''),
        }),
      )
      .max(500)
      .default([])
      .meta({ description: 'Duties with an answer of their own.' }),
  }),
  api: {
    answer: oneAnswer,
    status: 201,
    problems: DECIDING,
    example: { grantedOn: null, reason: 'Việc đã có đủ điều kiện để làm' },
  },
  unit: reviewerOfRequest,
  act: async (act, { code, id, grantedOn, reason, lines }) => {
    const unitId = await requireUnit(act, { code })
    const rest = grantedOn === undefined ? null : { grantedOn, reason }
    await decideExtension(act, { unitId, requestId: id, lines, rest })
    return await loadOne(act, { code, id })
  },
  show: (json) => ({ json }),
})

const withdrawalRow: Route = route({
  method: 'POST',
  path: `${PATH}/:id/withdrawal`,
  may: 'extension.ask',
  own: true,
  about: 'Takes back what of a request is not decided yet.',
  records: ['extension.withdrawn'],
  input: byId,
  api: {
    answer: oneAnswer,
    status: 201,
    problems: ['404 extension.not-found', '409 extension.already-decided'],
  },
  unit: unitOf,
  act: async (act, input) => {
    const unitId = await requireUnit(act, input)
    await withdrawExtension(act, { unitId, requestId: input.id })
    return await loadOne(act, input)
  },
  show: (json) => ({ json }),
})

/** Rows about more time. */
export const extensionApi = (planBySlug: PlanBySlug): readonly Route[] => [
  listRow,
  oneRow,
  askRow(planBySlug),
  decisionRow,
  withdrawalRow,
]
