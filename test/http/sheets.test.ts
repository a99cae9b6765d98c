// The offline form over HTTP: downloaded, filled in, uploaded, looked over, saved; and what is refused.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { readDocument, writeFillIn } from '../../src/documents/index.ts'
import { planWorld } from '../plan-world.ts'
import type { Someone } from '../world.ts'

let w: Awaited<ReturnType<typeof planWorld>>
let officer: Someone
const SHEET = '/office/units/05569/reports/7-2024/2024-Q2/sheet'

beforeAll(async () => {
  w = await planWorld()
  officer = await w.person('05569', 'officer')
})
afterAll(() => w.close())

async function download(): Promise<string[][][]> {
  const answer = await w.ask(`${SHEET}.xlsx`, { as: officer })
  expect(answer.headers.get('content-type')).toContain('spreadsheetml')
  const { blocks } = await readDocument(new Uint8Array(await answer.arrayBuffer()), 'b.xlsx')
  return blocks.flatMap((block) =>
    block.kind === 'table' ? [block.rows.map((row) => row.map(({ text }) => text))] : [],
  )
}

/** The downloaded workbook with changed rows, as a spreadsheet program would save it. */
function filled(tables: string[][][], change: (rows: string[][]) => string[][]): File {
  const [form = [], guide = [], whose = []] = tables
  const sheet = (name: string, [head = [], ...rows]: string[][]) => ({
    name,
    columns: head.map((title) => ({ title, width: 10 })),
    rows,
  })
  const bytes = writeFillIn([
    sheet('Biểu', [form[0] ?? [], ...change(form.slice(1))]),
    sheet('Hướng dẫn', guide),
    sheet('congtam-form-1', whose),
  ])
  return new File([bytes as BlobPart], 'bieu.xlsx')
}

async function upload(file: File, address = SHEET): Promise<Response> {
  const form = new FormData()
  form.append('file', file)
  return await w.ask(address, { as: officer, form })
}

const drafts = async () =>
  (await w.pool.query('select progress, quantity, saved_at from draft_lines')).rows

test('filled in without a network, looked over, saved once; the same file again changes nothing', async () => {
  const tables = await download()
  expect(tables[0]?.length).toBe(2)
  const file = filled(tables, ([row = []]) => [
    row.map((cell, at) => (at === 7 ? 'Đã niêm yết tại trụ sở' : at === 3 ? 'Chữ bị sửa' : cell)),
    row.map((cell, at) => (at === 0 ? w.instance.newId() : cell)),
    row.map((cell, at) => (at === 1 ? '05563:-' : cell)),
  ])
  const uploaded = await upload(file)
  expect(uploaded.status).toBe(303)
  const address = uploaded.headers.get('location') ?? ''
  const preview = await (await w.ask(address, { as: officer })).text()
  expect(preview).toContain('1 dòng sẽ được lưu nháp, 2 dòng có lỗi')
  expect(preview).toContain('Không có việc này trong biểu')
  expect(preview).toContain('Dòng này là của đơn vị khác')
  expect(preview).toContain('Chữ ở cột khóa đã bị sửa')
  expect(await drafts()).toEqual([])
  const saved = await w.ask(address, { as: officer, form: {} })
  expect(saved.headers.get('location')).toContain('rows=1')
  const first = await drafts()
  expect(first).toMatchObject([{ progress: 'Đã niêm yết tại trụ sở' }])
  const again = await w.ask(address, { as: officer, form: {} })
  expect(again.headers.get('location')).toContain('rows=0')
  expect(await drafts()).toEqual(first)
  const shown = await (await w.ask(saved.headers.get('location') ?? '', { as: officer })).text()
  expect(shown).toContain('Đã lưu nháp 1 dòng từ tệp.')
})

test('a file of another form, and a file that is no form, are refused with what to do', async () => {
  const tables = await download()
  const file = filled(tables, (rows) => rows)
  const other = await upload(file, SHEET.replace('2024-Q2', '2024-Q3'))
  expect(other.status).toBe(422)
  expect(await other.text()).toContain('biểu của đơn vị 05569, kế hoạch 7-2024, kỳ 2024-Q2')
  const stranger = await upload(new File(['abc'], 'x.xlsx'))
  expect(stranger.status).toBe(422)
  expect((await upload(new File([], ''))).status).toBe(422)
})

test('what was sent since the download is refused in its row', async () => {
  const tables = await download()
  await w.report('05569', '167')
  const file = filled(tables, (rows) =>
    rows.map((row) => row.map((cell, at) => (at === 7 ? 'Muộn rồi' : cell))),
  )
  const address = (await upload(file)).headers.get('location') ?? ''
  const preview = await (await w.ask(address, { as: officer })).text()
  expect(preview).toContain('đã được gửi sau khi tải biểu về')
  expect(preview).toContain('0 dòng sẽ được lưu nháp, 1 dòng có lỗi')
})

test('only for one’s own unit', async () => {
  const other = await w.person('05563', 'officer')
  expect((await w.ask(`${SHEET}.xlsx`, { as: other })).status).toBe(403)
  expect((await w.ask(`${SHEET}/${'a'.repeat(64)}`, { as: other })).status).toBe(403)
  expect((await w.ask(`${SHEET}/${'a'.repeat(64)}`, { as: officer })).status).toBe(404)
})
