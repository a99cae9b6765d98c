// The variance of totals under a design: up the levels from rows to first-stage units (Bellhouse 1985).

import type { Design } from './design.ts'
import { jointCovariance } from './joint-inclusion.ts'
import { must } from './stats-error.ts'
import { addLevel } from './variance-level.ts'

/**
 * Covariance (p × p, row-major) of totals, from totals of the deepest units that have a present row
 * (`units` ascending, `totals` count × p row-major; both are overwritten on the way up).
 * Refuses `variance.lonely-stratum`, `variance.overflow`.
 */
export function covarianceOfUnits(
  design: Design,
  units: Int32Array,
  totals: Float64Array,
  count: number,
  p: number,
): UnitCovariance {
  const out = new Float64Array(p * p)
  let active = count
  let isDefined = true
  for (let at = design.levels.length - 1; at >= 0; at--) {
    const level = design.levels[at]!
    if (!addLevel(design, level, units, totals, active, p, out)) isDefined = false
    if (at > 0) active = raise(level.parentOf, units, totals, active, p)
  }
  for (const value of out) {
    must(
      Number.isFinite(value),
      'variance.overflow',
      'The values are too large for their variance to be computed; divide them by a constant first.',
    )
  }
  const df = unitsMinusStrata(design.levels[0]!.stratumOf, units, active)
  return { covariance: isDefined ? out : null, df }
}

export type UnitCovariance = {
  /** p × p, row-major; null when the lonely rule `average` has nothing to average. */
  covariance: Float64Array | null
  /** First-stage units minus strata, among those given. */
  df: number
}

/** How many units, the first `count` of `units` (ascending), minus how many strata they lie in. */
export function unitsMinusStrata(stratumOf: Int32Array, units: Int32Array, count: number): number {
  let df = count
  let last = -1
  for (let at = 0; at < count; at++) {
    const stratum = stratumOf[units[at]!]!
    if (stratum !== last) df -= 1
    last = stratum
  }
  return df
}

/** Sums the units of one level into those of the level above, in place; returns how many there are. */
function raise(
  parentOf: Int32Array,
  units: Int32Array,
  totals: Float64Array,
  count: number,
  p: number,
): number {
  let made = 0
  for (let at = 0; at < count; at++) {
    const parent = parentOf[units[at]!]!
    if (made > 0 && units[made - 1] === parent) {
      for (let j = 0; j < p; j++) totals[(made - 1) * p + j]! += totals[at * p + j]!
    } else {
      units[made] = parent
      for (let j = 0; j < p; j++) totals[made * p + j] = totals[at * p + j]!
      made += 1
    }
  }
  return made
}

/**
 * Covariance (p × p, row-major) of Σ_k u_k for p columns of u (weight × linearised value, by row of the file,
 * 0 outside the domain). Each column first passes through the design's adjustments. Rows take part where
 * `isPresent` is 1 (or the design says so).
 */
export function covarianceOfTotals(
  design: Design,
  columns: readonly Float64Array[],
  isPresent: Uint8Array | null,
): Float64Array | null {
  const p = columns.length
  const projected = columns.map((column) =>
    design.adjustments.reduce((u, adjustment) => adjustment.project(u), column),
  )
  if (design.joint) return jointCovariance(design.joint, projected)
  const mask = design.adjustments.length > 0 ? design.present : (isPresent ?? design.present)
  const units = new Int32Array(design.order.length)
  const totals = new Float64Array(design.order.length * p)
  let count = 0
  for (const row of design.order) {
    if (mask && mask[row] === 0) continue
    const unit = design.unitOf[row]!
    if (count === 0 || units[count - 1] !== unit) units[count++] = unit
    const start = (count - 1) * p
    for (let j = 0; j < p; j++) totals[start + j]! += projected[j]![row]!
  }
  return covarianceOfUnits(design, units, totals, count, p).covariance
}
