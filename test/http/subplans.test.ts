// A commune's own plan in the plan's words: asked for, drafted, sent, returned, corrected, accepted; who has not.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { csrfToken } from '../../src/auth/index.ts'
import { day } from '../../src/lib/day.ts'
import { publishPlan } from '../../src/plans/index.ts'
import { exemptUnit } from '../../src/subplans/index.ts'
import { caller } from '../api-caller.ts'
import { bringIn, fileOwnPlan, planWorld, SMALL_PLAN } from '../plan-world.ts'
import type { Someone } from '../world.ts'

let w: Awaited<ReturnType<typeof planWorld>>
let coordinator: Someone
let reviewer: Someone
let officer: Someone
let head: Someone
let outsider: Someone

const COVERAGE = '/office/plans/7-2024/subplans'
const OWN = '/office/units/05569/subplans/7-2024'

beforeAll(async () => {
  w = await planWorld()
  await signEveryoneIn()
})
afterAll(() => w.close())

async function signEveryoneIn() {
  coordinator = await w.person('SNV', { coordinator: '19', reviewer: 'SNV' })
  reviewer = await w.person('167', { reviewer: '167', head: '167' })
  officer = await w.person('05569', 'officer')
  head = await w.person('05569', 'head')
  outsider = await w.person('05563', 'head')
}

const text = async (response: Response) => {
  expect(response.status).toBe(200)
  return await response.text()
}
const next = (response: Response): string => {
  expect(response.status).toBe(303)
  return response.headers.get('location') ?? ''
}

test('the coordinator asks; the day is counted in working days; the plan’s own words stand beside', async () => {
  const before = await text(await w.ask(COVERAGE, { as: coordinator }))
  expect(before).toContain('Chưa yêu cầu các đơn vị gửi kế hoạch')
  // Three communes, two districts, Sở Y tế and Sở Nội vụ lead or support something.
  expect(before).toContain('Yêu cầu 7 đơn vị')
  expect((await w.ask(`${COVERAGE}/demand`, { as: coordinator, form: {} })).status).toBe(422)
  const past = await w.ask(`${COVERAGE}/demand`, { as: coordinator, form: { day: '2024-06-01' } })
  expect(await past.text()).toContain('không thể ở trong quá khứ')
  expect((await w.ask(`${COVERAGE}/demand`, { as: head, form: { workdays: 5 } })).status).toBe(403)
  next(await w.ask(`${COVERAGE}/demand`, { as: coordinator, form: { workdays: '5', day: '' } }))
  const after = await text(await w.ask(COVERAGE, { as: coordinator }))
  expect(after).toContain('19/6/2024')
  expect(after).toContain('0/7')
  expect(await text(await w.ask('/office/work', { as: officer }))).toContain(
    'Kế hoạch thực hiện 7/KH-UBND: hạn 19/6/2024',
  )
})

test('one click fills in what the commune leads; tasks are read from a document too', async () => {
  expect(next(await w.ask(`${OWN}/prefill`, { as: officer, form: {} }))).toBe(`${OWN}?added=1`)
  expect((await w.ask(`${OWN}/prefill`, { as: officer, form: {} })).status).toBe(409)
  const page = await text(await w.ask(OWN, { as: officer }))
  expect(page).toContain('Công khai thu, chi ngân sách tại trụ sở và nhà văn hóa xóm')
  const form = new FormData()
  form.append('csrf', csrfToken(officer.secret))
  const table =
    'STT\tNội dung\tNgười thực hiện\tThời gian hoàn thành\n1\tTổ chức đối thoại với người dân tại 5 xóm\tTổ dân vận\tQuý III/2024\n'
  form.append('document', new File([`KẾ HOẠCH\n\nThực hiện PAPI\n\nPHỤ LỤC\n\n${table}`], 'xa.txt'))
  expect(next(await w.ask(`${OWN}/import`, { as: officer, form }))).toBe(`${OWN}?added=1`)
  const broken = new FormData()
  broken.append('csrf', csrfToken(officer.secret))
  broken.append('document', new File(['MZ\u0000\u0001'], 'x.docx'))
  expect((await w.ask(`${OWN}/import`, { as: officer, form: broken })).status).toBe(422)
  expect(await text(await w.ask(OWN, { as: officer }))).toContain('Tổ dân vận')
})

