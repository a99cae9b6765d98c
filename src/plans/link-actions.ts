// Tying tasks of two plans together: both serve the same end, or one waits for the other.

import { obligationById } from '../obligations/index.ts'
import { type Act, notFound, Problem, record } from '../platform/index.ts'
import { endTaskLink, insertTaskLink, linkById, linkedTasks, type TaskLink } from './link-store.ts'
import { holdPlan, planById } from './store.ts'

export const LINK_KINDS = ['serves-same', 'depends-on'] as const

export type NewTaskLink = {
  fromId: string
  toId: string
  kind: TaskLink['kind']
  reason: string
}

async function ownerOf(act: Act, obligationId: string): Promise<string> {
  const obligation = await obligationById(act.db, obligationId)
  const plan = obligation?.plan_id ? await planById(act.db, obligation.plan_id) : undefined
  if (!obligation || obligation.ends_on || !plan) throw notFound('item')
  return plan.issuer_id ?? plan.coordinator_id ?? ''
}

/** Links two published tasks of different plans, once, with the reason. */
export async function linkTasks(act: Act, link: NewTaskLink): Promise<void> {
  const [from, to] = [
    await obligationById(act.db, link.fromId),
    await obligationById(act.db, link.toId),
  ]
  const unitId = await ownerOf(act, link.fromId)
  await ownerOf(act, link.toId)
  if (from?.plan_id === to?.plan_id) throw new Problem(422, 'link.same-plan')
  await holdPlan(act.db, [link.fromId, link.toId].sort().join())
  const known = await linkedTasks(act.db, link.fromId)
  if (known.some((row) => row.otherId === link.toId)) throw new Problem(409, 'link.there-already')
  const reason = link.reason.normalize('NFC').trim().slice(0, 1000)
  if (reason === '') throw new Problem(422, 'link.reason-missing')
  await insertTaskLink(act.db, {
    id: act.newId(),
    from_id: link.fromId,
    to_id: link.toId,
    kind: link.kind,
    reason,
    linked_at: act.now,
    linked_by: act.actor.personId,
    ended_at: null,
    ended_by: null,
  })
  await record(act, 'task.linked', {
    unitId,
    subject: link.fromId,
    details: { kind: link.kind, to: `${to?.number}`, reason },
  })
}

/** Ends a link; it is kept as a dated row. */
export async function unlinkTasks(
  act: Act,
  { id, obligationId }: { id: string; obligationId: string },
): Promise<void> {
  const link = await linkById(act.db, id)
  const isOne = link && [link.from_id, link.to_id].includes(obligationId)
  if (!link || !isOne || link.ended_at) throw notFound('link')
  await endTaskLink(act.db, id, { at: act.now, by: act.actor.personId })
  await record(act, 'task.unlinked', {
    unitId: await ownerOf(act, obligationId),
    subject: obligationId,
    details: { kind: link.kind },
  })
}
