// What the case schema asks of PPS designs and of replicate weights; what to estimate stands in `expect`.

import { activeRows, countActive } from './active.ts'
import { meanBy } from './by-domain.ts'
import { type Answer, type Json, names } from './case.ts'
import { number } from './case-shapes.ts'
import type { Design } from './design.ts'
import { type Estimates, mean, meanStatistic, total } from './mean.ts'
import { quantile } from './quantile.ts'
import { ratio } from './ratio.ts'
import { replicateEstimates } from './replicate-variance.ts'
import { StatsError } from './stats-error.ts'
import { indicatorsOf } from './variables.ts'

export const REPLICATES: Record<string, Answer> = {
  pps: (design, { args, expect }) => {
    const plain = (made: Estimates): Json => ({
      est: number(made.estimates[0]!.estimate),
      se: number(made.estimates[0]!.se),
    })
    const wanted = wantedOf(design, args, expect)
    return {
      total: each(wanted.total, (name) => plain(total(design, name))),
      mean: each(wanted.mean, (name) => plain(mean(design, name))),
      ratio: each(wanted.ratio, (pair) => ratioAnswer(design, pair)),
    }
  },
  replicates: (design, { args, expect }) => {
    const made = design.replicates
    if (!made) throw new StatsError('replicates.none', 'The design has no replicate weights.')
    const wanted = wantedOf(design, args, expect)
    const rscales = Array.from(made.rscales)
    const isOne = rscales.every((rscale) => rscale === rscales[0])
    const answer: Record<string, Json> = {
      R: made.columns.length,
      scale: made.scale,
      rscales: isOne && !Array.isArray(expect.rscales) ? { all: [rscales[0]!] } : rscales,
      mse: made.mse,
      df: countActive(design, activeRows(design, [])).df,
      mean: each(wanted.mean, (name) => ({
        ...listed(mean(design, name)),
        replicatesFirst: firstReplicates(design, name),
      })),
      total: each(wanted.total, (name) => listed(total(design, name))),
      ratio: each(wanted.ratio, (pair) => ratioAnswer(design, pair)),
    }
    if (expect.quantile) answer.quantile = quantileAnswer(design, expect.quantile)
    if (expect.by) answer.by = byAnswer(design, expect.by)
    return answer
  },
}

type Wanted = { mean: string[]; total: string[]; ratio: string[] }

/** Variables named in `expect`, else in `args`, else every number column that the design does not use. */
function wantedOf(
  design: Design,
  args: Record<string, Json>,
  expect: Record<string, Json>,
): Wanted {
  const numbers = [...design.frame.columns].filter(([, column]) => column.kind === 'number')
  const given = names(args.vars)
  const all = given.length > 0 ? given : numbers.map(([name]) => name)
  const isAsked = expect.mean !== undefined || expect.total !== undefined
  const keys = (part: Json | undefined, otherwise: string[]) =>
    part ? Object.keys(part as object) : isAsked ? [] : otherwise
  return {
    mean: keys(expect.mean, all),
    total: keys(expect.total, all),
    ratio: keys(expect.ratio, names(args.ratios)),
  }
}

function each(wanted: readonly string[], of: (name: string) => Json): Json {
  return Object.fromEntries(wanted.map((name) => [name, of(name)]))
}

function listed({ names: named, estimates }: Estimates) {
  return {
    names: named,
    est: estimates.map(({ estimate }) => number(estimate)),
    se: estimates.map(({ se }) => number(se)),
  }
}

function ratioAnswer(design: Design, pair: string): Json {
  const [numerator, denominator] = pair.split('/')
  const made = ratio(design, numerator ?? '', denominator ?? '')
  return { est: number(made.estimate), se: number(made.se) }
}

/** The first ten replicates of the mean (of the first level, for a factor). */
function firstReplicates(design: Design, name: string): Json {
  const { columns } = indicatorsOf(design.frame, name)
  const { of } = meanStatistic(design, columns.slice(0, 1), activeRows(design, columns))
  const few = { ...design.replicates!, columns: design.replicates!.columns.slice(0, 10) }
  return replicateEstimates({ ...design, replicates: few }, of).map((estimate) => estimate[0]!)
}

function quantileAnswer(design: Design, asked: Json): Json {
  const kinds = asked as Record<string, Record<string, { probs: number[] }>>
  return Object.fromEntries(
    Object.entries(kinds).map(([name, intervals]): [string, Json] => [
      name,
      Object.fromEntries(
        Object.entries(intervals).map(([interval, { probs }]): [string, Json] => {
          const kind = interval === 'quantile' ? 'replicates' : (interval as 'mean')
          const made = quantile(design, name, probs, { rule: 'math', interval: kind })
          return [
            interval,
            {
              probs,
              est: made.map((q) => q.estimate),
              lo: made.map((q) => number(q.lower)),
              hi: made.map((q) => number(q.upper)),
            },
          ]
        }),
      ),
    ]),
  )
}

function byAnswer(design: Design, asked: Json): Json {
  const { by, vars } = asked as { by: string; vars: string[] }
  const made = meanBy(design, vars, [by])
  return {
    by,
    groups: made.groups.map((group) => group[0]!),
    vars: made.variables,
    est: made.estimates.map((row) => row.map(({ estimate }) => number(estimate))),
    se: made.estimates.map((row) => row.map(({ se }) => number(se))),
  }
}
