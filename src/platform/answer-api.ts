// Rows under `/api`: who asks → how often → body → right → input → (transaction: key, version, act) | load → JSON.

import { createHash } from 'node:crypto'
import type { Context } from 'hono'
import type { Act, Read } from './act.ts'
import { checkHolds, checkOrigin, checkReach, describe, openRead, parse } from './admit.ts'
import { type ApiBody, readApiEntries } from './entries.ts'
import { type KeptAnswer, KeyHeld, keepAnswer, keptAnswer } from './idempotency.ts'
import { asProblem, Problem } from './problem.ts'
import type { RateLimiter } from './rate.ts'
import type { Page, Route, Shown } from './route.ts'
import type { ServerParts } from './server-parts.ts'
import type { Lang } from './words.ts'

/** What people and strangers may ask in a minute; a token has its own measure. */
const PER_MINUTE = 300
const KEY = /^[\x21-\x7e]{1,200}$/
const WAIT = { each: 40, times: 250 }

type Asked = { context: Context; row: Route; parts: ServerParts; read: Read; page: Page }

/** Answers one request to a row under `/api`. */
export async function answerApi(
  context: Context,
  row: Route,
  parts: ServerParts,
  limiter: RateLimiter,
): Promise<Response> {
  const started = parts.stopwatch()
  const told = (status: number, more: { problem?: string; error?: string } = {}) =>
    parts.log({
      id: context.get('id'),
      method: row.method,
      route: row.path,
      status,
      ms: Math.round(parts.stopwatch() - started),
      ...more,
    })
  let lang: Lang = 'vi'
  try {
    const moment = parts.clock()
    const visitor = await parts.identify(context.req.raw, {
      ...moment,
      db: parts.db,
      recall: parts.recall,
    })
    lang = visitor.lang
    const asked = { context, row, parts, ...openRead(context, parts, visitor, moment) }
    checkRate(asked, limiter)
    if (visitor.actor.kind === 'citizen' && context.req.header('authorization'))
      throw new Problem(401, 'token.not-valid')
    checkHolds(row, asked.read)
    const body = await readApiEntries(context, row)
    if (row.method !== 'GET' && !visitor.token) checkOrigin(context, row, visitor, {})
    const input = parse(row, body.entries)
    await checkReach(row, asked.read, input)
    if (row.method !== 'GET' && visitor.confirmDue && parts.signOff.covers(row.may))
      throw new Problem(403, 'factor.confirm-first')
    const answer = row.act
      ? await write(asked, input, body)
      : answerOf(row, row.show(await row.load?.(asked.read, input), asked.page))
    const response = 'file' in answer ? file(context, answer) : json(context, row, answer)
    told(response.status)
    return response
  } catch (thrown) {
    const error = asProblem(thrown)
    if (error instanceof Problem) {
      told(error.status, { problem: error.code })
      return refuseApi(context, error, lang, parts)
    }
    told(500, { error: describe(error) })
    return refuseApi(context, new Problem(503, 'server.failed'), lang, parts, 500)
  }
}

function checkRate({ context, read, page }: Asked, limiter: RateLimiter): void {
  const { token, sessionId } = page.visitor
  const key = token?.id ?? sessionId ?? read.client.address
  const state = limiter(key, token?.perMinute ?? PER_MINUTE)
  context.header('ratelimit-policy', `"default";q=${state.limit};w=60`)
  context.header('ratelimit', `"default";r=${state.remaining};t=${state.resetSeconds}`)
  if (!state.refused) return
  context.header('retry-after', String(state.resetSeconds))
  throw new Problem(429, 'request.too-many', { seconds: state.resetSeconds })
}

/** One write, in one transaction with its version check and its kept answer. */
async function write(asked: Asked, input: unknown, body: ApiBody): Promise<KeptAnswer> {
  const { context } = asked
  const key = context.req.header('idempotency-key')
  if (key !== undefined && !KEY.test(key)) throw new Problem(400, 'idempotency.key-unreadable')
  for (let tries = 0; ; tries += 1) {
    try {
      return await attempt(asked, input, body, key)
    } catch (error) {
      if (!(error instanceof KeyHeld)) throw error
      if (tries >= WAIT.times) {
        context.header('retry-after', '5')
        throw new Problem(409, 'idempotency.in-progress')
      }
      await new Promise((resolve) => setTimeout(resolve, WAIT.each))
    }
  }
}

