// A named figure of units, counted live by the room that owns what is counted; scored by rooms that do not.

import type { Day } from '../lib/day.ts'
import type { Instant } from '../lib/instant.ts'
import type { Db } from './database.ts'
import type { Recall } from './recall.ts'
import type { Lang } from './words.ts'

export type Measured = { numerator: number; denominator: number }

export type MeasureSpan = { from: Day; to: Day }
export type MeasureScope = MeasureSpan & {
  unitIds: readonly string[]
  today: Day
  now: Instant
  /** Answers worked out before; absent where nothing is kept. */
  recall?: Recall | undefined
}

type Told = Readonly<Record<Lang, string>>

export type Measure = {
  /** `reports-on-time`; stands in criteria sets, so it is never renamed. */
  name: string
  title: Told
  /** Numerator ÷ denominator, in words. */
  formula: Told
  /** What numerator and denominator count. */
  unit: Told
  /** What belongs to a period. */
  period: Told
  /** By unit. A denominator of 0: nothing was asked. A unit that is not named: nothing is known. */
  read(db: Db, scope: MeasureScope): Promise<Map<string, Measured>>
  /** Where the reader finds what was counted. */
  href(unitCode: string, span: MeasureSpan): string
}
