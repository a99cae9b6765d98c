// From a request to its visitor: who, as which post, with which rights, in which language.

import type { Day } from '../lib/day.ts'
import type { Instant } from '../lib/instant.ts'
import { unitById } from '../org/index.ts'
import { CITIZEN, type Db, type Lang, type Recall, type Visitor } from '../platform/index.ts'
import { delegationsTo, type Lent } from './delegation-store.ts'
import { demandOf, OFFERED, SIGN_OFF } from './policy.ts'
import { limitedTo, NO_RIGHTS, rightsOf, rightsOfToken } from './rights.ts'
import { READING } from './role.ts'
import { cookie, cookieName, csrfToken, IDLE_HOURS, secretHash } from './session.ts'
import { type FindSession, sessionFinder } from './session-finder.ts'
import { changeSession, grantsOf, postsHeld } from './store.ts'
import { isToken } from './token.ts'
import { markTokenUsed, standingToken } from './token-store.ts'

/** Where a second factor is set up. */
export const FACTOR_PAGE = '/office/account/second-factor'

/** Hours earlier or later, in the same notation. */
export function hoursFrom(now: Instant, hours: number): Instant {
  const milliseconds = Date.parse(now) + hours * 3_600_000 + 7 * 3_600_000
  return new Date(milliseconds).toISOString().replace('Z', '+07:00') as Instant
}

const NOBODY: Omit<Visitor, 'lang'> = {
  actor: CITIZEN,
  rights: NO_RIGHTS,
  name: null,
  unitName: null,
  csrf: '',
  sessionId: null,
}

type Moment = {
  db: Db
  now: Instant
  today: Day
  recall?: Recall | undefined
  /** Shared by the requests of a server. */
  find?: FindSession
}

/** Nobody signed in is a visitor too. A session is marked as seen at most once a minute. */
export async function identify(request: Request, moment: Moment): Promise<Visitor> {
  const { db, now, today } = moment
  const bearer = bearerOf(request)
  if (bearer !== null) return await identifyToken(bearer, langOf(request, null), moment)
  const header = request.headers.get('cookie')
  const lang = langOf(request, header)
  const secret = cookie(header, cookieName(true)) ?? cookie(header, cookieName(false))
  const nobody: Visitor = { ...NOBODY, lang }
  if (!secret) return nobody
  const find = moment.find ?? sessionFinder(db)
  const session = await find(secretHash(secret), now, hoursFrom(now, -IDLE_HOURS))
  if (!session || (session.left_on !== null && session.left_on <= today)) return nobody
  if (session.seen_at < hoursFrom(now, -1 / 60))
    await changeSession(db, session.id, { seen_at: now })
  const version = Number(session.recorded ?? 0)
  const key = ['standing', session.person_id, session.post_id, today].join(' ')
  const make = () => standingOf(session, moment)
  const { post, lent, unitName, rights } = await (moment.recall?.(key, version, make) ?? make())
  const policy = { ...OFFERED, ...session.policy }
  const signsOff = SIGN_OFF.some((permission) => rights.holds(permission))
  const isHeld = session.factor_id === null && demandOf(policy, signsOff, today) === 'now'
  const confirmedSince = hoursFrom(now, -policy.askAgainHours)
  const confirmDue =
    session.factor_id !== null &&
    (session.confirmed_at === null || session.confirmed_at < confirmedSince)
  return {
    actor: {
      kind: 'person',
      personId: session.person_id,
      postId: post?.postId ?? null,
      unitId: post?.unitId ?? null,
      ...(lent ? { delegationId: lent.id } : {}),
    },
    rights: isHeld ? NO_RIGHTS : rights,
    ...(lent ? { acting: { forName: lent.giverName, until: lent.lastDay } } : {}),
    lang,
    name: session.name,
    unitName,
    csrf: csrfToken(secret),
    sessionId: session.id,
    heldAt: isHeld ? FACTOR_PAGE : null,
    confirmDue,
    standing: { key: [session.id, session.post_id, isHeld, confirmDue].join(' '), version },
  }
}

/** As which post, of which unit, with which rights a session works. */
async function standingOf(
  session: { person_id: string; post_id: string | null },
  { db, today }: Moment,
) {
  const posts = await postsHeld(db, session.person_id, today)
  const held = posts.find(({ postId }) => postId === session.post_id)
  const lent = held ? undefined : await lentPost(db, session, today)
  const post = held ?? lent ?? posts[0]
  const unit = post ? await unitById(db, post.unitId) : null
  const rights = post ? await rightsIn(db, post.postId, lent, today) : NO_RIGHTS
  return { post, lent, unitName: unit && post ? `${post.title} · ${unit.fullName}` : null, rights }
}

/** Tokens open what is made for programs, never a page. */
function bearerOf(request: Request): string | null {
  const { pathname } = new URL(request.url)
  if (!pathname.startsWith('/api/') && pathname !== '/metrics') return null
  const header = request.headers.get('authorization')
  return header === null ? null : (/^Bearer +(\S+)$/i.exec(header)?.[1] ?? '')
}

/** An integration by its token; nobody when the token is unknown, over or revoked. */
async function identifyToken(secret: string, lang: Lang, { db, now, today }: Moment) {
  const nobody: Visitor = { ...NOBODY, lang }
  if (!isToken(secret)) return nobody
  const token = await standingToken(db, secretHash(secret), today)
  if (!token) return nobody
  if (token.used_at === null || token.used_at < hoursFrom(now, -1 / 60))
    await markTokenUsed(db, token.id, now)
  const { id, unit_id: unitId, scopes } = token
  return {
    ...nobody,
    actor: { kind: 'integration' as const, personId: null, postId: null, unitId, tokenId: id },
    rights: rightsOfToken(db, { unitId, scopes }, today),
    token: { id, perMinute: token.requests_per_minute },
  }
}

/** The post whose powers were lent to the session's person, when the session works under it. */
async function lentPost(
  db: Db,
  session: { person_id: string; post_id: string | null },
  today: Day,
): Promise<Lent | undefined> {
  if (session.post_id === null) return undefined
  const lent = await delegationsTo(db, session.person_id, today)
  return lent.find(({ postId }) => postId === session.post_id)
}

/** All that the post has; of a lent post only reading and the lent powers, and never more than the post has. */
async function rightsIn(db: Db, postId: string, lent: Lent | undefined, today: Day) {
  const rights = rightsOf(db, await grantsOf(db, postId, today), today)
  return lent ? limitedTo(rights, [...READING, ...lent.permissions]) : rights
}

function langOf(request: Request, header: string | null): Lang {
  const url = new URL(request.url)
  const wanted = url.searchParams.get('lang') ?? cookie(header, 'lang')
  if (wanted === null && url.pathname.startsWith('/api/'))
    return /^en\b/i.test(request.headers.get('accept-language') ?? '') ? 'en' : 'vi'
  return wanted === 'en' ? 'en' : 'vi'
}
