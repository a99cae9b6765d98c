// People, posts, holdings and grants for programs: names and addresses only under the permission that shows them in
// the office.

import { z } from 'zod'
import { type Day, isDay } from '../lib/day.ts'
import { unitByCode, unitsByIds } from '../org/index.ts'
import {
  fromCursor,
  listOf,
  listQuery,
  notFound,
  pageOfRows,
  type Read,
  type Route,
  route,
  showList,
} from '../platform/index.ts'
import { revokeLinks, sendLink } from './link-actions.ts'
import {
  addPerson,
  addPost,
  changePerson,
  endHolding,
  grantRole,
  holdPost,
} from './people-actions.ts'
import { grantsOfPosts, holdingsOf, listStaff, STAFF_STATES } from './people-store.ts'
import { ROLE_NAMES, type Role } from './role.ts'
import { personById } from './store.ts'

const READ = 'person.read'
const MANAGE = 'person.manage'
const code = z.string().max(40)
const someDay = z
  .string()
  .refine((text): text is Day => isDay(text), 'a day such as 2024-06-30')
  .meta({ format: 'date' })
const roles = z.enum(ROLE_NAMES as [Role, ...Role[]])
const byId = z.strictObject({ id: z.uuid() })

const postAnswer = z.object({
  id: z.uuid(),
  title: z.string(),
  unit: z.string().meta({ description: 'Code of the unit.' }),
  roles: z.array(roles),
  holding: z
    .object({
      id: z.uuid(),
      from: z.iso.date(),
      to: z.iso.date().nullable(),
      person: z.object({ id: z.uuid(), name: z.string(), email: z.string() }),
    })
    .nullable()
    .meta({ description: 'Null: vacant.' }),
})

const postsRow: Route = route({
  method: 'GET',
  path: '/api/posts',
  may: READ,
  about: 'Posts within reach with who holds them, by unit.',
  input: z.strictObject({
    ...listQuery,
    unit: code.optional(),
    role: roles.optional(),
    state: z.enum(STAFF_STATES).optional(),
  }),
  api: { answer: listOf(postAnswer), problems: ['404 unit.not-found'] },
  load: async ({ db, today, rights }, input) => {
    const offset = fromCursor(input.cursor, z.tuple([z.int().min(0).max(1_000_000)]))?.[0] ?? 0
    const unit = input.unit === undefined ? null : await unitByCode(db, input.unit, today)
    if (input.unit !== undefined && !unit) throw notFound('unit')
    const units = (await unitsByIds(db, await rights.reach(READ))).filter(
      ({ id }) => unit === null || id === unit.id,
    )
    const { rows } = await listStaff(
      db,
      {
        unitIds: units.map(({ id }) => id),
        on: today,
        ...(input.role ? { role: input.role } : {}),
        ...(input.state ? { state: input.state } : {}),
      },
      { sort: 'unit', dir: 'asc', limit: input.limit + 1, offset },
    )
    const codes = new Map(units.map((each) => [each.id, each.code]))
    return pageOfRows(
      rows,
      input.limit,
      () => [offset + input.limit],
      (row) => ({
        id: row.postId,
        title: row.title,
        unit: codes.get(row.unitId) ?? '',
        roles: row.roles,
        holding:
          row.holdingId && row.personId && row.since
            ? {
                id: row.holdingId,
                from: row.since,
                to: row.until,
                person: { id: row.personId, name: row.name ?? '', email: row.email ?? '' },
              }
            : null,
      }),
    )
  },
  show: showList,
})

/** The unit through which a permission reaches a person; else any unit of theirs, to be refused for. */
const unitOfPerson =
  (permission: string) =>
  async ({ db, rights }: Read, { id }: { id: string }): Promise<string | null> => {
    const unitIds = [...new Set((await holdingsOf(db, id)).map(({ unitId }) => unitId))]
    for (const unitId of unitIds) if (await rights.may(permission, unitId)) return unitId
    return unitIds[0] ?? null
  }

const personAnswer = z.object({
  id: z.uuid(),
  name: z.string(),
  email: z.string(),
  hasPassword: z.boolean(),
  leftOn: z.iso.date().nullable(),
  holdings: z.array(
    z.object({
      id: z.uuid(),
      post: z.object({ id: z.uuid(), title: z.string(), unit: z.string() }),
      from: z.iso.date(),
      to: z.iso.date().nullable(),
    }),
  ),
  grants: z.array(
    z.object({
      id: z.uuid(),
      postId: z.uuid(),
      role: roles,
      scope: z.string().meta({ description: 'Code of the unit over which the role is granted.' }),
      from: z.iso.date(),
      to: z.iso.date().nullable(),
    }),
  ),
})

async function loadPerson(
  read: Read,
  id: string,
  permission: string = READ,
): Promise<z.infer<typeof personAnswer>> {
  const { db, rights } = read
  const person = await personById(db, id)
  if (!person) throw notFound('person')
  const reach = new Set(await rights.reach(permission))
  const held = (await holdingsOf(db, id)).filter(({ unitId }) => reach.has(unitId))
  const granted = await grantsOfPosts(
    db,
    held.map(({ postId }) => postId),
  )
  const units = await unitsByIds(db, [
    ...new Set([...held.map(({ unitId }) => unitId), ...granted.map(({ scopeId }) => scopeId)]),
  ])
  const codes = new Map(units.map((unit) => [unit.id, unit.code]))
  return {
    id,
    name: person.name,
    email: person.email,
    hasPassword: person.password_hash !== null,
    leftOn: person.left_on,
    holdings: held.map(({ holdingId, postId, title, unitId, from, to }) => ({
      id: holdingId,
      post: { id: postId, title, unit: codes.get(unitId) ?? '' },
      from,
      to,
    })),
    grants: granted.map(({ id: grantId, postId, role, scopeId, from, to }) => ({
      id: grantId,
      postId,
      role,
      scope: codes.get(scopeId) ?? '',
      from,
      to,
    })),
  }
}

