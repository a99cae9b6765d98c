// How long the dossiers of a procedure took, as indicator 2.2 of the index of QĐ 766 tells it: from acceptance to the end, less
// the waits that stop the clock, in the unit of the procedure's limit.

import type { Day } from '../lib/day.ts'
import type { Instant } from '../lib/instant.ts'
import { type Limit, type OfficeClock, whereCovered, workingMillis } from './clock.ts'
import type { Dossier, Interval } from './dossier.ts'
import { type Catalogue, versionOn } from './procedure.ts'
import { millisOf } from './stamp.ts'
import { DECIDED, RETURNED } from './status.ts'
import { endOf, pausesOf, type Timing, type TimingRules } from './timing.ts'

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

/** Whether a limit is told in time at work or in days as they pass: sums of the one cannot be added to those of the other. */
export const TIMES = ['worked', 'workedSeconds', 'passed', 'passedSeconds'] as const
export type TimeSums = Record<(typeof TIMES)[number], number>

/** What a dossier adds: of an accepted one that was decided or returned the time it took, in the unit of the limit that holds for
 * it; without a limit as work. */
export function timeTaken(
  dossier: Dossier,
  { rules, clock, limit }: Timing,
): Partial<TimeSums> | null {
  const { acceptedAt, history } = dossier
  const endedAt = endOf(dossier, rules)
  const isFinished = history.some(({ status }) => status === DECIDED || status === RETURNED)
  if (acceptedAt === null || endedAt === null || !isFinished) return null
  const isPassed = limit?.unit === 'calendar-day'
  const unit = isPassed ? 'calendar-day' : 'hour'
  const time = handlingTime({ dossier, acceptedAt, endedAt }, unit, clock, rules)
  if (time === null) return null
  return isPassed
    ? { passed: 1, passedSeconds: Math.round((time * 24 * HOUR) / 1000) }
    : { worked: 1, workedSeconds: Math.round((time * HOUR) / 1000) }
}

/** Means from sums by procedure, those with most dossiers first; a procedure that had limits of both kinds is told twice. The limit is
 * that in force on a day; without one, days of work. */
export function handlingLines(
  sums: readonly (TimeSums & { procedure: string })[],
  catalogue: Catalogue,
  on: Day,
): HandlingTime[] {
  return sums
    .flatMap(({ procedure, worked, workedSeconds, passed, passedSeconds }): HandlingTime[] => {
      const version = versionOn(catalogue, procedure, on)
      const limit = version?.limit ?? null
      const base = { procedure, name: version?.name ?? procedure, limit }
      const isHours = limit?.unit === 'hour'
      const part = isHours ? HOUR : WORKDAY
      const work = (workedSeconds * 1000) / part / worked
      const days = (passedSeconds * 1000) / (24 * HOUR) / passed
      return [
        ...(worked > 0
          ? [
              {
                ...base,
                unit: isHours ? ('hour' as const) : ('working-day' as const),
                count: worked,
                mean: work,
              },
            ]
          : []),
        ...(passed > 0
          ? [{ ...base, unit: 'calendar-day' as const, count: passed, mean: days }]
          : []),
      ]
    })
    .sort((a, b) => b.count - a.count || (a.procedure < b.procedure ? -1 : 1))
}
