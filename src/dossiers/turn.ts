// What changes by the passage of time alone, within a day. Counters of a day already hold how things stand at its end; a turn
// says from which instant on, and by how much, so that at any earlier instant it can be taken off again.

import type { Day } from '../lib/day.ts'
import { dayOf, type Instant } from '../lib/instant.ts'
import type { Dossier } from './dossier.ts'
import { endOfDay, millisOf, ofMillis } from './stamp.ts'
import { endOf, judge, pausesOf, type Timing } from './timing.ts'

export const COURSE = ['accepted', 'ended', 'endedLate', 'openLate', 'late', 'unsatisfied'] as const
export type Course = Record<(typeof COURSE)[number], number>
export type Turn = { at: Instant; startedOn: Day } & Course

/** Turns after an instant, in order. `isComplained`: already unsatisfied, however it turns out. */
export function turnsAfter(
  dossier: Dossier,
  after: Instant,
  timing: Timing,
  complainedOn: Day | null,
): Turn[] {
  const started = dossier.acceptedAt ?? dossier.submittedAt
  if (started === null) return []
  const startedOn = dayOf(started)
  if (isOver(dossier, after, timing)) return []
  return candidates(dossier, timing)
    .filter((at) => at > after)
    .flatMap((at): Turn[] => {
      const isComplained = complainedOn !== null && complainedOn <= dayOf(at)
      const before = courseAt(dossier, ofMillis(millisOf(at) - 1), timing, isComplained)
      const now = courseAt(dossier, at, timing, isComplained)
      const delta = Object.fromEntries(COURSE.map((key) => [key, now[key] - before[key]])) as Course
      // What turns with the day is in the counters of the day before and of the day: nothing to take off.
      const isWithin = dayOf(ofMillis(millisOf(at) - 1)) === dayOf(at)
      return isWithin && COURSE.some((key) => delta[key] !== 0) ? [{ at, startedOn, ...delta }] : []
    })
}

/** Ended, and nothing of it lies later: what was judged stays so. */
function isOver(dossier: Dossier, after: Instant, { rules }: Timing): boolean {
  const end = endOf(dossier, rules)
  if (end === null || end > after || (dossier.acceptedAt ?? end) > after) return false
  return (
    dossier.history.every(({ at }) => at <= after) &&
    dossier.supplements.every(({ from, to }) => from <= after && to !== null && to <= after) &&
    pausesOf(dossier, rules).every(({ from, to }) => from <= after && to !== null && to <= after)
  )
}

/** Every instant at which the judgement may change. */
function candidates(dossier: Dossier, timing: Timing): Instant[] {
  const pauses = pausesOf(dossier, timing.rules)
  const fixed = new Set<Instant>(
    [
      dossier.acceptedAt,
      ...dossier.history.map(({ at }) => at),
      ...pauses.flatMap(({ from, to }) => [from, to]),
      ...dossier.supplements.map(({ from }) => from),
    ].filter((at): at is Instant => at !== null),
  )
  const limits = [...fixed]
    .flatMap((at) => [at, endOfDay(dayOf(at))])
    .map((at) => judge(dossier, at, timing).limitAt)
  for (const at of limits) {
    if (at === null) continue
    fixed.add(ofMillis(millisOf(at) + 1))
    const then = judge(dossier, endOfDay(dayOf(at)), timing).limitAt
    if (then !== null) fixed.add(ofMillis(millisOf(then) + 1))
  }
  return [...fixed].sort()
}

/** How one dossier counts at an instant. */
export function courseAt(
  dossier: Dossier,
  at: Instant,
  timing: Timing,
  isComplained: boolean,
): Course {
  const { verdict, endedAt } = judge(dossier, at, timing)
  const isLate = verdict === 'late'
  return {
    accepted: +(verdict !== 'not-accepted'),
    ended: +(endedAt !== null),
    endedLate: +(isLate && endedAt !== null),
    openLate: +(isLate && endedAt === null),
    late: +isLate,
    unsatisfied: +(isLate || isComplained),
  }
}
