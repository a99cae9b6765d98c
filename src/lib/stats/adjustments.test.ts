import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { parseCsv } from '../csv.ts'
import { calibrate } from './adjust-calibrate.ts'
import { type Cells, postStratify } from './adjust-post-stratify.ts'
import { rake } from './adjust-rake.ts'
import { trimWeights } from './adjust-trim.ts'
import type { Adjustment } from './adjustment.ts'
import type { Distance } from './calibration-distance.ts'
import { modelMatrix, type Term } from './model-matrix.ts'

const HOME = new URL('../../../test/reference/survey/', import.meta.url)

type Row = Record<string, string>
type Step = {
  type: string
  by: string[]
  population: Row[] | string | { names: string[]; values: number[] }
  margins: { by: string[]; population: Row[] }[]
  terms: string[]
  calfun?: Distance
  bounds?: [number, number]
  variance?: string
  aggregateStage?: number
  epsilon?: number
  maxit?: number
  lower?: number
  upper?: number
  strict?: boolean
}
type Case = {
  id: string
  data: string
  op: string
  design: { ids?: string[]; strata?: string[]; weights?: string; fpc?: string[]; steps?: Step[] }
  expect: Record<string, never>
}

const tables = new Map<string, Row[]>()

function table(file: string): Row[] {
  const known = tables.get(file)
  if (known) return known
  const bytes = readFileSync(new URL(`data/${file}`, HOME))
  const { header, rows } = parseCsv((file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString())
  const read = rows.map(({ cells }) =>
    Object.fromEntries(header.map((name, at) => [name, cells[at]!])),
  )
  // The notes of the calibration cases: age2 … age5 are indicators of the age group.
  for (const row of read) {
    for (const group of ['2', '3', '4', '5']) row[`age${group}`] = row.ageg === group ? '1' : '0'
  }
  tables.set(file, read)
  return read
}

const numbers = (rows: Row[], name: string) => Float64Array.from(rows, (row) => Number(row[name]))
const isNumeric = (rows: Row[], name: string) =>
  rows.every((row) => !Number.isNaN(Number(row[name])))

function coded(texts: string[]) {
  const levels = [...new Set(texts)].sort()
  const codeOf = new Map(levels.map((level, code) => [level, code]))
  return { levels, codes: Int32Array.from(texts, (text) => codeOf.get(text)!) }
}

function cellsOf(rows: Row[], by: string[], population: Row[]): Cells {
  const key = (row: Row) => by.map((name) => String(row[name])).join('|')
  const { levels, codes } = coded([...rows, ...population].map(key))
  const counts = new Float64Array(levels.length)
  population.forEach((row, at) => {
    counts[codes[rows.length + at]!] = Number(row.N)
  })
  return { codes: codes.slice(0, rows.length), population: counts, name: (cell) => levels[cell]! }
}

function applied(
  design: Case['design'],
  rows: Row[],
): { adjustments: Adjustment[]; weights: Float64Array } {
  let weights = startWeights(design, rows)
  const adjustments = (design.steps ?? []).map((step) => {
    const adjustment = adjustmentOf(step, design, rows)(weights)
    weights = adjustment.weights
    return adjustment
  })
  return { adjustments, weights }
}

function adjustmentOf(step: Step, design: Case['design'], rows: Row[]) {
  if (step.type === 'trimWeights') return trimWeights(step)
  if (step.type === 'postStratify') {
    const population = step.population as Row[] | string
    const list = typeof population === 'string' ? table(population) : population
    return postStratify(cellsOf(rows, step.by, list))
  }
  if (step.type === 'rake') {
    const margins = step.margins.map(({ by, population }) => cellsOf(rows, by, population))
    return rake({ ...step, margins })
  }
  const terms = step.terms.map((name): Term => {
    if (isNumeric(rows, name)) return { name, values: numbers(rows, name) }
    return { name, ...coded(rows.map((row) => row[name]!)) }
  })
  const { names, values } = step.population as { names: string[]; values: number[] }
  const { variance, aggregateStage, ...rest } = step
  return calibrate({
    ...rest,
    matrix: modelMatrix(rows.length, terms),
    population: new Map(names.map((name, at) => [name, values[at]!])),
    ...(variance ? { variance: numbers(rows, variance) } : {}),
    ...(aggregateStage ? { units: coded(rows.map((row) => row[design.ids![0]!]!)).codes } : {}),
  })
}

function startWeights(design: Case['design'], rows: Row[]): Float64Array {
  if (design.weights) return numbers(rows, design.weights)
  const districts = new Map<string, Set<string>>()
  for (const { dnum, snum } of rows) {
    districts.set(dnum!, (districts.get(dnum!) ?? new Set()).add(snum!))
  }
  return Float64Array.from(rows, ({ dnum, fpc1, fpc2 }) => {
    return (Number(fpc1) / districts.size) * (Number(fpc2) / districts.get(dnum!)!.size)
  })
}

const cases = ['cases-api.json', 'cases-papi-calibration.json'].flatMap(
  (file) =>
    JSON.parse(gunzipSync(readFileSync(new URL(`${file}.gz`, HOME))).toString()).cases as Case[],
)
const withSteps = cases.filter(
  ({ design: { steps } }) => steps?.length && steps.every(({ type }) => type !== 'subset'),
)

describe('weights are those of R', () => {
  const checked = withSteps.filter(({ op }) => op === 'weights')
  it('in a fair number of cases', () => expect(checked.length).toBeGreaterThan(50))
  it.each(checked.map((one) => [one.id, one] as const))('%s', (_, one) => {
    const { weights } = applied(one.design, table(one.data))
    const expected = one.expect as unknown as Record<string, number> & { first: number[] }
    near(
      weights.reduce((sum, weight) => sum + weight, 0),
      expected.sum!,
    )
    near(
      weights.reduce((sum, weight) => sum + weight * weight, 0),
      expected.sumsq!,
    )
    near(Math.min(...weights), expected.min!)
    near(Math.max(...weights), expected.max!)
    expected.first.forEach((weight, at) => {
      near(weights[at]!, weight)
    })
  })
})

describe('the projection gives the standard error of R', () => {
  const isOneStage = ({ op, id, design }: Case) =>
    op === 'mean' && !id.includes('rake') && design.weights && (design.fpc?.length ?? 1) === 1
  const checked = withSteps.filter(
    (one) => isOneStage(one) && !('by' in one) && one.id.endsWith('.mean'),
  )
  it('in a fair number of cases', () => expect(checked.length).toBeGreaterThan(25))
  it.each(checked.map((one) => [one.id, one] as const))('%s', (_, one) => {
    const rows = table(one.data)
    const { adjustments, weights } = applied(one.design, rows)
    for (const [name, { est, se }] of Object.entries(
      one.expect as Record<string, { est?: number[]; se?: number[] }>,
    )) {
      if (est?.length !== 1 || !se || !isNumeric(rows, name)) continue
      const active = rows.map((row) => row[name] !== '')
      const values = numbers(rows, name)
      const mass = total(weights.filter((_, row) => active[row]))
      const mean =
        total(values.map((value, row) => (active[row] ? value * weights[row]! : 0))) / mass
      near(mean, est[0]!)
      let u: Float64Array = values.map((value, row) =>
        active[row] ? (weights[row]! * (value - mean)) / mass : 0,
      )
      for (const adjustment of adjustments) u = adjustment.project(u)
      near(Math.sqrt(variance(u, one.design, rows)), se[0]!)
    }
  })
  it.each(
    withSteps.filter(({ id }) => /rake[DT]\.mean/.test(id)).map((one) => [one.id, one] as const),
  )('raking too: %s', (_, one) => {
    if (!one.design.weights) return
    const rows = table(one.data)
    const { adjustments, weights } = applied(one.design, rows)
    const { est, se } = (one.expect as Record<string, { est: number[]; se: number[] }>).api00!
    const values = numbers(rows, 'api00')
    const mass = total(weights)
    const mean = total(values.map((value, row) => value * weights[row]!)) / mass
    near(mean, est[0]!)
    const u = values.map((value, row) => (weights[row]! * (value - mean)) / mass)
    near(Math.sqrt(variance(adjustments[0]!.project(u), one.design, rows)), se[0]!)
  })
})

describe('adjustments agree with one another', () => {
  const rows = 60
  const values = Float64Array.from({ length: rows }, (_, row) => 3 + ((row * 37) % 11) + row / 60)
  const base = values.map((value) => 5 + value)
  const one = Int32Array.from(values, (_, row) => row % 3)
  const two = Int32Array.from(values, (_, row) => Math.floor(row / 7) % 2)
  const margins: Cells[] = [
    { codes: one, population: Float64Array.of(300, 250, 450) },
    { codes: two, population: Float64Array.of(380, 620) },
  ]
  const matrix = modelMatrix(rows, [
    { name: 'one', codes: one, levels: ['a', 'b', 'c'] },
    { name: 'two', codes: two, levels: ['n', 'y'] },
  ])
  const population = new Map(
    Object.entries({ '(Intercept)': 1000, oneb: 250, onec: 450, twoy: 620 }),
  )
  const calibration = { matrix, population, calfun: 'raking' as const, epsilon: 1e-13 }

  it('raking to consistent margins is raking calibration', () => {
    const raked = rake({ margins, maxit: 500, epsilon: 1e-14 })(base)
    const calibrated = calibrate(calibration)(base)
    expect(raked.converged).toBe(true)
    raked.weights.forEach((weight, row) => {
      near(weight, calibrated.weights[row]!)
    })
  })
  it('post-stratification is GREG on its cells, weights and projection', () => {
    const post = postStratify(margins[0]!)(base)
    const greg = calibrate({
      matrix: modelMatrix(rows, [{ name: 'one', codes: one, levels: ['a', 'b', 'c'] }]),
      population: new Map(Object.entries({ '(Intercept)': 1000, oneb: 250, onec: 450 })),
    })(base)
    const u = values.map((value, row) => value * post.weights[row]!)
    const [first, second] = [post.project(u), greg.project(u)]
    first.forEach((value, row) => {
      near(post.weights[row]!, greg.weights[row]!)
      expect(value).toBeCloseTo(second[row]!, 9)
    })
  })
  it('a projection leaves nothing of what is known, and nothing more on the second time', () => {
    for (const calfun of ['linear', 'raking', 'logit'] as const) {
      const bounds: [number, number] = calfun === 'linear' ? [-Infinity, Infinity] : [0.1, 8]
      const { weights, project } = calibrate({ ...calibration, calfun, bounds })(base)
      const known = matrix.columns[2]!.map((value, row) => value * weights[row]!)
      for (const value of project(known)) expect(Math.abs(value)).toBeLessThan(1e-9)
      const once = project(values)
      project(once).forEach((value, row) => {
        expect(value).toBeCloseTo(once[row]!, 10)
      })
    }
  })
  it('a dependent column with the right total changes nothing', () => {
    const names = [...matrix.names, 'again']
    const doubled = { names, columns: [...matrix.columns, matrix.columns[3]!] }
    for (const calfun of ['linear', 'raking'] as const) {
      const plain = calibrate({ ...calibration, calfun })(base)
      const more = calibrate({
        ...calibration,
        calfun,
        matrix: doubled,
        population: new Map(population).set('again', 620),
      })(base)
      more.weights.forEach((weight, row) => {
        near(weight, plain.weights[row]!)
      })
    }
  })
  it('rows of weight 0 stay outside', () => {
    const some = base.map((weight, row) => (row % 5 === 0 ? 0 : weight))
    const absent = Int32Array.from(one, (code, row) => (row % 5 === 0 ? -1 : code))
    const adjusts = [
      postStratify({ ...margins[0]!, codes: absent }),
      rake({ margins: [{ ...margins[0]!, codes: absent }, margins[1]!] }),
      calibrate(calibration),
      trimWeights({ lower: 10, upper: 14 }),
    ]
    for (const adjust of adjusts) {
      const { weights, project } = adjust(some)
      const projected = project(some.map((weight) => weight / 9))
      for (let row = 0; row < rows; row += 5) {
        expect([weights[row], Math.abs(projected[row]!)]).toEqual([0, 0])
      }
      expect(projected.every(Number.isFinite)).toBe(true)
    }
  })
  it('strict trimming keeps the sum and the bounds', () => {
    const { weights } = trimWeights({ lower: 9, upper: 16, strict: true })(base)
    near(total(weights), total(base))
    expect(Math.max(...weights)).toBeLessThanOrEqual(16)
    expect(Math.min(...weights)).toBeGreaterThanOrEqual(9)
  })

  const refusals: [string, () => unknown][] = [
    ['trim.bounds', () => trimWeights({ lower: 3, upper: 2 })],
    ['trim.impossible', () => trimWeights({ upper: 2 })(base)],
    ['trim.impossible', () => trimWeights({ upper: 9, strict: true })(base)],
    [
      'postStratify.missing-cell',
      () => postStratify({ ...margins[0]!, codes: two.map(() => -1) })(base),
    ],
    [
      'postStratify.empty-cell',
      () => postStratify({ codes: two, population: Float64Array.of(1, 2, 3) })(base),
    ],
    [
      'postStratify.no-population',
      () => postStratify({ codes: two, population: Float64Array.of(1, 0) })(base),
    ],
    [
      'postStratify.population',
      () => postStratify({ codes: two, population: Float64Array.of(1, NaN) }),
    ],
    ['rake.margins', () => rake({ margins: [] })],
    [
      'calibrate.population',
      () => calibrate({ matrix, population: new Map([['(Intercept)', 10]]) }),
    ],
    [
      'calibrate.population',
      () => calibrate({ matrix, population: new Map(population).set('oneB', 3) }),
    ],
    ['calibrate.bounds', () => calibrate({ ...calibration, calfun: 'logit' })(base)],
    ['calibrate.not-converged', () => calibrate({ ...calibration, bounds: [0.99, 1.01] })(base)],
    [
      'calibrate.variance',
      () => calibrate({ ...calibration, variance: values.map(() => 0) })(base),
    ],
    [
      'calibrate.inconsistent',
      () =>
        calibrate({
          matrix: { names: ['a', 'b'], columns: [values, values] },
          population: new Map([
            ['a', 500],
            ['b', 600],
          ]),
        })(base),
    ],
    ['model.missing', () => modelMatrix(2, [{ name: 'x', values: Float64Array.of(1, NaN) }])],
  ]
  it.each(refusals)('refuses by the name %s', (code, act) => {
    expect(act).toThrow(expect.objectContaining({ code }))
  })
})

/** One-stage variance of Σ u, strata and fpc as declared. */
function variance(u: Float64Array, { ids, strata, fpc }: Case['design'], rows: Row[]): number {
  const strataOf = new Map<string, { units: Map<string, number>; population: number }>()
  rows.forEach((row, at) => {
    const key = strata ? row[strata[0]!]! : ''
    const stratum = strataOf.get(key) ?? { units: new Map(), population: Infinity }
    if (fpc) stratum.population = Number(row[fpc[0]!])
    const unit = ids ? row[ids[0]!]! : String(at)
    stratum.units.set(unit, (stratum.units.get(unit) ?? 0) + u[at]!)
    strataOf.set(key, stratum)
  })
  let sum = 0
  for (const { units, population } of strataOf.values()) {
    const mean = total(units.values()) / units.size
    const spread = total([...units.values()].map((value) => (value - mean) ** 2))
    sum += ((1 - units.size / population) * units.size * spread) / (units.size - 1)
  }
  return sum
}

function total(values: Iterable<number>): number {
  let sum = 0
  for (const value of values) sum += value
  return sum
}

function near(got: number, wanted: number) {
  expect(Math.abs(got - wanted)).toBeLessThanOrEqual(1e-9 * Math.max(Math.abs(wanted), 1e-3))
}
