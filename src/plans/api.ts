// Plans, their items and what they became, for programs.

import { z } from 'zod'
import { type Day, isDay } from '../lib/day.ts'
import { unitByCode, unitsByIds } from '../org/index.ts'
import {
  fromCursor,
  listOf,
  listQuery,
  notFound,
  pageOfRows,
  type Read,
  type Route,
  route,
  showList,
} from '../platform/index.ts'
import { changeItem, nameCoordinator, publishPlan } from './actions.ts'
import { bySlug, dueRule, issuerOf, planAnswer, planIdOf, showPlan } from './api-plan.ts'
import { boardApi } from './board-api.ts'
import { importApi } from './import-api.ts'
import { linkApi } from './link-api.ts'
import { type ItemView, loadPlan } from './load-plan.ts'
import { lockApi } from './lock-api.ts'
import { reportApi } from './report-api.ts'
import { plans, publishedPlans } from './store.ts'

const plansRow: Route = route({
  method: 'GET',
  path: '/api/plans',
  may: 'plan.read',
  about: 'Plans, the latest signed first.',
  input: z.strictObject({ ...listQuery }),
  api: { answer: listOf(planAnswer) },
  load: async ({ db }, input) => {
    const key = fromCursor(input.cursor, z.tuple([z.string(), z.string()]))
    const published = new Set((await publishedPlans(db)).map(({ id }) => id))
    const rows = [...(await plans(db))].sort((a, b) => (keyOf(a) > keyOf(b) ? -1 : 1))
    const shown = rows.filter((plan) => key === null || keyOf(plan) < key.join(' '))
    const units = await unitsByIds(db, [
      ...new Set(shown.flatMap((row) => row.coordinator_id ?? [])),
    ])
    const codes = new Map(units.map(({ id, code }) => [id, code]))
    return pageOfRows(
      shown,
      input.limit,
      (plan) => [plan.signed_on, plan.id],
      (plan) =>
        showPlan(plan, {
          coordinator: codes.get(plan.coordinator_id ?? '') ?? null,
          published: published.has(plan.id),
        }),
    )
  },
  show: showList,
})

const keyOf = (plan: { signed_on: string; id: string }) => `${plan.signed_on} ${plan.id}`

const onePlan = planAnswer.extend({
  goals: z.array(z.string()),
  recipients: z.array(z.string()),
  publications: z.array(
    z.object({
      at: z.iso.datetime({ offset: true }),
      obligations: z.int(),
      duties: z.int(),
    }),
  ),
  pending: z
    .object({ obligations: z.int(), duties: z.int(), unsettled: z.array(z.string()) })
    .meta({ description: 'What publishing now would make, and names that keep it from it.' }),
})

const planRow: Route = route({
  method: 'GET',
  path: '/api/plans/:slug',
  may: 'plan.read',
  about: 'One plan, its publications, and what publishing now would make.',
  input: bySlug,
  api: { answer: onePlan, problems: ['404 plan.not-found'] },
  load: async ({ db, today }, { slug }) => {
    const { plan, publications, pending, isPublished } = await loadPlan(db, slug, today)
    const [unit] = plan.coordinator_id ? await unitsByIds(db, [plan.coordinator_id]) : []
    return {
      ...showPlan(plan, { coordinator: unit?.code ?? null, published: isPublished }),
      goals: plan.goals,
      recipients: plan.recipients,
      publications: publications.map((row) => ({
        at: row.published_at,
        obligations: row.obligations,
        duties: row.duties,
      })),
      pending,
    }
  },
  show: (json) => ({ json }),
})

const link = z.strictObject({
  dimension: z.int().min(1).max(8),
  reason: z.string().min(1).max(500),
})
const named = z.object({ text: z.string(), name: z.string() })
const itemAnswer = z.object({
  id: z.uuid(),
  kind: z.enum(['task', 'group', 'duty']),
  number: z.string(),
  parentId: z.uuid().nullable(),
  text: z.string(),
  lead: z.array(named),
  coordinating: z.array(named),
  unsettled: z
    .array(z.string())
    .meta({ description: 'Leading bodies that stand for no unit yet.' }),
  units: z.int().meta({ description: 'Units that it binds or would bind.' }),
  asks: z.boolean(),
  timeText: z.string(),
  due: z.array(dueRule),
  dimensions: z.array(z.object({ dimension: z.int(), reason: z.string() })),
  obligationId: z.uuid().nullable(),
})

const showItem = ({ item, lead, preview, links, obligationId }: ItemView) => ({
  id: item.id,
  kind: item.kind,
  number: item.number,
  parentId: item.parent_id,
  text: item.text,
  lead: item.lead,
  coordinating: item.coordinating,
  unsettled: lead.unresolved,
  units: preview.units,
  asks: item.asks,
  timeText: item.time_text,
  due: item.due,
  dimensions: links,
  obligationId,
})

