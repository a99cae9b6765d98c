// On time or late, as indicator 2.1 of the index of QĐ 766 counts it: the end of a dossier, less the time of its supplements,
// against its due time. What the formula leaves open is a rule with its readings.

import { dayOf, type Instant } from '../lib/instant.ts'
import {
  dueAfter,
  forwardWorking,
  type Limit,
  type OfficeClock,
  whereCovered,
  workingMillis,
} from './clock.ts'
import type { Dossier, Interval, Step } from './dossier.ts'
import { endOfDay, millisOf, ofMillis } from './stamp.ts'
import { DECIDED, isEnd, REFUSED, RETURNED, STOPPED, type Status, WITHDRAWN } from './status.ts'

export type TimingRules = {
  compare: 'instant' | 'day'
  supplementTime: 'wall-clock' | 'working-time'
  paymentPauses: boolean
  stopped: 'end' | 'pause'
  reopened: 'last-end' | 'first-end'
  due: 'original' | 'in-force'
  noLimit: 'late' | 'on-time'
}
/** Rules, the office clock, and the limit of the procedure in force when the dossier was accepted. */
export type Timing = { rules: TimingRules; clock: OfficeClock; limit: Limit | null }

export type Judgement = {
  verdict: 'not-accepted' | 'on-time' | 'late'
  /** When it ended; null while it is open at the instant asked about. */
  endedAt: Instant | null
  /** What the end is compared with; null when there is nothing to compare with. */
  limitAt: Instant | null
}

/** How a dossier stands at an instant. An end that lies later is not yet one. */
export function judge(dossier: Dossier, at: Instant, timing: Timing): Judgement {
  const { acceptedAt } = dossier
  if (acceptedAt === null || acceptedAt > at)
    return { verdict: 'not-accepted', endedAt: null, limitAt: null }
  const end = endOf(dossier, timing.rules)
  const endedAt = end !== null && end <= at ? later(end, acceptedAt) : null
  const pauses = pausesOf(dossier, timing.rules).filter(({ from }) => from <= (endedAt ?? at))
  const limitAt = limitOf(dossier, endedAt, endedAt ?? at, timing)
  if (endedAt === null) {
    const asked = dossier.supplements.filter(
      ({ from }) => from <= at && hasBegun(dossier, from),
    ).length
    if (asked > 1) return { verdict: 'late', endedAt, limitAt }
  }
  const waiting = pauses.find(({ to }) => to === null || to > at)
  const counted = endedAt ?? waiting?.from ?? at
  return { verdict: compared(counted, limitAt, timing.rules), endedAt, limitAt }
}

function compared(end: Instant, limitAt: Instant | null, rules: TimingRules): 'on-time' | 'late' {
  if (limitAt === null) return rules.noLimit
  return end <= limitAt ? 'on-time' : 'late'
}

/** What rules make of a dossier whatever the instant: asked for at many, worked out once. */
type Course = { rules: TimingRules; end: Instant | null; pauses: readonly Interval[] }
const courses = new WeakMap<Dossier, Course>()

function courseOf(dossier: Dossier, rules: TimingRules): Course {
  const known = courses.get(dossier)
  if (known?.rules === rules) return known
  const course = { rules, end: findEnd(dossier, rules), pauses: findPauses(dossier, rules) }
  courses.set(dossier, course)
  return course
}

/** t(9), else t(10), else t(8), t(3), t(7). Opened again: the last end counts, or the first. */
export const endOf = (dossier: Dossier, rules: TimingRules): Instant | null =>
  courseOf(dossier, rules).end

/** The waits that stop the clock. What was asked before the dossier was accepted stops nothing: its time had not begun. */
export const pausesOf = (dossier: Dossier, rules: TimingRules): readonly Interval[] =>
  courseOf(dossier, rules).pauses

