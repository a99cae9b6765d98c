// Units and strata of every stage, coded so that a unit's rows stand together, its siblings beside it.

import { codesOf, nest } from './coding.ts'
import type { DesignDeclaration } from './design.ts'
import { columnNamed, type Frame } from './frame.ts'
import { must, StatsError } from './stats-error.ts'

export type Stage = {
  units: number
  strata: number
  /** Row → unit, row → stratum; both ascending along the design's order. */
  unitOf: Int32Array
  stratumOf: Int32Array
  /** Unit → stratum, stratum → unit of the stage above. */
  unitStratum: Int32Array
  stratumParent: Int32Array
  /** Units of each stratum. */
  countOf: Int32Array
}

/** The declared stages, first stage first. Throws when an id is missing or a unit lies in two strata. */
export function stagesOf(frame: Frame, declared: DesignDeclaration): Stage[] {
  const ids = declared.ids ?? []
  const stages: Stage[] = []
  let above: { codes: Int32Array; count: number } = { codes: new Int32Array(frame.rows), count: 1 }
  const depth = Math.max(ids.length, 1)
  for (let at = 0; at < depth; at++) {
    const strataName = declared.strata?.[Math.min(at, declared.strata.length - 1)]
    const strata = strataName ? present(frame, strataName) : whole(frame)
    const stratum = nest(above.codes, above.count, strata.codes, strata.count)
    const id = ids[at]
    const units = id === undefined ? everyRow(frame) : present(frame, id)
    const unit = nest(stratum.codes, stratum.count, units.codes, units.count)
    if (at === 0 && declared.nest !== true && strataName && id !== undefined) {
      mustNest(units, unit.count, unit.childOf, id)
    }
    const countOf = new Int32Array(stratum.count)
    for (const h of unit.parentOf) countOf[h]! += 1
    stages.push({
      units: unit.count,
      strata: stratum.count,
      unitOf: unit.codes,
      stratumOf: stratum.codes,
      unitStratum: unit.parentOf,
      stratumParent: stratum.parentOf,
      countOf,
    })
    above = unit
  }
  return stages
}

function whole(frame: Frame) {
  return { codes: new Int32Array(frame.rows), count: 1 }
}

function everyRow(frame: Frame) {
  return { codes: Int32Array.from({ length: frame.rows }, (_, row) => row), count: frame.rows }
}

function present(frame: Frame, name: string) {
  const { codes, levels } = codesOf(columnNamed(frame, name))
  const row = codes.indexOf(-1)
  must(row < 0, 'design.missing-id', `Column "${name}" of the design is empty in row ${row + 1}.`)
  return { codes, count: levels.length }
}

/** Without `nest`, a code seen in two strata is a mistake, not two units. */
function mustNest(ids: { count: number }, units: number, idOf: Int32Array, name: string): void {
  if (units === ids.count) return
  const seen = new Uint8Array(ids.count)
  for (const id of idOf) {
    if (seen[id]) {
      throw new StatsError(
        'design.cluster-in-two-strata',
        `A unit of "${name}" lies in two strata; if its codes start anew in every stratum, say nest.`,
      )
    }
    seen[id] = 1
  }
}
