// The feed over HTTP: what a provincial system sends, what it is answered, and what cannot be read by anybody afterwards.

import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { setWriting } from '../../src/dossiers/index.ts'
import { loadBoard } from '../../src/index766/index.ts'
import { type Caller, caller } from '../api-caller.ts'
import { dossier, FEED_TODAY, feedWorld, progress } from '../feed-world.ts'

let w: Awaited<ReturnType<typeof feedWorld>>
let feed: Caller
beforeAll(async () => {
  w = await feedWorld()
  feed = await caller(w, '19', ['dossier.feed'])
}, 120_000)
afterAll(() => w.close())

const send = async (items: unknown, headers: Record<string, string> = {}) => {
  const response = await feed.call('/api/dossiers/batches', { json: { items }, headers })
  return { status: response.status, body: await response.json(), response }
}
/** Sends, works off, and answers the outcome of each item. */
async function outcomes(items: unknown[]): Promise<string[]> {
  const { status, body } = await send(items)
  expect(status).toBe(202)
  await w.drain()
  const receipt = await feed.get(`/api/dossiers/batches/${body.id}`)
  expect(receipt).toMatchObject({ items: items.length, open: 0 })
  return receipt.results.map((it: { outcome: string; reason?: string; field?: string }) =>
    [it.outcome, it.reason, it.field].filter(Boolean).join(' '),
  )
}

test('a batch is answered 202 with a receipt, and item by item afterwards', async () => {
  const { status, body, response } = await send([dossier('A-1'), progress('A-1', 4)])
  expect(status).toBe(202)
  expect(body).toMatchObject({ items: 2, rejected: 0 })
  expect(response.headers.get('location')).toBe(`/api/dossiers/batches/${body.id}`)
  expect(await feed.get(`/api/dossiers/batches/${body.id}`)).toMatchObject({ open: 2, results: [] })
  await w.drain()
  expect(await feed.get(`/api/dossiers/batches/${body.id}`)).toMatchObject({
    open: 0,
    results: [
      { no: 1, outcome: 'accepted' },
      { no: 2, outcome: 'accepted' },
    ],
  })
  const other = await caller(w, '168', ['dossier.feed'])
  expect([403, 404]).toContain((await other.call(`/api/dossiers/batches/${body.id}`)).status)
})

test.each<[string, unknown[], string[]]>([
  ['the same again', [dossier('A-1')], ['duplicate']],
  ['twice in one batch', [dossier('A-2'), dossier('A-2')], ['accepted', 'duplicate']],
  [
    'an older picture late',
    [
      dossier('A-3', { TrangThaiHoSo: 9, NgayKetThucXuLy: '20260803100000' }),
      dossier('A-3', { TrangThaiHoSo: 2 }),
    ],
    ['accepted', 'stale'],
  ],
  [
    'a step before its dossier, in one batch and over two',
    [progress('A-4', 4), dossier('A-4'), progress('A-5', 4)],
    ['accepted', 'accepted', 'accepted'],
  ],
  ['its dossier', [dossier('A-5')], ['accepted']],
  ['deleted', [dossier('A-5', { IsDeleted: 'True' })], ['accepted']],
  [
    'what cannot be read, each by itself',
    [
      dossier('B-1', { NgayHenTra: '20260230170000' }),
      dossier('B-2', { DonViXuLy: 'nobody' }),
      dossier('B-3', { MaTTHC: '9.999999' }),
      dossier('B-4', { TrangThaiHoSo: 11 }),
      progress('B-5', 0),
      dossier('A-1', { DonViXuLy: '05563' }),
      'no message',
      null,
      { service: 'LayThuTuc', data: {} },
      dossier('B-6'),
    ],
    [
      'rejected date-unreadable NgayHenTra',
      'rejected unit-unknown DonViXuLy',
      'rejected procedure-unknown MaTTHC',
      'rejected status-unknown TrangThaiHoSo',
      'rejected status-unknown TrangThai',
      'rejected code-of-another-unit MaHoSo',
      'rejected unreadable',
      'rejected unreadable',
      'rejected service-unknown service',
      'accepted',
    ],
  ],
  [
    'signs that no database keeps, each by itself, and what comes after',
    [
      dossier('N-1', { DSKetNoiCSDL: [{ MaCSDL: '\ud800' }] }),
      dossier('N-2', { TaiLieuNop: [{ DuongDanTaiTepTin: 'a\u0000' }] }),
      { ...progress('A-1', 4), data: { ...progress('A-1', 4).data, PhongBanXuLy: '\ud800' } },
      { ...dossier('N-3'), id: 'x\ud800\u0000' },
      dossier('N-4', { ChuHoSo: 'a\u0000\ud800', GhiChu: '\udfff' }),
      dossier('N-5'),
    ],
    [
      'rejected field-invalid DSKetNoiCSDL.0.MaCSDL',
      'rejected field-invalid TaiLieuNop.0.DuongDanTaiTepTin',
      'rejected field-invalid PhongBanXuLy',
      'accepted',
      'accepted',
      'accepted',
    ],
  ],
  [
    'one code for two units in one batch: the first has it',
    [dossier('C-1', { DonViXuLy: '05563' }), dossier('C-1')],
    ['accepted', 'rejected code-of-another-unit MaHoSo'],
  ],
])('%s', async (_what, items, expected) => {
  expect(await outcomes(items)).toEqual(expected)
})

