// From events to the dossier: claims, and that only the set of events matters.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyEvents, august, picture, step, supplement } from '../../test/dossier.ts'
import type { DossierEvent } from './event.ts'
import { effectOf, foldAsOf, foldDossier } from './fold.ts'

const lines = (events: readonly DossierEvent[]) => {
  const dossier = foldDossier(events)
  if (!dossier) return null
  const short = (at: string | null) =>
    at === null ? '–' : `${+at.slice(8, 10)} ${at.slice(11, 16)}`
  return [
    `status ${dossier.status}`,
    ...dossier.dueTimes.map(({ dueAt, reason }) => `due ${short(dueAt)} ${reason}`),
    ...dossier.supplements.map(({ from, to }) => `wait ${short(from)} – ${short(to)}`),
  ].join('; ')
}
const due = 'due 10 17:00 first'
const opened = picture('3 08:05', 2)
const closed = picture('7 09:00', 9, { NgayKetThucXuLy: '7 08:55' })

test.each<[string, DossierEvent[], string | null]>([
  ['nothing', [], null],
  ['steps before any picture', [step('4 08:00', 4)], null],
  ['a new dossier', [opened], `status 2; ${due}`],
  ['steps go on', [opened, step('4 08:00', 4), step('5 08:00', 9)], `status 9; ${due}`],
  [
    'a step that came late',
    [opened, step('5 08:00', 9), step('4 08:00', 4, '6 08:00')],
    `status 9; ${due}`,
  ],
  [
    'a step that came before the picture',
    [step('4 08:00', 4), picture('5 08:00', 2)],
    `status 4; ${due}`,
  ],
  ['an older picture that came late', [closed, picture('7 10:00', 2)], `status 9; ${due}`],
  [
    'a first picture that came late',
    [closed, picture('7 10:00', 9, { NgayKetThucXuLy: '6 08:55', isFirst: true })],
    `status 9; ${due}`,
  ],
  [
    'a correction of the end',
    [closed, picture('7 10:00', 9, { NgayKetThucXuLy: '6 08:55' })],
    `status 9; ${due}`,
  ],
  ['opened again', [closed, step('8 08:00', 4)], `status 4; ${due}`],
  [
    'a step heard of before the end was told',
    [opened, step('6 17:00', 4), picture('7 08:00', 9, { NgayKetThucXuLy: '6 16:00' })],
    `status 9; ${due}`,
  ],
  ['deleted', [opened, picture('4 08:00', 2, { IsDeleted: 'True' })], null],
  [
    'deleted, and the late news of before',
    [opened, picture('4 08:00', 2, { IsDeleted: 1 }), step('3 10:00', 4)],
    null,
  ],
  [
    'deleted and sent again',
    [opened, picture('4 08:00', 2, { IsDeleted: 1 }), picture('5 08:00', 2)],
    `status 2; ${due}`,
  ],
  [
    'another due time is a correction',
    [opened, picture('4 08:00', 2, { NgayHenTra: '12 17:00' })],
    `status 2; ${due}; due 12 17:00 correction`,
  ],
  [
    'and back again',
    [opened, picture('4 08:00', 2, { NgayHenTra: '12 17:00' }), picture('5 08:00', 2)],
    `status 2; ${due}; due 12 17:00 correction; due 10 17:00 correction`,
  ],
  [
    'a due time moved by a supplement',
    [
      opened,
      picture('6 08:00', 4, {
        NgayHenTra: '12 17:00',
        DanhSachHoSoBoSung: [supplement('4 08:00', '6 08:00', ['10 17:00', '12 17:00'])],
      }),
    ],
    `status 4; ${due}; due 12 17:00 supplement; wait 4 08:00 – 6 08:00`,
  ],
  [
    'the former due time is the first',
    [
      picture('6 08:00', 4, {
        NgayHenTra: '12 17:00',
        DanhSachHoSoBoSung: [supplement('4 08:00', '6 08:00', ['10 17:00', '12 17:00'])],
      }),
    ],
    `status 4; ${due}; due 12 17:00 supplement; wait 4 08:00 – 6 08:00`,
  ],
  [
    'a wait by its steps',
    [opened, step('4 08:00', 5), step('5 08:00', 4)],
    `status 4; ${due}; wait 4 08:00 – 5 08:00`,
  ],
  ['a wait that goes on', [opened, step('4 08:00', 5)], `status 5; ${due}; wait 4 08:00 – –`],
  [
    'a listed wait and its step are one',
    [
      step('4 08:03', 5),
      picture('4 09:00', 5, { DanhSachHoSoBoSung: [supplement('4 08:00', null)] }),
    ],
    `status 5; ${due}; wait 4 08:00 – –`,
  ],
])('%s', (_claim, events, expected) => {
  expect(lines(events)).toBe(expected)
  expect(lines([...events].reverse())).toBe(expected)
  expect(lines([...events, ...events])).toBe(expected)
})

