// What one open petition is still worth.

import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { august, calendar } from '../../test/dossier.ts'
import { day } from '../lib/day.ts'
import type { Petition, PetitionRules, PetitionStep } from '../petitions/index.ts'
import { partsOfOpen, workOnPetition } from './petition-work.ts'

const pack = JSON.parse(readFileSync('packs/vn/petition-clocks.json', 'utf8'))
const rules: PetitionRules = { days: pack.days, afterSupplement: pack.afterSupplement }
const petition = (text: string, unit = 'H55.1'): Petition => ({
  code: 'PA',
  unit,
  about: 'rules',
  events: text.split(', ').map((part) => {
    const [step = '', ...at] = part.split(' ')
    return { step: step as PetitionStep, at: august(at.join(' ')) }
  }),
})

test.each<[string, string, object | null]>([
  [
    'answering in time keeps both',
    'sent 4 08:00',
    { '5.2': { numerator: 1, denominator: 0 }, '5.3': { numerator: 1, denominator: 0 } },
  ],
  [
    'an answer may still be published in time',
    'sent 4 08:00, answered 19 08:00',
    { '5.2': { numerator: 1, denominator: 0 }, '5.3': { numerator: 1, denominator: 0 } },
  ],
  ['its time lasts beyond the period: nothing to win', 'sent 18 08:00', null],
  ['late already', 'transferred 3 08:00, supplement-asked 12 08:00, supplemented 13 08:00', null],
  ['done', 'sent 4 08:00, refused 5 08:00', null],
])('work on a petition: %s', (_claim, text, changes) => {
  const period = { from: day('2026-08-01'), to: day('2026-08-31') }
  const open = [petition(text)]
  const made = workOnPetition({ open }, { period, now: august('20 09:00') }, rules, calendar)
  expect(made?.all ?? null).toEqual(changes)
})

const BOTH = { '5.2': { numerator: 1, denominator: 0 }, '5.3': { numerator: 1, denominator: 0 } }
const ONLY_52 = { '5.2': { numerator: 1, denominator: 0 } }

test.each<[string, string[], string[], string[], object | null, object | undefined]>([
  ['of one unit alone', ['sent 4 08:00'], [], [], BOTH, undefined],
  [
    'sent back in time by another: kept by answering',
    ['transferred 5 08:00'],
    ['sent 4 08:00, sent-back 5 08:00'],
    [],
    BOTH,
    undefined,
  ],
  [
    'late already at another below: nothing to win',
    ['transferred 14 08:00'],
    ['sent 3 08:00, sent-back 14 08:00'],
    [],
    null,
    undefined,
  ],
  [
    'open at two: answering both keeps one',
    ['sent 4 08:00', 'transferred 5 08:00'],
    [],
    [],
    BOTH,
    undefined,
  ],
  [
    'late at another that is beside: worth it here, nothing above',
    ['transferred 7 08:00'],
    [],
    ['sent 3 08:00, sent-back 7 08:00'],
    BOTH,
    {},
  ],
  [
    'first received before the period by one beside: in 5.2 alone above',
    ['transferred 5 08:00'],
    [],
    ['sent 1 08:00, sent-back 3 08:00'],
    BOTH,
    ONLY_52,
  ],
])('work on a petition of several units: %s', (_claim, open, here, beside, all, above) => {
  const period = { from: day('2026-08-03'), to: day('2026-08-31') }
  const [mine, others, further] = [open, here, beside].map((texts, group) =>
    texts.map((text, no) => petition(text, `U${group}${no}`)),
  )
  const asked = { open: mine ?? [], here: others ?? [], beside: further ?? [] }
  const made = workOnPetition(asked, { period, now: august('20 09:00') }, rules, calendar)
  expect(made?.all ?? null).toEqual(all)
  expect(made?.above).toEqual(above)
})

test('open petitions with what else the unit and the next one up have of them', () => {
  const [a, b, c] = ['A', 'B', 'C'].map((unit) => petition('sent 4 08:00', unit))
  if (!a || !b || !c) throw new Error('three')
  const alone = { ...a, code: 'PB' }
  const parts = partsOfOpen(
    [a, alone],
    new Map([['PA', [a, b, c]]]),
    new Set(['A', 'B']),
    new Set(['A', 'B', 'C', 'D']),
  )
  expect(parts).toEqual([
    { open: [a], here: [b], beside: [c] },
    { open: [alone], here: [], beside: [] },
  ])
})