const personRow: Route = route({
  method: 'GET',
  path: '/api/people/:id',
  may: READ,
  about: 'One person with the posts held within reach and their roles.',
  input: byId,
  api: { answer: personAnswer, problems: ['404 person.not-found'] },
  unit: unitOfPerson(READ),
  load: (read, { id }) => loadPerson(read, id),
  show: (json) => ({ json }),
})

const REACH = '403 grant.beyond-reach'
const unitNamed = async ({ db, today }: Read, { unit }: { unit: string }) =>
  (await unitByCode(db, unit, today))?.id ?? null

async function requireUnit(read: Read, unit: string): Promise<string> {
  const id = await unitNamed(read, { unit })
  if (!id) throw notFound('unit')
  return id
}

const addPersonRow: Route = route({
  method: 'POST',
  path: '/api/people',
  may: MANAGE,
  about: 'Adds a person with a new post of a unit; with a role and an invitation where wanted.',
  records: ['person.added', 'post.added', 'post.held', 'role.granted', 'invitation.sent'],
  input: z.strictObject({
    unit: code,
    name: z.string().min(1).max(200),
    email: z.string().max(254),
    title: z.string().min(1).max(200),
    from: someDay,
    role: roles.nullable().default(null).meta({ description: 'Over the unit itself.' }),
    invite: z.boolean().default(false),
  }),
  api: {
    answer: personAnswer,
    status: 201,
    problems: [
      REACH,
      '409 person.email-taken',
      '422 person.email-unreadable',
      '422 person.name-missing',
      '422 post.title-missing',
    ],
    example: {
      unit: '05569',
      name: 'Nguyễn Thị Bình',
      email: 'binh@xa.example.vn',
      title: 'Công chức Văn phòng',
      from: '2024-08-01',
      role: 'officer',
    },
  },
  unit: unitNamed,
  act: async (act, { unit, name, email, title, from, role, invite }) => {
    const unitId = await requireUnit(act, unit)
    const personId = await addPerson(act, { name, email, unitId })
    const postId = await addPost(act, { unitId, title, from })
    await holdPost(act, { postId, personId, from })
    if (role) await grantRole(act, { postId, role, scopeId: unitId, from })
    if (invite) await sendLink(act, { personId, unitId })
    return await loadPerson(act, personId, MANAGE)
  },
  show: (json) => ({ json, location: `/api/people/${json.id}` }),
})

async function homeOf(read: Read, id: string): Promise<string> {
  const unitId = await unitOfPerson(MANAGE)(read, { id })
  if (!unitId) throw notFound('person')
  return unitId
}

const OF_PERSON = { method: 'POST', may: MANAGE, unit: unitOfPerson(MANAGE) } as const
const FOUND = [REACH, '404 person.not-found']

const nameRow: Route = route({
  ...OF_PERSON,
  path: '/api/people/:id/name',
  about: 'Corrects a person’s name.',
  records: ['person.changed'],
  input: byId.extend({ name: z.string().min(1).max(200) }),
  api: {
    answer: personAnswer,
    status: 201,
    problems: [...FOUND, '422 person.name-missing'],
    example: { name: 'Nguyễn Thị Bình' },
  },
  act: async (act, { id, name }) => {
    await changePerson(act, { personId: id, name, unitId: await homeOf(act, id) })
    return await loadPerson(act, id, MANAGE)
  },
  show: (json) => ({ json }),
})

const leavingRow: Route = route({
  ...OF_PERSON,
  path: '/api/people/:id/leaving',
  about: 'Notes the day on which a person leaves, and ends the posts held.',
  records: ['person.changed', 'post.left'],
  input: byId.extend({ on: someDay }),
  api: { answer: personAnswer, status: 201, problems: FOUND, example: { on: '2030-01-01' } },
  act: async (act, { id, on }) => {
    await changePerson(act, { personId: id, leftOn: on, unitId: await homeOf(act, id) })
    for (const held of await holdingsOf(act.db, id)) {
      if (held.to === null || held.to > on) await endHolding(act, held.holdingId, on)
    }
    return await loadPerson(act, id, MANAGE)
  },
  show: (json) => ({ json }),
})

const sent = z.object({ sent: z.boolean() })

const invitationRow: Route = route({
  ...OF_PERSON,
  path: '/api/people/:id/invitation',
  about: 'Sends a person a one-time link to choose a password; the link itself is not answered.',
  records: ['invitation.sent', 'reset.sent'],
  input: byId,
  api: { answer: sent, status: 201, problems: [...FOUND, '409 link.left'] },
  act: async (act, { id }) => {
    await sendLink(act, { personId: id, unitId: await homeOf(act, id) })
    return { sent: true }
  },
  show: (json) => ({ json }),
})

const revocationRow: Route = route({
  ...OF_PERSON,
  path: '/api/people/:id/invitation/revocation',
  about: 'Revokes the one-time link that waits for a person.',
  records: ['link.revoked'],
  input: byId,
  api: { answer: sent, status: 201, problems: [...FOUND, '409 link.left', '409 link.none'] },
  act: async (act, { id }) => {
    await revokeLinks(act, { personId: id, unitId: await homeOf(act, id) })
    return { sent: false }
  },
  show: (json) => ({ json }),
})

export const peopleApi: readonly Route[] = [
  postsRow,
  personRow,
  addPersonRow,
  nameRow,
  leavingRow,
  invitationRow,
  revocationRow,
]
