// Units with what they owe and have done, as citizens see it.

import { asOfToday, sumTallies, type Tally, tallies } from '../obligations/index.ts'
import { type UnitListed, unitsOn } from '../org/index.ts'
import type { Read } from '../platform/index.ts'

export type UnitLine = { unit: UnitListed; tally: Tally }

/** Each unit with its tally; `deep` counts the units right below it too. */
export async function unitLines(
  read: Read,
  units: readonly UnitListed[],
  deep: boolean,
): Promise<UnitLine[]> {
  const all = deep ? await unitsOn(read.db, read.today) : []
  const columns = units.flatMap((unit) => [
    { unitId: unit.id, columnKey: unit.id },
    ...all
      .filter(({ parentId }) => parentId === unit.id)
      .map(({ id }) => ({ unitId: id, columnKey: unit.id })),
  ])
  const sums = await tallies(read.db, await asOfToday(read.db, read.today), {}, columns, 'all')
  return units.map((unit) => ({
    unit,
    tally: sumTallies(sums.filter((row) => row.columnKey === unit.id)),
  }))
}

/** The districts, each with its communes counted in. */
export const districtLines = async (read: Read): Promise<UnitLine[]> =>
  await unitLines(
    read,
    (await unitsOn(read.db, read.today)).filter(({ level }) => level === 'district'),
    true,
  )
