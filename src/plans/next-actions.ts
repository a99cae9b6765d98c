// Beginning the next year's plan from this year's, and accepting what changed against it.

import type { Day } from '../lib/day.ts'
import { searchKey } from '../lib/text.ts'
import { unitById } from '../org/index.ts'
import { type Act, canonical, notFound, Problem, record, sha256 } from '../platform/index.ts'
import { resolveBody } from '../reading/index.ts'
import { shiftItem, shiftWords } from './next.ts'
import {
  beginningOf,
  insertBeginning,
  insertChangeAcceptance,
  lastAcceptance,
} from './next-store.ts'
import { slugOf } from './publication.ts'
import {
  holdPlan,
  insertItems,
  insertPlan,
  itemsOf,
  linksOf,
  type Plan,
  type PlanItem,
  planById,
  planByNumber,
  planBySlug,
  publicationsOf,
  saveLinks,
  scopeOf,
} from './store.ts'

export type NextPlan = { fromId: string; number: string; signedOn: Day; title: string }

const LONGEST_TITLE = 1000

/** A draft for the year after: every item in force is copied, its times and the year in its words moved on.
 * Names are kept as words, so that they are looked up anew among the units of the new day. */
export async function beginNext(
  act: Act,
  next: NextPlan,
): Promise<{ planId: string; slug: string }> {
  await holdPlan(act.db, next.fromId)
  const from = await planById(act.db, next.fromId)
  if (!from) throw notFound('plan')
  const number = next.number.normalize('NFC').trim().slice(0, 100)
  if (number === '') throw new Problem(422, 'next.number-missing')
  if (next.signedOn <= from.signed_on) throw new Problem(422, 'next.day-too-early')
  if (await planByNumber(act.db, number, next.signedOn, from.issuer))
    throw new Problem(409, 'next.known-already', { number })
  const year = from.year + 1
  const plan: Plan = {
    ...from,
    id: act.newId(),
    slug: await freeSlug(act, slugOf(number, year)),
    number,
    signed_on: next.signedOn,
    year,
    signer: '',
    title:
      next.title.normalize('NFC').trim().slice(0, LONGEST_TITLE) ||
      shiftWords(from.title, from.year),
    goals: from.goals.map((goal) => shiftWords(goal, from.year)),
    created_at: act.now,
  }
  plan.issuer_id = await issuerOn(act, from, plan)
  plan.coordinator_id = await standingUnit(act, from.coordinator_id, next.signedOn)
  plan.coordinator_id ??= plan.issuer_id
  await insertPlan(act.db, plan)
  const items = await itemsOf(act.db, from.id)
  await copyItems(act, plan, items, from.year)
  await insertBeginning(act.db, {
    plan_id: plan.id,
    from_id: from.id,
    begun_at: act.now,
    begun_by: act.actor.personId,
  })
  await record(act, 'plan.begun-from', {
    unitId: plan.issuer_id ?? '',
    subject: plan.id,
    details: { number, from: from.number, items: items.length },
  })
  return { planId: plan.id, slug: plan.slug }
}

async function freeSlug(act: Act, wanted: string): Promise<string> {
  for (let n = 1; ; n += 1) {
    const slug = n === 1 ? wanted : `${wanted}-${n}`
    if (!(await planBySlug(act.db, slug))) return slug
  }
}

/** The issuer's name among the units of the new day; the old unit where the name says nothing. */
async function issuerOn(act: Act, from: Plan, plan: Plan): Promise<string | null> {
  const { directory } = await scopeOf(act.db, plan)
  const found = resolveBody(directory, from.issuer, plan.signed_on)
  return found.status === 'unit' ? found.unit.id : from.issuer_id
}

async function standingUnit(act: Act, id: string | null, on: Day): Promise<string | null> {
  const unit = id ? await unitById(act.db, id) : null
  if (!unit) return null
  return unit.validFrom <= on && (unit.validTo === null || on < unit.validTo) ? unit.id : null
}

async function copyItems(
  act: Act,
  plan: Plan,
  items: readonly PlanItem[],
  year: number,
): Promise<void> {
  const ids = new Map(items.map((item) => [item.id, act.newId()]))
  const rows = items.map((item): PlanItem => {
    const shifted = shiftItem(item, year)
    return {
      ...item,
      ...shifted,
      id: ids.get(item.id) as string,
      plan_id: plan.id,
      import_id: null,
      parent_id: item.parent_id ? (ids.get(item.parent_id) ?? null) : null,
      spans: {},
      search_key: searchKey(`${item.number} ${shifted.text}`),
      begins_on: act.today,
      ended_on: null,
    }
  })
  // A duty points at its group: groups go in first.
  await insertItems(
    act.db,
    rows.filter((row) => row.kind !== 'duty'),
  )
  await insertItems(
    act.db,
    rows.filter((row) => row.kind === 'duty'),
  )
  const links = await linksOf(
    act.db,
    items.map(({ id }) => id),
  )
  for (const item of items) {
    const id = ids.get(item.id) as string
    const own = links.filter((link) => link.item_id === item.id)
    if (own.length > 0)
      await saveLinks(
        act.db,
        id,
        own.map((link) => ({ ...link, item_id: id })),
      )
  }
}

/** What an acceptance is about: it falls away when an item changes. */
export const fingerprintOf = (items: readonly PlanItem[]): string =>
  sha256(
    canonical(
      items.map(({ kind, number, text, lead, coordinating, asks, due }) => ({
        kind,
        number,
        text,
        lead: lead.map(({ name }) => name),
        coordinating: coordinating.map(({ name }) => name),
        asks,
        due,
      })),
    ),
  )

/** Somebody has looked at what changed against the year before, as it stands now. */
export async function acceptChanges(
  act: Act,
  { planId, note }: { planId: string; note: string },
): Promise<void> {
  await holdPlan(act.db, planId)
  const plan = await planById(act.db, planId)
  if (!plan || !(await beginningOf(act.db, planId))) throw notFound('beginning')
  const fingerprint = fingerprintOf(await itemsOf(act.db, planId))
  if ((await lastAcceptance(act.db, planId))?.fingerprint === fingerprint)
    throw new Problem(409, 'next.already-accepted')
  await insertChangeAcceptance(act.db, {
    id: act.newId(),
    plan_id: planId,
    fingerprint,
    note: note.normalize('NFC').trim().slice(0, 2000),
    accepted_at: act.now,
    accepted_by: act.actor.personId,
  })
  await record(act, 'plan.changes-accepted', {
    unitId: plan.issuer_id ?? '',
    subject: planId,
    details: { fingerprint },
  })
}

/** Refuses to publish a plan begun from another, the first time, before its changes are accepted as they are. */
export async function requireAccepted(act: Act, planId: string, items: readonly PlanItem[]) {
  if (!(await beginningOf(act.db, planId))) return
  if ((await publicationsOf(act.db, planId)).length > 0) return
  const accepted = await lastAcceptance(act.db, planId)
  if (accepted?.fingerprint !== fingerprintOf(items))
    throw new Problem(409, 'plan.changes-not-accepted')
}
