// What a request carries, as one object of fields: path, query, form, JSON.

import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import type { Context } from 'hono'
import { Problem } from './problem.ts'
import type { Route } from './route.ts'

const inflate = promisify(gunzip)

/** Path, query and form fields as one object; a name given several times becomes a list. */
export async function readEntries(context: Context): Promise<Record<string, unknown>> {
  // Fields are laid side by side, never assigned: a field named `__proto__` is a field.
  const query = Object.fromEntries(
    Object.entries(context.req.queries()).map(([name, values]) => [
      name,
      values.length > 1 ? values : values[0],
    ]),
  )
  const body = context.req.method === 'GET' ? {} : await readBody(context)
  const all = { ...query, ...body, ...context.req.param() }
  if (!isPlain(all)) throw new Problem(400, 'input.unreadable')
  return all
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

export type ApiBody = {
  entries: Record<string, unknown>
  /** The body as it counts for "the same request": inflated, otherwise untouched. */
  raw: Uint8Array
}

const NOTHING = new Uint8Array(0)
const JSON_TYPE = /^application\/(json|[\w.+-]+\+json)\s*(;|$)/i

/** What a request to a row under `/api` carries: of a read the query, of a write the JSON or the file. */
export async function readApiEntries(context: Context, row: Route): Promise<ApiBody> {
  const query: Record<string, unknown> = {}
  for (const [name, values] of Object.entries(context.req.queries())) {
    if (name !== 'lang') query[name] = values.length > 1 ? values : values[0]
  }
  const params = context.req.param()
  if (row.method === 'GET') return plain({ ...query, ...params }, NOTHING)
  const raw = await readBytes(context, row.api?.inflated)
  const kind = context.req.header('content-type') ?? ''
  if (row.api?.bytes) return plain({ ...query, ...params, bytes: raw }, raw)
  if (raw.length === 0) return plain(params, raw)
  if (!JSON_TYPE.test(kind)) throw new Problem(415, 'input.unsupported-type')
  const entries = { ...readJson(raw), ...params }
  // What is UTF-8 holds NUL and halves of characters only where they are spelled out.
  const isSafe = row.api?.readsEachItem || !raw.includes(BACKSLASH)
  return isSafe ? { ...plain(params, raw), entries } : plain(entries, raw)
}

const BACKSLASH = 0x5c

function plain(entries: Record<string, unknown>, raw: Uint8Array): ApiBody {
  try {
    if (isPlain(entries)) return { entries, raw }
  } catch (error) {
    // Deeper than can be looked through.
    if (!(error instanceof RangeError)) throw error
  }
  throw new Problem(400, 'input.unreadable')
}

/** Whether a text column can hold it: no NUL, no half of a character. */
function isPlain(value: unknown): boolean {
  if (typeof value === 'string') return !/[\0\p{Surrogate}]/u.test(value)
  if (value === null || typeof value !== 'object' || value instanceof Uint8Array) return true
  return Object.entries(value).every(([name, item]) => isPlain(name) && isPlain(item))
}

function readJson(raw: Uint8Array): Record<string, unknown> {
  try {
    const body: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(raw))
    if (body !== null && typeof body === 'object' && !Array.isArray(body))
      return body as Record<string, unknown>
  } catch {
    // Refused below, as every body that is not one JSON object.
  }
  throw new Problem(400, 'input.unreadable')
}

async function readBytes(context: Context, inflated: number | undefined): Promise<Uint8Array> {
  const encoding = context.req.header('content-encoding')?.toLowerCase() ?? 'identity'
  if (encoding !== 'identity' && (encoding !== 'gzip' || inflated === undefined)) {
    context.header('accept-encoding', inflated === undefined ? 'identity' : 'gzip')
    throw new Problem(415, 'input.unsupported-encoding')
  }
  let bytes: Uint8Array
  try {
    bytes = new Uint8Array(await context.req.arrayBuffer())
  } catch (error) {
    if ((error as Error).name === 'BodyLimitError') throw new Problem(413, 'input.too-large')
    throw new Problem(400, 'input.unreadable')
  }
  if (encoding === 'identity') return bytes
  try {
    return new Uint8Array(await inflate(bytes, { maxOutputLength: inflated ?? 0 }))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE')
      throw new Problem(413, 'input.too-large')
    throw new Problem(400, 'input.unreadable')
  }
}
