// A second factor begun, confirmed, given, renewed and ended. What is given wrongly is counted, and its
// count kept: those outcomes are values, not Problems.

import { type Act, type Confirmation, Problem, sha256 } from '../platform/index.ts'
import { recordFor } from './actions.ts'
import {
  changeFactor,
  changeRemoval,
  dropBegun,
  dropRecoveryCodes,
  type FactorRow,
  factorBegun,
  factorInForce,
  insertFactor,
  insertRecoveryCodes,
  insertRemoval,
  openRemoval,
  policyOf,
  savePolicy,
  takeRecoveryCode,
  takeStep,
} from './factor-store.ts'
import { hoursFrom } from './identify-visitor.ts'
import { requireReachOver } from './people-actions.ts'
import { demandOf, type Policy, SIGN_OFF } from './policy.ts'
import { changeSession, endSessions, failuresSince, insertFailures, personById } from './store.ts'
import { newRecoveryCodes, newTotpSecret, recoveryHash, totpStep } from './totp.ts'

const MOST_FAILURES = 10
const WINDOW_HOURS = 0.25

const about = (personId: string) => `second-factor:${personId}`

/** The secret of a factor in clear. Throws 409 when the instance's key is not the one it was sealed with. */
export function factorSecret({ secrets }: Pick<Act, 'secrets'>, factor: FactorRow): string {
  const secret = secrets.open(factor.sealed, about(factor.person_id))
  if (secret === null) throw new Problem(409, 'factor.unreadable')
  return secret
}

/** Makes a secret that counts once its first code was given. Replacing one in force needs a code of it. */
export async function beginFactor(act: Act, { code }: { code: string }): Promise<Confirmation> {
  const personId = ownId(act)
  if (await factorInForce(act.db, personId)) {
    const answer = await giveCode(act, personId, code)
    if (answer !== 'right') return answer
  }
  await dropBegun(act.db, personId)
  const id = act.newId()
  await insertFactor(act.db, {
    id,
    person_id: personId,
    sealed: act.secrets.seal(newTotpSecret(), about(personId)),
    begun_at: act.now,
    confirmed_at: null,
    ended_at: null,
    last_step: 0,
  })
  await recordFor(act, 'factor.begun', act.actor.unitId, `factor:${id}`)
  return 'right'
}

/** Puts the begun factor in force by its first code: the recovery codes to show once, or null for a wrong code.
 * One that was in force ends, and so does every other session. */
export async function confirmFactor(
  act: Act,
  { code, sessionId }: { code: string; sessionId: string },
): Promise<{ codes: string[] } | { refused: Confirmation }> {
  const personId = ownId(act)
  const begun = await factorBegun(act.db, personId)
  if (!begun) throw new Problem(409, 'factor.not-begun')
  if (await isTooOften(act, personId)) return { refused: 'too-many' }
  const step = totpStep(factorSecret(act, begun), code, act.trueNow)
  if (step === null) {
    await countFailure(act, personId)
    return { refused: 'wrong' }
  }
  const former = await factorInForce(act.db, personId)
  if (former) await changeFactor(act.db, former.id, { ended_at: act.now })
  await changeFactor(act.db, begun.id, { confirmed_at: act.now, last_step: step })
  const codes = await giveRecoveryCodes(act, begun.id)
  await endSessions(act.db, personId, sessionId, act.now)
  await changeSession(act.db, sessionId, { confirmed_at: act.now })
  await recordFor(act, 'factor.confirmed', act.actor.unitId, `factor:${begun.id}`)
  return { codes }
}

/** Ten new recovery codes; the old ones stop working. */
export async function renewRecoveryCodes(
  act: Act,
  { code }: { code: string },
): Promise<{ codes: string[] } | { refused: Confirmation }> {
  const personId = ownId(act)
  const factor = await factorInForce(act.db, personId)
  if (!factor) throw new Problem(409, 'factor.none')
  const answer = await giveCode(act, personId, code)
  if (answer !== 'right') return { refused: answer }
  await dropRecoveryCodes(act.db, factor.id)
  const codes = await giveRecoveryCodes(act, factor.id)
  await recordFor(act, 'recovery.renewed', act.actor.unitId, `factor:${factor.id}`)
  return { codes }
}

/** Ends one's own second factor, unless the policy demands it. */
export async function endFactor(act: Act, { code }: { code: string }): Promise<Confirmation> {
  const personId = ownId(act)
  const factor = await factorInForce(act.db, personId)
  if (!factor) throw new Problem(409, 'factor.none')
  const signsOff = SIGN_OFF.some((permission) => act.rights.holds(permission))
  if (demandOf(await policyOf(act.db), signsOff, act.today) === 'now') {
    throw new Problem(409, 'factor.required')
  }
  const answer = await giveCode(act, personId, code)
  if (answer !== 'right') return answer
  await changeFactor(act.db, factor.id, { ended_at: act.now })
  await recordFor(act, 'factor.ended', act.actor.unitId, `factor:${factor.id}`)
  return 'right'
}

