// The end of a plan's year and the beginning of the next one, after the merger of 1/7/2025.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { day } from '../../src/lib/day.ts'
import { importUnits, recordSuccessions } from '../../src/org/index.ts'
import { PERIOD, planWorld } from '../plan-world.ts'
import type { Someone } from '../world.ts'

let w: Awaited<ReturnType<typeof planWorld>>
let coordinator: Someone
let head: Someone
let late: Someone

const CLOSING = '/office/plans/7-2024/closing'
const MERGER = day('2025-07-01')

beforeAll(async () => {
  w = await planWorld()
  await w.report('05569', '167')
  w.travel(day('2025-01-10'))
  coordinator = await w.person('SNV', { coordinator: '19' })
  head = await w.person('05569', 'head')
  late = await w.person('05563', 'head')
})
afterAll(() => w.close())

const text = async (response: Response) => {
  expect(response.status).toBe(200)
  return await response.text()
}
const next = (response: Response): string => {
  expect(response.status).toBe(303)
  return response.headers.get('location') ?? ''
}
const write = async (as: Someone, code: string, period = PERIOD) => {
  const form = `/office/units/${code}/reports/7-2024/${period}`
  const page = await text(await w.ask(form, { as }))
  const id = /name="progress\.([0-9a-f-]{36})"/.exec(page)?.[1] ?? ''
  next(
    await w.ask(form, {
      as,
      form: { [`progress.${id}`]: 'Đã niêm yết.', [`state.${id}`]: 'in-progress' },
    }),
  )
  return await w.ask(`${form}/send`, { as, form: {} })
}

test('before closing: what is open, task by task, and what would be frozen', async () => {
  const page = await text(await w.ask(CLOSING, { as: coordinator }))
  expect(page).toContain('Số liệu nếu chốt hôm nay')
  // 15 duties, one of them sent in time.
  expect(page).toContain('1/15')
  expect(page).toContain('Việc còn mở (14)')
  expect((await w.ask(CLOSING, { as: head, form: {} })).status).toBe(403)
})

test('a task dropped without a reason closes nothing; with one the year is closed', async () => {
  const page = await text(await w.ask(CLOSING, { as: coordinator }))
  const ids = [...page.matchAll(/name="reason\.([0-9a-f-]{36})"/g)].map(([, id]) => id as string)
  expect(ids).toHaveLength(5)
  const [first = ''] = ids
  const bare = await w.ask(CLOSING, { as: coordinator, form: { [`fate.${first}`]: 'dropped' } })
  expect(bare.status).toBe(422)
  expect(await bare.text()).toContain('phải có lý do: 1')
  const closed = await w.ask(CLOSING, {
    as: coordinator,
    form: {
      [`fate.${first}`]: 'dropped',
      [`reason.${first}`]: 'Chuyển sang kế hoạch khác',
      note: 'Theo họp ngày 9/1',
    },
  })
  expect(next(closed)).toBe(`${CLOSING}?carried=6&dropped=8`)
  const after = await text(await w.ask(CLOSING, { as: coordinator }))
  expect(after).toContain('Số liệu đã chốt')
  expect(after).toContain('Chuyển sang kế hoạch khác')
  expect((await w.ask(CLOSING, { as: coordinator, form: {} })).status).toBe(409)
  expect(await text(await w.ask('/office/plans/7-2024', { as: coordinator }))).toContain(
    'đã khép năm ngày 10/1/2025',
  )
})

test('after closing no report is taken; the draft stays; an exception lets one unit send', async () => {
  const refused = await write(late, '05563')
  expect(refused.status).toBe(409)
  expect(await refused.text()).toContain('đã khép năm ngày 10/1/2025')
  const unit = await w.unitId('05563')
  const exception = { unit, until: '2025-01-15', why: ' ' }
  const bare = await w.ask(`${CLOSING}/exceptions`, { as: coordinator, form: exception })
  expect(bare.status).toBe(422)
  next(
    await w.ask(`${CLOSING}/exceptions`, {
      as: coordinator,
      form: { ...exception, why: 'Mất điện từ 20/12' },
    }),
  )
  expect((await write(late, '05563')).status).toBe(303)
  expect((await write(head, '05569', '2024-Q3')).status).toBe(409)
  // Frozen is frozen: what came by exception changes no figure.
  const page = await text(await w.ask(CLOSING, { as: coordinator }))
  expect(page).toContain('1/15')
  expect(page).toContain('Xã Linh Thông: đến hết ngày 15/1/2025')
  const lines = (await (await w.ask(`${CLOSING}.csv`, { as: coordinator })).text()).trim()
  expect(lines.split('\r\n')).toHaveLength(1 + 9)
  expect(
    (await (await w.ask(`${CLOSING}.csv`, { as: head })).text()).trim().split('\r\n').length,
  ).toBe(2)
})

