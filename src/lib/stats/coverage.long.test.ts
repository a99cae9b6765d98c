// 2,000 samples drawn from one population: intervals of 95 % must hold its true values in 93–97 % of them.

import { describe, expect, it } from 'vitest'
import { seeded } from '../random.ts'
import { postStratify } from './adjust-post-stratify.ts'
import { adjusted, withReplicates } from './adjusted-design.ts'
import { declareDesign } from './declare-design.ts'
import type { Design, DesignDeclaration } from './design.ts'
import { draw } from './draw.ts'
import type { DrawDesign } from './draw-design.ts'
import { confidenceInterval, type Estimate } from './estimate.ts'
import { type Frame, frameOf } from './frame.ts'
import { mean, total } from './mean.ts'
import { primaryUnits } from './primary-units.ts'
import { ratio } from './ratio.ts'
import { raoWuBootstrap } from './replicate-bootstrap.ts'

const SAMPLES = 2000
const STRATA = 12

/** 12 strata of 20–42 communes of 15–60 people, answers alike within a commune. */
function population() {
  const random = seeded(2024)
  const people: Record<'stratum' | 'commune' | 'person' | 'sex', string>[] = []
  const answers: Record<'yes' | 'mark' | 'visits' | 'size', number>[] = []
  for (let stratum = 0; stratum < STRATA; stratum++) {
    for (let commune = 0; commune < 20 + 2 * stratum; commune++) {
      const size = 15 + random.int(46)
      const shift = 0.12 * random.normal() + 0.01 * stratum
      for (let person = 0; person < size; person++) {
        const name = `S${stratum}C${commune}`
        const sex = random.next() < 0.52 ? 'f' : 'm'
        const lean = 0.5 + shift + (sex === 'f' ? 0.08 : 0)
        people.push({ stratum: `S${stratum}`, commune: name, person: `${name}-${person}`, sex })
        answers.push({
          yes: random.next() < lean ? 1 : 0,
          mark: 10 * lean + 2 * random.normal(),
          visits: 1 + random.int(5),
          size,
        })
      }
    }
  }
  return { people, answers }
}

const { people, answers } = population()
const LISTING = frameOf({
  stratum: people.map(({ stratum }) => stratum),
  commune: people.map(({ commune }) => commune),
  person: people.map(({ person }) => person),
  size: answers.map(({ size }) => size),
})
const sumOf = (pick: (at: number) => number) => people.reduce((sum, _, at) => sum + pick(at), 0)
const TRUTH = {
  mean: sumOf((at) => answers[at]!.mark) / people.length,
  total: sumOf((at) => answers[at]!.yes),
  ratio: sumOf((at) => answers[at]!.mark) / sumOf((at) => answers[at]!.visits),
}

type Plan = {
  draw: DrawDesign
  declared: DesignDeclaration
  adjust?: (design: Design, sample: Frame, seed: number) => Design
}

const people10 = { unit: 'person', method: 'simple', take: 10 } as const
const simple: DrawDesign = {
  stages: [{ unit: 'commune', strata: ['stratum'], method: 'simple', take: 6 }, people10],
}
const bySize: DrawDesign = {
  stages: [
    { unit: 'commune', strata: ['stratum'], method: 'pps', size: 'size', sizeIs: 'unit', take: 6 },
    people10,
  ],
}
const base = { ids: ['commune', 'person'], strata: ['stratum'], weights: 'w' }

const PLANS: Record<string, Plan> = {
  'two stages, populations of both': {
    draw: simple,
    declared: { ...base, populations: ['population1', 'population2'] },
  },
  'by size, Brewer': {
    draw: bySize,
    declared: {
      ...base,
      populations: ['probability1', 'probability2'],
      populationKind: 'fraction',
      brewer: true,
    },
  },
  'two stages, post-stratified by sex': {
    draw: simple,
    declared: { ...base, populations: ['population1', 'population2'] },
    adjust: (design, sample) => {
      const sex = sample.columns.get('sex') as { codes: Int32Array; levels: readonly string[] }
      const counts = sex.levels.map((level) => people.filter((one) => one.sex === level).length)
      return adjusted(
        design,
        postStratify({ codes: sex.codes, population: Float64Array.from(counts) }),
      )
    },
  },
  // The bootstrap has no finite population: it errs on the safe side, so communes are drawn thinly.
  'by size, Rao–Wu bootstrap': {
    draw: { stages: [{ ...bySize.stages[0]!, take: 4 }, people10] },
    declared: { ids: ['commune'], strata: ['stratum'], weights: 'w' },
    adjust: (design, _, seed) =>
      withReplicates(design, raoWuBootstrap(primaryUnits(design), { replicates: 200, seed })),
  },
}

describe('coverage of 95 % intervals', () => {
  it.each(Object.entries(PLANS))('%s', { timeout: 1_800_000 }, (_, plan) => {
    const held = { mean: 0, total: 0, ratio: 0 }
    for (let seed = 1; seed <= SAMPLES; seed++) {
      const sample = drawn(plan.draw, seed)
      const declared = declareDesign(sample, plan.declared)
      const design = plan.adjust ? plan.adjust(declared, sample, seed) : declared
      held.mean += holds(mean(design, 'mark').estimates[0]!, TRUTH.mean)
      held.total += holds(total(design, 'yes').estimates[0]!, TRUTH.total)
      held.ratio += holds(ratio(design, 'mark', 'visits'), TRUTH.ratio)
    }
    for (const [name, count] of Object.entries(held)) {
      expect(count / SAMPLES, name).toBeGreaterThanOrEqual(0.93)
      expect(count / SAMPLES, name).toBeLessThanOrEqual(0.97)
    }
  })
})

function drawn(design: DrawDesign, seed: number): Frame {
  const { units } = draw(design, LISTING, seed)
  const rows = units.map((unit) => unit.rows[0]! - 1)
  const step = (stage: number, pick: 'population' | 'probability') =>
    units.map((unit) => unit.steps[stage]![pick])
  return frameOf({
    stratum: rows.map((row) => people[row]!.stratum),
    commune: rows.map((row) => people[row]!.commune),
    person: rows.map((row) => people[row]!.person),
    sex: rows.map((row) => people[row]!.sex),
    yes: rows.map((row) => answers[row]!.yes),
    mark: rows.map((row) => answers[row]!.mark),
    visits: rows.map((row) => answers[row]!.visits),
    w: units.map(({ weight }) => weight),
    population1: step(0, 'population'),
    population2: step(1, 'population'),
    probability1: step(0, 'probability'),
    probability2: step(1, 'probability'),
  })
}

function holds(estimate: Estimate, truth: number): 0 | 1 {
  const { lower, upper } = confidenceInterval(estimate)
  return lower! <= truth && truth <= upper! ? 1 : 0
}
