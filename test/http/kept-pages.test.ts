// Pages that are kept while nothing is recorded: the same bytes again, never older than what happened.

import { gunzipSync } from 'node:zlib'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { recalledOfUnits, recalledTallies } from '../../src/console/recalled-tallies.ts'
import type { Day } from '../../src/lib/day.ts'
import {
  asOfToday,
  decideReview,
  dutiesInBrief,
  endObligation,
  listDuties,
  reassignDuties,
  tallies,
} from '../../src/obligations/index.ts'
import { openRecall } from '../../src/platform/index.ts'
import { planWorld } from '../plan-world.ts'
import type { Someone } from '../world.ts'

let w: Awaited<ReturnType<typeof planWorld>>
let officer: Someone
let reviewer: Someone

beforeAll(async () => {
  w = await planWorld()
  officer = await w.person('05569', { officer: '05569' })
  reviewer = await w.person('167', { reviewer: '167' })
})
afterAll(() => w.close())

const page = async (as: Someone, address = '/office/work') => {
  const answer = await w.ask(address, { as })
  return { status: answer.status, text: await answer.text() }
}

/** How many statements the product sends while something is asked. */
async function statements(work: () => Promise<unknown>): Promise<number> {
  const plain = pg.Client.prototype.query
  let sent = 0
  pg.Client.prototype.query = function query(this: pg.Client, ...asked: unknown[]) {
    if (Array.isArray(asked[1])) sent += 1
    return (plain as (...all: unknown[]) => unknown).apply(this, asked)
  } as typeof plain
  try {
    await work()
  } finally {
    pg.Client.prototype.query = plain
  }
  return sent
}

test('the second look costs one statement, ten at once one among them', async () => {
  const first = await page(officer)
  let again = first
  expect(await statements(async () => (again = await page(officer)))).toBe(1)
  expect(again).toEqual(first)
  const crowd = Array.from({ length: 10 }, () => page(officer))
  expect(
    await statements(() => Promise.all(crowd.map(async () => await page(officer)))),
  ).toBeLessThan(10)
  await Promise.all(crowd)
})

test('each has a page of their own, in their language, packed or not', async () => {
  expect((await page(reviewer)).text).not.toContain('Xã Bảo Cường')
  const english = (await page(officer, '/office/work?lang=en')).text
  expect(english).toContain('<html lang="en">')
  const packed = await w.ask('/office/work', {
    as: officer,
    headers: { 'accept-encoding': 'gzip' },
  })
  expect(packed.headers.get('content-encoding')).toBe('gzip')
  const text = gunzipSync(Buffer.from(await packed.arrayBuffer())).toString()
  expect(text).toBe((await page(officer)).text)
  expect((await w.ask('/office/work', { as: officer })).headers.get('content-encoding')).toBeNull()
})

test('what is recorded is seen at once, by whoever looks', async () => {
  const empty = (await page(reviewer, '/office/review')).text
  expect(empty).not.toContain('Xã Bảo Cường')
  await w.report('05569', '167')
  expect((await page(reviewer, '/office/review')).text).toContain('Xã Bảo Cường')
})

test('figures kept by unit are those of the rows after every action that writes duties', async () => {
  const { db } = w.instance
  const asOf = await asOfToday(db, w.instance.clock().today)
  const recall = openRecall()
  const units = await w.pool.query<{ id: string }>('select id from units')
  const columns = units.rows.map(({ id }) => ({ unitId: id, columnKey: id }))
  const inOrder = (rows: readonly object[]) =>
    rows.map((row) => JSON.stringify(Object.entries(row).sort())).sort()
  const hold = async (what: string) => {
    const tally = await recalledTallies({ db, recall }, asOf)
    for (const by of ['obligation', 'period', 'dimension', 'all'] as const) {
      const kept = await tally({ planId: w.planId }, columns, by)
      const rows = await tallies(db, asOf, { planId: w.planId }, columns, by)
      expect(inOrder(kept), `${what}, by ${by}`).toEqual(inOrder(rows))
    }
    const unitId = await w.unitId('167')
    const asked = { unitId, planIds: [w.planId], acceptedFrom: '2024-01-01' as Day, most: 12 }
    const make = () => dutiesInBrief(db, asOf, asked)
    expect(await recalledOfUnits({ db, recall }, [unitId], ['brief'], make), what).toEqual(
      await make(),
    )
  }
  await hold('at first')
  const { unitId, submissionId, dutyIds } = await w.report('05611', '168')
  await hold('sent')
  const by = await w.unitId('168')
  const actor = { kind: 'person' as const, personId: reviewer.personId, postId: null, unitId: by }
  const decisions = [{ dutyId: dutyIds[0] ?? '', accept: true as const, note: '' }]
  await w.act((act) => decideReview({ ...act, actor }, { unitId, submissionId, decisions }))
  await hold('accepted')
  const moving = (await listDuties(db, asOf, { unitIds: [await w.unitId('SYT')] }))[0]
  const toUnitId = await w.unitId('167')
  const move = { toUnitId, reason: 'Nhầm', dueOn: null }
  await w.act((act) =>
    reassignDuties(act, { ...move, unitId: moving?.unitId ?? '', dutyIds: [moving?.id ?? ''] }),
  )
  await hold('reassigned')
  const id = moving?.obligationId ?? ''
  const issuer = await w.unitId('19')
  await w.act((act) => endObligation(act, { id, unitId: issuer, reason: 'Bãi bỏ' }))
  await hold('ended')
})

test('two boards made at the same moment, before and after a write, are both whole', async () => {
  const { db } = w.instance
  const asOf = await asOfToday(db, w.instance.clock().today)
  const recall = openRecall()
  const { rows } = await w.pool.query<{ id: string }>('select id from units')
  const columns = rows.map(({ id }) => ({ unitId: id, columnKey: 'all' }))
  const ask = async () =>
    (await recalledTallies({ db, recall }, asOf))({ planId: w.planId }, columns, 'all')
  const before = await recalledTallies({ db, recall }, asOf)
  await w.pool.query('update event_heads set seq = seq + 1 where unit_id = $1', [
    await w.unitId('19'),
  ])
  const [one, other] = await Promise.all([before({ planId: w.planId }, columns, 'all'), ask()])
  const whole = await tallies(db, asOf, { planId: w.planId }, columns, 'all')
  expect([one[0]?.total, other[0]?.total]).toEqual([whole[0]?.total, whole[0]?.total])
})

test('a session that ended shows nothing any more, nor does a post that is over', async () => {
  expect((await page(officer)).status).toBe(200)
  await w.pool.query('update sessions set ended_at = now() where person_id = $1', [
    officer.personId,
  ])
  expect((await page(officer)).status).toBe(303)
})
