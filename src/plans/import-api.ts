// Bringing a plan in by a program: the document, what was understood, its application; names settled.

import { z } from 'zod'
import { type Day, isDay } from '../lib/day.ts'
import { settleBody, unitByCode } from '../org/index.ts'
import {
  listOf,
  listQuery,
  notFound,
  Problem,
  type Read,
  type Route,
  route,
  showList,
} from '../platform/index.ts'
import { applyImport, beginImport, discardImport } from './import-actions.ts'
import { type ImportListed, importById, imports } from './store.ts'

const MOST_BYTES = 20 * 1024 * 1024
const MOST = 200
const byId = z.strictObject({ id: z.uuid() })
const instant = z.iso.datetime({ offset: true })

const importAnswer = z.object({
  id: z.uuid(),
  planId: z.uuid().nullable(),
  fileName: z.string(),
  fileHash: z.string(),
  begunAt: instant,
  readAt: instant.nullable(),
  failure: z.object({ code: z.string(), details: z.record(z.string(), z.any()) }).nullable(),
  appliedAt: instant.nullable(),
  discardedAt: instant.nullable(),
})

const showImport = (row: ImportListed): z.infer<typeof importAnswer> => ({
  id: row.id,
  planId: row.plan_id,
  fileName: row.file_name,
  fileHash: row.file_hash,
  begunAt: row.begun_at,
  readAt: row.finished_at,
  failure: row.failure,
  appliedAt: row.applied_at,
  discardedAt: row.discarded_at,
})

const unitOfImport = async ({ db }: Read, { id }: { id: string }): Promise<string | null> =>
  (await importById(db, id))?.unit_id ?? null

async function loadImport({ db }: Read, { id }: { id: string }) {
  const row = await importById(db, id)
  if (!row) throw notFound('import')
  return showImport(row)
}

const importsRow: Route = route({
  method: 'GET',
  path: '/api/plan-imports',
  may: 'plan.import',
  about: 'The latest readings of documents for provinces within reach, the newest first.',
  input: z.strictObject({ limit: listQuery.limit }),
  api: { answer: listOf(importAnswer) },
  load: async ({ db, rights }, { limit }) => {
    const reach = new Set(await rights.reach('plan.import'))
    const rows = (await imports(db, MOST)).filter((row) => reach.has(row.unit_id))
    return { items: rows.slice(0, limit).map(showImport), next: null }
  },
  show: showList,
})

const importRow: Route = route({
  method: 'GET',
  path: '/api/plan-imports/:id',
  may: 'plan.import',
  about: 'How far the reading of a document is.',
  input: byId,
  api: { answer: importAnswer, problems: ['404 import.not-found'] },
  unit: unitOfImport,
  load: loadImport,
  show: (json) => ({ json }),
})

const uploadRow: Route = route({
  method: 'POST',
  path: '/api/plan-imports',
  may: 'plan.import',
  about: 'Keeps the body, a .txt, .docx or .xlsx document, and queues its reading.',
  records: ['plan.import-begun'],
  input: z.strictObject({
    fileName: z.string().min(1).max(200),
    bytes: z.instanceof(Uint8Array),
  }),
  api: { answer: importAnswer, status: 202, bytes: true, problems: ['422 document.empty'] },
  maxBody: MOST_BYTES,
  act: async (act, input) => {
    const { importId } = await beginImport(act, input)
    return await loadImport(act, { id: importId })
  },
  show: (json) => ({ json, location: `/api/plan-imports/${json.id}` }),
})

const applicationRow: Route = route({
  method: 'POST',
  path: '/api/plan-imports/:id/application',
  may: 'plan.import',
  about: 'Makes the plan of what was read, or amends it.',
  records: ['plan.applied', 'plan.amended', 'obligation.carried', 'obligation.ended'],
  input: byId.extend({
    number: z.string().min(1).max(100).optional(),
    date: z
      .string()
      .refine((text): text is Day => isDay(text))
      .optional()
      .meta({ format: 'date', description: 'Where the document does not say when it was signed.' }),
    issuer: z.string().min(1).max(200).optional(),
  }),
  api: {
    answer: z.object({
      planId: z.uuid(),
      slug: z.string(),
      isNew: z.boolean(),
      changes: z.int(),
    }),
    status: 201,
    problems: [
      '404 import.not-found',
      '409 import.not-read',
      '409 import.already-applied',
      '422 import.identity-missing',
    ],
  },
  unit: unitOfImport,
  act: async (act, { id, number, date, issuer }) => {
    const { planId, slug, isNew, changes } = await applyImport(act, id, {
      ...(number ? { number } : {}),
      ...(date ? { date } : {}),
      ...(issuer ? { issuer } : {}),
    })
    return { planId, slug, isNew, changes }
  },
  show: (json) => ({ json, location: `/api/plans/${json.slug}` }),
})

const dismissalRow: Route = route({
  method: 'POST',
  path: '/api/plan-imports/:id/dismissal',
  may: 'plan.import',
  about: 'Sets a reading aside; nothing of it is applied.',
  records: ['plan.discarded'],
  input: byId,
  api: {
    answer: importAnswer,
    status: 201,
    problems: ['404 import.not-found', '409 import.already-applied'],
  },
  unit: unitOfImport,
  act: async (act, input) => {
    await discardImport(act, input.id)
    return await loadImport(act, input)
  },
  show: (json) => ({ json }),
})

const settlementRow: Route = route({
  method: 'POST',
  path: '/api/plan-imports/:id/settlements',
  may: 'plan.settle',
  about: 'Says which unit or group a name in the document means; remembered for later documents.',
  records: ['body.settled'],
  input: byId.extend({
    wording: z.string().min(1).max(500),
    unit: z.string().max(40).optional().meta({ description: 'Code of a unit.' }),
    group: z.string().max(60).optional().meta({ description: 'Code of a group.' }),
  }),
  api: {
    answer: z.object({ wording: z.string() }),
    status: 201,
    problems: [
      '404 import.not-found',
      '404 unit.not-found',
      '422 settlement.group-unknown',
      '422 settlement.one-answer',
    ],
    example: { wording: 'Sở Nội vụ tỉnh', unit: 'SNV' },
  },
  unit: unitOfImport,
  act: async (act, { wording, unit: code, group }) => {
    const unit = code === undefined ? null : await unitByCode(act.db, code, act.today)
    if (code !== undefined && !unit) throw new Problem(404, 'unit.not-found')
    await settleBody(act, {
      wording,
      ...(unit ? { unitId: unit.id } : {}),
      ...(group ? { groupCode: group } : {}),
    })
    return { wording }
  },
  show: (json) => ({ json }),
})

export const importApi: readonly Route[] = [
  importsRow,
  importRow,
  uploadRow,
  applicationRow,
  dismissalRow,
  settlementRow,
]