test('opened again with a reason it takes reports; closed anew it freezes anew', async () => {
  const bare = await w.ask(`${CLOSING}/reopening`, { as: coordinator, form: { reason: '' } })
  expect(bare.status).toBe(422)
  next(
    await w.ask(`${CLOSING}/reopening`, { as: coordinator, form: { reason: 'Bổ sung số liệu' } }),
  )
  expect((await write(head, '05569', '2024-Q3')).status).toBe(303)
  next(await w.ask(CLOSING, { as: coordinator, form: {} }))
  const page = await text(await w.ask(CLOSING, { as: coordinator }))
  expect(page).toContain('3/15')
  expect(page).toContain('Bổ sung số liệu')
})

/** Two communes become one under the province; the districts end. */
async function merge() {
  await w.act(async (act) => {
    await importUnits(
      act,
      (
        [
          ['district', '167', 'Huyện Định Hóa', '19'],
          ['district', '168', 'Huyện Phú Lương', '19'],
          ['commune', '05569', 'Xã Bảo Cường', '167'],
          ['commune', '05563', 'Xã Linh Thông', '167'],
          ['commune', '05611', 'Xã Vô Tranh', '168'],
        ] as const
      ).map(([level, code, fullName, parentCode]) => ({
        level,
        code,
        name: fullName.replace(/^(Huyện|Xã) /, ''),
        fullName,
        type: '',
        parentCode,
        validFrom: day('2020-01-01'),
        validTo: MERGER,
        dossierCode: null,
      })),
    )
    await importUnits(
      act,
      // The code of a merged commune is used again by the new one.
      (
        [
          ['05569', 'Xã Định Hóa'],
          ['05611', 'Xã Vô Tranh'],
        ] as const
      ).map(([code, fullName]) => ({
        level: 'commune' as const,
        code,
        name: fullName.replace('Xã ', ''),
        fullName,
        type: '',
        parentCode: '19',
        validFrom: MERGER,
        validTo: null,
        dossierCode: null,
      })),
    )
  })
  const { rows } = await w.pool.query<{ id: string; code: string; old: boolean }>(
    `select id, code, valid_to is not null as old from units where level in ('commune', 'district')`,
  )
  const id = (code: string, old: boolean) =>
    rows.find((row) => row.code === code && row.old === old)?.id ?? ''
  await w.act((act) =>
    recordSuccessions(
      act,
      [
        ['05569', '05569'],
        ['05563', '05569'],
        ['05611', '05611'],
        ['167', '05569'],
        ['168', '05611'],
      ].map(([from = '', to = '']) => ({
        from_id: id(from, true),
        to_id: id(to, false),
        effective_on: MERGER,
        portion: 'whole' as const,
        share: null,
        source: 'NQ 1683/NQ-UBTVQH15',
      })),
    ),
  )
}

const CHANGES = '/office/plans/12-2025/changes'

