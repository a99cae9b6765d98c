// What criteria count of plans: own plans asked for and sent in time, plans whose receipt was acknowledged.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { fileOwnPlan, planWorld } from '../../test/plan-world.ts'
import { day } from '../lib/day.ts'
import type { Measure } from '../platform/index.ts'
import {
  decideSubplan,
  demandSubplans,
  exemptUnit,
  subplanMeasures,
  withdrawExemption,
} from '../subplans/index.ts'
import { acknowledgePlan } from './desk-actions.ts'
import { notificationMeasures } from './measure-store.ts'

const CODES = ['05569', '05563', '167', 'SYT', '062']
const YEAR = { from: day('2024-01-01'), to: day('2024-12-31') }

let w: Awaited<ReturnType<typeof planWorld>>
beforeAll(async () => {
  w = await planWorld()
})
afterAll(() => w.close())

/** `n/of` by unit. */
async function read([measure]: readonly Measure[], span = YEAR): Promise<string[]> {
  const unitIds = await Promise.all(CODES.map((code) => w.unitId(code)))
  const counts = await (measure as Measure).read(w.db, { unitIds, ...span, ...w.instance.clock() })
  return unitIds.map((id) => `${counts.get(id)?.numerator}/${counts.get(id)?.denominator}`)
}

test('plans acknowledged over plans that give the unit a duty, of the period they were published in', async () => {
  expect(await read(notificationMeasures)).toEqual(['0/1', '0/1', '0/1', '0/1', '0/0'])
  for (const code of ['05569', '167', '167']) {
    const unitId = await w.unitId(code)
    await w.act((act) => acknowledgePlan(act, { planId: w.planId, unitId }))
  }
  expect(await read(notificationMeasures)).toEqual(['1/1', '0/1', '1/1', '0/1', '0/0'])
  const before = { from: day('2023-01-01'), to: day('2023-12-31') }
  expect(await read(notificationMeasures, before)).toEqual(CODES.map(() => '0/0'))
})

test('own plans sent in time over those asked for, once their day is over; returned ones do not count', async () => {
  const nothing = ['0/0', '0/0', '0/0', '0/0', '0/0']
  expect(await read(subplanMeasures)).toEqual(nothing)
  await w.act((act) =>
    demandSubplans(act, {
      planId: w.planId,
      time: { dueOn: day('2024-06-20') },
      source: 'Công văn 1',
    }),
  )
  const kept = await fileOwnPlan(w, w.planId, '05569', '167')
  const other = await fileOwnPlan(w, w.planId, '05563', '167')
  // The day is not over: nothing was asked yet.
  expect(await read(subplanMeasures)).toEqual(nothing)
  w.travel(day('2024-06-21'))
  await fileOwnPlan(w, w.planId, '167', '19')
  expect(await read(subplanMeasures)).toEqual(['1/1', '1/1', '0/1', '0/1', '0/0'])
  expect([kept.filingId, other.filingId].every(Boolean)).toBe(true)
  await w.act(async (act) =>
    decideSubplan(act, {
      unitId: await w.unitId('05563'),
      filingId: other.filingId,
      decision: { accept: false, reason: 'thiếu việc số 1', correctBy: null },
    }),
  )
  expect(await read(subplanMeasures)).toEqual(['1/1', '0/1', '0/1', '0/1', '0/0'])
  // Who was let off was not asked.
  const key = { unitId: await w.unitId('05563'), planId: w.planId }
  await w.act((act) => exemptUnit(act, key, 'Sắp sáp nhập'))
  expect(await read(subplanMeasures)).toEqual(['1/1', '0/0', '0/1', '0/1', '0/0'])
  await w.act((act) => withdrawExemption(act, key))
  expect(await read(subplanMeasures)).toEqual(['1/1', '0/1', '0/1', '0/1', '0/0'])
  const earlier = { from: day('2024-01-01'), to: day('2024-06-19') }
  expect(await read(subplanMeasures, earlier)).toEqual(nothing)
})
