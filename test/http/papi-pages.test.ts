// PAPI beside the work of the plan: what a lever, a low item and an item say of the tasks that serve them; the same for
// programs; a what-if that keeps nothing.

import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { systemAct, systemRead } from '../../src/app/instance.ts'
import { loadWholeServing } from '../../src/console/index.ts'
import { lastChange } from '../../src/console/papi-years.tsx'
import { parseCsv } from '../../src/lib/csv.ts'
import { importFigures, loadPapi, papiCommand, understand } from '../../src/papi/index.ts'
import { itemsOf } from '../../src/plans/index.ts'
import { caller } from '../api-caller.ts'
import { releases, table } from '../papi.ts'
import { planWorld } from '../plan-world.ts'
import type { Someone } from '../world.ts'

let w: Awaited<ReturnType<typeof planWorld>>
let coordinator: Someone
let commune: Someone
let task: { id: string; number: string }

beforeAll(async () => {
  w = await planWorld()
  const unitId = await w.unitId('19')
  await w.act((act) => loadPapi(act, (name) => readFileSync(`packs/papi/${name}`, 'utf8'), unitId))
  const files = ['parts.csv', 'indicators.csv'].map((name) => ({
    name,
    bytes: new TextEncoder().encode(table(name)),
  }))
  await w.act(async (act) => {
    await importFigures(act, await understand(act, files), { name: 'papi', hash: 'x' })
  })
  coordinator = await w.person('SNV', { coordinator: '19' })
  commune = await w.person('05569', 'head')
  await w.report('05569', '167')
  task = (await itemsOf(w.db, w.planId)).find(({ number }) => number === '1') as typeof task
  await w.ask('/office/papi/items/7.3/links', {
    as: coordinator,
    method: 'POST',
    form: { planItem: task.id, serves: '1' },
  })
})
afterAll(() => w.close())

async function papi(...args: string[]) {
  const out: string[] = []
  const code = await papiCommand(loadWholeServing).run({
    args,
    out: (text) => out.push(text),
    err: (text) => out.push(text),
    read: (work) => work(systemRead(w.instance)),
    act: (work) => systemAct(w.instance, work),
    listFiles: async () => null,
    fileSize: async () => 0,
    readFile: async () => new Uint8Array(),
  })
  return { code, text: out.join('\n') }
}

const text = async (address: string, as = coordinator) => {
  const response = await w.ask(address, { as })
  expect(response.status, address).toBe(200)
  return (await response.text()).replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
}

/** As the database has it, told a second time. */
async function counted(): Promise<{ total: number; onTime: number; open: number; units: number }> {
  const { rows } = await w.pool.query(
    `select count(*)::int as total, count(l.duty_id)::int as "onTime",
       (count(*) - count(l.duty_id))::int as open, count(distinct d.unit_id)::int as units
     from duties d join obligations o on o.id = d.obligation_id
     left join submission_lines l on l.unit_id = d.unit_id and l.duty_id = d.id
     where o.source_id = $1`,
    [task.id],
  )
  return rows[0]
}

test('the command names for each lever the tasks that serve it, how near, and how each unit stands', async () => {
  const { code, text: said } = await papi('levers', '--province', '19', '--year', '2023', '--json')
  expect(code).toBe(0)
  const json = JSON.parse(said)
  const lever = json.levers.find((it: { code: string }) => it.code === '7.3.3')
  const key = `${w.slug}/1`
  expect(lever.servedBy[0]).toEqual({ task: key, how: 'above' })
  const told = json.tasks.find((it: { task: string }) => it.task === key)
  const known = await counted()
  expect(known.onTime).toBeGreaterThan(0)
  expect(told).toMatchObject({
    kind: 'task',
    number: '1',
    link: `/office/tasks/${w.slug}/1`,
    work: { total: known.total, onTime: known.onTime, late: 0, open: known.open },
  })
  expect(told.units).toHaveLength(known.units)
  const own = told.units.find((it: { code: string }) => it.code === '05569')
  expect(own.total).toBe(own.onTime + own.late + own.open)
  const plain = await papi('levers', '--province', '19', '--year', '2023')
  expect(plain.text).toContain(`${key} (above)`)
  // Every task named by a lever is told, and none that no lever names.
  const named = new Set(
    json.levers.flatMap((it: { servedBy: { task: string }[] }) => it.servedBy.map((by) => by.task)),
  )
  expect(new Set(json.tasks.map((it: { task: string }) => it.task))).toEqual(named)
})

