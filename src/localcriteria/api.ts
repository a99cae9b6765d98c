// Cycles and their results for programs.

import { z } from 'zod'
import { type Measure, notFound, type Read, type Route, route } from '../platform/index.ts'
import { type CycleRow, cyclesAround, publishedCycles } from './cycle-store.ts'
import { type CycleHead, type Looker, loadHead, loadStandings, loadUnits } from './load-cycle.ts'
import type { PublishedUnit } from './publication.ts'
import { STAGES, type Stage } from './stage.ts'

const day = z.iso.date()
const cycleAnswer = z.object({
  cycle: z.string(),
  name: z.string(),
  from: day,
  to: day,
  opensOn: day,
  selfBy: day,
  appraiseBy: day,
  answerBy: day,
  publishedAt: z.iso
    .datetime({ offset: true })
    .nullable()
    .meta({ description: 'Null while the result is live.' }),
})

const showCycle = (row: CycleRow, publishedAt: string | null) => ({
  cycle: row.slug,
  name: row.name,
  from: row.from_on,
  to: row.to_on,
  opensOn: row.opens_on,
  selfBy: row.self_by,
  appraiseBy: row.appraise_by,
  answerBy: row.answer_by,
  publishedAt,
})

const listRow: Route = route({
  method: 'GET',
  path: '/api/criteria-cycles',
  may: 'criteria.read',
  about: 'Cycles that a unit within reach holds or is scored in, the newest first.',
  input: z.strictObject({}),
  api: { answer: z.object({ items: z.array(cycleAnswer) }) },
  load: async ({ db, rights }: Read) => {
    const published = new Map(
      (await publishedCycles(db)).map(({ id, published_at }) => [id, published_at]),
    )
    const cycles = await cyclesAround(db, await rights.reach('criteria.read'))
    return { items: cycles.map((row) => showCycle(row, published.get(row.id) ?? null)) }
  },
  show: (json) => ({ json }),
})

const points = z.number().nullable()
const unitAnswer = z.object({
  unit: z.string(),
  name: z.string(),
  stage: z.enum(STAGES),
  score: points.meta({ description: 'Null while a line has no points: missing is not 0.' }),
  place: z.int().nullable().meta({ description: 'Equal scores share a place: 1-2-2-4.' }),
  of: z.int(),
  movement: z.int().nullable().meta({ description: 'Places climbed since the cycle before.' }),
  class: z.string().nullable(),
  missing: z.array(z.string()),
  lines: z.array(
    z.object({
      code: z.string(),
      points,
      attainable: z.number(),
      state: z.enum(['scored', 'partial', 'missing', 'not-applicable']),
    }),
  ),
  adjustments: z.array(z.object({ code: z.string(), times: z.number(), points: z.number() })),
})

export const resultAnswer = cycleAnswer.extend({
  set: z.object({ code: z.string(), number: z.int(), name: z.string() }),
  units: z.array(unitAnswer),
})
export type ResultAnswer = z.infer<typeof resultAnswer>

const showUnit = (unit: PublishedUnit, stage: Stage) => ({
  unit: unit.unitCode,
  name: unit.unitName,
  stage,
  score: unit.score,
  place: unit.place,
  of: unit.of,
  movement: unit.movement,
  class: unit.band,
  missing: unit.missing,
  lines: unit.lines.map(({ code, points: had, attainable, state }) => ({
    code,
    points: had,
    attainable,
    state,
  })),
  adjustments: unit.adjustments,
})

/** The result of a cycle for these units: as published, else as it stands. */
export async function resultOfCycle(
  read: Looker,
  head: CycleHead,
  measures: readonly Measure[],
  looking: { within?: ReadonlySet<string>; isOutside?: boolean },
): Promise<ResultAnswer> {
  const units = await loadUnits(read, head, measures, looking)
  const stages = new Map(units.map(({ unitId, stage }) => [unitId, stage]))
  const standings = await loadStandings(read.db, head, units)
  const { cycle, version, set, publication } = head
  return {
    ...showCycle(cycle, publication?.published_at ?? null),
    set: { code: version.code, number: version.number, name: set.name },
    units: standings.map((unit) => showUnit(unit, stages.get(unit.unitId) ?? 'not-begun')),
  }
}

const resultRow = (measures: readonly Measure[]): Route =>
  route<{ cycle: string }, ResultAnswer>({
    method: 'GET',
    path: '/api/criteria-cycles/:cycle',
    may: 'criteria.read',
    about: 'The result of a cycle for the units within reach, line by line.',
    input: z.strictObject({ cycle: z.string().max(80) }),
    api: { answer: resultAnswer, problems: ['404 criteria-cycle.not-found'] },
    load: async (read, { cycle }) => {
      const within = new Set(await read.rights.reach('criteria.read'))
      const head = await loadHead(read.db, cycle)
      const around = await cyclesAround(read.db, [...within])
      if (!head.publication && !around.some(({ id }) => id === head.cycle.id))
        throw notFound('criteria-cycle')
      const isOutside = !(await read.rights.may('criteria.appraise', head.cycle.unit_id))
      return await resultOfCycle(read, head, measures, { within, isOutside })
    },
    show: (json) => ({ json }),
  })

export const criteriaApi = (measures: readonly Measure[]): readonly Route[] => [
  listRow,
  resultRow(measures),
]
