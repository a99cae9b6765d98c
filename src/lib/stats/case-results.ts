// Each operation of the case schema as a call of this folder, its answer in the shape that is expected.

import { type ByDomain, meanBy, totalBy } from './by-domain.ts'
import { type Asked, type Json, names } from './case.ts'
import type { Design } from './design.ts'
import { type Estimate, interval, tMultiplier, Z } from './estimate.ts'
import { type Estimates, mean, total } from './mean.ts'
import { StatsError } from './stats-error.ts'

export type Answer = (design: Design, asked: Asked) => Json

const ANSWERS: Record<string, Answer> = {
  mean: (design, { args }) => averages(design, args, mean, meanBy),
  total: (design, { args }) => averages(design, args, total, totalBy),
  weights: (design) => weightsAnswer(design),
}

/** The answer of an operation. Throws `case.unsupported` for one that is not known. */
export function answer(op: string, design: Design, asked: Asked): Json {
  const found = ANSWERS[op]
  if (!found) throw new StatsError('case.unsupported', `There is no operation "${op}".`)
  return found(design, asked)
}

function averages(
  design: Design,
  args: Record<string, Json>,
  whole: typeof mean,
  byDomain: typeof meanBy,
): Json {
  const vars = names(args.vars)
  const by = names(args.by)
  if (by.length > 0) return tableAnswer(byDomain(design, vars, by))
  const isListwise = String(args.missing ?? '').startsWith('listwise')
  if (args.joint === true || isListwise) return estimatesAnswer(whole(design, vars))
  return Object.fromEntries(vars.map((name) => [name, estimatesAnswer(whole(design, name))]))
}

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

function weightsAnswer(design: Design): Json {
  const kept: number[] = []
  design.weights.forEach((weight, row) => {
    if ((design.present?.[row] ?? 1) === 1 && (design.domain?.[row] ?? 1) === 1) kept.push(weight)
  })
  let [sum, sumsq, min, max] = [0, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const weight of kept) {
    sum += weight
    sumsq += weight * weight
    min = Math.min(min, weight)
    max = Math.max(max, weight)
  }
  return { sum, sumsq, min: number(min), max: number(max), first: kept.slice(0, 12) }
}
