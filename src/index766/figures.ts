// What the dossiers of units come to for a period: sums and sets of procedures. Additive: the figures of a unit are those of
// all units under it, procedures counted once.

import {
  courseAt,
  type Dossier,
  endOfDay,
  NUMBERS,
  type Numbers,
  type TallyFacts,
  type TallyRow,
  tallyRows,
} from '../dossiers/index.ts'
import type { Span } from '../indices/index.ts'
import { addDays, type Day } from '../lib/day.ts'
import { dayOf, type Instant } from '../lib/instant.ts'
import { noPetitions, type PetitionSums } from '../petitions/index.ts'

const MARKS = [
  'received',
  'givesResult',
  'finishedGivesResult',
  'hasResult',
  'digitised',
  'reused',
  'fromStore',
  'verified',
  'owes',
  'paidOnline',
] as const
const LATE = ['late', 'complained', 'unsatisfied'] as const

export type Figures = {
  /** Of dossiers that started in the period. */
  started: Record<(typeof MARKS)[number] | (typeof LATE)[number], number>
  online: Record<'received' | 'onlineWithResult', number>
  /** What had happened before the period, and what changed in it. */
  before: Record<'accepted' | 'ended' | 'openLate', number>
  within: Record<'accepted' | 'endedLate' | 'openLate', number>
  /** Procedures with a dossier sent online, paid online, by somebody verified. */
  sets: Record<'online' | 'paid' | 'verified', Set<string>>
  petitions: PetitionSums
}

const zeros = <K extends string>(names: readonly K[]): Record<K, number> =>
  Object.fromEntries(names.map((name) => [name, 0])) as Record<K, number>

export const noFigures = (): Figures => ({
  started: zeros([...MARKS, ...LATE]),
  online: zeros(['received', 'onlineWithResult']),
  before: zeros(['accepted', 'ended', 'openLate']),
  within: zeros(['accepted', 'endedLate', 'openLate']),
  sets: { online: new Set(), paid: new Set(), verified: new Set() },
  petitions: noPetitions(),
})

/** Adds to `sum` in place and answers it. */
export function addFigures(sum: Figures, part: Figures): Figures {
  for (const piece of ['started', 'online', 'before', 'within', 'petitions'] as const) {
    const into = sum[piece] as Record<string, number>
    for (const [name, value] of Object.entries(part[piece])) into[name] = (into[name] ?? 0) + value
  }
  for (const name of ['online', 'paid', 'verified'] as const)
    for (const code of part.sets[name]) sum.sets[name].add(code)
  return sum
}

/** Adds to `sum` in place. */
export function addPetitions(sum: PetitionSums, part: Partial<PetitionSums>): void {
  for (const [name, value] of Object.entries(part)) sum[name as keyof PetitionSums] += value
}

/** What is left of a unit's figures when those of some of its dossiers are taken off. Of procedures those stay that others have
 * too: `sums` of all dossiers of the unit by procedure, `rows` of those taken off. */
export function figuresWithout(
  whole: Figures,
  left: Figures,
  sums: readonly ({ procedure: string } & Record<'online' | 'paid' | 'verified', number>)[],
  rows: readonly TallyRow[],
): Figures {
  const rest = addFigures(noFigures(), whole)
  for (const piece of ['started', 'online', 'before', 'within'] as const) {
    const from = rest[piece] as Record<string, number>
    for (const [name, value] of Object.entries(left[piece]))
      if (name in from) from[name] = (from[name] ?? 0) - value
  }
  const taken = {
    online: sumsBy(
      rows.filter(({ cell }) => cell.channel === 'online'),
      'received',
    ),
    paid: sumsBy(rows, 'paidOnline'),
    verified: sumsBy(rows, 'verified'),
  }
  for (const name of ['online', 'paid', 'verified'] as const)
    rest.sets[name] = new Set(
      sums
        .filter((it) => it[name] - (taken[name].get(it.procedure) ?? 0) > 0)
        .map(({ procedure }) => procedure),
    )
  return rest
}

/** From rows of counters, at the end of `today` or of the period. */
export function figuresOf(rows: readonly TallyRow[], period: Span, today: Day): Figures {
  const upTo = today < period.to ? today : period.to
  const known = rows.filter(({ cell }) => cell.day <= upTo)
  const started = known.filter(
    ({ cell }) => period.from <= cell.startedOn && cell.startedOn <= period.to,
  )
  const online = started.filter(({ cell }) => cell.channel === 'online')
  const before = sumsOf(known.filter(({ cell }) => cell.day < period.from))
  const within = sumsOf(known.filter(({ cell }) => cell.day >= period.from))
  return {
    started: sumsOf(started),
    online: sumsOf(online),
    before,
    within,
    sets: {
      online: proceduresWith(online, 'received'),
      paid: proceduresWith(started, 'paidOnline'),
      verified: proceduresWith(started, 'verified'),
    },
    petitions: noPetitions(),
  }
}

function sumsOf(rows: readonly TallyRow[]): Record<keyof Numbers, number> {
  const sums = zeros(NUMBERS)
  for (const { numbers } of rows)
    for (const [name, value] of Object.entries(numbers)) sums[name as keyof Numbers] += value
  return sums
}

const proceduresWith = (rows: readonly TallyRow[], name: keyof Numbers): Set<string> =>
  new Set([...sumsBy(rows, name)].filter(([, sum]) => sum > 0).map(([code]) => code))

function sumsBy(rows: readonly TallyRow[], name: keyof Numbers): Map<string, number> {
  const sums = new Map<string, number>()
  for (const { cell, numbers } of rows)
    sums.set(cell.procedure, (sums.get(cell.procedure) ?? 0) + (numbers[name] ?? 0))
  return sums
}

/** The other derivation, without counters: each dossier judged before the period and at an instant. */
export function figuresOfDossiers(
  dossiers: readonly { dossier: Dossier; facts: TallyFacts }[],
  period: Span,
  at: Instant,
): Figures {
  const figures = noFigures()
  const eve = endOfDay(addDays(period.from, -1))
  const before = eve < at ? eve : at
  for (const { dossier, facts } of dossiers) {
    const startedAt = dossier.acceptedAt ?? dossier.submittedAt
    if (startedAt === null) continue
    const complained = (on: Day) => facts.complainedOn !== null && facts.complainedOn <= on
    const then = courseAt(dossier, before, facts.timing, complained(dayOf(before)))
    const now = courseAt(dossier, at, facts.timing, complained(dayOf(at)))
    for (const name of ['accepted', 'ended', 'openLate'] as const)
      figures.before[name] += then[name]
    for (const name of ['accepted', 'endedLate', 'openLate'] as const)
      figures.within[name] += now[name] - then[name]
    const startedOn = dayOf(startedAt)
    if (startedOn < period.from || startedOn > period.to || startedOn > dayOf(at)) continue
    const [marks] = tallyRows(dossier, facts)
    const numbers = marks?.numbers ?? {}
    for (const name of MARKS) figures.started[name] += numbers[name] ?? 0
    figures.started.late += now.late
    figures.started.complained += +complained(dayOf(at))
    figures.started.unsatisfied += now.unsatisfied
    if (dossier.channel === 'online') {
      figures.online.received += 1
      figures.online.onlineWithResult += numbers.onlineWithResult ?? 0
      figures.sets.online.add(dossier.procedure)
    }
    if (numbers.paidOnline) figures.sets.paid.add(dossier.procedure)
    if (numbers.verified) figures.sets.verified.add(dossier.procedure)
  }
  return figures
}
