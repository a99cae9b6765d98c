// Something that many open pages wait for: asked again and again by one clock of the process while anyone waits, told
// when its answer changes.

import type { Day } from '../lib/day.ts'
import type { Instant } from '../lib/instant.ts'

export type Moment = { now: Instant; today: Day }
export type Seen<T> = Moment & { value: T }

/** The newest answer at once, then each change of it until the signal says stop. Who is slow misses what lies between. */
export type Watch = <T extends string | number>(
  key: string,
  ask: (moment: Moment) => Promise<T>,
  signal: AbortSignal,
) => AsyncIterable<Seen<T>>

type Topic = { latest: Seen<unknown> | null; turn: number; waiting: Set<() => void>; open: number }

const EVERY = 150

/** Waits for answers of one process. A question that fails is asked again. */
export function openWatch(clock: () => Moment, every = EVERY): Watch {
  const topics = new Map<string, Topic>()

  async function keepAsking(key: string, topic: Topic, ask: (moment: Moment) => Promise<unknown>) {
    while (topic.open > 0) {
      const { now, today } = clock()
      const { turn } = topic
      const value = await ask({ now, today }).catch(() => topic.latest?.value)
      if (value !== undefined && value !== topic.latest?.value) {
        topic.latest = { value, now, today }
        topic.turn += 1
        for (const wake of [...topic.waiting]) wake()
      }
      // Whoever was told has work to do before the next change is of use.
      const pause = topic.turn > turn ? 2 * every : every
      await new Promise((resolve) => setTimeout(resolve, pause))
    }
    if (topics.get(key) === topic) topics.delete(key)
  }

  return async function* <T extends string | number>(
    key: string,
    ask: (moment: Moment) => Promise<T>,
    signal: AbortSignal,
  ): AsyncIterable<Seen<T>> {
    const known = topics.get(key)
    const topic: Topic = known ?? { latest: null, turn: 0, waiting: new Set(), open: 0 }
    topics.set(key, topic)
    topic.open += 1
    if (!known) void keepAsking(key, topic, ask)
    try {
      for (let turn = 0; !signal.aborted; ) {
        if (topic.latest && topic.turn > turn) {
          turn = topic.turn
          yield topic.latest as Seen<T>
        } else await next(topic, signal)
      }
    } finally {
      topic.open -= 1
    }
  }
}

const next = (topic: Topic, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const wake = () => {
      topic.waiting.delete(wake)
      signal.removeEventListener('abort', wake)
      resolve()
    }
    topic.waiting.add(wake)
    signal.addEventListener('abort', wake)
  })
