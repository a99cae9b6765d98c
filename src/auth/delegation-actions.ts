// Lending powers of one's post, ending it, and beginning to sign for somebody.

import { type Act, Problem, record } from '../platform/index.ts'
import { recordFor } from './actions.ts'
import { type Lending, lending } from './delegation.ts'
import {
  colleaguesOf,
  delegationById,
  delegationsTo,
  endDelegationRow,
  insertDelegation,
  permissionsOfPost,
  spansLent,
} from './delegation-store.ts'
import { changeSession, postsHeld } from './store.ts'

/** Lends named powers of the post one works in to a colleague of the unit. Returns the id. */
export async function giveDelegation(act: Act, asked: Lending): Promise<string> {
  const { personId, postId, unitId, delegationId } = act.actor
  if (!personId || !postId || !unitId) throw new Problem(403, 'delegation.no-post')
  const colleagues = await colleaguesOf(act.db, unitId, act.today, personId)
  const lent = lending(asked, {
    giverId: personId,
    isActing: delegationId !== undefined,
    postPermissions: await permissionsOfPost(act.db, postId, act.today),
    colleagueIds: colleagues.map(({ id }) => id),
    lent: await spansLent(act.db, postId, asked.toPersonId),
    today: act.today,
  })
  const id = act.newId()
  await insertDelegation(act.db, {
    id,
    unit_id: unitId,
    post_id: postId,
    given_by: personId,
    to_person_id: lent.toPersonId,
    permissions: [...lent.permissions],
    valid_from: lent.from,
    valid_to: lent.to,
    reason: lent.reason,
    given_at: act.now,
    ended_at: null,
    ended_by: null,
  })
  await record(act, 'delegation.given', {
    unitId,
    subject: id,
    details: {
      postId,
      personId: lent.toPersonId,
      permissions: lent.permissions,
      from: lent.from,
      until: lent.until,
    },
  })
  return id
}

/** Ends a delegation early: who gave it, who took it, or who manages the people of the unit. */
export async function endDelegation(act: Act, id: string): Promise<void> {
  const delegation = await delegationById(act.db, id)
  const { personId } = act.actor
  const isOwn =
    personId !== null &&
    (delegation?.given_by === personId || delegation?.to_person_id === personId)
  if (!delegation || !(isOwn || (await act.rights.may('person.manage', delegation.unit_id)))) {
    throw new Problem(404, 'delegation.not-found')
  }
  if (delegation.ended_at !== null || delegation.valid_to <= act.today) {
    throw new Problem(409, 'delegation.already-ended')
  }
  await endDelegationRow(act.db, id, { at: act.now, by: personId })
  await record(act, 'delegation.ended', { unitId: delegation.unit_id, subject: id })
}

/** From now on this session signs for the holder of a post. */
export async function beginActing(act: Act, sessionId: string, id: string): Promise<void> {
  const lent = act.actor.personId ? await delegationsTo(act.db, act.actor.personId, act.today) : []
  const chosen = lent.find((each) => each.id === id)
  if (!chosen) throw new Problem(404, 'delegation.not-found')
  await changeSession(act.db, sessionId, { post_id: chosen.postId })
  await recordFor(act, 'acting.began', chosen.unitId, `post:${chosen.postId}`, { delegation: id })
}

/** Back to one's own post. */
export async function endActing(act: Act, sessionId: string): Promise<void> {
  const [own] = act.actor.personId ? await postsHeld(act.db, act.actor.personId, act.today) : []
  await changeSession(act.db, sessionId, { post_id: own?.postId ?? null })
  await recordFor(act, 'acting.ended', act.actor.unitId, `post:${act.actor.postId}`)
}
