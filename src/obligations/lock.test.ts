// When forms and lines lock, who opens them again, what may change hands: claims by the calendar of 2024.

import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readCalendarPack, toWorkCalendar } from '../calendar/index.ts'
import { day } from '../lib/day.ts'
import type { Problem } from '../platform/index.ts'
import { formLock, isLineLocked } from './lock.ts'
import { decideOpening, newOpening } from './opening.ts'
import { assignment, reassignment } from './reassign.ts'
import type { Standing } from './standing.ts'

const calendar = toWorkCalendar(
  'test',
  readCalendarPack(
    readFileSync('packs/vn/working-calendar-2022-2027.csv', 'utf8'),
    readFileSync('packs/vn/special-days-2022-2027.csv', 'utf8'),
  ),
)
const codeOf = (work: () => unknown): string => {
  try {
    work()
    return 'ok'
  } catch (error) {
    return (error as Problem).code
  }
}

// The report of Q2/2024 is due on Monday 17/6/2024.
const lockOn = (today: string, workdays: number | null, openUntil: string | null = null) =>
  formLock(day('2024-06-17'), {
    calendar,
    today: day(today),
    workdays,
    openUntil: openUntil === null ? null : day(openUntil),
  })

test.each<[string, number | null, string | null, boolean]>([
  ['2025-12-31', null, null, false],
  ['2024-06-17', 0, null, false],
  ['2024-06-18', 0, null, true],
  ['2024-06-24', 5, null, false],
  ['2024-06-25', 5, null, true],
  ['2024-06-25', 5, '2024-06-25', false],
  ['2024-06-26', 5, '2024-06-25', true],
])(
  'on %s, locking after %s working days, opened until %s: locked %s',
  (today, n, until, locked) => {
    expect(lockOn(today, n, until).isLocked).toBe(locked)
  },
)

test.each<[string, string, Standing, string | null, boolean]>([
  // Its own form is locked, and so is the line in every later form.
  ['2024-06-25', '2024-06-17', 'overdue', null, true],
  ['2024-06-25', '2024-09-30', 'waiting', null, true],
  // In a form that still takes reports only what is long past is locked.
  ['2024-06-24', '2024-06-14', 'overdue', null, true],
  ['2024-06-24', '2024-06-17', 'overdue', null, false],
  // What came back may be corrected; what was opened may be sent.
  ['2024-06-25', '2024-06-17', 'returned', null, false],
  ['2024-06-25', '2024-06-17', 'overdue', '2024-06-28', false],
])(
  'on %s a duty due %s that is %s, opened until %s: locked %s',
  (today, due, standing, until, locked) => {
    const lock = lockOn(today, 5, until)
    const duty = { dueOn: day(due), standing }
    expect(isLineLocked(duty, lock, { calendar, today: day(today) })).toBe(locked)
  },
)

type Asked = { reason?: string; until?: string; isLocked?: boolean; pending?: boolean }
test.each<[Asked, string]>([
  [{}, 'ok'],
  [{ reason: ' ' }, 'opening.reason-missing'],
  [{ until: '2024-06-24' }, 'opening.day-past'],
  [{ until: '2024-07-23' }, 'ok'],
  [{ until: '2024-07-24' }, 'opening.day-too-far'],
  [{ isLocked: false }, 'opening.not-locked'],
  [{ pending: true }, 'opening.already-asked'],
])('asking to open %j on 25/6: %s', (asked, expected) => {
  const ask = () =>
    newOpening(
      { reason: asked.reason ?? 'Mất điện', until: day(asked.until ?? '2024-06-28') },
      {
        isLocked: asked.isLocked ?? true,
        pending: asked.pending ?? false,
        today: day('2024-06-25'),
        calendar,
      },
    )
  expect(codeOf(ask)).toBe(expected)
})

type Decided = {
  approve?: boolean
  note?: string
  by?: string
  isDecided?: boolean
  today?: string
}
test.each<[Decided, string]>([
  [{}, 'ok'],
  [{ by: 'a' }, 'opening.same-person'],
  [{ by: 'a', approve: false, note: 'x' }, 'opening.same-person'],
  [{ isDecided: true }, 'opening.already-decided'],
  [{ approve: false }, 'opening.reason-missing'],
  [{ approve: false, note: 'Chưa đủ lý do' }, 'ok'],
  [{ today: '2024-06-29' }, 'opening.day-past'],
])('deciding %j on what person a asked: %s', (decided, expected) => {
  const decide = () =>
    decideOpening(
      { approve: decided.approve ?? true, note: decided.note ?? '' },
      {
        askedBy: 'a',
        decider: decided.by ?? 'b',
        isDecided: decided.isDecided ?? false,
        until: day('2024-06-28'),
        today: day(decided.today ?? '2024-06-25'),
      },
    )
  expect(codeOf(decide)).toBe(expected)
})

type Moved = {
  ids?: string[]
  to?: string
  reason?: string
  due?: string
  standing?: Standing
  bound?: boolean
}
test.each<[Moved, string]>([
  [{}, 'ok'],
  [{ standing: 'overdue' }, 'ok'],
  [{ standing: 'returned' }, 'ok'],
  [{ standing: 'submitted' }, 'reassignment.already-sent'],
  [{ standing: 'accepted' }, 'reassignment.already-sent'],
  [{ to: 'u' }, 'reassignment.same-unit'],
  [{ ids: [] }, 'reassignment.nothing-chosen'],
  [{ ids: ['other'] }, 'duty.not-found'],
  [{ bound: true }, 'reassignment.bound-already'],
  [{ due: '2024-06-11' }, 'reassignment.day-past'],
  [{ due: '2024-06-12' }, 'ok'],
  [{ reason: '\n' }, 'reassignment.reason-missing'],
])('moving %j from unit u on 12/6: %s', (moved, expected) => {
  const move = () =>
    reassignment(
      {
        dutyIds: moved.ids ?? ['d'],
        toUnitId: moved.to ?? 'v',
        reason: moved.reason ?? 'Nhầm cơ quan',
        dueOn: moved.due ? day(moved.due) : null,
      },
      {
        unitId: 'u',
        duties: [{ id: 'd', standing: moved.standing ?? 'waiting' }],
        boundAlready: moved.bound ?? false,
        today: day('2024-06-12'),
      },
    )
  expect(codeOf(move)).toBe(expected)
})

test.each<[string | null, string]>([
  ['p', 'ok'],
  [null, 'ok'],
  ['elsewhere', 'assignment.post-elsewhere'],
])('giving a duty to post %s: %s', (postId, expected) => {
  const duties = [{ id: 'd', standing: 'waiting' as const }]
  const give = () =>
    assignment({ dutyIds: ['d'], postId, reason: 'Phân công' }, { duties, postIds: ['p'] })
  expect(codeOf(give)).toBe(expected)
})
