// People, posts, grants, sessions: every change is a dated row and an event that names ids only.

import { type Day, daysBetween } from '../lib/day.ts'
import { searchKey, sortKey } from '../lib/text.ts'
import { rootUnitId } from '../org/index.ts'
import { type Act, Problem, record, sha256 } from '../platform/index.ts'
import { hoursFrom } from './identify-visitor.ts'
import { oneTimePassword, passwordFits, passwordHash } from './password.ts'
import { isRole } from './role.ts'
import { LIFE_HOURS, newSecret, secretHash } from './session.ts'
import {
  changePersonRow,
  changeSession,
  endRow,
  endSessions,
  failuresSince,
  grantById,
  holdingById,
  insertFailures,
  insertGrant,
  insertHolding,
  insertPerson,
  insertPost,
  insertSession,
  openSessions,
  personByEmail,
  personById,
  postById,
  postsHeld,
  pruneFailures,
  setPasswordHash,
} from './store.ts'

const MOST_FAILURES = 10
const WINDOW_HOURS = 0.25

export type SignIn = { email: string; password: string; address: string; agent: string }
export type SignInOutcome = { secret: string } | { refused: 'wrong' | 'too-many' }

/** Starts a session, or says why not. A failure is counted by account and by address, both hashed;
 * the outcome is a value, not a Problem, so that the count is kept. */
export async function signIn(
  act: Act,
  { email, password, address, agent }: SignIn,
): Promise<SignInOutcome> {
  const keys = [`account:${email.trim().toLowerCase()}`, `address:${address}`].map((key) =>
    sha256(key),
  )
  const since = hoursFrom(act.now, -WINDOW_HOURS)
  const counts = await Promise.all(keys.map((key) => failuresSince(act.db, key, since)))
  if (counts.some((count, at) => count >= MOST_FAILURES * (at === 1 ? 5 : 1)))
    return { refused: 'too-many' }
  const person = await personByEmail(act.db, email)
  const hasLeft = person?.left_on != null && person.left_on <= act.today
  const fits = await passwordFits(person?.password_hash ?? null, password)
  if (!person || hasLeft || !fits) {
    await pruneFailures(act.db, hoursFrom(act.now, -24))
    await insertFailures(
      act.db,
      keys.map((key_hash) => ({ id: act.newId(), key_hash, at: act.now })),
    )
    return { refused: 'wrong' }
  }
  const [post] = await postsHeld(act.db, person.id, act.today)
  const secret = newSecret()
  const id = act.newId()
  await insertSession(act.db, {
    id,
    token_hash: secretHash(secret),
    person_id: person.id,
    post_id: post?.postId ?? null,
    started_at: act.now,
    seen_at: act.now,
    expires_at: hoursFrom(act.now, LIFE_HOURS),
    ended_at: null,
    agent: agent.slice(0, 200),
  })
  const actor = {
    kind: 'person' as const,
    personId: person.id,
    postId: post?.postId ?? null,
    unitId: null,
  }
  await recordFor({ ...act, actor }, 'session.started', post?.unitId, `session:${id}`)
  return { secret }
}

export async function signOut(act: Act, sessionId: string): Promise<void> {
  await changeSession(act.db, sessionId, { ended_at: act.now })
  await recordFor(act, 'session.ended', act.actor.unitId, `session:${sessionId}`)
}

/** Ends one of the person's own sessions, or all but the present one. */
export async function endOwnSessions(
  act: Act,
  which: { id: string } | { allBut: string },
): Promise<void> {
  const personId = ownId(act)
  if ('id' in which) {
    const own = await openSessions(act.db, personId, act.now)
    if (!own.some(({ id }) => id === which.id)) throw new Problem(404, 'session.not-found')
    await changeSession(act.db, which.id, { ended_at: act.now })
  } else await endSessions(act.db, personId, which.allBut, act.now)
  const subject = 'id' in which ? `session:${which.id}` : 'sessions'
  await recordFor(act, 'session.ended', act.actor.unitId, subject)
}

/** Acts from now on as another of the person's posts. */
export async function switchPost(act: Act, sessionId: string, postId: string): Promise<void> {
  const held = await postsHeld(act.db, ownId(act), act.today)
  const post = held.find((row) => row.postId === postId)
  if (!post) throw new Problem(404, 'post.not-held')
  await changeSession(act.db, sessionId, { post_id: postId })
  await recordFor(act, 'post.switched', post.unitId, `post:${postId}`)
}

