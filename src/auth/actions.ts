// Signing in and out, one's own sessions, posts and password: every change is recorded, by ids only.

import { rootUnitId } from '../org/index.ts'
import { type Act, Problem, record, sha256 } from '../platform/index.ts'
import { hoursFrom } from './identify-visitor.ts'
import { passwordFits, passwordHash } from './password.ts'
import { LIFE_HOURS, newSecret, secretHash } from './session.ts'
import {
  changeSession,
  endSessions,
  failuresSince,
  insertFailures,
  insertSession,
  openSessions,
  personByEmail,
  personById,
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

function ownId(act: Act): string {
  if (act.actor.personId === null) throw new Problem(401, 'session.needed')
  return act.actor.personId
}

/** Records in the unit's chain; in the first province's where there is no unit. */
export async function recordFor(
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
