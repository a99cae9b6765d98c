// On time or late by the algorithm of indicator 2.1, each open reading both ways; standings; due times.
// 3/8/2026 is a Monday; the due time is Monday 10/8 at 17:00 unless said.

import { expect, test } from 'vitest'
import { august, clock, picture, RULES, step, supplement } from '../../test/dossier.ts'
import { dueAfter, forwardWorking, type Limit, workingMillis } from './clock.ts'
import type { DossierEvent } from './event.ts'
import { foldDossier } from './fold.ts'
import { dossierStanding, dueInForce } from './standing.ts'
import { judge, type TimingRules } from './timing.ts'

type Change = Partial<TimingRules>
const timing = (rules: Change = {}, limit: Limit | null = null) => ({
  rules: { ...RULES, ...rules },
  clock,
  limit,
})
const folded = (events: readonly DossierEvent[]) => {
  const dossier = foldDossier(events)
  if (!dossier) throw new RangeError('no dossier')
  return dossier
}
const opened = picture('3 08:05', 2)
const ended = (at: string, status = 9) => [opened, step(at, status)]
const noDue = picture('3 08:05', 2, { NgayHenTra: null })

test.each<[string, DossierEvent[], string, Change, Limit | null, string]>([
  // Every status.
  [
    '1: not accepted',
    [picture('3 08:05', 1, { NgayTiepNhan: null })],
    '20 08:00',
    {},
    null,
    'not-accepted',
  ],
  ['2: open before the due time', [opened], '10 17:00', {}, null, 'on-time'],
  ['2: open after it', [opened], '10 17:01', {}, null, 'late'],
  ['3: refused before', ended('10 09:00', 3), '20 08:00', {}, null, 'on-time'],
  ['3: refused after', ended('11 09:00', 3), '20 08:00', {}, null, 'late'],
  ['4: worked on, in time', ended('4 09:00', 4), '10 12:00', {}, null, 'on-time'],
  ['4: worked on, late', ended('4 09:00', 4), '11 08:00', {}, null, 'late'],
  ['5: asked in time, and waiting long', ended('7 09:00', 5), '25 08:00', {}, null, 'on-time'],
  ['5: asked after the due time', ended('11 09:00', 5), '25 08:00', {}, null, 'late'],
  [
    '6: waiting for payment does not stop the clock',
    ended('7 09:00', 6),
    '25 08:00',
    {},
    null,
    'late',
  ],
  ['6: … it does', ended('7 09:00', 6), '25 08:00', { paymentPauses: true }, null, 'on-time'],
  ['7: taken back', ended('7 09:00', 7), '25 08:00', {}, null, 'on-time'],
  ['8: stopped is an end', ended('7 09:00', 8), '25 08:00', {}, null, 'on-time'],
  [
    '8: stopped, then worked on: open',
    [...ended('7 09:00', 8), step('20 08:00', 4)],
    '25 08:00',
    {},
    null,
    'late',
  ],
  [
    '8: … a pause',
    [...ended('7 09:00', 8), step('20 08:00', 9)],
    '25 08:00',
    { stopped: 'pause' },
    null,
    'on-time',
  ],
  [
    '8: … an end that was opened again',
    [...ended('7 09:00', 8), step('20 08:00', 9)],
    '25 08:00',
    {},
    null,
    'late',
  ],
  ['9: decided at the due time', ended('10 17:00'), '25 08:00', {}, null, 'on-time'],
  ['10: handed over in time', ended('10 17:00', 10), '25 08:00', {}, null, 'on-time'],
  [
    '10: decided in time, handed over late',
    [...ended('10 16:00'), step('20 08:00', 10)],
    '25 08:00',
    {},
    null,
    'on-time',
  ],
  // Readings.
  ['by the instant', ended('10 18:00'), '25 08:00', { compare: 'instant' }, null, 'late'],
  ['by the day', ended('10 18:00'), '25 08:00', { compare: 'day' }, null, 'on-time'],
  ['by the day, the day after', ended('11 00:01'), '25 08:00', { compare: 'day' }, null, 'late'],
  // Ten hours of a supplement taken off 11/8 09:59 make 10/8 23:59, off 11/8 16:00 make 11/8 06:00.
  [
    'by the day of the end less its supplements: the same day',
    [opened, step('5 08:00', 5), step('5 18:00', 4), step('11 09:59', 9)],
    '25 08:00',
    { compare: 'day' },
    null,
    'on-time',
  ],
  [
    'by the day of the end less its supplements: the day after',
    [opened, step('5 08:00', 5), step('5 18:00', 4), step('11 16:00', 9)],
    '25 08:00',
    { compare: 'day' },
    null,
    'late',
  ],
  [
    'an end before its own acceptance is an end',
    [picture('3 09:00', 9, { NgayNopHoSo: '3 08:30', NgayKetThucXuLy: '3 07:59' })],
    '25 08:00',
    {},
    null,
    'on-time',
  ],
  // 10/8 20:00 is no office hour; a wait from Saturday to Sunday is no office time.
  [
    'a due time in the evening is not moved to the morning by a wait without office time',
    [
      picture('3 08:05', 2, { NgayHenTra: '10 20:00' }),
      step('8 09:00', 5),
      step('9 09:00', 4),
      step('11 06:00', 9),
    ],
    '25 08:00',
    { supplementTime: 'working-time' },
    null,
    'late',
  ],
  [
    'opened again counts by its last end',
    [...ended('7 09:00'), step('8 09:00', 4), step('12 09:00', 9)],
    '25 08:00',
    {},
    null,
    'late',
  ],
  [
    '… by its first',
    [...ended('7 09:00'), step('8 09:00', 4), step('12 09:00', 9)],
    '25 08:00',
    { reopened: 'first-end' },
    null,
    'on-time',
  ],
  [
    'opened again and open',
    [...ended('7 09:00'), step('8 09:00', 4)],
    '12 08:00',
    {},
    null,
    'late',
  ],
  [
    '… had ended',
    [...ended('7 09:00'), step('8 09:00', 4)],
    '12 08:00',
    { reopened: 'first-end' },
    null,
    'on-time',
  ],
  [
    'a later due time does not count',
    [opened, picture('4 08:00', 2, { NgayHenTra: '20 17:00' }), step('12 09:00', 9)],
    '25 08:00',
    {},
    null,
    'late',
  ],
  [
    '… counts',
    [opened, picture('4 08:00', 2, { NgayHenTra: '20 17:00' }), step('12 09:00', 9)],
    '25 08:00',
    { due: 'in-force' },
    null,
    'on-time',
  ],
  // Supplements. From Friday 7/8 16:00 to Monday 10/8 08:00: 64 hours by the clock on the wall, 2 of office time.
  [
    'the wait is taken off at the end',
    [opened, step('7 16:00', 5), step('10 08:00', 4), step('13 09:00', 9)],
    '25 08:00',
    {},
    null,
    'on-time',
  ],
  [
    '… in office hours it is short',
    [opened, step('7 16:00', 5), step('10 08:00', 4), step('13 09:00', 9)],
    '25 08:00',
    { supplementTime: 'working-time' },
    null,
    'late',
  ],
  [
    '… but enough for the morning after',
    [opened, step('7 16:00', 5), step('10 08:00', 4), step('11 09:00', 9)],
    '25 08:00',
    { supplementTime: 'working-time' },
    null,
    'on-time',
  ],
  [
    'it is not taken off while open',
    [opened, step('7 16:00', 5), step('10 08:00', 4)],
    '11 09:00',
    {},
    null,
    'late',
  ],
  [
    'a second request makes it late at once',
    [opened, step('4 08:00', 5), step('5 08:00', 4), step('6 08:00', 5)],
    '6 09:00',
    {},
    null,
    'late',
  ],
  [
    '… until it ends',
    [opened, step('4 08:00', 5), step('5 08:00', 4), step('6 08:00', 5), step('7 08:00', 9)],
    '7 09:00',
    {},
    null,
    'on-time',
  ],
  [
    'a due time moved for a wait is not moved twice',
    [
      opened,
      picture('6 08:00', 4, {
        NgayHenTra: '12 17:00',
        DanhSachHoSoBoSung: [supplement('4 08:00', '6 08:00', ['10 17:00', '12 17:00'])],
      }),
      step('13 08:00', 9),
    ],
    '25 08:00',
    { due: 'in-force' },
    null,
    'late',
  ],
  [
    '… nor is the first one moved less',
    [
      opened,
      picture('6 08:00', 4, {
        NgayHenTra: '12 17:00',
        DanhSachHoSoBoSung: [supplement('4 08:00', '6 08:00', ['10 17:00', '12 17:00'])],
      }),
      step('12 16:00', 9),
    ],
    '25 08:00',
    {},
    null,
    'on-time',
  ],
  // Asked before it was accepted: registered on 1/8, accepted on 3/8.
  [
    'a request before acceptance takes nothing off',
    [opened, step('1 09:00', 5), step('2 09:00', 1), step('11 09:00', 9)],
    '25 08:00',
    {},
    null,
    'late',
  ],
  [
    '… and is no second request',
    [opened, step('1 09:00', 5), step('2 09:00', 1), step('4 09:00', 5), step('5 09:00', 4)],
    '6 08:00',
    {},
    null,
    'on-time',
  ],
  // No due time.
  [
    'the limit of the procedure',
    [noDue, step('6 08:00', 9)],
    '25 08:00',
    {},
    { value: 3, unit: 'working-day' },
    'on-time',
  ],
  [
    '… is over',
    [noDue, step('6 08:01', 9)],
    '25 08:00',
    {},
    { value: 3, unit: 'working-day' },
    'late',
  ],
  [
    '… with a wait taken off, open too',
    [noDue, step('4 08:00', 5), step('5 08:00', 4)],
    '7 08:00',
    {},
    { value: 3, unit: 'working-day' },
    'on-time',
  ],
  ['neither: not on time', [noDue, step('4 08:00', 9)], '25 08:00', {}, null, 'late'],
  [
    'neither: on time',
    [noDue, step('4 08:00', 9)],
    '25 08:00',
    { noLimit: 'on-time' },
    null,
    'on-time',
  ],
  ['before it was accepted', [opened], '3 07:59', {}, null, 'not-accepted'],
  ['an end that lies ahead is not yet one', ended('12 09:00'), '10 09:00', {}, null, 'on-time'],
])('%s', (_claim, events, at, rules, limit, verdict) => {
  expect(judge(folded(events), august(at), timing(rules, limit)).verdict).toBe(verdict)
})

