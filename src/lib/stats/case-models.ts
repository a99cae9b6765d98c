// Tables, regressions and t tests of the case schema.

import { type Answer, type Json, names } from './case.ts'
import { matrix, number } from './case-shapes.ts'
import { regression } from './regression.ts'
import { tTest } from './t-test.ts'
import { type TableTest, twoWayTable } from './two-way-table.ts'

export const MODELS: Record<string, Answer> = {
  table: (design, { args }) => {
    const made = twoWayTable(design, String(args.row), String(args.col))
    return {
      rows: made.rows.map(String),
      cols: made.columns.map(String),
      table: made.counts,
      F: testAnswer(made.f),
      Chisq: testAnswer(made.chiSquare),
      Wald: testAnswer(made.wald),
      adjWald: testAnswer(made.adjustedWald),
    }
  },
  glm: (design, { args }) => {
    const family = /binomial/.test(String(args.family)) ? 'binomial' : 'gaussian'
    const made = regression(design, String(args.y), names(args.x), family)
    return {
      names: made.names,
      est: Array.from(made.estimate),
      se: made.se.map(number),
      vcov: matrix(made.covariance, made.names.length),
      dfResidual: made.dfResidual,
    }
  },
  ttest: (design, { args }) => {
    const level = typeof args.level === 'number' ? args.level : 0.95
    const made = tTest(design, String(args.y), String(args.group), level)
    const { lower, upper } = made.interval
    return {
      estimate: made.estimate,
      t: number(made.t),
      df: made.df,
      p: number(made.p),
      ci: [number(lower), number(upper)],
    }
  },
}

function testAnswer(test: TableTest | null): Json {
  return test && { statistic: test.statistic, parameter: test.parameter, p: test.p }
}
