import { describe, expect, it } from 'vitest'
import { hadamard } from './hadamard.ts'
import { cantyDavisonBootstrap, raoWuBootstrap } from './replicate-bootstrap.ts'
import { balancedHalves } from './replicate-brr.ts'
import { jackknife1, jackknifeN } from './replicate-jackknife.ts'
import type { PrimaryUnits, Replicates } from './replicates.ts'

/** Weighted totals of the units, in strata of 2, 4 and 3 (or as given). */
const T = [3, 8, 1.5, 4, 9, 2, 7, 7.5, 0.25]
const STRATA = Int32Array.of(0, 0, 1, 1, 1, 1, 2, 2, 2)
const units = (stratumOf = STRATA, fractions?: number[]): PrimaryUnits => ({
  clusterOf: Int32Array.from(stratumOf, (_, unit) => unit),
  stratumOf,
  ...(fractions ? { fractionOf: Float64Array.from(fractions) } : {}),
})

/** The variance of the total by replicates. */
function variance({ factors, scale, rscales, mse }: Replicates, totals = T): number {
  const thetas = factors.map((factor) =>
    factor.reduce((sum, value, unit) => sum + value * totals[unit]!, 0),
  )
  const used = thetas.filter((_, replicate) => rscales[replicate]! > 0)
  const centre = mse ? sum(totals) : sum(used) / used.length
  return scale * sum(thetas.map((theta, at) => rscales[at]! * (theta - centre) ** 2))
}

/** Σ_h (1 − f_h)·n_h/(n_h − 1)·Σ (t − t̄)²: the linearised variance of the same total. */
function linear(stratumOf = STRATA, fractions: number[] = [], totals = T): number {
  let result = 0
  for (const stratum of new Set(stratumOf)) {
    const mine = totals.filter((_, unit) => stratumOf[unit] === stratum)
    const mean = sum(mine) / mine.length
    const spread = sum(mine.map((total) => (total - mean) ** 2))
    result += ((1 - (fractions[stratum] ?? 0)) * mine.length * spread) / (mine.length - 1)
  }
  return result
}

const sum = (values: number[]) => values.reduce((total, value) => total + value, 0)

describe('for a total, replicates give the linearised variance', () => {
  const one = new Int32Array(9)
  it('JK1', () => {
    expect(variance(jackknife1(units(one)))).toBeCloseTo(linear(one), 10)
    expect(variance(jackknife1(units(one, [0.3]), true))).toBeCloseTo(linear(one, [0.3]), 10)
  })
  it('JKn, with a stratum taken whole', () => {
    expect(variance(jackknifeN(units()))).toBeCloseTo(linear(), 10)
    const taken = jackknifeN(units(STRATA, [0.5, 1, 0.2]), true)
    expect(taken.factors).toHaveLength(5)
    expect(variance(taken)).toBeCloseTo(linear(STRATA, [0.5, 1, 0.2]), 10)
  })
  it('BRR and Fay, strata of two', () => {
    const pairs = Int32Array.of(0, 0, 1, 1, 2, 2, 3, 3)
    const totals = T.slice(0, 8)
    for (const rho of [0, 0.3]) {
      const replicates = balancedHalves(units(pairs), false, rho)
      expect(variance(replicates, totals)).toBeCloseTo(linear(pairs, [], totals), 10)
      expect(variance({ ...replicates, mse: true }, totals)).toBeCloseTo(
        linear(pairs, [], totals),
        10,
      )
    }
  })
  it('both bootstraps, nearly', () => {
    const even = Int32Array.of(0, 0, 0, 1, 1, 1, 2, 2, 2)
    const bootstrap = { replicates: 40_000, seed: 7 }
    expect(variance(raoWuBootstrap(units(), bootstrap)) / linear()).toBeCloseTo(1, 1)
    const canty = cantyDavisonBootstrap(units(even), bootstrap)
    expect(variance(canty) / linear(even)).toBeCloseTo(1, 1)
    const f = [0.25, 0.5, 0.1]
    const finite = cantyDavisonBootstrap(units(even, f), bootstrap)
    expect(variance(finite)).toBeLessThan(linear(even))
    // A pseudo-population of N units with the sample's spread: (1 − f)·(n/(n−1))·(N/(N−1))·(n−1)/n of s².
    const expected = sum(
      [0, 1, 2].map((stratum) => {
        const N = 3 / f[stratum]!
        const mine = linear(
          even,
          [],
          T.map((t, unit) => (even[unit] === stratum ? t : 0)),
        )
        return mine * (1 - f[stratum]!) * (N / (N - 1))
      }),
    )
    expect(variance(finite) / expected).toBeCloseTo(1, 1)
  })
})

