// Passwords: argon2id with OWASP's parameters; a wrong account costs as much time as a wrong password.

import { randomBytes } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import { Problem } from '../platform/index.ts'

const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }
const SHORTEST = 10
const LONGEST = 200

/** The hash to keep. Refuses what is too short to be a secret. */
export async function passwordHash(password: string): Promise<string> {
  const text = password.normalize('NFC')
  if ([...text].length < SHORTEST) throw new Problem(422, 'password.too-short', { least: SHORTEST })
  if (text.length > LONGEST) throw new Problem(422, 'password.too-long', { most: LONGEST })
  return await hash(text, COST)
}

let stranger: Promise<string> | undefined

/** Whether the password fits. For an unknown account, or one without a password, false after the same work. */
export async function passwordFits(kept: string | null, password: string): Promise<boolean> {
  stranger ??= hash(randomBytes(32).toString('hex'), COST)
  const text = password.normalize('NFC').slice(0, LONGEST)
  const fits = await verify(kept ?? (await stranger), text)
  return fits && kept !== null
}

/** A password to hand over once, easy to read aloud. */
export function oneTimePassword(): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789'
  return [...randomBytes(16)]
    .map((byte, at) => (at > 0 && at % 4 === 0 ? '-' : '') + letters[byte % 31])
    .join('')
}
