// From route rows to a server: read → (transaction: act | load) → show. Headers, CSRF, errors, one log line.

import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { VNode } from 'preact'
import { renderToString } from 'preact-render-to-string'
import type { Day } from '../lib/day.ts'
import type { Instant } from '../lib/instant.ts'
import type { Act, FileStore, Read } from './act.ts'
import type { Db } from './database.ts'
import { Problem } from './problem.ts'
import type { Page, Route, Shown, Visitor } from './route.ts'
import type { Lang } from './words.ts'

export type RequestLog = (line: {
  method: string
  route: string
  status: number
  ms: number
  problem?: string
  error?: string
}) => void

export type ServerParts = {
  db: Db
  files: FileStore
  clock: () => { now: Instant; today: Day }
  newId: () => string
  enqueue: (db: Db, job: string, data: Record<string, unknown>) => Promise<void>
  identify: (request: Request, db: Db, now: Instant, today: Day) => Promise<Visitor>
  /** Whole document that tells a reader what was refused, or what broke. */
  problemPage: (problem: Problem, page: Page) => VNode
  asset: (name: string) => string
  log: RequestLog
  /** Milliseconds, for durations only. */
  stopwatch: () => number
  /** Behind TLS: cookies are Secure and HSTS is sent. */
  secure: boolean
}

const MEGABYTE = 1_000_000

const HEADERS: Record<string, string> = {
  'content-security-policy':
    "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'permissions-policy': 'camera=(self), geolocation=(), microphone=()',
  'cross-origin-opener-policy': 'same-origin',
}

/** The server as a function from request to response; `app` puts it on a port, tests call it directly. */
export function serveRoutes(routes: readonly Route[], parts: ServerParts): Hono {
  const server = new Hono({ strict: false })
  server.use(async (context, next) => {
    await next()
    for (const [name, value] of Object.entries(HEADERS)) {
      if (!context.res.headers.has(name)) context.res.headers.set(name, value)
    }
    if (parts.secure) {
      context.res.headers.set('strict-transport-security', 'max-age=31536000; includeSubDomains')
    }
  })
  for (const row of routes) {
    server.on(
      row.method,
      row.path,
      bodyLimit({
        maxSize: row.maxBody ?? MEGABYTE,
        onError: (context) =>
          answerProblem(context, row, parts, new Problem(413, 'input.too-large', {})),
      }),
      (context) => answer(context, row, parts),
    )
  }
  server.notFound((context) =>
    answerProblem(context, null, parts, new Problem(404, 'page.not-found')),
  )
  return server
}

async function answer(context: Context, row: Route, parts: ServerParts): Promise<Response> {
  const started = parts.stopwatch()
  const log = (status: number, more: { problem?: string; error?: string } = {}) =>
    parts.log({
      method: row.method,
      route: row.path,
      status,
      ms: Math.round(parts.stopwatch() - started),
      ...more,
    })
  const { now, today } = parts.clock()
  const visitor = await parts.identify(context.req.raw, parts.db, now, today)
  const read: Read = {
    db: parts.db,
    now,
    today,
    actor: visitor.actor,
    rights: visitor.rights,
    lang: visitor.lang,
    client: clientOf(context, parts.secure),
    session: visitor.sessionId,
    files: parts.files,
  }
  const page: Page = {
    visitor,
    lang: visitor.lang,
    url: new URL(context.req.url),
    now,
    today,
    entries: {},
    problem: null,
    secure: parts.secure,
    asset: parts.asset,
  }
  let entries: Record<string, unknown> = {}
  try {
    entries = await readEntries(context)
    if (row.method !== 'GET') checkOrigin(context, row, visitor, entries)
    checkHolds(row, read)
    const input = parse(row, entries)
    await checkReach(row, read, input)
    const change = row.act
    const value = change
      ? await parts.db.transaction().execute(async (db) => {
          const act: Act = {
            ...read,
            db,
            newId: parts.newId,
            enqueue: (job, data) => parts.enqueue(db, job, data),
          }
          return await change(act, input)
        })
      : await row.load?.(read, input)
    const response = send(context, row, row.show(value, page), visitor.sessionId === null)
    log(response.status)
    return response
  } catch (error) {
    if (error instanceof Problem) {
      log(error.status, { problem: error.code })
      if (row.retry && ![401, 403, 404].includes(error.status)) {
        const again = { ...page, entries, problem: error }
        const shown = await showAgain(context, row.retry, read, again).catch(() => null)
        if (shown) return shown
      }
      return refuse(context, error, page, parts)
    }
    // The message of an unexpected error may hold data: only its kind and place are logged.
    log(500, { error: describe(error) })
    return refuse(context, new Problem(409, 'server.failed'), page, parts, 500)
  }
}

