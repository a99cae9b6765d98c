// The published tables are reproduced: trees, formulas, groups, intervals. Figures: packs/papi, test/reference/papi.

import { expect, test } from 'vitest'
import { basis, releases, table } from '../../test/papi.ts'
import { formulaOf, partScore } from './formula.ts'
import { GROUPS, topGroupFloor } from './group.ts'
import { intervalOf, PRINTED_MULTIPLIER, TRUE_95_MULTIPLIER } from './interval.ts'
import { TOTAL } from './item.ts'
import { recordsOf } from './pack.ts'
import { scoreOf, standingsIn } from './release.ts'
import { composed, partsOf, structureOf, treeOf } from './tree.ts'

const known = basis()
const years = releases()

/** The values of one province in a year, by item. */
const column = (year: number, province: string) => ({
  get: (item: string) => scoreOf(years.get(year)!, item, province) ?? undefined,
})

test('parts make dimensions and dimensions the total: 869 complete province-years within 0.001', () => {
  let complete = 0
  const faults: string[] = []
  for (const [year, release] of years) {
    const structure = structureOf(known.structures, year)!
    const [tree, parts] = [treeOf(structure), partsOf(structure)]
    const provinces = new Set([...release.values.values()].flatMap((by) => [...by.keys()]))
    for (const province of provinces) {
      const made = composed(tree, column(year, province), parts)
      if (made.get(TOTAL) !== null) complete += 1
      for (const [item, score] of made) {
        const published = scoreOf(release, item, province)
        if ((score === null) !== (published === null)) faults.push(`${year} ${province} ${item}`)
        else if (score !== null && Math.abs(score - (published ?? 0)) > 0.001)
          faults.push(`${year} ${province} ${item}: ${score} ≠ ${published}`)
      }
    }
  }
  expect(faults).toEqual([])
  expect(complete).toBe(869)
})

test('no part is made from another number of parts than its year has', () => {
  const counts = [2011, 2016, 2018, 2019, 2021, 2024].map((year) => {
    return partsOf(structureOf(known.structures, year)!).length
  })
  expect(counts).toEqual([22, 22, 28, 29, 28, 28])
  for (const [year, release] of years) {
    const parts = [...release.values.keys()].filter((item) => /^\d\.\d$/.test(item)).sort()
    expect(parts).toEqual(partsOf(structureOf(known.structures, year)!).sort())
  }
})

test('what is missing stays missing', () => {
  const of2023 = years.get(2023)!
  for (const province of ['22', '74']) expect(scoreOf(of2023, TOTAL, province)).toBeNull()
  const standings = standingsIn(of2023, TOTAL)!
  expect(standings.of).toBe(61)
  expect(standings.rows.some(({ province }) => province === '22' || province === '74')).toBe(false)
  expect(scoreOf(years.get(2022)!, 'D1', '24')).toBeNull()
  expect(scoreOf(years.get(2022)!, 'D3', '24')).toBeCloseTo(4.3967, 3)
  const zeros = [...years.values()].flatMap(({ year, values }) =>
    [...values].flatMap(([item, scores]) =>
      /^(TOTAL|D\d|\d\.\d)$/.test(item) && Math.min(...scores.values()) <= 0 ? [[year, item]] : [],
    ),
  )
  expect(zeros).toEqual([])
})

test.each([2018, 2019, 2022, 2023])('formulas of %i reproduce the published parts', (year) => {
  const release = years.get(year)!
  for (const formula of known.formulas.filter((it) => it.years.includes(year))) {
    const fit = formula.fit[year]!
    const errors = [...release.values.get(formula.part)!].flatMap(([province, published]) => {
      const made = partScore(formula, column(year, province))
      return made === null ? [] : [made - published]
    })
    const largest = Math.max(...errors.map(Math.abs))
    const rmse = Math.sqrt(errors.reduce((sum, error) => sum + error ** 2, 0) / errors.length)
    expect(errors.length, formula.part).toBe(fit.n)
    // Values are kept to six digits; 4.4 counts in thousands of đồng.
    expect(largest, `${formula.part} largest`).toBeLessThan(
      formula.kind === 'exact' ? 0.001 : fit.max + 0.0005,
    )
    expect(rmse, `${formula.part} rmse`).toBeLessThan(fit.rmse + 0.0005)
  }
})

