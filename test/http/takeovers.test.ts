// A task handed to another unit for good: open periods go now, those made later follow, the plan's own word wins.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { day } from '../../src/lib/day.ts'
import { asOfToday, bearersOfPlan, listDuties, tallies } from '../../src/obligations/index.ts'
import { publishPlan } from '../../src/plans/index.ts'
import { caller } from '../api-caller.ts'
import { bringIn, planWorld, SMALL_PLAN } from '../plan-world.ts'
import type { Someone } from '../world.ts'

let w: Awaited<ReturnType<typeof planWorld>>
let coordinator: Someone
beforeAll(async () => {
  w = await planWorld()
  coordinator = await w.person('SNV', { coordinator: '19', reviewer: 'SNV' })
})
afterAll(() => w.close())

const all = ['05569', '05563', '05611', 'SYT', 'SNV', '167', '168', '19']
const text = async (address: string) => await (await w.ask(address, { as: coordinator })).text()

/** "code period" of every duty that binds for a task, sorted. */
async function standing(number: string): Promise<string[]> {
  const found = []
  for (const code of all) {
    const duties = await listDuties(w.db, await asOfToday(w.db, w.instance.clock().today), {
      unitIds: [await w.unitId(code)],
      planId: w.planId,
    })
    found.push(
      ...duties.filter((duty) => duty.number === number).map(({ period }) => `${code} ${period}`),
    )
  }
  return found.sort()
}
const dutyOf = async (code: string, number: string, period: string) => {
  const duties = await listDuties(w.db, await asOfToday(w.db, w.instance.clock().today), {
    unitIds: [await w.unitId(code)],
  })
  const duty = duties.find((each) => each.number === number && each.period === period)
  if (!duty) throw new Error(`no duty ${number} of ${code} in ${period}`)
  return duty
}
const move = async (code: string, dutyId: string, to: string, scope: string) =>
  await w.ask(`/office/units/${code}/duties/${dutyId}/reassignment`, {
    as: coordinator,
    form: { scope, to: await w.unitId(to), reason: 'Xã sáp nhập bộ phận' },
  })
/** The sum over all units, which no move may change. */
async function total(): Promise<number> {
  const columns = []
  for (const code of all) columns.push({ unitId: await w.unitId(code), columnKey: '' })
  const asOf = await asOfToday(w.db, w.instance.clock().today)
  const rows = await tallies(w.db, asOf, { planId: w.planId }, columns, 'all')
  return rows.reduce((sum, row) => sum + row.total, 0)
}
const amend = async (from: string, to: string) => {
  now = now.replace(from, to)
  await bringIn(w, now, `ke-hoach-${++version}.txt`)
  await w.act((act) => publishPlan(act, w.planId))
}
let now = SMALL_PLAN
let version = 1

test('only this period: the other periods stay', async () => {
  const before = await total()
  const duty = await dutyOf('05611', '1', '2024-Q4')
  expect((await move('05611', duty.id, 'SYT', 'only')).status).toBe(303)
  expect(await standing('1')).toEqual([
    '05563 2024-Q2',
    '05563 2024-Q3',
    '05563 2024-Q4',
    '05569 2024-Q2',
    '05569 2024-Q3',
    '05569 2024-Q4',
    '05611 2024-Q2',
    '05611 2024-Q3',
    'SYT 2024-Q4',
  ])
  expect(await total()).toBe(before)
  const came = await dutyOf('SYT', '1', '2024-Q4')
  expect((await move('SYT', came.id, '05611', 'only')).status).toBe(303)
})

test('this and all later periods: open ones go at once, the earlier one stays, nothing counts twice', async () => {
  const before = await total()
  const duty = await dutyOf('05569', '1', '2024-Q3')
  const form = await text(`/office/units/05569/duties/${duty.id}/reassignment`)
  expect(form).toContain('Chỉ kỳ này: Quý III/2024')
  expect(form).toContain('Kỳ này và mọi kỳ sau')
  const moved = await move('05569', duty.id, 'SNV', 'later')
  expect(moved.headers.get('location')).toMatch(/moved=2$/)
  expect((await standing('1')).filter((each) => /05569|SNV/.test(each))).toEqual([
    '05569 2024-Q2',
    'SNV 2024-Q3',
    'SNV 2024-Q4',
  ])
  expect(await total()).toBe(before)
  const task = await text('/office/tasks/7-2024/1')
  expect(task).toContain('Xã Bảo Cường → Sở Nội vụ, từ Quý III/2024')
  expect(task).toContain('Xã sáp nhập bộ phận')
  const board = await text('/office/board/7-2024')
  expect(board).toContain('Nhiệm vụ đã chuyển hẳn')
  expect(board).toContain('⇄')
  const inspector = await w.person('19', 'inspector')
  const trail = await (await w.ask('/office/audit', { as: inspector })).text()
  expect(trail).toContain('Chuyển hẳn nhiệm vụ sang đơn vị khác')
  // Publishing again makes nothing.
  await w.act((act) => publishPlan(act, w.planId))
  expect(await total()).toBe(before)
})

