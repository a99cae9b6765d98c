// A named figure of units, counted live by the room that owns what is counted; scored by rooms that do not.

import type { Day } from '../lib/day.ts'
import type { Db } from './database.ts'
import type { Lang } from './words.ts'

export type Measured = { numerator: number; denominator: number }

export type MeasureScope = { unitIds: readonly string[]; from: Day; to: Day; today: Day }

export type Measure = {
  /** `reports-on-time`; stands in criteria sets, so it is never renamed. */
  name: string
  title: Readonly<Record<Lang, string>>
  /** Numerator ÷ denominator, in words. */
  formula: Readonly<Record<Lang, string>>
  /** By unit. A denominator of 0: nothing was asked. A unit that is not named: nothing is known. */
  read(db: Db, scope: MeasureScope): Promise<Map<string, Measured>>
  /** Where the reader finds what was counted. */
  href(unitCode: string): string
}
