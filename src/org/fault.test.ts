// Which rows of a table stand, beside which units: a table of claims.

import { describe, expect, test } from 'vitest'
import { day } from '../lib/day.ts'
import { changesOf, inFull, type KnownUnit, rowsWithin } from './change.ts'
import type { UnitLevel } from './directory.ts'
import { soundRows } from './fault.ts'
import { readUnitRows } from './import.ts'
import { placesByCode, staysUnder } from './under.ts'

/** `code<parent from..to` */
function unit(text: string): KnownUnit {
  const [, code = '', parent, from = '', to] =
    /^(\w+)(?:<(\w+))? (\d{4})\.\.(\d{4})?$/.exec(text) ?? []
  return {
    id: `${code}@${from}`,
    code,
    level: 'district' as UnitLevel,
    name: code,
    fullName: code,
    type: '',
    dossierCode: null,
    aliases: [],
    parentCode: parent ?? null,
    validFrom: day(`${from}-01-01`),
    validTo: to ? day(`${to}-01-01`) : null,
  }
}
const rowsOf = (texts: readonly string[]) =>
  texts.map((text, at) => {
    const { id: _, ...row } = unit(text)
    return { ...row, line: at + 1 }
  })

const P = 'P 2000..'
const KNOWN = [P, 'A<P 2000..', 'B<P 2000..', 'a<A 2000..']

/** Units there are, rows, and what is said of each faulty row. */
const CLAIMS: [string, string[], string[], string[]][] = [
  ['a new unit under one that stands', KNOWN, ['c<B 2020..'], []],
  [
    'a new unit under a new one of the same table, in any order',
    KNOWN,
    ['d<C 2020..', 'C<P 2020..'],
    [],
  ],
  ['what stands already', KNOWN, KNOWN, []],
  ['nobody bears the parent’s code', KNOWN, ['c<X 2020..'], ['1 parent-unknown']],
  ['the parent begins later', [P, 'C<P 2022..'], ['c<C 2020..'], ['1 parent-not-standing']],
  ['the parent has ended', [P, 'C<P 2000..2019'], ['c<C 2020..'], ['1 parent-not-standing']],
  ['the parent ends first', [P, 'C<P 2000..2024'], ['c<C 2020..'], ['1 outlives-parent']],
  ['it ends with its parent', [P, 'C<P 2000..2024'], ['c<C 2020..2024'], []],
  ['another bears the parent’s code next', [P, 'C<P 2000..2024', 'C<P 2024..'], ['c<C 2020..'], []],
  ['… but not at once', [P, 'C<P 2000..2024', 'C<P 2025..'], ['c<C 2020..'], ['1 outlives-parent']],
  ['the code is borne', KNOWN, ['a<B 2020..'], ['1 still-standing']],
  ['the code is borne, and the table ends that', KNOWN, ['a<A 2000..2020', 'a<B 2020..'], []],
  [
    'the row that ends it is faulty itself',
    KNOWN,
    ['a<X 2000..2020', 'a<B 2020..'],
    ['1 parent-unknown', '2 still-standing'],
  ],
  ['twice in the table', KNOWN, ['c<A 2020..', 'c<A 2020..'], ['2 duplicate']],
  ['overlapping in the table', KNOWN, ['c<A 2020..', 'c<A 2021..'], ['2 overlap']],
  ['a unit ends with units below it', KNOWN, ['A<P 2000..2025'], ['1 children-outlive']],
  ['… whose end the table tells', KNOWN, ['A<P 2000..2025', 'a<A 2000..2025'], []],
  ['… that the table moves', KNOWN, ['A<P 2000..2025', 'a<B 2000..'], []],
  ['… that the code’s next bearer takes over', KNOWN, ['A<P 2000..2025', 'A<P 2025..'], []],
  [
    '… too late',
    KNOWN,
    ['A<P 2000..2025', 'A<P 2026..'],
    ['1 children-outlive', '2 still-standing'],
  ],
  [
    '… and are told to go on all the same',
    KNOWN,
    ['A<P 2000..2025', 'a<A 2000..'],
    ['2 outlives-parent', '1 children-outlive'],
  ],
  ['under itself', KNOWN, ['C<C 2020..'], ['1 parent-circular']],
  [
    'under a unit below it in the table',
    KNOWN,
    ['C<D 2020..', 'D<C 2020..'],
    ['1 parent-circular', '2 parent-circular'],
  ],
  ['under a unit below it that is there', KNOWN, ['A<a 2000..'], ['1 parent-circular']],
  [
    'a circle that closes only years later',
    [P, 'A<P 2000..', 'C<P 2000..2024', 'C<A 2024..'],
    ['A<C 2000..'],
    ['1 parent-circular'],
  ],
  [
    'a row whose parent’s row is refused',
    KNOWN,
    ['C<X 2020..', 'c<C 2020..', 'd<c 2020..'],
    ['1 parent-unknown', '2 parent-refused', '3 parent-refused'],
  ],
  [
    'twelve levels',
    [P],
    Array.from({ length: 11 }, (_, n) => `L${n}<${n ? `L${n - 1}` : 'P'} 2020..`),
    [],
  ],
  [
    'thirteen',
    [P],
    Array.from({ length: 12 }, (_, n) => `L${n}<${n ? `L${n - 1}` : 'P'} 2020..`),
    ['12 parent-too-high'],
  ],
  ['known since before its parent, and told again', [P, 'C<P 1990..'], ['C<P 1990..'], []],
  ['known since before its parent, and ended', [P, 'C<P 1990..'], ['C<P 1990..2024'], []],
]

