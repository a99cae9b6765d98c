// Messages from files in the browser and on the command line, and what citizens may ask about a dossier.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemAct, systemRead } from '../../src/app/instance.ts'
import { writeSpreadsheet } from '../../src/documents/index.ts'
import { dossiersCommand, holderOf, LOOKUPS_A_MINUTE, takeSome } from '../../src/dossiers/index.ts'
import { dossierWorld, picture } from '../dossier-world.ts'
import type { Someone, World } from '../world.ts'

let w: World
let coordinator: Someone
beforeAll(async () => {
  w = await dossierWorld(3)
  coordinator = await w.person('19', 'coordinator')
}, 120_000)
afterAll(() => w.close())

const SECRET = 'Trần Văn Kín'
const encoded = (text: string) => new TextEncoder().encode(text)
const jsonl = encoded(
  [
    JSON.stringify(picture('H55.1-260803-9001', { ChuHoSo: SECRET })),
    '{ not json',
    JSON.stringify(picture('H55.1-260803-9002', { DonViXuLy: 'NOWHERE' })),
    JSON.stringify(picture('H55.1-260803-9003', { TrangThaiHoSo: 12 })),
    JSON.stringify({
      ...picture('x'),
      service: 'CapNhatTienDoHoSoMC',
      data: {
        MaHoSo: 'H55.1-260803-9001',
        NguoiXuLy: 'A',
        ThoiDiemXuLy: '20260805090000',
        TrangThai: 5,
      },
    }),
  ].join('\n'),
)
const HEAD = [
  'MaHoSo',
  'MaTTHC',
  'TenTTHC',
  'MaLinhVuc',
  'TenLinhVuc',
  'LoaiDoiTuong',
  'KenhThucHien',
  'DonViXuLy',
  'TrangThaiHoSo',
  'NgayTiepNhan',
  'NgayHenTra',
  'TaiLieuNop',
]
const row = (code: string, accepted: string) => [
  code,
  'M.100002',
  'x',
  'x',
  'x',
  '1',
  '2',
  '05569',
  '4',
  accepted,
  '17/08/2026 17:00',
  '[{"DuocSoHoa":"1"}]',
]

const upload = async (bytes: Uint8Array, name: string, as = coordinator) => {
  const form = new FormData()
  form.append('file', new File([bytes as never], name))
  const response = await w.ask('/office/dossiers/import', { as, form })
  return { status: response.status, html: await response.text() }
}
const take = async (html: string) => {
  const form = new FormData()
  for (const name of ['sent', 'name']) {
    const value = new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? ''
    form.append(name, value.replaceAll('&amp;', '&'))
  }
  const response = await w.ask('/office/dossiers/import', { as: coordinator, form })
  expect(response.status).toBe(303)
  return response.headers.get('location') ?? ''
}

test('a preview counts and names what is refused, and saves nothing', async () => {
  const before = await w.pool.query('select count(*)::int as n from dossier_batches')
  const { status, html } = await upload(jsonl, 'x.jsonl')
  expect(status).toBe(200)
  expect(html).toContain('Xem trước: 5 dòng')
  expect(html).toContain('2 dòng sẽ được nhận, 3 dòng bị từ chối')
  for (const reason of [
    'Không phải là một bản tin JSON',
    'Không có đơn vị xử lý với mã này',
    'Trạng thái phải từ 1 đến 10',
  ])
    expect(html).toContain(reason)
  expect(html).not.toContain(SECRET)
  expect(await holderOf(w.db, 'H55.1-260803-9001')).toBeNull()
  const after = await w.pool.query('select count(*)::int as n from dossier_batches')
  expect(after.rows).toEqual(before.rows)
})

