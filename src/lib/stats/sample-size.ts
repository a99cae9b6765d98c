// How many to ask: from the precision wanted to the number of people to invite.

import { normalQuantile } from './normal.ts'
import { must } from './stats-error.ts'

export type Precision = {
  /** Half-width of the interval that is wanted, in the unit of the answer (0.03 for 3 points of a share). */
  margin: number
  /** Variance of the answer in the population: p(1 − p) for a share; 0.25 when nothing is known. */
  variance?: number
  level?: number
  /** Variance of the design relative to simple random sampling; see `plannedDesignEffect`. */
  designEffect?: number
  /** Share of the invited who answer. */
  response?: number
  /** People in the population; Infinity when large. */
  population?: number
}

/** Answers needed, and people to invite for them. */
export type SampleSize = { completed: number; invited: number }

/**
 * The least n with z·√(deff·S²/n·(1 − n/N)) ≤ margin: n = deff·n₀/(1 + deff·n₀/N), n₀ = z²S²/margin². Throws
 * `sampleSize.argument`, and `sampleSize.population` when more would have to be invited than there are.
 * Source: Cochran 1977, sections 4.4–4.6; Kish 1965 for the design effect.
 */
export function sampleSize({
  margin,
  variance = 0.25,
  level = 0.95,
  designEffect = 1,
  response = 1,
  population = Infinity,
}: Precision): SampleSize {
  const check = (holds: boolean, what: string) => must(holds, 'sampleSize.argument', what)
  check(margin > 0 && margin < Infinity, `The margin must be greater than 0; got ${margin}.`)
  check(variance >= 0 && variance < Infinity, `The variance must not be negative; got ${variance}.`)
  check(level > 0 && level < 1, `The level lies between 0 and 1; got ${level}.`)
  check(
    designEffect > 0 && designEffect < Infinity,
    `The design effect ${designEffect} is not positive.`,
  )
  check(response > 0 && response <= 1, `The response rate lies between 0 and 1; got ${response}.`)
  check(population >= 1, `The population must be at least 1; got ${population}.`)
  const z = normalQuantile((1 + level) / 2)
  const simple = designEffect * z * (variance / margin) * (z / margin)
  check(simple < 1e15, 'The margin is too small for any sample.')
  const completed = Math.max(1, wholeUp(simple / (1 + simple / population)))
  const invited = wholeUp(completed / response)
  must(
    invited <= population,
    'sampleSize.population',
    `${invited} people would have to be invited; the population has ${population}.`,
  )
  return { completed, invited }
}

/**
 * The design effect to plan with: (1 + cv²)·(1 + (m − 1)ρ), m answers a cluster, ρ their correlation within it,
 * cv the coefficient of variation of the weights. Throws `sampleSize.argument`. Source: Kish 1965, 1987.
 */
export function plannedDesignEffect(perCluster: number, correlation: number, weightCv = 0): number {
  must(
    perCluster >= 1 && correlation >= -1 && correlation <= 1 && weightCv >= 0,
    'sampleSize.argument',
    'A cluster has at least one answer, a correlation lies between −1 and 1, a coefficient of variation is not negative.',
  )
  const effect = (1 + weightCv ** 2) * (1 + (perCluster - 1) * correlation)
  must(effect > 0, 'sampleSize.argument', `A correlation of ${correlation} cannot be that strong.`)
  return effect
}

/** The next whole number, forgiving the rounding of the computation. */
const wholeUp = (value: number) => Math.ceil(value - 1e-9 * Math.max(1, value))
