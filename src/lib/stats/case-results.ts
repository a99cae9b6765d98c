// Each operation of the case schema as a call of this folder, its answer in the shape that is expected.

import { meanBy, totalBy } from './by-domain.ts'
import { type Answer, type Asked, type Json, names } from './case.ts'
import { COMPARISONS } from './case-comparisons.ts'
import { MODELS } from './case-models.ts'
import { REPLICATES } from './case-replicate-results.ts'
import { estimatesAnswer, number, tableAnswer } from './case-shapes.ts'
import type { Design } from './design.ts'
import { mean, total } from './mean.ts'
import { StatsError } from './stats-error.ts'

const ANSWERS: Record<string, Answer> = {
  ...COMPARISONS,
  ...MODELS,
  ...REPLICATES,
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
  return eachAlone(vars, (name) => estimatesAnswer(whole(design, name)))
}

/** The answer for each variable; one that nobody answered is refused alone, when others have an answer. */
function eachAlone(vars: readonly string[], answerOf: (name: string) => Json): Json {
  const refusals: StatsError[] = []
  const answers = vars.map((name): [string, Json] => {
    try {
      return [name, answerOf(name)]
    } catch (error) {
      if (!(error instanceof StatsError) || error.code !== 'estimate.no-rows') throw error
      refusals.push(error)
      return [name, { error: error.code, message: error.message }]
    }
  })
  if (refusals.length > 0 && refusals.length === vars.length) throw refusals[0]!
  return Object.fromEntries(answers)
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
