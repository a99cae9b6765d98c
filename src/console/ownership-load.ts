// Health of ownership: duties belong to posts, so a vacant post and a silent one are told, unit by unit.

import { type PostOwner, postOwners } from '../auth/index.ts'
import { addDays, type Day } from '../lib/day.ts'
import { type Silence, silenceOf } from '../obligations/index.ts'
import { type UnitListed, unitsOn } from '../org/index.ts'
import type { Read } from '../platform/index.ts'

export const FAULTS = ['vacant', 'silent', 'no-draft'] as const
export type Fault = (typeof FAULTS)[number]

export const SILENT_DAYS = 30

export type Owned = {
  unit: UnitListed
  posts: PostOwner[]
  work: Silence
  faults: Fault[]
  /** When anybody of the unit was last signed in. */
  seenAt: string | null
}

/** What is wrong with the ownership of a unit's work.
 * - vacant: it has open duties and nobody holds a post that may send in its name.
 * - silent: nothing was sent during the last `days`, and somebody who holds a post for as long was not signed in.
 * - no-draft: it has open duties and not one line is begun. */
export function faultsOf(
  posts: readonly PostOwner[],
  work: Silence,
  { today, days }: { today: Day; days: number },
): Fault[] {
  const limit = addDays(today, -days)
  const isVacant = work.open > 0 && !posts.some((post) => post.isHead && post.personId !== null)
  const hasSent = work.lastSentOn !== null && work.lastSentOn > limit
  const isSilent =
    !hasSent &&
    posts.some(
      (post) =>
        post.personId !== null &&
        post.since !== null &&
        post.since <= limit &&
        (post.seenAt === null || post.seenAt.slice(0, 10) <= limit),
    )
  return FAULTS.filter(
    (fault) =>
      ({ vacant: isVacant, silent: isSilent, 'no-draft': work.open > 0 && work.drafts === 0 })[
        fault
      ],
  )
}

/** Units within reach that bear duties or have posts, with what is wrong; the worst first. */
export async function loadOwnership(
  { db, today }: Read,
  reach: readonly string[],
  days: number,
): Promise<Owned[]> {
  const inReach = new Set(reach)
  const units = (await unitsOn(db, today)).filter(({ id }) => inReach.has(id))
  const ids = units.map(({ id }) => id)
  const posts = new Map<string, PostOwner[]>()
  for (const post of await postOwners(db, ids, today)) {
    posts.set(post.unitId, [...(posts.get(post.unitId) ?? []), post])
  }
  const work = new Map((await silenceOf(db, ids, today)).map((row) => [row.unitId, row]))
  return units
    .filter(({ id }) => posts.has(id) || work.has(id))
    .map((unit) => {
      const own = posts.get(unit.id) ?? []
      const silence = work.get(unit.id) ?? {
        unitId: unit.id,
        open: 0,
        overdue: 0,
        drafts: 0,
        lastSentOn: null,
      }
      return {
        unit,
        posts: own,
        work: silence,
        faults: faultsOf(own, silence, { today, days }),
        seenAt: own.reduce<string | null>(
          (latest, { seenAt }) => (seenAt && (!latest || seenAt > latest) ? seenAt : latest),
          null,
        ),
      }
    })
    .sort((a, b) => b.faults.length - a.faults.length || b.work.overdue - a.work.overdue)
}
