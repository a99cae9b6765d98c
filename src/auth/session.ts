// A session: a random secret in a cookie, only its hash in the database; idle and absolute end.

import { createHash, randomBytes } from 'node:crypto'

export const IDLE_HOURS = 8
export const LIFE_HOURS = 24

export const newSecret = (): string => randomBytes(32).toString('base64url')

export const secretHash = (secret: string): string =>
  createHash('sha256').update(secret).digest('hex')

/** The token every form of the session carries: derived, so nothing more needs keeping. */
export const csrfToken = (secret: string): string =>
  createHash('sha256').update(`form:${secret}`).digest('base64url')

/** `__Host-` binds the cookie to this host and TLS; without TLS the plain name. */
export const cookieName = (secure: boolean): string => (secure ? '__Host-congtam' : 'congtam')

export function sessionCookie(secret: string, secure: boolean): string {
  const life = secret === '' ? 0 : LIFE_HOURS * 3600
  const flags = `Path=/; HttpOnly; SameSite=Lax; Max-Age=${life}${secure ? '; Secure' : ''}`
  return `${cookieName(secure)}=${secret}; ${flags}`
}

/** The value of one cookie of a Cookie header; null when it is not there. */
export function cookie(header: string | null, name: string): string | null {
  for (const part of (header ?? '').split(';')) {
    const [key, ...value] = part.trim().split('=')
    if (key === name) return value.join('=') || null
  }
  return null
}