describe('a table of units beside those there are', () => {
  test.each(CLAIMS)('%s', (_, there, table, said) => {
    const { rows, errors } = soundRows(rowsOf(table), there.map(unit))
    const told = errors.map(({ line, message }) => `${line} ${message.replace('import.', '')}`)
    expect(told.sort()).toEqual([...said].sort())
    const faulty = new Set(errors.map(({ line }) => line))
    expect(rows.length).toBe(table.length - faulty.size)
    // What is left over is sound by itself, and again once it stands.
    expect(soundRows(rows, there.map(unit)).errors).toEqual([])
    const retold = new Set(rows.map(({ code, validFrom }) => `${code}@${validFrom}`))
    const after = [
      ...there.map(unit).filter(({ id }) => !retold.has(id)),
      ...rows.map((row) => ({ ...row, id: `${row.code}@${row.validFrom}`, aliases: [] })),
    ]
    expect(soundRows(rows, after).errors).toEqual([])
  })
})

/** Units there are, codes reached, row, and whether it may be. */
const REACHES: [string, string[], string[], string, boolean][] = [
  ['one’s own unit', KNOWN, ['A@2000', 'a@2000'], 'A<P 2000..2025', true],
  ['a unit below', KNOWN, ['A@2000', 'a@2000'], 'a<A 2000..2025', true],
  ['a new unit below', KNOWN, ['A@2000', 'a@2000'], 'c<A 2020..', true],
  ['another’s unit', KNOWN, ['A@2000', 'a@2000'], 'B<P 2000..2025', false],
  ['a new unit elsewhere', KNOWN, ['A@2000', 'a@2000'], 'c<B 2020..', false],
  ['a unit moved away to others', KNOWN, ['A@2000', 'a@2000'], 'a<B 2000..', false],
  ['a unit taken from others', KNOWN, ['A@2000', 'a@2000'], 'B<A 2000..', false],
  ['a unit that ended below', [...KNOWN, 'c<A 2001..2010'], ['A@2000'], 'c<A 2001..2012', true],
  [
    'a new unit without a parent',
    KNOWN,
    ['P@2000', 'A@2000', 'B@2000', 'a@2000'],
    'Q 2020..',
    false,
  ],
  ['the next bearer of the topmost code', ['P 2000..2025'], ['P@2000'], 'P 2025..', true],
]

test.each(REACHES)('who may: %s', (_, there, reached, row, may) => {
  const known = there.map(unit)
  const allows = rowsWithin(known, new Set(reached))
  const { errors } = soundRows(rowsOf([row]), known, { allows })
  expect(errors.some(({ message }) => message === 'import.beyond-reach')).toBe(!may)
})

test('a right does not grow by a row that is refused', () => {
  const known = KNOWN.map(unit)
  const allows = rowsWithin(known, new Set(['A@2000', 'a@2000']))
  const { rows, errors } = soundRows(rowsOf(['B<A 2000..', 'c<B 2020..']), known, { allows })
  expect([rows, errors.map(({ message }) => message)]).toEqual([
    [],
    ['import.beyond-reach', 'import.beyond-reach'],
  ])
})

test('a new unit under a row that leads nowhere is refused for that', () => {
  const known = KNOWN.map(unit)
  const allows = rowsWithin(known, new Set(['A@2000', 'a@2000']))
  const far = Array.from({ length: 14 }, (_, n) => `L${n}<${n ? `L${n - 1}` : 'B'} 2020..`)
  for (const table of [['C<X 2020..', 'c<C 2020..'], ['C<D 2020..', 'D<C 2020..'], far])
    expect(soundRows(rowsOf(table), known, { allows }).rows).toEqual([])
})

test('what is not told stays; what is told empty is emptied; a parent and its time are whole', () => {
  const known = [{ ...unit('A 2000..'), fullName: 'Huyện A', dossierCode: 'H1', aliases: ['AA'] }]
  const read = (text: string) => readUnitRows(text, known).rows
  const changed = (text: string) => changesOf(read(text), known).flatMap(({ fields }) => fields)
  expect(changed('level,code,name,valid_from\ndistrict,A,A,2000-01-01')).toEqual([])
  expect(
    changed('Cấp;Mã đơn vị;Tên;Từ ngày;Mã hồ sơ;Tên khác\ndistrict;A;A mới;1/1/2000;;"AA;AB"'),
  ).toEqual([
    { field: 'name', from: 'A', to: 'A mới' },
    { field: 'dossierCode', from: 'H1', to: null },
    { field: 'aliases', from: 'AA', to: 'AA; AB' },
  ])
  expect(
    inFull([{ ...rowsOf(['A 2000..'])[0]!, parentCode: undefined }], [unit('A<P 2000..')])[0]
      ?.parentCode,
  ).toBe('P')
  const bearers = [unit('C 2000..2010'), unit('C 2010..')]
  expect(
    staysUnder(unit('c<C 2005..2020'), placesByCode(bearers).get('C') ?? []).map(
      ({ parent, validFrom, validTo }) => [parent.id, validFrom, validTo],
    ),
  ).toEqual([
    ['C@2000', '2005-01-01', '2010-01-01'],
    ['C@2010', '2010-01-01', '2020-01-01'],
  ])
})
