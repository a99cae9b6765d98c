// Tying a task to one of another plan, and untying it.

import { z } from 'zod'
import { obligationOfSource } from '../obligations/index.ts'
import {
  itemByNumber,
  LINK_KINDS,
  linkTasks,
  requirePlanBySlug,
  unlinkTasks,
} from '../plans/index.ts'
import { notFound, Problem, type Read, type Route, route } from '../platform/index.ts'
import { issuerOf } from './plan-item.tsx'
import { taskPage } from './tasks.tsx'

const address = z.looseObject({ slug: z.string().max(80), number: z.string().max(20) })
type Address = z.infer<typeof address>

async function obligationAt(read: Read, { slug, number }: Address): Promise<string> {
  const plan = await requirePlanBySlug(read.db, slug)
  const kind = number.includes('.') ? 'duty' : 'task'
  const item = await itemByNumber(read.db, plan.id, kind, number)
  const obligation = item ? await obligationOfSource(read.db, item.id) : undefined
  if (!obligation) throw notFound('item')
  return obligation.id
}

const back = ({ slug, number }: Address) => `/office/tasks/${slug}/${number}#links`

const linkRoute = route({
  method: 'POST',
  path: '/office/tasks/:slug/:number/links',
  may: 'plan.publish',
  about: 'Ties a task to one of another plan, with the reason.',
  records: ['task.linked'],
  input: address,
  unit: issuerOf,
  retry: taskPage,
  act: async (act, input: Address) => {
    const to = z.uuid().safeParse(input.to)
    if (!to.success) throw new Problem(422, 'link.task-missing')
    await linkTasks(act, {
      fromId: await obligationAt(act, input),
      toId: to.data,
      kind: LINK_KINDS.find((kind) => kind === input.kind) ?? 'serves-same',
      reason: typeof input.reason === 'string' ? input.reason : '',
    })
    return back(input)
  },
  show: (redirect: string) => ({ redirect }),
})

const unlinkRoute = route({
  method: 'POST',
  path: '/office/tasks/:slug/:number/links/:link/ending',
  may: 'plan.publish',
  about: 'Unties two tasks.',
  records: ['task.unlinked'],
  input: address.extend({ link: z.uuid() }),
  unit: issuerOf,
  retry: taskPage,
  act: async (act, input) => {
    await unlinkTasks(act, { id: input.link, obligationId: await obligationAt(act, input) })
    return back(input)
  },
  show: (redirect: string) => ({ redirect }),
})

export const linkRoutes: readonly Route[] = [linkRoute, unlinkRoute]
