// Pages of petitions: lists by standing, one petition's steps and clocks, the way from the index, what to fix today.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { readDocument, writeSpreadsheet } from '../../src/documents/index.ts'
import { refOf } from '../../src/dossiers/index.ts'
import type { Instant } from '../../src/lib/instant.ts'
import { receivePetitions } from '../../src/petitions/index.ts'
import { dossierOf, type IndexWorld, indexWorld } from '../index-world.ts'
import type { Someone } from '../world.ts'

let w: IndexWorld
let leader: Someone
let officer: Someone
const SECRET = 'Nguyễn Thị Kín'
const FIRST = dossierOf('05569', 1, '2026-08-03').data.MaHoSo

const item = (code: string, unit: string, steps: string, more: object = {}) => ({
  code,
  unit,
  about: 'conduct',
  events: steps.split(', ').map((part) => {
    const [step, on, time = '08:00'] = part.split(' ')
    return { step, at: `2026-${on}T${time}:00+07:00` }
  }),
  ...more,
})

// It is Wednesday 12 August: fifteen working days ago was 22 July.
beforeAll(async () => {
  w = await indexWorld()
  leader = await w.person('19', 'leader')
  officer = await w.person('05569', 'officer')
  const now = w.instance.clock().now as Instant
  const unitId = await w.unitId('19')
  const items = [
    item('PA-LATE', '05569', 'sent 07-15, accepted 07-16'),
    item('PA-SOON', '05569', 'sent 07-22', { citizen: SECRET }),
    item('PA-OPEN', '05569', 'sent 08-05, accepted 08-06'),
    item('PA-WAIT', '05569', 'sent 08-05, supplement-asked 08-06', { dossier: FIRST }),
    item('PA-DONE', '05569', 'sent 08-03, answered 08-10, published 08-11, disliked 08-11 10:00', {
      dossier: dossierOf('05569', 5, '2026-08-11').data.MaHoSo,
    }),
    item('PA-BAD', '05563', 'transferred 08-03, refused 08-10'),
  ]
  await w.act((act) =>
    receivePetitions(
      { ...act, now },
      { source: 'test', unitId, items: items.map((each, no) => ({ no: no + 1, item: each })) },
    ),
  )
}, 120_000)
afterAll(() => w.close())