/** Behind a proxy its own entry, the last of the list, is the one that cannot be forged. */
function clientOf(context: Context, secure: boolean): Read['client'] {
  const incoming = (
    context.env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined
  )?.incoming
  const forwarded = secure
    ? context.req.header('x-forwarded-for')?.split(',').at(-1)?.trim()
    : undefined
  return {
    address: forwarded || incoming?.socket?.remoteAddress || 'unknown',
    agent: context.req.header('user-agent') ?? '',
  }
}

const describe = (error: unknown) =>
  error instanceof Error
    ? [
        error.name,
        (error as { code?: string }).code,
        error.stack?.split('\n').slice(1, 6).join(' | '),
      ]
        .filter(Boolean)
        .join(' ')
    : 'unknown'

async function showAgain(context: Context, retry: Route, read: Read, page: Page) {
  const input = parse(retry, { ...page.entries, ...context.req.param(), again: '1' })
  const value = await retry.load?.(read, input)
  const shown = retry.show(value, page)
  return send(
    context,
    retry,
    'html' in shown ? { ...shown, status: page.problem?.status ?? 422 } : shown,
    false,
  )
}

/** Path, query and form fields as one object; a name given several times becomes a list. */
async function readEntries(context: Context): Promise<Record<string, unknown>> {
  const entries: Record<string, unknown> = {}
  for (const [name, values] of Object.entries(context.req.queries())) {
    entries[name] = values.length > 1 ? values : values[0]
  }
  if (context.req.method !== 'GET') Object.assign(entries, await readBody(context))
  return { ...entries, ...context.req.param() }
}

async function readBody(context: Context): Promise<Record<string, unknown>> {
  const kind = context.req.header('content-type') ?? ''
  try {
    if (kind.startsWith('application/json')) {
      const body: unknown = await context.req.json()
      if (body === null || typeof body !== 'object' || Array.isArray(body)) return { body }
      return body as Record<string, unknown>
    }
    if (/^(multipart\/form-data|application\/x-www-form-urlencoded)/.test(kind)) {
      return await context.req.parseBody({ all: true })
    }
  } catch (error) {
    if ((error as Error).name === 'BodyLimitError') throw new Problem(413, 'input.too-large')
    throw new Problem(400, 'input.unreadable')
  }
  return {}
}

function parse(row: Route, entries: Record<string, unknown>): unknown {
  const parsed = row.input.safeParse(entries)
  if (parsed.success) return parsed.data
  const issues = parsed.error.issues.map(({ path, code, message }) => ({
    field: path.join('.'),
    code,
    message,
  }))
  throw new Problem(422, 'input.invalid', { issues })
}

/** A write is accepted only from our own pages: same Origin, and the session's token. */
function checkOrigin(
  context: Context,
  row: Route,
  visitor: Visitor,
  entries: Record<string, unknown>,
) {
  const site = context.req.header('sec-fetch-site')
  const origin = context.req.header('origin')
  const own = new URL(context.req.url)
  const host = context.req.header('host') ?? own.host
  if (site && site !== 'same-origin' && site !== 'none') throw new Problem(403, 'request.foreign')
  if (origin && origin !== 'null' && new URL(origin).host !== host) {
    throw new Problem(403, 'request.foreign')
  }
  if (!site && !origin) throw new Problem(403, 'request.foreign')
  if (row.beforeSession || visitor.sessionId === null) return
  const token = entries.csrf ?? context.req.header('x-csrf-token')
  if (token !== visitor.csrf) throw new Problem(403, 'request.stale-form')
}

