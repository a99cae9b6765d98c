import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import {
  betaCdf,
  betaQuantile,
  chiSquareCdf,
  fCdf,
  normalCdf,
  normalQuantile,
  tCdf,
  tQuantile,
} from './distributions.ts'
import { StatsError } from './stats-error.ts'

type Table = Record<string, number[]>
const R = JSON.parse(
  readFileSync(
    new URL('../../../test/reference/survey/distributions.json', import.meta.url),
    'utf8',
  ),
) as Record<string, Table>

/** Rows of a table of R whose value is further than 1e-12 (relative) from ours. */
function misses(table: string, value: string, ours: (row: Record<string, number>) => number) {
  const columns = R[table] as Table
  const wanted = columns[value] as number[]
  return wanted.flatMap((expected, at) => {
    const row = Object.fromEntries(Object.entries(columns).map(([name, all]) => [name, all[at]]))
    const got = ours(row as Record<string, number>)
    const off = Math.abs(got - expected) / (Math.abs(expected) || 1)
    return off <= 1e-12 ? [] : [{ ...row, got, off }]
  })
}

const claims: [string, string, (row: Record<string, number>) => number][] = [
  ['qt', 'value', ({ p, df }) => tQuantile(p!, df!)],
  ['pt', 'lower', ({ t, df }) => tCdf(t!, df!)],
  ['pt', 'twoSided', ({ t, df }) => 2 * tCdf(Math.abs(t!), df!, 'upper')],
  ['qnorm', 'value', ({ p }) => normalQuantile(p!)],
  ['pnorm', 'lower', ({ z }) => normalCdf(z!)],
  ['pnorm', 'upper', ({ z }) => normalCdf(z!, 'upper')],
  ['qbeta', 'value', ({ p, a, b }) => betaQuantile(p!, a!, b!)],
  ['pbeta', 'lower', ({ x, a, b }) => betaCdf(x!, a!, b!)],
  ['pf', 'upper', ({ x, d1, d2 }) => fCdf(x!, d1!, d2!, 'upper')],
  ['pchisq', 'upper', ({ x, df }) => chiSquareCdf(x!, df!, 'upper')],
]

describe('R within 1e-12', () => {
  for (const [table, value, ours] of claims) {
    it(`${table} ${value}`, () => expect(misses(table, value, ours)).toEqual([]))
  }
})

describe('identities', () => {
  it('a quantile is undone by its distribution, in either tail', () => {
    for (const p of [1e-200, 1e-9, 0.02, 0.4999999, 0.5, 0.7]) {
      for (const tail of ['lower', 'upper'] as const) {
        near(normalCdf(normalQuantile(p, tail), tail), p)
        for (const df of [0.7, 3, 41.5, 1e6]) near(tCdf(tQuantile(p, df, tail), df, tail), p)
      }
      near(betaCdf(betaQuantile(p, 4.2, 9), 4.2, 9), p)
      if (p > 0.01) near(betaCdf(betaQuantile(p, 4.2, 9, 'upper'), 4.2, 9, 'upper'), p)
    }
  })

  it('t² is F, F of infinite df is chi-squared, chi-squared of one df is normal', () => {
    near(2 * tCdf(2.2, 17, 'upper'), fCdf(2.2 ** 2, 1, 17, 'upper'))
    near(fCdf(1.7, 6, Number.POSITIVE_INFINITY), chiSquareCdf(10.2, 6))
    near(chiSquareCdf(1.3 ** 2, 1, 'upper'), 2 * normalCdf(1.3, 'upper'))
    near(tCdf(1.3, 1), 0.5 + Math.atan(1.3) / Math.PI)
  })

  it('the ends are reached and nothing is NaN', () => {
    expect(tQuantile(0, 5)).toBe(Number.NEGATIVE_INFINITY)
    expect(normalQuantile(1)).toBe(Number.POSITIVE_INFINITY)
    expect([betaQuantile(0, 2, 3), betaQuantile(1, 2, 3)]).toEqual([0, 1])
    expect([tCdf(1e200, 3), tCdf(-1e200, 3, 'upper')]).toEqual([1, 1])
    expect(normalCdf(Number.NEGATIVE_INFINITY)).toBe(0)
    expect(fCdf(-1, 3, 4, 'upper')).toBe(1)
    expect(chiSquareCdf(Number.POSITIVE_INFINITY, 3)).toBe(1)
    expect(tQuantile(0.975, Number.POSITIVE_INFINITY)).toBe(normalQuantile(0.975))
  })
})

it('refuses what is no probability, no shape or no number', () => {
  const refusals = [
    () => tQuantile(1.2, 3),
    () => tQuantile(0.5, 0),
    () => tCdf(Number.NaN, 3),
    () => normalQuantile(Number.NaN),
    () => betaQuantile(0.5, -1, 2),
    () => betaCdf(0.5, 1, Number.NaN),
    () => fCdf(1, 0, 2),
    () => chiSquareCdf(1, -3),
  ]
  for (const refusal of refusals) expect(refusal).toThrow(StatsError)
})

function near(got: number, wanted: number) {
  expect(Math.abs(got - wanted)).toBeLessThanOrEqual(3e-13 * Math.abs(wanted))
}
