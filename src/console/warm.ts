// What the first pages of the office recall, made before anybody asks.

import { unitsOn } from '../org/index.ts'
import type { Read } from '../platform/index.ts'
import { boardTallies } from './board-load.ts'
import { recalledTallies } from './recalled-tallies.ts'
import { briefingOf, briefsOf } from './work-brief.ts'

/** Makes what is not known yet of "my work" of at most `most` units and of the boards, one statement at a time; yields
 * after each, so that whoever runs it may pause or stop. */
export async function* warm(
  read: Pick<Read, 'db' | 'today' | 'recall'>,
  { most }: { most: number },
): AsyncGenerator<void> {
  const briefing = await briefingOf(read)
  const units = (await unitsOn(read.db, read.today)).slice(0, most)
  yield* briefsOf(
    read,
    briefing,
    units.map(({ id }) => id),
  )
  const tally = await recalledTallies(read, briefing.asOf)
  for (const plan of briefing.plans) {
    for (const make of boardTallies(tally, plan, [])) {
      await make()
      yield
    }
  }
}
