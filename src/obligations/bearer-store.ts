// Who bears what of a plan: every unit that leads or supports one of its obligations.

import { sql } from 'kysely'
import type { Day } from '../lib/day.ts'
import type { Db } from '../platform/index.ts'
import { takerOf } from './takeover.ts'
import { takeoverRules } from './takeover-store.ts'

export type Bearer = {
  unitId: string
  obligationId: string
  number: string
  title: string
  text: string
  part: 'lead' | 'supporting'
}

/** Units bound by a plan on a day, task by task in the plan's order. A body that is only asked bears nothing;
 * who leads an obligation does not also support it; who took over what another leads bears it instead. */
export async function bearersOfPlan(
  db: Db,
  planId: string,
  on: Day,
  unitId?: string,
): Promise<Bearer[]> {
  const rules = (await takeoverRules(db, planId, on)).filter(({ opensOn }) => opensOn <= on)
  if (rules.length === 0) return (await namedBearers(db, planId, on, unitId)).map(borne)
  const held = (await namedBearers(db, planId, on)).map((row) => {
    if (row.part === 'supporting') return row
    const share = { sourceId: row.sourceId, unitId: row.unitId, nominalOn: LAST_DAY }
    return { ...row, unitId: takerOf(share, rules) }
  })
  const lead = new Set(
    held.flatMap((row) => (row.part === 'lead' ? [`${row.obligationId} ${row.unitId}`] : [])),
  )
  const seen = new Set<string>()
  return held
    .filter((row) => {
      const key = `${row.obligationId} ${row.unitId}`
      if (seen.has(key) || (row.part === 'supporting' && lead.has(key))) return false
      seen.add(key)
      return unitId === undefined || row.unitId === unitId
    })
    .map(borne)
}

/** Later than any period of a plan. */
const LAST_DAY = '9999-12-31' as Day

const borne = ({ sourceId: _, ...bearer }: Named): Bearer => bearer

type Named = Bearer & { sourceId: string }

/** The same as the plan names them. */
async function namedBearers(db: Db, planId: string, on: Day, unitId?: string): Promise<Named[]> {
  const { rows } = await sql<Named>`
    select distinct on (o.position, o.id, b.unit_id) b.unit_id as "unitId", o.id as "obligationId",
      o.number, o.title, o.text, b.part, o.source_id as "sourceId"
    from obligations o
    join obligation_units b on b.obligation_id = o.id
    where o.plan_id = ${planId} and (o.ends_on is null or o.ends_on > ${on})
      and (b.valid_to is null or b.valid_to > ${on})
      and o.due <> '[]'::jsonb
      ${unitId ? sql`and b.unit_id = ${unitId}` : sql``}
    order by o.position, o.id, b.unit_id, b.part`.execute(db)
  return rows
}

/** Units that a plan ever gave a duty, whether they still are or not. */
export async function unitsGivenDuties(db: Db, planId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct d.unit_id as id from duties d where d.plan_id = ${planId}`.execute(db)
  return rows.map(({ id }) => id)
}
