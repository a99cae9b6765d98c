// Settling an item before it binds, and publishing the plan.

import {
  type DueRule,
  defineObligations,
  obligationOfSource,
  obligationsOfPlan,
  serveDimensions,
  spawnDuties,
} from '../obligations/index.ts'
import { type Act, notFound, Problem, record } from '../platform/index.ts'
import type { Dimension } from './dimension.ts'
import { shortTitle } from './item.ts'
import { requireAccepted } from './next-actions.ts'
import { bind, spanOf } from './publication.ts'
import {
  changeItemRow,
  dimensions,
  holdPlan,
  insertPublication,
  itemById,
  itemsOf,
  linksOf,
  type Plan,
  type PlanItem,
  planById,
  saveDimensions,
  saveLinks,
  scopeOf,
  setCoordinator,
} from './store.ts'

export type ItemChange = {
  itemId: string
  /** Bears duties although it is only asked, or the other way round. */
  asks: boolean
  due: DueRule[]
  dimensions: { dimension: number; reason: string }[]
}

async function requirePlan(act: Act, planId: string): Promise<Plan> {
  const plan = await planById(act.db, planId)
  if (!plan) throw notFound('plan')
  return plan
}

/** Changes how an item binds. Refused once it has become an obligation: then the plan is amended instead. */
export async function changeItem(act: Act, change: ItemChange): Promise<void> {
  const item = await itemById(act.db, change.itemId)
  if (!item || item.ended_on || item.kind === 'group') throw notFound('item')
  const plan = await requirePlan(act, item.plan_id)
  const bound = await obligationOfSource(act.db, item.id)
  const sameTime = JSON.stringify(change.due) === JSON.stringify(item.due)
  if (bound && (!sameTime || change.asks !== item.asks))
    throw new Problem(409, 'item.already-binds')
  if (!bound) await changeItemRow(act.db, item.id, { asks: change.asks, due: change.due })
  const known = new Set((await dimensions(act.db)).map(({ no }) => no))
  const wanted = change.dimensions.filter(({ dimension }) => known.has(dimension))
  if (wanted.some(({ reason }) => reason.trim() === ''))
    throw new Problem(422, 'item.reason-missing')
  const before = (await linksOf(act.db, [item.id])).map((link) => link.dimension)
  await saveLinks(
    act.db,
    item.id,
    wanted.map(({ dimension, reason }) => ({
      item_id: item.id,
      dimension,
      reason: reason.normalize('NFC').trim().slice(0, 500),
      linked_at: act.now,
      linked_by: act.actor.personId,
    })),
  )
  if (bound) {
    await serveDimensions(act, {
      id: bound.id,
      dimensions: wanted.map(({ dimension }) => dimension),
    })
  }
  await record(act, 'plan.item-changed', {
    unitId: plan.issuer_id ?? '',
    subject: item.id,
    details: {
      number: item.number,
      before: { asks: item.asks, due: item.due, dimensions: before },
      after: {
        asks: change.asks,
        due: change.due,
        dimensions: wanted.map(({ dimension }) => dimension),
      },
    },
  })
}

/** Names the unit that watches over the plan and reviews districts and departments. */
export async function nameCoordinator(
  act: Act,
  { planId, unitId }: { planId: string; unitId: string },
): Promise<void> {
  const plan = await requirePlan(act, planId)
  if (plan.coordinator_id === unitId) return
  await setCoordinator(act.db, planId, unitId)
  await record(act, 'plan.coordinator-named', {
    unitId: plan.issuer_id ?? unitId,
    subject: planId,
    details: { before: plan.coordinator_id, after: unitId },
  })
}

/** Loads the dimensions of PAPI and their words from a pack. */
export async function loadDimensions(
  act: Act,
  pack: { source: string; dimensions: readonly Dimension[] },
  unitId: string,
): Promise<void> {
  await saveDimensions(act.db, pack.dimensions, pack.source)
  await record(act, 'dimensions.loaded', {
    unitId,
    subject: 'dimensions',
    details: { dimensions: pack.dimensions.length },
  })
}

export type Published = { obligations: number; duties: number }

/** Turns every item that binds into an obligation with its duties. Publishing again adds only what is not
 * there yet. Refused while a leading body's name is not settled. */
export async function publishPlan(act: Act, planId: string): Promise<Published> {
  await holdPlan(act.db, planId)
  const plan = await requirePlan(act, planId)
  const scope = await scopeOf(act.db, plan)
  const all = await itemsOf(act.db, planId)
  await requireAccepted(act, planId, all)
  const items = all.filter((item) => item.kind !== 'group')
  const bindings = new Map(items.map((item) => [item.id, bind(item.lead, scope)]))
  const unsettled = items.flatMap((item) => bindings.get(item.id)?.unresolved ?? [])
  if (unsettled.length > 0) {
    throw new Problem(409, 'plan.names-unsettled', { names: [...new Set(unsettled)].join('; ') })
  }
  const sources = new Set(
    (await obligationsOfPlan(act.db, planId, act.today)).map((row) => row.source_id),
  )
  const fresh = items.filter((item) => !sources.has(item.id))
  const links = await linksOf(
    act.db,
    fresh.map((item) => item.id),
  )
  const unitId = plan.issuer_id ?? plan.coordinator_id ?? ''
  await defineObligations(
    act,
    { planId, unitId, from: plan.signed_on },
    fresh.map((item) => ({
      sourceKind: item.kind === 'task' ? 'plan-task' : 'plan-duty',
      sourceId: item.id,
      number: item.number,
      position: item.position,
      title: shortTitle(item.text),
      text: item.text,
      due: item.asks ? [] : item.due,
      evidenceKinds: item.kind === 'task' ? ['any'] : [],
      dimensions: links.filter((link) => link.item_id === item.id).map((link) => link.dimension),
      leadIds: bindings.get(item.id)?.unitIds ?? [],
      supportingIds: supporting(item, bind(item.coordinating, scope).unitIds, bindings),
    })),
  )
  const duties = await spawnDuties(act, {
    planId,
    unitId,
    span: spanOf({ signedOn: plan.signed_on, year: plan.year }),
  })
  if (fresh.length === 0 && duties === 0) return { obligations: 0, duties: 0 }
  await insertPublication(act.db, {
    id: act.newId(),
    plan_id: planId,
    published_at: act.now,
    published_by: act.actor.personId,
    obligations: fresh.length,
    duties,
  })
  await record(act, 'plan.published', {
    unitId,
    subject: planId,
    details: { obligations: fresh.length, duties },
  })
  return { obligations: fresh.length, duties }
}

/** Coordinating bodies that do not lead the item themselves. */
function supporting(
  item: PlanItem,
  unitIds: readonly string[],
  bindings: ReadonlyMap<string, { unitIds: string[] }>,
): string[] {
  const leading = new Set(bindings.get(item.id)?.unitIds)
  return unitIds.filter((unitId) => !leading.has(unitId))
}
