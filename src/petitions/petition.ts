// Feedback and proposals (PAKN): their four clocks in working days, on time or late, satisfied or not, as indicators 5.1–5.3
// count them.

import type { Day } from '../lib/day.ts'
import { dayOf, type Instant } from '../lib/instant.ts'
import { addWorkdays, type WorkCalendar, workdaysBetween } from '../lib/workdays.ts'

/** In the order in which they stand when they happen at one instant. */
export const STEPS = [
  'sent', // by the citizen to this unit
  'transferred', // to this unit, by VPCP or another unit
  'accepted',
  'supplement-asked',
  'supplemented',
  'refused',
  'sent-back', // to whom it came from
  'answered', // waits for publication
  'published',
  'liked',
  'disliked',
  'complained-again',
] as const
export type PetitionStep = (typeof STEPS)[number]
export type PetitionEvent = { step: PetitionStep; at: Instant }
export type Petition = {
  code: string
  unit: string
  about: 'rules' | 'conduct'
  /** In order of time. */
  events: readonly PetitionEvent[]
}

export const CLOCKS = ['refuse', 'supplement', 'handle', 'publish'] as const
export type ClockName = (typeof CLOCKS)[number]
export type PetitionRules = {
  /** Working days; the day on which a clock starts is not counted. */
  days: Readonly<Record<ClockName, number>>
  /** What the papers that were asked for do to the time: it begins anew, or the wait is taken off. */
  afterSupplement: 'restart' | 'pause'
}
export type PetitionClock = {
  clock: ClockName
  startedAt: Instant
  /** The last day in time. */
  dueOn: Day
  /** Null while it runs. */
  endedAt: Instant | null
  isLate: boolean
}
export type PetitionState = 'not-here' | 'waiting' | 'processing' | 'done'
export type PetitionJudgement = {
  state: PetitionState
  verdict: 'on-time' | 'late' | null
  startedAt: Instant | null
  /** When this unit was done with it; null while it is open. */
  endedAt: Instant | null
  /** The last step of this unit. */
  step: PetitionStep | null
  clocks: PetitionClock[]
}

/** How a petition stands at an instant. Late is who let one clock run out, whatever came after. */
export function judgePetition(
  petition: Petition,
  at: Instant,
  rules: PetitionRules,
  calendar: WorkCalendar,
): PetitionJudgement {
  const known = petition.events.filter((it) => it.at <= at)
  const startAt = startOf(known)
  if (startAt === null) return NOT_HERE
  const steps = known.slice(startAt)
  const clocks = clocksOf(steps, at, rules, calendar)
  const verdict = clocks.some(({ isLate }) => isLate) ? 'late' : 'on-time'
  return { ...stateOf(steps), verdict, startedAt: steps[0]?.at ?? null, clocks }
}

const NOT_HERE: PetitionJudgement = {
  state: 'not-here',
  verdict: null,
  startedAt: null,
  endedAt: null,
  step: null,
  clocks: [],
}

/** Sent here, or the last transfer to here. */
function startOf(events: readonly PetitionEvent[]): number | null {
  const transfer = events.findLastIndex(({ step }) => step === 'transferred')
  const start = transfer >= 0 ? transfer : events.findIndex(({ step }) => step === 'sent')
  return start >= 0 ? start : null
}

const GIVEN_AWAY: readonly PetitionStep[] = ['refused', 'sent-back']

function stateOf(
  steps: readonly PetitionEvent[],
): Pick<PetitionJudgement, 'state' | 'endedAt' | 'step'> {
  const own = steps.filter(({ step }) => !OF_CITIZENS.includes(step))
  const last = own.at(-1)
  const step = last?.step ?? null
  switch (last?.step) {
    case 'refused':
    case 'sent-back':
    case 'supplement-asked':
      return { state: 'done', endedAt: last.at, step }
    case 'answered':
    case 'published': {
      const answered = own.find((it) => it.step === 'answered')
      return { state: 'done', endedAt: answered?.at ?? last.at, step }
    }
    case 'accepted':
      return { state: 'processing', endedAt: null, step }
    default:
      return { state: 'waiting', endedAt: null, step }
  }
}

/** What a citizen thinks of it. */
const OF_CITIZENS: readonly PetitionStep[] = ['liked', 'disliked', 'complained-again']

/** Of the clocks that run, the one that runs out first. */
export const runningClock = ({ clocks }: PetitionJudgement): PetitionClock | null =>
  clocks
    .filter(({ endedAt }) => endedAt === null)
    .sort((a, b) => (a.dueOn < b.dueOn ? -1 : 1))
    .at(0) ?? null

function clocksOf(
  steps: readonly PetitionEvent[],
  at: Instant,
  { days, afterSupplement }: PetitionRules,
  calendar: WorkCalendar,
): PetitionClock[] {
  const first = (wanted: readonly PetitionStep[]) =>
    steps.find(({ step }) => wanted.includes(step))?.at ?? null
  const begun = steps[0]?.at as Instant
  const run = (clock: ClockName, startedAt: Instant, endedAt: Instant | null, paused = 0) => {
    const used = workdaysBetween(calendar, dayOf(startedAt), dayOf(endedAt ?? at)) - paused
    const dueOn = addWorkdays(calendar, dayOf(startedAt), days[clock] + paused)
    return { clock, startedAt, dueOn, endedAt, isLate: used > days[clock] }
  }
  const found: PetitionClock[] = []
  const acceptedAt = first(['accepted'])
  const askedAt = first(['supplement-asked'])
  const isAskedFirst = askedAt !== null && (acceptedAt === null || askedAt < acceptedAt)
  if (isAskedFirst) found.push(run('supplement', begun, askedAt))
  const resumed = steps.findLast(({ step }) => step === 'supplemented')?.at ?? null
  const restart = afterSupplement === 'restart' && resumed !== null ? resumed : begun
  const givenAt = first(GIVEN_AWAY)
  if (givenAt !== null) {
    found.push(run('refuse', givenAt > restart ? restart : begun, givenAt))
    return found
  }
  const answeredAt = first(['answered', 'published'])
  const isWaiting =
    askedAt !== null && (resumed === null || isAfter(steps, 'supplement-asked', resumed))
  const waits = afterSupplement === 'pause' ? pausedDays(steps, calendar) : 0
  if (answeredAt !== null || !isWaiting)
    found.push(
      run(
        'handle',
        answeredAt !== null && answeredAt < restart ? begun : restart,
        answeredAt,
        waits,
      ),
    )
  const readyAt = first(['answered'])
  if (readyAt !== null) found.push(run('publish', readyAt, first(['published'])))
  return found
}

const isAfter = (steps: readonly PetitionEvent[], wanted: PetitionStep, at: Instant): boolean =>
  steps.some(({ step, at: on }) => step === wanted && on > at)

function pausedDays(steps: readonly PetitionEvent[], calendar: WorkCalendar): number {
  let [sum, from] = [0, null as Instant | null]
  for (const { step, at } of steps) {
    if (step === 'supplement-asked') from ??= at
    if (step === 'supplemented' && from !== null) {
      sum += workdaysBetween(calendar, dayOf(from), dayOf(at))
      from = null
    }
  }
  return sum
}

/** Disliked more than liked, complained of again, or late: counted once. */
export function isUnsatisfied(
  { events }: Petition,
  { verdict }: PetitionJudgement,
  at: Instant,
): boolean {
  const count = (wanted: PetitionStep) =>
    events.filter(({ step, at: on }) => step === wanted && on <= at).length
  return verdict === 'late' || count('disliked') > count('liked') || count('complained-again') > 0
}