test.each<[string, DossierEvent[], string, string]>([
  ['not accepted', [picture('3 08:05', 1, { NgayTiepNhan: null })], '4 08:00', 'waiting'],
  ['long before', [opened], '4 08:00', 'in-time'],
  ['Friday before Monday: one working day', [opened], '7 08:00', 'due-soon'],
  ['Thursday: more than a fifth left, two working days', [opened], '6 08:00', 'in-time'],
  [
    'a fifth of a long time left',
    [picture('3 08:05', 2, { NgayHenTra: '28 17:00' })],
    '25 08:00',
    'due-soon',
  ],
  ['over', [opened], '10 17:01', 'overdue'],
  ['waits for papers', [opened, step('4 08:00', 5)], '20 08:00', 'paused'],
  [
    'waits no more; the due time moved with it',
    [opened, step('4 08:00', 5), step('6 08:00', 4)],
    '12 16:00',
    'due-soon',
  ],
  ['finished the day before', ended('9 17:30'), '20 08:00', 'finished-early'],
  ['finished on the day', ended('10 08:00'), '20 08:00', 'finished-on-time'],
  ['finished after', ended('11 08:00'), '20 08:00', 'finished-late'],
  ['handed over only', ended('9 08:00', 10), '20 08:00', 'finished-early'],
  ['refused', ended('9 08:00', 3), '20 08:00', 'ended'],
  ['taken back', ended('9 08:00', 7), '20 08:00', 'ended'],
  ['stopped', ended('9 08:00', 8), '20 08:00', 'ended'],
  ['no due time', [noDue], '20 08:00', 'in-time'],
])('standing: %s', (_claim, events, at, expected) => {
  expect(dossierStanding(folded(events), august(at), timing())).toBe(expected)
})

