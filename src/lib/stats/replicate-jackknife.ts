// The jackknife: every replicate leaves one first-stage unit out.

import { type PrimaryUnits, primaryStrata, type Replicates } from './replicates.ts'
import { must, StatsError } from './stats-error.ts'

/**
 * JK1, for a design without strata: factor 0 for the unit left out and n/(n−1) for the others,
 * scale (1 − f)(n−1)/n. Throws `replicates.stratified`, `replicates.lonely` (a single unit).
 * R: `as.svrepdesign(design, type = "JK1")`.
 */
export function jackknife1(units: PrimaryUnits, mse = false): Replicates {
  const [whole, ...others] = primaryStrata(units)
  must(others.length === 0, 'replicates.stratified', 'JK1 is for designs without strata; use JKn.')
  const count = whole!.units.length
  must(count > 1, 'replicates.lonely', 'The jackknife needs at least two first-stage units.')
  const factors = whole!.units.map((left) =>
    Float64Array.from(whole!.units, (unit) => (unit === left ? 0 : count / (count - 1))),
  )
  const rscales = new Float64Array(count).fill(1)
  const scale = ((1 - whole!.fraction) * (count - 1)) / count
  return { factors, unitOf: units.clusterOf, scale, rscales, mse }
}

/**
 * JKn, for strata: within the stratum of the unit left out 0 and n_h/(n_h−1), elsewhere 1;
 * rscale (1 − f_h)(n_h−1)/n_h. A stratum taken whole makes no replicate. A stratum of one unit follows `lonely`:
 * refused (`replicates.lonely`), left out, averaged over, or set against all others (`adjust`).
 * R: `as.svrepdesign(design, type = "JKn")`.
 */
export function jackknifeN(
  units: PrimaryUnits,
  mse = false,
  lonely: 'fail' | 'remove' | 'certainty' | 'average' | 'adjust' = 'fail',
): Replicates {
  const strata = primaryStrata(units)
  const all = units.stratumOf.length
  const factors: Float64Array[] = []
  const rscales: number[] = []
  const add = (rscale: number, elsewhere: number, change: [number, number][]) => {
    const factor = new Float64Array(all).fill(elsewhere)
    for (const [unit, value] of change) factor[unit] = value
    factors.push(factor)
    rscales.push(rscale)
  }
  for (const { stratum, units: members, fraction } of strata) {
    const count = members.length
    if (fraction === 1) continue
    if (count > 1) {
      const kept = count / (count - 1)
      for (const left of members) {
        add(
          (1 - fraction) / kept,
          1,
          members.map((unit) => [unit, unit === left ? 0 : kept]),
        )
      }
    } else if (lonely === 'fail') {
      throw new StatsError('replicates.lonely', `Stratum ${stratum + 1} has only one unit.`)
    } else if (lonely === 'adjust' && strata.length > 1) {
      const kept = strata.length / (strata.length - 1)
      add(1 / kept, kept, [[members[0]!, 0]])
    }
  }
  must(factors.length > 0, 'replicates.none', 'No stratum can leave a unit out.')
  const scale = lonely === 'average' ? all / factors.length : 1
  return { factors, unitOf: units.clusterOf, scale, rscales: Float64Array.from(rscales), mse }
}
