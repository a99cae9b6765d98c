// Units' own plans for programs: what is asked, the draft, sending it, the decision, who has not.

import { z } from 'zod'
import { MAX_DOCUMENT_BYTES } from '../documents/index.ts'
import { type Day, isDay } from '../lib/day.ts'
import { reviewerOf, STANDINGS } from '../obligations/index.ts'
import { unitByCode } from '../org/index.ts'
import { type Plan, requirePlanBySlug } from '../plans/index.ts'
import { notFound, type Read, type Route, route } from '../platform/index.ts'
import { decideSubplan, fileSubplan } from './actions.ts'
import { importSubplan, prefillSubplan, saveSubplan } from './draft-actions.ts'
import { doersOf, loadSubplan } from './load-subplan.ts'
import { type FiledTask, filedTasks, findRound, type OwnTask, type Round } from './store.ts'
import { type Executor, MOST_TASKS, NOBODY } from './subplan.ts'

const PATH = '/api/units/:code/subplans/:plan'
const address = z.strictObject({
  code: z.string().max(40),
  plan: z.string().max(80).meta({ description: 'Slug of the plan that asks for it.' }),
})
type Address = z.infer<typeof address>
const byRound = address.extend({ id: z.uuid() })
const instant = z.iso.datetime({ offset: true })
const someDay = z
  .string()
  .refine((text): text is Day => isDay(text), 'a day such as 2024-06-30')
  .meta({ format: 'date' })
const PROBLEMS = ['404 unit.not-found', '404 plan.not-found']

const unitOf = async ({ db, today }: Read, { code }: { code: string }): Promise<string | null> =>
  (await unitByCode(db, code, today))?.id ?? null

async function keyOf(read: Read, { code, plan: slug }: Address) {
  const unit = await unitByCode(read.db, code, read.today)
  if (!unit) throw notFound('unit')
  const plan: Plan = await requirePlanBySlug(read.db, slug)
  return { unitId: unit.id, planId: plan.id, unit, plan }
}

const taskAnswer = z.object({
  id: z.uuid(),
  text: z.string(),
  executor: z.string(),
  dueOn: z.iso.date().nullable(),
  obligationId: z.uuid().nullable().meta({ description: 'The task of the plan that it serves.' }),
})
const roundAnswer = z.object({
  id: z.uuid(),
  round: z.int(),
  number: z.string(),
  signedOn: z.iso.date(),
  title: z.string(),
  text: z.string(),
  fileName: z.string().nullable(),
  note: z.string(),
  filedAt: instant,
  countsOn: z.iso.date(),
  dueOn: z.iso.date().nullable(),
  accepted: z.object({ at: instant, note: z.string() }).nullable(),
  returned: z.object({ at: instant, reason: z.string(), correctBy: z.iso.date() }).nullable(),
})
const oneRound = roundAnswer.extend({ tasks: z.array(taskAnswer) })

const showTask = (task: OwnTask | FiledTask): z.infer<typeof taskAnswer> => ({
  id: 'task_id' in task ? task.task_id : task.id,
  text: task.text,
  executor: task.executor,
  dueOn: task.due_on,
  obligationId: task.obligation_id,
})

const showRound = (row: Round): z.infer<typeof roundAnswer> => ({
  id: row.id,
  round: row.round,
  number: row.number,
  signedOn: row.signed_on,
  title: row.title,
  text: row.text,
  fileName: row.file_name,
  note: row.note,
  filedAt: row.filed_at,
  countsOn: row.counts_on,
  dueOn: row.due_on,
  accepted: row.accepted_at ? { at: row.accepted_at, note: row.acceptance_note ?? '' } : null,
  returned:
    row.returned_at && row.correct_by
      ? { at: row.returned_at, reason: row.reason ?? '', correctBy: row.correct_by }
      : null,
})

const subplanRow: Route = route({
  method: 'GET',
  path: PATH,
  may: 'report.read',
  about: 'How a unit’s own plan for a plan stands, what is asked of it, the rounds it sent.',
  input: address,
  api: {
    answer: z.object({
      dueOn: z.iso.date().nullable(),
      standing: z.enum(STANDINGS),
      late: z.boolean(),
      asked: z.array(z.object({ obligationId: z.uuid(), number: z.string(), title: z.string() })),
      rounds: z.array(roundAnswer),
    }),
    problems: PROBLEMS,
  },
  unit: unitOf,
  load: async (read, input) => {
    const key = await keyOf(read, input)
    const view = await loadSubplan(read.db, read.today, key)
    return {
      dueOn: view.demand?.due_on ?? null,
      standing: view.standing,
      late: view.late,
      asked: view.bound.map(({ obligationId, number, title }) => ({ obligationId, number, title })),
      rounds: view.rounds.map(showRound),
    }
  },
  show: (json) => ({ json }),
})

