// Duties and evidence for programs.

import { z } from 'zod'
import {
  listOf,
  listQuery,
  notFound,
  pageOfRows,
  type Route,
  route,
  showList,
} from '../platform/index.ts'
import { aDay, afterOf, byId, unitOf, unitQuery, unitsAskedFor } from './api-address.ts'
import { MOST_BYTES } from './evidence.ts'
import { addEvidence, withdrawEvidence } from './evidence-actions.ts'
import { evidenceOf, findEvidence } from './evidence-store.ts'
import { type DutyListed, listDuties } from './list-store.ts'
import { asOfToday, type Evidence, readPeriod } from './load-form.ts'
import { STANDINGS } from './standing.ts'

const dutyAnswer = z.object({
  id: z.uuid(),
  unit: z.object({ code: z.string(), name: z.string() }),
  planId: z.uuid().nullable(),
  obligation: z.object({ id: z.uuid(), number: z.string(), title: z.string(), kind: z.string() }),
  period: z.string(),
  milestone: z.int(),
  opensOn: z.iso.date(),
  dueOn: z.iso.date(),
  nominalOn: z.iso.date(),
  rule: z.string(),
  target: z.number().nullable(),
  quantityName: z.string().nullable(),
  needsEvidence: z.boolean(),
  standing: z.enum(STANDINGS),
  late: z.boolean(),
  submissionId: z.uuid().nullable(),
  submittedAt: z.iso.datetime({ offset: true }).nullable(),
  returned: z.object({ reason: z.string(), correctBy: z.iso.date() }).nullable(),
})

const showDuty = (duty: DutyListed): z.infer<typeof dutyAnswer> => ({
  id: duty.id,
  unit: { code: duty.unitCode, name: duty.unitName },
  planId: duty.planId,
  obligation: {
    id: duty.obligationId,
    number: duty.number,
    title: duty.title,
    kind: duty.sourceKind,
  },
  period: duty.period,
  milestone: duty.milestone,
  opensOn: duty.opensOn,
  dueOn: duty.dueOn,
  nominalOn: duty.nominalOn,
  rule: duty.rule,
  target: duty.target,
  quantityName: duty.quantityName,
  needsEvidence: duty.needsEvidence,
  standing: duty.standing,
  late: duty.late,
  submissionId: duty.submissionId,
  submittedAt: duty.submittedAt,
  returned:
    duty.returnedReason !== null && duty.correctBy !== null
      ? { reason: duty.returnedReason, correctBy: duty.correctBy }
      : null,
})

const dutiesQuery = z.strictObject({
  ...listQuery,
  ...unitQuery,
  plan: z.uuid().optional().meta({ description: 'Id of a plan.' }),
  obligation: z.uuid().optional(),
  period: z.string().max(12).optional(),
  standing: z.enum(STANDINGS).optional(),
  dimension: z.coerce.number().int().min(1).max(8).optional(),
  dueFrom: aDay.optional(),
  dueTo: aDay.optional(),
  late: z.enum(['true', 'false']).optional(),
})

const dutiesRow: Route = route({
  method: 'GET',
  path: '/api/duties',
  may: 'duty.read',
  about: 'Duties within reach with how they stand today.',
  input: dutiesQuery,
  api: { answer: listOf(dutyAnswer), problems: ['404 unit.not-found'] },
  load: async (read, input) => {
    const rows = await listDuties(
      read.db,
      await asOfToday(read.db, read.today),
      {
        unitIds: await unitsAskedFor(read, 'duty.read', input),
        planId: input.plan,
        obligationId: input.obligation,
        period: input.period,
        standings: input.standing ? [input.standing] : undefined,
        dimension: input.dimension,
        dueFrom: input.dueFrom,
        dueTo: input.dueTo,
        late: input.late === 'true',
      },
      { after: afterOf(input.cursor), limit: input.limit + 1 },
    )
    return pageOfRows(rows, input.limit, ({ unitId, id }) => [unitId, id], showDuty)
  },
  show: showList,
})

const dutyRow: Route = route({
  method: 'GET',
  path: '/api/duties/:id',
  may: 'duty.read',
  about: 'One duty with how it stands today.',
  input: byId,
  api: { answer: dutyAnswer, problems: ['404 duty.not-found'] },
  unit: unitOf('duties', 'duty.read'),
  load: async (read, input) => {
    const unitId = await unitOf('duties', 'duty.read')(read, input)
    const asOf = await asOfToday(read.db, read.today)
    const [duty] = unitId
      ? await listDuties(read.db, asOf, { unitIds: [unitId], dutyId: input.id })
      : []
    if (!duty) throw notFound('duty')
    return showDuty(duty)
  },
  show: (json) => ({ json }),
})

const evidenceAnswer = z.object({
  id: z.uuid(),
  dutyId: z.uuid(),
  period: z.string(),
  kind: z.string(),
  title: z.string(),
  url: z.string().nullable().meta({ description: 'Of a link.' }),
  hash: z.string().nullable().meta({ description: 'SHA-256 of the file as it is kept.' }),
  mime: z.string().nullable(),
  size: z.int().nullable(),
  takenOn: z.iso.date().nullable(),
  addedAt: z.iso.datetime({ offset: true }),
})

const showEvidence = (row: Evidence): z.infer<typeof evidenceAnswer> => ({
  id: row.id,
  dutyId: row.duty_id,
  period: row.period,
  kind: row.kind,
  title: row.title,
  url: row.url,
  hash: row.file_hash,
  mime: row.mime,
  size: row.size,
  takenOn: row.taken_on,
  addedAt: row.added_at,
})

