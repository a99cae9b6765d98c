// The smallest set of improvements against every set there is.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Candidate, smallestSet } from './optimum.ts'

/** Every subset; of those that make the points the fewest levers, then the least cost. */
function brute(
  candidates: readonly Candidate[],
  needed: number,
): { n: number; cost: number } | null {
  let best: { n: number; cost: number } | null = null
  for (let mask = 0; mask < 1 << candidates.length; mask++) {
    const chosen = candidates.filter((_, at) => mask & (1 << at))
    if (chosen.reduce((sum, { gain }) => sum + gain, 0) < needed - 1e-9) continue
    let left = needed
    let cost = 0
    for (const it of chosen
      .filter(({ gain }) => gain > 0)
      .sort((a, b) => a.cost / a.gain - b.cost / b.gain)) {
      const share = Math.min(1, Math.max(0, left / it.gain))
      left -= share * it.gain
      cost += share * it.cost
    }
    const n = chosen.length
    if (!best || n < best.n || (n === best.n && cost < best.cost)) best = { n, cost }
  }
  return best
}

const candidates = fc
  .array(
    fc.record({ gain: fc.integer({ min: 0, max: 40 }), cost: fc.integer({ min: 0, max: 30 }) }),
    {
      maxLength: 9,
    },
  )
  .map((list) => list.map((it, at) => ({ code: `x${at}`, gain: it.gain / 100, cost: it.cost })))

test('never beaten by brute force, and no bound is passed', () => {
  fc.assert(
    fc.property(candidates, fc.integer({ min: 0, max: 200 }), (list, hundredths) => {
      const needed = hundredths / 100
      const found = smallestSet(list, needed)
      const known = brute(list, needed)
      if (known === null) {
        expect(found).toBeNull()
        return
      }
      expect(found!.pulls.length).toBeLessThanOrEqual(known.n)
      expect(found!.cost).toBeLessThanOrEqual(known.cost + 1e-6)
      expect(found!.gain).toBeGreaterThanOrEqual(needed - 1e-6)
      for (const { code, share, gain } of found!.pulls) {
        const of = list.find((it) => it.code === code)!
        expect(share).toBeGreaterThan(0)
        expect(share).toBeLessThanOrEqual(1)
        expect(gain).toBeLessThanOrEqual(of.gain + 1e-12)
      }
    }),
    { numRuns: 400 },
  )
})

const lever = (code: string, gain: number, cost: number): Candidate => ({ code, gain, cost })

test('one lever that does it beats two cheaper ones; the last is pulled only as far as needed', () => {
  const found = smallestSet([lever('a', 0.5, 9), lever('b', 0.3, 1), lever('c', 0.3, 1)], 0.4)!
  expect(found.pulls).toEqual([{ code: 'a', share: 0.8, gain: 0.4, cost: expect.closeTo(7.2, 9) }])
  expect(found.isProven).toBe(true)
})

test('nothing needed, nothing pulled; too much asked, nothing found', () => {
  expect(smallestSet([lever('a', 1, 1)], 0)?.pulls).toEqual([])
  expect(smallestSet([lever('a', 1, 1)], 1.5)).toBeNull()
  expect(() => smallestSet([lever('a', -1, 1)], 1)).toThrow(RangeError)
})

test('seventy levers are searched in time', () => {
  const many = Array.from({ length: 70 }, (_, at) =>
    lever(`x${at}`, 0.02 + (at % 9) / 100, 1 + (at % 5)),
  )
  const started = process.cpuUsage().user
  expect(smallestSet(many, 0.9)!.gain).toBeCloseTo(0.9, 6)
  expect((process.cpuUsage().user - started) / 1000).toBeLessThan(1500)
})
