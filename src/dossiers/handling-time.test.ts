// How long a dossier took, as a table of claims. Office hours are 7:00–11:30 and 13:30–17:00.

import { expect, test } from 'vitest'
import { august, clock, picture, RULES, supplement } from '../../test/dossier.ts'
import { day } from '../lib/day.ts'
import type { Limit } from './clock.ts'
import type { Dossier } from './dossier.ts'
import { foldDossier } from './fold.ts'
import { type FinishedDossier, handlingLines, handlingTime, timeTaken } from './handling-time.ts'
import { catalogueOf } from './procedure.ts'

const finished = (from: string, to: string, ...waits: [string, string][]): FinishedDossier => {
  const dossier = foldDossier([
    picture(to, 9, {
      NgayTiepNhan: from,
      NgayKetThucXuLy: to,
      DanhSachHoSoBoSung: waits.map(([begin, end]) => supplement(begin, end)),
    }),
  ])
  if (!dossier) throw new Error('no dossier')
  return { dossier, acceptedAt: august(from), endedAt: august(to) }
}

test.each<[string, FinishedDossier, Limit['unit'], number]>([
  ['within a morning', finished('3 08:00', '3 10:30'), 'hour', 2.5],
  ['over noon', finished('3 11:00', '3 14:00'), 'hour', 1],
  ['a whole day of work', finished('3 08:00', '4 08:00'), 'working-day', 1],
  ['over a weekend', finished('7 16:00', '10 08:00'), 'working-day', 0.25],
  ['days as they pass', finished('7 16:00', '10 16:00'), 'calendar-day', 3],
  ['a wait is taken off', finished('3 08:00', '6 08:00', ['4 08:00', '5 08:00']), 'working-day', 2],
  [
    'and off days that pass',
    finished('3 08:00', '6 08:00', ['4 08:00', '5 08:00']),
    'calendar-day',
    2,
  ],
  [
    'waits that overlap are one',
    finished('3 08:00', '6 08:00', ['4 08:00', '5 08:00'], ['4 12:00', '5 07:00']),
    'calendar-day',
    2,
  ],
  [
    'a wait that outlasts the end',
    finished('3 08:00', '4 08:00', ['4 07:00', '9 08:00']),
    'hour',
    7,
  ],
  ['ended at once', finished('3 08:00', '3 08:00'), 'hour', 0],
  ['an end before the beginning is none', finished('3 08:00', '2 08:00'), 'calendar-day', 0],
])('%s', (_claim, dossier, unit, expected) => {
  expect(handlingTime(dossier, unit, clock, RULES)).toBeCloseTo(expected, 9)
})

const timing = (unit: Limit['unit'] | null) => ({
  rules: RULES,
  clock,
  limit: unit && { value: 8, unit },
})
const open = foldDossier([picture('4 08:00', 4, { NgayTiepNhan: '3 08:00' })])
const refused = foldDossier([
  picture('4 08:00', 3, { NgayTiepNhan: '3 08:00', NgayKetThucXuLy: '4 08:00' }),
])

test.each<[string, Dossier | null, Limit['unit'] | null, object | null]>([
  [
    'hours of work',
    finished('3 08:00', '3 10:30').dossier,
    'hour',
    { worked: 1, workedSeconds: 9000 },
  ],
  [
    'days of work are hours of work',
    finished('3 08:00', '4 08:00').dossier,
    'working-day',
    { worked: 1, workedSeconds: 28_800 },
  ],
  [
    'without a limit: work',
    finished('3 08:00', '3 09:00').dossier,
    null,
    { worked: 1, workedSeconds: 3600 },
  ],
  [
    'days as they pass',
    finished('7 16:00', '10 16:00').dossier,
    'calendar-day',
    { passed: 1, passedSeconds: 259_200 },
  ],
  ['an open one adds nothing', open, 'hour', null],
  ['nor one that was refused', refused, 'hour', null],
])('a dossier adds: %s', (_claim, dossier, unit, expected) => {
  if (!dossier) throw new Error('no dossier')
  expect(timeTaken(dossier, timing(unit))).toEqual(expected)
})

test('means by procedure from sums, in the unit of its limit', () => {
  const procedure = {
    name: 'Một',
    field: 'x',
    level: 'commune' as const,
    fee: 0,
    returnsDocument: true,
    onlineLevel: 'full' as const,
    validFrom: day('2020-01-01'),
    validTo: null,
  }
  const catalogue = catalogueOf([{ ...procedure, code: 'P1', limit: { value: 8, unit: 'hour' } }])
  const none = { worked: 0, workedSeconds: 0, passed: 0, passedSeconds: 0 }
  const sums = [
    { ...none, procedure: 'P9', worked: 1, workedSeconds: 28_800 },
    {
      ...none,
      procedure: 'P1',
      worked: 2,
      workedSeconds: 10_800,
      passed: 1,
      passedSeconds: 86_400,
    },
    { ...none, procedure: 'P0' },
  ]
  const limit = { value: 8, unit: 'hour' as const }
  expect(handlingLines(sums, catalogue, day('2026-08-31'))).toEqual([
    { procedure: 'P1', name: 'Một', limit, unit: 'hour', count: 2, mean: 1.5 },
    { procedure: 'P1', name: 'Một', limit, unit: 'calendar-day', count: 1, mean: 1 },
    { procedure: 'P9', name: 'P9', limit: null, unit: 'working-day', count: 1, mean: 1 },
  ])
})