const evidenceOfDutyRow: Route = route({
  method: 'GET',
  path: '/api/duties/:id/evidence',
  may: 'evidence.read',
  about: 'Evidence of a duty that was not taken back.',
  input: byId,
  api: { answer: listOf(evidenceAnswer) },
  unit: unitOf('duties', 'evidence.read'),
  load: async (read, input) => {
    const unitId = await unitOf('duties', 'evidence.read')(read, input)
    const rows = unitId ? await evidenceOf(read.db, unitId, [input.id]) : []
    return { items: rows.map(showEvidence), next: null }
  },
  show: showList,
})

const evidenceById = (permission: string) => unitOf('evidence', permission)

const evidenceRow: Route = route({
  method: 'GET',
  path: '/api/evidence/:id',
  may: 'evidence.read',
  about: 'What a piece of evidence is.',
  input: byId,
  api: { answer: evidenceAnswer, problems: ['404 evidence.not-found'] },
  unit: evidenceById('evidence.read'),
  load: async (read, input) => showEvidence(await requireEvidence(read, input)),
  show: (json) => ({ json }),
})

async function requireEvidence(
  read: Parameters<ReturnType<typeof evidenceById>>[0],
  input: { id: string },
): Promise<Evidence> {
  const unitId = await evidenceById('evidence.read')(read, input)
  const evidence = unitId ? await findEvidence(read.db, unitId, input.id) : undefined
  if (!evidence || evidence.withdrawn_at !== null) throw notFound('evidence')
  return evidence
}

const fileRow: Route = route<
  z.infer<typeof byId>,
  { bytes: Uint8Array; mime: string; name: string; hash: string }
>({
  method: 'GET',
  path: '/api/evidence/:id/file',
  may: 'evidence.read',
  about: 'The file of a piece of evidence.',
  input: byId,
  api: {
    answer: z.any().meta({ description: 'The bytes of the file.' }),
    problems: ['404 evidence.not-found'],
  },
  unit: evidenceById('evidence.read'),
  load: async (read, input) => {
    const { file_hash: hash, mime, title } = await requireEvidence(read, input)
    if (!hash) throw notFound('evidence')
    return {
      bytes: await read.files.get(hash),
      mime: mime ?? 'application/octet-stream',
      name: title,
      hash,
    }
  },
  show: ({ bytes, ...file }) => ({ file: bytes, ...file }),
})

const created = z.object({ id: z.uuid() })
const ADDING = {
  may: 'evidence.add',
  own: true,
  records: ['evidence.added'],
  unit: unitOf('duties', 'evidence.add'),
} as const

const addFileRow: Route = route({
  ...ADDING,
  method: 'POST',
  path: '/api/duties/:id/evidence-files',
  about: 'Keeps the body, a file, as evidence of one’s own duty. Its kind is told by its content.',
  input: z.strictObject({
    id: z.uuid(),
    period: z.string().max(12),
    fileName: z.string().min(1).max(300),
    minutes: z.enum(['true', 'false']).default('false'),
    bytes: z.instanceof(Uint8Array),
  }),
  api: {
    answer: created,
    status: 201,
    bytes: true,
    problems: [
      '404 duty.not-found',
      '404 report.no-such-period',
      '415 evidence.wrong-type',
      '422 evidence.empty',
    ],
  },
  maxBody: MOST_BYTES + 1000,
  act: async (act, input) => {
    const id = await addEvidence(act, {
      ...(await ownDuty(act, input)),
      bytes: input.bytes,
      fileName: input.fileName,
      isMinutes: input.minutes === 'true',
    })
    return { id }
  },
  show: (json) => ({ json, location: `/api/evidence/${json.id}` }),
})

const addLinkRow: Route = route({
  ...ADDING,
  method: 'POST',
  path: '/api/duties/:id/evidence-links',
  about: 'Keeps a web address as evidence of one’s own duty.',
  input: z.strictObject({
    id: z.uuid(),
    period: z.string().max(12),
    url: z.string().max(2000),
    title: z.string().max(150).default(''),
  }),
  api: {
    answer: created,
    status: 201,
    problems: ['404 duty.not-found', '404 report.no-such-period', '422 evidence.link-unreadable'],
    example: {
      period: '2024-Q2',
      url: 'https://xa.example.vn/cong-khai',
      title: 'Công khai quý II',
    },
  },
  act: async (act, input) => {
    const id = await addEvidence(act, {
      ...(await ownDuty(act, input)),
      link: input.url,
      title: input.title,
    })
    return { id }
  },
  show: (json) => ({ json, location: `/api/evidence/${json.id}` }),
})

async function ownDuty(
  act: Parameters<typeof ADDING.unit>[0],
  { id, period }: { id: string; period: string },
): Promise<{ unitId: string; dutyId: string; period: string }> {
  const unitId = await ADDING.unit(act, { id })
  if (!unitId) throw notFound('duty')
  const { calendar } = await asOfToday(act.db, act.today)
  return { unitId, dutyId: id, period: readPeriod(period, calendar).code }
}

const withdrawRow: Route = route({
  method: 'POST',
  path: '/api/evidence/:id/withdrawal',
  may: 'evidence.add',
  own: true,
  about: 'Takes evidence back that no report carries yet.',
  records: ['evidence.withdrawn'],
  input: byId,
  api: {
    answer: created,
    status: 201,
    problems: ['404 evidence.not-found', '409 evidence.already-sent'],
  },
  unit: evidenceById('evidence.add'),
  act: async (act, { id }) => {
    const unitId = await evidenceById('evidence.add')(act, { id })
    if (!unitId) throw notFound('evidence')
    await withdrawEvidence(act, { unitId, id })
    return { id }
  },
  show: (json) => ({ json }),
})

export const dutyApi: readonly Route[] = [
  dutiesRow,
  dutyRow,
  evidenceOfDutyRow,
  addFileRow,
  addLinkRow,
  evidenceRow,
  fileRow,
  withdrawRow,
]
