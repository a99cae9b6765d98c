// Who may ask for how much time, what may be granted, and when a granted day counts.

import { expect, test } from 'vitest'
import { type Day, day } from '../lib/day.ts'
import type { Standing } from '../obligations/index.ts'
import type { Problem } from '../platform/index.ts'
import { decision, type Extendable, extensionLines, isInTime, stateOf } from './extension.ts'

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
] as const)('%j stands as %s', (row, state) => {
  expect(stateOf(row)).toBe(state)
})

type Deciding = {
  day?: string | null
  reason?: string
  state?: 'granted' | 'withdrawn'
  own?: boolean
}
test.each<[Deciding, string]>([
  [{}, 'ok'],
  [{ day: '2024-07-31' }, 'ok'],
  [{ day: '2024-06-17' }, 'extension.day-not-later'],
  [{ day: '2024-06-01' }, 'extension.day-past'],
  [{ day: null }, 'extension.refusal-needs-reason'],
  [{ day: null, reason: 'Đã gia hạn một lần' }, 'ok'],
  [{ state: 'granted' }, 'extension.already-decided'],
  [{ state: 'withdrawn' }, 'extension.already-decided'],
  [{ own: true }, 'extension.own-request'],
])('deciding %j: %s', (deciding, expected) => {
  const grantedOn = deciding.day === undefined ? '2024-06-28' : deciding.day
  const decide = () =>
    decision(
      { grantedOn: grantedOn as Day | null, reason: deciding.reason ?? '' },
      { unitId: 'u', state: deciding.state ?? 'waiting', dueDays: [day('2024-06-17')] },
      { unitId: deciding.own ? 'u' : 'r', today: day('2024-06-12') },
    )
  expect(codeOf(decide)).toBe(expected)
})
