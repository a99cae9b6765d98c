// The stage of the demo: actions run as someone at some moment of the past.

import type { Day } from '../lib/day.ts'
import type { Act, Actor, Read } from '../platform/index.ts'

export type Moment = { on: Day; time: string; actor?: Actor }

export type Stage = {
  read: Read
  /** Runs one action, in its own transaction, as `actor` at that moment. */
  run<T>(moment: Moment, work: (act: Act) => Promise<T>): Promise<T>
  say(text: string): void
}

/** Runs `work` over all items, a few at a time. */
export async function inParallel<T>(
  items: readonly T[],
  width: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const queue = [...items]
  await Promise.all(
    Array.from({ length: width }, async () => {
      for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item)
    }),
  )
}
