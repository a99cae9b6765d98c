// What an amended plan does to an item and to the obligation that it became.

import {
  carryObligation,
  carryTakeovers,
  endObligation,
  obligationOfSource,
} from '../obligations/index.ts'
import type { Act } from '../platform/index.ts'
import type { ChangedAspect } from '../reading/index.ts'
import { shortTitle } from './item.ts'
import { bind } from './publication.ts'
import { changeItemRow, itemById, type Plan, type PlanItem, scopeOf } from './store.ts'

const unitOf = (act: Act, plan: Plan): string => plan.issuer_id ?? act.actor.unitId ?? ''

/** Ends an item from today; its obligation ends with it, reports stay. */
export async function endItem(
  act: Act,
  plan: Plan,
  item: PlanItem,
  reason: 'removed' | 'changed',
): Promise<void> {
  await changeItemRow(act.db, item.id, { ended_on: act.today })
  if (reason === 'removed')
    await carryTakeovers(act, { fromSourceId: item.id, toSourceId: null, leadIds: [] })
  const obligation = await obligationOfSource(act.db, item.id)
  if (!obligation) return
  await endObligation(act, {
    id: obligation.id,
    unitId: unitOf(act, plan),
    reason: `plan ${reason}`,
  })
}

/** The old item ends; its obligation goes on under the new one unless the time changed: then the new item
 * gets one of its own when the plan is published again. */
export async function carryItem(
  act: Act,
  plan: Plan,
  { from, toId, aspects }: { from: PlanItem; toId: string; aspects: readonly ChangedAspect[] },
): Promise<void> {
  const to = await itemById(act.db, toId)
  if (!to) throw new Error(`no item ${toId}`)
  const leadIds = bind(to.lead, await scopeOf(act.db, plan)).unitIds
  await carryTakeovers(act, { fromSourceId: from.id, toSourceId: to.id, leadIds })
  if (aspects.includes('time')) {
    await endItem(act, plan, from, 'changed')
    return
  }
  await changeItemRow(act.db, from.id, { ended_on: act.today })
  await changeItemRow(act.db, to.id, { due: from.due, asks: from.asks })
  const obligation = await obligationOfSource(act.db, from.id)
  if (!obligation) return
  await carryObligation(act, {
    id: obligation.id,
    unitId: unitOf(act, plan),
    reason: 'plan changed',
    sourceId: to.id,
    number: to.number,
    position: to.position,
    title: shortTitle(to.text),
    text: to.text,
    leadIds,
  })
}
