// What a plan became and how it stands, for programs: obligations and the figures of the board.

import { z } from 'zod'
import {
  asOfToday,
  completeness,
  obligationById,
  obligationsOfPlan,
  tallies,
  timeliness,
  unitsOfObligation,
} from '../obligations/index.ts'
import { unitsByIds } from '../org/index.ts'
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
import { bySlug, dueRule, planIdOf } from './api-plan.ts'

const obligationAnswer = z.object({
  id: z.uuid(),
  kind: z.string(),
  number: z.string(),
  title: z.string(),
  text: z.string(),
  due: z.array(dueRule),
  evidenceKinds: z.array(z.string()),
  dimensions: z.array(z.int()),
  beginsOn: z.iso.date(),
  endsOn: z.iso.date().nullable(),
})

type Obligation = Awaited<ReturnType<typeof obligationsOfPlan>>[number]
const showObligation = (row: Obligation) => ({
  id: row.id,
  kind: row.source_kind,
  number: row.number,
  title: row.title,
  text: row.text,
  due: row.due,
  evidenceKinds: row.evidence_kinds,
  dimensions: row.dimensions,
  beginsOn: row.begins_on,
  endsOn: row.ends_on,
})

const obligationsRow: Route = route({
  method: 'GET',
  path: '/api/plans/:slug/obligations',
  may: 'plan.read',
  about: 'What a plan binds units to, in the order of the document.',
  input: bySlug.extend({ ...listQuery }),
  api: { answer: listOf(obligationAnswer), problems: ['404 plan.not-found'] },
  load: async (read, input) => {
    const key = fromCursor(input.cursor, z.tuple([z.int(), z.uuid()]))
    const rows = await obligationsOfPlan(read.db, await planIdOf(read, input.slug), read.today)
    const behind = rows.filter((row) => key === null || row.position > key[0])
    return pageOfRows(behind, input.limit, (row) => [row.position, row.id], showObligation)
  },
  show: showList,
})

const obligationRow: Route = route({
  method: 'GET',
  path: '/api/obligations/:id',
  may: 'plan.read',
  about: 'One obligation with the units within reach that lead or support it.',
  input: z.strictObject({ id: z.uuid() }),
  api: {
    answer: obligationAnswer.extend({
      units: z.array(
        z.object({
          code: z.string(),
          part: z.enum(['lead', 'supporting']),
          from: z.iso.date(),
          to: z.iso.date().nullable(),
        }),
      ),
    }),
    problems: ['404 obligation.not-found'],
  },
  load: async ({ db, rights }, { id }) => {
    const row = await obligationById(db, id)
    if (!row) throw notFound('obligation')
    const reach = new Set(await rights.reach('plan.read'))
    const parts = (await unitsOfObligation(db, id)).filter(({ unit_id }) => reach.has(unit_id))
    const units = await unitsByIds(db, [...new Set(parts.map(({ unit_id }) => unit_id))])
    const codes = new Map(units.map((unit) => [unit.id, unit.code]))
    return {
      ...showObligation(row),
      units: parts.map((part) => ({
        code: codes.get(part.unit_id) ?? '',
        part: part.part,
        from: part.valid_from,
        to: part.valid_to,
      })),
    }
  },
  show: (json) => ({ json }),
})

const BY = ['unit', 'obligation', 'period', 'dimension', 'all'] as const
const tallyAnswer = z.object({
  key: z.string().meta({ description: 'Unit code, obligation id, period or dimension.' }),
  total: z.int(),
  expected: z.int(),
  sent: z.int(),
  onTime: z.int(),
  accepted: z.int(),
  returned: z.int(),
  overdueOpen: z.int(),
  completeness: z.number().nullable(),
  timeliness: z.number().nullable(),
})

const talliesRow: Route = route({
  method: 'GET',
  path: '/api/plans/:slug/tallies',
  may: 'board.read',
  about: 'The board’s figures over units within reach: by unit, obligation, period or dimension.',
  input: bySlug.extend({
    ...listQuery,
    by: z.enum(BY).default('unit'),
    period: z.string().max(12).optional(),
    dimension: z.coerce.number().int().min(1).max(8).optional(),
  }),
  api: { answer: listOf(tallyAnswer), problems: ['404 plan.not-found'] },
  load: async (read, input) => {
    const key = fromCursor(input.cursor, z.tuple([z.string()]))
    const units = await unitsByIds(read.db, await read.rights.reach('board.read'))
    const rows = await tallies(
      read.db,
      await asOfToday(read.db, read.today),
      {
        planId: await planIdOf(read, input.slug),
        period: input.period,
        dimension: input.dimension,
      },
      units.map((unit) => ({
        unitId: unit.id,
        columnKey: input.by === 'unit' ? unit.code : '',
      })),
      input.by === 'unit' ? 'all' : input.by,
    )
    const keyed = rows
      .map(({ rowKey, columnKey, ...tally }) => ({ key: rowKey || columnKey, ...tally }))
      .filter((row) => key === null || row.key > key[0])
      .sort((a, b) => (a.key < b.key ? -1 : 1))
    return pageOfRows(
      keyed,
      input.limit,
      (row) => [row.key],
      (row) => ({
        ...row,
        completeness: completeness(row),
        timeliness: timeliness(row),
      }),
    )
  },
  show: showList,
})

export const boardApi: readonly Route[] = [obligationsRow, obligationRow, talliesRow]
