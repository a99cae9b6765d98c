// Settling what a lever costs and how far it may be moved, and going back to what the packs suggest.

import { rootUnitId } from '../org/index.ts'
import { type Act, notFound, Problem, record } from '../platform/index.ts'
import type { WithinYear } from './catalogue.ts'
import type { Item } from './item.ts'
import { loadBasis } from './load-release.ts'
import { requireTerms } from './terms.ts'
import { endTerms, insertTerms, settledTerms } from './terms-store.ts'

export type NewTerms = {
  code: Item
  withinYear: WithinYear
  effort: number
  bound: number | null
  reason: string
}

export async function settleTerms(act: Act, given: NewTerms): Promise<void> {
  const indicator = (await loadBasis(act)).catalogue.find(({ code }) => code === given.code)
  if (!indicator) throw notFound('papi')
  const reason = given.reason.normalize('NFC').trim().slice(0, 2000)
  requireTerms(indicator, { ...given, reason })
  await endTerms(act.db, given.code, act.now)
  await insertTerms(act.db, {
    id: act.newId(),
    code: given.code,
    within_year: given.withinYear,
    effort: given.effort,
    bound: given.bound,
    reason,
    set_at: act.now,
    set_by: act.actor.personId,
    replaced_at: null,
  })
  await record(act, 'papi.lever-settled', {
    unitId: await homeOf(act),
    subject: given.code,
    details: { withinYear: given.withinYear, effort: given.effort, bound: given.bound },
  })
}

/** What the packs suggest holds again. */
export async function dropTerms(act: Act, code: Item): Promise<void> {
  if (!(await settledTerms(act.db)).has(code)) throw new Problem(409, 'papi.lever-not-settled')
  await endTerms(act.db, code, act.now)
  await record(act, 'papi.lever-unsettled', { unitId: await homeOf(act), subject: code })
}

const homeOf = async ({ actor, db }: Act): Promise<string> =>
  actor.unitId ?? (await rootUnitId(db)) ?? ''