test('formulas reproduce Thái Nguyên 2023 from its indicators', () => {
  const parts = recordsOf(table('parts-19-2023.csv'))
  expect(parts).toHaveLength(28)
  for (const { part = '', score } of parts) {
    const formula = formulaOf(known.formulas, part, 2023)!
    const made = partScore(formula, column(2023, '19'))
    const allowed = formula.kind === 'exact' ? 0.001 : formula.fit['2023']!.max + 0.0005
    expect(Math.abs((made ?? 0) - Number(score)), part).toBeLessThan(allowed)
    expect(scoreOf(years.get(2023)!, part, '19')).toBeCloseTo(Number(score), 5)
  }
})

test('groups have the sizes and limits of every year and item', () => {
  const rows = recordsOf(table('groups.csv'))
  expect(rows.length).toBeGreaterThan(460)
  for (const row of rows) {
    const standings = standingsIn(years.get(Number(row.year))!, row.item ?? '')!
    const name = `${row.year} ${row.item}`
    expect(standings.of, name).toBe(Number(row.n))
    expect([...standings.sizes], name).toEqual(
      [row.top, row.upper, row.lower, row.lowest].map(Number),
    )
    const lows = [row.top_min, row.upper_min, row.lower_min, row.lowest_min].map(Number)
    for (const [at, limit] of standings.limits.entries())
      expect(limit?.low, name).toBeCloseTo(lows[at]!, 3)
  }
})

test.each([
  [
    'map of 2022, dimension 6',
    2022,
    'D6',
    [16, 16, 15, 16],
    [7.8579, 8.3148, 7.5189, 7.8072, 7.2294, 7.5173, 6.4132, 7.2275],
  ],
  ['total of 2023', 2023, 'TOTAL', [15, 15, 15, 16], [43.96, null, 42.39, 43.95]],
] as const)('groups as printed: %s', (_, year, item, sizes, limits) => {
  const standings = standingsIn(years.get(year)!, item)!
  expect([...standings.sizes]).toEqual(sizes)
  expect(standings.limits.map((limit) => limit?.n)).toEqual(sizes)
  const found = standings.limits.flatMap((limit) => [limit?.low, limit?.high])
  limits.forEach((limit, at) => {
    if (limit !== null) expect(found[at]).toBeCloseTo(limit, year === 2022 ? 3.5 : 1.7)
  })
})

test('2019, dimension 1: sixteen at the top', () => {
  const top = standingsIn(years.get(2019)!, 'D1')!.rows.filter((row) => row.group === GROUPS[0])
  expect(top).toHaveLength(16)
})

test('Thái Nguyên 2023: second of 61, the top group in six of eight dimensions', () => {
  const release = years.get(2023)!
  const at = (item: string) => standingsIn(release, item)!.rows.find((it) => it.province === '19')!
  expect(at(TOTAL)).toMatchObject({ rank: 2, group: 'Cao nhất' })
  const top = ['D1', 'D2', 'D3', 'D4', 'D5', 'D6', 'D7', 'D8'].filter(
    (item) => at(item).group === 'Cao nhất',
  )
  expect(top).toEqual(['D1', 'D2', 'D4', 'D5', 'D6', 'D8'])
  expect(topGroupFloor(standingsIn(release, TOTAL)!)).toBeCloseTo(43.96, 3)
  expect(at('7.3').rank).toBe(46)
  expect(at('3.1').rank).toBe(54)
})

test('the printed "95%" is ±1.645 standard errors in 182 province-years; the true one is wider', () => {
  let checked = 0
  for (const [, release] of years) {
    for (const [province, { se, low, high }] of release.precision.get(TOTAL) ?? []) {
      if (se === null || low === null || high === null) continue
      const score = scoreOf(release, TOTAL, province)!
      const printed = intervalOf(score, se, PRINTED_MULTIPLIER)
      expect(Math.abs(printed.low - low)).toBeLessThan(0.001)
      expect(Math.abs(printed.high - high)).toBeLessThan(0.001)
      const true95 = intervalOf(score, se, TRUE_95_MULTIPLIER)
      expect(true95.low).toBeLessThan(low)
      expect(true95.high - true95.low).toBeCloseTo(2 * 1.959963984540054 * se, 9)
      checked += 1
    }
  }
  expect(checked).toBe(182)
})

test('the weighted total of 2019 is the weighted sum of dimensions', () => {
  const weights = {
    D1: 0.5107,
    D2: 1.5757,
    D3: 0.5286,
    D4: 2.0286,
    D5: 0.7674,
    D6: 1.1812,
    D7: 1.3308,
    D8: 0.2,
  }
  const made = Object.entries(weights).reduce(
    (sum, [item, weight]) => sum + weight * scoreOf(years.get(2019)!, item, '1')!,
    0,
  )
  expect(made).toBeCloseTo(43.5242, 3)
})