const rows = (html: string) => [
  ...new Set([...html.matchAll(/name="what\.([0-9a-f-]{36})"/g)].map(([, id]) => id as string)),
]
const optionOf = (html: string, label: string) =>
  new RegExp(`<option value="([^"]+)"[^>]*>${label}`).exec(html)?.[1] ?? ''

test('an incomplete plan is not sent and nothing is lost; the officer may not send', async () => {
  const page = await text(await w.ask(OWN, { as: officer }))
  const [first = '', second = ''] = rows(page)
  const { rows: posts } = await w.pool.query<{ title: string }>(
    'select title from posts where id = $1',
    [officer.postId],
  )
  const post = optionOf(page, posts[0]?.title ?? '?')
  expect(post).toBe(`post:${officer.postId}`)
  const item = optionOf(page, '1\\. Công khai')
  expect(item).toMatch(/^[0-9a-f-]{36}$/)
  const form = {
    [`item.${first}`]: item,
    number: '15/KH-UBND',
    signedOn: '2024-06-12',
    title: 'Nâng cao chỉ số PAPI của xã',
    text: 'Thực hiện Kế hoạch 7/KH-UBND của tỉnh.',
    [`what.${first}`]: 'Niêm yết thu, chi ngân sách tại 5 nhà văn hóa',
    [`who.${first}`]: post,
    [`due.${first}`]: '',
    [`what.${second}`]: 'Tổ chức đối thoại với người dân tại 5 xóm',
    [`who.${second}`]: `person:${head.personId}`,
    [`due.${second}`]: '2024-09-30',
    'what.new1': 'Lập sổ theo dõi',
    'who.new1': `person:${outsider.personId}`,
    'due.new1': '2024-07-01',
  }
  expect(next(await w.ask(OWN, { as: officer, form }))).toBe(`${OWN}?saved=1`)
  expect((await w.ask(`${OWN}/filing`, { as: officer, form: {} })).status).toBe(403)
  const refused = await w.ask(`${OWN}/filing`, { as: head, form: {} })
  expect(refused.status).toBe(422)
  // Somebody of another commune cannot be given work: the third task has nobody.
  expect(await refused.text()).toContain('Chưa rõ ai làm nhiệm vụ: 3')
  const again = await text(await w.ask(OWN, { as: head }))
  const third = rows(again)[2] ?? ''
  next(
    await w.ask(OWN, {
      as: head,
      form: {
        ...form,
        [`due.${first}`]: '2024-06-30',
        'what.new1': '',
        [`what.${third}`]: 'x',
        [`drop.${third}`]: '1',
      },
    }),
  )
  expect(rows(await text(await w.ask(OWN, { as: head })))).toEqual([first, second])
})

const round = async (n: number): Promise<string> => {
  const queue = await text(await w.ask('/office/review', { as: reviewer }))
  expect(queue).toContain('Xã Bảo Cường')
  const found = /\/office\/units\/05569\/subplans\/7-2024\/filings\/[0-9a-f-]{36}/.exec(queue)?.[0]
  if (!found) throw new Error(`round ${n} does not wait`)
  return found
}

