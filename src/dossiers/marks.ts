// How a dossier stands as a few instants that a list can be filtered by: the same answer as `dossierStanding`, told by the clock
// alone once everything that was said of the dossier has happened.

import { addDays, type Day } from '../lib/day.ts'
import { dayOf, type Instant, instantAt } from '../lib/instant.ts'
import { workdaysBetween } from '../lib/workdays.ts'
import { type OfficeClock, whereCovered } from './clock.ts'
import type { Dossier } from './dossier.ts'
import { endOfDay, millisOf, ofMillis } from './stamp.ts'
import {
  type DossierStanding,
  dossierStanding,
  dueInForce,
  NEAR_DAYS,
  SOON_SHARE,
  SOON_WORKDAYS,
} from './standing.ts'
import { endOf, pausesOf, type Timing } from './timing.ts'

export const OUTCOMES = ['finished-early', 'finished-on-time', 'finished-late', 'ended'] as const
export type Outcome = (typeof OUTCOMES)[number]

export type Marks = {
  /** When it was accepted, else sent, else first heard of. */
  startedAt: Instant
  endedAt: Instant | null
  dueInForceAt: Instant | null
  /** From when on it is near; null once it has ended. */
  soonAt: Instant | null
  /** Since when it waits for the citizen; null when it does not. */
  pausedAt: Instant | null
  outcome: Outcome | null
}

/** After every time that can be told of. */
const LAST = endOfDay('2099-12-31' as Day)
const FIRST = instantAt('2000-01-01' as Day, '00:00')

export function marksOf(dossier: Dossier, timing: Timing): Marks {
  const { acceptedAt, submittedAt, history } = dossier
  const endedAt = endOf(dossier, timing.rules)
  const standing = endedAt === null ? null : dossierStanding(dossier, LAST, timing)
  const due = dueInForce(dossier, endedAt ?? LAST, timing)
  const pause = pausesOf(dossier, timing.rules).find(({ to }) => to === null)
  const outcome = OUTCOMES.find((it) => it === standing) ?? null
  const mayBeNear = outcome === null && acceptedAt !== null
  return {
    startedAt: acceptedAt ?? submittedAt ?? history[0]?.at ?? FIRST,
    endedAt,
    dueInForceAt: due,
    soonAt: due !== null && mayBeNear ? soonFrom(acceptedAt, due, timing.clock) : null,
    pausedAt: endedAt === null ? (pause?.from ?? null) : null,
    outcome,
  }
}

/** How it stands at an instant at which nothing told lies ahead. */
export function standingBy(marks: Marks, acceptedAt: Instant | null, at: Instant): DossierStanding {
  if (marks.outcome !== null) return marks.outcome
  if (acceptedAt === null || acceptedAt > at) return 'waiting'
  if (marks.pausedAt !== null && marks.pausedAt <= at) return 'paused'
  if (marks.dueInForceAt === null) return 'in-time'
  if (at > marks.dueInForceAt) return 'overdue'
  return marks.soonAt !== null && at >= marks.soonAt ? 'due-soon' : 'in-time'
}

/** With a fifth of the time left, or at the beginning of the first day that is near enough. */
function soonFrom(acceptedAt: Instant, due: Instant, { calendar }: OfficeClock): Instant {
  const whole = millisOf(due) - millisOf(acceptedAt)
  const byShare = ofMillis(Math.ceil(millisOf(due) - SOON_SHARE * whole))
  const dueOn = dayOf(due)
  const isNear = (on: Day) =>
    whereCovered(() => workdaysBetween(calendar, on, dueOn) <= SOON_WORKDAYS) ?? false
  let on = dueOn
  for (let back = 0; back < NEAR_DAYS && isNear(addDays(on, -1)); back++) on = addDays(on, -1)
  const byDay = isNear(on) ? instantAt(on, '00:00') : due
  return byShare < byDay ? byShare : byDay
}
