// The clocks of petitions as tables of claims. In 2026 Saturday 22/8 is worked for Monday
// 31/8, and 1/9 and 2/9 are free.

import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { august, calendar } from '../../test/dossier.ts'
import { day } from '../lib/day.ts'
import { judgePetition, type Petition, type PetitionRules, type PetitionStep } from './petition.ts'
import { petitionCounts } from './sums.ts'

const pack = JSON.parse(readFileSync('packs/vn/petition-clocks.json', 'utf8'))
const rules: PetitionRules = { days: pack.days, afterSupplement: pack.afterSupplement }
const petition = (text: string, about: Petition['about'] = 'rules'): Petition => ({
  code: 'PA',
  unit: 'H55.1',
  about,
  events: text
    .split(', ')
    .filter(Boolean)
    .map((part) => {
      const [step = '', ...at] = part.split(' ')
      return { step: step as PetitionStep, at: august(at.join(' ')) }
    }),
})
const told = (text: string, at: string, of = rules) => {
  const { state, verdict, clocks } = judgePetition(petition(text), august(at), of, calendar)
  return [
    state,
    verdict ?? '–',
    ...clocks.map((it) => `${it.clock} ${+it.dueOn.slice(8)}${it.isLate ? '!' : ''}`),
  ].join(' ')
}

test.each<[string, string, string, string]>([
  ['nothing yet', '', '3 08:00', 'not-here –'],
  ['sent: fifteen working days', 'sent 3 08:00', '3 09:00', 'waiting on-time handle 22'],
  ['sent on a Saturday', 'sent 1 08:00', '3 09:00', 'waiting on-time handle 21'],
  ['the fifteenth day is in time', 'sent 3 08:00', '22 23:00', 'waiting on-time handle 22'],
  ['the sixteenth is not', 'sent 3 08:00', '24 00:00', 'waiting late handle 22!'],
  [
    'a transfer starts the clock',
    'sent 3 08:00, transferred 10 08:00',
    '25 00:00',
    'waiting on-time handle 28',
  ],
  [
    'the last transfer does',
    'transferred 3 08:00, transferred 10 08:00',
    '25 00:00',
    'waiting on-time handle 28',
  ],
  ['accepted', 'sent 3 08:00, accepted 4 08:00', '5 08:00', 'processing on-time handle 22'],
  ['refused within two days', 'sent 3 08:00, refused 5 17:00', '31 08:00', 'done on-time refuse 5'],
  ['refused on the third', 'sent 3 08:00, refused 6 08:00', '31 08:00', 'done late refuse 5!'],
  [
    'sent back over a weekend',
    'sent 7 08:00, sent-back 11 08:00',
    '31 08:00',
    'done on-time refuse 11',
  ],
  [
    'papers asked for on the fifth day',
    'sent 3 08:00, supplement-asked 10 08:00',
    '31 08:00',
    'done on-time supplement 10',
  ],
  [
    'on the sixth',
    'sent 3 08:00, supplement-asked 11 08:00',
    '31 08:00',
    'done late supplement 10!',
  ],
  [
    'asked after acceptance: no such clock',
    'sent 3 08:00, accepted 4 08:00, supplement-asked 12 08:00, supplemented 13 08:00',
    '14 08:00',
    'waiting on-time handle 7',
  ],
  [
    'papers came: the time begins anew',
    'sent 3 08:00, supplement-asked 5 08:00, supplemented 17 08:00',
    '25 08:00',
    'waiting on-time supplement 10 handle 9',
  ],
  [
    'answered, to be published within two days',
    'sent 3 08:00, answered 20 08:00',
    '22 08:00',
    'done on-time handle 22 publish 22',
  ],
  [
    'published too late',
    'sent 3 08:00, answered 20 08:00, published 25 08:00',
    '31 08:00',
    'done late handle 22 publish 22!',
  ],
  [
    'not yet published too late',
    'sent 3 08:00, answered 20 08:00',
    '25 08:00',
    'done late handle 22 publish 22!',
  ],
  [
    'answered late',
    'sent 3 08:00, answered 25 08:00, published 25 09:00',
    '31 08:00',
    'done late handle 22! publish 27',
  ],
  [
    'what comes later is not known yet',
    'sent 3 08:00, refused 20 08:00',
    '4 08:00',
    'waiting on-time handle 22',
  ],
])('%s', (_claim, text, at, expected) => {
  expect(told(text, at)).toBe(expected)
})

test('the other reading of a supplement: the wait is taken off', () => {
  const text = 'sent 3 08:00, supplement-asked 5 08:00, supplemented 17 08:00'
  const of = { ...rules, afterSupplement: 'pause' as const }
  expect(told(text, '31 08:00', of)).toBe('waiting on-time supplement 10 handle 7')
  expect(told(text, '31 08:00')).toBe('waiting on-time supplement 10 handle 9')
})

describe('counts of a period', () => {
  const period = { from: day('2026-08-10'), to: day('2026-08-31') }
  const countsOf = (at: string, ...all: Petition[]) =>
    petitionCounts(
      all.map((it, no) => ({ ...it, code: `PA-${no}` })),
      period,
      august(at),
      rules,
      calendar,
    )
  const ratio = (numerator: number, denominator: number) => ({ numerator, denominator })

  test.each<[string, Petition[], [number, number], [number, number]]>([
    ['none', [], [0, 0], [0, 0]],
    ['carried over and open: in 5.2, not in 5.3', [petition('sent 3 08:00')], [0, 1], [0, 0]],
    [
      'ended before the period: in neither',
      [petition('sent 3 08:00, refused 4 08:00')],
      [0, 0],
      [0, 0],
    ],
    ['received in it', [petition('sent 12 08:00')], [1, 1], [1, 1]],
    [
      'disliked',
      [petition('sent 12 08:00, answered 13 08:00, published 13 09:00, disliked 14 08:00')],
      [1, 1],
      [0, 1],
    ],
    [
      'liked as often',
      [
        petition(
          'sent 12 08:00, answered 13 08:00, published 13 09:00, disliked 14 08:00, liked 14 09:00',
        ),
      ],
      [1, 1],
      [1, 1],
    ],
    [
      'complained of again',
      [petition('sent 12 08:00, answered 13 08:00, published 13 09:00, complained-again 17 08:00')],
      [1, 1],
      [0, 1],
    ],
    [
      'late and disliked counts once',
      [petition('sent 12 08:00, refused 20 08:00, disliked 21 08:00'), petition('sent 12 08:00')],
      [1, 2],
      [1, 2],
    ],
  ])('%s', (_claim, all, onTime, content) => {
    expect(countsOf('31 08:00', ...all)).toMatchObject({
      '5.2': ratio(...onTime),
      '5.3': ratio(...content),
    })
  })

  test('by what they are about', () => {
    expect(
      countsOf(
        '31 08:00',
        petition('sent 12 08:00'),
        petition('sent 12 08:00', 'conduct'),
        petition('sent 12 08:00', 'conduct'),
      ),
    ).toMatchObject({
      '5.1a': ratio(1, 3),
      '5.1b': ratio(2, 3),
    })
  })
})
