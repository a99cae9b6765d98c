// Estimates in the shapes the case schema expects.

import type { ByDomain } from './by-domain.ts'
import type { Json } from './case.ts'
import { type Estimate, interval, tMultiplier, Z } from './estimate.ts'
import type { Estimates } from './mean.ts'

/** A number as JSON holds it: infinite in words. */
export function number(value: number | null | undefined): Json {
  if (value === Number.POSITIVE_INFINITY) return 'Inf'
  if (value === Number.NEGATIVE_INFINITY) return '-Inf'
  return value ?? null
}

/** A p × p matrix as rows. */
export function matrix(values: Float64Array | null, p: number): Json {
  if (!values) return null
  return Array.from({ length: p }, (_, i) => Array.from(values.subarray(i * p, i * p + p)))
}

export function limits(estimates: readonly Estimate[], multiplier: number | null): Json {
  if (multiplier === null) return null
  const both = estimates.map(({ estimate, se }) => interval(estimate, se, multiplier))
  return { lo: both.map(({ lower }) => lower), hi: both.map(({ upper }) => upper) }
}

export function estimatesAnswer({ names: named, estimates, covariance }: Estimates): Json {
  const [first] = estimates
  return {
    names: named,
    est: estimates.map(({ estimate }) => number(estimate)),
    se: estimates.map(({ se }) => number(se)),
    vcov: matrix(covariance, named.length),
    ci95z: limits(estimates, Z),
    df: first!.df,
    ci95t: limits(estimates, tMultiplier(first!.df)),
    n: first!.n,
    sumw: first!.sumOfWeights,
    deff: estimates.map(({ deff }) => number(deff)),
    deffReplace: estimates.map(({ deffReplace }) => number(deffReplace)),
  }
}

export function tableAnswer({ by, groups, variables, estimates }: ByDomain): Json {
  const cells = (of: (estimate: Estimate) => number | null): Json =>
    estimates.map((row) => row.map((estimate) => number(of(estimate))))
  return {
    groups: Object.fromEntries(by.map((name, at) => [name, groups.map((group) => group[at]!)])),
    vars: variables,
    layout: 'rows = groups, columns = vars',
    est: cells(({ estimate }) => estimate),
    se: cells(({ se }) => se),
    df: cells(({ df }) => df),
    n: cells(({ n }) => n),
    deff: cells(({ deff }) => deff),
  }
}
