// What messages about a petition make of it: tables of claims, and that neither order nor repetition matters.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyMessages, said } from '../../test/petition.ts'
import { foldPetition } from './fold.ts'
import { takeMessages } from './take.ts'

/** Subject, then steps as `sent@3`, by the day of August. */
const told = (messages: ReturnType<typeof said>[]): string => {
  const found = foldPetition(messages, 'U')
  if (!found) return '–'
  return [found.about, ...found.events.map(({ step, at }) => `${step}@${+at.slice(8, 10)}`)].join(
    ' ',
  )
}

test.each<[string, string[], string]>([
  ['a picture', ['5: rules sent 3'], 'rules sent@3'],
  ['a step adds', ['5: rules sent 3', '6: + accepted 6'], 'rules sent@3 accepted@6'],
  [
    'steps alone, once one says what it is about',
    ['5: rules + sent 3', '6: + accepted 6'],
    'rules sent@3 accepted@6',
  ],
  ['steps that do not say it', ['5: + sent 3'], '–'],
  [
    'a step before the picture stays',
    ['5: + accepted 5', '6: rules sent 3'],
    'rules sent@3 accepted@5',
  ],
  [
    'a picture corrects the steps it names',
    ['5: + accepted 5', '6: rules sent 3, accepted 4'],
    'rules sent@3 accepted@4',
  ],
  ['the last picture counts', ['5: rules sent 3', '6: conduct sent 2'], 'conduct sent@2'],
  [
    'one that tells less came late',
    ['5: rules sent 3, accepted 5', '6: rules sent 3'],
    'rules sent@3 accepted@5',
  ],
  [
    'unless it says when it was made',
    ['5: rules sent 3, accepted 5', '6/6: rules sent 3'],
    'rules sent@3',
  ],
  [
    'then it takes back what was said before',
    ['5: rules sent 3', '5: + accepted 5', '6/6: rules sent 3'],
    'rules sent@3',
  ],
  [
    'and not what was said after',
    ['8: + answered 8', '9/6: rules sent 3'],
    'rules sent@3 answered@8',
  ],
  [
    'an older one by its own word',
    ['6/6: rules sent 3, accepted 5', '7/4: conduct sent 3'],
    'rules sent@3 accepted@5',
  ],
  ['deleted', ['5: rules sent 3', '6: deleted'], '–'],
  ['and shown again', ['5: rules sent 3', '6: deleted', '7: rules sent 4'], 'rules sent@4'],
  [
    'the same step twice is once',
    ['5: rules sent 3', '6: + accepted 5', '7: + accepted 5'],
    'rules sent@3 accepted@5',
  ],
  [
    'steps of one instant in the order of the work',
    ['5: rules published 4, answered 4, sent 3'],
    'rules sent@3 answered@4 published@4',
  ],
])('%s', (_claim, lines, expected) => {
  expect(told(lines.map(said))).toBe(expected)
})

test('property: order never matters', () => {
  fc.assert(
    fc.property(anyMessages, fc.infiniteStream(fc.nat()), (messages, keys) => {
      const order = messages.map((message) => ({ message, key: keys.next().value ?? 0 }))
      const shuffled = order.sort((a, b) => a.key - b.key).map(({ message }) => message)
      expect(foldPetition(shuffled, 'U')).toEqual(foldPetition(messages, 'U'))
    }),
  )
})

test('property: what is kept folds to the same as everything that came, and nothing is kept twice', () => {
  fc.assert(
    fc.property(anyMessages, (messages) => {
      const { kept, outcomes } = takeMessages([], messages)
      expect(outcomes).toHaveLength(messages.length)
      const again = takeMessages(kept, kept.slice(-1))
      const [last] = again.outcomes
      if (kept.at(-1)?.kind !== 'deletion' && last) expect(last.outcome).not.toBe('accepted')
    }),
  )
})
