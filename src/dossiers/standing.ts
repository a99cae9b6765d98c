// How a dossier stands for those who work on it, by its own due time: computed, never stored.

import { daysBetween } from '../lib/day.ts'
import { dayOf, type Instant } from '../lib/instant.ts'
import { workdaysBetween } from '../lib/workdays.ts'
import { dueAfter, offClosedDays, onWorkday, whereCovered } from './clock.ts'
import type { Dossier } from './dossier.ts'
import { millisOf, ofMillis } from './stamp.ts'
import { DECIDED, RETURNED } from './status.ts'
import { endOf, pausesOf, type Timing } from './timing.ts'

export const STANDINGS = [
  'overdue',
  'due-soon',
  'in-time',
  'paused',
  'waiting',
  'finished-early',
  'finished-on-time',
  'finished-late',
  'ended',
] as const
export type DossierStanding = (typeof STANDINGS)[number]

/** Due within one working day, or with no more than a fifth of its time left. */
export const SOON_WORKDAYS = 1
export const SOON_SHARE = 0.2

/** - waiting: not accepted; ended: refused, taken back or stopped.
 *  - early: finished on a day before the due day; on time: on that day; late: after it.
 *  - paused: waits for the citizen; overdue, due soon, in time: open, by the due time in force. A dossier without a due time
 *    is in time. */
export function dossierStanding(dossier: Dossier, at: Instant, timing: Timing): DossierStanding {
  const { acceptedAt, history } = dossier
  const end = endOf(dossier, timing.rules)
  const hasEnded = end !== null && end <= at
  const isFinished =
    hasEnded &&
    history.some(({ status, at: on }) => (status === DECIDED || status === RETURNED) && on <= at)
  if (hasEnded && !isFinished) return 'ended'
  if (acceptedAt === null || acceptedAt > at) return hasEnded ? 'finished-on-time' : 'waiting'
  const due = dueInForce(dossier, hasEnded ? end : at, timing)
  if (hasEnded) {
    if (due === null || dayOf(end) === dayOf(due)) return 'finished-on-time'
    return dayOf(end) < dayOf(due) ? 'finished-early' : 'finished-late'
  }
  const isPaused = pausesOf(dossier, timing.rules).some(
    ({ from, to }) => from <= at && (to === null || to > at),
  )
  if (isPaused) return 'paused'
  if (due === null) return 'in-time'
  if (at > due) return 'overdue'
  return isSoon(acceptedAt, at, due, timing) ? 'due-soon' : 'in-time'
}

/** The due time in force: the one that the sender moved, else the first one, or the limit of the procedure, later by the
 * waits that are over, and then on a working day; never on a day on which the unit is closed by its own calendar. The first
 * one stays in `firstDueAt`. */
export function dueInForce(
  dossier: Dossier,
  at: Instant,
  { rules, clock, limit }: Timing,
): Instant | null {
  const { firstDueAt, dueAt, acceptedAt } = dossier
  if (dueAt !== null && dueAt !== firstDueAt) return offClosedDays(clock, dueAt)
  const byLimit = () =>
    acceptedAt !== null && limit !== null
      ? whereCovered(() => dueAfter(clock, acceptedAt, limit))
      : null
  const start = dueAt ?? byLimit()
  if (start === null) return null
  const waited = pausesOf(dossier, rules).reduce(
    (sum, { from, to }) => sum + (to !== null && to <= at ? millisOf(to) - millisOf(from) : 0),
    0,
  )
  if (waited === 0) return offClosedDays(clock, start)
  const moved = ofMillis(millisOf(start) + waited)
  return whereCovered(() => onWorkday(clock, moved)) ?? moved
}

/** A working day is never further than this from the next, whatever the holidays. */
export const NEAR_DAYS = 16

function isSoon(acceptedAt: Instant, at: Instant, due: Instant, { clock }: Timing): boolean {
  const left = millisOf(due) - millisOf(at)
  if (left <= SOON_SHARE * (millisOf(due) - millisOf(acceptedAt))) return true
  if (daysBetween(dayOf(at), dayOf(due)) > NEAR_DAYS) return false
  const workdays = whereCovered(() => workdaysBetween(clock.calendar, dayOf(at), dayOf(due)))
  return workdays !== null && workdays <= SOON_WORKDAYS
}
