// Secrets at rest: AES-256-GCM under the instance's key, each bound to what it is about.

import { createCipheriv, createDecipheriv, createSecretKey, randomBytes } from 'node:crypto'

export type Secrets = {
  /** `text` made unreadable for whoever has the database but not the key. */
  seal(text: string, about: string): string
  /** What was sealed about just this; null when it was damaged, moved, or sealed with another key. */
  open(sealed: string, about: string): string | null
  /** A secret the operator gave from outside, by its name; null without one. */
  given(name: string): string | null
}

const VERSION = 'v1'
const NONCE = 12
const TAG = 16

/** Random bytes are drawn for many nonces at once; none is used twice. */
function nonces(): () => Buffer {
  let pool = Buffer.alloc(0)
  return () => {
    if (pool.length < NONCE) pool = randomBytes(NONCE * 256)
    const nonce = pool.subarray(0, NONCE)
    pool = pool.subarray(NONCE)
    return nonce
  }
}

/** Secrets under a key of 32 bytes. */
export function secretsOf(
  key: Uint8Array,
  given: Readonly<Record<string, string | null>> = {},
): Secrets {
  if (key.length !== 32) throw new RangeError('the key of an instance has 32 bytes')
  const secret = createSecretKey(key)
  const nextNonce = nonces()
  return {
    given: (name) => given[name] ?? null,
    seal(text, about) {
      const nonce = nextNonce()
      const cipher = createCipheriv('aes-256-gcm', secret, nonce)
      cipher.setAAD(Buffer.from(about))
      const whole = Buffer.concat([
        nonce,
        cipher.update(text, 'utf8'),
        cipher.final(),
        cipher.getAuthTag(),
      ])
      return `${VERSION}.${whole.toString('base64url')}`
    },
    open(sealed, about) {
      const [version, text = ''] = sealed.split('.')
      const whole = Buffer.from(text, 'base64url')
      if (version !== VERSION || whole.length < NONCE + TAG) return null
      const decipher = createDecipheriv('aes-256-gcm', secret, whole.subarray(0, NONCE))
      decipher.setAAD(Buffer.from(about))
      decipher.setAuthTag(whole.subarray(-TAG))
      try {
        const body = decipher.update(whole.subarray(NONCE, -TAG))
        return Buffer.concat([body, decipher.final()]).toString('utf8')
      } catch {
        return null
      }
    },
  }
}
