// What is to be drawn, stage by stage.

import type { Allocation } from './allocate.ts'
import { must } from './stats-error.ts'

/**
 * `simple`: every unit alike. `systematic`: alike, at equal steps through the order of `order`. `pps`: with
 * probability proportional to size, systematically, units too large for that taken with certainty.
 */
export type DrawMethod = 'simple' | 'systematic' | 'pps'

export type DrawStage = {
  /** Column that names the unit within the unit above. */
  unit: string
  /** Columns whose values together are the stratum; none: one stratum within the unit above. */
  strata?: readonly string[]
  method: DrawMethod
  /** Column of the measure of size (`pps`): summed over the unit's rows, or the same in each (`sizeIs: 'unit'`). */
  size?: string
  sizeIs?: 'rows' | 'unit'
  /** Units in every stratum, by stratum (values joined with `/`), or a total to allocate by number of units or size. */
  take: number | Readonly<Record<string, number>> | Allocation
  /** Columns to sort by before a systematic draw; without them the order is random. */
  order?: readonly string[]
  /** Reserve units in every stratum, to be used in their order. */
  replacements?: number
}

export type DrawDesign = { stages: readonly DrawStage[] }

/** Refuses a design that cannot be drawn: `draw.design`. */
export function mustBeDrawable({ stages }: DrawDesign): void {
  const check = (holds: boolean, what: string) => must(holds, 'draw.design', what)
  check(Array.isArray(stages) && stages.length > 0, 'The design has no stage.')
  stages.forEach((stage, at) => {
    const where = `Stage ${at + 1}`
    check(typeof stage.unit === 'string', `${where} does not name the column of its units.`)
    check(METHODS.includes(stage.method), `${where} has no method of ${METHODS.join(', ')}.`)
    check(stage.method !== 'pps' || Boolean(stage.size), `${where} draws by size without a size.`)
    const { take, replacements = 0 } = stage
    check(
      typeof take === 'object' ? take !== null : isCount(take) && take > 0,
      `${where} does not say how many units to take.`,
    )
    check(isCount(replacements), `${where} has no valid number of replacements.`)
  })
}

const METHODS: readonly DrawMethod[] = ['simple', 'systematic', 'pps']
const isCount = (value: unknown) => Number.isInteger(value) && Number(value) >= 0
