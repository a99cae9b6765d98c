// The stages of a design flattened into levels: one factor a stratum, whatever the depth.

import { CERTAIN, type Level } from './design.ts'
import type { Population } from './design-populations.ts'
import type { Stage } from './design-stages.ts'

/**
 * The levels that can add to the variance. With replacement at one stage means that nothing below it
 * counts (its factor f is 0), so the list ends there.
 */
export function levelsOf(
  stages: readonly Stage[],
  populations: readonly Population[],
  ultimateCluster: boolean,
): Level[] {
  const levels: Level[] = []
  let shareAbove = new Float64Array(1).fill(1)
  for (let at = 0; at < stages.length; at++) {
    const stage = stages[at]!
    const population = populations[at]
    const { level, taken } = levelOf(stage, population, shareAbove, at + 1)
    level.parentOf = Int32Array.from(stage.unitStratum, (h) => stage.stratumParent[h]!)
    levels.push(level)
    if (ultimateCluster || !taken.some((share) => share > 0)) break
    shareAbove = taken
  }
  return levels
}

/** One level, and for each of its units the factor that the stage below carries. */
function levelOf(
  stage: Stage,
  population: Population | undefined,
  shareAbove: Float64Array,
  number: number,
): { level: Level; taken: Float64Array<ArrayBuffer> } {
  const probabilityOf = population?.probabilityOf ?? null
  const scaleOf = new Float64Array(stage.strata)
  const isLonely = new Uint8Array(stage.strata)
  const taken = new Float64Array(stage.units)
  const restOf = probabilityOf ? probabilityOf.map((share) => shareLeft(1 - share)) : null
  const restSumOf = restOf ? new Float64Array(stage.strata) : null
  for (let unit = 0; unit < stage.units; unit++) {
    const stratum = stage.unitStratum[unit]!
    const above = shareAbove[stage.stratumParent[stratum]!]!
    if (restOf && restSumOf) restSumOf[stratum]! += restOf[unit]!
    const size = population?.sizeOf[stratum] ?? Number.POSITIVE_INFINITY
    taken[unit] = above * (probabilityOf ? probabilityOf[unit]! : stage.countOf[stratum]! / size)
  }
  for (let stratum = 0; stratum < stage.strata; stratum++) {
    const count = stage.countOf[stratum]!
    const above = shareAbove[stage.stratumParent[stratum]!]!
    const size = population?.sizeOf[stratum] ?? Number.POSITIVE_INFINITY
    const rest = restSumOf ? (restSumOf[stratum]! > 0 ? 1 : 0) : shareLeft(1 - count / size)
    scaleOf[stratum] = above * rest * (count > 1 ? count / (count - 1) : 1)
    if (count === 1 && scaleOf[stratum]! > 0) isLonely[stratum] = 1
  }
  const level: Level = {
    stage: number,
    units: stage.units,
    parentOf: new Int32Array(0),
    stratumOf: stage.unitStratum,
    strata: stage.strata,
    countOf: stage.countOf,
    scaleOf,
    shareOf: restOf,
    shareSumOf: restSumOf,
    isLonely,
    hasLonely: isLonely.includes(1),
  }
  return { level, taken }
}

/** A share so small that it can only be rounding counts as none. */
function shareLeft(rest: number): number {
  return rest < CERTAIN ? 0 : rest
}