test('the page of levers, the low list and the item say the same, and link to the task', async () => {
  const { onTime, open, units } = await counted()
  const standing = new RegExp(`${units} đơn vị; ${onTime} đúng hạn, 0 trễ, ${open} chưa gửi`)
  expect(await text('/office/papi/levers?year=2023&all=1')).toMatch(standing)
  const desk = await text('/office/papi?year=2023')
  const low = desk.slice(desk.indexOf('Thấp và chưa cải thiện'))
  expect(low).toMatch(/3\.1 Mức độ .* Việc 2, 7\/KH-UBND 2 đơn vị; 0 đúng hạn, 0 trễ, 2 chưa gửi/)
  const raw = await (await w.ask('/office/papi/items/7.3?year=2023', { as: coordinator })).text()
  expect(raw).toContain(`href="/office/tasks/${w.slug}/1"`)
  expect(raw).toContain('gắn thẳng')
  expect(raw).toMatch(new RegExp(`${onTime} đúng hạn, 0 trễ, ${open} chưa gửi`))
})

test('who reaches one commune sees how that one stands', async () => {
  const levers = await text('/office/papi/levers?year=2023&all=1', commune)
  expect(levers).toMatch(/1 đơn vị; \d+ đúng hạn/)
  expect(levers).not.toMatch(/[23] đơn vị; \d+ đúng hạn/)
})

test('programs read years, profile and levers as the commands answer', async () => {
  const by = await caller(w, '19', ['papi.read'])
  const { items } = await by.get('/api/papi/years')
  expect(items[0].year).toBeGreaterThanOrEqual(2023)
  const profile = await papi('profile', '--province', '19', '--year', '2023', '--json')
  expect(await by.get('/api/papi/2023/provinces/19')).toEqual(JSON.parse(profile.text))
  const levers = await papi('levers', '--province', '19', '--year', '2023', '--json')
  expect(await by.get('/api/papi/2023/provinces/19/levers')).toEqual(JSON.parse(levers.text))
  expect((await by.call('/api/papi/1999/provinces/19')).status).toBe(404)
  expect((await by.call('/api/papi/2023/provinces/99')).status).toBe(404)
})

test('a what-if is answered and nothing is kept', async () => {
  const by = await caller(w, '19', ['papi.read'])
  const events = async () => (await w.pool.query('select count(*)::int as n from events')).rows[0].n
  const before = await events()
  const ask = (settings: unknown) =>
    by.call('/api/papi/2023/provinces/19/simulations', { json: { settings } })
  const answer = await ask([
    { code: '7.2.3', value: 0.6 },
    { code: '1.3.3', value: 0.96 },
  ])
  expect(answer.status).toBe(200)
  const told = await papi(
    ...['simulate', '--province', '19', '--year', '2023', '--json'],
    ...['--set', '7.2.3=0.60', '--set', '1.3.3=0.96'],
  )
  expect(await answer.json()).toEqual(JSON.parse(told.text))
  const refusals: [unknown, string][] = [
    [[{ code: '9.9.9', value: 1 }], 'papi.indicator-unknown'],
    [[{ code: '7.2.3', value: 3 }], 'papi.value-beyond-scale'],
    [
      [
        { code: '7.2.3', value: 0.5 },
        { code: '7.2.3', value: 0.6 },
      ],
      'papi.set-twice',
    ],
    [[], 'input.invalid'],
  ]
  for (const [settings, code] of refusals) {
    const refused = await ask(settings)
    expect([refused.status, (await refused.json()).code]).toEqual([422, code])
  }
  expect(await events()).toBe(before)
})

test('saved scenarios are listed for who reaches their unit', async () => {
  const form = { province: '19', year: '2023', 's.7.2.3': '0.6', name: 'Rác và nước' }
  const saved = await w.ask('/office/papi/scenarios', { as: coordinator, method: 'POST', form })
  expect(saved.status).toBe(303)
  const by = await caller(w, '19', ['papi.read'])
  const { items } = await by.get('/api/papi/scenarios')
  expect(items).toMatchObject([{ name: 'Rác và nước', settings: [{ code: '7.2.3', value: 0.6 }] }])
  expect(await by.get(`/api/papi/scenarios/${items[0].id}`)).toEqual(items[0])
  const beyond = await caller(w, '05569', ['papi.read'])
  expect(await beyond.get('/api/papi/scenarios')).toEqual({ items: [], next: null })
  expect((await beyond.call(`/api/papi/scenarios/${items[0].id}`)).status).toBe(404)
})