test('a step that waited stands in its dossier', async () => {
  const { rows } = await w.pool.query(`select code, status from dossiers where code like 'A-4'`)
  expect(rows).toEqual([{ code: 'A-4', status: 4 }])
  const waiting = await w.pool.query('select count(*)::int as n from dossier_waiting')
  expect(waiting.rows[0].n).toBe(0)
})

test('sent again under its key it is answered again and taken once', async () => {
  const key = { 'idempotency-key': 'batch-7' }
  const first = await send([dossier('D-1')], key)
  const again = await send([dossier('D-1')], key)
  expect(again.body).toEqual(first.body)
  const { rows } = await w.pool.query(
    'select count(*)::int as n from dossier_batches where id = $1',
    [first.body.id],
  )
  expect(rows[0].n).toBe(1)
})

test('gzipped, and in the envelope of the portal', async () => {
  const body = gzipSync(
    JSON.stringify({ service: 'DongBoHoSoMC', isUpdating: 'False', data: [dossier('E-1').data] }),
  )
  const response = await feed.call('/api/dossiers/batches', {
    body,
    headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
  })
  expect(response.status).toBe(202)
  await w.drain()
  const { rows } = await w.pool.query(`select code from dossiers where code = 'E-1'`)
  expect(rows).toHaveLength(1)
})

test('too many, none at all, or no batch: a sentence, and nothing is kept', async () => {
  const before = await w.pool.query('select count(*)::int as n from dossier_batches')
  const many = await send(Array.from({ length: 1001 }, (_, at) => progress(`F-${at}`, 4)))
  expect([many.status, many.body.type ?? many.body.code]).toEqual([
    413,
    expect.stringContaining('batch-too-large'),
  ])
  expect((await send([])).status).toBe(400)
  expect((await feed.call('/api/dossiers/batches', { json: { a: 1 } })).status).toBe(400)
  expect((await w.pool.query('select count(*)::int as n from dossier_batches')).rows).toEqual(
    before.rows,
  )
  const reader = await caller(w, '19', ['report.read'])
  expect(
    (await reader.call('/api/dossiers/batches', { json: { items: [dossier('G-1')] } })).status,
  ).toBe(403)
})

test('names and numbers of people cannot be read in the database, and are not lost', async () => {
  const { rows } = await w.pool.query<{ text: string }>(
    `select string_agg(t::text, ' ') as text from (
       select to_jsonb(d) as t from dossiers d union all select to_jsonb(e) from dossier_events e
       union all select to_jsonb(i) from dossier_inbox i union all select to_jsonb(v) from events v) all_of_it`,
  )
  for (const secret of ['Nguyễn Thị Kín', '0912000111', '019000000111'])
    expect(rows[0]?.text).not.toContain(secret)
  const sealed = await w.pool.query<{ rest: string }>(
    `select rest from dossier_events where code = 'A-1' and kind = 'picture'`,
  )
  const rest = w.instance.secrets.open(sealed.rows[0]?.rest ?? '', 'A-1')
  expect(JSON.parse(rest ?? 'null')).toMatchObject({
    ChuHoSo: 'Nguyễn Thị Kín',
    SoDienThoai: '0912000111',
  })
})

test('grouped and mixed writing come to the same', async () => {
  const items = Array.from({ length: 60 }, (_, at) =>
    dossier(`H-${at}`, { DonViXuLy: at % 2 ? '05569' : '05611', KenhThucHien: 1 + (at % 3) }),
  )
  const figures = async () => {
    const board = await loadBoard(w.db, {
      period: { from: FEED_TODAY, to: FEED_TODAY },
      at: w.instance.clock().now as never,
      today: FEED_TODAY,
    })
    return new Map(
      board.units.map(({ id, code }) => [code, board.figures.get(id)?.started.received ?? 0]),
    )
  }
  const start = await figures()
  await outcomes(items.slice(0, 30))
  const grouped = await figures()
  await w.act((act) => setWriting(act, 'mixed'))
  await outcomes(items.slice(30))
  const mixed = await figures()
  const steps = (from: Map<string, number>, to: Map<string, number>) =>
    [...to].map(([code, value]) => `${code} ${value - (from.get(code) ?? 0)}`)
  expect(steps(start, grouped)).toEqual(steps(grouped, mixed))
  expect(steps(start, grouped)).toContain('05569 15')
})
