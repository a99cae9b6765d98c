// Population counts behind the finite population correction, from counts or sampling fractions.

import type { DesignDeclaration } from './design.ts'
import type { Stage } from './design-stages.ts'
import { type Frame, numbersOf } from './frame.ts'
import { must } from './stats-error.ts'

export type Population = {
  /** Stratum → N (Infinity: with replacement). */
  sizeOf: Float64Array
  /** Unit → inclusion probability, for a Brewer first stage. */
  probabilityOf: Float64Array | null
}

/** One entry a declared stage of `populations`; stages without one are with replacement. */
export function populationsOf(
  frame: Frame,
  declared: DesignDeclaration,
  stages: readonly Stage[],
): Population[] {
  const names = (declared.populations ?? []).slice(0, stages.length)
  const columns = names.map((name) => numbersOf(frame, name))
  const isFraction = areFractions(columns, names, declared.populationKind)
  return columns.map((values, at) => {
    const stage = stages[at]!
    if (at === 0 && declared.brewer) return brewer(values, stage, names[at]!)
    return { sizeOf: sizes(values, stage, isFraction, names[at]!), probabilityOf: null }
  })
}

function areFractions(
  columns: readonly Float64Array[],
  names: readonly string[],
  kind: 'count' | 'fraction' | undefined,
): boolean {
  let above = false
  let below = false
  columns.forEach((values, at) => {
    for (let row = 0; row < values.length; row++) {
      const value = values[row]!
      must(
        value > 0,
        'design.population',
        `Column "${names[at]}" is not a positive number in row ${row + 1}.`,
      )
      if (value > 1) above = true
      if (value < 1) below = true
    }
  })
  must(
    !(above && below),
    'design.population-mixed',
    'Populations must be all counts (at least 1) or all sampling fractions (at most 1).',
  )
  must(
    !(kind === 'fraction' && above) && !(kind === 'count' && below),
    'design.population-kind',
    'The populations are not of the kind that was declared.',
  )
  return kind === 'fraction' || (kind !== 'count' && !above)
}

function sizes(values: Float64Array, stage: Stage, isFraction: boolean, name: string) {
  const sizeOf = new Float64Array(stage.strata)
  for (let row = 0; row < values.length; row++) {
    const stratum = stage.stratumOf[row]!
    const value = values[row]!
    must(
      sizeOf[stratum] === 0 || Math.abs(sizeOf[stratum]! - value) <= 1e-9 * value,
      'design.population-varies',
      `Column "${name}" has two values within one stratum (row ${row + 1}).`,
    )
    if (sizeOf[stratum] === 0) sizeOf[stratum] = value
  }
  for (let stratum = 0; stratum < stage.strata; stratum++) {
    const count = stage.countOf[stratum]!
    if (isFraction) sizeOf[stratum] = count / sizeOf[stratum]!
    must(
      sizeOf[stratum]! >= count * (1 - 1e-9),
      'design.population-smaller-than-sample',
      `Column "${name}" gives a population of ${sizeOf[stratum]} where ${count} units were sampled.`,
    )
  }
  return sizeOf
}

function brewer(values: Float64Array, stage: Stage, name: string): Population {
  const probabilityOf = new Float64Array(stage.units)
  for (let row = 0; row < values.length; row++) {
    const unit = stage.unitOf[row]!
    const value = values[row]!
    must(
      value <= 1,
      'design.probability',
      `Column "${name}" is not a probability in row ${row + 1}.`,
    )
    must(
      probabilityOf[unit] === 0 || Math.abs(probabilityOf[unit]! - value) <= 1e-9,
      'design.population-varies',
      `Column "${name}" has two values within one unit (row ${row + 1}).`,
    )
    if (probabilityOf[unit] === 0) probabilityOf[unit] = value
  }
  return { sizeOf: new Float64Array(stage.strata).fill(Number.POSITIVE_INFINITY), probabilityOf }
}
