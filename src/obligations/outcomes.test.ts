// Kept outcomes equal what the dated rows say, after every sending and decision made through the actions.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { planWorld } from '../../test/plan-world.ts'
import { day } from '../lib/day.ts'
import type { Instant } from '../lib/instant.ts'
import { seeded } from '../lib/random.ts'
import { decideReview, keepOutcomes, listDuties, openDutyIds, reviewQueue } from './index.ts'

let w: Awaited<ReturnType<typeof planWorld>>
beforeAll(async () => {
  w = await planWorld()
})
afterAll(() => w.close())

const outcomes = async () =>
  (await w.pool.query('select * from duty_outcomes order by unit_id, duty_id')).rows

test('sending, returning, sending again and accepting keep them as the dated rows are', async () => {
  const random = seeded(40)
  const { rows } = await w.pool.query<{ id: string }>('select id from units')
  const units = rows.map(({ id }) => id)
  const reviewer = await w.unitId('167')
  for (const today of ['2024-06-10', '2024-06-12', '2024-06-13', '2024-06-14'].map(day)) {
    w.travel(today)
    await w.report('05569', '167').catch((refused) => {
      expect(refused.code).toMatch(/^report\./)
    })
    const asOf = { today, soonOn: today }
    const plain = { ...asOf, knownBefore: '2031-01-01T00:00:00.000+07:00' as Instant }
    const same = async () => {
      expect(await listDuties(w.db, asOf, { unitIds: units })).toEqual(
        await listDuties(w.db, plain, { unitIds: units }),
      )
      const kept = await outcomes()
      await keepOutcomes(w.db, units)
      expect(await outcomes()).toEqual(kept)
    }
    await same()
    const queue = await reviewQueue(w.db, { reviewerIds: [reviewer] }, { limit: 50, offset: 0 })
    expect(queue.total).toBe(queue.rows.length)
    for (const { unitId, submissionId, open } of queue.rows) {
      const waiting = await openDutyIds(w.db, unitId, submissionId)
      expect(waiting).toHaveLength(open)
      await w.act((act) =>
        decideReview(
          { ...act, actor: { ...act.actor, unitId: reviewer } },
          {
            unitId,
            submissionId,
            decisions: waiting
              .filter(() => random.next() < 0.8)
              .map((dutyId) =>
                random.next() < 0.5
                  ? { dutyId, accept: true }
                  : { dutyId, accept: false, reason: 'Thiếu ảnh', correctBy: day('2024-06-20') },
              ) as never,
          },
        ),
      )
    }
    await same()
  }
  expect((await outcomes()).length).toBeGreaterThan(0)
})
