// The directory of Thái Nguyên on the day of the plan, from the packs.

import { readdirSync, readFileSync } from 'node:fs'
import { parseCsv } from '../../src/lib/csv.ts'
import type { Day } from '../../src/lib/day.ts'
import {
  type DirectoryUnit,
  type GroupRule,
  makeDirectory,
  type UnitLevel,
} from '../../src/org/directory.ts'

const json = <T>(path: string): T => JSON.parse(readFileSync(path, 'utf8')) as T

function territories(): DirectoryUnit[] {
  const file = readdirSync('packs/thai-nguyen').find((name) => /^units.*\.csv$/.test(name))!
  const { header, rows } = parseCsv(readFileSync(`packs/thai-nguyen/${file}`, 'utf8'))
  return rows.map(({ cells }) => {
    const of = (column: string) => cells[header.indexOf(column)] ?? ''
    return {
      id: of('code'),
      code: of('code'),
      name: of('name'),
      fullName: of('full_name'),
      level: of('level') as UnitLevel,
      parentCode: of('parent_code') || null,
      validFrom: (of('valid_from') || '2000-01-01') as Day,
      validTo: (of('valid_to') || null) as Day | null,
      aliases: [],
    }
  })
}

const bodies = json<Omit<DirectoryUnit, 'id'>[]>('packs/thai-nguyen/bodies.json')
export const units: DirectoryUnit[] = [
  ...territories(),
  ...bodies.map((body) => ({ id: body.code, ...body })),
]
export const groupRules = json<GroupRule[]>('packs/vn/groups.json')
export const thaiNguyen = makeDirectory(units, groupRules)
