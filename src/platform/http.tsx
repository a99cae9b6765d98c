// From route rows to a server: read → (transaction: act | load) → show. Headers, CSRF, errors, one log line.

import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { compress } from 'hono/compress'
import type { VNode } from 'preact'
import type { Act, Read } from './act.ts'
import { checkHolds, checkOrigin, checkReach, describe, openRead, parse } from './admit.ts'
import { answerApi, refuseApi } from './answer-api.ts'
import { askAgain } from './ask-again.ts'
import { readEntries } from './entries.ts'
import { STREAM_HEADERS } from './events.ts'
import { matchesPath } from './paths.ts'
import { asProblem, Problem } from './problem.ts'
import { rateLimiter } from './rate.ts'
import type { Page, Route, Shown } from './route.ts'
import { type RequestLine, requestId, type ServerParts } from './server-parts.ts'
import { type PageBytes, pageBytes, pageText, sendBytes, takesGzip } from './zipped-page.ts'

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
  const limiter = rateLimiter(parts.stopwatch)
  server.use(compress())
  server.use(async (context, next) => {
    context.set('id', requestId(context.req.header('x-request-id')))
    await next()
    for (const [name, value] of Object.entries(HEADERS)) {
      if (!context.res.headers.has(name)) context.res.headers.set(name, value)
    }
    context.res.headers.set('x-request-id', context.get('id'))
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
      (context) =>
        row.api ? answerApi(context, row, parts, limiter) : answer(context, row, parts),
    )
  }
  server.notFound((context) => {
    const { path } = context.req
    const known = routes.filter((row) => row.api && matchesPath(row.path, path))
    if (known.length === 0)
      return answerProblem(context, null, parts, new Problem(404, 'page.not-found'))
    const allow = [...new Set(known.map((row) => row.method))].join(', ')
    context.header('allow', allow)
    return answerProblem(context, null, parts, new Problem(405, 'request.method', { allow }))
  })
  server.onError((error, context) => {
    log(context, null, parts, { status: 500, error: describe(error) })
    return isApi(context)
      ? refuseApi(context, new Problem(503, 'server.failed'), 'vi', parts)
      : context.text('500', 500)
  })
  return server
}

/** Paths under `/api/` are answered to machines: problems as JSON, never a page. */
const isApi = (context: Context) => context.req.path.startsWith('/api/')

function log(
  context: Context,
  row: Route | null,
  parts: ServerParts,
  line: Partial<RequestLine> & { status: number },
): void {
  parts.log({
    id: context.get('id'),
    method: row?.method ?? context.req.method,
    route: row?.path ?? '(none)',
    ms: 0,
    ...line,
  })
}

async function answer(context: Context, row: Route, parts: ServerParts): Promise<Response> {
  const started = parts.stopwatch()
  const told = (status: number, more: { problem?: string; error?: string } = {}) =>
    log(context, row, parts, { status, ms: Math.round(parts.stopwatch() - started), ...more })
  const moment = parts.clock()
  const visitor = await parts.identify(context.req.raw, {
    ...moment,
    db: parts.db,
    recall: parts.recall,
  })
  const { read, page } = openRead(context, parts, visitor, moment)
  if (row.method === 'GET' && !isApi(context)) keepLanguage(context, page)
  const inTransaction = <T,>(work: (act: Act) => Promise<T>): Promise<T> =>
    parts.db.transaction().execute((db) =>
      work({
        ...read,
        db,
        rights: read.rights.within?.(db) ?? read.rights,
        newId: parts.newId,
        enqueue: (job, data) => parts.enqueue(db, job, data),
      }),
    )
  let entries: Record<string, unknown> = {}
  try {
    entries = await readEntries(context)
    if (row.method !== 'GET') checkOrigin(context, row, visitor, entries)
    if (visitor.heldAt && row.may !== 'public' && !row.whileHeld) {
      told(303)
      return await send(context, row, { redirect: visitor.heldAt }, false)
    }
    if (row.recalled && parts.recall && visitor.standing) {
      const bytes = await parts.recall(
        keptAs(context, page, visitor.standing.key),
        visitor.standing.version,
        () => make(context, row, read, page),
      )
      told(200)
      context.header('cache-control', 'no-store')
      return sendBytes(context, bytes, 200)
    }
    checkHolds(row, read)
    const parsed = parse(row, entries)
    await checkReach(row, read, parsed)
    if (row.method !== 'GET' && visitor.confirmDue && parts.signOff.covers(row.may)) {
      const asked = await askAgain(parts.signOff, page, entries, inTransaction)
      if (asked) {
        told(asked.status ?? 200)
        return await send(context, row, asked, false)
      }
    }
    const input = row.ask ? await row.ask(read, parsed) : parsed
    const change = row.act
    const value = change
      ? await inTransaction((act) => change(act, input))
      : await row.load?.(read, input)
    const shown = row.show(value, page)
    const response =
      'events' in shown
        ? new Response(parts.streams.open(shown.events), { headers: STREAM_HEADERS })
        : await send(context, row, shown, visitor.sessionId === null)
    told(response.status)
    return response
  } catch (thrown) {
    const error = asProblem(thrown)
    if (error instanceof Problem) {
      told(error.status, { problem: error.code })
      if (row.retry && ![401, 403, 404].includes(error.status)) {
        const again = { ...page, entries, problem: error }
        const shown = await showAgain(context, row.retry, read, again).catch(() => null)
        if (shown) return shown
      }
      return refuse(context, error, page, parts)
    }
    // The message of an unexpected error may hold data: only its kind and place are logged.
    told(500, { error: describe(error) })
    return refuse(context, new Problem(409, 'server.failed'), page, parts, 500)
  }
}

