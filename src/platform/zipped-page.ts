// A page as bytes: packed once, off the main thread, and kept for those who ask for the same again.

import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { Context } from 'hono'
import type { VNode } from 'preact'
import { renderToString } from 'preact-render-to-string'

const pack = promisify(gzip)
const LEVEL = 5
/** Shorter pages go as they are. */
const WORTH_PACKING = 1024

export type PageBytes = { text: string } | { packed: Uint8Array }

export const pageText = (document: VNode): string => `<!doctype html>${renderToString(document)}`

/** Packs a page when the reader can unpack it. */
export async function pageBytes(context: Context, text: string): Promise<PageBytes> {
  if (text.length < WORTH_PACKING || !takesGzip(context)) return { text }
  return { packed: await pack(text, { level: LEVEL }) }
}

export function sendBytes(context: Context, bytes: PageBytes, status: number): Response {
  if ('text' in bytes) return context.html(bytes.text, status as 200)
  const { packed } = bytes
  const vary = context.res.headers.get('vary')
  context.header('vary', vary ? `${vary}, accept-encoding` : 'accept-encoding')
  context.header('content-type', 'text/html; charset=UTF-8')
  context.header('content-encoding', 'gzip')
  context.header('content-length', String(packed.length))
  return context.body(packed as Uint8Array<ArrayBuffer>, status as 200)
}

/** `gzip;q=0` says no; a wildcard is left to the general rule. */
export const takesGzip = (context: Context): boolean =>
  /(?:^|,)\s*gzip\s*(?:;\s*q=(?:1|0?\.0*[1-9])[\d.]*\s*)?(?:,|$)/i.test(
    context.req.header('accept-encoding') ?? '',
  )
