// `congtam plan show [PLAN] [--json]`: the plans there are, or one with its items, bodies and what it made.

import type { CommandContext } from '../platform/index.ts'
import { type ItemView, loadPlan, type PlanView } from './load-plan.ts'
import { planBySlug, plans } from './store.ts'

export const SHOW_USAGE = 'congtam plan show [PLAN] [--json]'

/** `PLAN` is the plan's short name, such as 99-2024; without it the plans are listed. */
export async function showPlan(context: CommandContext, slug: string | undefined): Promise<number> {
  const asJson = context.args.includes('--json')
  if (slug === undefined) {
    const all = await context.read(({ db }) => plans(db))
    const rows = all.map(({ slug: name, number, signed_on, issuer, year, title }) => ({
      plan: name,
      number,
      signedOn: signed_on,
      issuer,
      year,
      title,
    }))
    if (asJson) context.out(JSON.stringify({ plans: rows }))
    else
      for (const row of rows)
        context.out([row.plan, row.number, row.signedOn, row.title].join('\t'))
    if (!asJson && rows.length === 0) context.out('There is no plan yet: congtam plan import FILE')
    return 0
  }
  const view = await context.read(async ({ db, today }) =>
    (await planBySlug(db, slug)) ? await loadPlan(db, slug, today) : null,
  )
  if (!view) {
    context.err(`There is no plan ${slug}. "congtam plan show" lists them.`)
    return 1
  }
  if (asJson) context.out(JSON.stringify(described(view)))
  else print(context, view)
  return 0
}

const described = ({ plan, items, pending, publications }: PlanView) => ({
  plan: plan.slug,
  number: plan.number,
  signedOn: plan.signed_on,
  issuer: plan.issuer,
  signer: plan.signer,
  year: plan.year,
  title: plan.title,
  publications: publications.length,
  pending,
  items: items.map(({ item, lead, coordinating, preview, links, obligationId }) => ({
    kind: item.kind,
    number: item.number,
    text: item.text,
    lead: bodiesOf(lead),
    coordinating: bodiesOf(coordinating),
    time: item.time_text,
    due: item.due,
    dimensions: links.map(({ dimension }) => dimension),
    units: preview.units,
    duties: preview.duties,
    isPublished: obligationId !== null,
  })),
})

const bodiesOf = ({ bodies, unitIds }: ItemView['lead']) => ({
  bodies: bodies.map(({ text, resolution }) => ({ text, status: resolution.status })),
  units: unitIds.length,
})

function print(context: CommandContext, { plan, items, pending, publications }: PlanView): void {
  context.out(`${plan.number}, ${plan.signed_on}, ${plan.issuer}: ${plan.title}`)
  for (const { item, preview, obligationId } of items) {
    const made = item.kind === 'group' ? '' : `${preview.units} units, ${preview.duties} duties`
    const mark = item.kind === 'group' ? ' ' : obligationId ? '✓' : '·'
    context.out([mark, item.kind, item.number, made, item.text.slice(0, 80)].join('\t'))
  }
  for (const name of pending.unsettled) context.out(`to settle: ${name}`)
  context.out(
    publications.length > 0
      ? `Published ${publications.length} times; ${pending.duties} duties wait for publication.`
      : `Not published: publishing would make ${pending.duties} duties.`,
  )
}
