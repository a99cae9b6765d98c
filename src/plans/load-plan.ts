// A plan with all that a page shows of it: items, bindings, what publishing would make, what it made.

import { workCalendar } from '../calendar/index.ts'
import type { Day } from '../lib/day.ts'
import { obligationsOfPlan } from '../obligations/index.ts'
import { type Db, notFound } from '../platform/index.ts'
import type { Dimension, DimensionLink } from './dimension.ts'
import type { NamedBody } from './item.ts'
import {
  type Binding,
  bind,
  type PreviewLine,
  previewItem,
  type Scope,
  spanOf,
} from './publication.ts'
import {
  dimensions,
  itemsOf,
  linksOf,
  type Plan,
  type PlanItem,
  type Publication,
  planBySlug,
  publicationsOf,
  scopeOf,
} from './store.ts'

export type ItemView = {
  item: PlanItem
  lead: Binding
  coordinating: Binding
  preview: PreviewLine
  links: DimensionLink[]
  obligationId: string | null
}
export type PlanView = {
  plan: Plan
  items: ItemView[]
  dimensions: Dimension[]
  publications: Publication[]
  /** Of items that are not published yet. */
  pending: { obligations: number; duties: number; unsettled: string[] }
  isPublished: boolean
}

export async function requirePlanBySlug(db: Db, slug: string): Promise<Plan> {
  const plan = await planBySlug(db, slug)
  if (!plan) throw notFound('plan')
  return plan
}

export async function loadPlan(db: Db, slug: string, today: Day): Promise<PlanView> {
  const plan = await requirePlanBySlug(db, slug)
  const [scope, calendar, items, known, publications, obligations] = await Promise.all([
    scopeOf(db, plan),
    workCalendar(db),
    itemsOf(db, plan.id),
    dimensions(db),
    publicationsOf(db, plan.id),
    obligationsOfPlan(db, plan.id, today),
  ])
  const links = await linksOf(
    db,
    items.map((item) => item.id),
  )
  const span = spanOf({ signedOn: plan.signed_on, year: plan.year })
  const bySource = new Map(obligations.map((row) => [row.source_id, row.id]))
  const bindOnce = binder(scope)
  const views = items.map(
    (item): ItemView => ({
      item,
      lead: bindOnce(item.lead),
      coordinating: bindOnce(item.coordinating),
      preview: previewItem(item, bindOnce(item.lead), { calendar, span }),
      links: links
        .filter((link) => link.item_id === item.id)
        .map(({ dimension, reason }) => ({ dimension, reason })),
      obligationId: bySource.get(item.id) ?? null,
    }),
  )
  const open = views.filter(({ item, obligationId }) => item.kind !== 'group' && !obligationId)
  return {
    plan,
    items: views,
    dimensions: known,
    publications,
    pending: {
      obligations: open.length,
      duties: open.reduce((sum, { preview }) => sum + preview.duties, 0),
      unsettled: [
        ...new Set(
          views.flatMap(({ lead, item }) => (item.kind === 'group' ? [] : lead.unresolved)),
        ),
      ],
    },
    isPublished: publications.length > 0,
  }
}

/** Bodies are the same in many items of a plan: each list of names is looked up once. */
function binder(scope: Scope): (bodies: readonly NamedBody[]) => Binding {
  const known = new Map<string, Binding>()
  return (bodies) => {
    const key = JSON.stringify(bodies)
    const found = known.get(key) ?? bind(bodies, scope)
    known.set(key, found)
    return found
  }
}
