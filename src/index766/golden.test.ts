// Figures that Cổng DVCQG published, computed again from the counts published beside them.

import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type Counts, evaluate, leavesOf, ranked } from '../indices/index.ts'
import { readPack766 } from './pack.ts'

const packOf = (version: string) =>
  readPack766(JSON.parse(readFileSync(`packs/vn/index766-${version}.json`, 'utf8')))
const [before, now] = [packOf('2025-10'), packOf('2026-09')]

const of = (...pairs: [string, number, number][]): Counts =>
  Object.fromEntries(
    pairs.map(([code, numerator, denominator]) => [code, { numerator, denominator }]),
  )
const online = (
  offered: number,
  ours: number,
  used: number,
  services: number,
  sent: number,
  all: number,
) => of(['3.1', offered, ours], ['3.2', used, services], ['3.3', sent, all])
const paid = (offered: number, withDeals: number, withFee: number, ok: number, owed: number) =>
  of(['3.5a', offered, withFee], ['3.5b', withDeals, withFee], ['3.6', ok, owed])

test.each<[string, string, Counts, number]>([
  ['Phú Thọ 2026', 'CLGQ', online(52, 89, 516, 1884, 589_496, 597_894), 8.56],
  ['Phú Thọ 8/2026', 'CLGQ', online(52, 56, 406, 1968, 150_956, 152_595), 8.83],
  ['Phú Thọ 2026, TTHC 2.000815', 'CLGQ', online(52, 89, 1, 1, 165_096, 165_139), 11.46],
  ['Phú Thọ 2026', 'TTTT', paid(68, 119, 313, 309_542, 358_625), 6.67],
  ['Sở Công Thương Phú Thọ', 'TTTT', paid(0, 12, 13, 118, 118), 8],
  ['xã Tây Cốc', 'TTTT', paid(6, 9, 33, 1878, 2334), 5.96],
  ['xã Bản Nguyên', 'TTTT', paid(11, 20, 39, 5154, 5553), 7.56],
  ['Đồng Tháp 2026', 'TDGQ', of(['2.1', 314_557, 358_643]), 17.54],
  ['Hải Phòng 2026', 'TDGQ', of(['2.1', 572_365, 649_548]), 17.62],
  ['Đồng Tháp 2026', '5.4', of(['5.4', 325_618, 369_553]), 5.87],
  ['phường Việt Trì', '5.4', of(['5.4', 7362, 8253]), 5.95],
  ['Đồng Nai 2026', '5.2', of(['5.2', 717, 1125]), 3.82],
  ['không có PAKN', '5.2', of(['5.2', 0, 0]), 6],
  ['Đồng Tháp 2026', '4.2', of(['4.2', 89_476, 369_553]), 0.97],
  ['Đồng Tháp 2026', '4.3', of(['4.3', 111_085, 369_553]), 0.75],
  [
    'Phú Thọ 2026',
    'CKMB',
    of(['1.1', 0, 89], ['1.2', 0, 70], ['1.3', 87, 89], ['1.4', 475_053, 475_053]),
    7.96,
  ],
])('%s: %s', (_unit, code, counts, score) => {
  const { groups, indicators } = evaluate(now.tree, { level: 'province' }, counts)
  const found = [...groups, ...indicators].find((it) => it.code === code)
  expect(Math.abs((found?.score ?? Number.POSITIVE_INFINITY) - score)).toBeLessThanOrEqual(0.005)
})

describe('versions', () => {
  const everything = (numerator: number, denominator: number): Counts =>
    Object.fromEntries(
      leavesOf(now.tree.root).map(({ code }) => [code, { numerator, denominator }]),
    )
  const totalOf = (tree: typeof now.tree, level: string, counts: Counts, above?: Counts) =>
    evaluate(tree, { level }, counts, above ? { above } : {})

  test.each<[string, typeof now.tree, string, number, number]>([
    ['all of it is 100', now.tree, 'province', 100, 100],
    ['all of it was 100', before.tree, 'province', 100, 100],
    ['a commune cannot have 3.1', now.tree, 'commune', 98, 98],
    ['a department could not', before.tree, 'department', 98, 98],
  ])('%s', (_claim, tree, level, total, attainable) => {
    expect(totalOf(tree, level, everything(1, 1), everything(1, 1))).toMatchObject({
      total,
      attainable,
    })
  })

  test('1.1 of a commune: full in 10/2025, that of the province in 9/2026', () => {
    const above = of(['1.1', 1, 3])
    const scoreOf = (tree: typeof now.tree) =>
      evaluate(tree, { level: 'commune' }, {}, { above }).indicators.find(
        ({ code }) => code === '1.1',
      )
    expect(scoreOf(before.tree)).toMatchObject({ score: 6, state: 'awarded', ratio: null })
    expect(scoreOf(now.tree)).toMatchObject({ score: 2, state: 'inherited', ratio: 1 / 3 })
  })

  test.each<[typeof now.tree, string, string | number | boolean, Counts, string, number | null]>([
    [now.tree, '4.2.threshold', 1, of(['4.2', 4, 10]), '4.2', 1.6],
    [now.tree, '4.2.threshold', 0.8, of(['4.2', 4, 10]), '4.2', 2],
    [before.tree, '3.6.threshold', 0.3, of(['3.6', 3, 10]), '3.6', 6],
    [before.tree, '3.6.threshold', 1, of(['3.6', 3, 10]), '3.6', 1.8],
    [now.tree, 'petitions.none', 'full', of(['5.3', 0, 0]), '5.3', 6],
    [now.tree, 'petitions.none', 'not-applicable', of(['5.3', 0, 0]), '5.3', null],
    [now.tree, '2.1.zero', 'not-applicable', of(['2.1', 0, 0]), '2.1', null],
    [now.tree, '2.1.zero', 'zero', of(['2.1', 0, 0]), '2.1', 0],
    [now.tree, '2.1.zero', 'full', of(['2.1', 0, 0]), '2.1', 20],
    [now.tree, '3.zero', 'zero', of(['3.3', 0, 0]), '3.3', 0],
    [now.tree, '4.6.zero', 'full', of(['4.6', 0, 0]), '4.6', 2],
  ])('%# switch %s = %s', (tree, name, value, counts, code, score) => {
    const { indicators } = evaluate(tree, { level: 'province' }, counts, {
      switches: { [name]: value },
    })
    expect(indicators.find((it) => it.code === code)?.score).toBe(score)
  })
})

test('the published totals are the sums of their groups, and the places follow', () => {
  const { rows } = before.benchmark
  expect(rows).toHaveLength(34)
  const places = ranked(rows)
  for (const [at, row] of rows.entries()) {
    const sum = Object.values(row.groups).reduce((total, score) => total + score, 0)
    expect(Math.abs(sum - row.total), row.name).toBeLessThan(0.015)
    expect(places[at]).toMatchObject({ place: row.place, of: 34 })
  }
})

test('both versions know the ten states and the six groups', () => {
  for (const { tree, statuses } of [before, now]) {
    expect(statuses.map(({ code }) => code)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    expect(evaluate(tree, { level: 'province' }, {}).groups.map(({ max }) => max)).toEqual([
      18, 20, 12, 10, 22, 18,
    ])
  }
})
