// What can still be done about one open dossier, and what each deed changes in the counts of the index at the period's end.
// A deed is tried on the dossier itself and counted by the rules that count all: nothing is said twice.

import {
  type Dossier,
  endOf,
  endOfDay,
  judge,
  type TallyFacts,
  tallyRows,
} from '../dossiers/index.ts'
import type { Choices, Counts, Ratio, Span, Tree } from '../indices/index.ts'
import { dayOf, type Instant } from '../lib/instant.ts'
import { countsOf } from './counts.ts'

export const DEEDS = [
  'finish-in-time',
  'attach-result',
  'digitise',
  'reuse-data',
  'take-from-store',
  'verify-identity',
  'collect-online',
  'answer-in-time',
] as const
export type Deed = (typeof DEEDS)[number]

/** By indicator: what is added to its numerator and denominator. */
export type Changes = Readonly<Record<string, Ratio>>
export type Work = {
  kind: 'dossier' | 'petition'
  code: string
  unit: string
  dueAt: Instant | null
  deeds: { deed: Deed; changes: Changes }[]
  /** All of them together: two may be worth something only as a pair. */
  all: Changes
  /** What all of them change for the unit above, where that is something else. */
  above?: Changes
}

/** Indicators to which each dossier adds by itself. Distinct procedures depend on the other dossiers. */
const ADDITIVE = ['2.1', '3.6', '4.1', '4.2', '4.3', '4.4', '4.5b', '5.4']

export type Tried = {
  period: Span
  now: Instant
  tree: Tree
  chosen?: Choices
  /** Deeds that this office can do; all of them when not given. */
  deeds?: readonly Deed[]
}

type Effect = Pick<Work, 'deeds' | 'all'>
export type Case = { dossier: Dossier; facts: TallyFacts }

/** The work on open dossiers, each measured at the end of the period against leaving it as it is. Those that have ended, were not
 * accepted, or where nothing would change are left out. */
export function worksOn(cases: readonly Case[], tried: Tried): Work[] {
  const known = new Map<string, Effect>()
  return cases.flatMap(({ dossier, facts }): Work[] => {
    if (!isOpen(dossier, facts, tried.now)) return []
    const key = likenessOf(dossier, facts, tried)
    const effect = (key === null ? undefined : known.get(key)) ?? effectOn(dossier, facts, tried)
    if (key !== null) known.set(key, effect)
    if (Object.keys(effect.all).length === 0) return []
    const { code, unit, dueAt } = dossier
    return [{ kind: 'dossier', code, unit, dueAt, ...effect }]
  })
}

function isOpen({ acceptedAt, ...dossier }: Dossier, { timing }: TallyFacts, now: Instant) {
  const end = endOf({ acceptedAt, ...dossier }, timing.rules)
  return acceptedAt !== null && acceptedAt <= now && !(end !== null && end <= now)
}

/** What two open dossiers have in common when every deed counts the same for both. Null for one with steps or papers ahead of
 * their time: it is like no other. */
function likenessOf(dossier: Dossier, facts: TallyFacts, { period, now }: Tried): string | null {
  const { timing, procedure, complainedOn, residentDatabases } = facts
  const isAhead = ({ at }: { at: Instant }) => at > now
  if (dossier.history.some(isAhead) || dossier.supplements.some(({ to }) => (to ?? '') > now))
    return null
  const close = closeOf(period)
  const verdictOf = (it: Dossier) => judge(it, close, timing).verdict
  const startedOn = dayOf(dossier.acceptedAt as Instant)
  return JSON.stringify([
    procedure,
    dossier.channel,
    dossier.hasResult,
    dossier.hasInput,
    dossier.isReused,
    dossier.isFromStore,
    dossier.isVerified,
    dossier.isPaidOnline,
    dossier.fees,
    dossier.databases.some((it) => residentDatabases.includes(it)),
    dossier.history.some(({ status }) => status === 9 || status === 10),
    period.from <= startedOn && startedOn <= period.to,
    startedOn <= period.to,
    complainedOn !== null && complainedOn <= period.to,
    verdictOf(dossier),
    verdictOf(done(dossier, 'finish-in-time', now)),
  ])
}

function effectOn(dossier: Dossier, facts: TallyFacts, tried: Tried): Effect {
  const { period, now, tree, chosen, deeds = DEEDS } = tried
  const countsWith = (it: Dossier): Counts =>
    countsOf(
      tallyRows(it, facts),
      period,
      period.to,
      { counts: {}, denominators: {} },
      chosen ? { tree, chosen } : { tree },
    )
  const asItIs = countsWith(dossier)
  const wanted = deeds.filter((deed) => deed in DONE)
  const found = wanted.flatMap((deed) => {
    const changes = differences(asItIs, countsWith(done(dossier, deed, now)))
    return Object.keys(changes).length > 0 ? [{ deed, changes }] : []
  })
  const together = wanted.reduce((it, deed) => done(it, deed, now), dossier)
  return { deeds: found, all: differences(asItIs, countsWith(together)) }
}

const DONE: Partial<Record<Deed, (it: Dossier, now: Instant) => Partial<Dossier>>> = {
  'finish-in-time': ({ history, supplements }, now) => ({
    status: 9,
    history: [
      ...history.filter(({ at }) => at <= now),
      { status: 9 as const, at: now, office: null },
    ],
    supplements: supplements.map((it) => (it.to === null ? { ...it, to: now } : it)),
  }),
  'attach-result': () => ({ hasResult: true }),
  digitise: () => ({ hasInput: true }),
  'reuse-data': () => ({ isReused: true }),
  'take-from-store': () => ({ isFromStore: true }),
  'verify-identity': () => ({ isVerified: true }),
  'collect-online': () => ({ isPaidOnline: true }),
}

const done = (dossier: Dossier, deed: Deed, now: Instant): Dossier => ({
  ...dossier,
  ...DONE[deed]?.(dossier, now),
})

function differences(before: Counts, after: Counts): Changes {
  return Object.fromEntries(
    ADDITIVE.flatMap((code): [string, Ratio][] => {
      const [from, to] = [ratioOf(before, code), ratioOf(after, code)]
      if (!from || !to) return []
      const numerator = to.numerator - from.numerator
      const denominator = to.denominator - from.denominator
      return numerator === 0 && denominator === 0 ? [] : [[code, { numerator, denominator }]]
    }),
  )
}

/** The figure of an indicator when it is a ratio. */
export function ratioOf(counts: Counts, code: string): Ratio | null {
  const count = counts[code] ?? null
  return count !== null && typeof count === 'object' && 'numerator' in count ? count : null
}

/** The instant up to which a period is judged. */
export const closeOf = ({ to }: Span): Instant => endOfDay(to)
