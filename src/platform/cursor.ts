// Lists in pages: a cursor tells the key of the last row shown, so that rows added meanwhile neither hide nor
// repeat one. Opaque to callers; read back strictly.

import { type ZodType, z } from 'zod'
import { Problem } from './problem.ts'
import type { Page, Shown } from './route.ts'

export const MOST_ROWS = 200

/** The query every list takes. */
export const listQuery = {
  limit: z.coerce.number().int().min(1).max(MOST_ROWS).default(50),
  cursor: z.string().max(600).optional(),
}

export const toCursor = (key: readonly (string | number)[]): string =>
  Buffer.from(JSON.stringify(key)).toString('base64url')

/** The key in a cursor, null at the beginning. Refuses what we did not give out. */
export function fromCursor<T>(cursor: string | undefined, key: ZodType<T>): T | null {
  if (cursor === undefined) return null
  try {
    const read = key.safeParse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')))
    if (read.success) return read.data
  } catch {
    // Told below, as any other cursor that cannot be read.
  }
  throw new Problem(422, 'cursor.unreadable')
}

export type Listed<T> = { items: T[]; next: string | null }

/** One page of rows that were read with one more than `limit`. */
export function pageOfRows<R, T>(
  rows: readonly R[],
  limit: number,
  key: (row: R) => readonly (string | number)[],
  show: (row: R) => T,
): Listed<T> {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    items: shown.map(show),
    next: rows.length > limit && last !== undefined ? toCursor(key(last)) : null,
  }
}

/** The answer of a list: its items, and the address of the next page or null. */
export function showList({ items, next }: Listed<unknown>, page: Page): Shown {
  if (next === null) return { json: { items, next: null } }
  const query = new URLSearchParams(page.url.search)
  query.set('cursor', next)
  const address = `${page.url.pathname}?${query}`
  return { json: { items, next: address }, next: address }
}

/** The shape of a list's answer. */
export const listOf = (item: ZodType): ZodType =>
  z.object({ items: z.array(item), next: z.string().nullable() })
