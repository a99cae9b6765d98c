// Items of a plan begun from another, changed before it binds anyone: words, bodies, added, taken out.

import { matchKey, searchKey } from '../lib/text.ts'
import { type DueRule, obligationOfSource } from '../obligations/index.ts'
import { type Act, notFound, Problem, record } from '../platform/index.ts'
import { resolveBodies } from '../reading/index.ts'
import type { NamedBody } from './item.ts'
import { beginningOf, wordItemRow } from './next-store.ts'
import {
  holdPlan,
  insertItems,
  itemById,
  itemsOf,
  type Plan,
  type PlanItem,
  planById,
  scopeOf,
} from './store.ts'

const LONGEST_ITEM = 10_000

async function draftPlan(act: Act, planId: string): Promise<Plan> {
  await holdPlan(act.db, planId)
  const plan = await planById(act.db, planId)
  if (!plan) throw notFound('plan')
  if (!(await beginningOf(act.db, planId))) throw new Problem(409, 'next.not-a-draft')
  return plan
}

async function draftItem(act: Act, itemId: string): Promise<{ plan: Plan; item: PlanItem }> {
  const item = await itemById(act.db, itemId)
  if (!item || item.ended_on || item.kind === 'group') throw notFound('item')
  const plan = await draftPlan(act, item.plan_id)
  if (await obligationOfSource(act.db, item.id)) throw new Problem(409, 'item.already-binds')
  return { plan, item }
}

const tidyText = (text: string): string => {
  const tidied = text.normalize('NFC').trim().slice(0, LONGEST_ITEM)
  if (tidied === '') throw new Problem(422, 'next.text-missing')
  return tidied
}

/** The bodies that words name, as they are kept; each must be known on the plan's day. */
async function bodiesIn(act: Act, plan: Plan, words: string): Promise<NamedBody[]> {
  if (words.trim() === '') return []
  const { directory, on } = await scopeOf(act.db, plan)
  const bodies = resolveBodies(directory, words, on)
  const unknown = bodies.filter(({ resolution }) => !['unit', 'group'].includes(resolution.status))
  if (unknown.length > 0)
    throw new Problem(422, 'next.body-unknown', {
      names: unknown.map(({ text }) => text).join('; '),
    })
  return bodies.map(({ text, name }) => ({ text, name }))
}

export type Wording = { itemId: string; text: string; lead: string; coordinating: string }

export const bodyWords = (bodies: readonly NamedBody[]): string =>
  bodies.map(({ text }) => text).join('; ')

/** Words and bodies of a draft's item. Bodies whose words did not change are left as they are. */
export async function wordItem(act: Act, wording: Wording): Promise<void> {
  const { plan, item } = await draftItem(act, wording.itemId)
  const text = tidyText(wording.text)
  const bodies = async (words: string, there: NamedBody[]) =>
    matchKey(words) === matchKey(bodyWords(there)) ? there : await bodiesIn(act, plan, words)
  const lead = await bodies(wording.lead, item.lead)
  const coordinating = await bodies(wording.coordinating, item.coordinating)
  await wordItemRow(act.db, item.id, {
    text,
    lead,
    coordinating,
    search_key: searchKey(`${item.number} ${text}`),
  })
  await record(act, 'plan.item-worded', {
    unitId: plan.issuer_id ?? '',
    subject: item.id,
    details: { number: item.number, lead: bodyWords(lead), coordinating: bodyWords(coordinating) },
  })
}

/** Takes an item out of a draft. */
export async function dropItem(act: Act, itemId: string): Promise<void> {
  const { plan, item } = await draftItem(act, itemId)
  await wordItemRow(act.db, item.id, { ended_on: act.today })
  await record(act, 'plan.item-dropped', {
    unitId: plan.issuer_id ?? '',
    subject: item.id,
    details: { number: item.number },
  })
}

export type AddedTask = {
  planId: string
  text: string
  lead: string
  coordinating: string
  due: DueRule[]
  timeText: string
}

/** A new task behind the last one. */
export async function addTask(act: Act, added: AddedTask): Promise<string> {
  const plan = await draftPlan(act, added.planId)
  const items = await itemsOf(act.db, plan.id)
  const tasks = items.filter(({ kind }) => kind === 'task')
  const number = String(Math.max(0, ...tasks.map((task) => Number(task.number) || 0)) + 1)
  const text = tidyText(added.text)
  const lead = await bodiesIn(act, plan, added.lead)
  if (lead.length === 0) throw new Problem(422, 'next.lead-missing')
  const id = act.newId()
  await insertItems(act.db, [
    {
      id,
      plan_id: plan.id,
      import_id: null,
      kind: 'task',
      number,
      position: Math.max(0, ...items.map(({ position }) => position)) + 1,
      parent_id: null,
      text,
      lead,
      coordinating: await bodiesIn(act, plan, added.coordinating),
      asks: false,
      time_text: added.timeText,
      due: added.due,
      spans: {},
      search_key: searchKey(`${number} ${text}`),
      begins_on: act.today,
      ended_on: null,
    },
  ])
  await record(act, 'plan.item-added', {
    unitId: plan.issuer_id ?? '',
    subject: id,
    details: { number },
  })
  return number
}

/** Puts other bodies in the place of one, everywhere in a draft; none takes the name out. Returns how many items
 * changed. */
export async function replaceBody(
  act: Act,
  { planId, name, by }: { planId: string; name: string; by: string },
): Promise<number> {
  const plan = await draftPlan(act, planId)
  const instead = await bodiesIn(act, plan, by)
  const key = matchKey(name)
  const swap = (bodies: NamedBody[]): NamedBody[] => {
    const others = bodies.filter((body) => matchKey(body.name) !== key)
    if (others.length === bodies.length) return bodies
    const fresh = instead.filter(
      (body) => !others.some((other) => matchKey(other.name) === matchKey(body.name)),
    )
    return [...others, ...fresh]
  }
  let changed = 0
  for (const item of await itemsOf(act.db, planId)) {
    const [lead, coordinating] = [swap(item.lead), swap(item.coordinating)]
    if (lead === item.lead && coordinating === item.coordinating) continue
    if (await obligationOfSource(act.db, item.id)) continue
    await wordItemRow(act.db, item.id, { lead, coordinating })
    changed += 1
  }
  if (changed === 0) throw new Problem(409, 'next.body-not-there', { name })
  await record(act, 'plan.body-replaced', {
    unitId: plan.issuer_id ?? '',
    subject: planId,
    details: { before: { name }, after: { name: bodyWords(instead) }, items: changed },
  })
  return changed
}