test('then it is taken, and its page tells how far it is and what became of it', async () => {
  const address = await take((await upload(jsonl, 'x.jsonl')).html)
  const begun = await (await w.ask(address, { as: coordinator })).text()
  expect(begun).toContain('Đang nhận tệp')
  expect(begun).toMatch(/http-equiv="refresh"/i)
  while ((await w.act(takeSome)) === 'again');
  const done = await (await w.ask(address, { as: coordinator })).text()
  expect(done).toContain('Đã nhận xong tệp')
  expect(done).not.toMatch(/http-equiv="refresh"/i)
  expect(await holderOf(w.db, 'H55.1-260803-9001')).toBe(await w.unitId('05569'))
  const other = await w.person('19', 'coordinator')
  expect((await w.ask(address, { as: other })).status).toBe(404)
})

test.each([
  [
    'CSV',
    async () =>
      encoded(
        [
          HEAD.join(','),
          ...['a', 'b'].map((it) =>
            row(`H55.1-260803-91${it}`, '03/08/2026 08:15')
              .map((cell) => `"${cell.replaceAll('"', '""')}"`)
              .join(','),
          ),
        ].join('\r\n'),
      ),
  ],
  [
    '.xlsx',
    async () =>
      await writeSpreadsheet([
        {
          name: 'x',
          header: HEAD,
          rows: ['a', 'b'].map((it) => row(`H55.1-260803-92${it}`, '03/08/2026 08:15')),
        },
      ]),
  ],
])('a table as %s holds the same messages', async (kind, made) => {
  const bytes = await made()
  const [out, err]: [string[], string[]] = [[], []]
  const code = await dossiersCommand.run({
    args: ['import', kind === 'CSV' ? 'x.csv' : 'x.xlsx', '--json'],
    out: (text) => out.push(text),
    err: (text) => err.push(text),
    read: (work) => work(systemRead(w.instance)),
    act: (work) => systemAct(w.instance, work),
    listFiles: async () => null,
    fileSize: async () => bytes.length,
    readFile: async () => bytes,
  })
  expect([code, err]).toEqual([0, []])
  expect(JSON.parse(out.join(''))).toMatchObject({ read: 2, accepted: 2, rejected: 0 })
  const digit = kind === 'CSV' ? 1 : 2
  const { rows } = await w.pool.query(
    `select accepted_at, due_at, dossier::json->>'isReused' as reused from dossiers where code = 'H55.1-260803-9${digit}a'`,
  )
  expect(rows[0]).toMatchObject({
    accepted_at: '2026-08-03T08:15:00.000+07:00',
    due_at: '2026-08-17T17:00:00.000+07:00',
    reused: 'true',
  })
})

test.each<[string, string, number, number]>([
  ['a first line that is none', 'no message\n', 1, 1],
  ['a first line of a table', 'MaHoSo;MaTTHC\n', 1, 1],
  ['an empty line first', '\n', 1, 0],
])(
  'lines are read as lines by the name of their file: %s',
  async (_claim, first, accepted, rejected) => {
    const [line = ''] = new TextDecoder().decode(jsonl).trim().split('\n')
    const bytes = encoded(`${first}${line}\n`)
    const out: string[] = []
    await dossiersCommand.run({
      args: ['import', 'x.jsonl', '--json'],
      out: (text) => out.push(text),
      err: () => undefined,
      read: (work) => work(systemRead(w.instance)),
      act: (work) => systemAct(w.instance, work),
      listFiles: async () => null,
      fileSize: async () => bytes.length,
      readFile: async () => bytes,
    })
    const told = JSON.parse(out.join(''))
    expect(told.accepted + told.duplicate + told.stale).toBe(accepted)
    expect(told.rejected).toBe(rejected)
  },
)

