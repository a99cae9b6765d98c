// Every change to one person, as routes; what is refused comes back to the person's page.

import type { VNode } from 'preact'
import { z } from 'zod'
import {
  addPost,
  changePerson,
  endGrant,
  endHolding,
  grantById,
  grantRole,
  holdingById,
  holdingsOf,
  holdPost,
  issuePassword,
  personById,
} from '../auth/index.ts'
import { Heading, Notice } from '../face/index.ts'
import { day, isDay } from '../lib/day.ts'
import { type Act, notFound, type Page, type Route, route, say } from '../platform/index.ts'
import { Office } from './frame.tsx'
import { peopleWords } from './people-words.ts'
import { personPage } from './person.tsx'
import { change } from './person-change.ts'
import { homeOf, personAddress, unitOfPerson } from './person-load.ts'

const HERE = '/office/people/:id'
const someDay = z
  .string()
  .refine(isDay)
  .transform((text) => day(text))
const noDay = z.literal('').transform(() => undefined)

const nameRoute = change({
  to: 'name',
  about: 'Corrects a person’s name.',
  records: ['person.changed'],
  input: personAddress.extend({ name: z.string().trim().min(1).max(200) }),
  act: async (act, { id, name }) =>
    changePerson(act, { personId: id, name, unitId: await homeOf(act, id) }),
  done: 'named',
})

const leavingRoute = change({
  to: 'leaving',
  about: 'Notes the day on which a person leaves, and ends the posts held.',
  records: ['person.changed', 'post.left'],
  input: personAddress.extend({ leftOn: someDay }),
  act: async (act, { id, leftOn }) => {
    await changePerson(act, { personId: id, leftOn, unitId: await homeOf(act, id) })
    for (const held of await holdingsOf(act.db, id)) {
      if (held.to === null || held.to > leftOn) await endHolding(act, held.holdingId, leftOn)
    }
  },
  done: 'left',
})

const postRoute = change({
  to: 'posts',
  about: 'Makes a new post and gives it to a person.',
  records: ['post.added', 'post.held'],
  input: personAddress.extend({
    postTitle: z.string().trim().min(1).max(200),
    postUnit: z.uuid(),
    postFrom: someDay,
  }),
  act: async (act, { id, postTitle, postUnit, postFrom }) => {
    const postId = await addPost(act, { unitId: postUnit, title: postTitle, from: postFrom })
    await holdPost(act, { postId, personId: id, from: postFrom })
  },
  done: 'held',
})

const holdingRoute = change({
  to: 'holdings',
  about: 'Gives a vacant post to a person.',
  records: ['post.held'],
  input: personAddress.extend({ holdPost: z.uuid(), holdFrom: someDay }),
  act: (act, input) =>
    holdPost(act, { postId: input.holdPost, personId: input.id, from: input.holdFrom }),
  done: 'held',
})

const holdingEndRoute = change({
  to: 'holdings/:holding/ending',
  about: 'Ends a person’s holding of a post.',
  records: ['post.left'],
  input: personAddress.extend({ holding: z.uuid(), on: someDay }),
  act: async (act, { id, holding, on }) => {
    const row = await holdingById(act.db, holding)
    if (row?.person_id !== id) throw notFound('post')
    await endHolding(act, holding, on)
  },
  done: 'ended',
})

const grantRoute = change({
  to: 'grants',
  about: 'Grants a role over a scope to a post of a person.',
  records: ['role.granted'],
  input: personAddress.extend({
    grantPost: z.uuid(),
    grantRole: z.string().min(1).max(40),
    grantScope: z.uuid(),
    grantFrom: someDay,
    grantTo: z.union([noDay, someDay]).optional(),
  }),
  act: async (act, input) => {
    await requirePostOf(act, input.id, input.grantPost)
    await grantRole(act, {
      postId: input.grantPost,
      role: input.grantRole,
      scopeId: input.grantScope,
      from: input.grantFrom,
      ...(input.grantTo ? { to: input.grantTo } : {}),
    })
  },
  done: 'granted',
})

const grantEndRoute = change({
  to: 'grants/:grant/ending',
  about: 'Ends a role of a person’s post.',
  records: ['role.ended'],
  input: personAddress.extend({ grant: z.uuid(), on: someDay }),
  act: async (act, { id, grant, on }) => {
    const row = await grantById(act.db, grant)
    if (!row) throw notFound('grant')
    await requirePostOf(act, id, row.post_id)
    await endGrant(act, grant, on)
  },
  done: 'grant-ended',
})

/** The post must be one of this person's, so that the page and the change speak of the same. */
async function requirePostOf(act: Act, personId: string, postId: string): Promise<void> {
  const held = await holdingsOf(act.db, personId)
  if (!held.some((row) => row.postId === postId)) throw notFound('post')
}

type Issued = { id: string; name: string; email: string; password: string }

const passwordRoute: Route = route<{ id: string }, Issued>({
  method: 'POST',
  path: `${HERE}/password`,
  may: 'person.manage',
  about: 'Issues a one-time password, shown once, and ends the person’s sessions.',
  records: ['password.issued'],
  input: personAddress,
  unit: unitOfPerson('person.manage'),
  retry: personPage,
  act: async (act, { id }) => {
    const person = await personById(act.db, id)
    if (!person) throw notFound('person')
    const password = await issuePassword(act, id, await homeOf(act, id))
    return { id, name: person.name, email: person.email, password }
  },
  show: (issued, page) => ({ html: <PasswordIssued page={page} issued={issued} /> }),
})

function PasswordIssued({ page, issued }: { page: Page; issued: Issued }): VNode {
  const t = say(peopleWords, page.lang)
  const { id, name, email, password } = issued
  return (
    <Office
      page={page}
      title={t('password.title')}
      here="/office/people"
      crumbs={[
        { href: '/office/people', label: t('people') },
        { href: `/office/people/${id}`, label: name },
      ]}
    >
      <Heading over={name} title={t('password.title')} lead={t('password.for', { name })} />
      <Notice tone="good" title={password}>
        {t('password.next', { email })}
      </Notice>
      <p>
        <a href={`/office/people/${id}`}>{t('password.back', { name })}</a>
      </p>
    </Office>
  )
}

export const personChangeRoutes: readonly Route[] = [
  nameRoute,
  leavingRoute,
  postRoute,
  holdingRoute,
  holdingEndRoute,
  grantRoute,
  grantEndRoute,
  passwordRoute,
]
