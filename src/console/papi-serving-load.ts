// All work of the plans in force that may serve PAPI, with how its units stand: three statements, whatever is asked of it,
// kept while nothing is recorded.

import { asOfToday, tallies } from '../obligations/index.ts'
import { unitsOn } from '../org/index.ts'
import { linksOfItems, type Serving, sumWork, workOf } from '../papi/index.ts'
import { servingItems } from '../plans/index.ts'
import { type Read, recordedSoFar } from '../platform/index.ts'

type Reader = Pick<Read, 'db' | 'recall' | 'today'>

/** As a page shows it: units within reach of who looks. */
export async function loadServing(read: Read, may = 'board.read'): Promise<Serving[]> {
  const reach = new Set(await read.rights.reach(may))
  const whole = await loadWholeServing(read)
  return whole.map((task): Serving => {
    const units = task.units.filter(({ id }) => reach.has(id))
    if (units.length === task.units.length) return task
    return { ...task, units, work: sumWork(units.map(({ work }) => work)) }
  })
}

/** Of all units. */
export async function loadWholeServing(read: Reader): Promise<Serving[]> {
  const { recall, today } = read
  if (!recall) return await counted(read)
  return await recall(`papi serving ${today}`, await recordedSoFar(read.db), () => counted(read))
}

async function counted({ db, today }: Reader): Promise<Serving[]> {
  const items = await servingItems(db, today)
  if (items.length === 0) return []
  const units = await unitsOn(db, today)
  const [links, rows] = await Promise.all([
    linksOfItems(
      db,
      items.map(({ id }) => id),
    ),
    tallies(
      db,
      await asOfToday(db, today),
      { planIds: [...new Set(items.map(({ planId }) => planId))] },
      units.map(({ id }) => ({ unitId: id, columnKey: id })),
      'obligation',
    ),
  ])
  const linked = grouped(links, ({ plan_item_id }) => plan_item_id)
  const byTask = grouped(rows, ({ rowKey }) => rowKey)
  return items.map((item): Serving => {
    const own = new Map(
      (byTask.get(item.obligationId ?? '') ?? []).map((row) => [row.columnKey, row]),
    )
    const bound = units.flatMap(({ id, code, fullName }) => {
      const row = own.get(id)
      return row ? [{ id, code, name: fullName, work: workOf(row) }] : []
    })
    return {
      planItemId: item.id,
      plan: { slug: item.slug, number: item.planNumber },
      kind: item.kind,
      number: item.number,
      title: item.title,
      items: (linked.get(item.id) ?? []).map((link) => link.item),
      dimensions: item.dimensions,
      work: sumWork(bound.map(({ work }) => work)),
      units: bound,
    }
  })
}

function grouped<T>(rows: readonly T[], keyOf: (row: T) => string): Map<string, T[]> {
  const found = new Map<string, T[]>()
  for (const row of rows) {
    const key = keyOf(row)
    const known = found.get(key)
    if (known) known.push(row)
    else found.set(key, [row])
  }
  return found
}
