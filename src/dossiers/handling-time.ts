// How long the dossiers of a procedure took, as indicator 2.2 of the index of QĐ 766 tells it: from acceptance to the end, less
// the waits that stop the clock, in the unit of the procedure's limit.

import type { Day } from '../lib/day.ts'
import type { Instant } from '../lib/instant.ts'
import { type Limit, type OfficeClock, whereCovered, workingMillis } from './clock.ts'
import type { Dossier, Interval } from './dossier.ts'
import { versionOn } from './procedure.ts'
import { millisOf } from './stamp.ts'
import type { Timekeeping } from './timekeeping.ts'
import { pausesOf, type TimingRules } from './timing.ts'

export type FinishedDossier = {
  dossier: Dossier
  acceptedAt: Instant
  endedAt: Instant
}
export type HandlingTime = {
  procedure: string
  name: string
  limit: Limit | null
  unit: Limit['unit']
  count: number
  /** In `unit`. */
  mean: number
}

const HOUR = 3_600_000
/** "8 giờ = 1 ngày làm việc". */
const WORKDAY = 8 * HOUR

/** In hours or days of work, or in days as they pass; null where the working calendar does not reach. */
export function handlingTime(
  finished: FinishedDossier,
  unit: Limit['unit'],
  clock: OfficeClock,
  rules: TimingRules,
): number | null {
  const { dossier, acceptedAt } = finished
  const endedAt = finished.endedAt < acceptedAt ? acceptedAt : finished.endedAt
  const pauses = pausesOf(dossier, rules)
  const time = (between: (from: Instant, to: Instant) => number) =>
    between(acceptedAt, endedAt) -
    pauses.reduce((sum, it) => sum + within(it, acceptedAt, endedAt, between), 0)
  if (unit === 'calendar-day')
    return time((from, to) => millisOf(to) - millisOf(from)) / (24 * HOUR)
  const worked = whereCovered(() => time((from, to) => workingMillis(clock, from, to)))
  return worked === null ? null : worked / (unit === 'hour' ? HOUR : WORKDAY)
}

function within(
  pause: Interval,
  from: Instant,
  to: Instant,
  between: (from: Instant, to: Instant) => number,
): number {
  const begin = pause.from < from ? from : pause.from
  const end = pause.to === null || pause.to > to ? to : pause.to
  return begin < end ? between(begin, end) : 0
}

/** Means by procedure, those with most dossiers first. A procedure without a limit is told in days of work. */
export function handlingTimes(
  all: readonly FinishedDossier[],
  { clock, rules, catalogue }: Pick<Timekeeping, 'clock' | 'rules' | 'catalogue'>,
  on: Day,
): HandlingTime[] {
  const sums = new Map<string, HandlingTime>()
  for (const finished of all) {
    const code = finished.dossier.procedure
    const version = versionOn(catalogue, code, on)
    const limit = version?.limit ?? null
    const unit = limit?.unit ?? 'working-day'
    const time = handlingTime(finished, unit, clock, rules)
    if (time === null) continue
    const known = sums.get(code) ?? {
      procedure: code,
      name: version?.name ?? code,
      limit,
      unit,
      count: 0,
      mean: 0,
    }
    sums.set(code, {
      ...known,
      count: known.count + 1,
      mean: known.mean + (time - known.mean) / (known.count + 1),
    })
  }
  return [...sums.values()].sort(
    (a, b) => b.count - a.count || (a.procedure < b.procedure ? -1 : 1),
  )
}
