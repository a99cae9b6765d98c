// Passwords: argon2id with OWASP's parameters; a wrong account costs as much time as a wrong password.

import { randomBytes } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import { searchKey } from '../lib/text.ts'
import { Problem } from '../platform/index.ts'
import { isCommon } from './common-passwords.ts'

const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }
const SHORTEST = 10
const LONGEST = 200

/** Whom a password is for: nothing of theirs may stand in it. */
export type PasswordOwner = { name: string; email: string }

/** The hash to keep. Refuses what is no secret: too short, among the first that anyone tries, or one's own name.
 * No other composition is asked for (NIST SP 800-63B §5.1.1.2). */
export async function passwordHash(password: string, owner?: PasswordOwner): Promise<string> {
  const text = password.normalize('NFC')
  if ([...text].length < SHORTEST) throw new Problem(422, 'password.too-short', { least: SHORTEST })
  if (text.length > LONGEST) throw new Problem(422, 'password.too-long', { most: LONGEST })
  const plain = lettersAndDigits(text)
  if (isCommon(plain) || isCommon(text.toLowerCase())) throw new Problem(422, 'password.common')
  if (owner && isPersonal(plain, owner)) throw new Problem(422, 'password.personal')
  return await hash(text, COST)
}

const lettersAndDigits = (text: string) => searchKey(text).replace(/[^a-z0-9]/g, '')

/** The whole name, or the part of the address before its @, where that is more than three signs. */
function isPersonal(plain: string, { name, email }: PasswordOwner): boolean {
  const own = [lettersAndDigits(name), lettersAndDigits(email.split('@')[0] ?? '')]
  return own.some((word) => word.length > 3 && plain.includes(word))
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
