// Items of the plans in force with the dimensions of PAPI they serve: all of them in one statement.

import { sql } from 'kysely'
import type { Day } from '../lib/day.ts'
import type { Db } from '../platform/index.ts'
import { shortTitle } from './item.ts'

export type ServingItem = {
  id: string
  planId: string
  slug: string
  planNumber: string
  kind: 'task' | 'duty'
  number: string
  title: string
  dimensions: number[]
  /** Null for what binds nobody. */
  obligationId: string | null
}

/** Tasks and duties of the published plans of this year; of the last year that has any, before it does. */
export async function servingItems(db: Db, today: Day): Promise<ServingItem[]> {
  const { rows } = await sql<Omit<ServingItem, 'title'> & { text: string }>`
    with published as (
      select p.id, p.slug, p.number, p.signed_on, p.year from plans p
      where p.year <= ${Number(today.slice(0, 4))}
        and exists (select 1 from plan_publications b where b.plan_id = p.id))
    select i.id, p.id as "planId", p.slug, p.number as "planNumber", i.kind, i.number, i.text,
      coalesce((select array_agg(l.dimension order by l.dimension) from item_dimensions l
        where l.item_id = i.id), '{}') as dimensions,
      (select min(o.id::text) from obligations o
        where o.source_id = i.id and (o.ends_on is null or o.ends_on > ${today})) as "obligationId"
    from published p
    join plan_items i on i.plan_id = p.id and i.ended_on is null and i.kind <> 'group'
    where p.year = (select max(year) from published)
    order by p.signed_on desc, p.slug, i.position`.execute(db)
  return rows.map(({ text, ...row }) => ({ ...row, title: shortTitle(text) }))
}
