// What one unit has handed on to another, made straight in the tables: enough to be asked for, and to be taken back.

import type { planWorld } from './plan-world.ts'

type World = Awaited<ReturnType<typeof planWorld>>

/** The unit said to be followed by itself of another day. */
export async function someSuccession(w: World, unitId: string): Promise<string> {
  const id = w.instance.newId()
  await w.pool.query(
    `insert into unit_successions (id, from_id, to_id, effective_on, portion, source)
     values ($1, $2, $2, '2023-01-01', 'whole', 'x')`,
    [id, unitId],
  )
  return id
}

/** A task of the unit that another does from a period on. */
export async function someTakeover(w: World, code: string, unitId: string): Promise<string> {
  const id = w.instance.newId()
  const taker = await w.unitId(code === '06' ? '062' : '06')
  await w.pool.query(
    `insert into takeovers (id, source_id, plan_id, unit_id, to_unit_id, period, opens_on, from_on, reason, decided_at)
     values ($1, $2, $3, $4, $5, '2024-Q3', '2024-06-15', '2024-09-14', 'x', now())`,
    [id, w.instance.newId(), w.planId, unitId, taker],
  )
  return id
}
