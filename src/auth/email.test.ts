import { expect, test } from 'vitest'
import { isEmail } from './email.ts'

test.each<[string, boolean]>([
  ['lan@xa.vn', true],
  ['lan.le+1@xa.thainguyen.gov.vn', true],
  ['lan@xa', false],
  ['lan xa.vn', false],
  ['a@b@c.vn', false],
  ['<lan@xa.vn>', false],
  ['"lan"@xa.vn', false],
  ['lan@xa.vn,an@xa.vn', false],
  // Invisible: a zero-width blank, a byte-order mark, a line break that would begin a header.
  ['lan\u200b@xa.vn', false],
  ['\ufefflan@xa.vn', false],
  ['lan@xa.vn\nbcc: x@y.vn', false],
  [`${'a'.repeat(250)}@xa.vn`, false],
])('%j may be an address: %s', (text, may) => {
  expect(isEmail(text)).toBe(may)
})
