// A petition that several units handle counts once above them: a table of claims. In 2026 Saturday 22/8 is worked for Monday
// 31/8. `D` and `C` are two units under one; what each says of petition `PA`.

import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { august, calendar } from '../../test/dossier.ts'
import { day } from '../lib/day.ts'
import { oneOf, type PetitionPart, partOf, sumsOfParts } from './part.ts'
import type { Petition, PetitionRules, PetitionStep } from './petition.ts'

const pack = JSON.parse(readFileSync('packs/vn/petition-clocks.json', 'utf8'))
const rules: PetitionRules = { days: pack.days, afterSupplement: pack.afterSupplement }
const PERIOD = { from: day('2026-08-10'), to: day('2026-08-31') }

/** `D: conduct sent 3, sent-back 4`, hours left out where they do not matter. */
function handled(text: string, code = 'PA'): Petition {
  const [unit = '', rest = ''] = text.split(': ')
  const about = rest.startsWith('conduct ') ? 'conduct' : 'rules'
  const events = rest
    .replace('conduct ', '')
    .split(', ')
    .filter(Boolean)
    .map((part) => {
      const [step = '', date = '', time = '08:00'] = part.split(' ')
      return { step: step as PetitionStep, at: august(`${date} ${time}`) }
    })
  return { code, unit, about, events }
}
const partsAt = (at: string, ...texts: string[]): PetitionPart[] =>
  texts.flatMap((text) => partOf(handled(text), august(at), rules, calendar) ?? [])

/** At the end of the 31st: received, of them about rules, about conduct, content; open, of them on time. */
const counted = (...texts: string[]): string => {
  const it = sumsOfParts(partsAt('31 23:00', ...texts), PERIOD)
  return `${it.received} ${it.rules}+${it.conduct} ${it.content} · ${it.open} ${it.onTime}`
}

test.each<[string, string[], string]>([
  ['nobody shows it', [], '0 0+0 0 · 0 0'],
  ['one unit: as it always counted', ['C: transferred 12'], '1 1+0 1 · 1 1'],
  [
    'handed on in time, and answered in time: once',
    ['D: sent 12, sent-back 13', 'C: transferred 13, answered 20, published 21'],
    '1 1+0 1 · 1 1',
  ],
  [
    'three units: once',
    ['D: sent 12, sent-back 13', 'E: transferred 13, sent-back 14', 'C: transferred 14'],
    '1 1+0 1 · 1 1',
  ],
  [
    'late at the first: late, and so not content',
    ['D: sent 12, sent-back 20', 'C: transferred 20, answered 21, published 21'],
    '1 1+0 0 · 1 0',
  ],
  [
    'late at the last',
    ['D: sent 10, sent-back 11', 'C: transferred 11, answered 12'],
    '1 1+0 0 · 1 0',
  ],
  ['late at both: late once', ['D: sent 10, sent-back 17', 'C: transferred 3'], '0 0+0 0 · 1 0'],
  [
    'disliked at one of them',
    ['D: sent 12, sent-back 13', 'C: transferred 13, answered 20, published 21, disliked 24'],
    '1 1+0 0 · 1 1',
  ],
  [
    'liked at one does not make up for disliked at the other',
    [
      'D: sent 12, answered 13, published 13, disliked 17',
      'C: transferred 17, answered 18, published 18, liked 19, liked 20',
    ],
    '1 1+0 0 · 1 1',
  ],
  [
    'first received below before the period: not received in it, though one below received it in it',
    ['D: sent 6, sent-back 7', 'C: transferred 12, answered 20, published 21'],
    '0 0+0 0 · 1 1',
  ],
  [
    'first received in the period, handed on after it began: received in it',
    ['D: sent 10, sent-back 11', 'C: transferred 24'],
    '1 1+0 1 · 1 1',
  ],
  [
    'done everywhere before the period: not open in it',
    ['D: sent 3, sent-back 4', 'C: transferred 4, answered 7, published 7'],
    '0 0+0 0 · 0 0',
  ],
  [
    'late before the period where it was first, still open where it is: late',
    ['D: sent 3, sent-back 7', 'C: transferred 7'],
    '0 0+0 0 · 1 0',
  ],
  [
    'between two hands throughout the period: open at nobody, so not open',
    ['D: sent 3, sent-back 4', 'C: transferred 31 23:30'],
    '0 0+0 0 · 0 0',
  ],
  [
    'transferred there and back again: the last transfer counts at each',
    ['D: sent 3, transferred 14, answered 17, published 17', 'C: transferred 5, sent-back 13'],
    '0 0+0 0 · 1 0',
  ],
  [
    'what it is about: as says who got it last',
    ['D: sent 12, sent-back 13', 'C: conduct transferred 13'],
    '1 0+1 1 · 1 1',
  ],
  [
    'whatever the first said',
    ['D: conduct sent 12, sent-back 13', 'C: transferred 14'],
    '1 1+0 1 · 1 1',
  ],
  [
    'on the same day conduct goes before',
    ['D: conduct sent 12, sent-back 12 09:00', 'C: transferred 12 09:00'],
    '1 0+1 1 · 1 1',
  ],
  ['not here yet at one of them', ['D: sent 12', 'C: accepted 13'], '1 1+0 1 · 1 1'],
])('%s', (_claim, texts, expected) => {
  expect(counted(...texts)).toBe(expected)
  expect(counted(...[...texts].reverse())).toBe(expected)
})

test('different petitions are not one', () => {
  const parts = ['PA', 'PB'].flatMap(
    (code) => partOf(handled('C: sent 12', code), august('31 23:00'), rules, calendar) ?? [],
  )
  expect(sumsOfParts(parts, PERIOD)).toMatchObject({ received: 2, open: 2, onTime: 2 })
})

const someOn = fc
  .integer({ min: 1, max: 28 })
  .map((it) => day(`2026-08-${String(it).padStart(2, '0')}`))
const somePart: fc.Arbitrary<PetitionPart> = fc
  .record({
    unit: fc.constantFrom('A', 'B', 'C', 'D'),
    about: fc.constantFrom('rules' as const, 'conduct' as const),
    firstOn: someOn,
    startedOn: someOn,
    endedOn: fc.option(someOn, { nil: null }),
    isLate: fc.boolean(),
    isUnsatisfied: fc.boolean(),
  })
  .map((it) => ({ code: 'PA', ...it, isUnsatisfied: it.isLate || it.isUnsatisfied }))

test('property: one made of parts of parts is the same one, in whatever order', () => {
  fc.assert(
    fc.property(fc.array(somePart, { minLength: 1, maxLength: 5 }), fc.nat(5), (parts, cut) => {
      const whole = oneOf(parts)
      expect(oneOf([...parts].reverse())).toEqual(whole)
      const { received, open, onTime, content } = sumsOfParts(parts, PERIOD)
      expect([received, open].every((n) => n <= 1)).toBe(true)
      expect(onTime <= open && content <= received).toBe(true)
      const alone = parts.map((it) => sumsOfParts([it], PERIOD))
      const most = (name: 'received' | 'open') => Math.max(...alone.map((it) => it[name]))
      expect(open).toBe(most('open'))
      expect(received).toBeLessThanOrEqual(most('received'))
      // Fewer parts are never better.
      const some = oneOf(parts.slice(0, Math.max(1, cut)))
      expect(whole.isLate || !some.isLate).toBe(true)
      expect(whole.isUnsatisfied || !some.isUnsatisfied).toBe(true)
    }),
    { numRuns: 500 },
  )
})