/** Asked before the input is looked at, so that nothing is learnt from how it is refused. */
function checkHolds(row: Route, read: Read): void {
  if (row.may === 'public') return
  if (read.actor.personId === null) throw new Problem(401, 'session.needed')
  if (row.may === 'signed-in') return
  if (!read.rights.holds(row.may)) throw new Problem(403, 'right.missing')
}

async function checkReach(row: Route, read: Read, input: unknown): Promise<void> {
  if (row.may === 'public' || row.may === 'signed-in' || !row.unit) return
  const unitId = await row.unit(read, input)
  if (unitId === null) throw new Problem(404, 'page.not-found')
  if (row.own && unitId !== read.actor.unitId) throw new Problem(403, 'right.missing')
  if (!(await read.rights.may(row.may, unitId))) throw new Problem(403, 'right.missing')
}

/** Only what a visitor without a session sees may be kept by others: the frame names who is signed in. */
function send(context: Context, row: Route, shown: Shown, isAnonymous: boolean): Response {
  if (row.cache === 'public' && isAnonymous) {
    context.header('vary', 'cookie')
    context.header(
      'cache-control',
      'public, max-age=30, stale-while-revalidate=300, stale-if-error=86400',
    )
  } else {
    context.header('cache-control', 'no-store')
  }
  if ('html' in shown) return html(context, shown.html, shown.status ?? 200)
  if ('json' in shown) return context.json(shown.json as object, (shown.status ?? 200) as 200)
  if ('redirect' in shown) {
    for (const cookie of shown.setCookies ?? [])
      context.header('set-cookie', cookie, { append: true })
    return context.redirect(shown.redirect, 303)
  }
  const name = encodeURIComponent(shown.name)
  context.header('content-type', shown.mime)
  context.header('content-security-policy', "default-src 'none'; sandbox")
  context.header(
    'content-disposition',
    `${shown.inline ? 'inline' : 'attachment'}; filename*=UTF-8''${name}`,
  )
  return context.body(shown.file as string)
}

const html = (context: Context, document: VNode, status: number) =>
  context.html(`<!doctype html>${renderToString(document)}`, status as 200)

function refuse(context: Context, problem: Problem, page: Page, parts: ServerParts, status = 0) {
  const code = status || problem.status
  context.header('cache-control', 'no-store')
  const wantsJson =
    page.url.pathname.startsWith('/api/') || context.req.header('accept') === 'application/json'
  if (wantsJson) {
    context.header('content-type', 'application/problem+json')
    return context.body(
      JSON.stringify({ type: problem.code, status: code, ...problem.details }),
      code as 400,
    )
  }
  if (code === 401) {
    const from = page.url.pathname + page.url.search
    return context.redirect(`/dang-nhap?next=${encodeURIComponent(from)}`, 303)
  }
  return html(context, parts.problemPage(problem, page), code)
}

async function answerProblem(
  context: Context,
  row: Route | null,
  parts: ServerParts,
  problem: Problem,
): Promise<Response> {
  const { now, today } = parts.clock()
  const visitor = await parts.identify(context.req.raw, parts.db, now, today)
  const page: Page = {
    visitor,
    lang: visitor.lang as Lang,
    url: new URL(context.req.url),
    now,
    today,
    entries: {},
    problem: null,
    secure: parts.secure,
    asset: parts.asset,
  }
  parts.log({
    method: context.req.method,
    route: row?.path ?? '(none)',
    status: problem.status,
    ms: 0,
    problem: problem.code,
  })
  return refuse(context, problem, page, parts)
}
