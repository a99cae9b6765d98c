// PAPI as published: the packs that ship, and the full tables that only tests know.

import { readFileSync } from 'node:fs'
import {
  BASIS_FILES,
  type Basis,
  documentOf,
  type Precision,
  type Release,
  readBasis,
  readProvinces,
  readWide,
  recordsOf,
} from '../src/papi/index.ts'

const pack = (name: string) => readFileSync(`packs/papi/${name}`, 'utf8')
export const table = (name: string) => readFileSync(`test/reference/papi/${name}`, 'utf8')

export const basis = (): Basis =>
  readBasis(
    Object.fromEntries(
      BASIS_FILES.map((name) => [name, documentOf(name, pack(name))]),
    ) as Parameters<typeof readBasis>[0],
  )

/** Every year of the published tables: scores, and with `indicators` those of 2018, 2019, 2022, 2023. */
export function releases(): Map<number, Release> {
  const years = new Map<number, Map<string, Map<string, number>>>()
  for (const csv of [pack('dimensions.csv'), table('parts.csv'), table('indicators.csv')]) {
    for (const { year, province, item, value } of readWide(csv)) {
      const values = years.get(year) ?? new Map<string, Map<string, number>>()
      years.set(year, values)
      values.set(item, (values.get(item) ?? new Map<string, number>()).set(province, value))
    }
  }
  const sure = recordsOf(pack('precision.csv'))
  const number = (text: string | undefined) => (text ? Number(text) : null)
  return new Map(
    [...years].map(([year, values]) => [
      year,
      {
        year,
        values,
        sizes: new Map(),
        places: new Map(),
        precision: new Map([
          [
            'TOTAL',
            new Map(
              sure
                .filter((row) => Number(row.year) === year)
                .map((row): [string, Precision] => [
                  row.province ?? '',
                  {
                    se: number(row.se),
                    low: number(row.low),
                    high: number(row.high),
                    n: number(row.n),
                  },
                ]),
            ),
          ],
        ]),
      },
    ]),
  )
}

export const provinceList = readProvinces(pack('provinces.csv'))
