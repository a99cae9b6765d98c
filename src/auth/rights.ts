// Rights of an actor today: what the grants of the post say, over the tree of units.

import type { Day } from '../lib/day.ts'
import { ancestorIds, subtreeIds } from '../org/index.ts'
import type { Db, Rights } from '../platform/index.ts'
import { ROLES } from './role.ts'
import type { Grant } from './store.ts'

export const NO_RIGHTS: Rights = {
  holds: () => false,
  may: async () => false,
  reach: async () => [],
}

/** Units over which the grants give a permission. */
export const scopesOf = (grants: readonly Grant[], permission: string): string[] => [
  ...new Set(
    grants
      .filter(({ role }) => (ROLES[role] as readonly string[]).includes(permission))
      .map(({ scopeId }) => scopeId),
  ),
]

/** Rights of a post: what its grants say. */
export const rightsOf = (db: Db, grants: readonly Grant[], on: Day): Rights =>
  rightsOver(db, (permission) => scopesOf(grants, permission), on)

/** Rights of an integration: each of its permissions over its unit. */
export const rightsOfToken = (
  db: Db,
  token: { unitId: string; scopes: readonly string[] },
  on: Day,
): Rights =>
  rightsOver(db, (permission) => (token.scopes.includes(permission) ? [token.unitId] : []), on)

/** A right reaches a unit when its scope is that unit or one above it on that day. */
function rightsOver(db: Db, unitsOf: (permission: string) => string[], on: Day): Rights {
  const reached = new Map<string, Promise<string[]>>()
  const above = new Map<string, Promise<string[]>>()
  return {
    within: (other) => rightsOver(other, unitsOf, on),
    holds: (permission) => unitsOf(permission).length > 0,
    async may(permission, unitId) {
      const scopes = unitsOf(permission)
      if (scopes.length === 0) return false
      if (scopes.includes(unitId)) return true
      const known = await once(above, unitId, () => ancestorIds(db, unitId, on))
      return known.some((id) => scopes.includes(id))
    },
    reach(permission) {
      const scopes = unitsOf(permission).sort()
      return once(reached, scopes.join(), () => subtreeIds(db, scopes, on))
    },
  }
}

/** What was asked for before; a question that failed is asked again. */
function once<T>(known: Map<string, Promise<T>>, key: string, ask: () => Promise<T>): Promise<T> {
  const before = known.get(key)
  if (before) return before
  const answer = ask()
  known.set(key, answer)
  answer.catch(() => known.delete(key))
  return answer
}

/** The same rights, of these permissions only: what somebody may do with powers that were lent. */
export const limitedTo = (rights: Rights, permissions: readonly string[]): Rights => ({
  within: (db) => limitedTo(rights.within?.(db) ?? rights, permissions),
  holds: (permission) => permissions.includes(permission) && rights.holds(permission),
  may: async (permission, unitId) =>
    permissions.includes(permission) && (await rights.may(permission, unitId)),
  reach: async (permission) =>
    permissions.includes(permission) ? await rights.reach(permission) : [],
})
