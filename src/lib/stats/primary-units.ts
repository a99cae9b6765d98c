// The first stage of a design, as makers of replicates take it.

import type { Design } from './design.ts'
import type { PrimaryUnits } from './replicates.ts'

/**
 * First-stage units, their strata, and the sampling fraction of each stratum; units and strata are numbered in
 * the order in which they first occur in the file, which is the order of their replicates. Of a part of the file
 * only the units it has take part.
 */
export function primaryUnits(design: Design): PrimaryUnits {
  const first = design.levels[0]!
  const unitPlace = new Int32Array(first.units).fill(-1)
  const stratumPlace = new Int32Array(first.strata).fill(-1)
  const stratumOf = new Int32Array(first.units)
  const fractionOf = new Float64Array(first.strata)
  let [units, strata] = [0, 0]
  const clusterOf = design.clusterOf.map((unit, row) => {
    // A row that is not present is in no estimate: any unit will do.
    if ((design.present?.[row] ?? 1) === 0) return 0
    if (unitPlace[unit]! >= 0) return unitPlace[unit]!
    const stratum = first.stratumOf[unit]!
    if (stratumPlace[stratum]! < 0) {
      const count = first.countOf[stratum]!
      const spread = first.scaleOf[stratum]! * (count > 1 ? (count - 1) / count : 1)
      fractionOf[strata] = 1 - spread
      stratumPlace[stratum] = strata
      strata += 1
    }
    stratumOf[units] = stratumPlace[stratum]!
    unitPlace[unit] = units
    units += 1
    return unitPlace[unit]!
  })
  return { clusterOf, stratumOf: stratumOf.slice(0, units), fractionOf }
}