const draftAnswer = z.object({
  number: z.string(),
  signedOn: z.iso.date().nullable(),
  title: z.string(),
  text: z.string(),
  fileName: z.string().nullable(),
  tasks: z.array(taskAnswer),
})

async function loadDraft(read: Read, input: Address): Promise<z.infer<typeof draftAnswer>> {
  const { draft, tasks } = await loadSubplan(read.db, read.today, await keyOf(read, input))
  return {
    number: draft?.number ?? '',
    signedOn: draft?.signed_on ?? null,
    title: draft?.title ?? '',
    text: draft?.text ?? '',
    fileName: draft?.file_name ?? null,
    tasks: tasks.map(showTask),
  }
}

const DRAFTING = { may: 'report.draft', own: true, unit: unitOf } as const

const draftRow: Route = route({
  ...DRAFTING,
  method: 'GET',
  path: `${PATH}/draft`,
  about: 'What is written of the own plan and not sent yet.',
  input: address,
  api: { answer: draftAnswer, problems: PROBLEMS },
  load: loadDraft,
  show: (json) => ({ json }),
})

const taskInput = z.strictObject({
  id: z.uuid().nullable().default(null).meta({ description: 'Null: a new task.' }),
  text: z.string().max(2000),
  executor: z
    .string()
    .max(200)
    .default('')
    .meta({ description: 'A sub-unit, post or person of the unit by name, or any words.' }),
  dueOn: someDay.nullable().default(null),
  obligationId: z.uuid().nullable().default(null),
  drop: z.boolean().default(false),
})

const saveRow: Route = route({
  ...DRAFTING,
  method: 'PUT',
  path: `${PATH}/draft`,
  about: 'Writes the draft of the own plan; tasks that are not named stay as they are.',
  records: ['subplan.saved'],
  input: address.extend({
    number: z.string().max(100),
    signedOn: someDay.nullable().default(null),
    title: z.string().max(500).default(''),
    text: z.string().max(100_000).default(''),
    tasks: z.array(taskInput).max(MOST_TASKS).default([]),
  }),
  api: {
    answer: draftAnswer,
    version: draftRow,
    problems: [...PROBLEMS, '422 subplan.too-many-tasks'],
    example: {
      number: '12/KH-UBND',
      signedOn: '2024-06-03',
      text: 'Kế hoạch của đơn vị.',
      tasks: [{ text: 'Niêm yết công khai ngân sách', executor: 'Văn phòng', dueOn: '2024-09-30' }],
    },
  },
  act: async (act, { code, plan, tasks, ...draft }) => {
    const { unitId, planId } = await keyOf(act, { code, plan })
    const doers = await doersOf(act.db, unitId, act.today)
    const whoOf = (label: string): Executor =>
      doers.find((doer) => doer.label === label) ?? { ...NOBODY, label }
    await saveSubplan(
      act,
      { unitId, planId },
      {
        ...draft,
        file: null,
        dropFile: false,
        tasks: tasks.map((task) => ({ ...task, executor: whoOf(task.executor) })),
      },
    )
    return await loadDraft(act, { code, plan })
  },
  show: (json) => ({ json }),
})

const added = z.object({ added: z.int() })

const prefillRow: Route = route({
  ...DRAFTING,
  method: 'POST',
  path: `${PATH}/draft/prefilling`,
  about: 'Adds a task for each task that the unit leads and has not taken up.',
  records: ['subplan.saved'],
  input: address,
  api: { answer: added, status: 201, problems: [...PROBLEMS, '409 subplan.nothing-to-prefill'] },
  act: async (act, input) => ({ added: await prefillSubplan(act, await keyOf(act, input)) }),
  show: (json) => ({ json }),
})