test('the end that counts is the corrected one', () => {
  const corrected = foldDossier([closed, picture('7 10:00', 9, { NgayKetThucXuLy: '6 08:55' })])
  expect(corrected?.history.filter(({ status }) => status === 9).map(({ at }) => at)).toEqual([
    august('6 08:55'),
  ])
})

test.each<[string, DossierEvent[], string[]]>([
  [
    'a picture that states a later end corrects the step that told it',
    [opened, step('6 09:00', 9), picture('7 10:00', 9, { NgayKetThucXuLy: '6 15:00' })],
    ['6 15:00'],
  ],
  [
    'also one that it was returned since',
    [
      opened,
      step('6 09:00', 9),
      picture('7 10:00', 10, { NgayKetThucXuLy: '6 15:00', NgayTra: '7 08:00' }),
    ],
    ['6 15:00'],
  ],
  [
    'an end before it was opened again stays',
    [
      opened,
      step('6 09:00', 9),
      step('6 10:00', 4),
      picture('7 10:00', 9, { NgayKetThucXuLy: '6 15:00' }),
    ],
    ['6 09:00', '6 15:00'],
  ],
  [
    'a step received after the picture stays',
    [opened, picture('7 10:00', 9, { NgayKetThucXuLy: '6 15:00' }), step('6 09:00', 9, '8 08:00')],
    ['6 09:00', '6 15:00'],
  ],
])('the end corrected: %s', (_claim, events, ends) => {
  const found = foldDossier(events)?.history.filter(({ status }) => status === 9)
  expect(found?.map(({ at }) => at)).toEqual(ends.map(august))
})

test('an end without a time counts from when it was first told', () => {
  const events = [opened, picture('7 09:00', 8), picture('9 09:00', 8, { GhiChu: 'x' })]
  expect(foldDossier(events)?.history.at(-1)).toMatchObject({ status: 8, at: august('7 09:00') })
})

test.each<[string, DossierEvent[], DossierEvent, string]>([
  ['the first picture', [], opened, 'accepted'],
  ['the same again', [opened], picture('3 09:00', 2), 'duplicate'],
  ['an older one late', [closed], picture('8 08:00', 2), 'stale'],
  ['a step before any picture', [], step('4 08:00', 4), 'accepted'],
  ['a step', [opened], step('4 08:00', 4), 'accepted'],
  ['a step told twice', [opened, step('4 08:00', 4)], step('4 08:00', 4, '5 08:00'), 'duplicate'],
  ['a deletion', [opened], picture('4 08:00', 2, { IsDeleted: 1 }), 'accepted'],
])('%s: %#', (_claim, events, event, effect) => {
  expect(effectOf(events, event)).toBe(effect)
})

test('flags of papers, fees, payment', () => {
  const facts = {
    TaiLieuNop: [
      { DuongDanTaiTepTin: 'a', DuocTaiSuDung: 1 },
      { DuocLayTuKhoDMQG: 1, IsDeleted: 'true' },
    ],
    DanhSachGiayToKetQua: [{ MaGiayToKetQua: 'K', DuongDanTepTinKetQua: 'b' }],
    DanhSachLePhi: [{ Gia: '0' }, { Gia: 0 }],
    DuocThanhToanTrucTuyen: 3,
    KenhThucHien: 3,
  }
  expect(foldDossier([picture('3 08:05', 2, facts)])).toMatchObject({
    hasInput: true,
    isReused: true,
    isFromStore: false,
    hasResult: true,
    fees: 'zero',
    isPaidOnline: false,
    channel: 'postal',
  })
})

test('property: order and repetition never matter, and as-of is what was known', () => {
  fc.assert(
    fc.property(
      anyEvents,
      fc.infiniteStream(fc.nat()),
      fc.integer({ min: 1, max: 28 }),
      (events, draws, date) => {
        const whole = foldDossier(events)
        const shuffled = [...events, ...events.slice(0, 3)]
          .map((event) => ({ event, key: draws.next().value as number }))
          .sort((a, b) => a.key - b.key)
          .map(({ event }) => event)
        expect(foldDossier(shuffled)).toEqual(whole)
        const at = august(`${date} 12:00`)
        expect(foldAsOf(shuffled, at)).toEqual(
          foldDossier(events.filter((it) => it.receivedAt <= at)),
        )
      },
    ),
    { numRuns: 500 },
  )
})