test('the head sends; the district sees it and returns it with a reason and a day', async () => {
  next(await w.ask(`${OWN}/filing`, { as: head, form: { note: 'Kính gửi huyện' } }))
  const twice = await w.ask(`${OWN}/filing`, { as: head, form: {} })
  expect(await twice.text()).toContain('đang chờ duyệt')
  const address = await round(1)
  expect((await w.ask(address, { as: coordinator, form: { decision: 'accept' } })).status).toBe(403)
  expect((await w.ask(address, { as: outsider })).status).toBe(403)
  const bare = await w.ask(address, { as: reviewer, form: { decision: 'return', reason: ' ' } })
  expect(bare.status).toBe(422)
  next(
    await w.ask(address, {
      as: reviewer,
      form: {
        decision: 'return',
        reason: 'Chưa có thời hạn đối thoại từng xóm',
        correctBy: '2024-06-21',
      },
    }),
  )
  const work = await text(await w.ask(OWN, { as: officer }))
  expect(work).toContain('Chưa có thời hạn đối thoại từng xóm')
  expect(await text(await w.ask('/office/review', { as: reviewer }))).not.toContain('filings')
})

test('its tasks stand in “Việc của tôi” of those who do them, done or not, with a note', async () => {
  const mine = await text(await w.ask('/office/work', { as: officer }))
  expect(mine).toContain('Niêm yết thu, chi ngân sách tại 5 nhà văn hóa')
  expect(mine).not.toContain('Tổ chức đối thoại với người dân tại 5 xóm')
  const heads = await text(await w.ask('/office/work', { as: head }))
  expect(heads).toContain('Tổ chức đối thoại với người dân tại 5 xóm')
  const id = /\/office\/work\/tasks\/([0-9a-f-]{36})/.exec(mine)?.[1] ?? ''
  const form = { unit: officer.unitId, state: 'done', note: 'Đã dán đủ 5 nơi' }
  expect((await w.ask(`/office/work/tasks/${id}`, { as: outsider, form })).status).toBe(404)
  next(await w.ask(`/office/work/tasks/${id}`, { as: officer, form }))
  const after = await text(await w.ask('/office/work', { as: officer }))
  expect(after).toContain('Đã xong (1)')
  expect(after).toContain('Đã dán đủ 5 nơi')
  next(
    await w.ask(`/office/work/tasks/${id}`, {
      as: officer,
      form: { ...form, state: 'not-done', note: '' },
    }),
  )
  expect(await text(await w.ask('/office/work', { as: officer }))).not.toContain('Đã xong (1)')
})

test('corrected within its time it stays on time; accepted; 1 of 7 in the coverage', async () => {
  w.travel(day('2024-06-20'))
  await signEveryoneIn()
  const page = await text(await w.ask(OWN, { as: head }))
  const [, second = ''] = rows(page)
  next(
    await w.ask(OWN, {
      as: head,
      form: {
        number: '15/KH-UBND',
        signedOn: '2024-06-19',
        title: 'Nâng cao chỉ số PAPI của xã',
        text: 'Thực hiện Kế hoạch 7/KH-UBND của tỉnh, có lịch từng xóm.',
        [`what.${second}`]: 'Tổ chức đối thoại tại xóm Đồng, xóm Thượng',
        [`who.${second}`]: 'words:Chủ tịch UBND xã',
        [`due.${second}`]: '2024-08-30',
      },
    }),
  )
  next(await w.ask(`${OWN}/filing`, { as: head, form: {} }))
  const compared = await text(await w.ask(`${OWN}/compare`, { as: head }))
  expect(compared).toContain('Lần 1 bên trái, lần 2 bên phải')
  expect(compared).toContain('Thượng')
  const address = await round(2)
  expect(await text(await w.ask(address, { as: reviewer }))).toContain('đúng hạn 19/6/2024')
  next(await w.ask(address, { as: reviewer, form: { decision: 'accept', note: 'Rõ việc' } }))
  expect((await w.ask(address, { as: reviewer, form: { decision: 'accept' } })).status).toBe(409)
  const coverage = await text(await w.ask(COVERAGE, { as: coordinator }))
  expect(coverage).toContain('1/7')
  expect(coverage).toContain('14,3%')
  const missing = await text(await w.ask(`${COVERAGE}?state=missing`, { as: coordinator }))
  expect(missing).toContain('/office/units/05563/subplans/7-2024"')
  expect(missing).not.toContain(`${OWN}"`)
  expect(await text(await w.ask(COVERAGE, { as: reviewer }))).not.toContain('Sở Y tế</a>')
  const leader = await w.person('19', 'leader')
  expect(await text(await w.ask('/office/leader', { as: leader }))).toContain(
    '1/7 đơn vị đã gửi kế hoạch; 6 chưa gửi',
  )
})

