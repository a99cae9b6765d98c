// Who may ask for how much time, when a granted day counts, and how a request and its duties stand.

import { expect, test } from 'vitest'
import { day } from '../lib/day.ts'
import type { Standing } from '../obligations/index.ts'
import type { Problem } from '../platform/index.ts'
import {
  type Extendable,
  extensionLines,
  isInTime,
  lineState,
  openOf,
  stateOf,
} from './extension.ts'

const duty = (dueOn: string, more: Partial<Extendable> = {}): Extendable => ({
  id: 'a',
  standing: 'waiting',
  dueOn: day(dueOn),
  originalDueOn: day(dueOn),
  ...more,
})
const codeOf = (work: () => unknown): string => {
  try {
    work()
    return 'ok'
  } catch (error) {
    return (error as Problem).code
  }
}

test.each<[string, string, boolean]>([
  ['2024-06-17', '2024-06-14', true],
  ['2024-06-17', '2024-06-16', true],
  ['2024-06-17', '2024-06-17', false],
  ['2024-06-17', '2024-06-18', false],
])('due %s, asked %s: counts %s', (dueOn, askedOn, counts) => {
  expect(isInTime(day(dueOn), day(askedOn))).toBe(counts)
})

test('a second request is measured by the first due day, not by the granted one', () => {
  const [line] = extensionLines(
    { dutyIds: ['a'], reason: 'x', wantedOn: day('2024-08-01') },
    {
      duties: [duty('2024-07-20', { originalDueOn: day('2024-06-17') })],
      pending: [],
      today: day('2024-07-01'),
    },
  )
  expect(line).toEqual({ dutyId: 'a', dueOn: '2024-06-17', inTime: false })
})

type Ask = {
  wanted?: string
  reason?: string
  ids?: string[]
  standing?: Standing
  pending?: string[]
}
test.each<[Ask, string]>([
  [{}, 'ok'],
  [{ ids: ['a', 'a'] }, 'ok'],
  [{ ids: [] }, 'extension.nothing-chosen'],
  [{ ids: ['b'] }, 'duty.not-found'],
  [{ reason: '  ' }, 'extension.reason-missing'],
  [{ wanted: '2024-06-01' }, 'extension.day-past'],
  [{ wanted: '2024-06-17' }, 'extension.day-not-later'],
  [{ wanted: '2024-06-15' }, 'extension.day-not-later'],
  [{ standing: 'submitted' }, 'extension.already-sent'],
  [{ standing: 'accepted' }, 'extension.already-sent'],
  [{ standing: 'returned' }, 'ok'],
  [{ standing: 'overdue' }, 'ok'],
  [{ pending: ['a'] }, 'extension.already-asked'],
])('asking %j: %s', (ask, expected) => {
  const asked = () =>
    extensionLines(
      {
        dutyIds: ask.ids ?? ['a'],
        reason: ask.reason ?? 'Chờ hướng dẫn',
        wantedOn: day(ask.wanted ?? '2024-06-28'),
      },
      {
        duties: [duty('2024-06-17', ask.standing ? { standing: ask.standing } : {})],
        pending: ask.pending ?? [],
        today: day('2024-06-12'),
      },
    )
  expect(codeOf(asked)).toBe(expected)
})

const WAITING = { decidedAt: null, grantedOn: null, withdrawnAt: null }
test.each([
  [WAITING, 'waiting'],
  [{ ...WAITING, decidedAt: 'x', grantedOn: day('2024-06-28') }, 'granted'],
  [{ ...WAITING, decidedAt: 'x' }, 'refused'],
  [{ ...WAITING, withdrawnAt: 'x' }, 'withdrawn'],
  [{ decidedAt: 'x', grantedOn: day('2024-06-28'), withdrawnAt: 'x' }, 'granted'],
  [{ decidedAt: 'x', grantedOn: null, withdrawnAt: 'x' }, 'refused'],
] as const)('a duty of a request, %j, stands as %s', (line, state) => {
  expect(lineState(line)).toBe(state)
})

test.each([
  [3, 0, 0, null, 'waiting', 3],
  [3, 1, 1, null, 'waiting', 1],
  [3, 3, 0, null, 'granted', 0],
  [3, 0, 3, null, 'refused', 0],
  [3, 2, 1, null, 'partly-granted', 0],
  [3, 0, 0, 'x', 'withdrawn', 0],
  [3, 1, 0, 'x', 'partly-granted', 0],
  [3, 0, 1, 'x', 'refused', 0],
  [1, 1, 0, null, 'granted', 0],
] as const)(
  'of %i duties %i granted, %i refused, taken back %s: %s, %i open',
  (lines, granted, refused, withdrawnAt, state, open) => {
    const request = { lines, granted, refused, withdrawnAt }
    expect(stateOf(request)).toBe(state)
    expect(openOf(request)).toBe(open)
  },
)
