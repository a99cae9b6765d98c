// One-time links: an administrator invites, a person who forgot asks; whoever has the link chooses a password.

import { type Act, Problem, SITE, SYSTEM, sendMail, sha256 } from '../platform/index.ts'
import { recordFor } from './actions.ts'
import { hoursFrom } from './identify-visitor.ts'
import { letterText } from './letter.ts'
import { insertLink, type LinkRow, revokeLinksOf, standingLink, takeLink } from './link-store.ts'
import { passwordHash } from './password.ts'
import { requireReachOver } from './people-actions.ts'
import { newSecret, secretHash } from './session.ts'
import { type Entered, enter, hasLeft } from './sign-in-actions.ts'
import {
  endSessions,
  failuresSince,
  insertFailures,
  type PersonRow,
  personByEmail,
  personById,
  postsHeld,
  setPasswordHash,
} from './store.ts'

/** Hours for which a link stands: an invitation waits a week, what was asked for an hour. */
const HOURS = { invitation: 7 * 24, handed: 24, asked: 1 }
const MOST_ASKED = 3
const MOST_ASKED_FROM = 20

/** Where a link leads. */
export const linkPath = (secret: string): string => `/mat-khau/${secret}`

type Target = { personId: string; unitId: string }

/** A link to hand over, shown once. Earlier ones stop working; the present password stands until it is used. */
export async function makeLink(act: Act, { personId, unitId }: Target): Promise<string> {
  const person = await personToReach(act, personId)
  const hours = person.password_hash === null ? HOURS.invitation : HOURS.handed
  const { secret, row } = await newLink(act, person, hours)
  await recordFor(act, `${row.kind}.made`, unitId, `person:${personId}`, { linkId: row.id })
  return secret
}

/** The same by letter. Sending again makes a new link and ends the one before. */
export async function sendLink(act: Act, { personId, unitId }: Target): Promise<void> {
  const person = await personToReach(act, personId)
  const hours = person.password_hash === null ? HOURS.invitation : HOURS.handed
  const { secret, row } = await newLink(act, person, hours)
  await post(act, person, row, secret, hours)
  await recordFor(act, `${row.kind}.sent`, unitId, `person:${personId}`, { linkId: row.id })
}

/** Ends the links that wait for a person. */
export async function revokeLinks(act: Act, { personId, unitId }: Target): Promise<void> {
  await personToReach(act, personId)
  if ((await revokeLinksOf(act.db, personId, act.now)) === 0) throw new Problem(409, 'link.none')
  await recordFor(act, 'link.revoked', unitId, `person:${personId}`)
}

/** Someone says they forgot the password. What follows is told to nobody but the address itself:
 * the answer is the same whether it is known, unknown or asked too often. */
export async function askReset(
  act: Act,
  { email, address }: { email: string; address: string },
): Promise<void> {
  const wanted = email.trim().toLowerCase()
  const keys = [sha256(`reset:${wanted}`), sha256(`reset-from:${address}`)]
  const since = hoursFrom(act.now, -1)
  const [asked = 0, askedFrom = 0] = await Promise.all(
    keys.map((key) => failuresSince(act.db, key, since)),
  )
  if (asked >= MOST_ASKED || askedFrom >= MOST_ASKED_FROM) return
  await insertFailures(
    act.db,
    keys.map((key_hash) => ({ id: act.newId(), key_hash, at: act.now })),
  )
  const person = await personByEmail(act.db, wanted)
  if (!person || hasLeft(act, person)) return
  const asSystem = { ...act, actor: SYSTEM }
  const hours = person.password_hash === null ? HOURS.invitation : HOURS.asked
  const { secret, row } = await newLink(asSystem, person, hours)
  await post(asSystem, person, row, secret, hours)
  const unitId = (await postsHeld(act.db, person.id, act.today))[0]?.unitId
  await recordFor(asSystem, 'reset.asked', unitId, `person:${person.id}`, { linkId: row.id })
}

/** Sets the password by a link, once. All sessions end, and a new one begins unless a code is to be given. */
export async function choosePassword(
  act: Act,
  { secret, password, agent }: { secret: string; password: string; agent: string },
): Promise<Entered> {
  const link = await standingLink(act.db, secretHash(secret), act.now)
  const person = link ? await personById(act.db, link.person_id) : undefined
  if (!link || !person || hasLeft(act, person)) throw new Problem(404, 'link.not-valid')
  const hash = await passwordHash(password, person)
  if (!(await takeLink(act.db, link.id, act.now))) throw new Problem(404, 'link.not-valid')
  await revokeLinksOf(act.db, person.id, act.now)
  await setPasswordHash(act.db, person.id, hash)
  await endSessions(act.db, person.id, null, act.now)
  const [held] = await postsHeld(act.db, person.id, act.today)
  const acting: Act = {
    ...act,
    actor: { kind: 'person', personId: person.id, postId: held?.postId ?? null, unitId: null },
  }
  const entered = await enter(acting, { ...person, password_hash: hash }, agent)
  await recordFor(acting, 'password.chosen', held?.unitId, `person:${person.id}`, {
    linkId: link.id,
  })
  return entered
}

async function personToReach(act: Act, personId: string): Promise<PersonRow> {
  const person = await personById(act.db, personId)
  if (!person) throw new Problem(404, 'person.not-found')
  await requireReachOver(act, personId)
  if (hasLeft(act, person)) throw new Problem(409, 'link.left')
  return person
}

async function newLink(act: Act, person: PersonRow, hours: number) {
  const secret = newSecret()
  const row: LinkRow = {
    id: act.newId(),
    person_id: person.id,
    kind: person.password_hash === null ? 'invitation' : 'reset',
    token_hash: secretHash(secret),
    made_by: act.actor.personId,
    made_at: act.now,
    expires_at: hoursFrom(act.now, hours),
    used_at: null,
    revoked_at: null,
  }
  await revokeLinksOf(act.db, person.id, act.now)
  await insertLink(act.db, row)
  return { secret, row }
}

async function post(act: Act, person: PersonRow, row: LinkRow, secret: string, hours: number) {
  const link = `${SITE}${linkPath(secret)}`
  await sendMail(act, {
    key: `${row.kind}-${row.id}`,
    to: person.email,
    ...letterText(row.kind, { link, hours }),
  })
}
