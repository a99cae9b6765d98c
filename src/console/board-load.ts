// What the plan board shows: tallies by task and area, and by unit, task, period or PAPI dimension.

import { z } from 'zod'
import { periodLabel } from '../calendar/index.ts'
import {
  asOfToday,
  type DutyFilter,
  obligationsOfPlan,
  sumTallies,
  type Takeover,
  type Tally,
  type TallyRow,
  takeovers,
} from '../obligations/index.ts'
import { type UnitListed, unitsOn } from '../org/index.ts'
import {
  type Dimension,
  dimensions,
  type Plan,
  publishedPlans,
  requirePlanBySlug,
} from '../plans/index.ts'
import { type Read, say } from '../platform/index.ts'
import { boardWords } from './board-words.ts'
import { type BoardColumn, boardColumns } from './columns.ts'
import { lineOrder, sortLines } from './line-sort.ts'
import { recalledOfUnits, recalledTallies, type Tallying } from './recalled-tallies.ts'

export const VIEWS = ['matrix', 'unit', 'task', 'period', 'dimension'] as const

export const boardFilters = z.object({
  slug: z.string().max(80),
  view: z.enum(VIEWS).catch('matrix').default('matrix'),
  period: z.string().max(12).catch('').default(''),
  dimension: z.coerce.number().int().min(0).max(8).catch(0).default(0),
  kind: z.enum(['', 'task', 'duty']).catch('').default(''),
  district: z.string().max(40).catch('').default(''),
  ...lineOrder,
  page: z.coerce.number().int().min(1).max(10_000).catch(1).default(1),
})
export type Filters = z.infer<typeof boardFilters>

export type Line = { key: string; label: string; href: string; tally: Tally }
export type BoardView = {
  plan: Plan
  plans: Plan[]
  filters: Filters
  columns: BoardColumn[]
  rows: { id: string; number: string; title: string; kind: string }[]
  cells: Map<string, Tally>
  byColumn: Map<string, Tally>
  lines: Line[]
  total: Tally
  periods: string[]
  dimensions: Dimension[]
  /** In force, of units that the board shows, by the obligation of their task. */
  takeovers: (Takeover & { rowId: string; columns: string[] })[]
}

export const cellKey = (row: string, column: string) => `${row}|${column}`

/** The board of the units that the visitor reaches; whoever reaches the same sees the same. */
export async function loadBoard(read: Read, input: Filters): Promise<BoardView> {
  const reach = await read.rights.reach('board.read')
  const key = ['board', input, read.lang, read.today]
  return await recalledOfUnits(read, reach, key, () => makeBoard(read, input, reach))
}

async function makeBoard(
  read: Read,
  input: Filters,
  reached: readonly string[],
): Promise<BoardView> {
  const { db, today, lang } = read
  const plan = await requirePlanBySlug(db, input.slug)
  const t = say(boardWords, lang)
  const reach = new Set(reached)
  const units = (await unitsOn(db, today)).filter((unit) => reach.has(unit.id))
  const { columns, placed } = boardColumns(
    units,
    { departments: t('departments'), others: t('others'), itself: t('itself') },
    input.district || null,
  )
  const asOf = await asOfToday(db, today)
  const filter = {
    ...everyDutyOf(plan),
    ...(input.period ? { period: input.period } : {}),
    ...(input.dimension ? { dimension: input.dimension } : {}),
  }
  const tally = await recalledTallies(read, asOf)
  const [ofCells, ofPeriods] = boardTallies(tally, plan, placed, filter)
  const [cells, periods, obligations, known] = await Promise.all([
    ofCells(),
    ofPeriods(),
    obligationsOfPlan(db, plan.id, today),
    dimensions(db),
  ])
  const wanted = obligations.filter(
    (row) => input.kind === '' || row.source_kind === `plan-${input.kind}`,
  )
  const ids = new Set(wanted.map((row) => row.id))
  const shown = cells.filter((cell) => ids.has(cell.rowKey))
  const filled = new Set(shown.map((cell) => cell.rowKey))
  const rows = wanted
    .filter((row) => filled.has(row.id))
    .map((row) => ({
      id: row.id,
      number: row.number,
      title: row.title,
      kind: row.source_kind === 'plan-task' ? 'task' : 'duty',
    }))
  return {
    plan,
    plans: await publishedPlans(db),
    filters: input,
    columns: columns.filter((column) => shown.some((cell) => cell.columnKey === column.key)),
    rows,
    cells: new Map(shown.map((cell) => [cellKey(cell.rowKey, cell.columnKey), cell])),
    byColumn: sumBy(shown, (cell) => cell.columnKey),
    lines: sortLines(
      await linesOf(read, input, { tally, plan, units, shown, rows, filter, known }),
      input,
    ),
    total: sumTallies(shown),
    periods: [...new Set(periods.map(({ rowKey }) => rowKey))].sort(),
    dimensions: known,
    takeovers: await takeoversShown(read, plan, wanted, placed),
  }
}

