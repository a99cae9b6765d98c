import { expect, test } from 'vitest'
import { type Serving, servingOf, sumWork, taskHref, workOf } from './serving.ts'

const NONE = { total: 0, onTime: 0, late: 0, open: 0, overdue: 0 }
const task = (number: string, items: string[], dimensions: number[]): Serving => ({
  planItemId: number,
  plan: { slug: '99-2024', number: '99/KH-UBND' },
  kind: 'task',
  number,
  title: `Việc ${number}`,
  items,
  dimensions,
  work: NONE,
  units: [],
})
const ALL = [
  task('1', [], [7]),
  task('2', ['7.3'], []),
  task('3', ['7.3.3'], [1, 7]),
  task('4', ['D7'], []),
  task('5', [], [1]),
]

test.each([
  ['7.3.3', ['3 item', '2 above', '4 above', '1 dimension']],
  ['7.3', ['2 item', '4 above', '1 dimension', '3 dimension']],
  ['D7', ['4 item', '1 dimension', '3 dimension']],
  ['1.1.1', ['3 dimension', '5 dimension']],
  ['8.1', []],
  ['TOTAL', []],
  ['9.9', []],
])('%s is served by %j', (item, expected) => {
  expect(servingOf(ALL, item).map((it) => `${it.number} ${it.nearness}`)).toEqual(expected)
})

test('on time, late and open make the total; overdue ones are open', () => {
  const tally = {
    total: 10,
    expected: 8,
    sent: 6,
    onTime: 4,
    accepted: 3,
    returned: 1,
    overdueOpen: 2,
  }
  expect(workOf(tally)).toEqual({ total: 10, onTime: 4, late: 2, open: 4, overdue: 2 })
  expect(sumWork([workOf(tally), workOf(tally)])).toEqual({
    total: 20,
    onTime: 8,
    late: 4,
    open: 8,
    overdue: 4,
  })
  expect(sumWork([])).toEqual(NONE)
})

test('a task is opened by its plan and number', () => {
  expect(taskHref(task('2.13', [], []))).toBe('/office/tasks/99-2024/2.13')
})