test.each<[string, Limit, string]>([
  ['3 08:00', { value: 5, unit: 'working-day' }, '10 08:00'],
  ['3 12:00', { value: 1, unit: 'working-day' }, '4 13:30'],
  ['7 17:30', { value: 1, unit: 'working-day' }, '11 07:00'],
  ['3 08:00', { value: 5, unit: 'calendar-day' }, '10 08:00'],
  ['3 08:00', { value: 8, unit: 'hour' }, '4 08:00'],
  ['3 16:00', { value: 1, unit: 'hour' }, '3 17:00'],
  ['8 09:00', { value: 4, unit: 'hour' }, '10 11:00'],
])('a limit from %s of %j ends at %s', (from, limit, expected) => {
  expect(dueAfter(clock, august(from), limit)).toBe(august(expected))
})

const far = '20990801170000'
const waited = [step('4 08:00', 5), step('6 08:00', 4)]
test.each<[string, DossierEvent[], Change, Limit | null, string, string]>([
  [
    'a due time beyond the calendar',
    [picture('3 08:05', 2, { NgayHenTra: null }), ...waited],
    {},
    { value: 999, unit: 'working-day' },
    'late',
    'in-time',
  ],
  [
    'a due day beyond, with a wait',
    [picture('3 08:05', 2, { NgayHenTra: far }), ...waited],
    {},
    null,
    'on-time',
    'in-time',
  ],
  [
    '… in office hours, ended',
    [picture('3 08:05', 2, { NgayHenTra: far }), ...waited, step('7 08:00', 9)],
    { supplementTime: 'working-time' },
    null,
    'on-time',
    'finished-early',
  ],
])('%s stops nothing', (_claim, events, rules, limit, verdict, standing) => {
  const dossier = folded(events)
  expect(judge(dossier, august('20 08:00'), timing(rules, limit)).verdict).toBe(verdict)
  expect(dossierStanding(dossier, august('20 08:00'), timing(rules, limit))).toBe(standing)
})

test('office time there and back', () => {
  for (const [from, to] of [
    ['3 06:00', '3 18:00'],
    ['7 16:00', '10 08:00'],
    ['3 08:00', '20 10:00'],
  ] as const) {
    const millis = workingMillis(clock, august(from), august(to))
    expect(workingMillis(clock, august(from), forwardWorking(clock, august(from), millis))).toBe(
      millis,
    )
  }
  expect(workingMillis(clock, august('7 16:00'), august('10 08:00'))).toBe(2 * 3_600_000)
})

test('the due time in force moves with the waits, onto a working day; the first stays', () => {
  const dossier = folded([opened, step('4 08:00', 5), step('9 08:00', 4)])
  expect(dueInForce(dossier, august('9 09:00'), timing())).toBe(august('17 17:00'))
  expect(dueInForce(dossier, august('8 09:00'), timing())).toBe(august('10 17:00'))
  expect(dossier.firstDueAt).toBe(august('10 17:00'))
})
