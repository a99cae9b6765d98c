// A unit's report of a period for programs: what is open, the draft, and sending it.

import { z } from 'zod'
import {
  type FormKey,
  HINDRANCE_KINDS,
  loadForm,
  reviewerOf,
  saveDraft,
  submitReport,
} from '../obligations/index.ts'
import { type UnitListed, unitByCode } from '../org/index.ts'
import { notFound, Problem, type Read, type Route, route } from '../platform/index.ts'
import { requirePlanBySlug } from './load-plan.ts'
import type { Plan } from './store.ts'

const PATH = '/api/units/:code/reports/:plan/:period'
const address = z.strictObject({
  code: z.string().max(40),
  plan: z.string().max(80).meta({ description: 'Slug of the plan.' }),
  period: z.string().max(12).meta({ description: 'A reporting period such as 2024-Q2.' }),
})
type Address = z.infer<typeof address>
const STATES = ['done', 'in-progress', 'not-started'] as const

const unitOf = async ({ db, today }: Read, { code }: { code: string }): Promise<string | null> =>
  (await unitByCode(db, code, today))?.id ?? null

async function keyOf(
  read: Read,
  input: Address,
): Promise<FormKey & { unit: UnitListed; plan: Plan }> {
  const unit = await unitByCode(read.db, input.code, read.today)
  if (!unit) throw notFound('unit')
  const plan = await requirePlanBySlug(read.db, input.plan)
  return { unitId: unit.id, planId: plan.id, period: input.period, unit, plan }
}

const instant = z.iso.datetime({ offset: true })
const draftLine = z.object({
  dutyId: z.uuid(),
  state: z.enum(STATES),
  progress: z.string(),
  quantity: z.number().nullable(),
  hindrance: z.string(),
  hindranceKind: z.enum(HINDRANCE_KINDS).nullable(),
})
const draftAnswer = z.object({ savedAt: instant.nullable(), lines: z.array(draftLine) })
const reportAnswer = z.object({
  unit: z.string(),
  plan: z.string(),
  period: z.object({
    code: z.string(),
    reportFrom: z.iso.date(),
    cutOffOn: z.iso.date(),
    submitBy: z.iso.date(),
  }),
  lines: z.array(
    z.object({
      dutyId: z.uuid(),
      number: z.string(),
      title: z.string(),
      standing: z.string(),
      dueOn: z.iso.date(),
      open: z.boolean().meta({ description: 'May be drafted and sent now.' }),
      needsEvidence: z.boolean(),
      evidence: z.array(z.uuid()),
    }),
  ),
  submissions: z.array(z.object({ id: z.uuid(), round: z.int(), submittedAt: instant })),
})

const PROBLEMS = ['404 unit.not-found', '404 plan.not-found', '404 report.no-such-period']

const reportRow: Route = route({
  method: 'GET',
  path: PATH,
  may: 'report.read',
  about: 'What a unit reports on in a period, and the rounds it sent.',
  input: address,
  api: { answer: reportAnswer, problems: PROBLEMS },
  unit: unitOf,
  load: async (read, input) => {
    const { period, lines, submissions } = await loadForm(
      read.db,
      read.today,
      await keyOf(read, input),
    )
    return {
      unit: input.code,
      plan: input.plan,
      period: {
        code: period.code,
        reportFrom: period.reportFrom,
        cutOffOn: period.cutOffOn,
        submitBy: period.submitBy,
      },
      lines: lines.map(({ duty, mayBeSent, evidence }) => ({
        dutyId: duty.id,
        number: duty.number,
        title: duty.title,
        standing: duty.standing,
        dueOn: duty.dueOn,
        open: mayBeSent,
        needsEvidence: duty.needsEvidence,
        evidence: evidence.map(({ id }) => id),
      })),
      submissions: submissions.map((row) => ({
        id: row.id,
        round: row.round,
        submittedAt: row.submitted_at,
      })),
    }
  },
  show: (json) => ({ json }),
})

