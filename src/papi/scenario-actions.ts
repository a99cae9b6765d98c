// Saving what was tried out under a name, and putting it away; linking what a plan does with what PAPI asks.

import { type Act, notFound, Problem, record } from '../platform/index.ts'
import { requireIndicators, requireSettings } from './demands.ts'
import type { Item } from './item.ts'
import { loadPosition } from './load-release.ts'
import type { Setting } from './scenario.ts'
import {
  endLink,
  endScenario,
  findScenario,
  insertLink,
  insertScenario,
  linkInForce,
} from './scenario-store.ts'

export async function saveScenario(
  act: Act,
  given: { unitId: string; name: string; year: number; province: string; settings: Setting[] },
): Promise<string> {
  const position = await loadPosition(act, given.year, given.province)
  const name = given.name.normalize('NFC').trim().slice(0, 120)
  if (name === '') throw new Problem(422, 'papi.scenario-name-missing')
  if (given.settings.length === 0) throw new Problem(422, 'papi.scenario-empty')
  requireIndicators(position)
  requireSettings(position, given.settings)
  const id = act.newId()
  await insertScenario(act.db, {
    unit_id: given.unitId,
    id,
    name,
    year: given.year,
    province: given.province,
    settings: given.settings,
    saved_at: act.now,
    saved_by: act.actor.personId,
    ended_at: null,
    ended_by: null,
  })
  await record(act, 'papi.scenario-saved', {
    unitId: given.unitId,
    subject: id,
    details: { year: given.year, province: given.province, indicators: given.settings.length },
  })
  return id
}

export async function putAwayScenario(
  act: Act,
  { unitId, id }: { unitId: string; id: string },
): Promise<void> {
  const found = await findScenario(act.db, unitId, id)
  if (!found || found.ended_at) throw notFound('papi-scenario')
  await endScenario(act.db, unitId, id, { at: act.now, by: act.actor.personId })
  await record(act, 'papi.scenario-ended', { unitId, subject: id })
}

/** Says that an item of a plan serves an indicator or a part, or that it does so no more. */
export async function settleLink(
  act: Act,
  {
    unitId,
    planItemId,
    item,
    serves,
  }: {
    unitId: string
    planItemId: string
    item: Item
    serves: boolean
  },
): Promise<void> {
  const known = await linkInForce(act.db, planItemId, item)
  if (known) await endLink(act.db, known.id, act.now)
  if (serves) {
    await insertLink(act.db, {
      id: act.newId(),
      plan_item_id: planItemId,
      item,
      serves: true,
      set_at: act.now,
      set_by: act.actor.personId,
      replaced_at: null,
    })
  }
  await record(act, serves ? 'papi.linked' : 'papi.unlinked', {
    unitId,
    subject: planItemId,
    details: { item },
  })
}
