// How programs name a plan, and what they are shown of it.

import { z } from 'zod'
import type { Read } from '../platform/index.ts'
import { requirePlanBySlug } from './load-plan.ts'
import { type Plan, planBySlug } from './store.ts'

export const bySlug = z.strictObject({ slug: z.string().max(80) })

/** Row `unit`: a plan is the matter of who issued it. */
export const issuerOf = async ({ db }: Read, { slug }: { slug: string }): Promise<string | null> =>
  (await planBySlug(db, slug))?.issuer_id ?? null

export const planIdOf = async (read: Read, slug: string): Promise<string> =>
  (await requirePlanBySlug(read.db, slug)).id

export const planAnswer = z.object({
  id: z.uuid(),
  slug: z.string(),
  number: z.string(),
  title: z.string(),
  year: z.int(),
  signedOn: z.iso.date(),
  issuer: z.string(),
  signer: z.string(),
  coordinator: z.string().nullable().meta({ description: 'Code of the coordinating unit.' }),
  published: z.boolean(),
})

export const showPlan = (
  plan: Plan,
  { coordinator, published }: { coordinator: string | null; published: boolean },
): z.infer<typeof planAnswer> => ({
  id: plan.id,
  slug: plan.slug,
  number: plan.number,
  title: plan.title,
  year: plan.year,
  signedOn: plan.signed_on,
  issuer: plan.issuer,
  signer: plan.signer,
  coordinator,
  published,
})

export const dueRule = z.strictObject({
  kind: z.enum(['date-by', 'window', 'every-period', 'min-count', 'event', 'ongoing']),
  from: z.iso.date().nullable().default(null),
  to: z.iso.date().nullable().default(null),
  period: z.enum(['month', 'quarter', 'half-year', 'year']).nullable().default(null),
  count: z.int().min(1).max(10_000).nullable().default(null),
})
