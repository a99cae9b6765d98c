// Bad input, a claim a line: a named refusal or a stated result, never a number that says nothing.

import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { meanBy, totalBy } from './by-domain.ts'
import type { CaseDesign, Json, SurveyCase } from './case.ts'
import { runCase } from './cases.ts'
import { declareDesign } from './declare-design.ts'
import { rowsWhere, subset } from './domain.ts'
import { type Cell, frameOf } from './frame.ts'
import { mean, total } from './mean.ts'
import { proportion } from './proportion.ts'
import { quantile } from './quantile.ts'
import { ratio } from './ratio.ts'
import { readCsv } from './read-csv.ts'
import { tTest } from './t-test.ts'

type Columns = Record<string, Cell[]>

const GOOD: Columns = {
  psu: [1, 1, 2, 2, 3, 3, 4, 4],
  h: ['a', 'a', 'a', 'a', 'b', 'b', 'b', 'b'],
  w: [2, 3, 2, 4, 5, 1, 2, 2],
  N: [9, 9, 9, 9, 6, 6, 6, 6],
  y: [1, 4, 2, 6, 3, 8, 5, 2],
  b: [0, 1, 1, 0, 1, 1, 0, 1],
  g: ['x', 'x', 'x', 'y', 'y', 'y', 'y', 'y'],
}
const TWO_STAGES: CaseDesign = { ids: ['psu'], strata: ['h'], weights: 'w' }

const loaderOf = (columns: Columns) => async () => frameOf({ ...GOOD, ...columns })

async function answerTo(
  columns: Columns,
  design: CaseDesign = {},
  asked: Partial<SurveyCase> = {},
) {
  const whole = { id: 'one', data: 'f.csv', op: 'mean', args: { vars: ['y'] }, ...asked }
  return (await runCase(
    { ...whole, design: { ...TWO_STAGES, ...design } },
    loaderOf(columns),
  )) as Record<string, Json>
}

