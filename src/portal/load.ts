// What citizens see of a plan: counts of duties by task, area and dimension. No person, no evidence, no draft.

import type { Day } from '../lib/day.ts'
import {
  type AsOf,
  addTally,
  asOfToday,
  EMPTY_TALLY,
  obligationsOfPlan,
  sumTallies,
  type Tally,
  type TallyRow,
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

/** One published plan in a single count, for lists of plans. */
export async function publicTotal(db: Db, planId: string, today: Day): Promise<Tally> {
  const whole = (await unitsOn(db, today)).map(({ id }) => ({ unitId: id, columnKey: '' }))
  return sumTallies(await tallies(db, await asOfToday(db, today), { planId }, whole, 'all'))
}

const districtIds = (units: readonly UnitListed[]): Set<string> =>
  new Set(units.filter(({ level }) => level === 'district').map(({ id }) => id))

/** The areas of a plan in the order of units, each with its sum; areas without duties are left out. */
function areasOf(units: readonly UnitListed[], sums: ReadonlyMap<string, Tally>): Area[] {
  return [
    ...units.map((unit) => ({ key: unit.id, title: unit.fullName, code: unit.code })),
    ...Object.values(FAMILY).map((key) => ({ key, title: key, code: null })),
  ].flatMap((area) => {
    const tally = sums.get(area.key)
    return tally ? [{ ...area, tally }] : []
  })
}

export type PublicTaskView = { plan: Plan; task: PublicTask; areas: Area[] }

/** One task of a published plan, by area; null when the plan has no such task. */
export async function loadPublicTask(
  db: Db,
  slug: string,
  number: string,
  today: Day,
): Promise<PublicTaskView | null> {
  const plan = await requirePlanBySlug(db, slug)
  const row = (await obligationsOfPlan(db, plan.id, today)).find((one) => one.number === number)
  if (!row) return null
  const units = await unitsOn(db, today)
  const districts = districtIds(units)
  const cells = await tallies(
    db,
    await asOfToday(db, today),
    { obligationId: row.id },
    units.map((unit) => ({ unitId: unit.id, columnKey: areaOf(unit, districts) })),
    'all',
  )
  if (cells.length === 0) return null
  return {
    plan,
    task: publicTask(row, sumTallies(cells)),
    areas: areasOf(units, new Map(cells.map((cell) => [cell.columnKey, cell]))),
  }
}

const publicTask = (
  row: Awaited<ReturnType<typeof obligationsOfPlan>>[number],
  tally: Tally,
): PublicTask => ({
  id: row.id,
  number: row.number,
  title: row.title,
  text: row.text,
  kind: row.source_kind === 'plan-task' ? 'task' : 'duty',
  dimensions: row.dimensions,
  tally,
})

export async function loadPublicPlan(db: Db, slug: string, today: Day): Promise<PublicPlan> {
  const plan = await requirePlanBySlug(db, slug)
  const asOf = await asOfToday(db, today)
  const units = await unitsOn(db, today)
  const districts = districtIds(units)
  const whole = units.map(({ id }) => ({ unitId: id, columnKey: '' }))
  const each = units.map(({ id }) => ({ unitId: id, columnKey: id }))
  const filter = { planId: plan.id }
  const [cells, dims, obligations, known] = await Promise.all([
    tallies(db, asOf, filter, each, 'obligation'),
    tallies(db, asOf, filter, whole, 'dimension'),
    obligationsOfPlan(db, plan.id, today),
    dimensions(db),
  ])
  const placeOf = new Map(units.map((unit) => [unit.id, areaOf(unit, districts)]))
  const byTask = sumsBy(cells, ({ rowKey }) => rowKey)
  return {
    plan,
    asOf,
    tasks: obligations.flatMap((row) => {
      const tally = byTask.get(row.id)
      return tally ? [publicTask(row, tally)] : []
    }),
    areas: areasOf(
      units,
      sumsBy(cells, ({ columnKey }) => placeOf.get(columnKey) ?? columnKey),
    ),
    byDimension: known.map(({ no, name, nameEn }) => ({
      no,
      name,
      nameEn,
      tally: dims.find((row) => row.rowKey === String(no)) ?? EMPTY_TALLY,
    })),
    total: sumTallies(cells),
    units: new Set(cells.map(({ columnKey }) => columnKey)).size,
  }
}

function sumsBy(cells: readonly TallyRow[], key: (cell: TallyRow) => string): Map<string, Tally> {
  const sums = new Map<string, Tally>()
  for (const cell of cells) sums.set(key(cell), addTally(sums.get(key(cell)) ?? EMPTY_TALLY, cell))
  return sums
}
