// Where signing in leads, and the cookies it leaves.

import { z } from 'zod'
import { type Entered, FACTOR_PAGE, sessionCookie } from '../auth/index.ts'
import type { Page } from '../platform/index.ts'

/** An address of this site. Browsers drop tabs and line ends and read `\` as `/`, so only plain signs pass. */
export const landing = z
  .string()
  .regex(/^\/(?!\/)[!-[\]-~]*$/)
  .catch('/office')

/** Holds, sealed, what the first factor proved, for the ten minutes until the second. */
export const STEP_COOKIE = 'congtam-step'

/** A cookie of the way in; an empty value takes it away. */
export function wayCookie(name: string, value: string, secure: boolean): string {
  const flags = `Path=/; HttpOnly; SameSite=Lax; Max-Age=${value === '' ? 0 : 600}`
  return `${secure ? '__Host-' : ''}${name}=${value}; ${flags}${secure ? '; Secure' : ''}`
}

/** What follows a right first factor, or a right code. */
export function signedIn(
  outcome: Entered,
  next: string,
  { secure }: Page,
): { redirect: string; setCookies: string[] } {
  if ('step' in outcome) {
    return {
      redirect: `/dang-nhap/ma?next=${encodeURIComponent(next)}`,
      setCookies: [wayCookie(STEP_COOKIE, outcome.step, secure)],
    }
  }
  const to = outcome.urged ? `${FACTOR_PAGE}?next=${encodeURIComponent(next)}` : next
  return { redirect: to, setCookies: [sessionCookie(outcome.secret, secure)] }
}
