// The trail over HTTP: what a reader of it sees, finds, downloads and can verify, and whose it is.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addDays } from '../../src/lib/day.ts'
import { record } from '../../src/platform/index.ts'
import { type Someone, TODAY, type World, world } from '../world.ts'

let here: World
let inspector: Someone
let chief: Someone
let officer: Someone

beforeAll(async () => {
  here = await world()
  inspector = await here.person('167', 'inspector')
  chief = await here.person('19', 'inspector')
  officer = await here.person('05569', 'officer')
  for (const [code, subject, period] of [
    ['05569', 'kế-hoạch-một', '2024-Q2'],
    ['05611', 'kế-hoạch-hai', '2024-Q3'],
  ] as const) {
    const unitId = await here.unitId(code)
    await here.act((act) =>
      record({ ...act, actor: { ...officer, kind: 'person' } }, 'draft.saved', {
        unitId,
        subject,
        details: { period, before: { lines: 1 }, after: { lines: 1204 } },
      }),
    )
  }
})
afterAll(() => here.close())

const get = async (address: string, as: Someone = inspector) => {
  const answer = await here.ask(address, { as })
  return { status: answer.status, text: await answer.text(), headers: answer.headers }
}

describe('the list', () => {
  test('says who did what, when, on what, before and after', async () => {
    const { text, status } = await get('/office/audit?subject=kế-hoạch-một')
    expect(status).toBe(200)
    for (const words of ['Lưu nháp báo cáo', 'Xã Bảo Cường', 'Quý II/2024', '1 → 1.204']) {
      expect(text).toContain(words)
    }
    const { rows } = await here.pool.query('select name from people where id = $1', [
      officer.personId,
    ])
    expect(text).toContain(rows[0].name)
    const english = await get('/office/audit?lang=en&subject=kế-hoạch-một')
    expect(english.text).toContain('Saved a draft of a report')
  })

  test('shows, counts and finds only what the visitor reaches', async () => {
    const find = async (as: Someone) =>
      (await get('/office/audit.csv?subject=kế-hoạch', as)).text.trim().split('\r\n').length - 1
    expect([await find(inspector), await find(chief)]).toEqual([1, 2])
    expect((await get('/office/audit?subject=kế-hoạch-hai')).text).toContain(
      'Không có dòng nhật ký nào như vậy',
    )
    expect((await get('/office/audit?unit=05611')).text).toContain('Không có dòng nhật ký nào')
    expect((await get('/office/audit')).text).not.toContain('Phú Lương')
    expect((await get('/office/audit', officer)).status).toBe(403)
    expect((await get('/office/audit.csv', officer)).status).toBe(403)
    expect((await get('/office/audit/verify', officer)).status).toBe(403)
  })

  test.each([
    ['verb=draft.saved', 1],
    ['verb=draft.saved&unit=167', 0],
    ['verb=draft.saved&unit=05569', 1],
    [`verb=draft.saved&from=${TODAY}&to=${TODAY}`, 1],
    [`verb=draft.saved&to=${addDays(TODAY, -1)}`, 0],
    ['verb=draft.saved&person=khong+ai+ten+nay', 0],
    ['verb=draft.saved&from=hôm-qua', 1],
  ])('filter %s', async (query, count) => {
    const { text } = await get(`/office/audit.csv?${query}`)
    expect(text.trim().split('\r\n').length - 1).toBe(count)
  })

  test('pages through the rows, newest first', async () => {
    const unitId = await here.unitId('05563')
    for (let n = 0; n < 60; n++) {
      await here.act((act) => record(act, 'draft.saved', { unitId, subject: `trang-${n}` }))
    }
    const first = await get('/office/audit?unit=05563&verb=draft.saved')
    const second = await get('/office/audit?unit=05563&verb=draft.saved&page=2')
    expect(first.text).toContain('trang-59')
    expect(first.text).not.toContain('trang-9<')
    expect(second.text).toContain('trang-9<')
    expect(first.text).toContain('1–50 trong 60')
  })

  test('downloads as a workbook with every row', async () => {
    const answer = await here.ask('/office/audit.xlsx?unit=05563', { as: inspector })
    expect(answer.headers.get('content-type')).toContain('spreadsheetml')
    const bytes = new Uint8Array(await answer.arrayBuffer())
    expect([...bytes.slice(0, 2)]).toEqual([0x50, 0x4b])
    expect(bytes.length).toBeGreaterThan(3000)
  })
})

describe('the chain', () => {
  test('is verified within the visitor’s reach', async () => {
    const { text } = await get('/office/audit/verify')
    const { rows } = await here.pool.query(
      'select count(*)::int as n from events where unit_id = any($1)',
      [await Promise.all(['167', '05569', '05563'].map((code) => here.unitId(code)))],
    )
    expect(text).toContain(`Chuỗi nguyên vẹn: đã kiểm tra ${rows[0].n} dòng của 3 đơn vị`)
    expect(text).toMatch(/<code>[0-9a-f]{64}<\/code>/)
  })

  test('an edit shows, with its first row, to whoever reaches the unit', async () => {
    const unitId = await here.unitId('05611')
    const { rows } = await here.pool.query(
      `update events set details = '{"lines": 99}' where unit_id = $1 and verb = 'draft.saved'
       returning seq, id`,
      [unitId],
    )
    const seen = await get('/office/audit/verify', chief)
    for (const words of ['Chuỗi bị đứt ở 1 đơn vị', 'Xã Vô Tranh', 'Dòng này đã bị sửa']) {
      expect(seen.text).toContain(words)
    }
    expect(seen.text).toContain(rows[0].id)
    expect((await get('/office/audit/verify')).text).toContain('Chuỗi nguyên vẹn')
  })
})