async function loadDraft(read: Read, input: Address): Promise<z.infer<typeof draftAnswer>> {
  const form = await loadForm(read.db, read.today, await keyOf(read, input))
  return {
    savedAt: form.savedAt,
    lines: form.lines.flatMap(({ duty, draft }) =>
      draft
        ? [
            {
              dutyId: duty.id,
              state: draft.state,
              progress: draft.progress,
              quantity: draft.quantity,
              hindrance: draft.hindrance,
              hindranceKind: draft.hindrance_kind,
            },
          ]
        : [],
    ),
  }
}

const draftRow: Route = route({
  method: 'GET',
  path: `${PATH}/draft`,
  may: 'report.draft',
  own: true,
  about: 'What is written and not sent yet.',
  input: address,
  api: { answer: draftAnswer, problems: PROBLEMS },
  unit: unitOf,
  load: loadDraft,
  show: (json) => ({ json }),
})

const saveDraftRow: Route = route({
  method: 'PUT',
  path: `${PATH}/draft`,
  may: 'report.draft',
  own: true,
  about: 'Writes lines of the draft; lines of other duties stay as they are.',
  records: ['draft.saved'],
  input: address.extend({
    lines: z
      .array(
        z.strictObject({
          dutyId: z.uuid(),
          state: z.enum(STATES).default('in-progress'),
          progress: z.string().max(5000).default(''),
          quantity: z.number().min(0).max(1e12).nullable().default(null),
          hindrance: z.string().max(5000).default(''),
          hindranceKind: z.enum(HINDRANCE_KINDS).nullable().default(null),
        }),
      )
      .min(1)
      .max(1000),
  }),
  api: {
    answer: draftAnswer,
    version: draftRow,
    problems: [...PROBLEMS, '409 report.duty-not-open', '422 report.quantity-unreadable'],
    example: {
      lines: [
        {
          dutyId: '01901c8e-0000-7000-8000-000000000001',
          state: 'done',
          progress: 'Đã niêm yết công khai tại trụ sở và 12 nhà văn hóa xóm',
        },
      ],
    },
  },
  unit: unitOf,
  act: async (act, input) => {
    const { lines, ...at } = input
    const key = await keyOf(act, at)
    const form = await loadForm(act.db, act.today, key)
    const open = new Set(form.lines.filter((line) => line.mayBeSent).map(({ duty }) => duty.id))
    const shut = lines.map(({ dutyId }) => dutyId).filter((dutyId) => !open.has(dutyId))
    if (shut.length > 0) throw new Problem(409, 'report.duty-not-open', { dutyIds: shut })
    await saveDraft(act, key, lines)
    return await loadDraft(act, at)
  },
  show: (json) => ({ json }),
})

const sentAnswer = z.object({ id: z.uuid(), lines: z.int() })

const submissionRow: Route = route({
  method: 'POST',
  path: '/api/submissions',
  may: 'report.submit',
  own: true,
  about: 'Sends what is written and not sent yet, as one frozen round, to the reviewing unit.',
  records: ['report.submitted'],
  input: address.extend({ note: z.string().max(2000).default('') }),
  api: {
    answer: sentAnswer,
    status: 201,
    problems: [
      ...PROBLEMS,
      '422 report.nothing-to-send',
      '422 report.progress-missing',
      '422 report.evidence-missing',
    ],
    example: { code: '05569', plan: '99-2024', period: '2024-Q2', note: '' },
  },
  unit: unitOf,
  act: async (act, { note, ...at }) => {
    const { unit, plan, ...key } = await keyOf(act, at)
    const coordinator = plan.coordinator_id ?? plan.issuer_id ?? unit.id
    const sent = await submitReport(act, {
      ...key,
      reviewerId: await reviewerOf(act.db, unit, coordinator, act.today),
      note,
    })
    return { id: sent.submissionId, lines: sent.lines }
  },
  show: (json) => ({ json, location: `/api/submissions/${json.id}` }),
})

export const reportApi: readonly Route[] = [reportRow, draftRow, saveDraftRow, submissionRow]
