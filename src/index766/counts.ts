// From counters of dossiers to the counts of the tree. A unit's counters are those of all units under it together, so a
// parent is the ratio of sums and its distinct procedures are counted once.

import type { TallyRow } from '../dossiers/index.ts'
import {
  type Choices,
  type Count,
  type Counts,
  choicesOf,
  type Span,
  type Tree,
} from '../indices/index.ts'
import type { Day } from '../lib/day.ts'
import { countsOfSums } from '../petitions/index.ts'
import { type Figures, figuresOf } from './figures.ts'

/** What dossiers do not say. What is not given is unknown, not zero. */
export type Sources = {
  /** Whole counts by code: 1.1–1.3, 3.1, 3.5a, 4.6, 5.1–5.3. */
  counts: Counts
  /** Denominators of indicators whose numerator is counted from dossiers: 1.4 dossiers by national report, 3.2 online
   * services, 3.5b procedures with a fee, 4.5a procedures for citizens. */
  denominators: Partial<Record<'1.4' | '3.2' | '3.5b' | '4.5a', number | null>>
  /** Somebody sends the petitions of this unit: where there is none, none is known and not unknown. */
  hasPetitionFeed?: boolean
}

/** The counts of a unit for a period, both days included, as they stand at the end of `today` or of the period. */
export const countsOf = (
  rows: readonly TallyRow[],
  period: Span,
  today: Day,
  sources: Sources,
  version: { tree: Tree; chosen?: Choices },
): Counts => countsFrom(figuresOf(rows, period, today), sources, version)

/** The counts of a unit from its figures. What was given goes before what is counted, save for 5.1–5.3: once a petition of
 * the unit or of one below it was received, petitions are counted. */
export function countsFrom(
  { started: all, online, before, within, sets, petitions }: Figures,
  { counts, denominators, hasPetitionFeed }: Sources,
  { tree, chosen }: { tree: Tree; chosen?: Choices },
): Counts {
  const choices = choicesOf(tree, chosen)
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
    '2.1': onTime(before, within),
    '3.2': against('3.2', sets.online.size),
    '3.3': sentOnline(online, all, synced, choices),
    '3.5b': against('3.5b', sets.paid.size),
    '3.6': share(all.paidOnline, all.owes),
    '4.1': share(all.hasResult, finished ? all.finishedGivesResult : all.givesResult),
    '4.2': share(all.digitised),
    '4.3': share(all.reused),
    '4.4': share(all.fromStore),
    '4.5a': against('4.5a', sets.verified.size),
    '4.5b': share(all.verified),
    '5.4': share(Math.max(0, all.received - taken)),
    ...(hasPetitionFeed ? countsOfSums(petitions) : {}),
    ...counts,
    ...(petitions.senders > 0 ? countsOfSums(petitions) : {}),
  }
}

/** 2.1: carried over and accepted in the period, open ones included. What was open before it is what was accepted, less what
 * had ended; late is what ended late in it and what stands late at its end. */
function onTime(before: Figures['before'], within: Figures['within']): Count {
  const denominator = before.accepted - before.ended + within.accepted
  const late = within.endedLate + before.openLate + within.openLate
  return { numerator: denominator - late, denominator }
}

function sentOnline(
  sent: Figures['online'],
  all: Figures['started'],
  synced: Count,
  choices: Choices,
): Count {
  const numerator = choices['3.3.needsResult'] === true ? sent.onlineWithResult : sent.received
  if (choices['3.3.timesSync'] !== true) return { numerator, denominator: all.received }
  if (synced === null || typeof synced !== 'object' || !('denominator' in synced)) return null
  const { numerator: told, denominator } = synced
  const factor = denominator === 0 ? 0 : Math.min(1, told / denominator)
  return { numerator: numerator * factor, denominator: all.received }
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
