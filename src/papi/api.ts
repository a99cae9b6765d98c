// PAPI for programs: what is here, where a province stands, what would move it, what if it moved, what was saved.

import { z } from 'zod'
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
import { requireIndicators, requireSettings } from './demands.ts'
import { GROUPS } from './group.ts'
import { leversJson, profileJson, simulationJson } from './json.ts'
import { leversOf } from './lever.ts'
import {
  atOnce,
  loadBars,
  loadPosition,
  loadTerms,
  loadYears,
  type Position,
} from './load-release.ts'
import { profileOf } from './profile.ts'
import { outcomeOf, type Setting } from './scenario.ts'
import { type Scenario, scenarioPage, scenarioWithin } from './scenario-store.ts'
import type { LoadServing } from './serving.ts'

const may = 'papi.read'
const score = z.number().nullable().meta({ description: 'Null: not published, never 0.' })
const place = z.int().nullable()
const interval = z.tuple([z.number(), z.number()]).nullable()
const standing = {
  score,
  rank: place,
  of: place,
  group: z.enum(GROUPS).nullable(),
  topGroupFloor: z.number().nullable(),
}
const profileAnswer = z.object({
  year: z.int(),
  province: z.string().meta({ description: 'GSO code, without a leading zero.' }),
  total: z.object({
    ...standing,
    se: z.number().nullable(),
    ci90: interval.meta({ description: 'What PAPI prints as 95 %: ±1.645 standard errors.' }),
    ci95: interval,
    probTopGroup: z.number().nullable(),
  }),
  dimensions: z.array(
    z.object({
      code: z.string(),
      ...standing,
      parts: z.array(z.object({ code: z.string(), score, rank: place, of: place })),
      partsMissing: z.string().optional(),
    }),
  ),
})
const excluded = z.array(
  z.object({
    code: z.string(),
    reason: z.enum(['formula-weak', 'no-formula', 'value-missing', 'part-missing']),
    asked: z.array(z.string()),
  }),
)
const setting = z.strictObject({
  code: z.string().regex(/^\d\.\d\.\d{1,2}$/),
  value: z.number().meta({ description: 'Shares from 0 to 1, points as published.' }),
})
const simulationAnswer = profileAnswer.extend({
  changed: z.array(
    z.object({ code: z.string(), from: score, to: score, points: z.number().nullable() }),
  ),
  excluded,
})
const work = {
  total: z.int(),
  onTime: z.int(),
  late: z.int(),
  open: z.int().meta({ description: 'Not sent.' }),
  overdue: z.int().meta({ description: 'Not sent, and the day is over.' }),
}
const number = z.number().nullable()
const leversAnswer = z.object({
  year: z.int(),
  province: z.string(),
  levers: z.array(
    z.object({
      code: z.string(),
      part: z.string(),
      dimension: z.string(),
      label: z.string(),
      unit: z.enum(['share', 'points']),
      formula: z.enum(['exact', 'near', 'approx', 'weak']),
      coefficient: number,
      weight: number,
      value: number,
      q3: number,
      best: number,
      gapToQ3: number,
      gapToBest: number,
      gainToQ3: number,
      gainToBest: number,
      placesToQ3: place,
      placesToBest: place,
      withinYear: z.enum(['yes', 'partly', 'no']),
      effort: z.number(),
      bound: number,
      settled: z.boolean(),
      contrary: z.boolean(),
      servedBy: z.array(
        z.object({ task: z.string(), how: z.enum(['item', 'above', 'dimension']) }),
      ),
      work: z.object(work),
    }),
  ),
  tasks: z.array(
    z.object({
      task: z.string(),
      kind: z.enum(['task', 'duty']),
      plan: z.string(),
      number: z.string(),
      title: z.string(),
      link: z.string(),
      work: z.object(work),
      units: z.array(z.object({ code: z.string(), name: z.string(), ...work })),
    }),
  ),
  excluded,
})
const scenarioAnswer = z.object({
  id: z.uuid(),
  unit: z.uuid(),
  name: z.string(),
  year: z.int(),
  province: z.string(),
  settings: z.array(z.object({ code: z.string(), value: z.number() })),
  savedAt: z.iso.datetime({ offset: true }),
})

const yearsRow: Route = route({
  method: 'GET',
  path: '/api/papi/years',
  may,
  about: 'Years with PAPI figures, the latest first, and how many of each are here.',
  input: z.strictObject({}),
  api: {
    answer: z.object({
      items: z.array(
        z.object({ year: z.int(), provinces: z.int(), parts: z.int(), indicators: z.int() }),
      ),
    }),
  },
  load: async (read) => ({ items: await loadYears(read) }),
  show: (json) => ({ json }),
})