test('the export holds what the matrix shows; one who sends late is late', async () => {
  const response = await w.ask(`${COVERAGE}.csv`, { as: coordinator })
  const lines = (await response.text()).trim().split('\r\n')
  expect(lines).toHaveLength(8)
  const own = lines.find((line) => line.startsWith('05569'))
  expect(own).toContain('accepted,0,')
  expect(own).toMatch(/,2,2,1,2,,$/)
  const other = '/office/units/05563/subplans/7-2024'
  const late = await w.person('05563', 'head')
  next(await w.ask(`${other}/prefill`, { as: late, form: {} }))
  const [id = ''] = rows(await text(await w.ask(other, { as: late })))
  next(
    await w.ask(other, {
      as: late,
      form: {
        number: '3/KH-UBND',
        signedOn: '2024-06-20',
        text: 'Kế hoạch',
        [`what.${id}`]: 'Niêm yết',
        [`who.${id}`]: 'words:Văn phòng',
        [`due.${id}`]: '2024-07-30',
      },
    }),
  )
  next(await w.ask(`${other}/filing`, { as: late, form: {} }))
  const page = await text(await w.ask(`${COVERAGE}?state=late`, { as: coordinator }))
  expect(page).toContain('Xã Linh Thông')
  expect(page).toContain('2/7')
})

test('a department is let off with a reason: it sends nothing, no share counts it, and that is taken back', async () => {
  const health = await w.person('SYT', { head: 'SYT' })
  const own = '/office/units/SYT/subplans/7-2024'
  const exempt = (form: Record<string, string>, as = coordinator) =>
    w.ask(`${COVERAGE}/exemptions`, { as, form })
  const REASON = 'Thực hiện theo kế hoạch của Bộ Y tế'
  const listed = async () =>
    /Kế hoạch thực hiện 7\/KH-UBND/.test(await text(await w.ask('/office/work', { as: health })))
  expect(await listed()).toBe(true)
  expect((await exempt({ unit: 'SYT', reason: REASON }, head)).status).toBe(403)
  for (const [form, told] of [
    [{ unit: '', reason: REASON }, 'Hãy chọn đơn vị được miễn'],
    [{ unit: 'SYT', reason: ' ' }, 'Hãy nêu lý do miễn'],
    [{ unit: '062', reason: REASON }, 'Kế hoạch không giao việc cho đơn vị này'],
  ] as const) {
    const refused = await exempt(form)
    expect(refused.status).toBe(422)
    expect(await refused.text()).toContain(told)
  }
  const before = await text(await w.ask(COVERAGE, { as: coordinator }))
  expect(before).toContain('2/7')
  next(await exempt({ unit: 'SYT', reason: REASON }))
  expect((await exempt({ unit: 'SYT', reason: REASON })).status).toBe(409)
  const after = await text(await w.ask(COVERAGE, { as: coordinator }))
  expect(after).toContain('2/6')
  expect(after).toContain(`Được miễn: ${REASON}`)
  const only = await text(await w.ask(`${COVERAGE}?state=exempt`, { as: coordinator }))
  expect(only).toContain(`${own}"`)
  expect(only).not.toContain(`${OWN}"`)
  expect(await text(await w.ask(`${COVERAGE}?state=missing`, { as: coordinator }))).not.toContain(
    `${own}"`,
  )
  expect(await listed()).toBe(false)
  expect(await text(await w.ask(own, { as: health }))).toContain(REASON)
  const lines = (await (await w.ask(`${COVERAGE}.csv`, { as: coordinator })).text()).split('\r\n')
  expect(lines.find((line) => line.startsWith('SYT'))).toMatch(
    new RegExp(`,exempt,0,.*,2024-06-20T[^,]*,${REASON}$`),
  )
  const by = await caller(w, '19', ['board.read'])
  const { items } = await by.get('/api/plans/7-2024/subplans?state=exempt')
  expect(items).toMatchObject([{ unit: { code: 'SYT' }, late: false, exempt: { reason: REASON } }])

  const undo = () => w.ask(`${COVERAGE}/exemptions/SYT/withdrawal`, { as: coordinator, form: {} })
  next(await undo())
  expect((await undo()).status).toBe(404)
  const again = await text(await w.ask(COVERAGE, { as: coordinator }))
  expect(again).toContain('2/7')
  expect(again).not.toContain('Được miễn:')
  expect(await listed()).toBe(true)
  const { rows: told } = await w.pool.query(
    `select verb from events where unit_id = $1 and verb like 'subplans.%' order by seq`,
    [health.unitId],
  )
  expect(told.map(({ verb }) => verb)).toEqual([
    'subplans.exempted',
    'subplans.exemption-withdrawn',
  ])
})

