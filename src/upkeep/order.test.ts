import { describe, expect, test } from 'vitest'
import { loadOrder } from './order.ts'

describe('the order in which tables are filled', () => {
  test.each([
    [['b', 'a'], [], ['a', 'b']],
    [
      ['a', 'b', 'c'],
      ['a>b', 'b>c'],
      ['c', 'b', 'a'],
    ],
    [
      ['unit', 'duty', 'line'],
      ['duty>unit', 'line>duty', 'line>unit', 'unit>unit'],
      ['unit', 'duty', 'line'],
    ],
  ])('%j with %j', (tables, references, order) => {
    const pairs = references.map((pair) => {
      const [from = '', to = ''] = pair.split('>')
      return { from, to }
    })
    expect(loadOrder(tables, pairs)).toEqual(order)
  })

  test('a circle is refused by the names in it', () => {
    const circle = [
      { from: 'a', to: 'b' },
      { from: 'b', to: 'a' },
    ]
    expect(() => loadOrder(['a', 'b', 'c'], circle)).toThrow('tables in a circle: a, b')
  })
})
