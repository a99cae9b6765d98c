// The main job in the plan's words, over HTTP: import, settle, publish, report, return, correct, accept, see.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { csrfToken } from '../../src/auth/index.ts'
import { day } from '../../src/lib/day.ts'
import { readImport } from '../../src/plans/index.ts'
import { PERIOD, SMALL_PLAN } from '../plan-world.ts'
import { type Someone, type World, world } from '../world.ts'

let w: World
let coordinator: Someone
let reviewer: Someone
let officer: Someone
let head: Someone
let leader: Someone

beforeAll(async () => {
  w = await world()
  await signEveryoneIn()
})

/** Sessions do not outlive a day: after travelling, people sign in anew. */
async function signEveryoneIn() {
  coordinator = await w.person('SNV', { coordinator: '19', reviewer: 'SNV' })
  reviewer = await w.person('167', { reviewer: '167', head: '167' })
  officer = await w.person('05569', 'officer')
  head = await w.person('05569', 'head')
  leader = await w.person('19', 'leader')
}
afterAll(() => w.close())

const text = async (response: Response) => {
  expect(response.status).toBe(200)
  return await response.text()
}
const next = (response: Response): string => {
  expect(response.status).toBe(303)
  return response.headers.get('location') ?? ''
}
const upload = async (content: string, name: string) => {
  const form = new FormData()
  form.append('csrf', csrfToken(coordinator.secret))
  form.append('file', new File([content], name))
  const location = next(await w.ask('/office/plans/imports', { as: coordinator, form }))
  const id = location.split('/').at(-1)?.split('?')[0] ?? ''
  await w.act((act) => readImport(act, id))
  return { id, location }
}

const FORM = `/office/units/05569/reports/7-2024/${PERIOD}`
const fields = (html: string) =>
  [...html.matchAll(/name="progress\.([0-9a-f-]{36})"/g)].map(([, id]) => id as string)

test('an upload changes nothing; the review shows what was understood and what is to settle', async () => {
  const odd = SMALL_PLAN.replace('Sở Y tế\t', 'Sở Sức khỏe\t')
  const { id } = await upload(odd, 'ke-hoach-7.txt')
  const page = await text(await w.ask(`/office/plans/imports/${id}`, { as: coordinator }))
  expect(page).toContain('7/KH-UBND')
  expect(page).toContain('Sở Sức khỏe')
  expect(page).toContain('3 nhiệm vụ, 2 nhóm đơn vị với 2 việc, 1 nơi nhận')
  expect(await text(await w.ask('/office/plans', { as: coordinator }))).not.toContain(
    '/office/plans/7-2024',
  )
  const settled = await w.ask(`/office/plans/imports/${id}/settle`, {
    as: coordinator,
    form: { wording: 'Sở Sức khỏe', answer: `unit:${await w.unitId('SYT')}` },
  })
  expect(next(settled)).toBe(`/office/plans/imports/${id}#settle`)
  const after = await text(await w.ask(`/office/plans/imports/${id}`, { as: coordinator }))
  expect(after).toContain('Mọi tên cơ quan đều đã xác định')
  expect(
    next(await w.ask(`/office/plans/imports/${id}/apply`, { as: coordinator, form: {} })),
  ).toBe('/office/plans/7-2024?applied=1')
})

test('the same file again is the same import', async () => {
  const { location } = await upload(SMALL_PLAN.replace('Sở Y tế\t', 'Sở Sức khỏe\t'), 'lai.txt')
  expect(location).toContain('?same=1')
})

test('a file that is no plan is refused with a sentence, and nothing is kept of it as a plan', async () => {
  const { id } = await upload('MZ\u0000\u0001 not a plan', 'x.docx')
  const page = await text(await w.ask(`/office/plans/imports/${id}`, { as: coordinator }))
  expect(page).toContain('Không đọc được văn bản này')
  expect(page).toContain('Chưa có gì thay đổi')
})

test('publishing says the count before, makes that many duties, and makes none the second time', async () => {
  const before = await text(await w.ask('/office/plans/7-2024', { as: coordinator }))
  // 3 communes × 3 quarters, 2 districts once, 1 department once, 1 + 2 yearly reports.
  expect(before).toContain('Ban hành 15 việc')
  expect(next(await w.ask('/office/plans/7-2024/publish', { as: coordinator, form: {} }))).toBe(
    '/office/plans/7-2024?published=15',
  )
  expect(next(await w.ask('/office/plans/7-2024/publish', { as: coordinator, form: {} }))).toBe(
    '/office/plans/7-2024?published=0',
  )
  const duties = await text(await w.ask('/office/duties', { as: coordinator }))
  expect(duties).toContain('15')
})

