// How units of the simulator differ: how much comes to them, how well they work, which bad habits some of them have.

import type { Day } from '../lib/day.ts'
import { type Random, seeded } from '../lib/random.ts'
import type { ProcedureLevel } from './procedure-rows.ts'

/** A unit that receives dossiers. `validTo` is the first day on which it no longer does. */
export type SimulationUnit = {
  code: string
  level: ProcedureLevel
  validFrom: Day
  validTo: Day | null
}

/** What the integrity desk is there to find. */
export type Habit = 'ends-at-due' | 'no-time' | 'input-as-result' | 'reopens' | 'one-identity'
export type Profile = {
  unit: SimulationUnit
  weight: number
  late: number
  online: number
  digitised: number
  resultFile: number
  reused: number
  fromStore: number
  verified: number
  paidOnline: number
  supplement: number
  /** Sends once a day, at the end of it. */
  isNightly: boolean
  habit: Habit | null
}

const HABITS: readonly Habit[] = [
  'ends-at-due',
  'no-time',
  'input-as-result',
  'reopens',
  'one-identity',
]
const HABIT_SHARE = 0.12

/** The same unit is the same in every run of a seed, whatever other units there are. */
export function profileOf(unit: SimulationUnit, seed: number): Profile {
  const random = seeded(hashOf(`${seed} ${unit.code}`))
  const skill = random.normal()
  const share = (middle: number, spread: number) =>
    clamp(middle + spread * (0.6 * skill + 0.8 * random.normal()), 0.02, 0.99)
  return {
    unit,
    weight: Math.exp(0.6 * random.normal()),
    late: clamp(0.075 * Math.exp(-0.45 * skill + 0.3 * random.normal()), 0.015, 0.3),
    online: share(0.78, 0.15),
    digitised: share(0.72, 0.2),
    resultFile: share(0.8, 0.15),
    reused: share(0.35, 0.2),
    fromStore: share(0.12, 0.1),
    verified: share(0.75, 0.15),
    paidOnline: share(0.65, 0.22),
    supplement: clamp(0.05 * Math.exp(0.4 * random.normal()), 0.01, 0.2),
    isNightly: random.next() < 0.08,
    habit: random.next() < HABIT_SHARE ? random.pick(HABITS) : null,
  }
}

/** A chooser by weight: O(log n) a choice. Throws RangeError when there is nothing to choose from. */
export function weighted<T>(items: readonly T[], weightOf: (item: T, at: number) => number) {
  let sum = 0
  const upTo = items.map((item, at) => {
    sum += weightOf(item, at)
    return sum
  })
  if (!(sum > 0)) throw new RangeError('nothing to choose from')
  return (random: Random): T => {
    const wanted = random.next() * sum
    let [low, high] = [0, upTo.length - 1]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((upTo[middle] ?? 0) > wanted) high = middle
      else low = middle + 1
    }
    return items[low] as T
  }
}

const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value))

/** FNV-1a, 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at += 1)
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193) >>> 0
  return hash
}
