// From the words of an address to a unit and the plan that its own plan is for; from a form's fields to a draft.

import { z } from 'zod'
import { type Day, isDay } from '../lib/day.ts'
import { reviewerOf } from '../obligations/index.ts'
import { type UnitListed, unitByCode } from '../org/index.ts'
import { type Plan, requirePlanBySlug } from '../plans/index.ts'
import { notFound, Problem, type Read } from '../platform/index.ts'
import { doersOf, type Executor, NOBODY, type SubplanSave } from '../subplans/index.ts'

export const subplanAddress = z.looseObject({
  code: z.string().max(40),
  plan: z.string().max(80),
})
export type SubplanAddress = z.infer<typeof subplanAddress>

export const subplanHref = (code: string, slug: string): string =>
  `/office/units/${code}/subplans/${slug}`

export const coverageHref = (plan: Pick<Plan, 'slug'>): string =>
  `/office/plans/${plan.slug}/subplans`

export async function subplanKey(
  read: Read,
  address: { code: string; plan: string },
): Promise<{ unitId: string; planId: string; unit: UnitListed; plan: Plan }> {
  const unit = await unitByCode(read.db, address.code, read.today)
  if (!unit) throw notFound('unit')
  const plan = await requirePlanBySlug(read.db, address.plan)
  return { unitId: unit.id, planId: plan.id, unit, plan }
}

/** The unit that reviews a unit's own plan: the one that reviews its reports. */
export const subplanReviewer = (read: Read, unit: UnitListed, plan: Plan): Promise<string> =>
  reviewerOf(read.db, unit, plan.coordinator_id ?? plan.issuer_id ?? unit.id, read.today)

/** The value of one who does, in a list of choices. */
export function doerKey(doer: Executor): string {
  if (doer.divisionId) return `division:${doer.divisionId}`
  if (doer.postId) return `post:${doer.postId}`
  if (doer.personId) return `person:${doer.personId}`
  return doer.label === '' ? '' : `words:${doer.label}`
}

/** New lines of the form that stand for tasks not kept yet. */
export const BLANKS = ['new1', 'new2', 'new3'] as const

const text = (input: Record<string, unknown>, name: string): string =>
  typeof input[name] === 'string' ? (input[name] as string) : ''

function dayOf(input: Record<string, unknown>, name: string): Day | null {
  const value = text(input, name)
  if (value === '') return null
  if (!isDay(value)) throw new Problem(422, 'subplan.day-unreadable')
  return value
}

/** What the form says. Who does a task is one of the unit's own, or the document's words. */
export async function draftOf(
  read: Read,
  unitId: string,
  input: Record<string, unknown>,
): Promise<SubplanSave> {
  const doers = await doersOf(read.db, unitId, read.today)
  const whoOf = (value: string): Executor => {
    if (value.startsWith('words:')) return { ...NOBODY, label: value.slice('words:'.length) }
    return doers.find((doer) => doerKey(doer) === value) ?? NOBODY
  }
  const ids = Object.keys(input).flatMap((name) =>
    name.startsWith('what.') ? [name.slice('what.'.length)] : [],
  )
  const file = input.file instanceof File && input.file.name !== '' ? input.file : null
  return {
    number: text(input, 'number'),
    signedOn: dayOf(input, 'signedOn'),
    title: text(input, 'title'),
    text: text(input, 'text'),
    file: file && { bytes: new Uint8Array(await file.arrayBuffer()), fileName: file.name },
    dropFile: text(input, 'dropFile') === '1',
    tasks: ids.map((id) => ({
      id: (BLANKS as readonly string[]).includes(id) ? null : id,
      text: text(input, `what.${id}`),
      executor: whoOf(text(input, `who.${id}`)),
      dueOn: dayOf(input, `due.${id}`),
      obligationId: text(input, `item.${id}`) || null,
      drop: text(input, `drop.${id}`) === '1',
    })),
  }
}
