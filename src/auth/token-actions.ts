// Issuing a token to an integration, and taking it back.

import { type Act, notFound, Problem, record } from '../platform/index.ts'
import { secretHash } from './session.ts'
import { newToken, type TokenDraft, tokenDraft } from './token.ts'
import { insertRevocation, insertToken, tokenById } from './token-store.ts'

/** Issues a token that acts in the name of a unit. The secret is told this once and kept nowhere. */
export async function issueToken(
  act: Act,
  { unitId, ...asked }: TokenDraft & { unitId: string },
): Promise<{ id: string; secret: string }> {
  const draft = tokenDraft(asked, act.today)
  const secret = newToken()
  const id = act.newId()
  await insertToken(act.db, {
    id,
    unit_id: unitId,
    name: draft.name,
    token_hash: secretHash(secret),
    ending: secret.slice(-4),
    scopes: [...draft.scopes],
    requests_per_minute: draft.perMinute,
    issued_at: act.now,
    issued_by: act.actor.personId,
    expires_on: draft.expiresOn,
    used_at: null,
  })
  await record(act, 'token.issued', {
    unitId,
    subject: id,
    details: { scopes: draft.scopes, expiresOn: draft.expiresOn },
  })
  return { id, secret }
}

/** Takes a token back; from the next request on it opens nothing. */
export async function revokeToken(
  act: Act,
  { id, reason }: { id: string; reason: string },
): Promise<void> {
  const token = await tokenById(act.db, id)
  if (!token) throw notFound('token')
  if (token.revoked_at !== null) throw new Problem(409, 'token.already-revoked')
  await insertRevocation(act.db, {
    token_id: id,
    revoked_at: act.now,
    revoked_by: act.actor.personId,
    reason: reason.normalize('NFC').trim().slice(0, 500),
  })
  await record(act, 'token.revoked', { unitId: token.unit_id, subject: id })
}
