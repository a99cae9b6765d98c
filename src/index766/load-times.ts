// 2.2: how long finished dossiers took, by procedure: sums of any units together, from the counters or counted anew.

import {
  dossierUnitIds,
  eventsOfUnits,
  foldDossier,
  fromStored,
  type HandlingTime,
  handlingLines,
  keepingOf,
  TIMES,
  type TimeSums,
  type TimingRules,
  tallyFacts,
  timekeeping,
  timeTaken,
} from '../dossiers/index.ts'
import type { Choices, Span, Tree } from '../indices/index.ts'
import type { Day } from '../lib/day.ts'
import { dayOf, type Instant } from '../lib/instant.ts'
import type { Db } from '../platform/index.ts'
import { liveTimes } from './figure-store.ts'
import { isCounted, PORTION } from './load-board.ts'
import { timingRulesOf } from './rules.ts'

export type TimesQuery = {
  /** Units that are told together. */
  unitIds: readonly string[]
  period: Span
  tree: Tree
  chosen?: Choices
  at: Instant
  today: Day
  recompute?: boolean
  /** By all that is known now. */
  knownNow?: boolean
}

/** Of dossiers accepted in the period, those that are finished as far as was known. */
export async function loadTimes(db: Db, query: TimesQuery): Promise<HandlingTime[]> {
  const { period, at, today, tree, chosen = {} } = query
  const all = new Set(await dossierUnitIds(db))
  const unitIds = query.unitIds.filter((id) => all.has(id))
  const upTo = dayOf(at) < period.to ? dayOf(at) : period.to
  const span = { from: period.from, to: upTo }
  const rules = timingRulesOf(tree, chosen)
  const isLive = await isCounted(db, unitIds, rules, query)
  const sums = isLive
    ? await liveTimes(db, unitIds, span)
    : await countedTimes(db, unitIds, span, { rules, today, asOf: query.knownNow ? null : at })
  const { catalogue } = await timekeeping(db, today)
  return handlingLines(sums, catalogue, period.to)
}

async function countedTimes(
  db: Db,
  unitIds: readonly string[],
  span: Span,
  { rules, today, asOf }: { rules: TimingRules; today: Day; asOf: Instant | null },
): Promise<(TimeSums & { procedure: string })[]> {
  const keeper = { ...(await timekeeping(db, today, undefined, asOf)), rules }
  const sums = new Map<string, TimeSums & { procedure: string }>()
  for (let from = 0; from < unitIds.length; from += PORTION) {
    const ids = unitIds.slice(from, from + PORTION)
    for (const { unitId, events } of await eventsOfUnits(db, ids, asOf)) {
      const dossier = foldDossier(events.map(fromStored))
      const on = dossier?.acceptedAt ? dayOf(dossier.acceptedAt) : null
      if (!dossier || on === null || on < span.from || on > span.to) continue
      const taken = timeTaken(dossier, tallyFacts(dossier, keepingOf(keeper, unitId)).timing)
      if (!taken) continue
      const { procedure } = dossier
      const sum = sums.get(procedure) ?? { procedure, ...NONE }
      for (const name of TIMES) sum[name] += taken[name] ?? 0
      sums.set(procedure, sum)
    }
  }
  return [...sums.values()]
}

const NONE: TimeSums = { worked: 0, workedSeconds: 0, passed: 0, passedSeconds: 0 }
