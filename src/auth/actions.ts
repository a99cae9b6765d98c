// Signing out, one's own sessions, posts and password: every change is recorded, by ids only.

import { rootUnitId } from '../org/index.ts'
import { type Act, Problem, record } from '../platform/index.ts'
import { passwordFits, passwordHash } from './password.ts'
import {
  changeSession,
  endSessions,
  openSessions,
  personById,
  postsHeld,
  setPasswordHash,
} from './store.ts'

export async function signOut(act: Act, sessionId: string): Promise<void> {
  await changeSession(act.db, sessionId, { ended_at: act.now })
  await recordFor(act, 'session.ended', act.actor.unitId, `session:${sessionId}`)
}

/** Ends one of the person's own sessions, all but the present one, or all of them. */
export async function endOwnSessions(
  act: Act,
  which: { id: string } | { allBut: string | null },
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
  const next = await passwordHash(input.next, person)
  await setPasswordHash(act.db, ownId(act), next)
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
