// Posts made and abolished, given to people, granted roles, for programs.

import { z } from 'zod'
import { type Day, isDay } from '../lib/day.ts'
import { unitByCode } from '../org/index.ts'
import { notFound, type Read, type Route, route } from '../platform/index.ts'
import { addPost, endGrant, endHolding, endPost, grantRole, holdPost } from './people-actions.ts'
import { ROLE_NAMES, type Role } from './role.ts'
import { grantById, holdingById, postById } from './store.ts'

const MANAGE = 'person.manage'
const REACH = '403 grant.beyond-reach'
const code = z.string().max(40)
const someDay = z
  .string()
  .refine((text): text is Day => isDay(text), 'a day such as 2024-06-30')
  .meta({ format: 'date' })
const roles = z.enum(ROLE_NAMES as [Role, ...Role[]])
const byId = z.strictObject({ id: z.uuid() })
const created = z.object({ id: z.uuid() })

const unitNamed = async ({ db, today }: Read, { unit }: { unit: string }) =>
  (await unitByCode(db, unit, today))?.id ?? null

async function requireUnit(read: Read, unit: string): Promise<string> {
  const id = await unitNamed(read, { unit })
  if (!id) throw notFound('unit')
  return id
}

const addPostRow: Route = route({
  method: 'POST',
  path: '/api/posts',
  may: MANAGE,
  about: 'Makes a new post in a unit.',
  records: ['post.added'],
  input: z.strictObject({ unit: code, title: z.string().min(1).max(200), from: someDay }),
  api: {
    answer: created,
    status: 201,
    problems: [REACH, '422 post.title-missing'],
    example: { unit: '05569', title: 'Phó Chủ tịch', from: '2024-08-01' },
  },
  unit: unitNamed,
  act: async (act, { unit, title, from }) => ({
    id: await addPost(act, { unitId: await requireUnit(act, unit), title, from }),
  }),
  show: (json) => ({ json }),
})

const unitOfPost = async ({ db }: Read, { id }: { id: string }): Promise<string | null> =>
  (await postById(db, id))?.unit_id ?? null
const OF_POST = { method: 'POST', may: MANAGE, unit: unitOfPost } as const

const endPostRow: Route = route({
  ...OF_POST,
  path: '/api/posts/:id/ending',
  about: 'Abolishes a post from a day.',
  records: ['post.ended'],
  input: byId.extend({ on: someDay }),
  api: {
    answer: created,
    status: 201,
    problems: [REACH, '404 post.not-found'],
    example: { on: '2030-01-01' },
  },
  act: async (act, { id, on }) => {
    await endPost(act, id, on)
    return { id }
  },
  show: (json) => ({ json }),
})

const holdRow: Route = route({
  ...OF_POST,
  path: '/api/posts/:id/holdings',
  about: 'Gives a post to a person.',
  records: ['post.held'],
  input: byId.extend({
    person: z.uuid(),
    from: someDay,
    to: someDay.optional(),
    reason: z.string().max(500).optional(),
  }),
  api: {
    answer: created,
    status: 201,
    problems: [
      REACH,
      '404 post.not-found',
      '404 person.not-found',
      '409 post.already-held',
      '422 span.ends-before-begin',
    ],
    example: { person: '01901c8e-0000-7000-8000-000000000001', from: '2024-08-01' },
  },
  act: async (act, { id, person, from, to, reason }) => ({
    id: await holdPost(act, {
      postId: id,
      personId: person,
      from,
      ...(to ? { to } : {}),
      ...(reason ? { reason } : {}),
    }),
  }),
  show: (json) => ({ json }),
})

const grantRow: Route = route({
  ...OF_POST,
  path: '/api/posts/:id/grants',
  about: 'Grants a role over a unit and all below it to a post.',
  records: ['role.granted'],
  input: byId.extend({ role: roles, scope: code, from: someDay, to: someDay.optional() }),
  api: {
    answer: created,
    status: 201,
    problems: [REACH, '404 post.not-found', '404 unit.not-found', '422 span.ends-before-begin'],
    example: { role: 'officer', scope: '05569', from: '2024-08-01' },
  },
  act: async (act, { id, role, scope, from, to }) => ({
    id: await grantRole(act, {
      postId: id,
      role,
      scopeId: await requireUnit(act, scope),
      from,
      ...(to ? { to } : {}),
    }),
  }),
  show: (json) => ({ json }),
})

const ending = byId.extend({ on: someDay })

const endHoldingRow: Route = route({
  method: 'POST',
  path: '/api/holdings/:id/ending',
  may: MANAGE,
  about: 'Ends a person’s holding of a post.',
  records: ['post.left'],
  input: ending,
  api: {
    answer: created,
    status: 201,
    problems: [REACH, '404 post.not-found'],
    example: { on: '2030-01-01' },
  },
  unit: async ({ db }, { id }) => (await holdingById(db, id))?.unit_id ?? null,
  act: async (act, { id, on }) => {
    await endHolding(act, id, on)
    return { id }
  },
  show: (json) => ({ json }),
})

const endGrantRow: Route = route({
  method: 'POST',
  path: '/api/grants/:id/ending',
  may: MANAGE,
  about: 'Ends a role of a post.',
  records: ['role.ended'],
  input: ending,
  api: {
    answer: created,
    status: 201,
    problems: [REACH, '404 grant.not-found'],
    example: { on: '2030-01-01' },
  },
  unit: async ({ db }, { id }) => (await grantById(db, id))?.unit_id ?? null,
  act: async (act, { id, on }) => {
    await endGrant(act, id, on)
    return { id }
  },
  show: (json) => ({ json }),
})

export const postApi: readonly Route[] = [
  addPostRow,
  endPostRow,
  holdRow,
  grantRow,
  endHoldingRow,
  endGrantRow,
]