/** Confirms the present session, so that something may be signed off. */
export async function confirmSession(act: Act, code: string): Promise<Confirmation> {
  const personId = ownId(act)
  const answer = await giveCode(act, personId, code)
  if (answer !== 'right' || act.session === null) return answer
  await changeSession(act.db, act.session, { confirmed_at: act.now })
  await recordFor(act, 'session.confirmed', act.actor.unitId, `session:${act.session}`)
  return 'right'
}

/** A code of the authenticator or a recovery code, each good for once; failures are counted. */
export async function giveCode(act: Act, personId: string, code: string): Promise<Confirmation> {
  const factor = await factorInForce(act.db, personId)
  if (!factor) throw new Problem(409, 'factor.none')
  if (await isTooOften(act, personId)) return 'too-many'
  const step = totpStep(factorSecret(act, factor), code, act.trueNow)
  if (step !== null && (await takeStep(act.db, factor.id, step))) return 'right'
  if (step === null && (await takeRecoveryCode(act.db, factor.id, recoveryHash(code), act.now))) {
    await recordFor(act, 'recovery.used', act.actor.unitId, `factor:${factor.id}`)
    return 'right'
  }
  await countFailure(act, personId)
  return 'wrong'
}

const failureKey = (personId: string) => sha256(`factor:${personId}`)

const isTooOften = async (act: Act, personId: string): Promise<boolean> =>
  (await failuresSince(act.db, failureKey(personId), hoursFrom(act.now, -WINDOW_HOURS))) >=
  MOST_FAILURES

const countFailure = (act: Act, personId: string): Promise<void> =>
  insertFailures(act.db, [{ id: act.newId(), key_hash: failureKey(personId), at: act.now }])

async function giveRecoveryCodes(act: Act, factorId: string): Promise<string[]> {
  const codes = newRecoveryCodes()
  await insertRecoveryCodes(
    act.db,
    codes.map((code) => ({
      id: act.newId(),
      factor_id: factorId,
      code_hash: recoveryHash(code),
      used_at: null,
    })),
  )
  return codes
}

type Removal = { personId: string; unitId: string }

/** Asks that someone's lost second factor be taken away; where one person is enough, takes it away.
 * The reason stays with the request: an event names ids only. */
export async function askRemoval(
  act: Act,
  { personId, unitId, reason }: Removal & { reason: string },
): Promise<void> {
  const factor = await factorToRemove(act, personId)
  if (reason.trim() === '') throw new Problem(422, 'factor.reason-missing')
  if (await openRemoval(act.db, personId)) throw new Problem(409, 'factor.removal-asked')
  const id = act.newId()
  const alone = !(await policyOf(act.db)).removalByTwo
  await insertRemoval(act.db, {
    id,
    factor_id: factor.id,
    person_id: personId,
    reason: reason.trim(),
    asked_by: act.actor.personId,
    asked_at: act.now,
    approved_by: alone ? act.actor.personId : null,
    approved_at: alone ? act.now : null,
    declined_by: null,
    declined_at: null,
  })
  if (alone) await removeFactor(act, factor)
  const verb = alone ? 'factor.removed' : 'factor.removal-asked'
  await recordFor(act, verb, unitId, `person:${personId}`, { removalId: id })
}

/** Decides on a request of someone else. The person concerned decides neither. */
export async function decideRemoval(
  act: Act,
  { personId, unitId, approves }: Removal & { approves: boolean },
): Promise<void> {
  const removal = await openRemoval(act.db, personId)
  if (!removal) throw new Problem(409, 'factor.removal-none')
  const factor = await factorToRemove(act, personId)
  if (approves && removal.asked_by === act.actor.personId) {
    throw new Problem(409, 'factor.removal-by-two')
  }
  const by = act.actor.personId
  await changeRemoval(
    act.db,
    removal.id,
    approves
      ? { approved_by: by, approved_at: act.now }
      : { declined_by: by, declined_at: act.now },
  )
  if (approves) await removeFactor(act, factor)
  const verb = approves ? 'factor.removed' : 'factor.removal-declined'
  await recordFor(act, verb, unitId, `person:${personId}`, { removalId: removal.id })
}

async function factorToRemove(act: Act, personId: string): Promise<FactorRow> {
  if (!(await personById(act.db, personId))) throw new Problem(404, 'person.not-found')
  if (personId === act.actor.personId) throw new Problem(409, 'factor.removal-own')
  await requireReachOver(act, personId)
  const factor = await factorInForce(act.db, personId)
  if (!factor) throw new Problem(409, 'factor.none')
  return factor
}

async function removeFactor(act: Act, factor: FactorRow): Promise<void> {
  await changeFactor(act.db, factor.id, { ended_at: act.now })
  await endSessions(act.db, factor.person_id, null, act.now)
}

/** Saves who needs a second factor and for how long a code holds. */
export async function setPolicy(act: Act, policy: Policy, unitId: string): Promise<void> {
  const before = await policyOf(act.db)
  await savePolicy(act.db, policy, act.now)
  await recordFor(act, 'policy.changed', unitId, 'policy:second-factor', { before, after: policy })
}

function ownId(act: Act): string {
  if (act.actor.personId === null) throw new Problem(401, 'session.needed')
  return act.actor.personId
}