function findEnd(dossier: Dossier, rules: TimingRules): Instant | null {
  const { history, acceptedAt, submittedAt } = dossier
  const ends = (status: Status) =>
    isEnd(status) && !(status === STOPPED && rules.stopped === 'pause')
  // Sent or accepted after it ended, by a clock that is wrong: that opens nothing again.
  const isBeginning = ({ status, at }: Step) =>
    (status === 1 && at === submittedAt) || (status === 2 && at === acceptedAt)
  const reopenedAt = history.findLastIndex((it) => !ends(it.status) && !isBeginning(it))
  const steps = rules.reopened === 'first-end' ? history : history.slice(reopenedAt + 1)
  for (const wanted of [DECIDED, RETURNED, STOPPED, REFUSED, WITHDRAWN] as const) {
    const found = steps.find(({ status }) => status === wanted && ends(status))
    if (found) return found.at
  }
  return null
}

function findPauses(dossier: Dossier, rules: TimingRules): Interval[] {
  const all = [
    ...dossier.supplements,
    ...(rules.paymentPauses ? dossier.payments : []),
    ...(rules.stopped === 'pause' ? dossier.stops : []),
  ]
  return united(all.filter(({ from }) => hasBegun(dossier, from)))
}

const hasBegun = ({ acceptedAt }: Dossier, at: Instant): boolean =>
  acceptedAt !== null && acceptedAt <= at

/** `end − Σ pauses ≤ due` is `end ≤ due + Σ pauses`; by the day, `≤ the end of its day + Σ pauses`. Pauses are taken off a due time only once the dossier has ended, and
 * not off one that was itself moved for them. */
function limitOf(
  dossier: Dossier,
  endedAt: Instant | null,
  upTo: Instant,
  timing: Timing,
): Instant | null {
  const { rules, clock, limit } = timing
  const dueAt = rules.due === 'original' ? dossier.firstDueAt : dossier.dueAt
  const isMoved = rules.due === 'in-force' && dossier.dueAt !== dossier.firstDueAt
  const last = (at: Instant) => (rules.compare === 'day' ? endOfDay(dayOf(at)) : at)
  if (dueAt !== null) {
    const until = last(dueAt)
    return endedAt === null || isMoved ? until : afterPauses(until, dossier, upTo, timing)
  }
  if (limit === null || dossier.acceptedAt === null) return null
  const { acceptedAt } = dossier
  const start = whereCovered(() => dueAfter(clock, acceptedAt, limit))
  return start === null ? null : afterPauses(last(start), dossier, upTo, timing)
}

function afterPauses(
  dueAt: Instant,
  dossier: Dossier,
  upTo: Instant,
  { rules, clock }: Timing,
): Instant {
  const over = pausesOf(dossier, rules).flatMap(({ from, to }) =>
    to !== null && to <= upTo ? [[from, to] as const] : [],
  )
  if (over.length === 0) return dueAt
  const byTheWall = () =>
    ofMillis(over.reduce((sum, [from, to]) => sum + millisOf(to) - millisOf(from), millisOf(dueAt)))
  if (rules.supplementTime === 'wall-clock') return byTheWall()
  const inOfficeTime = whereCovered(() => {
    const waited = over.reduce((sum, [from, to]) => sum + workingMillis(clock, from, to), 0)
    // A due time outside office hours stays where it is while nothing is added.
    return waited === 0 ? dueAt : forwardWorking(clock, dueAt, waited)
  })
  return inOfficeTime ?? byTheWall()
}

/** Waits that overlap are one wait. */
function united(intervals: readonly Interval[]): Interval[] {
  const found: Interval[] = []
  for (const next of [...intervals].sort((a, b) =>
    a.from < b.from ? -1 : a.from > b.from ? 1 : 0,
  )) {
    const last = found.at(-1)
    if (!last || (last.to !== null && last.to < next.from)) found.push({ ...next })
    else if (last.to !== null) last.to = next.to === null ? null : later(last.to, next.to)
  }
  return found
}

const later = (a: Instant, b: Instant): Instant => (a > b ? a : b)
