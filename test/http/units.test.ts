// Units changed by programs and from a table over HTTP: looked over first, saved whole or row by row, once.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { csrfToken } from '../../src/auth/index.ts'
import { csv, readDocument, writeSpreadsheet } from '../../src/documents/index.ts'
import { day } from '../../src/lib/day.ts'
import { parentIdOn, subtreeIds, unitByCode } from '../../src/org/index.ts'
import { type Caller, caller } from '../api-caller.ts'
import { type Someone, type World, world } from '../world.ts'

const ON = day('2024-08-01')
let here: World

beforeAll(async () => {
  here = await world()
})
afterAll(() => here.close())

const state = async () => {
  const { rows } = await here.pool.query(
    `select (select json_agg(u order by u.id) from units u) as units,
      (select json_agg(p order by p.unit_id, p.valid_from) from unit_parents p) as parents,
      (select count(*)::int from events where verb = 'units.imported') as events`,
  )
  return rows[0] as { units: unknown[]; parents: unknown[]; events: number }
}

describe('POST /api/units', () => {
  let top: Caller
  let district: Caller
  beforeAll(async () => {
    top = await caller(here, '19', ['unit.manage', 'unit.read'])
    district = await caller(here, '167', ['unit.manage', 'unit.read'])
  })

  const send = async (
    units: Record<string, unknown>[],
    { by = top, preview = false, headers = {} as Record<string, string> } = {},
  ) => {
    const answer = await by.call('/api/units', { json: { units, preview }, headers })
    return { status: answer.status, headers: answer.headers, body: await answer.json() }
  }

  const OFFICE = {
    code: '05569.VP',
    level: 'division',
    name: 'Văn phòng',
    fullName: 'Văn phòng HĐND và UBND xã Bảo Cường',
    parent: '05569',
    validFrom: '2024-06-01',
    aliases: ['VP xã', 'VP HĐND-UBND xã'],
  }
  const RENAMED = {
    code: '05563',
    level: 'commune',
    name: 'Linh Thông mới',
    validFrom: '2020-01-01',
    parent: '168',
  }

  test('a preview tells what would change, old beside new, and changes nothing', async () => {
    const before = await state()
    const { status, body } = await send(
      [OFFICE, RENAMED, { ...RENAMED, code: '05569', name: 'Bảo Cường', parent: null }],
      {
        preview: true,
      },
    )
    expect(status).toBe(200)
    expect(body).toMatchObject({
      preview: true,
      inserted: 1,
      updated: 1,
      unchanged: 1,
      refused: [],
    })
    expect(body.units.map((it: { change: string }) => it.change)).toEqual([
      'new',
      'changed',
      'same',
    ])
    expect(body.units[1].fields).toEqual([
      { field: 'name', from: 'Linh Thông', to: 'Linh Thông mới' },
      { field: 'parent', from: '167', to: '168' },
    ])
    expect(await state()).toEqual(before)
  })

  test('saved, the units are as told; again, under a key or without, nothing changes', async () => {
    const headers = { 'idempotency-key': 'units-1' }
    const first = await send([OFFICE, RENAMED], { headers })
    expect(first.body).toMatchObject({ preview: false, inserted: 1, updated: 1, unchanged: 0 })
    const unit = await top.get(`/api/units/05569.VP?on=${ON}`)
    expect(unit).toMatchObject({ ...OFFICE, validTo: null, dossierCode: null, type: '' })
    const moved = await unitByCode(here.db, '05563', ON)
    expect(await parentIdOn(here.db, moved?.id ?? '', ON)).toBe(await here.unitId('168'))
    const after = await state()

    const replayed = await send([OFFICE, RENAMED], { headers })
    expect(replayed.headers.get('idempotent-replayed')).toBe('true')
    expect(replayed.body).toEqual(first.body)
    const again = await send([OFFICE, RENAMED])
    expect(again.body).toMatchObject({ inserted: 0, updated: 0, unchanged: 2 })
    expect(await state()).toEqual(after)
    expect((await send([OFFICE], { headers })).body.code).toBe('idempotency.other-request')
  })

  test('the trail keeps what a change in place would forget', async () => {
    const { rows } = await here.pool.query(
      "select details from events where verb = 'units.imported' order by seq desc limit 1",
    )
    expect(rows[0].details).toMatchObject({ inserted: 1, updated: 1 })
    expect(rows[0].details.fields).toContainEqual({
      code: '05563',
      validFrom: '2020-01-01',
      field: 'name',
      from: 'Linh Thông',
      to: 'Linh Thông mới',
    })
  })

  test('one faulty row and nothing is saved; each is told by line, field and reason', async () => {
    const before = await state()
    const rows = [
      { ...OFFICE, code: '05569.NEW' },
      { ...OFFICE, code: '05569.A', parent: '99999' },
      { ...OFFICE, code: '05569 B' },
      { ...OFFICE, code: '05569.C', level: 'village' },
      { ...OFFICE, code: '05569.D', validFrom: '2024-02-31' },
      { ...OFFICE, code: '05569.E', validTo: '2024-06-01' },
      { ...OFFICE, code: '05569', validFrom: '2024-07-01' },
      { ...OFFICE, code: '05569.F', validFrom: '2019-01-01' },
      { ...OFFICE, code: '05569.G', parent: '05569.A' },
      { ...OFFICE, code: '', name: '' },
    ]
    const { status, body } = await send(rows)
    expect([status, body.code, body.count]).toEqual([422, 'units.rows-faulty', 9])
    const faults = body.rows.map((it: Record<string, unknown>) => [it.line, it.field, it.code])
    expect(faults).toEqual([
      [2, 'parent', 'import.parent-unknown'],
      [3, 'code', 'import.code-unreadable'],
      [4, 'level', 'import.level-unknown'],
      [5, 'validFrom', 'import.day-unreadable'],
      [6, 'validTo', 'import.ends-before-begin'],
      [7, 'code', 'import.still-standing'],
      [8, 'parent', 'import.parent-not-standing'],
      [9, 'parent', 'import.parent-refused'],
      [10, 'code', 'import.value-missing'],
      [10, 'name', 'import.value-missing'],
    ])
    expect(body.detail).toContain('chưa có gì được lưu')
    expect(body.rows[0].reason).toContain('Không có đơn vị cấp trên')
    const preview = await send(rows, { preview: true })
    expect([preview.status, preview.body.inserted, preview.body.refused.length]).toEqual([
      200, 1, 10,
    ])
    expect(await state()).toEqual(before)
  })

  test('a right reaches a unit and those below: no further, neither from nor to', async () => {
    const before = await state()
    for (const [row, field] of [
      [{ ...RENAMED, code: '05611', name: 'Vô Tranh', parent: '167' }, 'code'],
      [{ ...RENAMED, code: '05569', name: 'Bảo Cường', parent: '168' }, 'code'],
      [{ ...OFFICE, code: 'X', parent: '168' }, 'code'],
      [{ ...OFFICE, code: '20', level: 'province', parent: null }, 'code'],
      [{ ...OFFICE, code: '06', level: 'province', validFrom: '2020-01-01', parent: null }, 'code'],
    ] as const) {
      const { status, body } = await send([row], { by: district })
      expect([status, body.rows?.[0]?.code, body.rows?.[0]?.field]).toEqual([
        422,
        'import.beyond-reach',
        field,
      ])
    }
    expect(await state()).toEqual(before)
    const own = await send([{ ...OFFICE, code: '05569.VT', name: 'Văn thư' }], { by: district })
    expect(own.body).toMatchObject({ inserted: 1 })
  })

  test('a unit ends only with those below it; the next bearer of its code takes them over', async () => {
    const told = {
      level: 'district',
      name: 'Định Hóa',
      validFrom: '2020-01-01',
      code: '167',
      parent: '19',
    }
    const ended = { ...told, validTo: '2025-07-01' }
    const alone = await send([ended])
    expect(alone.body.rows).toMatchObject([
      { line: 1, field: 'validTo', code: 'import.children-outlive', value: '05569' },
    ])
    const next = {
      ...told,
      name: 'Định Hóa mới',
      fullName: 'Khu vực Định Hóa',
      validFrom: '2025-07-01',
    }
    expect((await send([ended, next])).body).toMatchObject({ inserted: 1, updated: 1 })
    const commune = await here.unitId('05569')
    for (const on of [day('2025-06-30'), day('2025-07-01')]) {
      const parent = await unitByCode(here.db, '167', on)
      expect(await parentIdOn(here.db, commune, on)).toBe(parent?.id)
      expect(await subtreeIds(here.db, [parent?.id ?? ''], on)).toContain(commune)
    }
    expect((await send([ended, next])).body).toMatchObject({ unchanged: 2 })
  })

  test('two tables at once: each is whole, and the second sees the first', async () => {
    const one = { ...OFFICE, code: 'SNV.1', parent: 'SNV' }
    const answers = await Promise.all([send([one]), send([one]), send([one])])
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
    expect(answers.map(({ body }) => body.inserted).sort()).toEqual([0, 0, 1])
  })

  test('a thousand rows, and not one more', async () => {
    const many = Array.from({ length: 1_001 }, (_, n) => ({
      ...OFFICE,
      code: `SYT.${n}`,
      parent: 'SYT',
    }))
    expect((await send(many)).status).toBe(422)
    expect((await send(many.slice(0, 1_000))).body).toMatchObject({ inserted: 1_000 })
    expect((await send(many.slice(0, 1_000))).body).toMatchObject({ unchanged: 1_000 })
  })
})

