// A process that has just started knows nothing: what the first pages ask for is made in the background, before they do.

import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises'
import { warm } from '../console/index.ts'
import type { Recall } from '../platform/index.ts'
import type { Instance } from './instance.ts'
import type { Log } from './log.ts'

type Warming = {
  recall: Recall
  /** Of how many units at most. */
  most: number
  log: Pick<Log, 'error'>
  stopping: AbortSignal
  stopwatch(): number
  /** How long it rests before it looks again, at least. */
  rest?: number
}

const MINUTE = 60_000
/** It works for at most a twentieth of its time. */
const RESTS_FOR = 20

/** Warms after the start, and again whenever a day began or much was recorded, until it is stopped; never fails. */
export async function keepWarm(
  instance: Pick<Instance, 'db' | 'clock'>,
  { recall, most, log, stopping, stopwatch, rest = MINUTE }: Warming,
): Promise<void> {
  while (!stopping.aborted) {
    const began = stopwatch()
    try {
      const { today } = instance.clock()
      for await (const _ of warm({ db: instance.db, today, recall }, { most })) {
        if (stopping.aborted) return
        await turn()
      }
    } catch (error) {
      log.error({ error: (error as Error).name }, 'warming failed')
    }
    const took = stopwatch() - began
    const pause = Math.max(rest, took * RESTS_FOR)
    await sleep(pause, undefined, { signal: stopping, ref: false }).catch(() => undefined)
  }
}
