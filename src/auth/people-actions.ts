// People, posts and grants: every change is a dated row and an event that names ids only.
// Nobody hands out, or takes over by a new password, more than they reach.

import { type Day, daysBetween } from '../lib/day.ts'
import { searchKey, sortKey } from '../lib/text.ts'
import { type Act, Problem } from '../platform/index.ts'
import { recordFor } from './actions.ts'
import { isEmail } from './email.ts'
import { oneTimePassword, passwordHash } from './password.ts'
import { grantsOfPosts, holdingsOf } from './people-store.ts'
import { isRole } from './role.ts'
import {
  changePersonRow,
  changeSession,
  endRow,
  endSessions,
  grantById,
  holdingById,
  insertGrant,
  insertHolding,
  insertPerson,
  insertPost,
  openSessions,
  personByEmail,
  personById,
  postById,
  setPasswordHash,
} from './store.ts'

const MANAGE = 'person.manage'

/** Gives a person a password to be read out once; ends the person's sessions. */
export async function issuePassword(act: Act, personId: string, unitId: string): Promise<string> {
  if (!(await personById(act.db, personId))) throw new Problem(404, 'person.not-found')
  await requireReachOver(act, personId)
  const password = oneTimePassword()
  await setPasswordHash(act.db, personId, await passwordHash(password))
  await endSessions(act.db, personId, null, act.now)
  await recordFor(act, 'password.issued', unitId, `person:${personId}`)
  return password
}

/** Sets a password that is known from elsewhere (the demo's), ending all sessions. */
export async function setPassword(
  act: Act,
  { personId, unitId, password }: { personId: string; unitId: string; password: string },
): Promise<void> {
  await setPasswordHash(act.db, personId, await passwordHash(password))
  await endSessions(act.db, personId, null, act.now)
  await recordFor(act, 'password.issued', unitId, `person:${personId}`)
}

/** Something of it can be read: blanks and invisible signs alone are no name. */
const isName = (text: string): boolean => /\p{L}/u.test(text.replaceAll('\u3164', ''))

export type NewPerson = { name: string; email: string; unitId: string }

export async function addPerson(act: Act, { name, email, unitId }: NewPerson): Promise<string> {
  const address = email.trim().toLowerCase()
  if (!isEmail(address)) throw new Problem(422, 'person.email-unreadable')
  if (!isName(name)) throw new Problem(422, 'person.name-missing')
  if (await personByEmail(act.db, address)) throw new Problem(409, 'person.email-taken')
  await requireReach(act, [unitId])
  const id = act.newId()
  await insertPerson(act.db, {
    id,
    name: name.trim().normalize('NFC'),
    email: address,
    password_hash: null,
    ...keys(name, address),
    created_at: act.now,
    left_on: null,
  })
  await recordFor(act, 'person.added', unitId, `person:${id}`)
  return id
}

const keys = (name: string, email: string) => ({
  sort_key: sortKey(name.trim()),
  search_key: searchKey(`${name} ${email}`),
})

/** Corrects a name, or notes the day on which a person left (which ends their sessions). */
export async function changePerson(
  act: Act,
  change: { personId: string; unitId: string; name?: string; leftOn?: Day },
): Promise<void> {
  const person = await personById(act.db, change.personId)
  if (!person) throw new Problem(404, 'person.not-found')
  if (change.name !== undefined && !isName(change.name)) {
    throw new Problem(422, 'person.name-missing')
  }
  await requireReachOver(act, person.id)
  await changePersonRow(act.db, person.id, {
    ...(change.name
      ? { name: change.name.trim().normalize('NFC'), ...keys(change.name, person.email) }
      : {}),
    ...(change.leftOn ? { left_on: change.leftOn } : {}),
  })
  if (change.leftOn && change.leftOn <= act.today)
    await endSessions(act.db, person.id, null, act.now)
  await recordFor(act, 'person.changed', change.unitId, `person:${person.id}`, {
    ...(change.name ? { changed: 'name' } : {}),
    ...(change.leftOn
      ? { before: { leftOn: person.left_on }, after: { leftOn: change.leftOn } }
      : {}),
  })
}

export async function addPost(
  act: Act,
  post: { unitId: string; title: string; from: Day },
): Promise<string> {
  if (post.title.trim() === '') throw new Problem(422, 'post.title-missing')
  await requireReach(act, [post.unitId])
  const id = act.newId()
  await insertPost(act.db, {
    id,
    unit_id: post.unitId,
    title: post.title.trim(),
    valid_from: post.from,
    valid_to: null,
  })
  await recordFor(act, 'post.added', post.unitId, `post:${id}`)
  return id
}

export async function endPost(act: Act, postId: string, on: Day): Promise<void> {
  const post = await postById(act.db, postId)
  if (!post) throw new Problem(404, 'post.not-found')
  await requireReach(act, [post.unit_id])
  await endRow(act.db, 'posts', postId, later(post.valid_from, on))
  await recordFor(act, 'post.ended', post.unit_id, `post:${postId}`, { on })
}

export type Holding = { postId: string; personId: string; from: Day; to?: Day; reason?: string }

