import { describe, expect, test } from 'vitest'
import { day } from '../lib/day.ts'
import { dayOfText, type RosterColumn, readRoster, rosterColumns } from './roster.ts'

const TITLES = ['Họ tên', 'Thư điện tử', 'Mã đơn vị', 'Vị trí', 'Vai trò', 'Từ ngày']
const COLUMNS = rosterColumns(TITLES) as Map<RosterColumn, number>
const reading = {
  today: day('2024-06-12'),
  roleOf: (text: string) => (text === 'Cán bộ' ? ('officer' as const) : null),
}
const read = (...rows: string[][]) =>
  readRoster(
    rows.map((cells, at) => ({ line: at + 2, cells })),
    COLUMNS,
    reading,
  )
const LAN = ['Lê Thị Lan', 'Lan@xa.vn ', '05569', 'Văn phòng', 'Cán bộ', '5/6/2024']

describe('columns', () => {
  test.each([
    [TITLES],
    [['Từ ngày', 'VỊ TRÍ', 'ma don vi', 'Họ và tên', 'Email']],
    [['Name', 'E-mail', 'Unit code', 'Post', 'Role', 'From']],
  ])('are found by their titles, in any order: %s', (titles) => {
    expect(rosterColumns(titles)?.size).toBeGreaterThanOrEqual(4)
  })
  test('without a needed one there are none', () => {
    expect(rosterColumns(['Họ tên', 'Thư điện tử', 'Vị trí'])).toBeNull()
    expect(rosterColumns([])).toBeNull()
  })
})

describe('rows', () => {
  test('are read; empty ones passed over; blanks and capitals of addresses fall away', () => {
    const { rows, faults } = read(LAN, ['', ' ', '', '', '', ''], [...LAN.slice(0, 4)])
    expect(faults).toEqual([{ line: 4, column: 'email', code: 'twice', value: 'lan@xa.vn' }])
    expect(rows).toEqual([
      {
        line: 2,
        name: 'Lê Thị Lan',
        email: 'lan@xa.vn',
        unit: '05569',
        title: 'Văn phòng',
        role: 'officer',
        from: '2024-06-05',
      },
    ])
  })
  test.each([
    [0, '', 'name', 'missing'],
    [0, 'x'.repeat(201), 'name', 'too-long'],
    [1, 'lan', 'email', 'email'],
    [1, 'lan@xa', 'email', 'email'],
    [2, '', 'unit', 'missing'],
    [3, '', 'title', 'missing'],
    [4, 'Vua', 'role', 'role'],
    [5, '31/6/2024', 'from', 'day'],
    [5, 'mai', 'from', 'day'],
  ] as const)('column %i = "%s" is a fault of %s: %s', (at, text, column, code) => {
    const { rows, faults } = read(LAN.with(at, text))
    expect([rows.length, faults.map((each) => [each.line, each.column, each.code])]).toEqual([
      0,
      [[2, column, code]],
    ])
  })
  test('no role and no day are no faults: nothing is granted, from today', () => {
    const { rows } = read(LAN.with(4, '').with(5, ''))
    expect([rows[0]?.role, rows[0]?.from]).toEqual(['', '2024-06-12'])
  })
})

test.each([
  ['5/6/2024', '2024-06-05'],
  ['05-06-2024', '2024-06-05'],
  ['2024-06-05', '2024-06-05'],
  ['29/2/2023', null],
  ['6/2024', null],
  ['', null],
])('%s is the day %s', (text, on) => expect(dayOfText(text)).toBe(on))
