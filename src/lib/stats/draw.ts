// A stratified sample in several stages, drawn so that anyone with the frame and the seed draws it again.

import { type Random, seeded } from '../random.ts'
import { type Allocation, allocate } from './allocate.ts'
import { type DrawDesign, type DrawStage, mustBeDrawable } from './draw-design.ts'
import { type Choice, drawUnits } from './draw-stage.ts'
import { type DrawUnit, unitsByStratum } from './draw-units.ts'
import type { Frame } from './frame.ts'
import { frameHash } from './frame-hash.ts'
import { must, StatsError } from './stats-error.ts'

/** One stage of a drawn unit's way: `reserve` 0 = in the sample, k = the k-th replacement of its stratum. */
export type DrawnStep = {
  unit: string
  stratum: string
  /** Units of the stratum in the frame, and taken from it. */
  population: number
  taken: number
  probability: number
  isCertain: boolean
  reserve: number
}

export type DrawnUnit = {
  /** Rows of the frame that are this unit, counted from 1. */
  rows: number[]
  steps: DrawnStep[]
  /** Product over the stages, and its inverse. */
  probability: number
  weight: number
  isReplacement: boolean
}

/** A stratum that had fewer units than were asked for, replacements included. */
export type Shortfall = { path: string[]; asked: number; have: number }

export type DrawnSample = {
  seed: number
  /** SHA-256 of the frame's rows, whatever their order. */
  frameHash: string
  units: DrawnUnit[]
  shortfalls: Shortfall[]
}

/**
 * Draws by the design. Each stratum has a stream of chance of its own, made of the seed and its name, so a change
 * elsewhere in the frame leaves its draw as it was; the order of rows is no matter. Units below a replacement are
 * drawn too. Throws `draw.design`, `draw.missing`, `draw.size`, `draw.two-strata`, `draw.take`, `draw.empty`,
 * `draw.seed`, `frame.unknown-column` and the refusals of `allocate`.
 */
export async function drawSample(
  design: DrawDesign,
  frame: Frame,
  seed: number,
): Promise<DrawnSample> {
  return { seed, frameHash: await frameHash(frame), ...draw(design, frame, seed) }
}

/** The draw without the fingerprint. */
export function draw(
  design: DrawDesign,
  frame: Frame,
  seed: number,
): Pick<DrawnSample, 'units' | 'shortfalls'> {
  mustBeDrawable(design)
  must(Number.isSafeInteger(seed), 'draw.seed', `The seed ${seed} is not a whole number.`)
  must(frame.rows > 0, 'draw.empty', 'The frame has no rows.')
  const units: DrawnUnit[] = []
  const shortfalls: Shortfall[] = []
  const descend = (stageAt: number, rows: readonly number[], steps: DrawnStep[]) => {
    const stage = design.stages[stageAt]
    if (!stage) {
      units.push(drawnUnit(rows, steps))
      return
    }
    const strata = unitsByStratum(frame, rows, stage)
    const takes = takesOf(stage, strata, stageAt === 0)
    for (const [stratum, members] of strata) {
      const path = [...steps.map(({ unit }) => unit), stratum]
      const take = takes.get(stratum)!
      if (take === 0) continue
      const reserves = stage.replacements ?? 0
      const asked = take + reserves
      if (members.length < asked) shortfalls.push({ path, asked, have: members.length })
      const random = stream(seed, stageAt, path)
      const picks = drawUnits(members, stage.method, take, reserves, random)
      const taken = picks.filter(({ reserve }) => reserve === 0).length
      for (const pick of picks) {
        const step = stepOf(pick, stratum, members.length, taken)
        descend(stageAt + 1, pick.unit.rows, [...steps, step])
      }
    }
  }
  descend(
    0,
    Array.from({ length: frame.rows }, (_, row) => row),
    [],
  )
  return { units, shortfalls }
}

const stepOf = (pick: Choice, stratum: string, population: number, taken: number): DrawnStep => ({
  unit: pick.unit.id,
  stratum,
  population,
  taken,
  probability: pick.probability,
  isCertain: pick.isCertain,
  reserve: pick.reserve,
})

function drawnUnit(rows: readonly number[], steps: DrawnStep[]): DrawnUnit {
  const probability = steps.reduce((product, step) => product * step.probability, 1)
  return {
    rows: rows.map((row) => row + 1),
    steps,
    probability,
    weight: 1 / probability,
    isReplacement: steps.some(({ reserve }) => reserve > 0),
  }
}

/** A stratum named in `take` must exist at the first stage; further down not every unit has every stratum. */
function takesOf(
  stage: DrawStage,
  strata: Map<string, DrawUnit[]>,
  isFirst: boolean,
): Map<string, number> {
  const { take } = stage
  const names = [...strata.keys()]
  if (typeof take === 'number') return new Map(names.map((name) => [name, take]))
  if (isAllocation(take)) {
    const sizes = [...strata].map(([name, units]) => ({
      name,
      population: units.reduce((sum, { size }) => sum + size, 0),
      most: units.length,
    }))
    const counts = allocate(sizes, take)
    return new Map(names.map((name, at) => [name, counts[at]!]))
  }
  const named = new Map(Object.entries(take))
  const stranger = [...named.keys()].find((name) => !strata.has(name))
  if (isFirst && stranger !== undefined) {
    throw new StatsError('draw.take', `There is no stratum "${stranger}" to take from.`)
  }
  return new Map(
    names.map((name) => {
      const count = named.get(name)
      must(
        count !== undefined && Number.isInteger(count) && count >= 0,
        'draw.take',
        `The design does not say how many units to take from stratum "${name}".`,
      )
      return [name, count]
    }),
  )
}

function isAllocation(take: Readonly<Record<string, number>> | Allocation): take is Allocation {
  return 'method' in take && typeof take.method === 'string'
}

/** A generator for one stratum: FNV-1a over seed, stage and names. */
function stream(seed: number, stage: number, path: readonly string[]): Random {
  let hash = 0x811c9dc5
  for (const char of JSON.stringify([seed, stage, ...path])) {
    hash = Math.imul(hash ^ char.codePointAt(0)!, 0x01000193)
  }
  return seeded(hash >>> 0)
}
