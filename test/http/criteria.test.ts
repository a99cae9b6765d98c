// A criteria cycle in pages: the coordinator builds a set, a commune scores itself, the appraiser corrects it, the
// commune answers, the ranking is published and a proposal decided on. Every page without script.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { day } from '../../src/lib/day.ts'
import { planWorld } from '../plan-world.ts'
import type { Someone } from '../world.ts'

let w: Awaited<ReturnType<typeof planWorld>>
let coordinator: Someone
let head: Someone
let officer: Someone
let neighbour: Someone

const SET = '/office/criteria/sets/cap-xa/1'
const CYCLE = '/office/criteria/cycles/xa-2024'
const OWN = '/office/units/05569/criteria/xa-2024'
const ON = { opensOn: '2024-06-10', selfBy: '2024-06-20', appraiseBy: '2024-07-01' }

beforeAll(async () => {
  w = await planWorld()
  coordinator = await w.person('SNV', { coordinator: '19', reviewer: 'SNV' })
  head = await w.person('05569', 'head')
  officer = await w.person('05569', 'officer')
  neighbour = await w.person('05563', 'head')
})
afterAll(() => w.close())

const text = async (address: string, as?: Someone) => {
  const response = await w.ask(address, as ? { as } : {})
  expect(response.status, address).toBe(200)
  return await response.text()
}
const post = (address: string, as: Someone, form: Record<string, unknown> | FormData = {}) =>
  w.ask(address, { as, method: 'POST', form })
const done = async (
  address: string,
  as: Someone,
  form: Record<string, unknown> | FormData = {},
) => {
  const response = await post(address, as, form)
  expect(
    response.status,
    `${address} ${response.status === 303 ? '' : await response.text()}`,
  ).toBe(303)
  return response.headers.get('location') ?? ''
}

test('the coordinator builds a set: lines, faults said, undone, published', async () => {
  expect(await text('/office/criteria', coordinator)).toContain('Chưa có bộ tiêu chí nào')
  expect((await post('/office/criteria/sets', coordinator, { name: '', code: 'x' })).status).toBe(
    422,
  )
  expect(await done('/office/criteria/sets', coordinator, { name: 'Cấp xã', code: 'cap-xa' })).toBe(
    SET,
  )
  const add = (form: Record<string, unknown>) =>
    done(`${SET}/edits`, coordinator, { do: 'add', kind: 'criterion', by: 'self', ...form })
  await add({ kind: 'group', title: 'Công khai', max: '60', combine: 'sum' })
  await add({ under: '1', title: 'Niêm yết ngân sách', max: '40', evidence: 'required' })
  await add({
    under: '1',
    title: 'Bảng giá đất',
    max: '19,5',
    steps: '19,5: Đủ\n0: Không',
    mayNotApply: '1',
  })
  await add({
    title: 'Báo cáo đúng hạn',
    max: '40',
    by: 'measure',
    measure: 'reports-on-time',
    full: '90',
    whenNothing: 'full',
  })
  const draft = await text(SET, coordinator)
  expect(draft).toContain('các dòng cộng lại 59.5 điểm, nhóm ghi 60')
  expect(draft).toContain('Chưa có mức xếp loại')
  const early = await post(`${SET}/publication`, coordinator)
  expect([early.status, (await early.text()).includes('lỗi phải sửa trước khi ban hành')]).toEqual([
    422,
    true,
  ])
  const broken = await post(`${SET}/edits`, coordinator, {
    do: 'save',
    line: '1.2',
    kind: 'criterion',
    title: 'Bảng giá đất, sửa',
    max: 'hai mươi',
  })
  expect(broken.status).toBe(422)
  // What was typed stands in the form again.
  expect(await broken.text()).toContain('value="hai mươi"')
  // The same is said while it is typed, and nothing is saved by that.
  const checked = async (query: Record<string, string>) =>
    JSON.parse(await text(`${SET}/check?${new URLSearchParams(query)}`, coordinator)).said.join(' ')
  const line = { do: 'save', line: '1.2', code: '1.2', kind: 'criterion', title: 'Giá đất' }
  expect(await checked({ ...line, max: 'hai' })).toContain('không phải một số')
  expect(await checked({ ...line, max: '20', steps: '30: Quá' })).toContain('vượt điểm tối đa 20')
  expect(await text(SET, coordinator)).toContain('Bảng giá đất')
  await done(`${SET}/edits`, coordinator, { do: 'remove', line: '1.1' })
  expect(await text(SET, coordinator)).toContain('Hoàn tác: bỏ dòng')
  await done(`${SET}/undo`, coordinator)
  await done(`${SET}/edits`, coordinator, {
    do: 'save',
    line: '1.2',
    kind: 'criterion',
    title: 'Bảng giá đất',
    max: '20',
    by: 'self',
    evidence: 'welcome',
    steps: '20: Đủ\n10: Một phần\n0: Không',
    mayNotApply: '1',
  })
  await done(`${SET}/edits`, coordinator, {
    do: 'bands',
    'label.0': 'Tốt',
    'atLeast.0': '80',
    'label.1': 'Chưa đạt',
    'atLeast.1': '0',
  })
  await done(`${SET}/edits`, coordinator, {
    do: 'rules',
    'ruleTitle.0': 'Dẫn đầu',
    'ruleKind.0': 'commend',
    'fact.0.0': 'place',
    'limit.0.0': 'at-most',
    'value.0.0': '1',
  })
  expect(await text(SET, coordinator)).toContain('Không còn lỗi; ban hành được.')
  // A commune sees no draft.
  expect((await w.ask(SET, { as: head })).status).toBe(404)
  await done(`${SET}/publication`, coordinator)
  expect(await text(SET, head)).toContain('Bảng giá đất')
  expect((await post(`${SET}/edits`, coordinator, { do: 'remove', line: '1.2' })).status).toBe(409)
})

