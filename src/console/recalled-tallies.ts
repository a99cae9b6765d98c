// What many people look at, kept by unit: worked out anew only for units in whose affairs something was recorded.

import { createHash } from 'node:crypto'
import { type AsOf, sumTallies, type TallyRow, tallies } from '../obligations/index.ts'
import { unitsOn } from '../org/index.ts'
import { type Read, recordedByUnit, recordedSoFar } from '../platform/index.ts'

type Asked = Parameters<typeof tallies>
export type Tallying = (filter: Asked[2], columns: Asked[3], by: Asked[4]) => Promise<TallyRow[]>
type Recalling = Pick<Read, 'db' | 'recall'>

/** What changes duties, or how they are named, of many units, told in the chain of one. */
const OF_MANY = [
  'plan.published',
  'plan.amended',
  'plan.closed',
  'obligations.defined',
  'obligation.ended',
  'obligation.carried',
  'duties.spawned',
  'dimensions.loaded',
  'units.imported',
  'successions.recorded',
  'succession.withdrawn',
]

/** Tallies of one unit, as they were when so much was recorded of it. */
type Kept = Map<string, { version: number; rows: TallyRow[] }>

/** `tallies` of a moment, recalled where nothing was recorded since. The columns are of units of that day. */
export async function recalledTallies(
  { db, recall }: Recalling,
  { today, soonOn, knownBefore }: AsOf,
): Promise<Tallying> {
  const asOf = { today, soonOn, knownBefore }
  if (!recall) return (...asked) => tallies(db, asOf, ...asked)
  const version = await recordedSoFar(db)
  return async (filter, columns, by) => {
    // Of everything together as of each task: the same rows, summed further.
    const base = by === 'all' ? 'obligation' : by
    const key = JSON.stringify(['tallies', asOf, filter, base])
    const kept = await recall(`${key} by unit`, 0, async (): Promise<Kept> => new Map())
    const each = await recall(key, version, async () => {
      const units = (await unitsOn(db, today)).map(({ id }) => id)
      const versions = await recordedByUnit(db, units, OF_MANY)
      const changed = units.filter((id) => kept.get(id)?.version !== versions.get(id))
      const alone = changed.map((id) => ({ unitId: id, columnKey: id }))
      // Nothing is put down before all is known: another board may be made meanwhile from what is kept.
      const found = await tallies(db, asOf, filter, alone, base)
      for (const id of changed) kept.set(id, { version: versions.get(id) ?? 0, rows: [] })
      for (const row of found) kept.get(row.columnKey)?.rows.push(row)
      return units.flatMap((id) => kept.get(id)?.rows ?? [])
    })
    return summed(by === 'all' ? each.map((row) => ({ ...row, rowKey: '' })) : each, columns)
  }
}

/** What is made of the duties of some units, kept while nothing is recorded of any of them. `key`: all else it depends on. */
export async function recalledOfUnits<T>(
  { db, recall }: Recalling,
  unitIds: readonly string[],
  key: readonly unknown[],
  make: () => Promise<T>,
): Promise<T> {
  if (!recall) return await make()
  const versions = await recordedByUnit(db, unitIds, OF_MANY)
  const version = [...versions.values()].reduce((sum, seq) => sum + seq, 0)
  return await recall(keyOfUnits(key, [...versions.keys()]), version, make)
}

/** The same of each unit by itself, one after the other; yields after each. Nothing where nothing is kept. */
export async function* recalledOfEach<T>(
  { db, recall }: Recalling,
  unitIds: readonly string[],
  key: readonly unknown[],
  make: (unitId: string) => Promise<T>,
): AsyncGenerator<void> {
  if (!recall) return
  const versions = await recordedByUnit(db, unitIds, OF_MANY)
  for (const [unitId, version] of versions) {
    await recall(keyOfUnits(key, [unitId]), version, () => make(unitId))
    yield
  }
}

function keyOfUnits(key: readonly unknown[], unitIds: readonly string[]): string {
  const units = createHash('sha256')
    .update([...unitIds].sort().join())
    .digest('hex')
  return JSON.stringify([...key, units])
}

/** Tallies of single units, summed under the columns that the units stand in. */
function summed(each: readonly TallyRow[], columns: Asked[3]): TallyRow[] {
  const columnOf = new Map(columns.map(({ unitId, columnKey }) => [unitId, columnKey]))
  const lines = new Map<string, Map<string, TallyRow[]>>()
  for (const row of each) {
    const column = columnOf.get(row.columnKey)
    if (column === undefined) continue
    const line = lines.get(row.rowKey)
    const group = line?.get(column)
    if (group) group.push(row)
    else if (line) line.set(column, [row])
    else lines.set(row.rowKey, new Map([[column, [row]]]))
  }
  return [...lines].flatMap(([rowKey, line]) =>
    [...line].map(([columnKey, group]) => ({ ...sumTallies(group), rowKey, columnKey })),
  )
}