describe('bootstrap', () => {
  const bootstrap = { replicates: 20, seed: 42 }
  it('draws the declared number and can be repeated', () => {
    for (const factor of raoWuBootstrap(units(), bootstrap).factors) {
      expect(factor.slice(2, 6).reduce((total, value) => total + value, 0)).toBeCloseTo(4, 12)
    }
    for (const factor of cantyDavisonBootstrap(units(STRATA, [0.4, 0.4, 1]), bootstrap).factors) {
      expect(factor.slice(2, 6).reduce((total, value) => total + value, 0)).toBe(4)
      expect([...factor.slice(6)]).toEqual([1, 1, 1])
    }
    expect(raoWuBootstrap(units(), bootstrap)).toEqual(raoWuBootstrap(units(), bootstrap))
    expect(raoWuBootstrap(units(), { ...bootstrap, seed: 43 })).not.toEqual(
      raoWuBootstrap(units(), bootstrap),
    )
  })
})

describe('Hadamard matrices', () => {
  it('have orthogonal rows, the first constant', () => {
    for (const least of [1, 2, 3, 9, 21, 25, 36, 64, 100, 190]) {
      const rows = hadamard(least)
      expect(rows.length).toBeGreaterThanOrEqual(least)
      expect(rows[0]!.every((entry) => entry === 1)).toBe(true)
      expect(rows.every((row) => row[0] === 1)).toBe(true)
      for (const [at, one] of rows.entries()) {
        for (const other of rows.slice(at)) {
          const product = one.reduce((total, entry, column) => total + entry * other[column]!, 0)
          expect(product).toBe(one === other ? rows.length : 0)
        }
      }
    }
  })
})

describe('lonely strata and refusals', () => {
  const alone = Int32Array.of(0, 0, 1)
  const code = (act: () => unknown) => {
    try {
      act()
    } catch (error) {
      return (error as { code: string }).code
    }
    return null
  }
  it('JKn follows the rule', () => {
    expect(code(() => jackknifeN(units(alone)))).toBe('replicates.lonely')
    expect(jackknifeN(units(alone), false, 'remove').factors).toHaveLength(2)
    expect(jackknifeN(units(alone), false, 'average').scale).toBe(3 / 2)
    const adjusted = jackknifeN(units(alone), false, 'adjust')
    expect([...adjusted.factors[2]!]).toEqual([2, 2, 0])
    expect(adjusted.rscales[2]).toBe(0.5)
  })
  it('names what it refuses', () => {
    expect(code(() => jackknife1(units()))).toBe('replicates.stratified')
    expect(code(() => jackknife1(units(Int32Array.of(0))))).toBe('replicates.lonely')
    expect(code(() => balancedHalves(units()))).toBe('replicates.brr-stratum')
    expect(code(() => balancedHalves(units(), false, 1))).toBe('replicates.fay')
    expect(code(() => raoWuBootstrap(units(), { replicates: 1, seed: 1 }))).toBe('replicates.count')
    expect(code(() => raoWuBootstrap(units(alone), { replicates: 9, seed: 1 }))).toBe(
      'replicates.lonely',
    )
    expect(code(() => jackknifeN(units(STRATA, [2, 0, 0])))).toBe('replicates.fraction')
    expect(code(() => jackknifeN(units(new Int32Array(0))))).toBe('replicates.units')
    expect(code(() => jackknifeN(units(STRATA, [1, 1, 1])))).toBe('replicates.none')
  })
})
