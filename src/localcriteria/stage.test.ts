// Where a unit stands in a cycle, and whether it is late.

import { describe, expect, test } from 'vitest'
import { day } from '../lib/day.ts'
import { isLate, mayHandBack } from './handback.ts'
import { type Cycle, STAGES, type Stage, type Steps, stageOf } from './stage.ts'

const cycle: Cycle = {
  opensOn: day('2024-10-01'),
  selfBy: day('2024-11-15'),
  appraiseBy: day('2024-12-01'),
  answerBy: day('2024-12-06'),
  isPublished: false,
}

describe('the stage of a unit', () => {
  const none: Steps = {
    hasDraft: false,
    sentOn: null,
    isAppraised: false,
    hasAnswered: false,
    isSettled: false,
  }
  const sent = { ...none, sentOn: day('2024-11-10') }
  const claims: [Stage, string, Partial<Steps>, Partial<Cycle>][] = [
    ['not-open', '2024-09-30', {}, {}],
    ['not-begun', '2024-10-01', {}, {}],
    ['drafting', '2024-10-02', { hasDraft: true }, {}],
    ['drafting', '2024-11-20', { hasDraft: true }, {}],
    ['sent', '2024-11-20', sent, {}],
    ['appraised', '2024-12-06', { ...sent, isAppraised: true }, {}],
    ['settled', '2024-12-07', { ...sent, isAppraised: true }, {}],
    ['answered', '2024-12-09', { ...sent, isAppraised: true, hasAnswered: true }, {}],
    [
      'settled',
      '2024-12-09',
      { ...sent, isAppraised: true, hasAnswered: true, isSettled: true },
      {},
    ],
    ['published', '2024-12-09', {}, { isPublished: true }],
  ]
  test.each(claims)('%s on %s', (stage, today, steps, change) => {
    expect(stageOf({ ...cycle, ...change }, { ...none, ...steps }, day(today))).toBe(stage)
  })
})

describe('late', () => {
  type Sent = [sentOn: string, correctBy?: string]
  const claims: [today: string, rounds: Sent[], late: boolean][] = [
    ['2024-11-15', [], false],
    ['2024-11-16', [], true],
    ['2024-12-01', [['2024-11-15']], false],
    ['2024-12-01', [['2024-11-16']], true],
    // Handed back: the first day counts while there is time to correct, and when it was corrected in time.
    ['2024-11-20', [['2024-11-14', '2024-11-20']], false],
    ['2024-11-21', [['2024-11-14', '2024-11-20']], true],
    ['2024-12-01', [['2024-11-14', '2024-11-20'], ['2024-11-20']], false],
    ['2024-12-01', [['2024-11-14', '2024-11-20'], ['2024-11-21']], true],
    // Twice handed back, each time corrected in time.
    [
      '2024-12-01',
      [['2024-11-14', '2024-11-18'], ['2024-11-18', '2024-11-22'], ['2024-11-22']],
      false,
    ],
    [
      '2024-12-01',
      [['2024-11-14', '2024-11-18'], ['2024-11-19', '2024-11-22'], ['2024-11-22']],
      true,
    ],
    // The day to correct it by lies before the day for everybody.
    ['2024-11-13', [['2024-11-05', '2024-11-12']], false],
    // First sent late stays late.
    ['2024-12-01', [['2024-11-16', '2024-11-20'], ['2024-11-18']], true],
  ]
  test.each(claims)('on %s, sent %j: %s', (today, rounds, late) => {
    const sent = rounds.map(([sentOn, correctBy]) => ({
      sentOn: day(sentOn),
      correctBy: correctBy ? day(correctBy) : null,
    }))
    expect(isLate(cycle.selfBy, sent, day(today))).toBe(late)
  })
  test('goes back only when it was sent and nothing was shown', () => {
    expect(STAGES.filter(mayHandBack)).toEqual(['sent'])
  })
})
