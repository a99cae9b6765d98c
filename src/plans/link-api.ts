// Ties between tasks of two plans, for programs.

import { z } from 'zod'
import { obligationById } from '../obligations/index.ts'
import { listOf, notFound, type Read, type Route, route } from '../platform/index.ts'
import { LINK_KINDS, linkTasks, unlinkTasks } from './link-actions.ts'
import { linkedTasks } from './link-store.ts'
import { planById } from './store.ts'

const byId = z.strictObject({ id: z.uuid() })
const kind = z.enum(LINK_KINDS).meta({
  description: 'Both serve the same end, or the first waits for the other.',
})
const linkAnswer = z.object({
  id: z.uuid(),
  kind,
  reason: z.string(),
  direction: z.enum(['from', 'to']).meta({ description: 'Which end of the tie this one is.' }),
  other: z.object({ id: z.uuid(), plan: z.string(), number: z.string(), title: z.string() }),
})

const linksOf = async ({ db }: Pick<Read, 'db'>, id: string) =>
  (await linkedTasks(db, id)).map((link) => ({
    id: link.id,
    kind: link.kind,
    reason: link.reason,
    direction: link.isFrom ? ('from' as const) : ('to' as const),
    other: { id: link.otherId, plan: link.slug, number: link.number, title: link.title },
  }))

const issuerOfIt = async ({ db }: Read, { id }: { id: string }): Promise<string | null> => {
  const obligation = await obligationById(db, id)
  return obligation?.plan_id ? ((await planById(db, obligation.plan_id))?.issuer_id ?? null) : null
}

const linksRow: Route = route({
  method: 'GET',
  path: '/api/obligations/:id/links',
  may: 'plan.read',
  about: 'Tasks of other plans that an obligation is tied to.',
  input: byId,
  api: { answer: listOf(linkAnswer), problems: ['404 obligation.not-found'] },
  load: async (read, { id }) => {
    if (!(await obligationById(read.db, id))) throw notFound('obligation')
    return { items: await linksOf(read, id), next: null }
  },
  show: (json) => ({ json }),
})

const linkRow: Route = route({
  method: 'POST',
  path: '/api/obligations/:id/links',
  may: 'plan.publish',
  about: 'Ties an obligation to one of another plan, with the reason.',
  records: ['task.linked'],
  input: byId.extend({ to: z.uuid(), kind, reason: z.string().min(1).max(1000) }),
  api: {
    answer: linkAnswer,
    status: 201,
    problems: [
      '404 item.not-found',
      '409 link.there-already',
      '422 link.same-plan',
      '422 link.reason-missing',
    ],
    example: {
      to: '01900000-0000-7000-8000-000000000001',
      kind: 'serves-same',
      reason: 'Cùng nâng chất lượng tiếp công dân',
    },
  },
  unit: issuerOfIt,
  act: async (act, { id, to, kind, reason }) => {
    await linkTasks(act, { fromId: id, toId: to, kind, reason })
    const made = (await linksOf(act, id)).find(({ other }) => other.id === to)
    if (!made) throw notFound('link')
    return made
  },
  show: (json) => ({ json }),
})

const unlinkRow: Route = route({
  method: 'POST',
  path: '/api/obligations/:id/links/:link/ending',
  may: 'plan.publish',
  about: 'Unties two obligations; that they were tied stays on record.',
  records: ['task.unlinked'],
  input: byId.extend({ link: z.uuid() }),
  api: {
    answer: listOf(linkAnswer),
    problems: ['404 link.not-found'],
  },
  unit: issuerOfIt,
  act: async (act, { id, link }) => {
    await unlinkTasks(act, { id: link, obligationId: id })
    return { items: await linksOf(act, id), next: null }
  },
  show: (json) => ({ json }),
})

export const linkApi: readonly Route[] = [linksRow, linkRow, unlinkRow]