function attempt(asked: Asked, input: unknown, body: ApiBody, key?: string): Promise<KeptAnswer> {
  const { context, row, parts, read, page } = asked
  const owner = page.visitor.token?.id ?? read.actor.personId ?? ''
  const requestHash =
    key === undefined
      ? ''
      : hashOf(`${row.method} ${page.url.pathname}${page.url.search}`, body.raw)
  return parts.db.transaction().execute(async (db) => {
    const act: Act = {
      ...read,
      db,
      rights: read.rights.within?.(db) ?? read.rights,
      newId: parts.newId,
      enqueue: (job, data) => parts.enqueue(db, job, data),
    }
    const kept = key === undefined ? null : await keptAnswer(db, owner, key, requestHash)
    if (kept) {
      context.header('idempotent-replayed', 'true')
      return kept
    }
    await checkVersion(asked, act)
    const answer = answerOf(row, row.show(await row.act?.(act, input), page))
    if ('file' in answer) throw new Error('a write answers with JSON')
    if (key !== undefined) {
      await keepAnswer(db, { owner, key, request_hash: requestHash, kept_at: act.now, ...answer })
    }
    return answer
  })
}

/** `If-Match`: the writer's idea of the thing is held against what the read answers now. */
async function checkVersion({ context, row, page }: Asked, act: Act): Promise<void> {
  const wanted = context.req.header('if-match')
  const version = row.api?.version
  if (wanted === undefined || !version) return
  const value = await version.load?.(act, parse(version, context.req.param()))
  const now = answerOf(version, version.show(value, page))
  if ('file' in now) throw new Error('a version is read as JSON')
  const tags = wanted.split(',').map((tag) => tag.trim().replace(/^W\//, ''))
  if (!tags.includes('*') && !tags.includes(tagOf(now.body)))
    throw new Problem(412, 'version.changed')
}

const hashOf = (head: string, bytes: Uint8Array): string =>
  createHash('sha256').update(`${head}\n`).update(bytes).digest('hex')

const tagOf = (body: string): string =>
  `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`

type FileShown = Extract<Shown, { file: unknown }>

function answerOf(row: Route, shown: Shown): KeptAnswer | FileShown {
  if ('file' in shown) return shown
  if (!('json' in shown)) throw new Error(`${row.path} answers with a page`)
  return {
    status: shown.status ?? row.api?.status ?? 200,
    headers: {
      ...(shown.location ? { location: shown.location } : {}),
      ...(shown.next ? { link: `<${shown.next}>; rel="next"` } : {}),
    },
    body: JSON.stringify(shown.json),
  }
}

function json(context: Context, row: Route, { status, headers, body }: KeptAnswer): Response {
  for (const [name, value] of Object.entries(headers)) context.header(name, value)
  context.header('cache-control', row.method === 'GET' ? 'private, no-cache' : 'no-store')
  context.header('vary', 'authorization, cookie, accept-language')
  if (row.method === 'GET') {
    const tag = tagOf(body)
    context.header('etag', tag)
    if (isKnown(context, tag)) return context.body(null, 304)
  }
  context.header('content-type', 'application/json')
  return context.body(body, status as 200)
}

const isKnown = (context: Context, tag: string) =>
  (context.req.header('if-none-match') ?? '')
    .split(',')
    .some((known) => [tag, '*'].includes(known.trim().replace(/^W\//, '')))

function file(context: Context, shown: FileShown): Response {
  context.header('cache-control', 'private, no-cache')
  if (shown.hash) {
    context.header('etag', `"${shown.hash}"`)
    if (isKnown(context, `"${shown.hash}"`)) return context.body(null, 304)
  }
  context.header('content-type', shown.mime)
  context.header('content-security-policy', "default-src 'none'; sandbox")
  context.header(
    'content-disposition',
    `attachment; filename*=UTF-8''${encodeURIComponent(shown.name)}`,
  )
  return context.body(shown.file as string)
}

/** A refusal as RFC 9457 has it; `type` is an address of the reference page. */
export function refuseApi(
  context: Context,
  problem: Problem,
  lang: Lang,
  parts: ServerParts,
  status = 0,
): Response {
  const code = status || problem.status
  const { title, text } = parts.problemText(problem, lang)
  context.header('cache-control', 'no-store')
  context.header('content-type', 'application/problem+json')
  context.header('content-language', lang)
  if (code === 401) context.header('www-authenticate', 'Bearer realm="congtam"')
  const told = {
    ...problem.details,
    type: `/api#${problem.code}`,
    title,
    status: code,
    detail: text,
    code: problem.code,
    requestId: context.get('id'),
  }
  return context.body(JSON.stringify(told), code as 400)
}
