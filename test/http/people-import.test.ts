// People and posts from a spreadsheet over HTTP: template, preview that saves nothing, saved once.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { csrfToken, holdingsOf, personByEmail } from '../../src/auth/index.ts'
import { readDocument, writeSpreadsheet } from '../../src/documents/index.ts'
import { type Someone, type World, world } from '../world.ts'

const HERE = '/office/people/import'
const HEADER = ['Họ tên', 'Thư điện tử', 'Mã đơn vị', 'Vị trí', 'Vai trò', 'Từ ngày']
let here: World
let district: Someone

beforeAll(async () => {
  here = await world()
  district = await here.person('167', 'administrator')
})
afterAll(() => here.close())

async function upload(rows: string[][], as = district, name = 'nguoi.xlsx') {
  const bytes = await writeSpreadsheet([{ name: 'Người', header: HEADER, rows }])
  return await send(new File([bytes as Uint8Array<ArrayBuffer>], name), as)
}

async function send(file: File, as = district) {
  const form = new FormData()
  form.append('csrf', csrfToken(as.secret))
  form.append('file', file)
  const answer = await here.ask(HERE, { as, form })
  return { status: answer.status, text: await answer.text() }
}

/** The rows that a preview carries to its confirmation. */
const carried = (page: string) =>
  (/name="rows" value="([^"]*)"/.exec(page)?.[1] ?? '')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')

async function confirm(page: string, form: Record<string, string> = {}, as = district) {
  const answer = await here.ask(HERE, { as, form: { rows: carried(page), ...form } })
  return { status: answer.status, text: await answer.text() }
}

const tally = async () => {
  const { rows } = await here.pool.query(
    `select (select count(*) from people) as people, (select count(*) from posts) as posts,
      (select count(*) from grants) as grants, (select count(*) from events) as events,
      (select count(*) from mails) as mails`,
  )
  return rows[0] as Record<string, number>
}

const GOOD = [
  ['Hoàng Văn Tý', 'ty@test.vn', '05569', 'Công chức Địa chính', 'Cán bộ, công chức', '1/6/2024'],
  ['Nông Thị Dần', 'dan@test.vn', '05563', 'Chủ tịch UBND', '', ''],
]

test('the template holds the units within reach, and no others', async () => {
  const answer = await here.ask(`${HERE}.xlsx`, { as: district })
  const bytes = new Uint8Array(await answer.arrayBuffer())
  const { text } = await readDocument(bytes, 'mau.xlsx')
  expect(text).toContain(HEADER.join('\t'))
  for (const code of ['167', '05569', '05563']) expect(text).toContain(code)
  for (const code of ['05611', '168', '062']) expect(text).not.toContain(code)
})

test('a preview says what would change and which rows are wrong, and saves nothing', async () => {
  const before = await tally()
  const { status, text } = await upload([
    ...(GOOD as string[][]).map((row) => row.with(4, row[4] ? 'officer' : '')),
    ['Ngoài phạm vi', 'ngoai@test.vn', '05611', 'Văn thư', '', ''],
    ['Sai thư', 'sai', '05569', 'Văn thư', 'Vua', 'mai'],
  ])
  expect(status).toBe(200)
  expect(text).toContain('Xem trước: chưa lưu gì')
  expect(text).toContain('2 dòng có lỗi')
  for (const words of ['Dùng mã đơn vị', 'Ghi địa chỉ thư như', 'Dùng tên vai trò', 'Ghi ngày như'])
    expect(text).toContain(words)
  expect(text).toContain('Lưu 2 dòng')
  expect(JSON.parse(carried(text))).toHaveLength(2)
  expect(await tally()).toEqual(before)
})

