// Marking a task that the unit's own plan gave: done, or not done, with a note.

import { z } from 'zod'
import { type Route, route } from '../platform/index.ts'
import { markTask } from '../subplans/index.ts'
import { workPage } from './work.tsx'

const markRoute = route({
  method: 'POST',
  path: '/office/work/tasks/:id',
  may: 'report.draft',
  about: 'Says what became of a task that the unit’s own plan gave to the visitor.',
  records: ['subplan.task-marked'],
  input: z.object({
    id: z.uuid(),
    unit: z.uuid(),
    state: z.enum(['done', 'not-done']),
    note: z.string().max(5000).default(''),
  }),
  retry: workPage,
  act: async (act, { id, unit, state, note }) => {
    await markTask(act, { unitId: unit, taskId: id, state, note })
    return `/office/work#own-${id}`
  },
  show: (redirect: string) => ({ redirect }),
})

export const assignmentRoutes: readonly Route[] = [markRoute]
