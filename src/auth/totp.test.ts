import { TOTP } from 'otpauth'
import { describe, expect, test } from 'vitest'
import type { Instant } from '../lib/instant.ts'
import {
  newRecoveryCodes,
  newTotpSecret,
  recoveryHash,
  spelled,
  totpAddress,
  totpStep,
} from './totp.ts'

/** RFC 6238, appendix B: the SHA-1 key "12345678901234567890" in base 32; the last six of eight digits. */
const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
const at = (seconds: number) => new Date(seconds * 1000).toISOString() as Instant

describe('codes of RFC 6238', () => {
  test.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_111_111_111, '050471'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
    [20_000_000_000, '353130'],
  ])('at %i s the code is %s', (seconds, code) => {
    expect(totpStep(SECRET, code, at(seconds))).toBe(Math.floor(seconds / 30))
    expect(totpStep(SECRET, `${code.slice(0, 3)} ${code.slice(3)}`, at(seconds))).not.toBeNull()
  })

  /** The code of step 37037036 (1 111 111 080 – 1 111 111 109 s). */
  test.each([
    [1_111_111_049, null],
    [1_111_111_050, 37_037_036],
    [1_111_111_080, 37_037_036],
    [1_111_111_109, 37_037_036],
    [1_111_111_139, 37_037_036],
    [1_111_111_140, null],
  ])('a clock one step off is forgiven, two are not: %i s', (seconds, step) => {
    expect(totpStep(SECRET, '081804', at(seconds))).toBe(step)
  })

  test.each(['', '28708', '2870822', '28708a', '٢٨٧٠٨٢', 'abcdef'])('"%s" is no code', (code) => {
    expect(totpStep(SECRET, code, at(59))).toBeNull()
  })
})

test('a secret has 160 bits, its address is read by other authenticators', () => {
  const secret = newTotpSecret()
  expect(secret).toMatch(/^[A-Z2-7]{32}$/)
  expect(newTotpSecret()).not.toBe(secret)
  const address = totpAddress(secret, 'an@xa.vn')
  expect(address).toMatch(/^otpauth:\/\/totp\/C%C3%B4ng%20T%C3%A2m:an%40xa\.vn\?/)
  expect(address).toContain(`secret=${secret}`)
  expect(spelled(secret).split(' ')).toHaveLength(8)
  const code = new TOTP({ secret }).generate({ timestamp: 59_000 })
  expect(totpStep(secret, code, at(59))).toBe(1)
})

test('ten recovery codes differ, and are known again however they are typed', () => {
  const codes = newRecoveryCodes()
  expect(new Set(codes).size).toBe(10)
  for (const code of codes) {
    expect(code).toMatch(/^[a-hj-km-np-z2-9]{4}(-[a-hj-km-np-z2-9]{4}){3}$/)
    expect(recoveryHash(` ${code.toUpperCase().replaceAll('-', ' ')} `)).toBe(recoveryHash(code))
    expect(recoveryHash(code)).not.toContain(code.slice(0, 4))
  }
})