test('who is let off and sends its plan all the same is not late', async () => {
  const department = await w.person('SYT', { head: 'SYT' })
  const { unitId } = department
  await w.act((act) => exemptUnit(act, { unitId, planId: w.planId }, 'Sắp sáp nhập'))
  await fileOwnPlan(w, w.planId, 'SYT', 'SNV')
  const by = await caller(w, '19', ['board.read'])
  const { items } = await by.get('/api/plans/7-2024/subplans?state=exempt')
  expect(items).toMatchObject([{ standing: 'submitted', late: false, rounds: 1 }])
  const { rows: filed } = await w.pool.query(
    'select due_on from subplan_filings where unit_id = $1',
    [unitId],
  )
  expect(filed).toEqual([{ due_on: null }])
})

test('two plans at once: tasks are tied with a reason, seen from both, work stands plan by plan', async () => {
  const second = SMALL_PLAN.replaceAll('7/KH-UBND', '8/KH-UBND').replace(
    'Nâng cao chỉ số PAPI năm 2024',
    'Cải cách hành chính năm 2024',
  )
  const { planId } = await bringIn(w, second, 'cchc.txt')
  await w.act((act) => publishPlan(act, planId))
  const work = await text(await w.ask('/office/work', { as: officer }))
  expect(work).toContain('7/KH-UBND · ')
  expect(work).toContain('8/KH-UBND · ')
  expect(await text(await w.ask('/office/board/8-2024', { as: coordinator }))).toContain(
    '/office/board/7-2024',
  )
  const page = await text(await w.ask('/office/tasks/8-2024/1', { as: coordinator }))
  const to = optionOf(page, '2\\. Tổ chức đối thoại')
  const tie = (form: Record<string, string>, as = coordinator) =>
    w.ask('/office/tasks/8-2024/1/links', { as, form })
  expect((await tie({ to, kind: 'depends-on', reason: ' ' })).status).toBe(422)
  expect((await tie({ to, kind: 'depends-on', reason: 'x' }, head)).status).toBe(403)
  next(await tie({ to, kind: 'depends-on', reason: 'Đối thoại trước khi niêm yết' }))
  expect((await tie({ to, kind: 'serves-same', reason: 'x' })).status).toBe(409)
  const there = await text(await w.ask('/office/tasks/8-2024/1', { as: head }))
  expect(there).toContain('phụ thuộc vào')
  expect(there).toContain('Đối thoại trước khi niêm yết')
  const other = await text(await w.ask('/office/tasks/7-2024/2', { as: coordinator }))
  expect(other).toContain('được chờ bởi')
  const id = /links\/([0-9a-f-]{36})\/ending/.exec(other)?.[1] ?? ''
  next(await w.ask(`/office/tasks/7-2024/2/links/${id}/ending`, { as: coordinator, form: {} }))
  expect(await text(await w.ask('/office/tasks/8-2024/1', { as: head }))).not.toContain(
    'phụ thuộc vào',
  )
})
