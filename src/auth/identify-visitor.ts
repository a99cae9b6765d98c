// From a request to its visitor: who, as which post, with which rights, in which language.

import type { Day } from '../lib/day.ts'
import type { Instant } from '../lib/instant.ts'
import { unitById } from '../org/index.ts'
import { CITIZEN, type Db, type Lang, type Visitor } from '../platform/index.ts'
import { NO_RIGHTS, rightsOf } from './rights.ts'
import { cookie, cookieName, csrfToken, IDLE_HOURS, secretHash } from './session.ts'
import { changeSession, grantsOf, openSession, postsHeld } from './store.ts'

/** Hours earlier or later, in the same notation. */
export function hoursFrom(now: Instant, hours: number): Instant {
  const milliseconds = Date.parse(now) + hours * 3_600_000 + 7 * 3_600_000
  return new Date(milliseconds).toISOString().replace('Z', '+07:00') as Instant
}

/** Nobody signed in is a visitor too. A session is marked as seen at most once a minute. */
export async function identify(
  request: Request,
  db: Db,
  now: Instant,
  today: Day,
): Promise<Visitor> {
  const header = request.headers.get('cookie')
  const lang = langOf(request, header)
  const secret = cookie(header, cookieName(true)) ?? cookie(header, cookieName(false))
  const nobody: Visitor = {
    actor: CITIZEN,
    rights: NO_RIGHTS,
    lang,
    name: null,
    unitName: null,
    csrf: '',
    sessionId: null,
  }
  if (!secret) return nobody
  const session = await openSession(db, secretHash(secret), now, hoursFrom(now, -IDLE_HOURS))
  if (!session || (session.left_on !== null && session.left_on <= today)) return nobody
  if (session.seen_at < hoursFrom(now, -1 / 60))
    await changeSession(db, session.id, { seen_at: now })
  const posts = await postsHeld(db, session.person_id, today)
  const post = posts.find(({ postId }) => postId === session.post_id) ?? posts[0]
  const unit = post ? await unitById(db, post.unitId) : null
  return {
    actor: {
      kind: 'person',
      personId: session.person_id,
      postId: post?.postId ?? null,
      unitId: post?.unitId ?? null,
    },
    rights: post ? rightsOf(db, await grantsOf(db, post.postId, today), today) : NO_RIGHTS,
    lang,
    name: session.name,
    unitName: unit && post ? `${post.title} · ${unit.fullName}` : null,
    csrf: csrfToken(secret),
    sessionId: session.id,
  }
}

function langOf(request: Request, header: string | null): Lang {
  const wanted = new URL(request.url).searchParams.get('lang') ?? cookie(header, 'lang')
  return wanted === 'en' ? 'en' : 'vi'
}
