// The sum of squares of one level of a design: between units within strata, with the rule for lonely strata.

import type { Design, Level } from './design.ts'
import { StatsError } from './stats-error.ts'

/**
 * Adds to `out` (p × p, row-major) what one level contributes. `units` (ascending, the first `count`) are the
 * units with a present row, `totals` (count × p, row-major) their totals; units of the sample that are not
 * listed count as 0. False when the rule `average` finds no stratum with two units to average over.
 */
export function addLevel(
  design: Design,
  level: Level,
  units: Int32Array,
  totals: Float64Array,
  count: number,
  p: number,
  out: Float64Array,
): boolean {
  const byGroup =
    (level.hasLonely || design.adjustDomainLonely) &&
    (design.lonely === 'adjust' || design.lonely === 'average')
  if (!byGroup) {
    forStrata(level, units, 0, count, (stratum, from, to) => {
      if (level.scaleOf[stratum] === 0) return
      if (level.isLonely[stratum]) {
        if (design.lonely === 'fail') throw lonely(level)
        return
      }
      addStratum(level, stratum, units, totals, from, to, p, out)
    })
    return true
  }
  let isDefined = true
  let from = 0
  while (from < count) {
    const parent = level.parentOf[units[from]!]!
    let to = from + 1
    while (to < count && level.parentOf[units[to]!] === parent) to += 1
    if (!addGroup(design, level, units, totals, from, to, p, out)) isDefined = false
    from = to
  }
  return isDefined
}

function lonely(level: Level): StatsError {
  return new StatsError(
    'variance.lonely-stratum',
    `A stratum has only one unit at stage ${level.stage}, so its spread cannot be told; ` +
      'declare what to do with it (remove, adjust, average, certainty) or join it to another stratum.',
  )
}

function forStrata(
  level: Level,
  units: Int32Array,
  from: number,
  to: number,
  visit: (stratum: number, from: number, to: number) => void,
): void {
  let at = from
  while (at < to) {
    const stratum = level.stratumOf[units[at]!]!
    let end = at + 1
    while (end < to && level.stratumOf[units[end]!] === stratum) end += 1
    visit(stratum, at, end)
    at = end
  }
}

/** scale_h Σ_i (t_i − t̄)(t_i − t̄)ᵀ over all n_h units, those not listed being 0. */
function addStratum(
  level: Level,
  stratum: number,
  units: Int32Array,
  totals: Float64Array,
  from: number,
  to: number,
  p: number,
  out: Float64Array,
): void {
  const inSample = level.countOf[stratum]!
  const mean = new Float64Array(p)
  for (let at = from; at < to; at++) {
    for (let j = 0; j < p; j++) mean[j]! += totals[at * p + j]!
  }
  for (let j = 0; j < p; j++) mean[j]! /= inSample
  let restShare = inSample - (to - from)
  if (level.shareOf && level.shareSumOf) {
    restShare = level.shareSumOf[stratum]!
    for (let at = from; at < to; at++) restShare -= level.shareOf[units[at]!]!
    if (to - from === inSample) restShare = 0
  }
  const scale = level.scaleOf[stratum]!
  for (let at = from; at < to; at++) {
    const share = level.shareOf ? level.shareOf[units[at]!]! : 1
    addProduct(out, totals, at * p, mean, 1, p, scale * share)
  }
  if (restShare > 0) addProduct(out, mean, 0, mean, 0, p, scale * restShare)
}

/** out += factor · (t − c·mean)(t − c·mean)ᵀ for the p numbers of `t` from `start`. */
function addProduct(
  out: Float64Array,
  t: Float64Array,
  start: number,
  mean: Float64Array,
  c: number,
  p: number,
  factor: number,
): void {
  for (let i = 0; i < p; i++) {
    const left = (t[start + i]! - c * mean[i]!) * factor
    if (left === 0) continue
    for (let j = 0; j < p; j++) out[i * p + j]! += left * (t[start + j]! - c * mean[j]!)
  }
}

/** Strata under one unit of the stage above (the whole file at stage 1), by `adjust` or `average`. */
function addGroup(
  design: Design,
  level: Level,
  units: Int32Array,
  totals: Float64Array,
  from: number,
  to: number,
  p: number,
  out: Float64Array,
): boolean {
  const center = new Float64Array(p)
  const sum = new Float64Array(p * p)
  let unitsPresent = 0
  let strata = 0
  let left = 0
  forStrata(level, units, from, to, (stratum) => {
    unitsPresent += level.countOf[stratum]!
  })
  for (let at = from; at < to; at++) {
    for (let j = 0; j < p; j++) center[j]! += totals[at * p + j]! / unitsPresent
  }
  forStrata(level, units, from, to, (stratum, start, end) => {
    strata += 1
    const scale = level.scaleOf[stratum]!
    if (scale === 0) return
    const isAlone =
      level.isLonely[stratum] === 1 ||
      (design.adjustDomainLonely && end - start === 1 && level.countOf[stratum]! > 1)
    if (!isAlone) {
      addStratum(level, stratum, units, totals, start, end, p, sum)
    } else if (design.lonely === 'average') {
      left += 1
    } else {
      const share = level.shareOf ? level.shareOf[units[start]!]! : 1
      addProduct(sum, totals, start * p, center, 1, p, scale * share)
      const empty = level.shareSumOf
        ? level.shareSumOf[stratum]! - share
        : level.countOf[stratum]! - 1
      if (empty > 0) addProduct(sum, center, 0, center, 0, p, scale * empty)
    }
  })
  if (left === strata) return false
  const factor = strata / (strata - left)
  for (let i = 0; i < p * p; i++) out[i]! += sum[i]! * factor
  return true
}
