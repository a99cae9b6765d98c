// What must be so whatever the data: two roads to one number, and changes that change nothing. Made-up samples of
// several stages, by seed.

import { describe, expect, it } from 'vitest'
import { seeded } from '../random.ts'
import { calibrate } from './adjust-calibrate.ts'
import { rake } from './adjust-rake.ts'
import { adjusted, withReplicates } from './adjusted-design.ts'
import { meanBy, totalBy } from './by-domain.ts'
import { declareDesign } from './declare-design.ts'
import type { Design, DesignDeclaration } from './design.ts'
import { rowsWhere, subset } from './domain.ts'
import { type Frame, factorOf, frameOf, takeRows, withColumn } from './frame.ts'
import { groupMeans, linearContrast } from './group-means.ts'
import { mean, total } from './mean.ts'
import { modelMatrix } from './model-matrix.ts'
import { primaryUnits } from './primary-units.ts'
import { quantile } from './quantile.ts'
import { ratio } from './ratio.ts'
import { regression } from './regression.ts'
import { jackknifeN } from './replicate-jackknife.ts'

/** Strata × units × sub-units × people, with weights, populations, a group, missing answers. */
function sample(seed: number, units = 4): Frame {
  const random = seeded(seed)
  const rows: Record<string, number | string | null>[] = []
  for (let h = 0; h < 3; h++) {
    for (let i = 0; i < units + (units > 4 ? 0 : h); i++) {
      const level = 10 * random.next()
      for (let j = 0; j < 2 + random.int(2); j++) {
        for (let k = 0; k < 2 + random.int(3); k++) {
          const x = 1 + 5 * random.next()
          rows.push({
            h: `h${h}`,
            i: `h${h}i${i}`,
            j: `h${h}i${i}j${j}`,
            w: 1 + 9 * random.next(),
            N1: 40 + h,
            N2: 9,
            x,
            y: random.next() < 0.1 ? null : level + x + 3 * random.next(),
            b: Number(random.next() < 0.4),
            g: 'pqr'[random.int(3)]!,
          })
        }
      }
    }
  }
  const names = Object.keys(rows[0]!)
  return frameOf(Object.fromEntries(names.map((name) => [name, rows.map((row) => row[name]!)])))
}

const DESIGNS: [string, DesignDeclaration][] = [
  ['rows with weights', { weights: 'w' }],
  ['clusters in strata', { ids: ['i'], strata: ['h'], weights: 'w' }],
  [
    'two stages, finite',
    { ids: ['i', 'j'], strata: ['h'], weights: 'w', populations: ['N1', 'N2'] },
  ],
]
const SEEDS = [1, 2, 3, 4, 5]
const inGroup = (design: Design, group: string) =>
  subset(design, rowsWhere(design.frame, [{ variable: 'g', operator: '==', value: group }]))

function close(got: number | null, wanted: number | null, digits = 1e-10) {
  expect(got).not.toBeNull()
  expect(Math.abs(got! - wanted!)).toBeLessThanOrEqual(digits * Math.max(1, Math.abs(wanted!)))
}