const itemsRow: Route = route({
  method: 'GET',
  path: '/api/plans/:slug/items',
  may: 'plan.read',
  about: 'Items of a plan in force, in the order of the document.',
  input: bySlug.extend({ ...listQuery, kind: itemAnswer.shape.kind.optional() }),
  api: { answer: listOf(itemAnswer), problems: ['404 plan.not-found'] },
  load: async ({ db, today }, input) => {
    const key = fromCursor(input.cursor, z.tuple([z.int(), z.uuid()]))
    const { items } = await loadPlan(db, input.slug, today)
    const rows = items.filter(
      ({ item }) =>
        (input.kind === undefined || item.kind === input.kind) &&
        (key === null || item.position > key[0]),
    )
    return pageOfRows(rows, input.limit, ({ item }) => [item.position, item.id], showItem)
  },
  show: showList,
})

const byItem = bySlug.extend({ id: z.uuid() })

const loadItem = async ({ db, today }: Read, { slug, id }: z.infer<typeof byItem>) => {
  const { items } = await loadPlan(db, slug, today)
  const found = items.find(({ item }) => item.id === id)
  if (!found) throw notFound('item')
  return showItem(found)
}

const itemRow: Route = route({
  method: 'GET',
  path: '/api/plans/:slug/items/:id',
  may: 'plan.read',
  about: 'One item of a plan.',
  input: byItem,
  api: { answer: itemAnswer, problems: ['404 plan.not-found', '404 item.not-found'] },
  load: loadItem,
  show: (json) => ({ json }),
})

const changeItemRow: Route = route({
  method: 'PUT',
  path: '/api/plans/:slug/items/:id',
  may: 'plan.publish',
  about: 'Says how an item binds, before it is published, and which dimensions of PAPI it serves.',
  records: ['plan.item-changed'],
  input: byItem.extend({
    asks: z.boolean(),
    due: z.array(dueRule).max(20),
    dimensions: z.array(link).max(8),
  }),
  api: {
    answer: itemAnswer,
    version: itemRow,
    problems: [
      '404 plan.not-found',
      '404 item.not-found',
      '409 item.already-binds',
      '422 item.reason-missing',
    ],
    example: {
      asks: false,
      due: [{ kind: 'every-period', period: 'quarter' }],
      dimensions: [{ dimension: 2, reason: 'công khai ngân sách' }],
    },
  },
  unit: issuerOf,
  act: async (act, input) => {
    await loadItem(act, input)
    const due = input.due.map((rule) => ({
      ...rule,
      from: asDay(rule.from),
      to: asDay(rule.to),
    }))
    await changeItem(act, { itemId: input.id, asks: input.asks, due, dimensions: input.dimensions })
    return await loadItem(act, input)
  },
  show: (json) => ({ json }),
})

const asDay = (text: string | null): Day | null => (text !== null && isDay(text) ? text : null)

const publicationRow: Route = route({
  method: 'POST',
  path: '/api/plans/:slug/publication',
  may: 'plan.publish',
  about: 'Turns the items that bind into duties of units; again only what is not there yet.',
  records: ['obligations.defined', 'duties.spawned', 'plan.published'],
  input: bySlug,
  api: {
    answer: z.object({ obligations: z.int(), duties: z.int() }),
    status: 201,
    problems: ['404 plan.not-found', '409 plan.names-unsettled'],
  },
  unit: issuerOf,
  act: async (act, { slug }) => await publishPlan(act, await planIdOf(act, slug)),
  show: (json) => ({ json }),
})

const coordinatorRow: Route = route({
  method: 'PUT',
  path: '/api/plans/:slug/coordinator',
  may: 'plan.publish',
  about: 'Names the unit that watches over the plan.',
  records: ['plan.coordinator-named'],
  input: bySlug.extend({ unit: z.string().max(40) }),
  api: {
    answer: z.object({ unit: z.string() }),
    version: planRow,
    problems: ['404 plan.not-found', '404 unit.not-found'],
    example: { unit: 'SNV' },
  },
  unit: issuerOf,
  act: async (act, { slug, unit: code }) => {
    const unit = await unitByCode(act.db, code, act.today)
    if (!unit) throw notFound('unit')
    await nameCoordinator(act, { planId: await planIdOf(act, slug), unitId: unit.id })
    return { unit: unit.code }
  },
  show: (json) => ({ json }),
})

export const planApi: readonly Route[] = [
  plansRow,
  planRow,
  itemsRow,
  itemRow,
  changeItemRow,
  publicationRow,
  coordinatorRow,
  ...boardApi,
  ...importApi,
  ...linkApi,
  ...lockApi,
  ...reportApi,
]