describe('what must be refused, by name and with a sentence', () => {
  // biome-ignore format: one claim a line
  const claims: [string, string, Columns, CaseDesign, Partial<SurveyCase>?][] = [
    ['a unit in two strata', 'design.cluster-in-two-strata', { h: [...'aaababbb'] }, {}],
    ['a negative weight', 'design.negative-weight', { w: [2, 3, -2, 4, 5, 1, 2, 2] }, {}],
    ['a missing weight', 'design.missing-weight', { w: [2, 3, null, 4, 5, 1, 2, 2] }, {}],
    ['an infinite weight', 'design.infinite-weight', { w: [2, 3, 1 / 0, 4, 5, 1, 2, 2] }, {}],
    ['weights that are all 0', 'design.no-weight', { w: new Array(8).fill(0) }, {}],
    ['a text for weights', 'frame.not-a-number', {}, { weights: 'g' }],
    ['no such column', 'frame.unknown-column', {}, { strata: ['province'] }],
    ['a missing unit', 'design.missing-id', { psu: [1, 1, 2, null, 3, 3, 4, 4] }, {}],
    ['N < n', 'design.population-smaller-than-sample', { N: [1, 1, 1, 1, 6, 6, 6, 6] }, { fpc: ['N'] }],
    ['N of 0', 'design.population', { N: new Array(8).fill(0) }, { fpc: ['N'] }],
    ['two N in a stratum', 'design.population-varies', { N: [9, 9, 8, 9, 6, 6, 6, 6] }, { fpc: ['N'] }],
    ['counts and fractions', 'design.population-mixed', { N: [9, 9, 9, 9, 0.5, 0.5, 0.5, 0.5] }, { fpc: ['N'] }],
    ['a lonely stratum', 'variance.lonely-stratum', { psu: [1, 1, 1, 1, 3, 3, 4, 4] }, {}],
    ['an unknown lonely rule', 'unsupported', {}, { lonely: 'guess' }],
    ['an item missing everywhere', 'estimate.no-rows', { y: new Array(8).fill(null) }, {}],
    ['an empty domain', 'estimate.no-rows', {}, { steps: [{ type: 'subset', where: [{ var: 'g', op: '==', value: 'z' }] }] }],
    ['values too large to sum', 'variance.overflow', { y: new Array(8).fill(1e308) }, {}],
    ['a total too large to square', 'variance.overflow', { y: [1e200, 2e200, 0, 1e200, 5e199, 0, 1, 2] }, {}],
    ['a denominator of 0', 'ratio.zero-denominator', { b: new Array(8).fill(0) }, {}, { op: 'ratio', args: { num: 'y', den: 'b' } }],
    ['a share of marks', 'proportion.not-binary', {}, {}, { op: 'prop', args: { var: 'y' } }],
    ['three groups in a t test', 't-test.not-two-groups', {}, {}, { op: 'ttest', args: { y: 'y', group: 'psu' } }],
    ['a variance of one row', 'estimate.too-few-rows', { y: [1, ...new Array(7).fill(null)] }, {}, { op: 'var', args: { vars: ['y'] } }],
    ['dependent columns', 'regression.dependent-columns', { x: [2, 8, 4, 12, 6, 16, 10, 4], v: [1, 4, 2, 6, 3, 8, 5, 2] }, {}, { op: 'glm', args: { y: 'y', x: ['x', 'v'], family: 'gaussian' } }],
    ['separated groups', 'regression.not-converged', { v: [0, 9, 9, 0, 9, 9, 0, 9] }, {}, { op: 'glm', args: { y: 'b', x: ['v'], family: 'binomial' } }],
    ['a cell of no population', 'postStratify.no-population', {}, { steps: [{ type: 'postStratify', by: ['g'], population: [{ g: 'x', N: 4 }] }] }],
    ['a population of no sample', 'postStratify.empty-cell', {}, { steps: [{ type: 'postStratify', by: ['g'], population: [{ g: 'x', N: 4 }, { g: 'y', N: 4 }, { g: 'z', N: 4 }] }] }],
    ['bounds that no weights meet', 'calibrate.not-converged', {}, { steps: [{ type: 'calibrate', terms: ['y'], calfun: 'linear', bounds: [0.9, 1.1], population: { names: ['(Intercept)', 'y'], values: [21, 900] } }] }],
    ['no such operation', 'unsupported', {}, {}, { op: 'median' }],
    ['no such step', 'unsupported', {}, { steps: [{ type: 'impute' }] }],
    ['no replicates', 'replicates.none', {}, {}, { op: 'replicates' }],
  ]
  it.each(claims)('%s: %s', async (_, code, columns, design, asked) => {
    const answer = await answerTo(columns, design, asked)
    expect(answer.error ?? Object.keys(answer)[0]).toBe(code)
    expect(String(answer.message ?? answer.unsupported)).toMatch(/^\S.*\.$/)
  })
})

