// What a table of successions may say: claims beside a small province that merges.

import { expect, test } from 'vitest'
import { day } from '../lib/day.ts'
import {
  judgeSuccessions,
  readKind,
  readSuccessionCells,
  readSuccessions,
  type StandingEdge,
  type SuccessionColumn,
} from './succession.ts'

const ON = '2025-07-01'
const unit = (code: string, from: string, to: string | null) => ({
  id: `${code}@${from}`,
  code,
  fullName: `Xã ${code}`,
  validFrom: day(from),
  validTo: to === null ? null : day(to),
})
const units = [
  unit('A', '2020-01-01', ON),
  unit('B', '2020-01-01', ON),
  unit('C', '2020-01-01', '2024-12-01'),
  unit('S', '2020-01-01', null),
  // The code of A passes on; N is new; L begins later.
  unit('A', ON, null),
  unit('N', ON, null),
  unit('M', ON, null),
  unit('L', '2026-01-01', null),
]
const edge = (from: string, to: string, more: Partial<StandingEdge> = {}): StandingEdge => ({
  id: `${from}${to}`,
  fromId: `${from}@2020-01-01`,
  toId: `${to}@${ON}`,
  effectiveOn: day(ON),
  portion: 'whole',
  share: null,
  source: 'NQ 1',
  ...more,
})

/** Rows as "from to kind [day]"; each answered by its change or its fault. */
function judged(text: string, standing: StandingEdge[] = [], within: string[] | null = null) {
  const { asked, errors } = readSuccessions(
    text.split('; ').map((row, at) => {
      const [from = '', to = '', kind = '', on = ON] = row.split(' ')
      const cells = { from, to, kind: kind.replaceAll('_', ' '), on, decision: 'NQ 1' }
      return { line: at + 1, get: (column: SuccessionColumn) => cells[column] }
    }),
  )
  const scene = { units, standing, within: within ? new Set(within) : null }
  const plan = judgeSuccessions(asked, scene)
  return [
    ...plan.rows.map(({ line, change }) => ({ line, said: change as string })),
    ...[...errors, ...plan.errors].map(({ line, message }) => ({
      line,
      said: message.replace('succession.', ''),
    })),
  ]
    .sort((a, b) => a.line - b.line)
    .map(({ said }) => said)
}

test.each<[string, string[]]>([
  ['A N toàn_bộ', ['new']],
  // The same code, another unit.
  ['A A whole', ['new']],
  ['A N một_phần; A M part', ['new', 'new']],
  ['A N 60%; A M 0,4', ['new', 'new']],
  ['A N 60%; A M 0.41', ['new', 'shares-over']],
  ['A N whole; A M part', ['new', 'whole-and-more']],
  ['A N part; A M whole', ['new', 'whole-and-more']],
  ['A N unchanged; A M part', ['new', 'whole-and-more']],
  ['A N whole; B N whole', ['new', 'new']],
  ['A N whole; A N whole', ['new', 'duplicate']],
  ['A N part; A N 20%', ['new', 'duplicate']],
  ['X N whole', ['from-unknown']],
  ['A X whole', ['to-unknown']],
  ['S N whole', ['from-stands']],
  ['C N whole', ['from-other-day']],
  ['A L whole', ['to-not-standing']],
  ['A B whole', ['to-not-standing']],
  ['A N whole 2025-07-02', ['from-other-day']],
  ['A N whole 31/2/2025', ['import.day-unreadable']],
  ['A N whole 1/7/2025', ['new']],
  ['A N half', ['kind-unreadable']],
  ['A N 0%', ['kind-unreadable']],
  ['A N 101%', ['kind-unreadable']],
  ['A  whole', ['import.value-missing']],
])('%s: %j', (text, said) => {
  expect(judged(text)).toEqual(said)
})

test.each<[string, StandingEdge[], string[]]>([
  ['A N whole', [edge('A', 'N')], ['same']],
  ['A N part', [edge('A', 'N')], ['changed']],
  ['A M whole', [edge('A', 'N')], ['whole-and-more']],
  ['A M part', [edge('A', 'N', { portion: 'part', share: 0.6 })], ['new']],
  ['A M 50%', [edge('A', 'N', { portion: 'part', share: 0.6 })], ['shares-over']],
  // What the table itself says of the other edge counts, not what stood.
  ['A N 40%; A M 50%', [edge('A', 'N', { portion: 'part', share: 0.6 })], ['changed', 'new']],
  // An older edge that leads back.
  [
    'A N whole',
    [edge('A', 'N', { id: 'x', fromId: `N@${ON}`, toId: 'A@2020-01-01' })],
    ['circular'],
  ],
])('%s beside %j: %j', (text, standing, said) => {
  expect(judged(text, standing)).toEqual(said)
})

test('both units must be within reach', () => {
  expect(judged('A N whole', [], [`N@${ON}`])).toEqual(['import.beyond-reach'])
  expect(judged('A N whole', [], ['A@2020-01-01'])).toEqual(['import.beyond-reach'])
  expect(judged('A N whole', [], ['A@2020-01-01', `N@${ON}`])).toEqual(['new'])
})

test('titles in either language, in any order, as packs have them too', () => {
  const cells = ['NQ 1683', '1/7/2025', 'Toàn bộ', '05569', '05563']
  const said = [{ line: 2, from: '05563', to: '05569', on: ON, decision: 'NQ 1683' }]
  for (const titles of [
    ['decision', 'on', 'kind', 'to', 'from'],
    ['Văn bản', 'Ngày', 'Phần', 'Mã đơn vị mới', 'Mã đơn vị cũ'],
    ['source', 'effective_on', 'portion', 'new_code', 'old_code'],
    ['decision', 'on', 'share_or_kind', 'to', 'from'],
  ])
    expect(readSuccessionCells(titles, [{ line: 2, cells }]).asked).toMatchObject(said)
  expect(
    readSuccessionCells(['from', 'to'], [{ line: 2, cells }]).errors.map((it) => it.column),
  ).toEqual(['kind', 'on', 'decision'])
})

test('a share of all is a whole', () => {
  expect(readKind('100%')).toEqual({ portion: 'whole', share: null })
  expect(readKind('1')).toEqual({ portion: 'whole', share: null })
  expect(readKind('12,5%')).toEqual({ portion: 'part', share: 0.125 })
})
