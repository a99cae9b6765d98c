// Signing in: a first factor, then a code where the person has a second one. Failures are counted by
// account and by address, both hashed; the outcome is a value, not a Problem, so that the count is kept.

import { type Act, sha256 } from '../platform/index.ts'
import { recordFor } from './actions.ts'
import { giveCode } from './factor-actions.ts'
import { factorInForce, policyOf } from './factor-store.ts'
import { hoursFrom } from './identify-visitor.ts'
import { passwordFits } from './password.ts'
import { demandOf, SIGN_OFF } from './policy.ts'
import { scopesOf } from './rights.ts'
import { LIFE_HOURS, newSecret, secretHash } from './session.ts'
import { openStep, sealStep } from './sign-in-step.ts'
import {
  failuresSince,
  grantsOf,
  insertFailures,
  insertSession,
  type PersonRow,
  personByEmail,
  personById,
  postsHeld,
  pruneFailures,
} from './store.ts'

const MOST_FAILURES = 10
const WINDOW_HOURS = 0.25

export type SignIn = { email: string; password: string; address: string; agent: string }
/** `urged`: a second factor is or will be demanded of this post, and there is none. */
export type Entered = { secret: string; urged: boolean } | { step: string }
export type SignInOutcome = Entered | { refused: 'wrong' | 'too-many' | 'expired' }

/** Starts a session, asks for a code, or says why not. */
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
  const fits = await passwordFits(person?.password_hash ?? null, password)
  if (!person || hasLeft(act, person) || !fits) {
    await pruneFailures(act.db, hoursFrom(act.now, -24))
    await insertFailures(
      act.db,
      keys.map((key_hash) => ({ id: act.newId(), key_hash, at: act.now })),
    )
    return { refused: 'wrong' }
  }
  return await enter(act, person, agent)
}

/** Someone whose first factor was right: a session, or the step towards a code. */
export async function enter(act: Act, person: PersonRow, agent: string): Promise<Entered> {
  if (await factorInForce(act.db, person.id)) {
    return { step: sealStep(act, person, hoursFrom(act.now, STEP_HOURS)) }
  }
  return await startSession(act, { personId: person.id, agent, confirmed: false })
}

const STEP_HOURS = 1 / 6

/** The second step: a code of the authenticator, or a recovery code. */
export async function enterCode(
  act: Act,
  { step, code, agent }: { step: string; code: string; agent: string },
): Promise<SignInOutcome> {
  const opened = openStep(act, step)
  const person = opened ? await personById(act.db, opened.personId) : undefined
  if (!opened || !person || hasLeft(act, person) || !opened.stillHolds(person)) {
    return { refused: 'expired' }
  }
  if (!(await factorInForce(act.db, person.id))) return { refused: 'expired' }
  const answer = await giveCode(asPerson(act, person.id), person.id, code)
  if (answer !== 'right') return { refused: answer }
  return await startSession(act, { personId: person.id, agent, confirmed: true })
}

export const hasLeft = ({ today }: Pick<Act, 'today'>, person: PersonRow): boolean =>
  person.left_on !== null && person.left_on <= today

const asPerson = (act: Act, personId: string, postId: string | null = null): Act => ({
  ...act,
  actor: { kind: 'person', personId, postId, unitId: null },
})

/** Opens a session for someone who has shown who they are; `confirmed` with a second factor just now. */
export async function startSession(
  act: Act,
  { personId, agent, confirmed }: { personId: string; agent: string; confirmed: boolean },
): Promise<{ secret: string; urged: boolean }> {
  const [post] = await postsHeld(act.db, personId, act.today)
  const secret = newSecret()
  const id = act.newId()
  await insertSession(act.db, {
    id,
    token_hash: secretHash(secret),
    person_id: personId,
    post_id: post?.postId ?? null,
    started_at: act.now,
    seen_at: act.now,
    expires_at: hoursFrom(act.now, LIFE_HOURS),
    ended_at: null,
    agent: agent.slice(0, 200),
    confirmed_at: confirmed ? act.now : null,
  })
  const acting = asPerson(act, personId, post?.postId ?? null)
  await recordFor(acting, 'session.started', post?.unitId, `session:${id}`)
  return { secret, urged: !confirmed && (await isUrged(act, post?.postId)) }
}

async function isUrged(act: Act, postId: string | undefined): Promise<boolean> {
  if (!postId) return false
  const grants = await grantsOf(act.db, postId, act.today)
  const signsOff = SIGN_OFF.some((permission) => scopesOf(grants, permission).length > 0)
  return demandOf(await policyOf(act.db), signsOff, act.today) !== 'none'
}
