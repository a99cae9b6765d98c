// Replicate weights: the sample is perturbed many times, and the spread of the estimates is their variance.

import { must } from './stats-error.ts'

/**
 * Replicate r multiplies the sampling weight of a row by `factors[r][unitOf[row]]`, or by `factors[r][row]` when
 * `unitOf` is null. With θ_r the estimate from those weights,
 *   V = scale · Σ_r rscales_r · (θ_r − c)²,
 * c = the mean of θ_r over the replicates with rscales_r > 0, or the full-sample estimate when `mse`.
 */
export type Replicates = {
  factors: Float64Array[]
  unitOf: Int32Array | null
  scale: number
  rscales: Float64Array
  mse: boolean
}

/** First-stage units as replicates see them: row → unit, unit → stratum, both coded from 0. */
export type PrimaryUnits = {
  clusterOf: Int32Array
  stratumOf: Int32Array
  /** Stratum → share of the population's units in the sample (n/N); absent: 0, drawn with replacement. */
  fractionOf?: Float64Array
}

export type PrimaryStratum = { stratum: number; units: number[]; fraction: number }

/** The strata with their units, in the order of their codes. Throws `replicates.units` when there are none. */
export function primaryStrata({ stratumOf, fractionOf }: PrimaryUnits): PrimaryStratum[] {
  must(stratumOf.length > 0, 'replicates.units', 'There are no units to replicate.')
  const strata: PrimaryStratum[] = []
  stratumOf.forEach((stratum, unit) => {
    const fraction = fractionOf?.[stratum] ?? 0
    must(
      fraction >= 0 && fraction <= 1,
      'replicates.fraction',
      `The sampling fraction ${fraction} of stratum ${stratum + 1} is not between 0 and 1.`,
    )
    strata[stratum] ??= { stratum, units: [], fraction }
    strata[stratum].units.push(unit)
  })
  return strata.filter(() => true)
}
