// The statements of the main job, read from their syntax trees: what the office sends to the database while it
// reports, reviews and looks may run where tables are distributed by unit.

import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { day } from '../../src/lib/day.ts'
import { decideReview, openDutyIds } from '../../src/obligations/index.ts'
import { planWorld } from '../plan-world.ts'
import { distributedTables, readyToGuard, statementFaults } from '../statement-guard.ts'

/** Statements that look at all units at once, each for a reason. */
const NATIONAL: readonly { like: RegExp; why: string }[] = [
  { like: /select sum\("seq"\) as "sum" from "event_heads"$/, why: 'the version of all data' },
  {
    like: /from duty_outcomes\s+where reviewer_id = any/,
    why: 'reports of many units, waiting at one',
  },
  {
    like: /from "subplan_filings"[\s\S]*subplan_filings\.reviewer_id = any/,
    why: 'plans of many units, waiting at one',
  },
]

const sent = new Set<string>()
const plain = pg.Client.prototype.query
let w: Awaited<ReturnType<typeof planWorld>>

beforeAll(async () => {
  await readyToGuard()
  // Kysely sends text and parameters; what the tests themselves ask comes with a callback.
  pg.Client.prototype.query = function query(this: pg.Client, ...asked: unknown[]) {
    const [text, , callback] = asked
    if (typeof text === 'string' && callback === undefined && asked.length === 2) sent.add(text)
    return (plain as (...all: unknown[]) => unknown).apply(this, asked)
  } as typeof plain
  w = await planWorld()
})
afterAll(async () => {
  pg.Client.prototype.query = plain
  await w.close()
})

test('names its unit in every statement on a distributed table', async () => {
  w.travel(day('2024-06-10'))
  const { submissionId } = await w.report('05569', '167')
  const [unitId, reviewer] = [await w.unitId('05569'), await w.unitId('167')]
  const [first, ...others] = await openDutyIds(w.db, unitId, submissionId)
  await w.act((act) =>
    decideReview(
      { ...act, actor: { ...act.actor, unitId: reviewer } },
      {
        unitId,
        submissionId,
        decisions: [
          ...(first ? [{ dutyId: first, accept: true }] : []),
          ...others.map((dutyId) => ({ dutyId, accept: false, reason: 'Thiếu ảnh' })),
        ] as never,
      },
    ),
  )
  const inspector = await w.person('19', { inspector: '19', coordinator: '19', reviewer: '19' })
  for (const address of [
    '/office/work',
    '/office/board',
    '/office/review',
    '/office/duties?q=a',
    '/office/hindrances',
    '/office/leader',
    '/office/audit?subject=a',
    '/office/search?q=a',
  ]) {
    const answer = await w.server.request(`http://office.test${address}`, {
      headers: { cookie: `congtam=${inspector.secret}` },
    })
    expect(answer.status, address).toBeLessThan(400)
  }
  const tables = distributedTables()
  const faults = [...sent]
    .filter((text) => !NATIONAL.some(({ like }) => like.test(text.trim())))
    .flatMap((text) =>
      statementFaults(text, tables).map((fault) => `${fault}: ${text.replace(/\s+/g, ' ').trim()}`),
    )
  expect(sent.size).toBeGreaterThan(50)
  expect(faults).toEqual([])
})
