// Designs with known or approximated joint inclusion probabilities, one stage, units of the first stage.

import type { Design, JointInclusion } from './design.ts'
import { deltaOfJoint } from './joint-inclusion.ts'
import { must } from './stats-error.ts'

/**
 * The design with a matrix of joint inclusion probabilities (units × units, row-major, π_i on the diagonal), its
 * units in the order in which they first occur in the file. Refuses `design.joint-size`.
 */
export function withJointProbabilities(
  design: Design,
  probabilities: Float64Array,
  form: JointInclusion['form'],
): Design {
  const { unitOf, units } = inFileOrder(design)
  must(
    probabilities.length === units * units,
    'design.joint-size',
    `Joint probabilities must be ${units} × ${units}, one row and column a sampled unit.`,
  )
  return { ...design, joint: { form, units, unitOf, delta: deltaOfJoint(probabilities, units) } }
}

/**
 * The design with π_ij approximated from π_i (by unit 1/weight): `overton`, π_iπ_j(n−1)/(n−(π_i+π_j)/2), or
 * `hartley-rao`, π_iπ_j(n−1)/(n−π_i−π_j+s) with s = Σπ²/n over the population, by default the mean of π over
 * the stratum's sample. Units of different strata are independent; n counts within the stratum.
 */
export function withApproximateJoint(
  design: Design,
  method: 'overton' | 'hartley-rao',
  form: JointInclusion['form'],
  square?: number,
): Design {
  const { unitOf, units } = inFileOrder(design)
  const chanceOf = new Float64Array(units)
  const stratumOf = new Int32Array(units)
  for (let row = 0; row < unitOf.length; row++) {
    chanceOf[unitOf[row]!] = 1 / design.weights[row]!
    stratumOf[unitOf[row]!] = design.levels[0]!.stratumOf[design.clusterOf[row]!]!
  }
  const { counts, means } = byStratum(chanceOf, stratumOf)
  const delta = new Float64Array(units * units)
  for (let i = 0; i < units; i++) {
    const h = stratumOf[i]!
    const n = counts[h]!
    for (let j = 0; j < units; j++) {
      const sum = chanceOf[i]! + chanceOf[j]!
      if (i === j) delta[i * units + j] = 1 - chanceOf[i]!
      else if (stratumOf[j] !== h || sum === 2) delta[i * units + j] = 0
      else if (method === 'overton') delta[i * units + j] = 1 - (n - sum / 2) / (n - 1)
      else delta[i * units + j] = 1 - (n - sum + (square ?? means[h]!)) / (n - 1)
    }
  }
  return { ...design, joint: { form, units, unitOf, delta } }
}

function byStratum(chanceOf: Float64Array, stratumOf: Int32Array) {
  const strata = stratumOf.reduce((most, h) => Math.max(most, h + 1), 0)
  const counts = new Float64Array(strata)
  const means = new Float64Array(strata)
  stratumOf.forEach((h, unit) => {
    counts[h]! += 1
    means[h]! += chanceOf[unit]!
  })
  return { counts, means: means.map((sum, h) => sum / Math.max(counts[h]!, 1)) }
}

function inFileOrder(design: Design): { unitOf: Int32Array; units: number } {
  const place = new Int32Array(design.levels[0]!.units).fill(-1)
  let units = 0
  const unitOf = design.clusterOf.map((unit) => {
    if (place[unit]! < 0) {
      place[unit] = units
      units += 1
    }
    return place[unit]!
  })
  return { unitOf, units }
}
