import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Someone, type World, world } from '../../test/world.ts'
import { addDays, day } from '../lib/day.ts'
import { giveDelegation, holdersOver } from './index.ts'

let w: World
let head: Someone
let deputy: Someone
beforeAll(async () => {
  w = await world()
  head = await w.person('05569', 'head')
  deputy = await w.person('05569', 'officer')
})
afterAll(() => w.close())

test('who signs for an absent head is told beside the head, on those days only', async () => {
  const today = day('2024-06-12')
  const heads = async (on = today) =>
    (await holdersOver(w.db, [head.unitId], ['head'], on)).map(({ personId }) => personId).sort()
  expect(await heads()).toEqual([head.personId])
  await w.act((act) =>
    giveDelegation(
      {
        ...act,
        actor: {
          kind: 'person',
          personId: head.personId,
          postId: head.postId,
          unitId: head.unitId,
        },
      },
      {
        toPersonId: deputy.personId,
        permissions: ['report.submit'],
        from: today,
        until: addDays(today, 4),
        reason: 'Nghỉ phép',
      },
    ),
  )
  expect(await heads()).toEqual([head.personId, deputy.personId].sort())
  expect(await heads(addDays(today, 4))).toHaveLength(2)
  expect(await heads(addDays(today, 5))).toEqual([head.personId])
})