test('who bears the task in the coverage is the taker, once its first period has opened', async () => {
  const bearers = async (on: string) =>
    (await bearersOfPlan(w.db, w.planId, day(on)))
      .filter(({ number, part }) => number === '1' && part === 'lead')
      .map(({ unitId }) => unitId)
  const [first, taker] = [await w.unitId('05569'), await w.unitId('SNV')]
  expect(await bearers('2024-06-12')).toContain(first)
  const later = await bearers('2024-07-20')
  expect(later).toHaveLength(3)
  expect(later).toContain(taker)
  expect(later).not.toContain(first)
  const own = await bearersOfPlan(w.db, w.planId, day('2024-07-20'), first)
  expect(own.filter(({ number, part }) => number === '1' && part === 'lead')).toEqual([])
})

test('periods made later follow: the time is amended, the body is not', async () => {
  await amend('\tThường xuyên', '\tHàng tháng')
  const made = await standing('1')
  const months = (code: string) =>
    made.flatMap((each) =>
      each.startsWith(`${code} 2024-`) && !each.includes('Q') ? [each.slice(-2)] : [],
    )
  expect(months('05563').length).toBeGreaterThan(5)
  expect([...months('05569'), ...months('SNV')].sort()).toEqual(months('05563'))
  expect(months('SNV')[0]).toBe('09')
  expect(new Set(made).size).toBe(made.length)
  const came = await dutyOf('SNV', '1', '2024-10')
  expect(await text(`/office/units/SNV/duties/${came.id}`)).toContain('Chuyển hẳn từ kỳ này trở đi')
})

test('programs read it, hand on and end it; what goes back is named', async () => {
  const by = await caller(w, '19', ['duty.read', 'duty.reassign'])
  const list = await by.get('/api/takeovers?standing=true')
  expect(list.items).toMatchObject([
    { number: '1', from: { code: '05569' }, to: { code: 'SNV' }, period: '2024-Q3', endedAt: null },
  ])
  const { id } = list.items[0]
  const address = `/api/takeovers/${id}/ending`
  const back = await dutyOf('SNV', '1', '2024-12')
  const stays = await dutyOf('SNV', '1', '2024-11')
  const other = await dutyOf('05563', '1', '2024-11')
  const refused = await by.call(address, { json: { reason: 'x', duties: [other.id] } })
  expect([refused.status, (await refused.json()).type]).toEqual([
    409,
    expect.stringContaining('takeover.duty-not-returnable'),
  ])
  const ended = await by.call(address, { json: { reason: 'Xã đủ người', duties: [back.id] } })
  expect([ended.status, await ended.json()]).toEqual([201, { id, returned: 1 }])
  expect((await by.call(address, { json: { reason: 'x' } })).status).toBe(409)
  const made = await standing('1')
  expect(made).toContain('05569 2024-12')
  expect(made).toContain(`SNV ${stays.period}`)
  expect(made).not.toContain('SNV 2024-12')
  expect((await by.get('/api/takeovers?standing=true')).items).toEqual([])
  expect(await text('/office/tasks/7-2024/1')).toContain('Đã kết thúc (1)')
  const handed = await by.call(`/api/duties/${other.id}/reassignment`, {
    json: { to: 'SYT', reason: 'Giao hẳn', later: true },
  })
  expect(handed.status).toBe(201)
  expect((await standing('1')).filter((each) => each.startsWith('SYT'))).toEqual([
    'SYT 2024-11',
    'SYT 2024-12',
  ])
})

test('a body amended in the plan wins: what was handed on ends, said so, and counts once', async () => {
  const [duty] = (await standing('3')).filter((each) => each.startsWith('SYT'))
  const asked = await dutyOf('SYT', '3', duty?.split(' ')[1] ?? '')
  expect((await move('SYT', asked.id, '167', 'later')).status).toBe(303)
  expect(await standing('3')).toEqual([`167 ${asked.period}`])
  await amend('tại tuyến xã\tSở Y tế', 'tại tuyến xã\tSở Nội vụ')
  expect(await standing('3')).toEqual([`SNV ${asked.period}`])
  const task = await text('/office/tasks/7-2024/3')
  expect(task).toContain('kế hoạch đã sửa đổi cơ quan chủ trì')
  expect(task).not.toContain('takeovers/')
})

test('without the right nobody hands on or ends; a reason is asked for', async () => {
  const stranger = await w.person('167', { reviewer: '167' })
  const duty = await dutyOf('05569', '1', '2024-12')
  const address = `/office/units/05569/duties/${duty.id}/reassignment`
  const form = { scope: 'later', to: await w.unitId('168'), reason: 'x' }
  expect((await w.ask(address, { as: stranger, form })).status).toBe(403)
  const silent = await w.ask(address, { as: coordinator, form: { ...form, reason: '  ' } })
  expect(silent.status).toBe(422)
  expect((await w.pool.query('select 1 from takeovers where ended_at is null')).rowCount).toBe(1)
})
