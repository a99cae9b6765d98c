// Balanced repeated replication: half-samples of designs with two units a stratum.

import { hadamard } from './hadamard.ts'
import { type PrimaryUnits, primaryStrata, type Replicates } from './replicates.ts'
import { must } from './stats-error.ts'

/**
 * One unit of every stratum gets 2 − ρ and the other ρ (ρ = 0: BRR, 0 < ρ < 1: Fay's method), by the signs of a
 * Hadamard matrix without its constant row; scale 1/(R(1 − ρ)²). A stratum of more units is split into pairs in
 * the order of its units. Throws `replicates.brr-stratum` where the number of units is odd, `replicates.fay`
 * unless 0 ≤ ρ < 1. R: `as.svrepdesign(design, type = "BRR")` or `"Fay"` with `fay.rho`. Source: Judkins 1990.
 */
export function balancedHalves(units: PrimaryUnits, mse = false, rho = 0): Replicates {
  must(rho >= 0 && rho < 1, 'replicates.fay', `Fay's ρ is at least 0 and below 1; got ${rho}.`)
  const pairs = primaryStrata(units).flatMap(({ stratum, units: members }) => {
    must(
      members.length % 2 === 0,
      'replicates.brr-stratum',
      `Stratum ${stratum + 1} has ${members.length} units; balanced halves need an even number.`,
    )
    return members.flatMap((unit, at) => (at % 2 === 0 ? [[unit, members[at + 1]!] as const] : []))
  })
  const signs = hadamard(pairs.length + 1)
  const replicates = signs.length
  const factors = Array.from({ length: replicates }, (_, replicate) => {
    const factor = new Float64Array(units.stratumOf.length)
    pairs.forEach(([one, other], at) => {
      const first = signs[at + 1]![replicate]! > 0
      factor[one] = first ? 2 - rho : rho
      factor[other] = first ? rho : 2 - rho
    })
    return factor
  })
  return {
    factors,
    unitOf: units.clusterOf,
    scale: 1 / (replicates * (1 - rho) ** 2),
    rscales: new Float64Array(replicates).fill(1),
    mse,
  }
}
