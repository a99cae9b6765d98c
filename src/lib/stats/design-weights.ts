// The weight each row starts with.

import type { DesignDeclaration } from './design.ts'
import type { Population } from './design-populations.ts'
import type { Stage } from './design-stages.ts'
import { type Frame, numbersOf } from './frame.ts'
import { must } from './stats-error.ts'

/**
 * Declared weights, or 1/probability, or Π_s N(s)/n(s) when populations are given, or 1.
 * Refuses missing, negative and infinite weights, and a file whose weights are all 0.
 */
export function startingWeights(
  frame: Frame,
  declared: DesignDeclaration,
  stages: readonly Stage[],
  populations: readonly Population[],
): Float64Array {
  const { weights, probability } = declared
  if (weights !== undefined) return checked(numbersOf(frame, weights).slice(), weights)
  if (probability !== undefined) {
    const chances = numbersOf(frame, probability)
    chances.forEach((chance, row) => {
      must(
        chance > 0 && chance <= 1,
        'design.probability',
        `Column "${probability}" is not a probability in row ${row + 1}.`,
      )
    })
    return chances.map((chance) => 1 / chance)
  }
  const product = new Float64Array(frame.rows).fill(1)
  populations.forEach(({ sizeOf, probabilityOf }, at) => {
    const stage = stages[at]!
    for (let row = 0; row < frame.rows; row++) {
      const stratum = stage.stratumOf[row]!
      if (probabilityOf) product[row]! /= probabilityOf[stage.unitOf[row]!]!
      else if (sizeOf[stratum]! < Number.POSITIVE_INFINITY)
        product[row]! *= sizeOf[stratum]! / stage.countOf[stratum]!
    }
  })
  return product
}

function checked(weights: Float64Array, name: string): Float64Array {
  let any = false
  for (let row = 0; row < weights.length; row++) {
    const weight = weights[row]!
    const where = `in row ${row + 1} of "${name}"`
    must(!Number.isNaN(weight), 'design.missing-weight', `There is no weight ${where}.`)
    must(weight >= 0, 'design.negative-weight', `The weight is negative ${where}.`)
    must(
      weight < Number.POSITIVE_INFINITY,
      'design.infinite-weight',
      `The weight is infinite ${where}.`,
    )
    if (weight > 0) any = true
  }
  must(any, 'design.no-weight', `Every weight in "${name}" is 0.`)
  return weights
}