test('a file counts in the order of receipt: sent again after its deletion, told before it', async () => {
  const [text = ''] = new TextDecoder().decode(jsonl).trim().split('\n')
  const line = JSON.parse(text) as { data: object }
  const said = (receivedAt: string, more: object = {}) =>
    JSON.stringify({
      ...line,
      receivedAt,
      data: { ...line.data, MaHoSo: 'H55.1-260803-9777', ...more },
    })
  const bytes = encoded(
    [
      said('2026-08-03T08:00:00+07:00'),
      said('2026-08-03T10:00:00+07:00'),
      said('2026-08-03T09:00:00+07:00', { IsDeleted: true }),
    ].join('\n'),
  )
  const out: string[] = []
  await dossiersCommand.run({
    args: ['import', 'x.jsonl', '--json'],
    out: (each) => out.push(each),
    err: () => undefined,
    read: (work) => work(systemRead(w.instance)),
    act: (work) => systemAct(w.instance, work),
    listFiles: async () => null,
    fileSize: async () => bytes.length,
    readFile: async () => bytes,
  })
  expect(JSON.parse(out.join(''))).toMatchObject({ read: 3, accepted: 3 })
  const { rows } = await w.pool.query(
    `select count(*)::int as n from dossiers where code = 'H55.1-260803-9777' and accepted_at is not null`,
  )
  expect(rows[0].n).toBe(1)
})

test('files that hold nothing to take are refused or said to be so; who may not is refused', async () => {
  expect((await upload(new Uint8Array(), 'x.csv')).status).toBe(422)
  expect((await upload(encoded('a;b\n1;2'), 'x.csv')).html).toContain('Không có dòng nào nhận được')
  expect((await upload(Uint8Array.of(0x50, 0x4b, 3, 4, 9), 'x.xlsx')).status).toBe(422)
  const officer = await w.person('05569', 'officer')
  expect((await upload(jsonl, 'x.jsonl', officer)).status).toBe(403)
  const district = await w.person('167', 'coordinator')
  const elsewhere = await w.person('168', 'coordinator')
  expect((await upload(jsonl, 'x.jsonl', district)).html).toContain('2 dòng sẽ được nhận')
  const refused = (await upload(jsonl, 'x.jsonl', elsewhere)).html
  expect(refused).toContain('Không có dòng nào nhận được')
  expect(refused).toContain('Mã hồ sơ này thuộc đơn vị khác')
})

const lookUp = async (code: string) => {
  const response = await w.ask('/tra-cuu-ho-so', { form: { code } })
  return {
    status: response.status,
    html: await response.text(),
    cache: response.headers.get('cache-control'),
  }
}

test('a citizen asks by the whole code: no name, no code in any address, nothing cached', async () => {
  const { status, html, cache } = await lookUp('H55.1-260803-9001')
  expect([status, cache]).toEqual([200, 'no-store'])
  expect(html).toContain('Đang chờ bạn bổ sung giấy tờ')
  expect(html).toContain('H55.1-260803-••01')
  expect(html).not.toContain(SECRET)
  expect(html).not.toContain('H55.1-260803-9001')
  expect(JSON.stringify(w.log)).not.toContain('H55.1-260803-9001')
  const { rows } = await w.pool.query(
    `select count(*)::int as n from events where details::text like '%9001%' or subject like '%9001%'`,
  )
  expect(rows).toEqual([{ n: 0 }])
})

test('unknown and impossible codes are answered alike; who asks too often waits a minute', async () => {
  const answers = [
    await lookUp('H55.1-260803-0000'),
    await lookUp("'; drop table"),
    await lookUp(''),
    await lookUp('x'.repeat(500)),
    await lookUp('a\u0007b'),
  ]
  const [first] = answers
  expect(first?.status).toBe(404)
  for (const answer of answers) expect(answer).toEqual(first)
  let last = first?.status
  for (let at = 0; at < LOOKUPS_A_MINUTE; at++) last = (await lookUp('nothing')).status
  expect(last).toBe(429)
  expect((await lookUp('H55.1-260803-9001')).html).not.toContain('••01')
  const { rows } = await w.pool.query(
    `select verb from events where verb = 'dossiers.lookups-limited'`,
  )
  expect(rows).toHaveLength(1)
})
