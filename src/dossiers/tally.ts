// What a dossier adds to the counters of its unit. Rows are additive: the counters of any set of dossiers are the sums of
// their rows, and a changed dossier takes its old rows back and adds its new ones.

import { addDays, type Day } from '../lib/day.ts'
import { dayOf } from '../lib/instant.ts'
import type { Channel, Dossier } from './dossier.ts'
import { TIMES, timeTaken } from './handling-time.ts'
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
  ...TIMES,
] as const
export type Numbers = Partial<Record<(typeof NUMBERS)[number], number>>
export type TallyRow = { cell: Cell; numbers: Numbers }

/** A row as it is stored. `n`: in the order of NUMBERS, without zeros at its end. */
export type PlacedRow = { startedOn: Day; day: Day; n: number[] }

/** The rows of one dossier; none while it has neither been sent nor accepted. */
export const tallyRows = (dossier: Dossier, facts: TallyFacts): TallyRow[] =>
  placedRows(dossier, facts).map(({ startedOn, day, n }) => ({
    cell: {
      unit: dossier.unit,
      procedure: dossier.procedure,
      channel: dossier.channel,
      startedOn,
      day,
    },
    numbers: named(n),
  }))

export const named = (n: readonly number[]): Numbers =>
  Object.fromEntries(NUMBERS.flatMap((name, at) => (n[at] ? [[name, n[at]]] : [])))

/** The same, each number at its place. */
export function placedRows(dossier: Dossier, facts: TallyFacts): PlacedRow[] {
  const started = dossier.acceptedAt ?? dossier.submittedAt
  if (started === null) return []
  const startedOn = dayOf(started)
  // The first turning day is the day it started on.
  const rows = courseOf(dossier, startedOn, facts)
  place(rows[0]?.n ?? [], marksOf(dossier, facts))
  for (const { n } of rows) while (n.at(-1) === 0) n.pop()
  return rows.filter(({ n }) => n.length > 0)
}

const PLACES = Object.fromEntries(NUMBERS.map((name, at) => [name, at])) as Record<
  keyof Numbers,
  number
>

function place(n: number[], numbers: Numbers): void {
  for (const name in numbers) n[PLACES[name as keyof Numbers]] = numbers[name as keyof Numbers] ?? 0
}

function marksOf(dossier: Dossier, { timing, procedure, residentDatabases }: TallyFacts): Numbers {
  const { hasResult, hasInput, history } = dossier
  const isFinished = history.some(({ status }) => status === 9 || status === 10)
  const gives = procedure.returnsDocument
  const isVerified =
    dossier.isVerified ||
    dossier.isFromStore ||
    dossier.databases.some((it) => residentDatabases.includes(it))
  const owes = procedure.hasFee && dossier.fees !== 'zero'
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
    ...timeTaken(dossier, timing),
  }
}

const COURSE = (
  ['accepted', 'ended', 'endedLate', 'openLate', 'late', 'complained', 'unsatisfied'] as const
).map((name) => PLACES[name])

/** Changes from day to day, each as it stands at the end of its day. */
function courseOf(
  dossier: Dossier,
  startedOn: Day,
  { timing, complainedOn }: TallyFacts,
): PlacedRow[] {
  const judged = new Map<Day, Judgement>()
  const judgedOn = (day: Day): Judgement => {
    const known = judged.get(day)
    if (known) return known
    const found = judge(dossier, endOfDay(day), timing)
    judged.set(day, found)
    return found
  }
  let last: readonly number[] = []
  return turningDays(dossier, startedOn, { timing, complainedOn, judgedOn }).map((day) => {
    const { verdict, endedAt } = judgedOn(day)
    const isLate = verdict === 'late'
    const isComplained = complainedOn !== null && complainedOn <= day
    const next = [
      +(verdict !== 'not-accepted'),
      +(endedAt !== null),
      +(isLate && endedAt !== null),
      +(isLate && endedAt === null),
      +isLate,
      +isComplained,
      +(isLate || isComplained),
    ]
    const n: number[] = new Array(NUMBERS.length).fill(0)
    for (let at = 0; at < COURSE.length; at++)
      n[COURSE[at] as number] = (next[at] ?? 0) - (last[at] ?? 0)
    last = next
    return { startedOn, day, n }
  })
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
  const known = new Set<Day>([startedOn])
  for (const { at } of dossier.history) known.add(dayOf(at))
  for (const { from, to } of pausesOf(dossier, timing.rules)) {
    known.add(dayOf(from))
    if (to) known.add(dayOf(to))
  }
  for (const { from } of dossier.supplements) known.add(dayOf(from))
  if (complainedOn) known.add(complainedOn)
  for (const day of [...known]) {
    const { limitAt } = judgedOn(day)
    if (limitAt !== null) known.add(dayOf(limitAt)).add(addDays(dayOf(limitAt), 1))
  }
  return [...known].filter((day) => day >= startedOn).sort()
}
