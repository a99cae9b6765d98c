// Codes of an authenticator (RFC 6238: SHA-1, six digits, thirty seconds) and one-time codes for when it is lost.

import { createHash, randomBytes } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'
import type { Instant } from '../lib/instant.ts'

const PERIOD = 30
/** Steps a device's clock may be off, either way. */
const DRIFT = 1
export const RECOVERY_CODES = 10

const generator = (secret: string, label = '') =>
  new TOTP({
    issuer: 'Công Tâm',
    label,
    algorithm: 'SHA1',
    digits: 6,
    period: PERIOD,
    secret: Secret.fromBase32(secret),
  })

/** A new shared secret of 160 bits, in base 32. */
export const newTotpSecret = (): string => new Secret({ size: 20 }).base32

/** The address that an authenticator reads from the picture. */
export const totpAddress = (secret: string, label: string): string =>
  generator(secret, label).toString()

/** The secret in groups of four, to be typed by hand. */
export const spelled = (secret: string): string => secret.replace(/(.{4})(?=.)/g, '$1 ')

/** The step whose code this is, at most one step off the time; null when it fits none. */
export function totpStep(secret: string, code: string, at: Instant): number | null {
  const token = code.replace(/\s/g, '')
  if (!/^\d{6}$/.test(token)) return null
  const timestamp = Date.parse(at)
  const delta = generator(secret).validate({ token, timestamp, window: DRIFT })
  return delta === null ? null : Math.floor(timestamp / 1000 / PERIOD) + delta
}

/** Codes to be written down, easy to read aloud, 79 bits each. */
export const newRecoveryCodes = (): string[] => Array.from({ length: RECOVERY_CODES }, recoveryCode)

const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789'

function recoveryCode(): string {
  let code = ''
  // Bytes of 248 and above would make the first letters likelier than the rest.
  while (code.length < 16) {
    for (const byte of randomBytes(24)) if (byte < 248) code += LETTERS[byte % 31]
  }
  return code.slice(0, 16).replace(/(.{4})(?=.)/g, '$1-')
}

/** What is kept of a recovery code; blanks, hyphens and capitals do not matter. */
export const recoveryHash = (code: string): string =>
  createHash('sha256').update(code.toLowerCase().replace(/[\s-]/g, '')).digest('hex')
