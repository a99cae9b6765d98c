// One person as the visitor may see them: the posts within reach, and what may be changed.

import { z } from 'zod'
import {
  type Granted,
  grantsOfPosts,
  type Held,
  holdingsOf,
  listStaff,
  personById,
  type StaffRow,
} from '../auth/index.ts'
import { type UnitListed, unitsByIds } from '../org/index.ts'
import { notFound, type Read } from '../platform/index.ts'

const DONE = [
  'added',
  'named',
  'left',
  'held',
  'ended',
  'granted',
  'grant-ended',
  'sessions-ended',
  'removal',
  'removed',
  'removal-declined',
  'link-sent',
  'link-revoked',
  'unlinked',
] as const
export type Done = (typeof DONE)[number]

export const personAddress = z.object({ id: z.uuid() })
export const personInput = personAddress.extend({
  done: z.enum(DONE).optional().catch(undefined),
})

export type PersonView = {
  id: string
  name: string
  email: string
  hasPassword: boolean
  leftOn: string | null
  held: Held[]
  granted: Granted[]
  unitName: ReadonlyMap<string, string>
  /** Absent when the visitor may only read. */
  managing: { units: UnitListed[]; vacant: StaffRow[]; unitIds: ReadonlySet<string> } | null
  done: Done | undefined
}

/** The unit through which the visitor reaches a person; else any unit of theirs, to be refused for. */
export const unitOfPerson =
  (permission: string) =>
  async ({ db, rights }: Read, { id }: { id: string }): Promise<string | null> => {
    const unitIds = [...new Set((await holdingsOf(db, id)).map(({ unitId }) => unitId))]
    for (const unitId of unitIds) if (await rights.may(permission, unitId)) return unitId
    return unitIds[0] ?? null
  }

export async function loadPerson(
  read: Read,
  { id, done }: z.infer<typeof personInput>,
): Promise<PersonView> {
  const { db, rights } = read
  const person = await personById(db, id)
  if (!person) throw notFound('person')
  const reach = new Set(await rights.reach('person.read'))
  const held = (await holdingsOf(db, id)).filter(({ unitId }) => reach.has(unitId))
  const granted = await grantsOfPosts(
    db,
    held.map(({ postId }) => postId),
  )
  const managing = await managed(read)
  const units = await unitsByIds(db, [
    ...held.map(({ unitId }) => unitId),
    ...granted.map(({ scopeId }) => scopeId),
    ...(managing?.vacant ?? []).map(({ unitId }) => unitId),
  ])
  return {
    id,
    name: person.name,
    email: person.email,
    hasPassword: person.password_hash !== null,
    leftOn: person.left_on,
    held,
    granted,
    unitName: new Map(units.map((unit) => [unit.id, unit.fullName])),
    managing,
    done,
  }
}

/** What an administrator may choose among; null for everyone else. */
export async function managed({ db, rights, today }: Read): Promise<PersonView['managing']> {
  const unitIds = await rights.reach('person.manage')
  if (unitIds.length === 0) return null
  const units = await unitsByIds(db, unitIds)
  const { rows } = await listStaff(
    db,
    { unitIds: units.map((unit) => unit.id), on: today, state: 'vacant' },
    { sort: 'unit', dir: 'asc', limit: 1000, offset: 0 },
  )
  return { units, vacant: rows, unitIds: new Set(unitIds) }
}

/** The unit whose chain keeps what happens to a person. */
export async function homeOf(read: Read, id: string): Promise<string> {
  const unitId = await unitOfPerson('person.manage')(read, { id })
  if (!unitId) throw notFound('person')
  return unitId
}
