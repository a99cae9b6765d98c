// Domains: part of the rows, within the design of all of them.

import { codesOf } from './coding.ts'
import type { Design } from './design.ts'
import { columnNamed, type Frame } from './frame.ts'
import { StatsError } from './stats-error.ts'

export type Condition = {
  variable: string
  operator: '==' | '!=' | 'in' | 'not in' | '>' | '>=' | '<' | '<='
  value: number | string | readonly (number | string)[]
}

/** 1 for each row that meets every condition; a missing cell meets none. Throws `domain.condition`. */
export function rowsWhere(frame: Frame, conditions: readonly Condition[]): Uint8Array {
  const mask = new Uint8Array(frame.rows).fill(1)
  for (const condition of conditions) {
    const { codes, levels } = codesOf(columnNamed(frame, condition.variable))
    const meets = levels.map((level) => holds(level, condition))
    for (let row = 0; row < frame.rows; row++) {
      const code = codes[row]!
      if (code < 0 || !meets[code]) mask[row] = 0
    }
  }
  return mask
}

function holds(level: number | string, { operator, value }: Condition): boolean {
  const list = (Array.isArray(value) ? value : [value]) as readonly (number | string)[]
  const isListed = list.some((one) => one === level || String(one) === String(level))
  if (operator === '==' || operator === 'in') return isListed
  if (operator === '!=' || operator === 'not in') return !isListed
  const bound = typeof level === 'number' ? Number(list[0]) : String(list[0])
  if (operator === '>') return level > bound
  if (operator === '>=') return level >= bound
  if (operator === '<') return level < bound
  if (operator === '<=') return level <= bound
  throw new StatsError('domain.condition', `There is no comparison "${operator}".`)
}

/**
 * The same design, asked about part of its rows. Strata and clusters stay counted as declared. Before any
 * adjustment the other rows leave the file for good (an adjustment then uses only what remains); after one they
 * stay, because the adjustment rests on them.
 */
export function subset(design: Design, rows: Uint8Array): Design {
  const both = (mask: Uint8Array | null) => (mask ? mask.map((in1, row) => in1 & rows[row]!) : rows)
  if (design.adjustments.length === 0 && !design.joint) {
    return { ...design, present: both(design.present) }
  }
  return { ...design, domain: both(design.domain) }
}
