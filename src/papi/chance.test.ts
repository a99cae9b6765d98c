// The chance of the top group: a closed form, another way to count it, the seed, the error of the simulation.

import { expect, test } from 'vitest'
import { seeded } from '../lib/random.ts'
import { normalCdf } from '../lib/stats/index.ts'
import { barsOf, chanceOf, scoreFor } from './chance.ts'

test.each([
  [45, 1, 44, 1],
  [45, 1, 45, 2],
  [43.96, 0.16, 45.79, 1.115],
  [42, 0.3, 42.1, 0.3],
  [45, 0.5, 44.2, 0],
])('two provinces, one on top: %d ± %d against %d ± %d is Φ', (a, seA, b, seB) => {
  const bars = barsOf([{ score: b, se: seB }], 1, { draws: 40_000, seed: 7 })
  const { probability, se } = chanceOf(bars, { score: a, se: seA })
  const exact = normalCdf((a - b) / Math.hypot(seA, seB))
  expect(Math.abs(probability - exact)).toBeLessThan(Math.max(4 * se, 1e-6))
})

const others = Array.from({ length: 60 }, (_, at) => ({
  score: 39 + at * 0.1,
  se: 0.2 + (at % 7) * 0.1,
}))

test('drawing the province itself too, and sorting, gives the same', () => {
  const own = { score: 43.6, se: 0.6 }
  const { normal } = seeded(99)
  let inside = 0
  const draws = 20_000
  for (let draw = 0; draw < draws; draw++) {
    const score = own.score + own.se * normal()
    const ahead = others.filter((it) => it.score + it.se * normal() > score).length
    if (ahead < 15) inside += 1
  }
  const counted = inside / draws
  const { probability, se } = chanceOf(barsOf(others, 15), own)
  const noise = Math.sqrt((counted * (1 - counted)) / draws)
  expect(Math.abs(probability - counted)).toBeLessThan(4 * Math.hypot(noise, se))
})

test('the same seed gives the same bars, another one differs within its error', () => {
  const [first, again, other] = [1, 1, 2].map((seed) => barsOf(others, 15, { seed }))
  expect(again).toEqual(first)
  const own = { score: 43.5, se: 0.5 }
  const [a, b] = [chanceOf(first!, own), chanceOf(other!, own)]
  expect(a.probability).not.toBe(b.probability)
  expect(Math.abs(a.probability - b.probability)).toBeLessThan(4 * Math.hypot(a.se, b.se))
})

test('four times the draws halve the error', () => {
  const own = { score: 43.5, se: 0.5 }
  const [few, many] = [2_500, 10_000].map((draws) => chanceOf(barsOf(others, 15, { draws }), own))
  expect(few!.se / many!.se).toBeGreaterThan(1.8)
  expect(few!.se / many!.se).toBeLessThan(2.2)
  expect(many!.draws).toBe(10_000)
})

test('a higher score is never less likely; the score for a probability reaches it', () => {
  const bars = barsOf(others, 15)
  const chances = [42, 43, 43.4, 44, 46].map(
    (score) => chanceOf(bars, { score, se: 0.4 }).probability,
  )
  expect([...chances].sort((a, b) => a - b)).toEqual(chances)
  const needed = scoreFor(bars, 0.8, 0.4)
  expect(chanceOf(bars, { score: needed, se: 0.4 }).probability).toBeCloseTo(0.8, 6)
  expect(() => scoreFor(bars, 1, 0.4)).toThrow(RangeError)
})

test('where all fit in, all are in', () => {
  expect(chanceOf(barsOf(others.slice(0, 3), 15), { score: 1, se: 1 }).probability).toBe(1)
})
