import { describe, expect, it } from 'vitest'
import { allocate } from './allocate.ts'
import { draw, drawSample } from './draw.ts'
import type { DrawDesign } from './draw-design.ts'
import { type Frame, frameOf, takeRows } from './frame.ts'
import { plannedDesignEffect, sampleSize } from './sample-size.ts'

const code = (expected: string) => expect.objectContaining({ code: expected })

describe('sample size', () => {
  it('gives the textbook numbers', () => {
    // Cochran 1977, section 4.4: p = 0.5, ±5 points, "1 in 20": 400 with z = 2; 385 with z = 1.96.
    expect(sampleSize({ margin: 0.05 })).toEqual({ completed: 385, invited: 385 })
    expect(sampleSize({ margin: 0.05, population: 4000 }).completed).toBe(351)
    expect(sampleSize({ margin: 0.03, designEffect: 2, response: 0.8 })).toEqual({
      completed: 2135,
      invited: 2669,
    })
    expect(sampleSize({ margin: 1, variance: 0 }).completed).toBe(1)
    expect(plannedDesignEffect(20, 0.05)).toBeCloseTo(1.95, 12)
    expect(plannedDesignEffect(1, 0.9, 0.5)).toBeCloseTo(1.25, 12)
  })
  it('is the least that keeps the margin', () => {
    const z = 1.959963984540054
    for (const population of [150, 5000, 1e7]) {
      for (const margin of [0.011, 0.04, 0.1]) {
        const { completed: n } = sampleSize({ margin, population, designEffect: 1.6 })
        const width = (size: number) =>
          z * Math.sqrt(((1.6 * 0.25) / size) * (1 - size / population))
        expect(width(n)).toBeLessThanOrEqual(margin * (1 + 1e-9))
        if (n > 1) expect(width(n - 1)).toBeGreaterThan(margin * (1 - 1e-9))
      }
    }
  })
  it('refuses what cannot be', () => {
    for (const margin of [0, -1, NaN, 1e-300]) {
      expect(() => sampleSize({ margin })).toThrow(code('sampleSize.argument'))
    }
    expect(() => sampleSize({ margin: 0.05, response: 0 })).toThrow(code('sampleSize.argument'))
    expect(() => sampleSize({ margin: 0.01, response: 0.3, population: 500 })).toThrow(
      code('sampleSize.population'),
    )
    expect(() => plannedDesignEffect(100, -0.5)).toThrow(code('sampleSize.argument'))
  })
})

describe('allocation', () => {
  const strata = [
    { name: 'A', population: 400, spread: 10 },
    { name: 'B', population: 300, spread: 30 },
    { name: 'C', population: 5, spread: 100 },
    { name: 'D', population: 295, spread: 0 },
  ]
  it('shares by the method', () => {
    const by = (method: 'equal' | 'proportional' | 'neyman' | 'power', minimum = 0) =>
      allocate(strata, { total: 100, method, minimum })
    expect(by('proportional')).toEqual([40, 30, 1, 29])
    expect(by('equal')).toEqual([32, 32, 5, 31])
    // N·S = 4000, 9000, 500, 0: 29.63, 66.67, 3.70, 0.
    expect(by('neyman')).toEqual([29, 67, 4, 0])
    expect(by('neyman', 10)).toEqual([26, 59, 5, 10])
    expect(by('power')).toEqual([26, 69, 5, 0])
    expect(allocate(strata, { total: 1000, method: 'proportional' })).toEqual([400, 300, 5, 295])
  })
  it('Neyman gives the least variance among neighbours', () => {
    const three = strata.slice(0, 2).concat({ name: 'E', population: 200, spread: 20 })
    const best = allocate(three, { total: 90, method: 'neyman' })
    const variance = (counts: number[]) =>
      counts.reduce((sum, n, at) => sum + (three[at]!.population * three[at]!.spread) ** 2 / n, 0)
    for (const [from, to] of [
      [0, 1],
      [1, 0],
      [0, 2],
      [2, 0],
      [1, 2],
      [2, 1],
    ] as const) {
      const other = [...best]
      other[from]! -= 2
      other[to]! += 2
      expect(variance(other)).toBeGreaterThan(variance(best))
    }
  })
  it('refuses what does not fit', () => {
    expect(() => allocate(strata, { total: 30, method: 'equal', minimum: 10 })).toThrow(
      code('allocate.minimum'),
    )
    expect(() => allocate(strata, { total: 1001, method: 'equal' })).toThrow(
      code('allocate.population'),
    )
    expect(() => allocate(strata, { total: 800, method: 'neyman' })).toThrow(
      code('allocate.population'),
    )
    expect(() => allocate([], { total: 1, method: 'equal' })).toThrow(code('allocate.argument'))
    expect(() => allocate(strata, { total: 1.5, method: 'equal' })).toThrow(
      code('allocate.argument'),
    )
  })
})