/** Whose page it is, where, in what form; and the minute, which every page tells at its foot. */
const keptAs = (context: Context, { url, lang, now }: Page, visitor: string) =>
  ['page', visitor, lang, takesGzip(context), now.slice(0, 16), url.pathname + url.search].join(' ')

/** The page of a row that only reads, as bytes. */
async function make(context: Context, row: Route, read: Read, page: Page): Promise<PageBytes> {
  checkHolds(row, read)
  const input = parse(row, await readEntries(context))
  await checkReach(row, read, input)
  const shown = row.show(await row.load?.(read, input), page)
  if (!('html' in shown)) throw new Error(`${row.path} is recalled and shows no page`)
  return await pageBytes(context, pageText(shown.html))
}

async function showAgain(context: Context, retry: Route, read: Read, page: Page) {
  const input = parse(retry, { ...page.entries, ...context.req.param(), again: '1' })
  const value = await retry.load?.(read, input)
  const shown = retry.show(value, page)
  if ('events' in shown) throw new Error(`${retry.path} shows no page`)
  return send(
    context,
    retry,
    'html' in shown ? { ...shown, status: page.problem?.status ?? 422 } : shown,
    false,
  )
}

/** A language that was chosen holds for the pages after. */
function keepLanguage(context: Context, { lang, secure }: Page): void {
  if (context.req.query('lang') !== lang) return
  const cookie = `lang=${lang}; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`
  context.header('set-cookie', cookie, { append: true })
}

/** Only what a visitor without a session sees may be kept by others: the frame names who is signed in. */
async function send(
  context: Context,
  row: Route,
  shown: Exclude<Shown, { events: unknown }>,
  isAnonymous: boolean,
): Promise<Response> {
  if (row.cache === 'public' && isAnonymous) {
    context.header('vary', 'cookie')
    context.header(
      'cache-control',
      'public, max-age=30, stale-while-revalidate=300, stale-if-error=86400',
    )
    if ('etag' in shown && shown.etag) {
      // Weak: the same figures, compressed or not.
      const etag = `W/"${shown.etag}"`
      context.header('etag', etag)
      if (context.req.header('if-none-match')?.includes(etag)) return context.body(null, 304)
    }
  } else {
    context.header('cache-control', 'no-store')
  }
  if ('html' in shown) return await html(context, shown.html, shown.status ?? 200)
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

const html = async (context: Context, document: VNode, status: number): Promise<Response> =>
  sendBytes(context, await pageBytes(context, pageText(document)), status)

async function refuse(
  context: Context,
  problem: Problem,
  page: Page,
  parts: ServerParts,
  status = 0,
): Promise<Response> {
  const code = status || problem.status
  context.header('cache-control', 'no-store')
  if (isApi(context) || context.req.header('accept') === 'application/json') {
    return refuseApi(context, problem, page.lang, parts, status)
  }
  if (code === 401) {
    const from = page.url.pathname + page.url.search
    return context.redirect(`/dang-nhap?next=${encodeURIComponent(from)}`, 303)
  }
  return await html(context, parts.problemPage(problem, page), code)
}

async function answerProblem(
  context: Context,
  row: Route | null,
  parts: ServerParts,
  problem: Problem,
): Promise<Response> {
  const moment = parts.clock()
  const visitor = await parts.identify(context.req.raw, {
    ...moment,
    db: parts.db,
    recall: parts.recall,
  })
  const { page } = openRead(context, parts, visitor, moment)
  log(context, row, parts, { status: problem.status, problem: problem.code })
  return refuse(context, problem, page, parts)
}
