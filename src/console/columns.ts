// Under which column of the board a unit counts: its district, its own commune, or a family of bodies.

import type { UnitListed } from '../org/index.ts'

export type BoardColumn = {
  key: string
  title: string
  short: string
  /** Opens the column: the communes of a district. */
  code: string | null
}
export type Placed = { unitId: string; columnKey: string }

const OTHERS = ['party', 'front', 'association', 'court']
const shortOf = (unit: UnitListed) =>
  unit.name.replace(/^(Huyện|Thành phố|Thị xã|Xã|Phường|Thị trấn)\s+/u, '')

/** Districts (with their communes), then departments and other bodies as families. With `within` the columns
 * are that district itself and each of its communes. */
export function boardColumns(
  units: readonly UnitListed[],
  names: { departments: string; others: string; itself: string },
  within: string | null,
): { columns: BoardColumn[]; placed: Placed[] } {
  const districts = units.filter((unit) => unit.level === 'district')
  const inside = within
    ? districts.find((unit) => unit.code === within)
    : districts.length === 1 && units.every((unit) => isOf(unit, districts[0]))
      ? districts[0]
      : undefined
  if (inside) {
    const communes = units.filter((unit) => unit.parentId === inside.id && unit.level === 'commune')
    const columns = [
      { key: inside.id, title: inside.fullName, short: names.itself, code: null },
      ...communes.map((unit) => ({
        key: unit.id,
        title: unit.fullName,
        short: shortOf(unit),
        code: null,
      })),
    ]
    return { columns, placed: columns.map(({ key }) => ({ unitId: key, columnKey: key })) }
  }
  const known = new Map(districts.map((unit) => [unit.id, unit]))
  const columnOf = (unit: UnitListed): string => {
    if (known.has(unit.id)) return unit.id
    if (unit.parentId && known.has(unit.parentId)) return unit.parentId
    if (unit.level === 'commune') return unit.id
    return OTHERS.includes(unit.level) ? 'others' : 'departments'
  }
  const placed = units.map((unit) => ({ unitId: unit.id, columnKey: columnOf(unit) }))
  const used = new Set(placed.map(({ columnKey }) => columnKey))
  const single = units.filter((unit) => used.has(unit.id))
  return {
    columns: [
      ...single.map((unit) => ({
        key: unit.id,
        title: unit.fullName,
        short: shortOf(unit),
        code: unit.level === 'district' ? unit.code : null,
      })),
      ...(['departments', 'others'] as const)
        .filter((key) => used.has(key))
        .map((key) => ({ key, title: names[key], short: names[key], code: null })),
    ],
    placed,
  }
}

const isOf = (unit: UnitListed, district: UnitListed | undefined): boolean =>
  district !== undefined && (unit.id === district.id || unit.parentId === district.id)