describe('/office/units/import', () => {
  const HERE = '/office/units/import'
  const HEADER = [
    'Cấp',
    'Mã đơn vị',
    'Tên',
    'Tên đầy đủ',
    'Mã đơn vị cấp trên',
    'Từ ngày',
    'Hết hiệu lực',
  ]
  const NEW = [
    'Phòng, ban',
    '05611.KT',
    'Kinh tế',
    'Phòng Kinh tế xã Vô Tranh',
    '05611',
    '1/7/2024',
    '',
  ]
  const CHANGED = ['commune', '05611', 'Vô Tranh', 'Xã Vô Tranh đổi tên', '168', '2020-01-01', '']
  const SAME = ['Huyện, thành phố', '168', 'Phú Lương', 'Huyện Phú Lương', '19', '1/1/2020', '']
  const BAD = ['Phòng, ban', '05611.X', 'Lạ', '', '77777', '1/7/2024', '']
  let district: Someone
  beforeAll(async () => {
    district = await here.person('168', 'administrator')
  })

  const xlsx = async (rows: string[][]) =>
    new File(
      [
        (await writeSpreadsheet([
          { name: 'Đơn vị', header: HEADER, rows },
        ])) as Uint8Array<ArrayBuffer>,
      ],
      'don-vi.xlsx',
    )
  const send = async (file: File, as = district) => {
    const form = new FormData()
    form.append('csrf', csrfToken(as.secret))
    form.append('file', file)
    const answer = await here.ask(HERE, { as, form })
    return { status: answer.status, text: await answer.text() }
  }
  const field = (page: string, name: string) =>
    (new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1] ?? '')
      .replaceAll('&quot;', '"')
      .replaceAll('&amp;', '&')
  const confirm = async (page: string, bent: Record<string, string> = {}, as = district) => {
    const form = { rows: field(page, 'rows'), mark: field(page, 'mark'), ...bent }
    const answer = await here.ask(HERE, { as, form })
    return { status: answer.status, text: await answer.text() }
  }

  test('the list leads there, for those who may; the template holds the units within reach', async () => {
    const list = await (await here.ask('/office/units', { as: district })).text()
    expect(list).toContain(`href="${HERE}"`)
    const officer = await here.person('168', 'officer')
    expect(await (await here.ask('/office/units', { as: officer })).text()).not.toContain(HERE)
    for (const address of [HERE, `${HERE}.xlsx`])
      expect((await here.ask(address, { as: officer })).status).toBe(403)
    const template = await here.ask(`${HERE}.xlsx`, { as: district })
    const { text } = await readDocument(new Uint8Array(await template.arrayBuffer()), 'mau.xlsx')
    for (const words of ['Mã đơn vị cấp trên', '05611', 'Xã Vô Tranh', 'Phòng, ban'])
      expect(text).toContain(words)
    expect(text).not.toContain('05569')
  })

  test('what the template holds, filled in as it stands, changes nothing', async () => {
    const template = await here.ask(`${HERE}.xlsx`, { as: district })
    const bytes = new Uint8Array(await template.arrayBuffer())
    const { blocks } = await readDocument(bytes, 'mau.xlsx')
    const tables = blocks.flatMap((block) => (block.kind === 'table' ? [block] : []))
    const known = tables.find(({ rows }) =>
      rows.some((row) => row.some(({ text }) => text === '05611')),
    )
    const [header = [], ...rows] = (known?.rows ?? []).map((row) => row.map(({ text }) => text))
    expect(rows.length).toBe(3)
    const file = new File([csv([header, ...rows])], 'don-vi.csv')
    expect((await send(file)).text).toContain('3 dòng không đổi gì')
  })

  test.each(['xlsx', 'csv'])(
    'a preview of .%s says new, changed, unchanged and refused, and saves nothing',
    async (ending) => {
      const before = await state()
      const rows = [NEW, CHANGED, SAME, BAD]
      const file =
        ending === 'csv' ? new File([csv([HEADER, ...rows])], 'don-vi.csv') : await xlsx(rows)
      const { status, text } = await send(file)
      expect(status).toBe(200)
      for (const words of [
        'Xem trước: chưa lưu gì',
        'Thêm 1 đơn vị, sửa 1, 1 dòng không đổi gì.',
        '1 dòng có lỗi',
        'Không có đơn vị cấp trên',
        'Lưu 2 dòng',
        'Không đổi (1)',
      ])
        expect(text).toContain(words)
      expect(text).toMatch(/<del>Xã Vô Tranh<\/del> → <ins>Xã Vô Tranh đổi tên<\/ins>/)
      expect(await state()).toEqual(before)
    },
  )

  test('saved once; the same again is told as done and changes nothing', async () => {
    const page = (await send(await xlsx([NEW, CHANGED, SAME, BAD]))).text
    const done = await confirm(page)
    expect(done.status).toBe(200)
    expect(done.text).toMatch(/Đơn vị mới: 1.*Sửa: 1.*Không đổi: 1/s)
    expect((await unitByCode(here.db, '05611', ON))?.fullName).toBe('Xã Vô Tranh đổi tên')
    const after = await state()
    const twice = await confirm(page)
    expect([twice.status, /Đơn vị mới: 0.*Sửa: 0.*Không đổi: 3/s.test(twice.text)]).toEqual([
      200,
      true,
    ])
    const again = await send(await xlsx([NEW, CHANGED, SAME]))
    expect(again.text).toContain('3 dòng không đổi gì')
    expect(again.text).not.toContain('name="rows"')
    expect(await state()).toEqual(after)
  })

  test('what changed since the preview, or was bent on its way, is not saved', async () => {
    const [first, second] = [
      (await send(await xlsx([CHANGED.with(3, 'Xã Một')]))).text,
      (await send(await xlsx([CHANGED.with(3, 'Xã Hai')]))).text,
    ]
    expect((await confirm(first)).status).toBe(200)
    const before = await state()
    const late = await confirm(second)
    expect([late.status, late.text.includes('chưa có gì được lưu')]).toEqual([409, true])
    const page = (await send(await xlsx([NEW.with(1, '05611.Y')]))).text
    const bent = field(page, 'rows').replace('"parent_code":"05611"', '"parent_code":"05569"')
    expect((await confirm(page, { rows: bent })).status).toBe(409)
    for (const rows of ['', '[', '{}', '[{"line":1}]'])
      expect((await confirm(page, { rows })).status).toBe(422)
    expect(await state()).toEqual(before)
  })

  test('what is no such table is refused with a sentence', async () => {
    const bare = await writeSpreadsheet([
      { name: 'X', header: ['Tên', 'Tuổi'], rows: [['a', 'b']] },
    ])
    const many = Array.from({ length: 1_001 }, (_, n) => NEW.with(1, `N${n}`))
    for (const [file, words] of [
      [new File(['xin chào'], 'a.csv'), 'không phải bảng'],
      [new File(['%PDF-1.7'], 'a.xlsx'), 'PDF'],
      [new File([], 'a.xlsx'), 'Hãy chọn tệp'],
      [new File([csv([HEADER])], 'a.csv'), 'chưa có dòng nào'],
      [new File([bare as Uint8Array<ArrayBuffer>], 'x.xlsx'), 'Không thấy các cột'],
      [new File([csv([HEADER, ...many])], 'a.csv'), '1000 dòng'],
    ] as const) {
      const { status, text } = await send(file)
      expect([status, text.includes(words)], words).toEqual([422, true])
    }
  })

  test('in English too, with script shown as text', async () => {
    const page = await (await here.ask(`${HERE}?lang=en`, { as: district })).text()
    expect(page).toContain('Units from a spreadsheet')
    const form = new FormData()
    form.append('csrf', csrfToken(district.secret))
    form.append(
      'file',
      await xlsx([BAD, NEW.with(1, '05611.Z').with(3, '<script>alert(1)</script>')]),
    )
    const text = await (await here.ask(`${HERE}?lang=en`, { as: district, form })).text()
    for (const words of [
      'Preview: nothing is saved yet',
      'New unit',
      'There is no parent unit',
      'Level: Division',
    ])
      expect(text).toContain(words)
    expect(text).not.toContain('<script>alert(1)')
    expect(text).toContain('&lt;script')
  })
})
