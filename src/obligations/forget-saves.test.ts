import { afterAll, beforeAll, expect, test } from 'vitest'
import { type World, world } from '../../test/world.ts'
import { addDays } from '../lib/day.ts'
import { instantAt } from '../lib/instant.ts'
import { obligationJobs } from './jobs.ts'

let w: World
beforeAll(async () => {
  w = await world()
})
afterAll(() => w.close())

test('keys of forms are forgotten after ninety days, not before', async () => {
  const unitId = await w.unitId('05569')
  const { today } = w.instance.clock()
  for (const [key, days] of [
    ['00000000-0000-7000-8000-000000000001', 91],
    ['00000000-0000-7000-8000-000000000002', 89],
    ['00000000-0000-7000-8000-000000000003', 0],
  ] as const) {
    await w.pool.query(
      `insert into form_saves (unit_id, key, saved_at, answer) values ($1, $2, $3, '{}')`,
      [unitId, key, instantAt(addDays(today, -days))],
    )
  }
  const [job] = obligationJobs
  await w.act(async (act) => job?.run(act, {}))
  const { rows } = await w.pool.query('select key from form_saves order by key')
  expect(rows.map(({ key }) => key)).toEqual(
    [2, 3].map((n) => `00000000-0000-7000-8000-00000000000${n}`),
  )
})
