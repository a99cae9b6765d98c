// What is asked of every request before a row runs: well-formed input, own page, held right, right that reaches.

import type { Context } from 'hono'
import type { Read } from './act.ts'
import { Problem } from './problem.ts'
import type { Page, Route, Visitor } from './route.ts'
import type { ServerParts } from './server-parts.ts'

/** What a load gets, and what a view gets beside its value. */
export function openRead(
  context: Context,
  parts: ServerParts,
  visitor: Visitor,
  moment: ReturnType<ServerParts['clock']>,
): { read: Read; page: Page } {
  const { now, today, trueNow } = moment
  const { actor, rights, lang } = visitor
  return {
    read: {
      db: parts.db,
      now,
      today,
      trueNow,
      actor,
      rights,
      lang,
      client: clientOf(context, parts.secure),
      session: visitor.sessionId,
      files: parts.files,
      secrets: parts.secrets,
      ...(parts.recall ? { recall: parts.recall } : {}),
      ...(parts.watch ? { watch: parts.watch } : {}),
    },
    page: {
      visitor,
      lang,
      url: new URL(context.req.url),
      now,
      today,
      entries: {},
      problem: null,
      secure: parts.secure,
      asset: parts.asset,
    },
  }
}

/** Behind a proxy its own entry, the last of the list, is the one that cannot be forged. */
export function clientOf(context: Context, secure: boolean): Read['client'] {
  const cookies = context.req.header('cookie') ?? ''
  const incoming = (
    context.env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined
  )?.incoming
  const forwarded = secure
    ? context.req.header('x-forwarded-for')?.split(',').at(-1)?.trim()
    : undefined
  return {
    address: forwarded || incoming?.socket?.remoteAddress || 'unknown',
    agent: context.req.header('user-agent') ?? '',
    cookie: (name) =>
      cookies
        .split(';')
        .map((part) => part.trim())
        .find((part) => part.startsWith(`${name}=`))
        ?.slice(name.length + 1) || null,
  }
}

export function parse(row: Route, entries: Record<string, unknown>): unknown {
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
export function checkOrigin(
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
  if (origin && origin !== 'null' && (!URL.canParse(origin) || new URL(origin).host !== host)) {
    throw new Problem(403, 'request.foreign')
  }
  if (!site && !origin) throw new Problem(403, 'request.foreign')
  if (row.beforeSession || visitor.sessionId === null) return
  const token = entries.csrf ?? context.req.header('x-csrf-token')
  if (token !== visitor.csrf) throw new Problem(403, 'request.stale-form')
}

/** Asked before the input is looked at, so that nothing is learnt from how it is refused. */
export function checkHolds(row: Route, read: Read): void {
  if (row.may === 'public') return
  if (read.actor.personId === null && !read.actor.tokenId) throw new Problem(401, 'session.needed')
  if (row.may === 'signed-in') return
  if (!read.rights.holds(row.may)) throw new Problem(403, 'right.missing')
}

export async function checkReach(row: Route, read: Read, input: unknown): Promise<void> {
  if (row.may === 'public' || row.may === 'signed-in' || !row.unit) return
  const unitId = await row.unit(read, input)
  if (unitId === null) throw new Problem(404, 'page.not-found')
  if (row.own && unitId !== read.actor.unitId) throw new Problem(403, 'right.missing')
  if (!(await read.rights.may(row.may, unitId))) throw new Problem(403, 'right.missing')
}

/** The message of an unexpected error may hold data: only its kind and place are told. */
export const describe = (error: unknown) =>
  error instanceof Error
    ? [
        error.name,
        (error as { code?: string }).code,
        error.stack?.split('\n').slice(1, 6).join(' | '),
      ]
        .filter(Boolean)
        .join(' ')
    : 'unknown'
