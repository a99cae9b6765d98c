// To whom something goes: to whoever holds the post today; where nobody does, to the unit above.

import { holdersOver, type Role } from '../auth/index.ts'
import type { Day } from '../lib/day.ts'
import { ancestorIds } from '../org/index.ts'
import type { Db } from '../platform/index.ts'

const DOERS: readonly Role[] = ['officer', 'head']
const ABOVE: readonly Role[] = ['head', 'reviewer', 'leader']

export type Recipients = Map<string, string[]>

/** The people who report for each unit today. A unit whose posts are all vacant is answered for from above. */
export async function doersOf(db: Db, unitIds: readonly string[], on: Day): Promise<Recipients> {
  const found = byScope(await holdersOver(db, unitIds, DOERS, on))
  const vacant = unitIds.filter((id) => !found.has(id))
  const above = await peopleAbove(db, vacant, on)
  return new Map(unitIds.map((id) => [id, found.get(id) ?? above.get(id) ?? []]))
}

/** The people of the nearest unit above each in which someone answers; nobody above the topmost. */
export async function peopleAbove(
  db: Db,
  unitIds: readonly string[],
  on: Day,
): Promise<Recipients> {
  const chains = new Map<string, string[]>()
  for (const id of unitIds) chains.set(id, (await ancestorIds(db, id, on)).slice(1))
  const holders = byScope(
    await holdersOver(db, [...new Set([...chains.values()].flat())], ABOVE, on),
  )
  return new Map(
    unitIds.map((id) => {
      const nearest = chains.get(id)?.find((above) => holders.has(above))
      return [id, nearest ? (holders.get(nearest) ?? []) : []]
    }),
  )
}

function byScope(holders: readonly { scopeId: string; personId: string }[]): Recipients {
  const found: Recipients = new Map()
  for (const { scopeId, personId } of holders)
    found.set(scopeId, [...(found.get(scopeId) ?? []), personId])
  return found
}
