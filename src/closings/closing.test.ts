import { describe, expect, test } from 'vitest'
import { day } from '../lib/day.ts'
import type { DutyListed, Standing } from '../obligations/index.ts'
import { Problem } from '../platform/index.ts'
import { type Choice, openTasks, requireException, settleDuties } from './closing.ts'

const duty = (id: string, obligationId: string, standing: Standing, position = 1) =>
  ({
    id,
    unitId: `u-${id}`,
    obligationId,
    number: obligationId,
    title: obligationId,
    position,
    standing,
  }) as DutyListed

const codeOf = (work: () => unknown): string => {
  try {
    work()
    return 'done'
  } catch (error) {
    if (error instanceof Problem) return error.code
    throw error
  }
}

describe('what is open when a year is closed', () => {
  test.each([
    ['overdue', true],
    ['returned', true],
    ['due-soon', true],
    ['waiting', true],
    ['submitted', false],
    ['accepted', false],
  ] as const)('%s', (standing, isOpen) => {
    expect(openTasks([duty('a', '1', standing)])).toHaveLength(isOpen ? 1 : 0)
  })

  test('duties stand under their task, in the plan’s order', () => {
    const tasks = openTasks([
      duty('c', '9', 'overdue', 9),
      duty('a', '1', 'overdue', 1),
      duty('b', '9', 'returned', 9),
    ])
    expect(tasks.map(({ number, duties }) => [number, duties.length])).toEqual([
      ['1', 1],
      ['9', 2],
    ])
  })
})

describe('what becomes of it', () => {
  const tasks = openTasks([duty('a', '1', 'overdue', 1), duty('b', '2', 'overdue', 2)])
  const settle = (choices: [string, Choice][]) => settleDuties(tasks, new Map(choices))

  test('carried over unless a task is dropped, and then with its reason', () => {
    expect(settle([['2', { fate: 'dropped', reason: ' Đã sáp nhập ' }]])).toEqual([
      { unitId: 'u-a', dutyId: 'a', fate: 'carried', reason: '' },
      { unitId: 'u-b', dutyId: 'b', fate: 'dropped', reason: 'Đã sáp nhập' },
    ])
  })
  test('dropped without a reason is refused, named by its number', () => {
    expect(codeOf(() => settle([['2', { fate: 'dropped', reason: ' ' }]]))).toBe(
      'closing.drop-reason-missing',
    )
  })
  test('a choice about a task with nothing open changes nothing', () => {
    expect(settle([['77', { fate: 'dropped', reason: '' }]])).toHaveLength(2)
  })
})

describe('an exception', () => {
  test.each([
    ['today', '2025-01-10', 'Mất điện', 'done'],
    ['sixty days', '2025-03-11', 'Mất điện', 'done'],
    ['sixty-one days', '2025-03-12', 'Mất điện', 'closing.until-out-of-range'],
    ['yesterday', '2025-01-09', 'Mất điện', 'closing.until-out-of-range'],
    ['no reason', '2025-01-20', ' ', 'closing.reason-missing'],
  ])('%s', (_, until, reason, code) => {
    expect(codeOf(() => requireException({ until: day(until), reason }, day('2025-01-10')))).toBe(
      code,
    )
  })
})