const PATH = '/api/papi/:year/provinces/:province'
const code = z.string().regex(/^\d{1,2}$/)
const address = z.strictObject({ year: z.coerce.number().int(), province: code })
type Address = z.infer<typeof address>
const UNKNOWN = ['404 papi.year-unknown', '404 papi.province-unknown', '409 papi.not-loaded']

const positionAt = async (read: Read, { year, province }: Address): Promise<Position> =>
  await loadPosition(await atOnce(read), year, String(Number(province)))

const profileRow: Route = route({
  method: 'GET',
  path: PATH,
  may,
  about: 'Where a province stands in a year: total, dimensions, parts, how sure, the top group.',
  input: address,
  api: { answer: profileAnswer, problems: UNKNOWN },
  load: async (read: Read, input: Address) => {
    const { structure, release, province } = await positionAt(read, input)
    const bars = await loadBars(read, { release, province })
    return profileJson(profileOf(structure, release, province.code, { bars }))
  },
  show: (json) => ({ json }),
})

const leversRow = (loadServing: LoadServing): Route =>
  route({
    method: 'GET',
    path: `${PATH}/levers`,
    may,
    about:
      'What each indicator is worth, and which work of the plans serves it, of units within reach.',
    input: address,
    api: {
      answer: leversAnswer,
      problems: [...UNKNOWN, '422 papi.no-indicators', '422 papi.score-missing'],
    },
    load: async (read: Read, input: Address) => {
      const { ground, release, province, basis } = await positionAt(read, input)
      requireIndicators({ release, province })
      const levers = leversOf(ground, release, province.code, await loadTerms(read, basis))
      const of = { year: release.year, province: province.code }
      return leversJson(of, levers, await loadServing(read))
    },
    show: (json) => ({ json }),
  })

const simulationRow: Route = route({
  method: 'POST',
  path: `${PATH}/simulations`,
  may,
  about: 'The profile as it would be with some indicators moved. Nothing is kept.',
  asks: true,
  input: address.extend({ settings: z.array(setting).min(1).max(200) }),
  api: {
    answer: simulationAnswer,
    problems: [
      ...UNKNOWN,
      '422 papi.no-indicators',
      '422 papi.score-missing',
      '422 papi.indicator-unknown',
      '422 papi.value-beyond-scale',
      '422 papi.set-twice',
    ],
    example: {
      settings: [
        { code: '7.2.3', value: 0.6 },
        { code: '1.3.3', value: 0.96 },
      ],
    },
  },
  load: async (read: Read, input: Address & { settings: Setting[] }) => {
    const position = await positionAt(read, input)
    const { structure, release, province, ground } = position
    requireIndicators(position)
    requireSettings(position, input.settings)
    const outcome = outcomeOf(ground, release, province.code, input.settings)
    const bars = await loadBars(read, position)
    const { scores } = outcome
    return simulationJson(profileOf(structure, release, province.code, { scores, bars }), outcome)
  },
  show: (json) => ({ json }),
})

const showScenario = (row: Scenario): z.infer<typeof scenarioAnswer> => ({
  id: row.id,
  unit: row.unit_id,
  name: row.name,
  year: row.year,
  province: row.province,
  settings: row.settings,
  savedAt: row.saved_at,
})

const scenariosRow: Route = route({
  method: 'GET',
  path: '/api/papi/scenarios',
  may,
  about: 'Scenarios saved by units within reach, the latest first.',
  input: z.strictObject(listQuery),
  api: { answer: listOf(scenarioAnswer) },
  load: async (read: Read, { limit, cursor }) => {
    const before = fromCursor(cursor, z.tuple([z.uuid()]))?.[0] ?? null
    const unitIds = await read.rights.reach(may)
    const rows = await scenarioPage(read.db, unitIds, { before, limit: limit + 1 })
    return pageOfRows(rows, limit, ({ id }) => [id], showScenario)
  },
  show: showList,
})

const byId = z.strictObject({ id: z.uuid() })

const scenarioRow: Route = route({
  method: 'GET',
  path: '/api/papi/scenarios/:id',
  may,
  about: 'One saved scenario with its settings.',
  input: byId,
  api: { answer: scenarioAnswer, problems: ['404 papi-scenario.not-found'] },
  load: async (read: Read, { id }: z.infer<typeof byId>) => {
    const found = await scenarioWithin(read.db, await read.rights.reach(may), id)
    if (!found) throw notFound('papi-scenario')
    return showScenario(found)
  },
  show: (json) => ({ json }),
})

export const papiApi = (loadServing: LoadServing): readonly Route[] => [
  yearsRow,
  scenariosRow,
  scenarioRow,
  profileRow,
  leversRow(loadServing),
  simulationRow,
]