test('a set goes out as a workbook and as JSON, and comes back the same', async () => {
  const json = await (await w.ask(`${SET}/file.json`, { as: coordinator })).text()
  for (const ending of ['json', 'xlsx']) {
    const file = await (await w.ask(`${SET}/file.${ending}`, { as: coordinator })).arrayBuffer()
    const form = new FormData()
    form.append('name', '')
    form.append('code', `tu-${ending}`)
    form.append('file', new File([file], `bo.${ending}`))
    const made = await done('/office/criteria/sets', coordinator, form)
    const back = await (await w.ask(`${made}/file.json`, { as: coordinator })).text()
    expect(JSON.parse(back)).toEqual(JSON.parse(json))
  }
  const form = new FormData()
  form.append('name', 'Hỏng')
  form.append('code', 'hong')
  form.append('file', new File(['{"format":"khác"}'], 'hong.json'))
  const refused = await post('/office/criteria/sets', coordinator, form)
  expect([refused.status, (await refused.text()).includes('không phải một bộ tiêu chí')]).toEqual([
    422,
    true,
  ])
  // The next year begins from this one.
  expect(await done(`${SET}/copy`, coordinator)).toContain('/sets/cap-xa/2')
})

test('a cycle is opened for the communes; the matrix stands', async () => {
  const form = await text('/office/criteria/cycles/new', coordinator)
  const version = /value="([0-9a-f-]{36})"[^>]*>Cấp xã/.exec(form)?.[1]
  const asked = {
    name: 'Cấp xã 2024',
    slug: 'xa-2024',
    version,
    level: 'commune',
    from: '2024-01-01',
    to: '2024-12-31',
    ...ON,
    answerBy: '2024-07-05',
  }
  const wrong = await post('/office/criteria/cycles', coordinator, {
    ...asked,
    selfBy: '2024-06-01',
  })
  expect([wrong.status, (await wrong.text()).includes('chưa theo thứ tự')]).toEqual([422, true])
  expect(await done('/office/criteria/cycles', coordinator, asked)).toBe(`${CYCLE}?done=opened`)
  const matrix = await text(CYCLE, coordinator)
  for (const name of ['Xã Bảo Cường', 'Xã Linh Thông', 'Xã Vô Tranh', 'Báo cáo đúng hạn'])
    expect(matrix).toContain(name)
  // A commune sees itself alone.
  const own = await text(CYCLE, head)
  expect([own.includes('Xã Bảo Cường'), own.includes('Xã Vô Tranh')]).toEqual([true, false])
})

