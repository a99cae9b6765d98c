// From counters of dossiers to the counts of the tree. A unit's counters are those of all units under it together, so a
// parent is the ratio of sums and its distinct procedures are counted once.

import { NUMBERS, type Numbers, type TallyRow } from '../dossiers/index.ts'
import {
  type Choices,
  type Count,
  type Counts,
  choicesOf,
  type Span,
  type Tree,
} from '../indices/index.ts'
import type { Day } from '../lib/day.ts'

/** What dossiers do not say. What is not given is unknown, not zero. */
export type Sources = {
  /** Whole counts by code: 1.1–1.3, 3.1, 3.5a, 4.6, 5.1–5.3. */
  counts: Counts
  /** Denominators of indicators whose numerator is counted from dossiers: 1.4 dossiers by national report, 3.2 online
   * services, 3.5b procedures with a fee, 4.5a procedures for citizens. */
  denominators: Partial<Record<'1.4' | '3.2' | '3.5b' | '4.5a', number | null>>
}

type Sums = Required<Record<keyof Numbers, number>>

/** The counts of a unit for a period, both days included, as they stand at the end of `today` or of the period. */
export function countsOf(
  rows: readonly TallyRow[],
  period: Span,
  today: Day,
  { counts, denominators }: Sources,
  { tree, chosen }: { tree: Tree; chosen?: Choices },
): Counts {
  const choices = choicesOf(tree, chosen)
  const upTo = today < period.to ? today : period.to
  const known = rows.filter(({ cell }) => cell.day <= upTo)
  const started = known.filter(
    ({ cell }) => period.from <= cell.startedOn && cell.startedOn <= period.to,
  )
  const online = started.filter(({ cell }) => cell.channel === 'online')
  const [all, sent] = [sumsOf(started), sumsOf(online)]
  const against = (code: keyof typeof denominators, numerator: number): Count => {
    const denominator = denominators[code] ?? null
    return denominator === null ? null : { numerator, denominator }
  }
  const share = (numerator: number, denominator = all.received): Count => ({
    numerator,
    denominator,
  })
  const synced = against('1.4', all.received)
  const finished = choices['4.1.denominator'] === 'finished'
  const taken = choices['5.4.subtract'] === 'both' ? all.late + all.complained : all.unsatisfied
  return {
    '1.4': synced,
    '2.1': onTime(known, period),
    '3.2': against('3.2', proceduresWith(online, 'received')),
    '3.3': sentOnline(sent, all, synced, choices),
    '3.5b': against('3.5b', proceduresWith(started, 'paidOnline')),
    '3.6': share(all.paidOnline, all.owes),
    '4.1': share(all.hasResult, finished ? all.finishedGivesResult : all.givesResult),
    '4.2': share(all.digitised),
    '4.3': share(all.reused),
    '4.4': share(all.fromStore),
    '4.5a': against('4.5a', proceduresWith(started, 'verified')),
    '4.5b': share(all.verified),
    '5.4': share(Math.max(0, all.received - taken)),
    ...counts,
  }
}

/** 2.1: carried over and accepted in the period, open ones included. What was open before it is what was accepted, less what
 * had ended; late is what ended late in it and what stands late at its end. */
function onTime(known: readonly TallyRow[], { from }: Span): Count {
  const before = sumsOf(known.filter(({ cell }) => cell.day < from))
  const within = sumsOf(known.filter(({ cell }) => cell.day >= from))
  const denominator = before.accepted - before.ended + within.accepted
  const late = within.endedLate + before.openLate + within.openLate
  return { numerator: denominator - late, denominator }
}

function sentOnline(sent: Sums, all: Sums, synced: Count, choices: Choices): Count {
  const numerator = choices['3.3.needsResult'] === true ? sent.onlineWithResult : sent.received
  if (choices['3.3.timesSync'] !== true) return { numerator, denominator: all.received }
  if (synced === null || typeof synced !== 'object' || !('denominator' in synced)) return null
  const { numerator: told, denominator } = synced
  const factor = denominator === 0 ? 0 : Math.min(1, told / denominator)
  return { numerator: numerator * factor, denominator: all.received }
}

function sumsOf(rows: readonly TallyRow[]): Sums {
  const sums = Object.fromEntries(NUMBERS.map((name) => [name, 0])) as Sums
  for (const { numbers } of rows)
    for (const [name, value] of Object.entries(numbers)) sums[name as keyof Sums] += value
  return sums
}

function proceduresWith(rows: readonly TallyRow[], name: keyof Numbers): number {
  const sums = new Map<string, number>()
  for (const { cell, numbers } of rows)
    sums.set(cell.procedure, (sums.get(cell.procedure) ?? 0) + (numbers[name] ?? 0))
  return [...sums.values()].filter((sum) => sum > 0).length
}

/** The denominator of 1.4: the larger of what the national report and the portal count; while neither counts anything, the
 * year before by its twelfth, its quarter or whole; 0 without one (then the ratio is 0). */
export function syncDenominator(
  counted: { report: number | null; portal: number | null; yearBefore: number | null },
  period: 'month' | 'quarter' | 'year',
): number {
  const now = Math.max(counted.report ?? 0, counted.portal ?? 0)
  if (now > 0) return now
  return (counted.yearBefore ?? 0) / { month: 12, quarter: 4, year: 1 }[period]
}
