// What is wrong with the ownership of a unit's work.

import { expect, test } from 'vitest'
import { day } from '../lib/day.ts'
import { faultsOf } from './ownership-load.ts'

type Post = { head?: boolean; held?: boolean; since?: string; seen?: string | null }
const post = ({ head = true, held = true, since = '2024-01-01', seen = '2024-06-10' }: Post) => ({
  unitId: 'u',
  postId: 'p',
  title: 'Chủ tịch',
  isHead: head,
  personId: held ? 'a' : null,
  name: held ? 'A' : null,
  since: held ? day(since) : null,
  seenAt: held && seen ? `${seen}T08:00:00.000+07:00` : null,
})

test.each<[Post[], { open: number; drafts: number }, string[]]>([
  [[{}], { open: 3, drafts: 1 }, []],
  [[], { open: 3, drafts: 1 }, ['vacant']],
  [[], { open: 0, drafts: 0 }, []],
  [[{ held: false }], { open: 1, drafts: 1 }, ['vacant']],
  [[{ head: false }], { open: 1, drafts: 1 }, ['vacant']],
  [[{ held: false }, {}], { open: 1, drafts: 1 }, []],
  [[{ seen: '2024-05-13' }], { open: 1, drafts: 1 }, ['silent']],
  [[{ seen: '2024-05-14' }], { open: 1, drafts: 1 }, []],
  [[{ seen: null }], { open: 1, drafts: 1 }, ['silent']],
  // Who came only lately has had no time to be silent.
  [[{ seen: null, since: '2024-06-01' }], { open: 1, drafts: 1 }, []],
  [[{}], { open: 2, drafts: 0 }, ['no-draft']],
  [[{ seen: null }], { open: 2, drafts: 0 }, ['silent', 'no-draft']],
])('posts %j with work %j: %j', (posts, work, faults) => {
  const silence = { unitId: 'u', overdue: 0, lastSentOn: null, ...work }
  expect(
    faultsOf(
      posts.map((each) => post(each)),
      silence,
      { today: day('2024-06-12'), days: 30 },
    ),
  ).toEqual(faults)
})

test.each<[string | null, string[]]>([
  [null, ['silent']],
  ['2024-05-13', ['silent']],
  ['2024-05-14', []],
])('last sent on %s by a head who never signed in: %j', (sent, faults) => {
  const work = {
    unitId: 'u',
    open: 1,
    drafts: 1,
    overdue: 0,
    lastSentOn: sent === null ? null : day(sent),
  }
  const clock = { today: day('2024-06-12'), days: 30 }
  expect(faultsOf([post({ seen: null })], work, clock)).toEqual(faults)
})