test('the next year is begun from it: ended units are listed with their successors', async () => {
  await merge()
  w.travel(day('2025-07-10'))
  coordinator = await w.person('SNV', { coordinator: '19' })
  const page = await text(await w.ask('/office/plans/7-2024/next', { as: coordinator }))
  expect(page).toContain('Nâng cao chỉ số PAPI năm 2025')
  const early = { number: '12/KH-UBND', day: '2024-05-01', title: '' }
  expect((await w.ask('/office/plans/7-2024/next', { as: coordinator, form: early })).status).toBe(
    422,
  )
  const begun = await w.ask('/office/plans/7-2024/next', {
    as: coordinator,
    form: { ...early, day: '2025-07-10' },
  })
  expect(next(begun)).toBe(`${CHANGES}?begun=1`)
  const changes = await text(await w.ask(CHANGES, { as: coordinator }))
  // Districts are named in tasks 1, 2, 3 and in duty 2.1; communes go on as a group.
  expect(changes).toContain('Cơ quan không còn trong danh mục (2)')
  expect(changes).toContain('Huyện Định Hóa → Xã Định Hóa')
  expect(changes).toContain('Đơn vị đã kết thúc và đơn vị kế tiếp (5)')
  expect(changes).toContain('0 thêm, 0 bỏ, 0 sửa')
})

test('the districts’ names are replaced; an unknown name is refused; words are edited, a task added', async () => {
  const post = (path: string, form: Record<string, string>) =>
    w.ask(`/office/plans/12-2025/${path}`, { as: coordinator, form })
  const unknown = await post('bodies', { name: 'UBND các huyện, thành phố', by: 'Sở Vũ trụ' })
  expect(unknown.status).toBe(422)
  expect(await unknown.text()).toContain('Sở Vũ trụ')
  next(await post('bodies', { name: 'UBND các huyện, thành phố', by: 'UBND cấp xã' }))
  next(await post('bodies', { name: 'UBND cấp huyện', by: 'Xã Định Hóa; Xã Vô Tranh' }))
  const page = await text(await w.ask(CHANGES, { as: coordinator }))
  expect(page).toContain('Mọi cơ quan trong dự thảo đều có trong danh mục')
  const item = /\/office\/plans\/12-2025\/items\/([0-9a-f-]{36})/.exec(page)?.[1] ?? ''
  const form = await text(await w.ask(`/office/plans/12-2025/items/${item}`, { as: coordinator }))
  expect(form).toContain('Lời văn và cơ quan của mục này')
  expect((await post(`items/${item}/wording`, { text: ' ', lead: 'UBND cấp xã' })).status).toBe(422)
  next(
    await post('items', {
      text: 'Lắp bảng điện tử ở mọi xóm',
      lead: 'UBND cấp xã',
      day: '2025-12-01',
    }),
  )
  expect((await post('items', { text: 'Việc khác', lead: '' })).status).toBe(422)
  expect(await text(await w.ask(CHANGES, { as: coordinator }))).toContain('1 thêm, 0 bỏ')
})

test('publishing waits for the acceptance; a change after it asks for another', async () => {
  const publish = () => w.ask('/office/plans/12-2025/publish', { as: coordinator, form: {} })
  const refused = await publish()
  expect(refused.status).toBe(409)
  expect(await refused.text()).toContain('chấp nhận những thay đổi')
  next(await w.ask(CHANGES, { as: coordinator, form: { note: 'Đã rà soát' } }))
  expect((await w.ask(CHANGES, { as: coordinator, form: {} })).status).toBe(409)
  const page = await text(await w.ask(CHANGES, { as: coordinator }))
  const items = [...page.matchAll(/\/office\/plans\/12-2025\/items\/([0-9a-f-]{36})/g)]
  const item = items.at(-1)?.[1] ?? ''
  next(await w.ask(`/office/plans/12-2025/items/${item}/ending`, { as: coordinator, form: {} }))
  expect((await publish()).status).toBe(409)
  expect(await text(await w.ask(CHANGES, { as: coordinator }))).toContain('cần chấp nhận lại')
  next(await w.ask(CHANGES, { as: coordinator, form: {} }))
  expect(next(await publish())).toMatch(/published=\d+$/)
  const officer = await w.person('05569', 'officer')
  const work = await text(await w.ask('/office/work', { as: officer }))
  expect(work).toContain('Xã Định Hóa')
  expect(work).toContain('Lắp bảng điện tử ở mọi xóm')
  // The plan of the old year keeps its units and figures.
  expect(await text(await w.ask(CLOSING, { as: await w.person('19', 'leader') }))).toContain(
    'Số liệu đã chốt',
  )
  expect(
    (await w.ask('/office/plans/12-2025/items', { as: coordinator, form: { text: 'x' } })).status,
  ).toBe(422)
})
