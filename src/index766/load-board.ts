// The index of all units for a period: from the counters, or counted anew from what was said.

import { calendarChangedAt } from '../calendar/index.ts'
import {
  allProcedures,
  catalogueOf,
  dossierUnitIds,
  endOfDay,
  eventsOfUnits,
  foldDossier,
  fromStored,
  keepingOf,
  rulesOn,
  type TimingRules,
  tallyFacts,
  timekeeping,
} from '../dossiers/index.ts'
import type { Choices, Span, Tree } from '../indices/index.ts'
import type { Day } from '../lib/day.ts'
import { dayOf, type Instant } from '../lib/instant.ts'
import { lastSaidAt } from '../officetime/index.ts'
import { type Complaints, loadPetitionSums } from '../petitions/index.ts'
import { canonical, type Db, Problem } from '../platform/index.ts'
import { addComplaints } from './complaint-store.ts'
import { liveFigures, tallyState } from './figure-store.ts'
import { type Figures, figuresOfDossiers, noFigures } from './figures.ts'
import { takeOutDossiers } from './left-out-store.ts'
import { readPack766 } from './pack.ts'
import { timingRulesOf } from './rules.ts'
import { type Board, boardOf } from './scoring.ts'
import { givenFigures, packs, scoredUnits } from './source-store.ts'
import { treeNamed, treeOn } from './versions.ts'

export type BoardQuery = {
  period: Span
  /** As things were known and stood at an instant. */
  at: Instant
  today: Day
  /** A version by name; the one in force at the end of the period otherwise. */
  version?: string
  chosen?: Choices
  /** The versions there are, where they were read before. */
  trees?: readonly Tree[]
  /** From what was said instead of from the counters. */
  recompute?: boolean
  /** Codes of dossiers that are left out, by the id of their unit. */
  without?: ReadonlyMap<string, ReadonlySet<string>>
  /** `at` is how things stand then by all that is known now: what was received since counts too. */
  knownNow?: boolean
}

export async function trees(db: Db): Promise<Tree[]> {
  return (await packs(db)).map(({ pack }) => readPack766(pack).tree)
}

export async function loadBoard(db: Db, query: BoardQuery): Promise<Board> {
  const { period, at, chosen = {} } = query
  const known = query.trees ?? (await trees(db))
  const tree = query.version ? treeNamed(known, query.version) : treeOn(known, period.to)
  if (!tree) throw new Problem(404, 'index.version-unknown', { version: query.version ?? '' })
  const end = endOfDay(period.to)
  const until = at < end ? at : end
  const units = await scoredUnits(db, dayOf(until))
  const ids = await dossierUnitIds(db)
  const rules = timingRulesOf(tree, chosen)
  const isLive = await isCounted(db, ids, rules, query)
  const petitions = await loadPetitionSums(db, {
    period,
    at: until,
    asOf: query.knownNow ? null : at,
    today: query.today,
    ...(query.recompute ? { recompute: true } : {}),
  })
  const { complaints } = petitions
  const own = isLive
    ? await liveFigures(db, ids, period, until)
    : await countedFigures(db, ids, { ...query, at: until }, { rules, asOf: at, complaints })
  if (isLive && query.without) await takeOutDossiers(db, own, query.without, { period, at: until })
  if (isLive) await addComplaints(db, own, ids, complaints, { ...query, at: until })
  for (const [unitId, sums] of petitions.byUnit)
    own.set(unitId, { ...(own.get(unitId) ?? noFigures()), petitions: sums })
  const given = await givenFigures(
    db,
    units.map(({ id }) => id),
    period,
  )
  const catalogue = catalogueOf(await allProcedures(db))
  const of = { petitionSenders: petitions.senders, petitionsTogether: petitions.together }
  return boardOf({ tree, chosen, period, units, own, catalogue, given, ...of })
}

/** Whether the counters say it: nothing became known after the instant asked about, and time is read as they read it. */
export async function isCounted(
  db: Db,
  unitIds: readonly string[],
  rules: TimingRules,
  { at, today, recompute, knownNow }: Pick<BoardQuery, 'at' | 'today' | 'recompute' | 'knownNow'>,
): Promise<boolean> {
  if (recompute) return false
  const kept = await rulesOn(db, today)
  if (canonical(rules) !== canonical(kept.readings)) return false
  if (knownNow) return true
  const { lastReceivedAt } = await tallyState(db, unitIds)
  const known = [lastReceivedAt, await lastSaidAt(db), await calendarChangedAt(db)]
  return known.every((it) => it === null || it <= at)
}

async function countedFigures(
  db: Db,
  unitIds: readonly string[],
  { period, at, today, without }: BoardQuery,
  { rules, asOf, complaints }: { rules: TimingRules; asOf: Instant | null; complaints: Complaints },
): Promise<Map<string, Figures>> {
  const keeper = { ...(await timekeeping(db, today, undefined, asOf)), rules }
  const found = new Map<string, Figures>()
  for (let from = 0; from < unitIds.length; from += PORTION) {
    const ids = unitIds.slice(from, from + PORTION)
    const cases = new Map<string, Parameters<typeof figuresOfDossiers>[0][number][]>()
    for (const { unitId, events } of await eventsOfUnits(db, ids, asOf)) {
      const dossier = foldDossier(events.map(fromStored))
      if (!dossier || without?.get(unitId)?.has(dossier.code)) continue
      const known = cases.get(unitId) ?? []
      cases.set(unitId, known)
      const complainedOn = complaints.get(dossier.code) ?? null
      const facts = tallyFacts(dossier, keepingOf(keeper, unitId))
      known.push({ dossier, facts: { ...facts, complainedOn } })
    }
    for (const [unitId, all] of cases) found.set(unitId, figuresOfDossiers(all, period, at))
  }
  return found
}

/** Units whose events are in memory at once. */
export const PORTION = 40
