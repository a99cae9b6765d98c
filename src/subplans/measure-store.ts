// What others may score units by: own plans that a published plan asked for and that were sent by their day.

import { sql } from 'kysely'
import type { Db, Measure, Measured, MeasureScope } from '../platform/index.ts'

async function filed(
  db: Db,
  { unitIds, from, to, today }: MeasureScope,
): Promise<Map<string, Measured>> {
  // Asked for: a demand stands whose day is over, the unit bears something of the plan, and was not let off.
  const { rows } = await sql<Measured & { unitId: string }>`
    select a.unit_id as "unitId", count(*) as denominator, count(*) filter (where f.on_time) as numerator
    from (
      select distinct b.unit_id, m.plan_id, m.due_on
      from subplan_demands m
      join obligations o on o.plan_id = m.plan_id and o.due <> '[]'::jsonb
      join obligation_units b on b.obligation_id = o.id
      where m.withdrawn_at is null and m.due_on between ${from} and ${to} and m.due_on < ${today}
        and b.unit_id = any(${[...unitIds]}::uuid[])
        and not exists (select 1 from subplan_exemptions e
          where e.unit_id = b.unit_id and e.plan_id = m.plan_id and e.withdrawn_at is null)) a
    left join lateral (
      select bool_or(f.counts_on <= a.due_on and r.filing_id is null) as on_time
      from subplan_filings f
      left join subplan_returns r on r.unit_id = f.unit_id and r.filing_id = f.id
      where f.unit_id = a.unit_id and f.plan_id = a.plan_id) f on true
    group by 1`.execute(db)
  const told = new Map(
    rows.map(({ unitId, numerator, denominator }) => [unitId, { numerator, denominator }]),
  )
  return new Map(unitIds.map((id) => [id, told.get(id) ?? { numerator: 0, denominator: 0 }]))
}

export const subplanMeasures: readonly Measure[] = [
  {
    name: 'subplans-filed',
    title: { vi: 'Kế hoạch của đơn vị gửi đúng hạn', en: 'Own plans sent on time' },
    formula: {
      vi: 'kế hoạch riêng gửi trong hạn, không bị trả lại ÷ kế hoạch riêng được yêu cầu có hạn trong kỳ',
      en: 'own plans sent in time and not returned ÷ own plans asked for with a day in the period',
    },
    unit: { vi: 'kế hoạch', en: 'plans' },
    period: {
      vi: 'kế hoạch riêng có hạn gửi rơi vào kỳ và đã qua',
      en: 'own plans whose day lies in the period and is over',
    },
    read: filed,
    href: (unitCode) => `/office/plans?unit=${encodeURIComponent(unitCode)}`,
  },
]
