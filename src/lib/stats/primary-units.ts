// The first stage of a design, as makers of replicates take it.

import type { Design } from './design.ts'
import type { PrimaryUnits } from './replicates.ts'

/** First-stage units, their strata, and the sampling fraction of each stratum. */
export function primaryUnits(design: Design): PrimaryUnits {
  const first = design.levels[0]!
  const fractionOf = Float64Array.from(first.scaleOf, (scale, stratum) => {
    const count = first.countOf[stratum]!
    return 1 - scale * (count > 1 ? (count - 1) / count : 1)
  })
  return { clusterOf: design.clusterOf, stratumOf: first.stratumOf, fractionOf }
}