export async function holdPost(act: Act, holding: Holding): Promise<string> {
  const post = await postById(act.db, holding.postId)
  if (!post) throw new Problem(404, 'post.not-found')
  if (!(await personById(act.db, holding.personId))) throw new Problem(404, 'person.not-found')
  requireSpan(holding)
  const held = await holdingsOf(act.db, holding.personId)
  const overlaps = held.some(
    ({ postId, from, to }) =>
      postId === post.id &&
      (to === null || to > holding.from) &&
      (holding.to === undefined || from < holding.to),
  )
  if (overlaps) throw new Problem(409, 'post.already-held')
  await requireReach(act, [post.unit_id, ...(await scopesOfPosts(act, [post.id]))])
  const id = act.newId()
  await insertHolding(act.db, {
    id,
    post_id: holding.postId,
    person_id: holding.personId,
    valid_from: holding.from,
    valid_to: holding.to ?? null,
    reason: holding.reason ?? null,
  })
  await recordFor(act, 'post.held', post.unit_id, `post:${post.id}`, { personId: holding.personId })
  return id
}

export async function endHolding(act: Act, holdingId: string, on: Day): Promise<void> {
  const holding = await holdingById(act.db, holdingId)
  if (!holding) throw new Problem(404, 'post.not-found')
  await requireReach(act, [holding.unit_id])
  await endRow(act.db, 'post_holdings', holdingId, later(holding.valid_from, on))
  await recordFor(act, 'post.left', holding.unit_id, `post:${holding.post_id}`, {
    personId: holding.person_id,
    on,
  })
}

export type NewGrant = { postId: string; role: string; scopeId: string; from: Day; to?: Day }

export async function grantRole(act: Act, grant: NewGrant): Promise<string> {
  if (!isRole(grant.role)) throw new Problem(422, 'role.unknown', { role: grant.role })
  const post = await postById(act.db, grant.postId)
  if (!post) throw new Problem(404, 'post.not-found')
  requireSpan(grant)
  await requireReach(act, [post.unit_id, grant.scopeId])
  const id = act.newId()
  await insertGrant(act.db, {
    id,
    post_id: grant.postId,
    role: grant.role,
    scope_id: grant.scopeId,
    valid_from: grant.from,
    valid_to: grant.to ?? null,
    granted_by: act.actor.personId,
  })
  await recordFor(act, 'role.granted', post.unit_id, `post:${post.id}`, {
    role: grant.role,
    scopeId: grant.scopeId,
  })
  return id
}

export async function endGrant(act: Act, grantId: string, on: Day): Promise<void> {
  const grant = await grantById(act.db, grantId)
  if (!grant) throw new Problem(404, 'grant.not-found')
  await requireReach(act, [grant.unit_id])
  await endRow(act.db, 'grants', grantId, later(grant.valid_from, on))
  await recordFor(act, 'role.ended', grant.unit_id, `post:${grant.post_id}`, {
    role: grant.role,
    scopeId: grant.scope_id,
    on,
  })
}

/** Ends one session of a person, or all of them: a lost phone is shut out at its next request. */
export async function endSessionOf(
  act: Act,
  { personId, unitId, sessionId }: { personId: string; unitId: string; sessionId: string | null },
): Promise<void> {
  if (!(await personById(act.db, personId))) throw new Problem(404, 'person.not-found')
  await requireReachOver(act, personId)
  if (sessionId === null) await endSessions(act.db, personId, null, act.now)
  else {
    const open = await openSessions(act.db, personId, act.now)
    if (!open.some(({ id }) => id === sessionId)) throw new Problem(404, 'session.not-found')
    await changeSession(act.db, sessionId, { ended_at: act.now })
  }
  const session = sessionId === null ? 'all' : sessionId
  await recordFor(act, 'session.ended', unitId, `person:${personId}`, { session })
}

const later = (a: Day, b: Day): Day => (daysBetween(a, b) > 0 ? b : a)

function requireSpan({ from, to }: { from: Day; to?: Day }): void {
  if (to !== undefined && to <= from) throw new Problem(422, 'span.ends-before-begin')
}

/** The system may do everything; a person or a program only within the units they administer. */
async function requireReach(act: Act, unitIds: readonly string[]): Promise<void> {
  if (act.actor.kind !== 'person' && act.actor.kind !== 'integration') return
  for (const id of new Set(unitIds)) {
    if (!(await act.rights.may(MANAGE, id))) throw new Problem(403, 'grant.beyond-reach')
  }
}

/** Whoever can sign in as a person has all that the person has: so one must reach all of it. */
export async function requireReachOver(act: Act, personId: string): Promise<void> {
  const held = (await holdingsOf(act.db, personId)).filter(
    ({ to }) => to === null || to > act.today,
  )
  const scopes = await scopesOfPosts(
    act,
    held.map(({ postId }) => postId),
  )
  await requireReach(act, [...held.map(({ unitId }) => unitId), ...scopes])
}

/** Units over which posts are granted something, today or from a later day. */
async function scopesOfPosts(act: Act, postIds: readonly string[]): Promise<string[]> {
  const grants = await grantsOfPosts(act.db, postIds)
  return grants.filter(({ to }) => to === null || to > act.today).map(({ scopeId }) => scopeId)
}
