// Ratios, variances, proportions, quantiles, contrasts and changes of the case schema.

import { type Answer, type Json, names } from './case.ts'
import { limits, matrix, number } from './case-shapes.ts'
import { change, domainsMinusAll } from './change.ts'
import { codesOf } from './coding.ts'
import { composite } from './composite.ts'
import type { Design } from './design.ts'
import { subset } from './domain.ts'
import { tMultiplier, Z } from './estimate.ts'
import { columnNamed } from './frame.ts'
import { contrastByExpression, groupMeans, linearContrast } from './group-means.ts'
import { populationVariance } from './population-variance.ts'
import { intervalOfProportion, proportion } from './proportion.ts'
import { PROPORTION_INTERVALS } from './proportion-interval.ts'
import { quantiles } from './quantile.ts'
import { QUANTILE_RULES } from './quantile-rule.ts'
import { ratio } from './ratio.ts'

export const COMPARISONS: Record<string, Answer> = {
  ratio: (design, { args }) => {
    const made = ratio(design, String(args.num), String(args.den))
    return {
      est: number(made.estimate),
      se: number(made.se),
      df: made.df,
      n: made.n,
      ci95z: limits([made], Z),
      ci95t: limits([made], tMultiplier(made.df)),
    }
  },
  var: (design, { args }) => {
    const { estimate, se, n, df } = populationVariance(design, names(args.vars))
    if (estimate.length > 1) return { cov: estimate, seOfCov: se, n, df }
    return { est: estimate[0]![0]!, se: se[0]![0]!, n, df }
  },
  prop: (design, { args }) => proportionAnswer(design, args),
  quantile: (design, { args }) => quantileAnswer(design, args),
  contrast: (design, { args, expect }) => contrastAnswer(design, args, expect),
  change: (design, { args, expect }) => changeAnswer(design, args, expect),
  composite: (design, { args }) => {
    const ranges = args.ranges as [number, number][]
    const weights = args.weights as number[]
    const items = names(args.items).map((variable, at) => {
      const [minimum, maximum] = ranges[at]!
      return { variable, weight: weights[at]!, minimum, maximum }
    })
    const [by] = names(args.by)
    const scores = composite(design, items, args.rescaleTo as [number, number], by)
    const answer = { est: scores.map((s) => s.estimate), se: scores.map((s) => number(s.se)) }
    return by === undefined ? answer : { groups: scores.map((s) => s.group), ...answer }
  },
  domainMinusAll: (design, { args }) => {
    const { groups, estimate, se } = domainsMinusAll(design, String(args.var), names(args.by)[0]!)
    return { groups, est: estimate, se: se.map(number) }
  },
}

function levelOf(args: Record<string, Json>): number {
  return typeof args.level === 'number' ? args.level : 0.95
}

function proportionAnswer(design: Design, args: Record<string, Json>): Json {
  const made = proportion(design, String(args.var))
  const answer: Record<string, Json> = { se: number(made.se), df: made.df, n: made.n }
  for (const kind of PROPORTION_INTERVALS) {
    // The logit interval is that of a fitted logistic model, which has no negative weights.
    if (kind === 'logit' && design.weights.some((weight) => weight < 0)) {
      answer[kind] = { error: true }
      continue
    }
    const { lower, upper } = intervalOfProportion(made, kind, levelOf(args))
    answer[kind] = { est: number(made.estimate), lo: number(lower), hi: number(upper) }
  }
  return answer
}

function quantileAnswer(design: Design, args: Record<string, Json>): Json {
  const probabilities = (Array.isArray(args.probs) ? args.probs : [args.probs]).map(Number)
  const intervals = ['mean', 'beta', 'xlogit', 'asin'] as const
  const level = levelOf(args)
  const kinds = QUANTILE_RULES.flatMap((rule) =>
    intervals.map((interval) => ({ rule, interval, level })),
  )
  const made = quantiles(design, String(args.var), probabilities, kinds)
  return Object.fromEntries(
    kinds.map(({ rule, interval }, at) => [
      `${rule}:${interval}`,
      {
        est: made[at]!.map((q) => q.estimate),
        lo: made[at]!.map((q) => number(q.lower)),
        hi: made[at]!.map((q) => number(q.upper)),
        se: made[at]!.map((q) => number(q.se)),
      },
    ]),
  )
}

/** Contrasts by coefficients or expression, those asked for or, for two groups, their difference. */
function contrastAnswer(
  design: Design,
  args: Record<string, Json>,
  expect: Record<string, Json>,
): Json {
  const means = groupMeans(design, String(args.var), names(args.by)[0]!)
  const p = means.groups.length
  const asked = (args.contrasts ??
    expect.contrasts ??
    (p === 2 ? { diff: { coef: [-1, 1] } } : {})) as Record<
    string,
    { coef?: number[]; expr?: string }
  >
  const contrasts = Object.entries(asked).map(([name, { coef, expr }]): [string, Json] => {
    const made = coef ? linearContrast(means, coef) : contrastByExpression(means, expr ?? '')
    const how: Record<string, Json> = coef ? { coef } : { expr: expr ?? '' }
    return [name, { ...how, est: made.estimate, se: number(made.se) }]
  })
  return {
    groups: means.groups.map(String),
    est: Array.from(means.estimate),
    vcov: matrix(means.covariance, p),
    contrasts: Object.fromEntries(contrasts),
    df: means.df,
  }
}

/** The change for all, and in the groups of a column: the one asked for, or the design's strata. */
function changeAnswer(
  design: Design,
  args: Record<string, Json>,
  expect: Record<string, Json>,
): Json {
  const [variable, by] = [String(args.var), names(args.by)[0]!]
  const [from, to] = [args.from as string, args.to as string]
  const whole = change(design, variable, by, from, to)
  const answer: Record<string, Json> = {
    [`m${from}`]: whole.from.estimate,
    [`m${to}`]: whole.to.estimate,
    [`se${from}`]: number(whole.from.se),
    [`se${to}`]: number(whole.to.se),
    change: whole.change,
    seSharedPSU: number(whole.se),
    seIndependent: number(whole.seIndependent),
  }
  const key = Object.keys(expect).find((name) => /^by[A-Z]/.test(name))
  const asked = key && expect[key]
  const column = (asked && Object.keys(asked as object)[0]) ?? names(args.within)[0]
  if (!column) return answer
  const { codes, levels } = codesOf(columnNamed(design.frame, column))
  const changes = levels.map((_, level) => {
    const rows = Uint8Array.from(codes, (code) => Number(code === level))
    return change(subset(design, rows), variable, by, from, to)
  })
  answer[key ?? `by${column}`] = {
    [column]: levels,
    change: changes.map((made) => made.change),
    seSharedPSU: changes.map((made) => number(made.se)),
    seIndependent: changes.map((made) => number(made.seIndependent)),
  }
  return answer
}
