// Long work in the one thread that also answers everybody else: done a portion at a time.

import { setImmediate as turn } from 'node:timers/promises'

/** What `make` makes of every portion, in order; between portions whoever waits has a turn. */
export async function byPortions<T, R>(
  items: readonly T[],
  most: number,
  make: (portion: readonly T[]) => readonly R[],
): Promise<R[]> {
  const made: R[] = []
  for (let from = 0; from < items.length; from += most) {
    if (from > 0) await turn()
    for (const one of make(items.slice(from, from + most))) made.push(one)
  }
  return made
}