test('the officer drafts with evidence, the head looks it over and sends', async () => {
  const work = await text(await w.ask('/office/work', { as: officer }))
  expect(work).toContain('Công khai thu, chi ngân sách')
  const page = await text(await w.ask(FORM, { as: officer }))
  const [dutyId] = fields(page)
  const form = new FormData()
  form.append('csrf', csrfToken(officer.secret))
  form.append(`state.${dutyId}`, 'done')
  form.append(`progress.${dutyId}`, 'Đã niêm yết tại trụ sở và 5 nhà văn hóa.')
  form.append(`hindrance.${dutyId}`, 'Thiếu bảng niêm yết ở hai xóm.')
  form.append(`kind.${dutyId}`, 'money')
  form.append(`file.${dutyId}`, new File(['%PDF-1.4\n%%EOF'], 'bien-ban.pdf'))
  form.append(`file.${dutyId}`, new File(['#!/bin/sh\necho'], 'virus.pdf'))
  form.append(`link.${dutyId}`, 'javascript:alert(1)')
  const saved = next(await w.ask(FORM, { as: officer, form }))
  expect(saved).toContain('saved=1')
  expect(saved).toContain('refused=evidence.wrong-type')
  expect(saved).toContain('refused=evidence.link-unreadable')
  const again = await text(await w.ask(saved, { as: officer }))
  expect(again).toContain('Đã niêm yết tại trụ sở và 5 nhà văn hóa.')
  expect(again).toContain('bien-ban.pdf')
  expect(again).not.toContain('virus.pdf')
  expect((await w.ask(`${FORM}/send`, { as: officer, form: {} })).status).toBe(403)
  expect(await text(await w.ask(`${FORM}/send`, { as: head }))).toContain('Huyện Định Hóa')
  expect(next(await w.ask(`${FORM}/send`, { as: head, form: { note: 'Kính gửi' } }))).toMatch(
    /sent=1$/,
  )
  const twice = await w.ask(`${FORM}/send`, { as: head, form: {} })
  expect(twice.status).toBe(422)
  expect(await twice.text()).toContain('Chưa có gì để gửi')
})

const round = async (): Promise<string> => {
  const queue = await text(await w.ask('/office/review', { as: reviewer }))
  const found = /\/office\/units\/05569\/submissions\/[0-9a-f-]{36}/.exec(queue)?.[0]
  if (!found) throw new Error('nothing waits')
  return found
}

test('the district returns with a reason; a return without one is refused', async () => {
  const address = await round()
  const bare = await w.ask(address, { as: reviewer, form: { all: 'return', reason: ' ' } })
  expect(bare.status).toBe(422)
  expect(await bare.text()).toContain('Trả lại phải kèm lý do')
  const done = await w.ask(address, {
    as: reviewer,
    form: { all: 'return', reason: 'Thiếu ảnh niêm yết', correctBy: '2024-06-20' },
  })
  expect(next(done)).toBe(`${address}?decided=1`)
  const work = await text(await w.ask('/office/work', { as: officer }))
  expect(work).toContain('Thiếu ảnh niêm yết')
})

test('the commune corrects within its time: two rounds side by side, and it stays on time', async () => {
  w.travel(day('2024-06-19'))
  await signEveryoneIn()
  const [dutyId] = fields(await text(await w.ask(FORM, { as: head })))
  await w.ask(FORM, {
    as: head,
    form: { [`state.${dutyId}`]: 'done', [`progress.${dutyId}`]: 'Đã bổ sung ảnh niêm yết 5 xóm.' },
  })
  next(await w.ask(`${FORM}/send`, { as: head, form: {} }))
  const compared = await text(await w.ask(`${FORM}/compare`, { as: head }))
  expect(compared).toContain('Lần 1 bên trái, lần 2 bên phải')
  expect(compared).toContain('bổ sung')
  const address = await round()
  next(await w.ask(address, { as: reviewer, form: { all: 'accept' } }))
  const view = await text(await w.ask(address, { as: head }))
  expect(view).toContain('Chấp nhận lúc')
  expect(view).toContain('đúng hạn')
})

test('Sở Nội vụ sees 1 of 3 communes; the leader sees what is overdue; late stays late', async () => {
  w.travel(day('2024-06-21'))
  await signEveryoneIn()
  const task = await text(await w.ask('/office/tasks/7-2024/1', { as: coordinator }))
  expect(task).toContain('1/3')
  expect(await text(await w.ask('/office/leader', { as: leader }))).toContain('Xã Linh Thông')
  const board = await text(await w.ask('/office/board/7-2024', { as: coordinator }))
  expect(board).toMatch(/33,3%/)
})

test('a hindrance is answered and closed; nothing is answered after that', async () => {
  const register = await text(await w.ask('/office/hindrances', { as: leader }))
  expect(register).toContain('Thiếu bảng niêm yết ở hai xóm.')
  const address = /\/office\/units\/05569\/hindrances\/[0-9a-f-]{36}/.exec(register)?.[0] ?? ''
  next(await w.ask(address, { as: leader, form: { text: 'Đã cấp kinh phí.', closes: '1' } }))
  const again = await w.ask(address, { as: leader, form: { text: 'Thêm', closes: '' } })
  expect(again.status).toBe(409)
})

test('citizens read the public pages; drafts, evidence and names are not there', async () => {
  for (const address of [
    '/',
    '/ke-hoach',
    '/ke-hoach/7-2024',
    '/ke-hoach/7-2024/nhiem-vu/1',
    '/don-vi',
    '/don-vi/05569',
    '/gioi-thieu/so-lieu',
  ]) {
    const page = await text(await w.ask(address))
    expect(page).not.toContain('bien-ban.pdf')
    expect(page).not.toContain('Thiếu bảng niêm yết')
  }
  const data = await (await w.ask('/ke-hoach/7-2024.json')).json()
  expect(data).toMatchObject({ plan: { number: '7/KH-UBND' }, total: { duties: 15, sent: 1 } })
})

test('exports hold what the list shows', async () => {
  const response = await w.ask('/office/duties.csv?standing=overdue', { as: coordinator })
  const lines = (await response.text()).trim().split('\r\n')
  expect(lines).toHaveLength(3)
  expect(lines[1]).toContain('Xã')
})
