// Made-up petitions are the same for the same seed, can all be read, and are late now and then.

import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { calendar } from '../../test/dossier.ts'
import { day } from '../lib/day.ts'
import { foldPetition, type PetitionMessage } from './fold.ts'
import { readPetition } from './message.ts'
import { simulatePetitions } from './simulation.ts'
import { petitionCounts } from './sums.ts'

const plan = {
  units: ['05569', '05563'],
  calendar,
  from: day('2024-01-02'),
  to: day('2024-12-31'),
  perYear: 300,
  seed: 5,
}

test('the same for the same seed, another for another', () => {
  expect(simulatePetitions(plan)).toEqual(simulatePetitions(plan))
  expect(simulatePetitions({ ...plan, seed: 6 })).not.toEqual(simulatePetitions(plan))
})

test('every item can be read, each petition folds, most are on time', () => {
  const items = simulatePetitions(plan)
  const now = items.at(-1)?.receivedAt as never
  const reach = { from: calendar.from, to: calendar.to }
  const byCode = new Map<string, PetitionMessage[]>()
  for (const [no, item] of items.entries()) {
    const reading = readPetition(item, { no, now, reach })
    expect(reading).toMatchObject({ ok: true })
    if (reading.ok)
      byCode.set(reading.message.code, [
        ...(byCode.get(reading.message.code) ?? []),
        reading.message,
      ])
  }
  const petitions = [...byCode.values()].flatMap((all) => foldPetition(all, 'U') ?? [])
  expect(petitions).toHaveLength(300)
  const { days, afterSupplement } = JSON.parse(
    readFileSync('packs/vn/petition-clocks.json', 'utf8'),
  )
  const counts = petitionCounts(petitions, plan, now, { days, afterSupplement }, calendar)
  const share = counts['5.2'].numerator / counts['5.2'].denominator
  expect(share).toBeGreaterThan(0.8)
  expect(share).toBeLessThan(0.98)
  expect(counts['5.3'].numerator).toBeLessThan(counts['5.2'].numerator)
})
