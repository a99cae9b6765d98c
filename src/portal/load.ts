// What citizens see of a plan: counts of duties by task, area and dimension. No person, no evidence, no draft.

import type { Day } from '../lib/day.ts'
import {
  type AsOf,
  asOfToday,
  EMPTY_TALLY,
  obligationsOfPlan,
  sumTallies,
  type Tally,
  tallies,
} from '../obligations/index.ts'
import { type UnitListed, unitsOn } from '../org/index.ts'
import { dimensions, type Plan, requirePlanBySlug } from '../plans/index.ts'
import type { Db } from '../platform/index.ts'

export type Area = { key: string; title: string; code: string | null; tally: Tally }
export type PublicTask = {
  id: string
  number: string
  title: string
  text: string
  kind: 'task' | 'duty'
  dimensions: number[]
  tally: Tally
}
export type PublicPlan = {
  plan: Plan
  asOf: AsOf
  tasks: PublicTask[]
  areas: Area[]
  byDimension: { no: number; name: string; nameEn: string; tally: Tally }[]
  total: Tally
  units: number
}

const FAMILY = { departments: 'departments', others: 'others' } as const
const SOCIAL = ['party', 'front', 'association', 'court']

/** The area a unit counts under: its district, or a family of bodies. */
export function areaOf(unit: UnitListed, districts: ReadonlySet<string>): string {
  if (districts.has(unit.id)) return unit.id
  if (unit.parentId && districts.has(unit.parentId)) return unit.parentId
  return SOCIAL.includes(unit.level) ? FAMILY.others : FAMILY.departments
}

export async function loadPublicPlan(db: Db, slug: string, today: Day): Promise<PublicPlan> {
  const plan = await requirePlanBySlug(db, slug)
  const asOf = await asOfToday(db, today)
  const units = await unitsOn(db, today)
  const districts = new Set(units.filter((unit) => unit.level === 'district').map(({ id }) => id))
  const placed = units.map((unit) => ({ unitId: unit.id, columnKey: areaOf(unit, districts) }))
  const whole = units.map((unit) => ({ unitId: unit.id, columnKey: '' }))
  const each = units.map((unit) => ({ unitId: unit.id, columnKey: unit.id }))
  const filter = { planId: plan.id }
  const [cells, dims, binding, obligations, known] = await Promise.all([
    tallies(db, asOf, filter, placed, 'obligation'),
    tallies(db, asOf, filter, whole, 'dimension'),
    tallies(db, asOf, filter, each, 'all'),
    obligationsOfPlan(db, plan.id, today),
    dimensions(db),
  ])
  const sum = (pick: (cell: (typeof cells)[number]) => boolean) => sumTallies(cells.filter(pick))
  const keys = [...new Set(cells.map((cell) => cell.columnKey))]
  return {
    plan,
    asOf,
    tasks: obligations.flatMap((row) => {
      const tally = sum((cell) => cell.rowKey === row.id)
      if (tally.total === 0) return []
      return [
        {
          id: row.id,
          number: row.number,
          title: row.title,
          text: row.text,
          kind: row.source_kind === 'plan-task' ? ('task' as const) : ('duty' as const),
          dimensions: row.dimensions,
          tally,
        },
      ]
    }),
    areas: [
      ...units
        .filter((unit) => keys.includes(unit.id))
        .map((unit) => ({
          key: unit.id,
          title: unit.fullName,
          code: unit.code,
          tally: sum((cell) => cell.columnKey === unit.id),
        })),
      ...Object.values(FAMILY)
        .filter((key) => keys.includes(key))
        .map((key) => ({
          key,
          title: key,
          code: null,
          tally: sum((cell) => cell.columnKey === key),
        })),
    ],
    byDimension: known.map(({ no, name, nameEn }) => ({
      no,
      name,
      nameEn,
      tally: dims.find((row) => row.rowKey === String(no)) ?? EMPTY_TALLY,
    })),
    total: sumTallies(cells),
    units: binding.length,
  }
}
