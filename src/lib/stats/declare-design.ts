// From a declaration to a design: everything that depends on the whole file is counted here, once.

import { countingSort } from './coding.ts'
import type { Design, DesignDeclaration } from './design.ts'
import { levelsOf } from './design-levels.ts'
import { populationsOf } from './design-populations.ts'
import { stagesOf } from './design-stages.ts'
import { startingWeights } from './design-weights.ts'
import type { Frame } from './frame.ts'
import { must } from './stats-error.ts'

/**
 * Declares how the rows of `frame` were sampled. Refuses (StatsError) what no variance can be built on:
 * `design.cluster-in-two-strata`, `design.missing-id`, `design.missing-weight`, `design.negative-weight`,
 * `design.population-smaller-than-sample`, `design.population-mixed`, `design.population-varies`,
 * `frame.unknown-column`, `frame.no-rows`. A stratum of one unit is refused only when a variance is asked.
 */
export function declareDesign(frame: Frame, declared: DesignDeclaration): Design {
  must(frame.rows > 0, 'frame.no-rows', 'The file holds no rows.')
  const stages = stagesOf(frame, declared)
  const populations = populationsOf(frame, declared, stages)
  const weights = startingWeights(frame, declared, stages, populations)
  const levels = levelsOf(stages, populations, declared.ultimateCluster === true)
  const deepest = stages[levels.length - 1]!
  return {
    frame,
    weights,
    levels,
    order: countingSort(deepest.unitOf, deepest.units),
    unitOf: deepest.unitOf,
    clusterOf: stages[0]!.unitOf,
    lonely: declared.lonely ?? 'fail',
    adjustDomainLonely: declared.adjustDomainLonely === true,
    present: null,
    domain: null,
    adjustments: [],
    joint: null,
    replicates: null,
  }
}