const open = async (address: string, as = leader) => {
  const response = await w.ask(address, { as })
  return { status: response.status, html: await response.text(), response }
}
const codesIn = (html: string) =>
  [...html.matchAll(/\/petitions\/[0-9a-f]{32}"[^>]*>(PA-\w+)/g)].map(([, code]) => code)

test.each<[string, string, string[]]>([
  ['those with a clock that runs, by their last day', '', ['PA-LATE', 'PA-SOON', 'PA-OPEN']],
  ['overdue', 'standing=overdue', ['PA-LATE']],
  ['due soon', 'standing=due-soon', ['PA-SOON']],
  ['in time', 'standing=in-time', ['PA-OPEN']],
  ['waiting for papers', 'standing=paused', ['PA-WAIT']],
  ['done on time', 'standing=done-on-time', ['PA-DONE']],
  ['done late', 'standing=done-late', ['PA-BAD']],
  ['of a unit', 'standing=all&unit=05563', ['PA-BAD']],
  ['first received in a time', 'standing=all&from=2026-07-20&to=2026-07-31', ['PA-SOON']],
  ['by its code', 'standing=all&code=PA-OPEN', ['PA-OPEN']],
  ['by subject', 'standing=all&about=rules', []],
])('the list: %s', async (_what, query, expected) => {
  const { status, html } = await open(`/office/petitions?${query}`)
  expect(status).toBe(200)
  expect(codesIn(html)).toEqual(expected)
  expect(html).not.toContain(SECRET)
  if (expected.length === 0) expect(html).toContain('Không có phản ánh, kiến nghị nào')
})

test('a list shows what the reader reaches, and exports the same', async () => {
  const { html } = await open('/office/petitions?standing=all', officer)
  expect(codesIn(html)).not.toContain('PA-BAD')
  const { response } = await open('/office/petitions.csv?standing=all', officer)
  const csv = await (await w.ask('/office/petitions.csv?standing=all', { as: officer })).text()
  expect(response.status).toBe(200)
  expect(csv.split('\r\n').filter((line) => line.startsWith('PA-'))).toHaveLength(5)
  expect(csv).toContain('PA-DONE')
  const xlsx = await w.ask('/office/petitions.xlsx?standing=overdue', { as: leader })
  const bytes = new Uint8Array(await xlsx.arrayBuffer())
  const { blocks } = await readDocument(bytes, 'a.xlsx', { maxBytes: bytes.length })
  expect(JSON.stringify(blocks)).toContain('PA-LATE')
})

test('one petition: its steps, its clocks, the one that runs, what it counts as', async () => {
  const late = await open(`/office/units/05569/petitions/${refOf('PA-LATE')}`)
  expect(late.status).toBe(200)
  for (const text of ['Người dân gửi đến', 'Tiếp nhận xử lý', '5/8/2026', 'đang chạy', 'Quá hạn'])
    expect(late.html).toContain(text)
  const done = await open(`/office/units/05569/petitions/${refOf('PA-DONE')}`)
  expect(done.html).toMatch(
    /5.2 Xử lý đúng hạn[\s\S]*tính vào tử số[\s\S]*5.3 Hài lòng[\s\S]*không vào tử số/,
  )
  expect(done.html).toMatch(/\/office\/units\/05569\/dossiers\/[0-9a-f]{32}/)
  const other = await open(`/office/units/05563/petitions/${refOf('PA-BAD')}`, officer)
  expect(other.status).toBe(403)
  expect((await open(`/office/units/05569/petitions/${refOf('none')}`)).status).toBe(404)
  expect((await open('/office/petitions?lang=en')).status).toBe(200)
})

test('the card of 5.2 says what is counted and leads to the list', async () => {
  const { html } = await open('/office/index766/05569/5.2?period=2026-08')
  expect(html).toMatch(/data-live="i.5.2.parts">4 \/ 5</)
  expect(html).toContain('Đếm từ phản ánh, kiến nghị đã nhận')
  expect(html).toContain('/office/petitions?unit=05569&amp;standing=all')
  const none = await open('/office/index766/05611/5.3?period=2026-08')
  expect(none.html).toContain('chưa có phản ánh, kiến nghị nào')
  const total = await open('/office/index766/19/5.1b?period=2026-08')
  expect(total.html).toMatch(/data-live="i.5.1b.parts">4 \/ 4</)
})

test('what to fix today lists the petitions that may still be answered in time, with their points', async () => {
  const { html } = await open('/office/index766/05569/today?period=2026-08')
  const rows = html.split('<tr').filter((row) => row.includes('/petitions/'))
  // One is late already: nothing is to be had from it. The other one in July counts for 5.2 alone.
  expect(rows.map((row) => /PA-\w+/.exec(row)?.[0])).toEqual(['PA-OPEN', 'PA-SOON'])
  expect(rows[0]).toContain('trả lời và công khai đúng hạn')
  expect(rows[0]).toMatch(/\+[1-9],\d\d/)
})

test('a dossier that a petition names counts in 5.4, once though it is late as well, and tells of it', async () => {
  // Five started in August: one is late and named, one is done in time and named.
  const { html } = await open('/office/index766/05569/5.4?period=2026-08')
  expect(html).toMatch(/data-live="i.5.4.parts">3 \/ 5</)
  const named = await open(`/office/units/05569/dossiers/${refOf(FIRST)}`)
  expect(named.html).toContain(`/office/units/05569/petitions/${refOf('PA-WAIT')}`)
  const other = await open(
    `/office/units/05569/dossiers/${refOf(dossierOf('05569', 2, '2026-08-03').data.MaHoSo)}`,
  )
  expect(other.html).not.toContain('/petitions/')
})

test('what several units have of one petition is one row to whoever reaches them, and each its own to itself', async () => {
  const now = w.instance.clock().now as Instant
  const items = [
    // Sent back late by one, in time so far at the other; done by both, disliked at the first.
    item('PA-ON', '05569', 'sent 07-20, sent-back 07-24'),
    item('PA-ON', '05611', 'transferred 07-24, accepted 07-27'),
    item('PA-TWO', '05569', 'sent 08-03, answered 08-04, published 08-04, disliked 08-05'),
    item('PA-TWO', '05563', 'transferred 08-05, answered 08-06, published 08-06'),
  ]
  const unitId = await w.unitId('19')
  const before = await open('/office/petitions?standing=all')
  const countIn = (html: string, tab: string) =>
    Number(new RegExp(`${tab}[^0-9]*<span class="count"[^>]*>(\\d+)`).exec(html)?.[1] ?? Number.NaN)
  await w.act((act) =>
    receivePetitions(
      { ...act, now },
      { source: 'test', unitId, items: items.map((each, no) => ({ no: no + 1, item: each })) },
    ),
  )
  const all = await open('/office/petitions?standing=all')
  expect(codesIn(all.html).filter((code) => code === 'PA-ON' || code === 'PA-TWO')).toHaveLength(2)
  expect(countIn(all.html, 'Trong hạn')).toBe(countIn(before.html, 'Trong hạn') + 1)
  expect(countIn(all.html, 'Xong đúng hạn')).toBe(countIn(before.html, 'Xong đúng hạn') + 1)
  const running = await open('/office/petitions?standing=in-time&code=PA-ON')
  expect(running.html).toMatch(/Xã Vô Tranh<span class="under">cùng Xã Bảo Cường/)
  // First received on the twentieth, above; four days later by the second.
  for (const [query, expected] of [
    ['standing=all&from=2026-07-20&to=2026-07-20', ['PA-ON']],
    ['standing=all&from=2026-07-24&to=2026-07-24', []],
    ['standing=all&unit=168&from=2026-07-24&to=2026-07-24', ['PA-ON']],
    ['unit=167&standing=done-late&code=PA-ON', ['PA-ON']],
    ['unit=167&standing=done-on-time&code=PA-TWO', ['PA-TWO']],
  ] as const) {
    const { html } = await open(`/office/petitions?${query}`)
    expect([query, codesIn(html)]).toEqual([query, expected])
  }
  const csv = await (await open('/office/petitions.csv?standing=all&code=PA-ON')).response
  expect(csv.status).toBe(200)
  const text = await (
    await w.ask('/office/petitions.csv?standing=all&code=PA-ON', { as: leader })
  ).text()
  expect(text).toContain('05611,Xã Vô Tranh,05569,')
  const page = await open(`/office/units/05611/petitions/${refOf('PA-ON')}`)
  expect(page.html).toContain(`/office/units/05569/petitions/${refOf('PA-ON')}`)
  const own = await open(`/office/units/05569/petitions/${refOf('PA-ON')}`, officer)
  expect(own.html).toContain('Xã Vô Tranh')
  expect(own.html).not.toContain('/office/units/05611/petitions/')
  // Disliked at one, so not content above; in 5.1 once.
  const card = await open('/office/index766/167/5.3?period=2026-08')
  expect(card.html).toMatch(/data-live="i.5.3.parts">2 \/ 5</)
  expect(card.html).toContain('được đếm một lần')
})

test('what to fix today: a petition of several units is one piece of work, above by all of its parts', async () => {
  const rowsOf = async (unit: string) =>
    (await open(`/office/index766/${unit}/today?period=2026-08`)).html
      .split('<tr')
      .filter((row) => row.includes('PA-ON'))
  // Late at the first: the second may still win its own, the province nothing.
  const [row, ...more] = await rowsOf('168')
  expect(more).toEqual([])
  expect(row).toMatch(/\+[1-9],\d\d/)
  expect(row).toMatch(/\+0,00<\/td>/)
  expect(await rowsOf('19')).toEqual([])
})

test('petitions from a file: a preview that saves nothing, then each line with what became of it', async () => {
  const clerk = await w.person('167', 'coordinator')
  const send = async (fields: Record<string, string | File>, as = clerk) => {
    const form = new FormData()
    for (const [name, value] of Object.entries(fields)) form.append(name, value)
    return await w.ask('/office/petitions/import', { as, form })
  }
  const size = async () =>
    (await w.pool.query('select count(*)::int as n from petition_messages')).rows[0].n
  const rows = [
    ['code', 'unit', 'about', 'step', 'at'],
    ['PA-FILE', '05569', 'rules', 'sent', '6/8/2026 9:00'],
    ['PA-FILE', '05569', '', 'accepted', '7/8/2026'],
    ['PA-FAR', '05611', 'rules', 'sent', '6/8/2026 9:00'],
    ['PA-WHEN', '05569', 'rules', 'sent', '31/2/2026'],
  ]
  const [header = [], ...body] = rows
  const xlsx = await writeSpreadsheet([{ name: 'x', header, rows: body }])
  const before = await size()
  const shown = await (await send({ file: new File([xlsx as BlobPart], 'pakn.xlsx') })).text()
  expect(await size()).toBe(before)
  expect(shown).toContain('2 dòng sẽ được nhận, 2 dòng bị từ chối')
  // A unit beyond the clerk's reach is as if it did not exist.
  expect(shown).toContain('Không có đơn vị với mã này trong phạm vi được gửi')
  const sent = /name="sent" value="([^"]+)"/.exec(shown)?.[1] ?? ''
  const taken = await send({ sent, name: 'pakn.xlsx' })
  const place = taken.headers.get('location') ?? ''
  expect(place).toMatch(/^\/office\/petitions\/import\/[0-9a-f]{16}$/)
  expect(await size()).toBe(before + 2)
  expect((await open(place, clerk)).html).toContain('Ngày giờ không đọc được')
  expect((await open(place, await w.person('19', 'coordinator'))).status).toBe(404)
  expect(codesIn((await open('/office/petitions?standing=all&code=PA-FILE')).html)).toEqual([
    'PA-FILE',
  ])
  expect((await send({ sent }, officer)).status).toBe(403)
  expect(await (await send({ file: new File([''], 'x.csv') })).text()).toContain('Hãy chọn một tệp')
})
