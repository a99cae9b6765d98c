// Submissions, the decisions on them, and what hinders, for programs.

import { z } from 'zod'
import { unitsByIds } from '../org/index.ts'
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
import { aDay, afterOf, byId, unitOf, unitQuery, unitsAskedFor } from './api-address.ts'
import { submissionAddressedTo, submissionsWithin } from './find-store.ts'
import type { Decision } from './report.ts'
import { decideReview } from './report-actions.ts'
import { openDutyIds, reviewQueue } from './review-store.ts'
import { findSubmission, sentLines } from './store.ts'
import type { ObligationTables } from './tables.ts'

type Submission = ObligationTables['submissions']

const instant = z.iso.datetime({ offset: true })
const headAnswer = z.object({
  id: z.uuid(),
  unit: z.string().meta({ description: 'Code of the unit that sent it.' }),
  planId: z.uuid(),
  period: z.string(),
  round: z.int(),
  reviewer: z.string().meta({ description: 'Code of the unit it is addressed to.' }),
  submittedAt: instant,
  note: z.string(),
})
const lineAnswer = z.object({
  dutyId: z.uuid(),
  state: z.enum(['done', 'in-progress', 'not-started']),
  progress: z.string(),
  quantity: z.number().nullable(),
  hindrance: z.object({ text: z.string(), kind: z.string() }).nullable(),
  evidence: z.array(z.uuid()),
  satisfies: z.boolean(),
  countsOn: z.iso.date(),
  waits: z.boolean().meta({ description: 'Waits for a decision.' }),
  accepted: z.object({ at: instant, note: z.string() }).nullable(),
  returned: z.object({ at: instant, reason: z.string(), correctBy: z.iso.date() }).nullable(),
})
const submissionAnswer = headAnswer.extend({ lines: z.array(lineAnswer) })

const showHead = (row: Submission, codes: ReadonlyMap<string, string>) => ({
  id: row.id,
  unit: codes.get(row.unit_id) ?? '',
  planId: row.plan_id,
  period: row.period,
  round: row.round,
  reviewer: codes.get(row.reviewer_id) ?? '',
  submittedAt: row.submitted_at,
  note: row.note,
})

async function codesOf({ db }: Read, rows: readonly Submission[]): Promise<Map<string, string>> {
  const ids = new Set(rows.flatMap((row) => [row.unit_id, row.reviewer_id]))
  return new Map((await unitsByIds(db, [...ids])).map((unit) => [unit.id, unit.code]))
}

const submissionsRow: Route = route({
  method: 'GET',
  path: '/api/submissions',
  may: 'report.read',
  about: 'Rounds of reports that units within reach sent.',
  input: z.strictObject({
    ...listQuery,
    ...unitQuery,
    plan: z.uuid().optional(),
    period: z.string().max(12).optional(),
  }),
  api: { answer: listOf(headAnswer), problems: ['404 unit.not-found'] },
  load: async (read, input) => {
    const rows = await submissionsWithin(
      read.db,
      {
        unitIds: await unitsAskedFor(read, 'report.read', input),
        planId: input.plan,
        period: input.period,
      },
      { after: afterOf(input.cursor), limit: input.limit + 1 },
    )
    const codes = await codesOf(read, rows)
    return pageOfRows(
      rows,
      input.limit,
      (row) => [row.unit_id, row.id],
      (row) => showHead(row, codes),
    )
  },
  show: showList,
})

async function showSubmission(
  read: Read,
  submission: Submission,
): Promise<z.infer<typeof submissionAnswer>> {
  const { unit_id: unitId, id } = submission
  const lines = await sentLines(read.db, unitId, id)
  const open = await openDutyIds(read.db, unitId, id)
  return {
    ...showHead(submission, await codesOf(read, [submission])),
    lines: lines.map((line) => ({
      dutyId: line.duty_id,
      state: line.state,
      progress: line.progress,
      quantity: line.quantity === null ? null : Number(line.quantity),
      hindrance:
        line.hindrance === ''
          ? null
          : { text: line.hindrance, kind: line.hindrance_kind ?? 'other' },
      evidence: line.evidence_ids,
      satisfies: line.satisfies,
      countsOn: line.counts_on,
      waits: open.includes(line.duty_id),
      accepted: line.accepted_at === null ? null : { at: line.accepted_at, note: line.note ?? '' },
      returned:
        line.returned_at === null || line.correct_by === null
          ? null
          : { at: line.returned_at, reason: line.reason ?? '', correctBy: line.correct_by },
    })),
  }
}

