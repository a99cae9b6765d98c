// The difference of two groups' means, tested.

import { activeRows } from './active.ts'
import { codesOf } from './coding.ts'
import type { Design } from './design.ts'
import { tCdf } from './distributions.ts'
import { type Interval, interval, tMultiplier } from './estimate.ts'
import { columnNamed, numbersOf, withColumn } from './frame.ts'
import { regression } from './regression.ts'
import { must } from './stats-error.ts'

export type TTest = {
  /** Mean of the second group minus mean of the first (groups in order of value). */
  estimate: number
  se: number | null
  t: number | null
  df: number
  /** Two-sided. */
  p: number | null
  interval: Interval
}

/**
 * Tests whether `y` has the same mean in the two groups of a column: the linear model with the group as 0/1, on
 * df + 1 − 2 degrees of freedom. Refuses `t-test.not-two-groups`, and as `regression`.
 * R: `svyttest(y ~ group, design)`.
 */
export function tTest(design: Design, y: string, group: string, level = 0.95): TTest {
  const { codes } = codesOf(columnNamed(design.frame, group))
  const active = activeRows(design, [numbersOf(design.frame, y)])
  const used = [...new Set(codes.filter((code, row) => code >= 0 && active[row] === 1))].sort(
    (a, b) => a - b,
  )
  must(
    used.length === 2,
    't-test.not-two-groups',
    `Column "${group}" has ${used.length} values where a t test compares two.`,
  )
  const values = Float64Array.from(codes, (code) =>
    used.includes(code) ? Number(code === used[1]) : Number.NaN,
  )
  const frame = withColumn(design.frame, group, { kind: 'number', values })
  const model = regression({ ...design, frame }, y, [group])
  const [estimate, se, df] = [model.estimate[1]!, model.se[1]!, model.dfResidual]
  const t = se === null || se === 0 ? null : estimate / se
  const p = t === null || !(df > 0) ? null : 2 * tCdf(Math.abs(t), df, 'upper')
  return { estimate, se, t, df, p, interval: interval(estimate, se, tMultiplier(df, level)) }
}
