// What a plan begun from another changes against it, and which of its bodies are no more.

import type { Day } from '../lib/day.ts'
import { successions, successorsOf, type UnitListed, unitsByIds } from '../org/index.ts'
import { type Db, notFound } from '../platform/index.ts'
import { compareYears, type YearChange } from './next.ts'
import { fingerprintOf } from './next-actions.ts'
import { type Beginning, beginningOf, type ChangeAcceptance, lastAcceptance } from './next-store.ts'
import { bind } from './publication.ts'
import { itemsOf, type Plan, type PlanItem, planById, planBySlug, scopeOf } from './store.ts'

/** A name in the draft that stands for no unit of the new day. */
export type GoneBody = {
  name: string
  /** Numbers of the items that name it. */
  items: string[]
  /** Units that it stood for in the old plan, each with those in which it lives on. */
  units: { unit: UnitListed; successors: UnitListed[] }[]
}

export type YearChanges = {
  plan: Plan
  from: Plan
  beginning: Beginning
  changes: YearChange<PlanItem>[]
  gone: GoneBody[]
  /** Units of the old plan that ended before the new day, though the name goes on. */
  ended: GoneBody['units']
  accepted: ChangeAcceptance | null
  /** Something changed since it was accepted. */
  isStale: boolean
}

export async function loadChanges(db: Db, slug: string): Promise<YearChanges> {
  const plan = await planBySlug(db, slug)
  if (!plan) throw notFound('plan')
  const beginning = await beginningOf(db, plan.id)
  const from = beginning ? await planById(db, beginning.from_id) : undefined
  if (!beginning || !from) throw notFound('beginning')
  const [before, after] = await Promise.all([itemsOf(db, from.id), itemsOf(db, plan.id)])
  const [was, is] = await Promise.all([scopeOf(db, from), scopeOf(db, plan)])
  const edges = await successions(db)
  const liveOn = async (ids: readonly string[], on: Day): Promise<GoneBody['units']> => {
    const units = await unitsByIds(db, ids)
    return await Promise.all(
      units
        .filter((unit) => unit.validTo !== null && unit.validTo <= on)
        .map(async (unit) => {
          const found = [...successorsOf(edges, unit.id, on)].filter((id) => id !== unit.id)
          return { unit, successors: await unitsByIds(db, found) }
        }),
    )
  }
  const names = new Map<string, { items: string[]; body: PlanItem['lead'][number] }>()
  for (const item of after.filter(({ kind }) => kind !== 'group')) {
    for (const body of [...item.lead, ...item.coordinating]) {
      if (bind([body], is).unitIds.length > 0) continue
      const entry = names.get(body.name) ?? { items: [], body }
      if (!entry.items.includes(item.number)) entry.items.push(item.number)
      names.set(body.name, entry)
    }
  }
  const gone = await Promise.all(
    [...names].map(async ([name, { items, body }]) => ({
      name,
      items,
      units: await liveOn(bind([body], was).unitIds, plan.signed_on),
    })),
  )
  const bodies = before.flatMap((item) => [...item.lead, ...item.coordinating])
  const accepted = (await lastAcceptance(db, plan.id)) ?? null
  return {
    plan,
    from,
    beginning,
    changes: compareYears(before, after, from.year),
    // A body that stood for nobody then either (a family of bodies not kept as units) is no news.
    gone: gone.filter(({ units, name }) => units.length > 0 || !isEmptyGroup(name)),
    ended: await liveOn(bind(bodies, was).unitIds, plan.signed_on),
    accepted,
    isStale: accepted !== null && accepted.fingerprint !== fingerprintOf(after),
  }

  function isEmptyGroup(name: string): boolean {
    const [resolved] = bind([{ text: name, name }], was).bodies
    return resolved?.resolution.status === 'group'
  }
}