/** Changes one's own password and ends all other sessions. */
export async function changePassword(
  act: Act,
  input: { sessionId: string; current: string; next: string },
): Promise<void> {
  const person = await personById(act.db, ownId(act))
  if (!(await passwordFits(person?.password_hash ?? null, input.current))) {
    throw new Problem(422, 'password.wrong')
  }
  await setPasswordHash(act.db, ownId(act), await passwordHash(input.next))
  await endSessions(act.db, ownId(act), input.sessionId, act.now)
  await recordFor(act, 'password.changed', act.actor.unitId, `person:${ownId(act)}`)
}

/** Gives a person a password to be read out once; ends the person's sessions. */
export async function issuePassword(act: Act, personId: string, unitId: string): Promise<string> {
  if (!(await personById(act.db, personId))) throw new Problem(404, 'person.not-found')
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

export type NewPerson = { name: string; email: string; unitId: string }

export async function addPerson(act: Act, { name, email, unitId }: NewPerson): Promise<string> {
  const address = email.trim().toLowerCase()
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(address)) throw new Problem(422, 'person.email-unreadable')
  if (name.trim() === '') throw new Problem(422, 'person.name-missing')
  if (await personByEmail(act.db, address)) throw new Problem(409, 'person.email-taken')
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
  search_key: `${searchKey(name)} ${email}`,
})

/** Corrects a name, or notes the day on which a person left (which ends their sessions). */
export async function changePerson(
  act: Act,
  change: { personId: string; unitId: string; name?: string; leftOn?: Day },
): Promise<void> {
  const person = await personById(act.db, change.personId)
  if (!person) throw new Problem(404, 'person.not-found')
  await changePersonRow(act.db, person.id, {
    ...(change.name ? { name: change.name.trim(), ...keys(change.name, person.email) } : {}),
    ...(change.leftOn ? { left_on: change.leftOn } : {}),
  })
  if (change.leftOn && change.leftOn <= act.today)
    await endSessions(act.db, person.id, null, act.now)
  await recordFor(act, 'person.changed', change.unitId, `person:${person.id}`)
}

export async function addPost(
  act: Act,
  post: { unitId: string; title: string; from: Day },
): Promise<string> {
  if (post.title.trim() === '') throw new Problem(422, 'post.title-missing')
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
  await endRow(act.db, 'posts', postId, later(post.valid_from, on))
  await recordFor(act, 'post.ended', post.unit_id, `post:${postId}`)
}

export type Holding = { postId: string; personId: string; from: Day; to?: Day; reason?: string }

export async function holdPost(act: Act, holding: Holding): Promise<string> {
  const post = await postById(act.db, holding.postId)
  if (!post) throw new Problem(404, 'post.not-found')
  if (!(await personById(act.db, holding.personId))) throw new Problem(404, 'person.not-found')
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
  await endRow(act.db, 'post_holdings', holdingId, later(holding.valid_from, on))
  await recordFor(act, 'post.left', holding.unit_id, `post:${holding.post_id}`, {
    personId: holding.person_id,
  })
}

export type NewGrant = { postId: string; role: string; scopeId: string; from: Day; to?: Day }

export async function grantRole(act: Act, grant: NewGrant): Promise<string> {
  if (!isRole(grant.role)) throw new Problem(422, 'role.unknown', { role: grant.role })
  const post = await postById(act.db, grant.postId)
  if (!post) throw new Problem(404, 'post.not-found')
  // Nobody hands out more than they reach: the scope must lie within one's own.
  if (act.actor.kind === 'person' && !(await act.rights.may('person.manage', grant.scopeId))) {
    throw new Problem(403, 'grant.beyond-reach')
  }
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
  await endRow(act.db, 'grants', grantId, later(grant.valid_from, on))
  await recordFor(act, 'role.ended', grant.unit_id, `post:${grant.post_id}`, { role: grant.role })
}

const later = (a: Day, b: Day): Day => (daysBetween(a, b) > 0 ? b : a)

function ownId(act: Act): string {
  if (act.actor.personId === null) throw new Problem(401, 'session.needed')
  return act.actor.personId
}

async function recordFor(
  act: Act,
  verb: string,
  unitId: string | null | undefined,
  subject: string,
  details: Record<string, unknown> = {},
): Promise<void> {
  const chain = unitId ?? (await rootUnitId(act.db))
  if (!chain) throw new Problem(409, 'units.none')
  await record(act, verb, { unitId: chain, subject, details })
}