describe.each(DESIGNS)('%s', (_, declaration) => {
  it.each(SEEDS)('a domain mean is a ratio and a regression (%d)', (seed) => {
    const frame = sample(seed)
    const design = declareDesign(frame, declaration)
    const asMean = mean(inGroup(design, 'p'), 'y').estimates[0]!
    const isP = rowsWhere(frame, [{ variable: 'g', operator: '==', value: 'p' }])
    const y = frame.columns.get('y')!
    const value = (row: number) => (y.kind === 'number' ? y.values[row]! : 0)
    const counted = Float64Array.from(isP, (is, row) => (Number.isNaN(value(row)) ? 0 : is))
    const product = Float64Array.from(isP, (is, row) => (is && counted[row] ? value(row) : 0))
    const wide = withColumn(withColumn(frame, 'isP', { kind: 'number', values: counted }), 'yP', {
      kind: 'number',
      values: product,
    })
    const asRatio = ratio(declareDesign(wide, declaration), 'yP', 'isP')
    const model = regression(inGroup(design, 'p'), 'y', [])
    close(asRatio.estimate, asMean.estimate)
    close(asRatio.se, asMean.se)
    close(model.estimate[0]!, asMean.estimate)
    close(model.se[0]!, asMean.se)
    const inTable = meanBy(design, ['y'], ['g']).estimates[0]![0]!
    expect({ ...inTable, estimate: 0, se: 0, deff: 0, deffReplace: 0, sumOfWeights: 0 }).toEqual({
      ...{ ...asMean, estimate: 0, se: 0, deff: 0, deffReplace: 0, sumOfWeights: 0 },
    })
    close(inTable.se, asMean.se)
    close(inTable.deff, asMean.deff)
  })

  it.each(SEEDS)('totals of domains add up; levels of a factor are shares (%d)', (seed) => {
    const design = declareDesign(sample(seed), declaration)
    const parts = totalBy(design, ['y'], ['g']).estimates.map(([one]) => one!.estimate!)
    close(
      parts.reduce((sum, part) => sum + part, 0),
      total(design, 'y').estimates[0]!.estimate,
    )
    const shares = mean(design, 'g')
    close(
      shares.estimates.reduce((sum, { estimate }) => sum + estimate!, 0),
      1,
    )
    const spread = shares.covariance!.reduce((sum, value) => sum + value, 0)
    expect(Math.abs(spread)).toBeLessThan(1e-16)
  })

  it.each(SEEDS)('the order of rows changes nothing (%d)', (seed) => {
    const frame = sample(seed)
    const mixed = takeRows(
      frame,
      Int32Array.from(seeded(seed).shuffle([...Array(frame.rows).keys()])),
    )
    const [one, other] = [frame, mixed].map((each) => declareDesign(each, declaration))
    for (const name of ['y', 'g']) {
      const [a, b] = [mean(one!, name).estimates, mean(other!, name).estimates]
      a.forEach((estimate, at) => {
        close(b[at]!.estimate, estimate.estimate)
        close(b[at]!.se, estimate.se)
        expect(b[at]!.df).toBe(estimate.df)
      })
    }
    expect(quantile(other!, 'y', [0.5])[0]!.estimate).toBe(quantile(one!, 'y', [0.5])[0]!.estimate)
  })

  it.each(SEEDS)('a factor on all weights changes totals alone, by that factor (%d)', (seed) => {
    const frame = sample(seed)
    const w = frame.columns.get('w')!
    const values =
      w.kind === 'number' ? w.values.map((weight) => 1000 * weight) : new Float64Array()
    const scaled = declareDesign(withColumn(frame, 'w', { kind: 'number', values }), declaration)
    const design = declareDesign(frame, declaration)
    const [m, M] = [design, scaled].map((each) => mean(each, 'y').estimates[0]!)
    const [t, T] = [design, scaled].map((each) => total(each, 'y').estimates[0]!)
    close(M!.estimate, m!.estimate)
    close(M!.se, m!.se)
    close(M!.deffReplace, m!.deffReplace)
    close(T!.estimate, 1000 * t!.estimate!)
    close(T!.se, 1000 * t!.se!)
  })

  it.each(SEEDS)('other names of units and strata change nothing (%d)', (seed) => {
    const frame = sample(seed)
    const renamed = ['h', 'i', 'j'].reduce((each, name) => {
      const column = each.columns.get(name)!
      if (column.kind !== 'factor') return each
      const turned = column.levels.map((_, code) => `u${(code * 7919) % 10_007}`)
      return withColumn(each, name, factorOf(Array.from(column.codes, (code) => turned[code]!)))
    }, frame)
    const [one, other] = [frame, renamed].map((each) => mean(declareDesign(each, declaration), 'y'))
    close(other!.estimates[0]!.se, one!.estimates[0]!.se)
    expect(other!.estimates[0]!.df).toBe(one!.estimates[0]!.df)
  })

  it.each(SEEDS)(
    'a contrast of group means is the difference, its variance the sum less the shared part (%d)',
    (seed) => {
      const means = groupMeans(declareDesign(sample(seed), declaration), 'y', 'g')
      const made = linearContrast(means, [1, -1, 0])
      const v = means.covariance!
      close(made.estimate, means.estimate[0]! - means.estimate[1]!)
      close(made.se! ** 2, v[0]! + v[4]! - 2 * v[1]!)
    },
  )
})

describe('adjustments and replicates', () => {
  const declaration: DesignDeclaration = { ids: ['i'], strata: ['h'], weights: 'w' }

  it.each(SEEDS)(
    'raking to margins that agree is raking calibration, also in its estimates (%d)',
    (seed) => {
      const design = declareDesign(sample(seed), declaration)
      const { frame } = design
      const coded = (name: string) => {
        const column = frame.columns.get(name)!
        if (column.kind === 'factor') return column
        return { codes: Int32Array.from(column.values), levels: ['0', '1'] }
      }
      const [g, b] = [coded('g'), coded('b')]
      const ofG = [300, 250, 350]
      const ofB = [500, 400]
      const raked = adjusted(
        design,
        rake({
          margins: [
            { codes: g.codes, population: Float64Array.from(ofG) },
            { codes: b.codes, population: Float64Array.from(ofB) },
          ],
          maxit: 500,
          epsilon: 1e-12,
        }),
      )
      const matrix = modelMatrix(frame.rows, [
        { name: 'g', codes: g.codes, levels: ['p', 'q', 'r'] },
        { name: 'b', codes: b.codes, levels: ['0', '1'] },
      ])
      const population = new Map(matrix.names.map((name, at) => [name, [900, 250, 350, 400][at]!]))
      const calibrated = adjusted(
        design,
        calibrate({ matrix, population, calfun: 'raking', epsilon: 1e-12 }),
      )
      raked.weights.forEach((weight, row) => {
        close(weight, calibrated.weights[row]!, 1e-8)
      })
      close(
        mean(raked, 'y').estimates[0]!.estimate,
        mean(calibrated, 'y').estimates[0]!.estimate,
        1e-8,
      )
      const known = total(calibrated, 'b').estimates[0]!
      close(known.estimate, 400, 1e-8)
      expect(known.se!).toBeLessThan(1e-6)
    },
  )

  it('the jackknife and linearisation draw together as units grow', () => {
    const apart = [4, 16, 64].map((units) => {
      const design = declareDesign(sample(11, units), declaration)
      const replicated = withReplicates(design, jackknifeN(primaryUnits(design)))
      const [linear, jackknife] = [design, replicated].map((each) => ratio(each, 'y', 'x').se!)
      return Math.abs(jackknife! / linear! - 1)
    })
    expect(apart[1]).toBeLessThan(apart[0]!)
    expect(apart[2]).toBeLessThan(apart[1]!)
    expect(apart[2]).toBeLessThan(0.02)
  })

  it('for a total they are the same', () => {
    const design = declareDesign(sample(12), declaration)
    const replicated = withReplicates(design, jackknifeN(primaryUnits(design)))
    close(total(replicated, 'x').estimates[0]!.se, total(design, 'x').estimates[0]!.se)
  })
})