test('effort and bound of a lever are settled with a reason, kept with their history, and taken back', async () => {
  const at = '/office/papi/levers/7.2.3'
  const settle = (form: Record<string, string>, as = coordinator) =>
    w.ask(at, { as, method: 'POST', form })
  const leader = await w.person('19', 'leader')
  const asked = {
    within: 'partly',
    effort: '3,5',
    bound: '50',
    reason: 'Chỉ vận động được một phần',
  }
  expect((await settle(asked, leader)).status).toBe(403)
  const refusals: [Record<string, string>, string][] = [
    [{ effort: '0' }, 'Công sức là một số lớn hơn 0'],
    [{ bound: '120' }, 'nhận giá trị từ 0 đến 1'],
    [{ bound: 'nửa' }, 'Không đọc được'],
    [{ reason: ' ' }, 'Hãy nêu lý do'],
  ]
  for (const [change, told] of refusals) {
    const refused = await settle({ ...asked, ...change })
    expect([refused.status, (await refused.text()).includes(told)]).toEqual([422, true])
  }
  expect((await settle(asked)).status).toBe(303)
  expect((await settle({ ...asked, effort: '2', reason: 'Đã có kinh phí' })).status).toBe(303)
  const page = await text(at, leader)
  expect(page).toContain('một phần; công sức 2; không quá 50,0%')
  expect(page).toContain('Chỉ vận động được một phần')
  expect(page).toContain('Đã có kinh phí')
  expect(await text('/office/papi/levers?year=2023&all=1')).toContain('công sức 2; không quá 50,0%')
  const by = await caller(w, '19', ['papi.read'])
  const lever = async () =>
    (await by.get('/api/papi/2023/provinces/19/levers')).levers.find(
      (it: { code: string }) => it.code === '7.2.3',
    )
  expect(await lever()).toMatchObject({
    effort: 2,
    bound: 0.5,
    withinYear: 'partly',
    settled: true,
  })
  const back = () => w.ask(`${at}/suggestion`, { as: coordinator, method: 'POST', form: {} })
  expect((await back()).status).toBe(303)
  expect((await back()).status).toBe(409)
  expect(await lever()).toMatchObject({ bound: null, settled: false })
  const { rows } = await w.pool.query(
    `select count(*)::int as n, count(replaced_at)::int as ended from papi_lever_terms`,
  )
  expect(rows).toEqual([{ n: 2, ended: 2 }])
  expect((await w.ask('/office/papi/levers/9.9.9', { as: coordinator })).status).toBe(404)
})

describe('years and files', () => {
  const rows = async (address: string) =>
    parseCsv(await (await w.ask(address, { as: coordinator })).text())
  const published = releases()

  test('every year of the total and the dimensions as published, breaks marked', async () => {
    const { header, rows: lines } = await rows('/office/papi/years.csv?year=2023')
    expect(header).toHaveLength(6)
    const told = lines.map(({ cells }) => cells)
    for (const [year, release] of published) {
      for (const item of ['TOTAL', 'D1', 'D7', 'D8']) {
        const score = release.values.get(item)?.get('19')
        const line = told.find((cells) => cells[1] === item && cells[3] === String(year))
        if (score === undefined) expect(line).toBeUndefined()
        else expect(Number(line?.[4]), `${item} ${year}`).toBeCloseTo(score, 3)
      }
    }
    expect(told.some((cells) => cells[5] === '1')).toBe(true)
    const page = await text('/office/papi?year=2023')
    expect(page).toMatch(/Thái Nguyên: \d trong 9 mục tăng ở năm cuối có điểm, 20\d\d–20\d\d/)
    expect(page).toContain('đổi cách tính')
  })

  test('an item gives its years, and every province with place and interval', async () => {
    const years = await rows('/office/papi/items/7.3/years.csv?year=2023')
    const own = years.rows.find(({ cells }) => cells[3] === '2023')
    expect(Number(own?.cells[4])).toBeCloseTo(
      published.get(2023)?.values.get('7.3')?.get('19') ?? 0,
      3,
    )
    const ranking = await rows('/office/papi/items/TOTAL/ranking.csv?year=2023')
    const province = ranking.rows.map(({ cells }) => cells).find((cells) => cells[2] === '19')
    const profile = JSON.parse(
      (await papi('profile', '--province', '19', '--year', '2023', '--json')).text,
    )
    expect(Number(province?.[5])).toBe(profile.total.rank)
    expect(province?.[6]).toBe(profile.total.group)
    expect([province?.[10], province?.[11]].map((cell) => Number(Number(cell).toFixed(4)))).toEqual(
      profile.total.ci95,
    )
    // Provinces without a score are listed without a place.
    expect(ranking.rows).toHaveLength(63)
    expect(ranking.rows.filter(({ cells }) => cells[4] === '')).toHaveLength(2)
    for (const item of ['nothing', '9.9'])
      expect(
        (await w.ask(`/office/papi/items/${item}/ranking.csv`, { as: coordinator })).status,
      ).toBe(404)
  })

  test('a change over a break is no change', () => {
    const scores = [2020, 2021, 2022].map((year, at) => ({ year, score: 5 + at / 10 }))
    expect(lastChange(scores, [])).toBeCloseTo(0.1, 12)
    expect(lastChange(scores, [2021])).toBeCloseTo(0.1, 12)
    expect(lastChange(scores, [2022])).toBeNull()
    expect(lastChange(scores.slice(0, 1), [])).toBeNull()
    expect(lastChange([scores[0]!, scores[2]!], [2021])).toBeNull()
  })
})
