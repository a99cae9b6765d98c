// What one open petition is still worth.

import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { august, calendar } from '../../test/dossier.ts'
import { day } from '../lib/day.ts'
import type { Petition, PetitionRules, PetitionStep } from '../petitions/index.ts'
import { workOnPetition } from './petition-work.ts'

const pack = JSON.parse(readFileSync('packs/vn/petition-clocks.json', 'utf8'))
const rules: PetitionRules = { days: pack.days, afterSupplement: pack.afterSupplement }
const petition = (text: string): Petition => ({
  code: 'PA',
  unit: 'H55.1',
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
  const made = workOnPetition(petition(text), { period, now: august('20 09:00') }, rules, calendar)
  expect(made?.all ?? null).toEqual(changes)
})