test('confirmed, the rows are there with posts, roles and invitations; again, nothing is added', async () => {
  const rows = GOOD.map((row) => row.with(4, row[4] ? 'officer' : ''))
  const page = (await upload(rows)).text
  const before = await tally()
  const done = await confirm(page, { invite: 'on' })
  expect([done.status, done.text.includes('Người mới: 2')]).toEqual([200, true])
  const after = await tally()
  expect(after.people! - before.people!).toBe(2)
  expect(after.mails! - before.mails!).toBe(2)
  const person = await personByEmail(here.db, 'ty@test.vn')
  const [held] = await holdingsOf(here.db, person?.id ?? '')
  expect([held?.title, held?.from]).toEqual(['Công chức Địa chính', '2024-06-01'])
  const { rows: granted } = await here.pool.query('select role from grants where post_id = $1', [
    held?.postId,
  ])
  expect(granted).toEqual([{ role: 'officer' }])

  await confirm(page, { invite: 'on' })
  const twice = await tally()
  expect({ ...twice, events: 0 }).toEqual({ ...after, events: 0 })
  const again = await upload(rows)
  expect(again.text).toContain('2 dòng không đổi gì')
  expect(again.text).not.toContain('name="rows"')
})

test('someone known gets one more post or role; another name, or someone who left, is a fault', async () => {
  const [ty] = GOOD as [string[], string[]]
  const more = await upload([
    ty.with(3, 'Tổ trưởng').with(4, 'head'),
    ty.with(4, 'head'),
    ty.with(0, 'Người Khác').with(3, 'Văn thư').with(4, ''),
  ])
  expect(more.text).toContain('người có họ tên khác')
  expect((await confirm(more.text)).text).toMatch(/Thêm vị trí: 1.*Thêm vai trò: 1/s)
  const person = await personByEmail(here.db, ty[1] ?? '')
  expect((await holdingsOf(here.db, person?.id ?? '')).map(({ title }) => title).sort()).toEqual([
    'Công chức Địa chính',
    'Tổ trưởng',
  ])
})

test('carried rows that were bent reach no further than the one who sends them', async () => {
  const page = (await upload([['Mới Toanh', 'toanh@test.vn', '05569', 'Văn thư', '', '']])).text
  const bent = carried(page).replace('05569', '05611')
  const answer = await here.ask(HERE, { as: district, form: { rows: bent } })
  expect([answer.status, (await answer.text()).includes('chưa có gì được lưu')]).toEqual([
    409,
    true,
  ])
  for (const rows of ['', '[', '{}', '[{"line":1}]']) {
    expect((await here.ask(HERE, { as: district, form: { rows } })).status).toBe(422)
  }
  expect(await personByEmail(here.db, 'toanh@test.vn')).toBeUndefined()
})

test('a CSV is read as the sheet is, faults by the lines of the file', async () => {
  const mao = ['Lò Thị Mão', 'mao@test.vn', '05569', 'Kế toán, tài vụ', '', '2/6/2024']
  const lines = [HEADER, mao, [], ['Thiếu Mã', 'thieu@test.vn', '', 'Văn phòng', '', '']]
  const csv = `\uFEFF${lines.map((cells) => cells.map((it) => `"${it}"`).join(';')).join('\r\n')}`
  const { status, text } = await send(new File([csv], 'nguoi.csv'))
  expect(status).toBe(200)
  const sheet = await upload([mao])
  expect(JSON.parse(carried(text))).toEqual(JSON.parse(carried(sheet.text)))
  expect(text).toContain('data-title="Dòng">4<')
})

test('what is no such table is refused with a sentence', async () => {
  const text = new TextEncoder()
  for (const [file, words] of [
    [new File([text.encode('Họ tên')], 'a.xlsx'), 'không phải bảng'],
    [new File([text.encode('%PDF-1.7')], 'a.xlsx'), 'PDF'],
    [new File([], 'a.xlsx'), 'Hãy chọn tệp'],
  ] as const) {
    const { status, text: page } = await send(file)
    expect([status, page.includes(words)]).toEqual([422, true])
  }
  const bare = await writeSpreadsheet([{ name: 'X', header: ['Tên', 'Tuổi'], rows: [['a', 'b']] }])
  const answer = await send(new File([bare as Uint8Array<ArrayBuffer>], 'x.xlsx'))
  expect([answer.status, answer.text.includes('Không thấy các cột')]).toEqual([422, true])
  const many = Array.from({ length: 501 }, (_, n) => [
    `Tên ${n}`,
    `n${n}@x.vn`,
    '05569',
    'V',
    '',
    '',
  ])
  expect((await upload(many)).text).toContain('500 dòng')
})
