// What hinders, and the answers to it, for programs.

import { z } from 'zod'
import {
  listOf,
  listQuery,
  notFound,
  pageOfRows,
  type Read,
  type Route,
  route,
  showList,
} from '../platform/index.ts'
import { afterOf, byId, unitOf, unitQuery, unitsAskedFor } from './api-address.ts'
import { HINDRANCE_KINDS } from './report.ts'
import { answerHindrance } from './report-actions.ts'
import { type HindranceRow, listHindrances } from './review-store.ts'
import { answersOf, findHindrance } from './store.ts'

const instant = z.iso.datetime({ offset: true })
const hindranceAnswer = z.object({
  id: z.uuid(),
  unit: z.object({ code: z.string(), name: z.string() }),
  kind: z.string(),
  text: z.string(),
  raisedAt: instant,
  obligation: z.object({ number: z.string(), title: z.string() }),
  planId: z.uuid().nullable(),
  answers: z.int(),
  closedAt: instant.nullable(),
})

const showHindrance = (row: HindranceRow): z.infer<typeof hindranceAnswer> => ({
  id: row.id,
  unit: { code: row.unitCode, name: row.unitName },
  kind: row.kind,
  text: row.text,
  raisedAt: row.raisedAt,
  obligation: { number: row.number, title: row.title },
  planId: row.planId,
  answers: row.answers,
  closedAt: row.closedAt,
})

const hindrancesRow: Route = route({
  method: 'GET',
  path: '/api/hindrances',
  may: 'hindrance.read',
  about: 'What hinders units within reach.',
  input: z.strictObject({
    ...listQuery,
    ...unitQuery,
    plan: z.uuid().optional(),
    kind: z.enum(HINDRANCE_KINDS).optional(),
    state: z.enum(['open', 'closed']).optional(),
  }),
  api: { answer: listOf(hindranceAnswer), problems: ['404 unit.not-found'] },
  load: async (read, input) => {
    const { rows } = await listHindrances(
      read.db,
      {
        unitIds: await unitsAskedFor(read, 'hindrance.read', input),
        planId: input.plan,
        kind: input.kind,
        state: input.state,
      },
      { after: afterOf(input.cursor), limit: input.limit + 1, offset: 0 },
    )
    return pageOfRows(rows, input.limit, ({ unitId, id }) => [unitId, id], showHindrance)
  },
  show: showList,
})

const oneAnswer = z.object({
  id: z.uuid(),
  dutyId: z.uuid(),
  submissionId: z.uuid(),
  kind: z.string(),
  text: z.string(),
  raisedAt: instant,
  answers: z.array(z.object({ id: z.uuid(), text: z.string(), at: instant, closes: z.boolean() })),
})

async function loadOne(read: Read, unitId: string | null, id: string) {
  const row = unitId ? await findHindrance(read.db, unitId, id) : undefined
  if (!row || !unitId) throw notFound('hindrance')
  const answers = await answersOf(read.db, unitId, id)
  return {
    id: row.id,
    dutyId: row.duty_id,
    submissionId: row.submission_id,
    kind: row.kind,
    text: row.text,
    raisedAt: row.raised_at,
    answers: answers.map((answer) => ({
      id: answer.id,
      text: answer.text,
      at: answer.answered_at,
      closes: answer.closes,
    })),
  }
}

const hindranceRow: Route = route({
  method: 'GET',
  path: '/api/hindrances/:id',
  may: 'hindrance.read',
  about: 'One hindrance with every answer.',
  input: byId,
  api: { answer: oneAnswer, problems: ['404 hindrance.not-found'] },
  unit: unitOf('hindrances', 'hindrance.read'),
  load: async (read, input) =>
    loadOne(read, await unitOf('hindrances', 'hindrance.read')(read, input), input.id),
  show: (json) => ({ json }),
})

const answering = unitOf('hindrances', 'hindrance.answer')

const answerRow: Route = route({
  method: 'POST',
  path: '/api/hindrances/:id/answers',
  may: 'hindrance.answer',
  about: 'Answers what hinders a unit; a closing answer ends it.',
  records: ['hindrance.answered', 'hindrance.closed'],
  input: byId.extend({
    text: z.string().min(1).max(5000),
    closes: z.boolean().default(false),
  }),
  api: {
    answer: oneAnswer,
    status: 201,
    problems: [
      '404 hindrance.not-found',
      '409 hindrance.already-closed',
      '422 hindrance.answer-missing',
    ],
    example: { text: 'Đã cấp kinh phí', closes: true },
  },
  unit: answering,
  act: async (act, input) => {
    const unitId = await answering(act, input)
    if (!unitId) throw notFound('hindrance')
    const { id, text, closes } = input
    await answerHindrance(act, { unitId, hindranceId: id, text, closes })
    return await loadOne(act, unitId, id)
  },
  show: (json) => ({ json, location: `/api/hindrances/${json.id}` }),
})

export const hindranceApi: readonly Route[] = [hindrancesRow, hindranceRow, answerRow]