test('a commune scores itself with evidence, keeps a draft, sends', async () => {
  const pdf = new File(['%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n'], 'niem-yet.pdf')
  const form = new FormData()
  for (const [name, value] of Object.entries({
    'points.1.1': '40',
    'note.1.1': 'Đủ 12 xóm',
    'points.1.2': '',
    'note.1.2': '',
  }))
    form.append(name, value)
  form.append('file.1.1', pdf)
  await done(OWN, officer, form)
  const draft = await text(OWN, officer)
  expect(draft).toContain('niem-yet.pdf')
  expect(draft).toContain('Đủ 12 xóm')
  expect(draft).toContain('Người có quyền gửi (thủ trưởng)')
  const file = /\/office\/units\/05569\/criteria\/xa-2024\/evidence\/[0-9a-f-]{36}/.exec(draft)?.[0]
  expect(await text(file ?? '', coordinator)).toContain('%PDF')
  expect((await w.ask(file ?? '', { as: neighbour })).status).toBe(403)
  const open = await post(`${OWN}/sending`, head)
  expect([open.status, (await open.text()).includes('Chưa có điểm ở dòng: 1.2')]).toEqual([
    422,
    true,
  ])
  const beyond = await post(OWN, officer, { 'points.1.1': '41', 'note.1.1': 'Quá' })
  expect([beyond.status, (await beyond.text()).includes('nhập từ 0 đến 40')]).toEqual([422, true])
  await done(OWN, officer, { 'points.1.2': '20', 'note.1.2': '' })
  expect((await post(`${OWN}/sending`, officer)).status).toBe(403)
  await done(`${OWN}/sending`, head)
  expect(await text(OWN, head)).toContain('đang chờ Sở Nội vụ thẩm định')
  expect((await post(OWN, officer, { 'points.1.1': '1', 'note.1.1': '' })).status).toBe(409)
})

test('a sent self-score is handed back with a reason and a day, corrected and sent again', async () => {
  const back = `${OWN}/appraisal/handback`
  const silent = await post(back, coordinator, { why: ' ', correctBy: '2024-06-18' })
  expect([silent.status, (await silent.text()).includes('Hãy nêu lý do')]).toEqual([422, true])
  const past = await post(back, coordinator, { why: 'Thiếu xóm', correctBy: '2024-06-01' })
  expect([past.status, (await past.text()).includes('Ngày này đã qua')]).toEqual([422, true])
  expect((await post(back, head, { why: 'x', correctBy: '2024-06-18' })).status).toBe(403)
  await done(back, coordinator, { why: 'Thiếu ảnh của hai xóm', correctBy: '2024-06-18' })
  // It does not go back twice.
  const again = await post(back, coordinator, { why: 'x', correctBy: '2024-06-18' })
  expect(again.status).toBe(409)
  const own = await text(OWN, head)
  expect(own).toContain('Thiếu ảnh của hai xóm')
  expect(own).toContain('Sở Nội vụ trả lại bản tự chấm: sửa và gửi lại trước hết ngày 18/6/2024')
  await done(OWN, officer, { 'points.1.1': '40', 'note.1.1': 'Đủ 12 xóm, đã thêm ảnh' })
  await done(`${OWN}/sending`, head)
  expect(await text(OWN, head)).not.toContain('trả lại bản tự chấm')
  const appraisal = await text(`${OWN}/appraisal`, coordinator)
  expect(appraisal).toContain('Gửi lần 1')
  expect(appraisal).toContain('trả lại: Thiếu ảnh của hai xóm')
  const { rows } = await w.pool.query(
    `select count(*)::int as n, count(handed_back_at)::int as back from criteria_sendings`,
  )
  expect(rows).toEqual([{ n: 2, back: 1 }])
})

