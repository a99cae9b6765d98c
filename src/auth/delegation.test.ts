// Which powers may be lent, to whom, for how long; what somebody may do with them.

import { expect, test } from 'vitest'
import { day } from '../lib/day.ts'
import type { Problem, Rights } from '../platform/index.ts'
import { DELEGABLE, type Lending, lending } from './delegation.ts'
import { limitedTo } from './rights.ts'
import { ROLES } from './role.ts'

const LENT: Lending = {
  toPersonId: 'b',
  permissions: ['report.submit'],
  from: day('2024-06-12'),
  until: day('2024-06-20'),
  reason: 'Nghỉ phép',
}
const FACTS = {
  giverId: 'a',
  isActing: false,
  postPermissions: ROLES.head as readonly string[],
  colleagueIds: ['b', 'c'],
  lent: [] as { from: ReturnType<typeof day>; to: ReturnType<typeof day> }[],
  today: day('2024-06-12'),
}

test.each<[Partial<Lending>, Partial<typeof FACTS>, string]>([
  [{}, {}, 'ok'],
  [{ until: day('2024-06-12') }, {}, 'ok'],
  [{}, { isActing: true }, 'delegation.not-on'],
  [{ toPersonId: 'a' }, {}, 'delegation.to-oneself'],
  [{ toPersonId: 'stranger' }, {}, 'delegation.not-a-colleague'],
  [{ permissions: [] }, {}, 'delegation.no-power'],
  // The head's post does not review; people and lending are never lent.
  [{ permissions: ['report.review'] }, {}, 'delegation.beyond-post'],
  [{ permissions: ['delegation.give'] }, {}, 'delegation.beyond-post'],
  [
    { permissions: ['person.manage'] },
    { postPermissions: ROLES.administrator },
    'delegation.beyond-post',
  ],
  [{ from: day('2024-06-11') }, {}, 'delegation.day-past'],
  [{ until: day('2024-06-11') }, {}, 'delegation.ends-before-begin'],
  [{ until: day('2024-09-09') }, {}, 'ok'],
  [{ until: day('2024-09-10') }, {}, 'delegation.too-long'],
  [{}, { lent: [{ from: day('2024-06-20'), to: day('2024-06-25') }] }, 'delegation.already-lent'],
  [{}, { lent: [{ from: day('2024-06-21'), to: day('2024-06-25') }] }, 'ok'],
])('lending %j under %j: %s', (asked, facts, expected) => {
  let code = 'ok'
  try {
    lending({ ...LENT, ...asked }, { ...FACTS, ...facts })
  } catch (error) {
    code = (error as Problem).code
  }
  expect(code).toBe(expected)
})

test('the first day without is the day after the last', () => {
  expect(lending(LENT, FACTS).to).toBe('2024-06-21')
})

test('nothing that may be lent manages people, plans, settings or lends on', () => {
  expect(
    DELEGABLE.filter((power) => /^(person|plan|settings|unit|delegation)\./.test(power)),
  ).toEqual([])
})

test('lent rights are those of the post, of the lent powers only', async () => {
  const post: Rights = {
    holds: (permission) => permission !== 'report.review',
    may: async (_, unitId) => unitId === 'u',
    reach: async () => ['u'],
  }
  const lent = limitedTo(post, ['report.submit', 'report.review'])
  expect(lent.holds('report.submit')).toBe(true)
  expect(lent.holds('report.review')).toBe(false)
  expect(lent.holds('duty.assign')).toBe(false)
  expect(await lent.may('report.submit', 'u')).toBe(true)
  expect(await lent.may('report.submit', 'v')).toBe(false)
  expect(await lent.may('duty.assign', 'u')).toBe(false)
  expect(await lent.reach('duty.assign')).toEqual([])
})
