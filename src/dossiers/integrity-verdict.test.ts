// What is said of a sign, as tables of claims: the newest row speaks, undoing leaves the sign as it was found.

import { expect, test } from 'vitest'
import type { Instant } from '../lib/instant.ts'
import {
  isLeftOut,
  requireVerdict,
  type Verdict,
  type VerdictRow,
  verdictInForce,
} from './integrity-verdict.ts'

const row = (
  minute: number,
  verdict: VerdictRow['verdict'],
  detector: VerdictRow['detector'] = 'no-time',
): VerdictRow => ({
  id: String(minute).padStart(4, '0'),
  detector,
  verdict,
  reason: '',
  at: `2026-08-05T08:${String(minute).padStart(2, '0')}:00.000+07:00` as Instant,
  by: 'p',
})

test.each<[string, VerdictRow[], Verdict | null]>([
  ['nobody said anything', [], null],
  ['confirmed', [row(1, 'confirmed')], 'confirmed'],
  ['set aside', [row(1, 'set-aside')], 'set-aside'],
  ['taken back', [row(1, 'set-aside'), row(2, 'undone')], null],
  [
    'said again after that',
    [row(1, 'set-aside'), row(2, 'undone'), row(3, 'confirmed')],
    'confirmed',
  ],
  [
    'in whatever order rows come',
    [row(3, 'undone'), row(1, 'confirmed'), row(2, 'set-aside')],
    null,
  ],
  ['of another sign', [row(1, 'confirmed', 'no-result')], null],
])('%s', (_claim, rows, verdict) => {
  expect(verdictInForce(rows, 'no-time')).toBe(verdict)
})

test('two rows of one instant: the one made later speaks', () => {
  const [first, second] = [row(1, 'set-aside'), { ...row(1, 'undone' as const), id: '0002' }]
  expect(verdictInForce([second, first], 'no-time')).toBeNull()
})

test.each<[boolean, Verdict | null, boolean]>([
  [true, null, true],
  [false, null, false],
  [true, 'set-aside', false],
  [false, 'set-aside', false],
  [true, 'confirmed', true],
  [false, 'confirmed', true],
])('detector excludes %s, verdict %s: left out %s', (excludes, verdict, isOut) => {
  expect(isLeftOut(excludes, verdict)).toBe(isOut)
})

type Asked = Parameters<typeof requireVerdict>[0]
const asked: Asked = { verdict: 'set-aside', inForce: null, hasSign: true, isOwnUnit: false }
test.each<[string, Partial<Asked>, string | null]>([
  ['a first word', {}, null],
  ['the other word', { inForce: 'confirmed' }, null],
  ['the same word', { inForce: 'set-aside' }, 'integrity.said-already'],
  ['a sign that is not seen', { hasSign: false }, 'integrity.no-sign'],
  ['one’s own unit', { isOwnUnit: true }, 'integrity.own-unit'],
  ['taking back', { verdict: 'undone', inForce: 'confirmed' }, null],
  ['taking back what nobody said', { verdict: 'undone' }, 'integrity.nothing-to-undo'],
  [
    'taking back after the sign is gone',
    { verdict: 'undone', inForce: 'confirmed', hasSign: false },
    null,
  ],
])('%s', (_claim, change, code) => {
  const say = () => requireVerdict({ ...asked, ...change })
  if (code === null) expect(say).not.toThrow()
  else expect(say).toThrow(code)
})
