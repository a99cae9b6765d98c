// Where a unit's score will end, from its own earlier periods: how far the score at the same point of each of them was from
// the one it ended with. The interval is that of one more such difference (Student's t, n − 1 degrees of freedom).

import { tQuantile } from '../lib/stats/index.ts'

/** An earlier period of the same length, under the same tree: its score at the same share of its days, and at its end. */
export type Past = { period: string; soFar: number; end: number }
export type Forecast = {
  method: 'own-history'
  /** Earlier periods used. */
  periods: number
  score: number
  /** Null while there are fewer than three earlier periods: no interval is better than a made-up one. */
  interval: { low: number; high: number; level: number } | null
}

const FEWEST = 3

/** Null while the score is unknown or there is no earlier period. The answer stays within 0 and `attainable`. */
export function forecastEnd(
  now: number | null,
  past: readonly Past[],
  attainable: number,
  level = 0.8,
): Forecast | null {
  if (!(level > 0 && level < 1)) throw new RangeError('a level lies between 0 and 1')
  if (now === null || past.length === 0) return null
  const n = past.length
  const moves = past.map(({ soFar, end }) => end - soFar)
  const mean = moves.reduce((sum, it) => sum + it, 0) / n
  const within = (score: number) => Math.min(attainable, Math.max(0, score))
  const score = within(now + mean)
  const base = { method: 'own-history' as const, periods: n, score }
  if (n < FEWEST) return { ...base, interval: null }
  const variance = moves.reduce((sum, it) => sum + (it - mean) ** 2, 0) / (n - 1)
  const half = tQuantile((1 + level) / 2, n - 1) * Math.sqrt(variance * (1 + 1 / n))
  const interval = { low: within(now + mean - half), high: within(now + mean + half), level }
  return { ...base, interval }
}
