// Tallies that many people look at: worked out once a state of the data, whoever asks.

import { type AsOf, type TallyRow, tallies } from '../obligations/index.ts'
import { type Read, recordedSoFar } from '../platform/index.ts'

type Asked = Parameters<typeof tallies>
export type Tallying = (filter: Asked[2], columns: Asked[3], by: Asked[4]) => Promise<TallyRow[]>

/** `tallies` of a moment, recalled where nothing was recorded since; the rows are shared, not to be changed. */
export async function recalledTallies(
  { db, recall }: Pick<Read, 'db' | 'recall'>,
  { today, soonOn, knownBefore }: AsOf,
): Promise<Tallying> {
  const asOf = { today, soonOn, knownBefore }
  if (!recall) return (...asked) => tallies(db, asOf, ...asked)
  const version = await recordedSoFar(db)
  return (...asked) =>
    recall(JSON.stringify(['tallies', asOf, asked]), version, () => tallies(db, asOf, ...asked))
}
