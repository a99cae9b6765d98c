// A plan published again: whose duties it changed is asked for the receipt anew, nobody else.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { bringIn, planWorld, SMALL_PLAN } from '../../test/plan-world.ts'
import { day } from '../lib/day.ts'
import { publishPlan } from '../plans/index.ts'
import { acknowledgePlan } from './desk-actions.ts'
import { receiptsOf } from './receipt-store.ts'

let w: Awaited<ReturnType<typeof planWorld>>
beforeAll(async () => {
  w = await planWorld()
})
afterAll(() => w.close())

test('only where the new text gives new duties', async () => {
  const codes = ['05569', '167', 'SYT']
  const ids = await Promise.all(codes.map((code) => w.unitId(code)))
  const received = async () => {
    const found = await receiptsOf(w.db, w.planId, ids)
    return codes.filter((_, at) => found.has(ids[at] ?? ''))
  }
  const acknowledge = async (code: string) => {
    const unitId = await w.unitId(code)
    await w.act((act) => acknowledgePlan(act, { planId: w.planId, unitId }))
  }
  for (const code of codes) await acknowledge(code)
  await acknowledge('167')
  expect(await received()).toEqual(codes)

  w.travel(day('2024-06-20'))
  await bringIn(w, SMALL_PLAN.replace('Quý III/2024', 'Quý IV/2024'), 'sua-doi.txt')
  await w.act((act) => publishPlan(act, w.planId))
  expect(await received()).toEqual(['05569', 'SYT'])

  w.travel(day('2024-06-21'))
  await acknowledge('167')
  expect(await received()).toEqual(codes)
  const { rows } = await w.pool.query(
    `select count(*)::int as n from events where verb = 'plan.received' and unit_id = $1`,
    [ids[1]],
  )
  expect(rows[0].n).toBe(2)
})