/** What was handed on for good, with the columns in which its two units stand. */
async function takeoversShown(
  { db }: Read,
  plan: Plan,
  rows: readonly { id: string; source_id: string }[],
  placed: readonly { unitId: string; columnKey: string }[],
): Promise<BoardView['takeovers']> {
  const columnOf = new Map(placed.map(({ unitId, columnKey }) => [unitId, columnKey]))
  const rowOf = new Map(rows.map(({ id, source_id }) => [source_id, id]))
  const unitIds = [...columnOf.keys()]
  const standing = await takeovers(db, { planId: plan.id, unitIds, standing: true })
  return standing.flatMap((each) => {
    const rowId = rowOf.get(each.sourceId)
    const columns = [each.unitId, each.toUnitId].flatMap((id) => columnOf.get(id) ?? [])
    return rowId ? [{ ...each, rowId, columns }] : []
  })
}

type Filter = Omit<DutyFilter, 'unitIds'>
const everyDutyOf = (plan: Plan): Filter => ({ planId: plan.id })

/** What a board asks of its tallies: the cells, and the periods that its plan has duties in. */
export const boardTallies = (
  tally: Tallying,
  plan: Plan,
  columns: Parameters<Tallying>[1],
  filter = everyDutyOf(plan),
) =>
  [
    () => tally(filter, columns, 'obligation'),
    () => tally(everyDutyOf(plan), columns, 'period'),
  ] as const

type Parts = {
  tally: Tallying
  plan: Plan
  units: UnitListed[]
  shown: TallyRow[]
  rows: BoardView['rows']
  filter: Filter
  known: Dimension[]
}

/** The rows of a table view; in the matrix view none are needed. */
async function linesOf(read: Read, input: Filters, parts: Parts): Promise<Line[]> {
  const { tally: tallied, plan, units, shown, rows, filter, known } = parts
  const slug = plan.slug
  const each = units.map((unit) => ({ unitId: unit.id, columnKey: unit.id }))
  if (input.view === 'task') {
    const sums = sumBy(shown, (cell) => cell.rowKey)
    return rows.map((row) => ({
      key: row.id,
      label: `${row.number}. ${row.title}`,
      href: `/office/tasks/${slug}/${row.number}`,
      tally: sums.get(row.id) as Tally,
    }))
  }
  if (input.view === 'unit') {
    const sums = sumBy(await tallied(filter, each, 'all'), (row) => row.columnKey)
    return units.flatMap((unit) => {
      const tally = sums.get(unit.id)
      return tally
        ? [{ key: unit.id, label: unit.fullName, href: `/office/units/${unit.code}`, tally }]
        : []
    })
  }
  if (input.view === 'period') {
    const together = each.map(({ unitId }) => ({ unitId, columnKey: '' }))
    return (await tallied(everyDutyOf(plan), together, 'period'))
      .sort((a, b) => (a.rowKey < b.rowKey ? -1 : 1))
      .map((row) => ({
        key: row.rowKey,
        label: periodLabel(row.rowKey, read.lang),
        href: `/office/duties?plan=${slug}&period=${row.rowKey}`,
        tally: row,
      }))
  }
  if (input.view === 'dimension') {
    const sums = sumBy(await tallied(filter, each, 'dimension'), (row) => row.rowKey)
    return known.flatMap(({ no, name, nameEn }) => {
      const tally = sums.get(String(no))
      const label = `${no}. ${read.lang === 'vi' ? name : nameEn}`
      return tally
        ? [{ key: String(no), label, href: `/office/duties?plan=${slug}&dimension=${no}`, tally }]
        : []
    })
  }
  return []
}

export function sumBy(
  rows: readonly TallyRow[],
  key: (row: TallyRow) => string,
): Map<string, Tally> {
  const sums = new Map<string, TallyRow[]>()
  for (const row of rows) {
    const group = sums.get(key(row))
    if (group) group.push(row)
    else sums.set(key(row), [row])
  }
  return new Map([...sums].map(([name, group]) => [name, sumTallies(group)]))
}
