// The official plan imported, published and amended in the province of the packs.

import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fullProvince } from '../../test/full-province.ts'
import { bringIn } from '../../test/plan-world.ts'
import type { World } from '../../test/world.ts'
import { day } from '../lib/day.ts'
import {
  asOfToday,
  listDuties,
  loadForm,
  obligationsOfPlan,
  saveDraft,
  submitReport,
} from '../obligations/index.ts'
import { itemsOf, loadPlan, publishPlan, readImport } from './index.ts'

const OFFICIAL = readFileSync('packs/thai-nguyen/plan-99-2024.txt', 'utf8')

let w: World
let planId: string
let all: string[]

beforeAll(async () => {
  w = await fullProvince()
  ;({ planId } = await bringIn(w, OFFICIAL, 'ke-hoach-99.txt'))
  const { rows } = await w.pool.query<{ id: string }>('select id from units')
  all = rows.map((row) => row.id)
})
afterAll(() => w.close())

const dutiesNow = async () =>
  await listDuties(
    w.db,
    await asOfToday(w.db, day('2024-06-12')),
    { unitIds: all, planId },
    { limit: 100_000 },
  )

test('17 tasks, 22 groups, 59 duties become items, each with the words it came from', async () => {
  const items = await itemsOf(w.db, planId)
  const count = (kind: string) => items.filter((item) => item.kind === kind).length
  expect([count('task'), count('group'), count('duty')]).toEqual([17, 22, 59])
  for (const item of items) expect(item.spans.text).toBeDefined()
  const { text } = (await w.pool.query('select text from plan_imports')).rows[0] as { text: string }
  for (const { spans, text: words, kind } of items.filter((item) => item.kind === 'task')) {
    const span = spans.text ?? { start: 0, end: 0 }
    expect(text.slice(span.start, span.end).replace(/\s+/g, ' '), kind).toContain(
      words.replace(/\s+/g, ' ').slice(0, 40),
    )
  }
})

test('what is published is what the preview counted: task by task, unit by unit, once', async () => {
  const before = await loadPlan(w.db, '99-2024', day('2024-06-12'))
  expect(before.pending.unsettled).toEqual([])
  const published = await w.act((act) => publishPlan(act, planId))
  expect(published).toEqual({
    obligations: before.pending.obligations,
    duties: before.pending.duties,
  })
  const duties = await dutiesNow()
  expect(duties).toHaveLength(published.duties)
  // Task 4 binds 9 districts and 177 communes in each of three quarters.
  expect(duties.filter((duty) => duty.number === '4')).toHaveLength((9 + 177) * 3)
  // Task 1 has two milestones for each district: by 30/6, a Sunday, and within the year.
  const first = duties.filter((duty) => duty.number === '1')
  expect(first).toHaveLength(18)
  expect([...new Set(first.map((duty) => duty.dueOn))].sort()).toEqual(['2024-07-01', '2024-12-31'])
  // Task 9: "tối thiểu 02 lần/1 năm" is one duty a commune with a target, not two.
  expect(duties.filter((duty) => duty.number === '9').map((duty) => duty.target)).toEqual(
    Array.from({ length: 177 }, () => 2),
  )
  expect(await w.act((act) => publishPlan(act, planId))).toEqual({ obligations: 0, duties: 0 })
  expect(await dutiesNow()).toHaveLength(published.duties)
})

test('bodies that are only asked bear no duty', async () => {
  const asked = (await itemsOf(w.db, planId)).filter((item) => item.asks && item.kind === 'duty')
  expect(asked).toHaveLength(6)
  const obligations = await obligationsOfPlan(w.db, planId, day('2024-06-12'))
  const ids = asked.map((item) => obligations.find((row) => row.source_id === item.id)?.id)
  const duties = await dutiesNow()
  expect(duties.filter((duty) => ids.includes(duty.obligationId))).toEqual([])
})

test('an amended plan shows what differs, keeps the reports made, and binds anew only what changed', async () => {
  const commune = await unit('05569')
  const sent = await report(commune)
  const before = await dutiesNow()
  const amended = OFFICIAL.replace('\tUBND cấp huyện, UBND cấp xã\t', '\tUBND cấp xã\t')
    .replace('Quý III/2024', 'Quý IV/2024')
    .replace(/^17\t.*$/m, '')
  const lines = (text: string) => text.split('\n').length
  expect(lines(amended)).toBe(lines(OFFICIAL))
  const { planId: same, isNew, changes } = await bringIn(w, amended, 'sua-doi.txt')
  expect({ same, isNew }).toEqual({ same: planId, isNew: false })
  expect(changes).toBeGreaterThanOrEqual(2)
  await w.act((act) => publishPlan(act, planId))
  const after = await dutiesNow()
  const key = (duty: (typeof after)[number]) =>
    `${duty.unitId}|${duty.number}|${duty.period}|${duty.dueOn}`
  const kept = after.find((duty) => duty.id === sent)
  expect(kept?.standing).toBe('submitted')
  expect(after.filter((duty) => duty.number === '17')).toEqual([])
  // Task 3 moved from the third quarter to the fourth.
  const third = after.filter((duty) => duty.number === '3')
  expect(third.map((duty) => duty.dueOn)).toEqual(['2024-12-31'])
  const others = (list: typeof after) =>
    list
      .filter((duty) => !['3', '4', '17'].includes(duty.number))
      .map(key)
      .sort()
  expect(others(after)).toEqual(others(before))
})

test('the same words in another file change nothing', async () => {
  const before = (await dutiesNow()).length
  const text = (
    await w.pool.query(
      'select text from plan_imports where applied_at is not null order by applied_at desc limit 1',
    )
  ).rows[0].text
  const { changes } = await bringIn(w, `${text}\n\n`, 'lan-nua.txt')
  expect(changes).toBe(0)
  expect(await w.act((act) => publishPlan(act, planId))).toEqual({ obligations: 0, duties: 0 })
  expect((await dutiesNow()).length).toBe(before)
})

test('reading an import again changes nothing', async () => {
  const { rows } = await w.pool.query<{ id: string; finished_at: string }>(
    'select id, finished_at from plan_imports limit 1',
  )
  const again = await w.act((act) => readImport(act, rows[0]?.id ?? ''))
  expect(again.finished_at).toBe(rows[0]?.finished_at)
})

async function unit(code: string): Promise<string> {
  return await w.unitId(code)
}

/** One commune reports on its first open duty of task 5; returns the duty. */
async function report(unitId: string): Promise<string> {
  const key = { unitId, planId, period: '2024-Q2' }
  return await w.act(async (act) => {
    const form = await loadForm(act.db, act.today, key)
    const line = form.lines.find(({ duty }) => duty.number === '5')
    if (!line) throw new Error('task 5 is not in the form')
    await saveDraft(act, key, [
      {
        dutyId: line.duty.id,
        state: 'in-progress',
        progress: 'Đã niêm yết bảng giá đất.',
        quantity: null,
        hindrance: '',
        hindranceKind: null,
      },
    ])
    await submitReport(act, { ...key, reviewerId: await unit('164'), note: '' })
    return line.duty.id
  })
}
