// The only place that asks what time it is.

import { type Day, daysBetween } from '../lib/day.ts'
import { dayOf, type Instant } from '../lib/instant.ts'

export type Clock = () => { now: Instant; today: Day; trueNow: Instant }

const DAY = 86_400_000
const ZONE = 7 * 3_600_000

/** An instant in Vietnamese time, with milliseconds: `2024-05-14T08:00:00.000+07:00`. */
export const toInstant = (milliseconds: number): Instant =>
  new Date(milliseconds + ZONE).toISOString().replace('Z', '+07:00') as Instant

/** The true time, moved by `offset` milliseconds where an instance pretends another day. */
export const clock =
  (offset = 0): Clock =>
  () => {
    const true_ = Date.now()
    const now = toInstant(true_ + offset)
    return { now, today: dayOf(now), trueNow: toInstant(true_) }
  }

/** Milliseconds to add so that today reads `today`. */
export function offsetTo(today: Day): number {
  return daysBetween(clock()().today, today) * DAY
}
