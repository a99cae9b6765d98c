// Tallies that many people look at: worked out unit by unit once a state of the data, and summed for whoever asks.

import { type AsOf, sumTallies, type TallyRow, tallies } from '../obligations/index.ts'
import { unitsOn } from '../org/index.ts'
import { type Read, recordedSoFar } from '../platform/index.ts'

type Asked = Parameters<typeof tallies>
export type Tallying = (filter: Asked[2], columns: Asked[3], by: Asked[4]) => Promise<TallyRow[]>

/** `tallies` of a moment, recalled where nothing was recorded since. The columns are of units of that day. */
export async function recalledTallies(
  { db, recall }: Pick<Read, 'db' | 'recall'>,
  { today, soonOn, knownBefore }: AsOf,
): Promise<Tallying> {
  const asOf = { today, soonOn, knownBefore }
  if (!recall) return (...asked) => tallies(db, asOf, ...asked)
  const version = await recordedSoFar(db)
  return async (filter, columns, by) => {
    // Of everything together as of each task: the same rows, summed further.
    const base = by === 'all' ? 'obligation' : by
    const key = JSON.stringify(['tallies', asOf, filter, base])
    const each = await recall(key, version, async () => {
      const units = await unitsOn(db, today)
      const alone = units.map(({ id }) => ({ unitId: id, columnKey: id }))
      return await tallies(db, asOf, filter, alone, base)
    })
    return summed(by === 'all' ? each.map((row) => ({ ...row, rowKey: '' })) : each, columns)
  }
}

/** Tallies of single units, summed under the columns that the units stand in. */
function summed(each: readonly TallyRow[], columns: Asked[3]): TallyRow[] {
  const columnOf = new Map(columns.map(({ unitId, columnKey }) => [unitId, columnKey]))
  const sums = new Map<string, TallyRow[]>()
  for (const row of each) {
    const column = columnOf.get(row.columnKey)
    if (column === undefined) continue
    const key = `${row.rowKey}|${column}`
    const group = sums.get(key)
    if (group) group.push(row)
    else sums.set(key, [row])
  }
  return [...sums.values()].flatMap((group) => {
    const [first] = group
    if (!first) return []
    const columnKey = columnOf.get(first.columnKey) ?? ''
    return [{ ...sumTallies(group), rowKey: first.rowKey, columnKey }]
  })
}
