// Entering by what an identity provider says: once by verified e-mail, ever after by subject.

import { type Act, Problem } from '../platform/index.ts'
import { recordFor } from './actions.ts'
import { requireReachOver } from './people-actions.ts'
import {
  endIdentities,
  identitiesOf,
  identityOf,
  insertIdentity,
  type ProviderSettings,
  providerSettings,
  saveProvider,
} from './provider-store.ts'
import { type Entered, enter, hasLeft } from './sign-in-actions.ts'
import { personByEmail, personById, postsHeld } from './store.ts'

export type Claims = {
  issuer: string
  subject: string
  email: string | null
  emailVerified: boolean
}
export type ProviderRefusal = 'unknown' | 'unverified' | 'other-identity'

/** A session, or the step towards a code; else why the provider's word is not enough. */
export async function enterByProvider(
  act: Act,
  { issuer, subject, email, emailVerified, agent }: Claims & { agent: string },
): Promise<Entered | { refused: ProviderRefusal }> {
  const known = await identityOf(act.db, issuer, subject)
  if (known) {
    const person = await personById(act.db, known.person_id)
    if (!person || hasLeft(act, person)) return { refused: 'unknown' }
    return await enter(act, person, agent)
  }
  if (email === null || !emailVerified) return { refused: 'unverified' }
  const person = await personByEmail(act.db, email)
  if (!person || hasLeft(act, person)) return { refused: 'unknown' }
  const others = await identitiesOf(act.db, person.id)
  if (others.some((identity) => identity.issuer === issuer)) return { refused: 'other-identity' }
  const id = act.newId()
  await insertIdentity(act.db, {
    id,
    person_id: person.id,
    issuer,
    subject,
    linked_at: act.now,
    ended_at: null,
  })
  const [held] = await postsHeld(act.db, person.id, act.today)
  const acting: Act = {
    ...act,
    actor: { kind: 'person', personId: person.id, postId: held?.postId ?? null, unitId: null },
  }
  const entered = await enter(act, person, agent)
  await recordFor(acting, 'identity.linked', held?.unitId, `person:${person.id}`, {
    identityId: id,
  })
  return entered
}

/** Forgets who a person is at the provider, so that another account there may be linked. */
export async function unlinkIdentity(
  act: Act,
  { personId, unitId }: { personId: string; unitId: string },
): Promise<void> {
  await requireReachOver(act, personId)
  if ((await identitiesOf(act.db, personId)).length === 0) throw new Problem(409, 'identity.none')
  await endIdentities(act.db, personId, act.now)
  await recordFor(act, 'identity.ended', unitId, `person:${personId}`)
}

/** Saves the provider. Plain http is for the machine itself only. */
export async function setProvider(
  act: Act,
  settings: ProviderSettings,
  unitId: string,
): Promise<void> {
  const before = await providerSettings(act.db)
  await saveProvider(act.db, settings, act.now)
  await recordFor(act, 'provider.changed', unitId, 'provider', { before, after: settings })
}
