import { expect, test } from 'vitest'
import { secretsOf } from './seal.ts'

const key = new Uint8Array(32).fill(7)
const { seal, open, given } = secretsOf(key, { door: 's' })

test('what is sealed opens with the same key, about the same thing, and only whole', () => {
  const sealed = seal('bí mật', 'person:1')
  expect(open(sealed, 'person:1')).toBe('bí mật')
  expect(open(sealed, 'person:2')).toBeNull()
  expect(secretsOf(new Uint8Array(32).fill(8)).open(sealed, 'person:1')).toBeNull()
  for (const at of [3, 12, 20, sealed.length - 2]) {
    const other = sealed[at] === 'A' ? 'B' : 'A'
    expect(open(sealed.slice(0, at) + other + sealed.slice(at + 1), 'person:1')).toBeNull()
  }
  for (const odd of ['', 'v1', 'v1.', 'v2.abcd', 'v1.AAAA']) expect(open(odd, 'x')).toBeNull()
})

test('the same text seals differently each time, and shows nothing of itself', () => {
  expect(seal('bí mật', 'a')).not.toBe(seal('bí mật', 'a'))
  expect(Buffer.from(seal('AAAAAAAA', 'a').slice(3), 'base64url').toString()).not.toContain('AAAA')
})

test('a key that is too short is a mistake, a secret not given is null', () => {
  expect(() => secretsOf(new Uint8Array(16))).toThrow(RangeError)
  expect([given('door'), given('window')]).toEqual(['s', null])
})