const importRow: Route = route({
  ...DRAFTING,
  method: 'POST',
  path: `${PATH}/draft/documents`,
  about: 'Reads tasks out of the body, the unit’s own document, into the draft.',
  records: ['subplan.saved'],
  input: address.extend({
    fileName: z.string().min(1).max(300),
    bytes: z.instanceof(Uint8Array),
  }),
  api: {
    answer: added,
    status: 201,
    bytes: true,
    problems: [
      ...PROBLEMS,
      '415 subplan.file-is-picture',
      '422 subplan.nothing-read',
      '422 document.empty',
      '422 document.wrong-type',
    ],
  },
  maxBody: MAX_DOCUMENT_BYTES + 1000,
  act: async (act, { bytes, fileName, ...at }) => ({
    added: await importSubplan(act, await keyOf(act, at), { bytes, fileName }),
  }),
  show: (json) => ({ json }),
})

const filingRow: Route = route({
  method: 'POST',
  path: `${PATH}/filings`,
  may: 'report.submit',
  own: true,
  about: 'Sends the own plan as one frozen round to the reviewing unit.',
  records: ['subplan.filed'],
  input: address.extend({ note: z.string().max(2000).default('') }),
  api: {
    answer: z.object({ id: z.uuid(), round: z.int(), late: z.boolean() }),
    status: 201,
    problems: [
      ...PROBLEMS,
      '404 subplan.not-found',
      '409 plan.closed',
      '409 subplan.waits',
      '422 subplan.number-missing',
      '422 subplan.date-missing',
      '422 subplan.date-ahead',
      '422 subplan.text-missing',
      '422 subplan.tasks-missing',
      '422 subplan.executor-missing',
      '422 subplan.due-missing',
    ],
    example: { note: '' },
  },
  unit: unitOf,
  act: async (act, { note, ...at }) => {
    const { unitId, planId, unit, plan } = await keyOf(act, at)
    const coordinator = plan.coordinator_id ?? plan.issuer_id ?? unit.id
    const reviewerId = await reviewerOf(act.db, unit, coordinator, act.today)
    const sent = await fileSubplan(act, { unitId, planId, reviewerId, note })
    return { id: sent.filingId, round: sent.round, late: sent.late }
  },
  show: (json) => ({ json }),
})

async function loadRound(read: Read, input: z.infer<typeof byRound>) {
  const { unitId, planId } = await keyOf(read, input)
  const round = await findRound(read.db, unitId, input.id)
  if (round?.plan_id !== planId) throw notFound('subplan')
  const tasks = await filedTasks(read.db, unitId, round.id)
  return { ...showRound(round), tasks: tasks.map(showTask) }
}

const roundRow: Route = route({
  method: 'GET',
  path: `${PATH}/filings/:id`,
  may: 'report.read',
  about: 'One round of a unit’s own plan with its tasks and the decision.',
  input: byRound,
  api: { answer: oneRound, problems: [...PROBLEMS, '404 subplan.not-found'] },
  unit: unitOf,
  load: loadRound,
  show: (json) => ({ json }),
})

/** The matter of a decision is the reviewing unit's. */
const reviewerOfRound = async (read: Read, input: z.infer<typeof byRound>) => {
  const unitId = await unitOf(read, input)
  return unitId ? ((await findRound(read.db, unitId, input.id))?.reviewer_id ?? null) : null
}

const decisionRow: Route = route({
  method: 'POST',
  path: `${PATH}/filings/:id/decision`,
  may: 'report.review',
  about: 'Accepts a unit’s own plan, or returns it with a reason and a day to correct by.',
  records: ['subplan.accepted', 'subplan.returned'],
  input: byRound.extend({
    accept: z.boolean(),
    note: z.string().max(2000).default(''),
    reason: z.string().max(2000).default('').meta({ description: 'Needed to return it.' }),
    correctBy: someDay.nullable().default(null),
  }),
  api: {
    answer: oneRound,
    status: 201,
    problems: [
      ...PROBLEMS,
      '403 review.own-report',
      '404 subplan.not-found',
      '409 subplan.already-decided',
      '422 review.reason-missing',
      '422 review.correction-day-past',
    ],
    example: { accept: true, note: 'Đạt' },
  },
  unit: reviewerOfRound,
  act: async (act, { code, plan, id, accept, note, reason, correctBy }) => {
    const { unitId } = await keyOf(act, { code, plan })
    const decision = accept
      ? { accept: true as const, note }
      : { accept: false as const, reason, correctBy }
    await decideSubplan(act, { unitId, filingId: id, decision })
    return await loadRound(act, { code, plan, id })
  },
  show: (json) => ({ json }),
})

export const subplanRows: readonly Route[] = [
  subplanRow,
  draftRow,
  saveRow,
  prefillRow,
  importRow,
  filingRow,
  roundRow,
  decisionRow,
]