test('the appraiser corrects with a reason; the commune sees it once it is shown, and answers', async () => {
  const page = await text(`${OWN}/appraisal`, coordinator)
  expect(page).toContain('Đủ 12 xóm')
  const silent = await post(`${OWN}/appraisal`, coordinator, {
    'points.1.1': '30',
    'reason.1.1': '',
  })
  expect([silent.status, (await silent.text()).includes('hãy nêu lý do')]).toEqual([422, true])
  await done(`${OWN}/appraisal`, coordinator, {
    'points.1.1': '30',
    'reason.1.1': 'Hai xóm chưa niêm yết',
    rest: 'as-scored',
  })
  expect(await text(OWN, head)).not.toContain('Hai xóm chưa niêm yết')
  await done(`${OWN}/appraisal/conclusion`, coordinator)
  expect(await text(OWN, head)).toContain('Hai xóm chưa niêm yết')
  await done(`${OWN}/answer`, head, { agrees: '0', 'objection.1.1': 'Đã bổ sung ngày 11/6' })
  expect(await text(`${OWN}/appraisal`, coordinator)).toContain('Đã bổ sung ngày 11/6')
  await done(`${OWN}/appraisal`, coordinator, {
    'points.1.1': '35',
    'reason.1.1': 'Chấp nhận một xóm',
  })
  await done(`${OWN}/appraisal/conclusion`, coordinator)
})

test('the ranking is published, opened by citizens, and decided on', async () => {
  const refused = await post(`${CYCLE}/publication`, coordinator)
  expect([refused.status, (await refused.text()).includes('2/3 đơn vị chưa có đủ điểm')]).toEqual([
    409,
    true,
  ])
  expect((await w.ask('/xep-hang/xa-2024')).status).toBe(404)
  expect(await text(`${CYCLE}/proposals`, coordinator)).toContain('chỉ hiện khi kết quả đã công bố')
  await done(`${CYCLE}/publication`, coordinator, { anyway: '1' })
  const shown = await text('/xep-hang/xa-2024')
  expect(shown).toContain('Xã Bảo Cường')
  expect(shown).toContain('95')
  expect(shown).not.toContain('Hai xóm chưa niêm yết')
  const open = await (await w.ask('/xep-hang/xa-2024/ket-qua.csv')).text()
  expect(open.split('\r\n')[1]).toMatch(/^05569,Xã Bảo Cường,1,95/)
  const decided = { unit: '05569', rule: 'QT1', agreed: '1', note: 'Khen tại hội nghị' }
  expect((await post(`${CYCLE}/proposals`, head, decided)).status).toBe(403)
  await done(`${CYCLE}/proposals`, coordinator, decided)
  const file = await (await w.ask(`${CYCLE}/proposals.csv`, { as: coordinator })).text()
  expect(file).toContain('Khen tại hội nghị')
  // Half a year later a measure has moved; what was published does not.
  w.travel(day('2024-12-20'))
  expect(await (await w.ask('/xep-hang/xa-2024/ket-qua.csv')).text()).toBe(open)
  const later = await w.person('SNV', { coordinator: '19' })
  const back = await done(`${CYCLE}/withdrawal`, later, { reason: 'Sai số liệu' })
  expect(back).toBe(`${CYCLE}/result?done=withdraw`)
  expect((await w.ask('/xep-hang/xa-2024')).status).toBe(404)
})
