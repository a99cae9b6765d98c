// What an integration shows to be known: a random secret with a name in front, so that a leaked one is recognised.

import { randomBytes } from 'node:crypto'
import { type Day, daysBetween } from '../lib/day.ts'
import { Problem } from '../platform/index.ts'
import { PERMISSIONS } from './role.ts'

const MARK = 'congtam_'
export const LONGEST_DAYS = 3 * 366
export const MOST_PER_MINUTE = 60_000

export const newToken = (): string => MARK + randomBytes(32).toString('base64url')

export const isToken = (text: string): boolean => /^congtam_[\w-]{43}$/.test(text)

export type TokenDraft = {
  name: string
  scopes: readonly string[]
  perMinute: number
  expiresOn: Day
}

/** A token as it may be issued. Refuses unknown scopes, and an end that is past or too far. */
export function tokenDraft(draft: TokenDraft, today: Day): TokenDraft {
  const name = draft.name.normalize('NFC').replace(/\s+/g, ' ').trim().slice(0, 120)
  if (name === '') throw new Problem(422, 'token.name-missing')
  const scopes = [...new Set(draft.scopes)].sort()
  if (scopes.length === 0) throw new Problem(422, 'token.scope-missing')
  const unknown = scopes.filter((scope) => !(PERMISSIONS as readonly string[]).includes(scope))
  if (unknown.length > 0) throw new Problem(422, 'token.scope-unknown', { scope: unknown[0] })
  const days = daysBetween(today, draft.expiresOn)
  if (days < 1 || days > LONGEST_DAYS) throw new Problem(422, 'token.expiry-out-of-range')
  return { ...draft, name, scopes }
}