describe('what is answered, and how', () => {
  const design = (columns: Columns = {}) =>
    declareDesign(frameOf({ ...GOOD, ...columns }), { ids: ['psu'], strata: ['h'], weights: 'w' })

  it('units of the same code in two strata, with nest', async () => {
    const answer = await answerTo({ psu: [1, 1, 2, 2, 1, 1, 2, 2] }, { nest: true })
    expect(answer).toEqual(await answerTo({}))
  })
  it('lonely strata by each rule', async () => {
    const lonely = { psu: [1, 1, 1, 1, 3, 3, 4, 4] }
    const ses: number[] = []
    for (const rule of ['remove', 'certainty', 'adjust', 'average']) {
      const { y } = (await answerTo(lonely, { lonely: rule })) as { y: { se: number[] } }
      ses.push(y.se[0]!)
    }
    expect(ses[0]).toBe(ses[1])
    expect(ses[2]).toBeGreaterThan(ses[0]!)
    expect(ses[3]! ** 2).toBeCloseTo(2 * ses[0]! ** 2, 12)
  })
  it('a rule that has nothing to average leaves the error undefined', async () => {
    const alone = { psu: [1, 1, 1, 1, 3, 3, 3, 3] }
    const { y } = (await answerTo(alone, { lonely: 'average' })) as {
      y: { se: Json[]; est: Json[] }
    }
    expect(y).toMatchObject({ se: [null], ci95z: { lo: [null], hi: [null] }, ci95t: null })
  })
  it('a constant item: no error, no design effect', () => {
    const [constant] = mean(design({ y: new Array(8).fill(0.1) }), 'y').estimates
    expect(constant).toMatchObject({ se: 0, deff: null, deffReplace: null })
    const [sum] = total(design({ y: new Array(8).fill(1) }), 'y').estimates
    expect(sum).toMatchObject({ estimate: 21, deff: Number.POSITIVE_INFINITY })
  })
  it('a stratum taken whole adds nothing, also with one unit', async () => {
    const columns = { psu: [1, 1, 1, 1, 3, 3, 4, 4], N: [1, 1, 1, 1, 2, 2, 2, 2] }
    const { y } = (await answerTo(columns, { fpc: ['N'] })) as { y: { se: number[] } }
    expect(y.se).toEqual([0])
  })
  it('a group without answers is a row of nothing', () => {
    const made = meanBy(design({ y: [null, null, null, 6, 3, 8, 5, 2] }), ['y'], ['g'])
    expect(made.groups).toEqual([['x'], ['y']])
    expect(made.estimates[0]![0]).toMatchObject({
      estimate: null,
      se: null,
      n: 0,
      df: 0,
      deff: null,
    })
  })
  it('one row: its value, no interval', async () => {
    const [one] = mean(
      subset(design(), rowsWhere(design().frame, [{ variable: 'y', operator: '==', value: 6 }])),
      'y',
    ).estimates
    expect(one).toMatchObject({ estimate: 6, n: 1, df: 0, deff: null })
    const { y } = (await answerTo({ y: [1, ...new Array(7).fill(null)] })) as { y: Json }
    expect(y).toMatchObject({ est: [1], df: 0, ci95t: null })
  })
  it('shares of 0 and 1 have no interval but p ± 0', async () => {
    for (const share of [0, 1]) {
      const answer = await answerTo(
        { b: new Array(8).fill(share) },
        {},
        { op: 'prop', args: { var: 'b' } },
      )
      expect(answer).toMatchObject({
        mean: { est: share, lo: share, hi: share },
        xlogit: { est: share, lo: null, hi: null },
        beta: { lo: null, hi: null },
      })
    }
  })
  it('rows of weight 0 count as absent', async () => {
    const { y } = (await answerTo({ w: [2, 3, 2, 4, 5, 0, 2, 2] })) as { y: Json }
    expect(y).toMatchObject({ n: 7, sumw: 20, df: 2 })
  })
  it('trimming from below lifts rows of weight 0, as R does, but no row left out before', async () => {
    const trim = { type: 'trimWeights', lower: 1, strict: false }
    const without = { type: 'subset', where: [{ var: 'g', op: '==', value: 'y' }] }
    const w = [2, 3, 2, 4, 5, 0, 2, 2]
    const weights = async (steps: object[]) =>
      answerTo({ w }, { steps } as CaseDesign, { op: 'weights', args: {} })
    expect(await weights([trim])).toMatchObject({ min: 1, sum: expect.closeTo(20, 12) })
    expect(await weights([without, trim])).toMatchObject({ first: [3.75, 4.75, 1, 1.75, 1.75] })
  })
  it('a table keeps the levels of a text that its domain lacks, and tests those it has', async () => {
    const g = ['x', 'x', 'x', 'y', 'y', 'y', 'z', 'z']
    const steps = [{ type: 'subset', where: [{ var: 'g', op: '!=', value: 'x' }] }]
    const asked = { op: 'table', args: { row: 'g', col: 'b' } }
    const b = [0, 1, 1, 0, 1, 1, 0, 1]
    const made = await answerTo({ g, b }, { steps }, asked)
    expect(made.rows).toEqual(['x', 'y', 'z'])
    expect((made.table as number[][])[0]).toEqual([0, 0])
    expect((made.F as { statistic: number }).statistic).toBeGreaterThan(0)
  })
  it('a table of a design with a lonely stratum: counts without tests', async () => {
    const asked = { op: 'table', args: { row: 'g', col: 'b' } }
    const made = await answerTo({ psu: [1, 1, 1, 1, 3, 3, 4, 4] }, {}, asked)
    expect(made).toMatchObject({ rows: ['x', 'y'], F: null, Wald: null })
  })
  it('quantiles of a calibrated design with negative weights are refused', async () => {
    const steps = [
      {
        type: 'calibrate',
        terms: ['y'],
        calfun: 'linear',
        population: { names: ['(Intercept)', 'y'], values: [21, 160] },
      },
    ]
    const answer = await answerTo(
      {},
      { steps },
      { op: 'quantile', args: { var: 'y', probs: [0.5] } },
    )
    expect(answer.error).toBe('quantile.negative-weight')
  })
  it('a million groups', () => {
    const rows = 1_000_000
    const values = Float64Array.from({ length: rows }, (_, row) => row)
    const number = (all: Float64Array) => ({ kind: 'number', values: all }) as const
    const frame = {
      rows,
      columns: new Map([
        ['g', number(values)],
        ['y', number(values)],
        ['w', number(new Float64Array(rows).fill(1))],
      ]),
    }
    const made = totalBy(declareDesign(frame, { weights: 'w' }), ['y'], ['g'])
    expect(made.groups).toHaveLength(rows)
    expect(made.estimates[999_999]![0]).toMatchObject({ estimate: 999_999, n: 1, df: 0 })
  }, 180_000)
  it('nothing in any answer is NaN', async () => {
    const everything = await Promise.all(
      [{}, { y: [1, ...new Array(7).fill(null)] }, { b: new Array(8).fill(1) }].flatMap((columns) =>
        (['mean', 'total', 'prop', 'quantile', 'ratio'] as const).map((op) =>
          answerTo(
            columns,
            {},
            {
              op,
              args: { vars: ['y', 'b', 'g'], var: 'b', probs: [0, 0.5, 1], num: 'y', den: 'b' },
            },
          ),
        ),
      ),
    )
    const walk = (value: Json): boolean =>
      typeof value === 'number'
        ? !Number.isNaN(value)
        : value === null || typeof value !== 'object' || Object.values(value).every(walk)
    expect(everything.every(walk)).toBe(true)
  })
  it('direct calls refuse as cases do', () => {
    const code = (wanted: string) => expect.objectContaining({ code: wanted })
    expect(() => ratio(design({ b: new Array(8).fill(0) }), 'y', 'b')).toThrow(
      code('ratio.zero-denominator'),
    )
    expect(() => proportion(design(), 'y')).toThrow(code('proportion.not-binary'))
    expect(() => quantile(design(), 'y', [1.5])).toThrow(code('quantile.probability'))
    expect(() => tTest(design(), 'y', 'psu')).toThrow(code('t-test.not-two-groups'))
  })
})

describe('a broken file', () => {
  const text = 'a,b\n1,2\n3,4\n'
  const read = (...parts: Uint8Array[]) =>
    readCsv(
      (async function* () {
        yield* parts
      })(),
    )
  it('gzip cut short, and a header that is no gzip', async () => {
    const packed = gzipSync(text)
    await expect(read(packed.subarray(0, packed.length - 6))).rejects.toMatchObject({
      code: 'csv.gzip',
    })
    await expect(read(Uint8Array.of(0x1f, 0x8b, 8, 0, 1, 2, 3, 4, 5, 6))).rejects.toMatchObject({
      code: 'csv.gzip',
    })
  })
})
