// What may be decided on a request: duty by duty, all at once, or some now and the others later.

import { expect, test } from 'vitest'
import { type Day, day } from '../lib/day.ts'
import type { Problem } from '../platform/index.ts'
import { type Answer, type DecidableLine, type Deciding, decisions, verbOf } from './decision.ts'

const TODAY = day('2024-06-12')
const LINES: DecidableLine[] = [
  { dutyId: 'a', state: 'waiting', dueOn: day('2024-06-17') },
  { dutyId: 'b', state: 'waiting', dueOn: day('2024-09-16') },
  { dutyId: 'moved', state: 'waiting', dueOn: null },
  { dutyId: 'done', state: 'granted', dueOn: day('2024-06-17') },
  { dutyId: 'back', state: 'withdrawn', dueOn: day('2024-06-17') },
]
const yes = (on: string, reason = ''): Answer => ({ grantedOn: on as Day, reason })
const no = (reason = ''): Answer => ({ grantedOn: null, reason })

const decide = (
  lines: Record<string, Answer>,
  rest: Answer | null,
  { own = false, among = LINES }: { own?: boolean; among?: DecidableLine[] } = {},
) => {
  const deciding: Deciding = {
    lines: Object.entries(lines).map(([dutyId, answer]) => ({ dutyId, ...answer })),
    rest,
  }
  const decider = { unitId: own ? 'u' : 'r', today: TODAY }
  return decisions(deciding, { unitId: 'u', lines: among }, decider)
}
const told = (work: () => ReturnType<typeof decide>): string => {
  try {
    return work()
      .map(({ dutyId, grantedOn, reason }) => `${dutyId} ${grantedOn ?? `no: ${reason}`}`)
      .join(', ')
  } catch (error) {
    return (error as Problem).code
  }
}

test.each<[string, Record<string, Answer>, Answer | null, string]>([
  ['one of several', { a: yes('2024-06-28') }, null, 'a 2024-06-28'],
  [
    'each its own',
    { a: yes('2024-06-28'), b: no(' Đủ người ') },
    null,
    'a 2024-06-28, b no: Đủ người',
  ],
  ['all at once', {}, yes('2024-12-20'), 'a 2024-12-20, b 2024-12-20, moved 2024-12-20'],
  ['all refused', {}, no('Không'), 'a no: Không, b no: Không, moved no: Không'],
  [
    'all but one',
    { b: no('Không') },
    yes('2024-12-20'),
    'b no: Không, a 2024-12-20, moved 2024-12-20',
  ],
  ['later than asked for', { a: yes('2025-03-31') }, null, 'a 2025-03-31'],
  ['a moved duty has no day to pass', { moved: yes('2024-06-13') }, null, 'moved 2024-06-13'],
  ['nothing', {}, null, 'extension.nothing-decided'],
  ['a refusal without words', { a: no('  ') }, null, 'extension.refusal-needs-reason'],
  ['a day that is past', { a: yes('2024-06-11') }, null, 'extension.day-past'],
  ['the day in force', { a: yes('2024-06-17') }, null, 'extension.day-not-later'],
  ['one of all not later', {}, yes('2024-06-28'), 'extension.day-not-later'],
  ['decided before', { done: yes('2024-06-28') }, null, 'extension.already-decided'],
  ['taken back', { a: yes('2024-06-28'), back: no('x') }, null, 'extension.already-decided'],
  ['of another request', { z: yes('2024-06-28') }, null, 'duty.not-found'],
])('%s', (_, lines, rest, expected) => {
  expect(told(() => decide(lines, rest))).toBe(expected)
})

test('nobody decides on a request of their own unit', () => {
  expect(told(() => decide({}, yes('2024-12-20'), { own: true }))).toBe('extension.own-request')
})

test('a request with nothing open is decided', () => {
  const among = LINES.filter(({ state }) => state !== 'waiting')
  expect(told(() => decide({}, yes('2024-12-20'), { among }))).toBe('extension.already-decided')
})

test('a duty is answered once', () => {
  const twice = ['2024-06-28', '2024-06-27'].map((on) => ({ dutyId: 'a', ...yes(on) }))
  const deciding = { lines: twice, rest: null }
  const work = () =>
    decisions(deciding, { unitId: 'u', lines: LINES }, { unitId: 'r', today: TODAY })
  expect(told(work)).toBe('extension.duty-twice')
})

test('every faulty duty is named, and none stands', () => {
  const work = () => decide({ a: yes('2024-06-17'), b: no(), moved: yes('2024-12-20') }, null)
  expect(work).toThrow(
    expect.objectContaining({
      code: 'extension.day-not-later',
      details: {
        issues: [
          { field: 'grantedOn.a', code: 'extension.day-not-later', message: '' },
          { field: 'reason.b', code: 'extension.refusal-needs-reason', message: '' },
        ],
      },
    }),
  )
})

test.each<[string, Answer[], number, string]>([
  ['all granted', [yes('2024-06-28'), yes('2024-06-29')], 2, 'extension.granted'],
  ['all refused', [no('x'), no('y')], 2, 'extension.refused'],
  ['mixed', [yes('2024-06-28'), no('y')], 2, 'extension.decided'],
  ['granted, one left open', [yes('2024-06-28')], 2, 'extension.decided'],
  ['refused, one left open', [no('x')], 2, 'extension.decided'],
])('%s is told as such', (_, answers, asked, verb) => {
  expect(verbOf(answers, asked)).toBe(verb)
})
