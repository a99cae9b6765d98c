// What others may score units by: published plans whose receipt they acknowledged.

import { sql } from 'kysely'
import type { Db, Measure, Measured, MeasureScope } from '../platform/index.ts'

async function acknowledged(
  db: Db,
  { unitIds, from, to }: MeasureScope,
): Promise<Map<string, Measured>> {
  const { rows } = await sql<Measured & { unitId: string }>`
    select d.unit_id as "unitId", count(*) as denominator, count(r.unit_id) as numerator
    from (
      select distinct x.unit_id, x.plan_id from duties x
      where x.unit_id = any(${[...unitIds]}::uuid[])) d
    left join (select distinct y.unit_id, y.plan_id from plan_receipts y
      where y.unit_id = any(${[...unitIds]}::uuid[])) r on r.unit_id = d.unit_id and r.plan_id = d.plan_id
    where d.plan_id in (select p.plan_id from plan_publications p
      where (p.published_at at time zone 'Asia/Ho_Chi_Minh')::date between ${from} and ${to})
    group by 1`.execute(db)
  const told = new Map(
    rows.map(({ unitId, numerator, denominator }) => [unitId, { numerator, denominator }]),
  )
  return new Map(unitIds.map((id) => [id, told.get(id) ?? { numerator: 0, denominator: 0 }]))
}

export const notificationMeasures: readonly Measure[] = [
  {
    name: 'plans-acknowledged',
    title: { vi: 'Xác nhận đã nhận kế hoạch', en: 'Receipt of plans acknowledged' },
    formula: {
      vi: 'kế hoạch đã xác nhận nhận ÷ kế hoạch ban hành trong kỳ có việc giao cho đơn vị',
      en: 'plans acknowledged ÷ plans published in the period that give the unit a duty',
    },
    unit: { vi: 'kế hoạch', en: 'plans' },
    period: { vi: 'kế hoạch ban hành trong kỳ', en: 'plans published in the period' },
    read: acknowledged,
    href: (unitCode) => `/office/duties?unit=${encodeURIComponent(unitCode)}`,
  },
]
