// A worker for tests: jobs run at the moment the test says, in transactions, and what they queue runs after them.

import { type Instance, systemAct } from '../src/app/instance.ts'
import { JOBS } from '../src/app/rooms.ts'
import type { Day } from '../src/lib/day.ts'
import { instantAt } from '../src/lib/instant.ts'
import type { Act, JobRow } from '../src/platform/index.ts'

type Queued = { name: string; data: Record<string, unknown> }

/** `more` are jobs that `app` adds at the start, such as the post. */
export function worker(instance: Instance, more: readonly JobRow[] = []) {
  const queue: Queued[] = []
  let moment: { on: Day; time: string } | null = null

  /** One change at the worker's moment; what it queues counts only when it is committed. */
  async function act<T>(work: (act: Act) => Promise<T>): Promise<T> {
    const queued: Queued[] = []
    const result = await systemAct(instance, (at) =>
      work({
        ...at,
        ...(moment ? { now: instantAt(moment.on, moment.time), today: moment.on } : {}),
        enqueue: async (name, data) => {
          queued.push({ name, data })
        },
      }),
    )
    queue.push(...queued)
    return result
  }

  const run = ({ name, data }: Queued) => {
    const job = [...JOBS, ...more].find((row) => row.name === name)
    if (!job) throw new Error(`no job ${name}`)
    return act((at) => job.run(at, data))
  }

  return {
    queue,
    act,
    at(on: Day, time: string) {
      moment = { on, time }
    },
    run: (name: string, data: Record<string, unknown> = {}) => run({ name, data }),
    /** Works the queue off, two jobs at a time; `twice` runs each of them once more beside itself. */
    async drain({ twice = false } = {}) {
      for (let jobs = queue.splice(0, 2); jobs.length > 0; jobs = queue.splice(0, 2)) {
        await Promise.all((twice ? [...jobs, ...jobs] : jobs).map(run))
      }
    },
  }
}
