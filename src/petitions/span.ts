// How a petition stands, as spans of time: from one instant to the next at which anything of it changes, by an event or
// because a day is over. What a petition counts as at any instant is read off the span that holds it.

import type { Day } from '../lib/day.ts'
import { dayOf, type Instant, instantAt } from '../lib/instant.ts'
import { addWorkdays, type WorkCalendar } from '../lib/workdays.ts'
import {
  type ClockName,
  isUnsatisfied,
  judgePetition,
  type Petition,
  type PetitionRules,
  type PetitionState,
  type PetitionStep,
  runningClock,
} from './petition.ts'

export type PetitionSpan = {
  from: Instant
  /** Null for the last one. */
  to: Instant | null
  firstOn: Day
  startedOn: Day
  endedOn: Day | null
  state: Exclude<PetitionState, 'not-here'>
  step: PetitionStep
  /** One clock ran out, now or before. */
  isLate: boolean
  isUnsatisfied: boolean
  /** The clock that runs out first, of those that run. */
  clock: ClockName | null
  isOverdue: boolean
  dueOn: Day | null
  /** The working day before. */
  soonOn: Day | null
}

/** Throws RangeError for days that the working calendar does not cover. */
export function spansOf(
  petition: Petition,
  rules: PetitionRules,
  calendar: WorkCalendar,
): PetitionSpan[] {
  const found: PetitionSpan[] = []
  for (const from of turningPoints(petition, rules, calendar)) {
    const next = spanAt(petition, from, rules, calendar)
    const last = found.at(-1)
    if (!next || (last && isAlike(last, next))) continue
    if (last) last.to = from
    found.push(next)
  }
  return found
}

/** Instants of events, and the beginning of each day on which a clock that runs has run out. */
function turningPoints(petition: Petition, rules: PetitionRules, calendar: WorkCalendar) {
  const events = [...new Set(petition.events.map(({ at }) => at))].sort()
  const points = events.flatMap((at, no) => {
    const { clocks } = judgePetition(petition, at, rules, calendar)
    const until = events[no + 1]
    return clocks
      .filter(({ endedAt }) => endedAt === null)
      .map(({ dueOn }) => instantAt(addWorkdays(calendar, dueOn, 1)))
      .filter((turn) => turn > at && (until === undefined || turn < until))
  })
  return [...new Set([...events, ...points])].sort()
}

function spanAt(
  petition: Petition,
  at: Instant,
  rules: PetitionRules,
  calendar: WorkCalendar,
): PetitionSpan | null {
  const judged = judgePetition(petition, at, rules, calendar)
  const first = petition.events.find(({ step }) => step === 'sent' || step === 'transferred')
  const { state, step, startedAt, endedAt } = judged
  if (state === 'not-here' || !first || !startedAt || !step) return null
  const running = runningClock(judged)
  return {
    from: at,
    to: null,
    firstOn: dayOf(first.at),
    startedOn: dayOf(startedAt),
    endedOn: endedAt === null ? null : dayOf(endedAt),
    state,
    step,
    isLate: judged.verdict === 'late',
    isUnsatisfied: isUnsatisfied(petition, judged, at),
    clock: running?.clock ?? null,
    isOverdue: running?.isLate ?? false,
    dueOn: running?.dueOn ?? null,
    soonOn: running ? addWorkdays(calendar, running.dueOn, -1) : null,
  }
}

function isAlike(a: PetitionSpan, b: PetitionSpan): boolean {
  const names = Object.keys(a) as (keyof PetitionSpan)[]
  return names.every((name) => name === 'from' || name === 'to' || a[name] === b[name])
}