/** 3 districts × communes of unequal size × hamlets; district A has one commune larger than any step. */
function listing(): Frame {
  const rows = [3, 4, 5].flatMap((communes, district) =>
    Array.from({ length: communes }, (_, commune) =>
      Array.from({ length: 3 + (commune % 3) }, (_, hamlet) => ({
        district: 'ABC'[district]!,
        commune: `${'ABC'[district]}${commune}`,
        hamlet: `${'ABC'[district]}${commune}.${hamlet}`,
        adults: (district === 0 && commune === 0 ? 900 : 40) + 17 * hamlet + 11 * commune,
      })),
    ).flat(),
  )
  return frameOf({
    district: rows.map(({ district }) => district),
    commune: rows.map(({ commune }) => commune),
    hamlet: rows.map(({ hamlet }) => hamlet),
    adults: rows.map(({ adults }) => adults),
  })
}

const DESIGN: DrawDesign = {
  stages: [
    {
      unit: 'commune',
      strata: ['district'],
      method: 'pps',
      size: 'adults',
      take: 2,
      replacements: 1,
    },
    { unit: 'hamlet', method: 'simple', take: 2 },
  ],
}

describe('draw', () => {
  const frame = listing()

  it('has the inclusion probabilities it states, by simulation', () => {
    const draws = 4000
    for (const design of [DESIGN, systematicBySize()]) {
      const seen = new Map<string, { times: number; probability: number }>()
      for (let seed = 1; seed <= draws; seed++) {
        for (const { steps, probability, isReplacement } of draw(design, frame, seed).units) {
          if (isReplacement) continue
          const id = steps[1]!.unit
          const known = seen.get(id) ?? { times: 0, probability }
          expect(probability).toBeCloseTo(known.probability, 12)
          seen.set(id, { times: known.times + 1, probability })
        }
      }
      expect(seen.size).toBe(frame.rows)
      for (const { times, probability } of seen.values()) {
        const error = Math.sqrt((probability * (1 - probability)) / draws)
        expect(Math.abs(times / draws - probability)).toBeLessThanOrEqual(4.5 * error + 1e-12)
      }
    }
  })

  it('weights add up: to the hamlets in mean, to the adults exactly under size', () => {
    const all = DESIGN.stages[0]!
    for (const seed of [1, 2, 3]) {
      const { units } = draw({ stages: [{ ...all, replacements: 0 }] }, frame, seed)
      const adults = frame.columns.get('adults') as { values: Float64Array }
      const estimated = units.reduce(
        (sum, { weight, rows }) =>
          sum + weight * rows.reduce((size, row) => size + adults.values[row - 1]!, 0),
        0,
      )
      expect(estimated).toBeCloseTo(
        adults.values.reduce((sum, size) => sum + size, 0),
        6,
      )
    }
  })

  it('takes what is too large with certainty and states it', () => {
    const { units } = draw(DESIGN, frame, 5)
    const certain = units.filter(({ steps }) => steps[0]!.isCertain)
    expect(new Set(certain.map(({ steps }) => steps[0]!.unit))).toEqual(new Set(['A0']))
    expect(certain.every(({ steps }) => steps[0]!.probability === 1)).toBe(true)
  })

  it('numbers replacements and draws within them, apart from the sample', () => {
    const { units, shortfalls } = draw(DESIGN, frame, 11)
    const reserves = units.filter(({ isReplacement }) => isReplacement)
    expect(new Set(reserves.map(({ steps }) => steps[0]!.reserve))).toEqual(new Set([1]))
    const inSample = new Set(
      units.filter(({ isReplacement }) => !isReplacement).map(({ steps }) => steps[0]!.unit),
    )
    expect(inSample.size).toBe(6)
    expect(reserves.every(({ steps }) => !inSample.has(steps[0]!.unit))).toBe(true)
    expect(shortfalls).toEqual([])
  })

  it('is the same for the same seed in any order of rows, and another for another seed', async () => {
    const order = Int32Array.from({ length: frame.rows }, (_, row) => frame.rows - 1 - row)
    const turned = takeRows(frame, order)
    const one = await drawSample(DESIGN, frame, 42)
    const other = await drawSample(DESIGN, turned, 42)
    const steps = (sample: typeof one) => sample.units.map((unit) => unit.steps)
    expect(steps(other)).toEqual(steps(one))
    expect(other.frameHash).toBe(one.frameHash)
    expect(one.frameHash).toMatch(/^[0-9a-f]{64}$/)
    expect(steps(await drawSample(DESIGN, frame, 43))).not.toEqual(steps(one))
    const changed = takeRows(frame, order.slice(1))
    expect((await drawSample(DESIGN, changed, 42)).frameHash).not.toBe(one.frameHash)
  })

  it('leaves the draw of one stratum when another changes', () => {
    const rows = Int32Array.from({ length: frame.rows - 3 }, (_, row) => row)
    const inA = ({ units }: ReturnType<typeof draw>) =>
      units.filter(({ steps }) => steps[0]!.stratum === 'A').map(({ steps }) => steps)
    expect(inA(draw(DESIGN, takeRows(frame, rows), 9))).toEqual(inA(draw(DESIGN, frame, 9)))
  })

  it('tells when there is less than was asked for', () => {
    const { units, shortfalls } = draw(
      {
        stages: [
          { unit: 'commune', strata: ['district'], method: 'simple', take: 3, replacements: 1 },
        ],
      },
      frame,
      3,
    )
    expect(shortfalls).toEqual([{ path: ['A'], asked: 4, have: 3 }])
    expect(
      units.filter(({ steps }) => steps[0]!.stratum === 'A').map(({ weight }) => weight),
    ).toEqual([1, 1, 1])
  })

  it('allocates a total among its strata', () => {
    const take = { total: 7, method: 'proportional', minimum: 2 } as const
    const { units } = draw(
      { stages: [{ unit: 'commune', strata: ['district'], method: 'simple', take }] },
      frame,
      3,
    )
    const counts = ['A', 'B', 'C'].map(
      (name) => units.filter(({ steps }) => steps[0]!.stratum === name).length,
    )
    expect(counts).toEqual([2, 2, 3])
  })

  const refusals: [string, () => unknown][] = [
    ['draw.design', () => draw({ stages: [] }, frame, 1)],
    [
      'draw.design',
      () => draw({ stages: [{ unit: 'commune', method: 'pps', take: 1 }] }, frame, 1),
    ],
    [
      'draw.design',
      () => draw({ stages: [{ unit: 'commune', method: 'simple', take: 0 }] }, frame, 1),
    ],
    ['draw.seed', () => draw(DESIGN, frame, 0.5)],
    ['draw.empty', () => draw(DESIGN, takeRows(frame, new Int32Array(0)), 1)],
    [
      'draw.two-strata',
      () =>
        draw(
          { stages: [{ unit: 'district', strata: ['commune'], method: 'simple', take: 1 }] },
          frame,
          1,
        ),
    ],
    [
      'draw.take',
      () =>
        draw(
          { stages: [{ unit: 'commune', strata: ['district'], method: 'simple', take: { A: 1 } }] },
          frame,
          1,
        ),
    ],
    [
      'draw.take',
      () => draw({ stages: [{ unit: 'commune', method: 'simple', take: { X: 1 } }] }, frame, 1),
    ],
    [
      'draw.size',
      () =>
        draw({ stages: [{ unit: 'commune', method: 'pps', size: 'hamlet', take: 1 }] }, frame, 1),
    ],
    [
      'draw.size',
      () =>
        draw(
          { stages: [{ unit: 'commune', method: 'pps', size: 'adults', sizeIs: 'unit', take: 1 }] },
          frame,
          1,
        ),
    ],
    [
      'draw.missing',
      () =>
        draw(
          { stages: [{ unit: 'id', method: 'simple', take: 1 }] },
          frameOf({ id: ['a', null] }),
          1,
        ),
    ],
    [
      'frame.unknown-column',
      () => draw({ stages: [{ unit: 'ward', method: 'simple', take: 1 }] }, frame, 1),
    ],
  ]
  it.each(refusals)('refuses by the name %s', (name, act) => {
    expect(act).toThrow(code(name))
  })
})

function systematicBySize(): DrawDesign {
  const [first, second] = DESIGN.stages
  return {
    stages: [
      { ...first!, order: ['commune'], replacements: 0 },
      { ...second!, method: 'systematic', order: ['adults'] },
    ],
  }
}