const submissionRow: Route = route({
  method: 'GET',
  path: '/api/submissions/:id',
  may: 'report.read',
  about: 'One round with its lines and the decision on each.',
  input: byId,
  api: { answer: submissionAnswer, problems: ['404 submission.not-found'] },
  unit: unitOf('submissions', 'report.read'),
  load: async (read, input) => {
    const unitId = await unitOf('submissions', 'report.read')(read, input)
    const submission = unitId ? await findSubmission(read.db, unitId, input.id) : undefined
    if (!submission) throw notFound('submission')
    return await showSubmission(read, submission)
  },
  show: (json) => ({ json }),
})

const queueAnswer = z.object({
  id: z.uuid(),
  unit: z.object({ code: z.string(), name: z.string() }),
  planId: z.uuid(),
  period: z.string(),
  round: z.int(),
  submittedAt: instant,
  lines: z.int(),
  waiting: z.int(),
})

const queueRow: Route = route({
  method: 'GET',
  path: '/api/review-queue',
  may: 'report.review',
  about: 'Rounds addressed to units within reach with lines that wait, the oldest first.',
  input: z.strictObject({ ...listQuery, period: z.string().max(12).optional() }),
  api: { answer: listOf(queueAnswer) },
  load: async ({ db, rights }, input) => {
    const key = fromCursor(input.cursor, z.tuple([instant, z.uuid()]))
    const { rows } = await reviewQueue(
      db,
      { reviewerIds: await rights.reach('report.review'), period: input.period },
      { limit: input.limit + 1, offset: 0, after: key && { since: key[0], id: key[1] } },
    )
    return pageOfRows(
      rows,
      input.limit,
      (row) => [row.submittedAt, row.submissionId],
      (row) => ({
        id: row.submissionId,
        unit: { code: row.unitCode, name: row.unitName },
        planId: row.planId,
        period: row.period,
        round: row.round,
        submittedAt: row.submittedAt,
        lines: row.lines,
        waiting: row.open,
      }),
    )
  },
  show: showList,
})

const addressed = async ({ db, rights }: Read, id: string): Promise<Submission | undefined> =>
  await submissionAddressedTo(db, await rights.reach('report.review'), id)

/** The matter of a decision is the reviewing unit's. */
const REVIEWING = {
  method: 'POST',
  may: 'report.review',
  unit: async (read: Read, { id }: { id: string }) =>
    (await addressed(read, id))?.reviewer_id ?? null,
} as const

const decided = z.object({ accepted: z.int(), returned: z.int() })
const PROBLEMS = [
  '403 review.own-report',
  '404 submission.not-found',
  '409 review.already-decided',
  '422 review.nothing-decided',
]
const duties = z
  .array(z.uuid())
  .max(500)
  .optional()
  .meta({ description: 'Lines by their duty; every waiting line when absent.' })

async function decide(
  act: Parameters<typeof decideReview>[0],
  input: { id: string; duties?: string[] | undefined },
  decision: (dutyId: string) => Decision,
): Promise<z.infer<typeof decided>> {
  const submission = await addressed(act, input.id)
  if (!submission) throw notFound('submission')
  const chosen = input.duties ?? (await openDutyIds(act.db, submission.unit_id, submission.id))
  return await decideReview(act, {
    unitId: submission.unit_id,
    submissionId: submission.id,
    decisions: chosen.map(decision),
  })
}

const acceptanceRow: Route = route({
  ...REVIEWING,
  path: '/api/submissions/:id/acceptance',
  about: 'Accepts lines of a round addressed to one’s unit.',
  records: ['report.accepted'],
  input: byId.extend({ duties, note: z.string().max(2000).default('') }),
  api: { answer: decided, status: 201, problems: PROBLEMS, example: { note: 'Đạt' } },
  act: (act, input) =>
    decide(act, input, (dutyId) => ({ dutyId, accept: true, note: input.note.trim() })),
  show: (json) => ({ json }),
})

const returnRow: Route = route({
  ...REVIEWING,
  path: '/api/submissions/:id/return',
  about:
    'Returns lines of a round addressed to one’s unit, with the reason and a day to correct by.',
  records: ['report.returned'],
  input: byId.extend({
    duties,
    reason: z.string().min(1).max(2000),
    correctBy: aDay.optional().meta({ description: 'Three working days from today when absent.' }),
  }),
  api: {
    answer: decided,
    status: 201,
    problems: [...PROBLEMS, '422 review.reason-missing', '422 review.correction-day-past'],
    example: { reason: 'Thiếu ảnh niêm yết' },
  },
  act: (act, input) =>
    decide(act, input, (dutyId) => ({
      dutyId,
      accept: false,
      reason: input.reason,
      correctBy: input.correctBy ?? null,
    })),
  show: (json) => ({ json }),
})

export const reviewApi: readonly Route[] = [
  submissionsRow,
  submissionRow,
  queueRow,
  acceptanceRow,
  returnRow,
]
