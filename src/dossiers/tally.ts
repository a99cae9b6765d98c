// What a dossier adds to the counters of its unit. Rows are additive: the counters of any set of dossiers are the sums of
// their rows, and a changed dossier takes its old rows back and adds its new ones.

import { addDays, type Day } from '../lib/day.ts'
import { dayOf } from '../lib/instant.ts'
import type { Channel, Dossier } from './dossier.ts'
import { endOfDay } from './stamp.ts'
import { type Judgement, judge, pausesOf, type Timing } from './timing.ts'

/** What the procedure says. */
export type ProcedureFacts = { hasFee: boolean; returnsDocument: boolean }
export type TallyFacts = {
  timing: Timing
  procedure: ProcedureFacts
  /** The day of the first feedback or dislike about the dossier. */
  complainedOn: Day | null
  /** Codes of databases that hold data of residents (MaCSDL). */
  residentDatabases: readonly string[]
}

/** `startedOn`: when the dossier was accepted (sent, when it was not); `day`: from when on the numbers hold. */
export type Cell = { unit: string; procedure: string; channel: Channel; startedOn: Day; day: Day }

/** Rows are stored by place: new ones go to the end. */
export const NUMBERS = [
  'received',
  'accepted',
  'ended',
  'endedLate',
  'openLate',
  'late',
  'complained',
  'unsatisfied',
  'givesResult',
  'finishedGivesResult',
  'hasResult',
  'digitised',
  'reused',
  'fromStore',
  'verified',
  'owes',
  'paidOnline',
  'onlineWithResult',
] as const
export type Numbers = Partial<Record<(typeof NUMBERS)[number], number>>
export type TallyRow = { cell: Cell; numbers: Numbers }

/** The rows of one dossier; none while it has neither been sent nor accepted. */
export function tallyRows(dossier: Dossier, facts: TallyFacts): TallyRow[] {
  const started = dossier.acceptedAt ?? dossier.submittedAt
  if (started === null) return []
  const startedOn = dayOf(started)
  const { unit, procedure, channel } = dossier
  const row = (day: Day, all: Numbers): TallyRow => {
    const numbers: Numbers = {}
    for (const name in all) {
      const value = all[name as keyof Numbers]
      if (value) numbers[name as keyof Numbers] = value
    }
    return { cell: { unit, procedure, channel, startedOn, day }, numbers }
  }
  // The first turning day is the day it started on.
  const [first, ...later] = courseOf(dossier, startedOn, facts, row)
  const rows = [row(startedOn, { ...marksOf(dossier, facts), ...first?.numbers }), ...later]
  return rows.filter(({ numbers }) => {
    for (const _ in numbers) return true
    return false
  })
}

function marksOf(dossier: Dossier, { procedure, residentDatabases }: TallyFacts): Numbers {
  const { hasResult, hasInput, history } = dossier
  const isFinished = history.some(({ status }) => status === 9 || status === 10)
  const gives = procedure.returnsDocument
  const isVerified =
    dossier.isVerified ||
    dossier.isFromStore ||
    dossier.databases.some((it) => residentDatabases.includes(it))
  const owes = (procedure.hasFee || dossier.fees === 'some') && dossier.fees !== 'zero'
  return {
    received: 1,
    givesResult: +gives,
    finishedGivesResult: +(gives && isFinished),
    hasResult: +(gives && hasResult),
    digitised: +(hasInput && (hasResult || !gives)),
    reused: +dossier.isReused,
    fromStore: +dossier.isFromStore,
    verified: +isVerified,
    owes: +owes,
    paidOnline: +(owes && dossier.isPaidOnline),
    onlineWithResult: +(dossier.channel === 'online' && (hasResult || !gives)),
  }
}

const COURSE = [
  'accepted',
  'ended',
  'endedLate',
  'openLate',
  'late',
  'complained',
  'unsatisfied',
] as const
type CourseName = (typeof COURSE)[number]

/** Changes from day to day, each as it stands at the end of its day. */
function courseOf(
  dossier: Dossier,
  startedOn: Day,
  { timing, complainedOn }: TallyFacts,
  row: (day: Day, numbers: Numbers) => TallyRow,
): TallyRow[] {
  const rows: TallyRow[] = []
  let last = Object.fromEntries(COURSE.map((name) => [name, 0])) as Record<CourseName, number>
  const judged = new Map<Day, Judgement>()
  const judgedOn = (day: Day): Judgement => {
    const known = judged.get(day)
    if (known) return known
    const found = judge(dossier, endOfDay(day), timing)
    judged.set(day, found)
    return found
  }
  for (const day of turningDays(dossier, startedOn, { timing, complainedOn, judgedOn })) {
    const { verdict, endedAt } = judgedOn(day)
    const isLate = verdict === 'late'
    const isComplained = complainedOn !== null && complainedOn <= day
    const next = {
      accepted: +(verdict !== 'not-accepted'),
      ended: +(endedAt !== null),
      endedLate: +(isLate && endedAt !== null),
      openLate: +(isLate && endedAt === null),
      late: +isLate,
      complained: +isComplained,
      unsatisfied: +(isLate || isComplained),
    }
    const changed: Numbers = {}
    for (const name of COURSE) changed[name] = next[name] - last[name]
    rows.push(row(day, changed))
    last = next
  }
  return rows
}

/** Every day on which the judgement at the day's end may differ from that of the day before: days of steps, and the days
 * around each due time that holds for a while. */
function turningDays(
  dossier: Dossier,
  startedOn: Day,
  {
    timing,
    complainedOn,
    judgedOn,
  }: Pick<TallyFacts, 'timing' | 'complainedOn'> & { judgedOn: (day: Day) => Judgement },
): Day[] {
  const pauses = pausesOf(dossier, timing.rules).flatMap(({ from, to }) =>
    to ? [from, to] : [from],
  )
  const asked = dossier.supplements.map(({ from }) => from)
  const steps = [...dossier.history.map(({ at }) => at), ...pauses, ...asked].map(dayOf)
  const known = new Set<Day>([startedOn, ...steps, ...(complainedOn ? [complainedOn] : [])])
  for (const day of [...known]) {
    const { limitAt } = judgedOn(day)
    if (limitAt !== null) known.add(dayOf(limitAt)).add(addDays(dayOf(limitAt), 1))
  }
  return [...known].filter((day) => day >= startedOn).sort()
}
