// A total shared among strata.

import { must } from './stats-error.ts'

export type AllocationStratum = {
  name: string
  /** Units in the population (or their measure of size, for the power allocation). */
  population: number
  /** Standard deviation (Neyman) or coefficient of variation (power) of the answer; 1 when absent. */
  spread?: number
  /** At most this many; the population when absent. */
  most?: number
}

export type Allocation = {
  total: number
  /** Equal: 1. Proportional: N. Neyman: N·S. Power: N^q·CV. */
  method: 'equal' | 'proportional' | 'neyman' | 'power'
  /** q of the power allocation: 0 equal, 1 near Neyman; 0.5 when absent. */
  power?: number
  /** At least this many in every stratum (or all of it, where it is smaller). */
  minimum?: number
}

/**
 * Whole numbers n_h that add to the total, in proportion to the method's shares, with minimum ≤ n_h ≤ N_h;
 * remainders go to the largest fractions, ties to the earlier stratum. Throws `allocate.argument`,
 * `allocate.minimum` (the minima exceed the total), `allocate.population` (the total exceeds what the strata can
 * give). Source: Neyman 1934; Bankier 1988 (power); Cochran 1977, chapter 5.
 */
export function allocate(strata: readonly AllocationStratum[], allocation: Allocation): number[] {
  const { total, minimum = 0 } = allocation
  const check = (holds: boolean, what: string) => must(holds, 'allocate.argument', what)
  check(strata.length > 0, 'There are no strata to allocate to.')
  check(Number.isInteger(total) && total >= 0, `The total ${total} is not a whole number.`)
  check(Number.isInteger(minimum) && minimum >= 0, `The minimum ${minimum} is not a whole number.`)
  const shares = strata.map((stratum) => share(stratum, allocation))
  const most = strata.map(({ population, most: limit = population }) =>
    Math.floor(Math.min(population, limit)),
  )
  const least = most.map((limit) => Math.min(limit, minimum))
  must(
    sum(least) <= total,
    'allocate.minimum',
    `${minimum} in every stratum make ${sum(least)}, more than the total of ${total}.`,
  )
  const reachable = sum(most.map((limit, at) => (shares[at]! > 0 ? limit : least[at]!)))
  must(
    reachable >= total,
    'allocate.population',
    `The strata can give ${reachable} together, less than the total of ${total}.`,
  )
  return rounded(bounded(shares, least, most, total), most, total)
}

function share(
  { name, population, spread = 1 }: AllocationStratum,
  { method, power = 0.5 }: Allocation,
): number {
  must(
    population > 0 && population < Infinity && spread >= 0 && spread < Infinity,
    'allocate.argument',
    `Stratum ${name} has no valid population or spread.`,
  )
  if (method === 'equal') return 1
  if (method === 'proportional') return population
  return method === 'neyman' ? population * spread : population ** power * spread
}

/** λ·share, held between the bounds, with λ such that the total is met. */
function bounded(shares: number[], least: number[], most: number[], total: number): number[] {
  const at = (factor: number) =>
    shares.map((value, index) => Math.min(most[index]!, Math.max(least[index]!, factor * value)))
  let [low, high] = [0, 1]
  for (let round = 0; round < 2000 && sum(at(high)) < total; round++) high *= 2
  for (let round = 0; round < 200; round++) {
    const middle = (low + high) / 2
    if (sum(at(middle)) < total) low = middle
    else high = middle
  }
  return at(high)
}

function rounded(exact: number[], most: number[], total: number): number[] {
  const whole = exact.map((value) => Math.floor(value + 1e-9))
  const order = exact
    .map((value, at) => ({ at, rest: value - whole[at]! }))
    .sort((one, other) => other.rest - one.rest || one.at - other.at)
  let missing = total - sum(whole)
  while (missing > 0) {
    for (const { at } of order) {
      if (missing === 0 || whole[at]! >= most[at]! || exact[at] === 0) continue
      whole[at]! += 1
      missing -= 1
    }
  }
  return whole
}

const sum = (values: number[]) => values.reduce((all, value) => all + value, 0)
