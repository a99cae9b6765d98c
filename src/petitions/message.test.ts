// What an item may look like, and why one is refused.

import { describe, expect, test } from 'vitest'
import { day } from '../lib/day.ts'
import type { Instant } from '../lib/instant.ts'
import { readPetitionFile } from './file-items.ts'
import { readPetition } from './message.ts'
import { placed } from './placing.ts'

const NOW = '2026-08-12T09:00:00.000+07:00' as Instant
const reach = { from: day('2022-01-01'), to: day('2027-12-31') }
const read = (item: unknown) => readPetition(item, { no: 1, now: NOW, reach })
const at = '2026-08-03T08:00:00+07:00'
const whole = { code: 'PA-1', unit: '05569', about: 'rules', events: [{ step: 'sent', at }] }
const step = { code: 'PA-1', unit: '05569', step: 'accepted', at }

test.each<[string, object, object]>([
  ['a whole petition', whole, { kind: 'picture', about: 'rules', saidAt: null, receivedAt: NOW }],
  ['a step', step, { kind: 'step', about: null }],
  ['a step that says what it is about', { ...step, about: 'conduct' }, { about: 'conduct' }],
  ['a deletion', { code: 'PA-1', unit: '05569', deleted: true }, { kind: 'deletion', events: [] }],
  [
    'as the portal names it',
    { ...step, step: 'Chờ công khai', about: 'Hành vi' },
    { about: 'conduct', events: [{ step: 'answered' }] },
  ],
  [
    'stamps of the feed of dossiers',
    { ...step, at: '20260803080000' },
    { events: [{ at: '2026-08-03T08:00:00.000+07:00' }] },
  ],
  ['its dossier', { ...whole, dossier: 'H55.1-260803-0001' }, { dossier: 'H55.1-260803-0001' }],
  ['named by its sender', { ...step, id: 'm-7' }, { id: 'm-7' }],
  ['a clock some minutes ahead', { ...step, at: '2026-08-12T09:08:00+07:00' }, { kind: 'step' }],
])('%s', (_claim, item, expected) => {
  expect(read(item)).toMatchObject({ ok: true, message: expected })
})

test.each<[string, unknown, string]>([
  ['no object', 'PA-1', 'unreadable –'],
  ['a list', [whole], 'unreadable –'],
  ['no code', { ...step, code: ' ' }, 'field-missing code'],
  ['a code with a line break', { ...step, code: 'a\nb' }, 'field-invalid code'],
  ['a code without end', { ...step, code: 'x'.repeat(101) }, 'field-invalid code'],
  ['no unit', { ...step, unit: undefined }, 'field-missing unit'],
  ['no subject', { ...whole, about: null }, 'field-missing about'],
  ['another subject', { ...whole, about: 'weather' }, 'subject-unknown about'],
  ['no steps', { ...whole, events: [] }, 'field-missing events'],
  ['steps that are no list', { ...whole, events: 'sent' }, 'field-invalid events'],
  ['neither step nor steps', { code: 'PA-1', unit: '05569' }, 'field-missing step'],
  ['another step', { ...step, step: 'burnt' }, 'step-unknown step'],
  ['no time', { ...step, at: '' }, 'field-missing at'],
  ['30 February', { ...step, at: '20260230080000' }, 'date-unreadable at'],
  [
    '30 February in a list',
    { ...whole, events: [{ step: 'sent', at: '20260230080000' }] },
    'date-unreadable events.0.at',
  ],
  ['tomorrow', { ...step, at: '2026-08-13T09:00:00+07:00' }, 'date-in-future at'],
  [
    'before it was received',
    { ...step, receivedAt: '2026-08-01T09:00:00+07:00' },
    'date-in-future at',
  ],
  [
    'received tomorrow',
    { ...step, receivedAt: '2026-08-13T09:00:00+07:00' },
    'date-in-future receivedAt',
  ],
  ['received at no time', { ...step, receivedAt: 'x' }, 'received-unreadable receivedAt'],
  [
    'a year no calendar knows',
    { ...step, at: '2021-08-03T08:00:00+07:00' },
    'date-beyond-calendar at',
  ],
])('%s is refused', (_claim, item, expected) => {
  const found = read(item)
  expect(found.ok ? 'read' : `${found.reason} ${found.field ?? '–'}`).toBe(expected)
})

test('what no rule reads is set apart, and the same content has the same name', () => {
  const found = read({ ...whole, citizen: 'Nguyễn Thị Kín', text: 'đường hỏng' })
  expect(found).toMatchObject({ ok: true, rest: { citizen: 'Nguyễn Thị Kín', text: 'đường hỏng' } })
  const ids = [whole, { ...whole, receivedAt: at }, { ...whole, about: 'conduct' }].map((item) => {
    const reading = read(item)
    return reading.ok ? reading.message.id : ''
  })
  expect(ids[0]).toBe(ids[1])
  expect(ids[0]).not.toBe(ids[2])
})

describe('whose a petition is', () => {
  const item = (unitId: string, no: number, word = 'sent') => {
    const reading = readPetition(
      { ...whole, events: [{ step: word, at }] },
      { no, now: NOW, reach },
    )
    if (!reading.ok) throw new Error(reading.reason)
    return { unitId, message: reading.message, rest: null }
  }
  const unitsOf = (items: ReturnType<typeof item>[], holder?: string) => {
    const { byUnit, refused } = placed(items, new Map(holder ? [['PA-1', new Set([holder])]] : []))
    return [[...byUnit.keys()].join(' '), refused.map(({ no, reason }) => `${no} ${reason}`).join()]
  }
  test.each<[string, ReturnType<typeof item>[], string | undefined, string[]]>([
    ['the first has it', [item('A', 1), item('B', 2)], undefined, ['A', '2 code-of-another-unit']],
    ['who had it before has it', [item('B', 1)], 'A', ['', '1 code-of-another-unit']],
    [
      'a transfer gives it to another too',
      [item('A', 1), item('B', 2, 'transferred')],
      undefined,
      ['A B', ''],
    ],
  ])('%s', (_claim, items, holder, expected) => {
    expect(unitsOf(items, holder)).toEqual(expected)
  })
})

describe('files', () => {
  const bytes = (text: string) => new TextEncoder().encode(text)
  test('a table has a step a row', async () => {
    const found = await readPetitionFile(
      bytes(
        'code,unit,about,step,at\nPA-1,05569,rules,sent,3/8/2026 8:05\nPA-1,05569,,accepted,4/8/2026\n',
      ),
      'a.csv',
    )
    expect(found).toEqual([
      {
        no: 2,
        item: { code: 'PA-1', unit: '05569', about: 'rules', step: 'sent', at: '20260803080500' },
      },
      { no: 3, item: { code: 'PA-1', unit: '05569', step: 'accepted', at: '20260804000000' } },
    ])
  })
  test('a table with a column of ours unknown may name somebody: refused', async () => {
    const [found] = await readPetitionFile(bytes('code,unit,citizen\nPA-1,05569,Kín\n'), 'a.csv')
    expect(found).toMatchObject({ refused: { reason: 'field-invalid', field: 'citizen' } })
  })
  test('broken lines are refused one by one', async () => {
    const found = await readPetitionFile(
      bytes(`${JSON.stringify(whole)}\n{"code":\n${JSON.stringify(step)}\n`),
      'a.jsonl',
    )
    expect(found.map((it) => ('refused' in it ? it.refused.reason : 'read'))).toEqual([
      'read',
      'unreadable',
      'read',
    ])
  })
})
