// One message at a time: what is read, what is refused and why, and that nothing ever throws.

import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DOSSIER_FIELDS, PROGRESS_FIELDS } from './fields.ts'
import { type Known, REASONS, readMessage } from './message.ts'
import { readStamp } from './stamp.ts'
import { kindOf, STATUSES } from './status.ts'
import { toStored, wholeEvent } from './stored-event.ts'

const known: Known = {
  hasUnit: (code) => code === 'H55.1',
  hasProcedure: (code) => code === '2.000815',
  unitOfDossier: (code) => (code === 'TAKEN' ? 'H55.2' : null),
}
const dossier = {
  MaHoSo: 'H55.1-260803-0001',
  MaTTHC: '2.000815',
  TenTTHC: 'Chứng thực bản sao',
  MaLinhVuc: 'CT',
  TenLinhVuc: 'Chứng thực',
  LoaiDoiTuong: '1',
  KenhThucHien: '2',
  DonViXuLy: 'H55.1',
  TrangThaiHoSo: '2',
  NgayTiepNhan: '20260803081500',
  NgayHenTra: '20260805170000',
}
const step = {
  MaHoSo: 'H55.1-260803-0001',
  NguoiXuLy: 'A',
  ThoiDiemXuLy: '20260803090000',
  TrangThai: 4,
}
const line = (data: unknown, more: object = {}) => ({
  service: 'DongBoHoSoMC',
  receivedAt: '2026-08-03T08:20:00+07:00',
  data,
  ...more,
})
const progress = (more: object = {}) =>
  line({ ...step, ...more }, { service: 'CapNhatTienDoHoSoMC' })

test.each<[string, unknown, string, string | null]>([
  ['nothing', null, 'unreadable', null],
  ['a list', [], 'unreadable', null],
  ['text', 'x', 'unreadable', null],
  ['another service', line(dossier, { service: 'LayThuTuc' }), 'service-unknown', 'service'],
  [
    'no time of receipt',
    line(dossier, { receivedAt: 'today' }),
    'received-unreadable',
    'receivedAt',
  ],
  ['no data', line(null), 'unreadable', null],
  ['no code', line({ ...dossier, MaHoSo: '  ' }), 'field-missing', 'MaHoSo'],
  [
    'a code of control characters',
    line({ ...dossier, MaHoSo: 'a\u0000b' }),
    'field-invalid',
    'MaHoSo',
  ],
  ['half a pair of signs', line({ ...dossier, MaHoSo: 'a\ud800' }), 'field-invalid', 'MaHoSo'],
  [
    'a zero sign in what is kept in the clear',
    line({ ...dossier, DSKetNoiCSDL: [{ MaCSDL: '7\u0000' }] }),
    'field-invalid',
    'DSKetNoiCSDL.0.MaCSDL',
  ],
  [
    'half a pair of signs in a path',
    line({ ...dossier, TaiLieuNop: [{ DuongDanTaiTepTin: '\udc00' }] }),
    'field-invalid',
    'TaiLieuNop.0.DuongDanTaiTepTin',
  ],
  [
    'a zero sign in an office',
    progress({ PhongBanXuLy: 'a\u0000' }),
    'field-invalid',
    'PhongBanXuLy',
  ],
  ['a code too long', line({ ...dossier, MaHoSo: 'x'.repeat(101) }), 'field-invalid', 'MaHoSo'],
  [
    '30 February',
    line({ ...dossier, NgayHenTra: '20260230170000' }),
    'date-unreadable',
    'NgayHenTra',
  ],
  [
    'hour 24',
    line({ ...dossier, NgayTiepNhan: '20260803240000' }),
    'date-unreadable',
    'NgayTiepNhan',
  ],
  [
    'a day far away',
    line({ ...dossier, NgayHenTra: '99990101000000' }),
    'date-unreadable',
    'NgayHenTra',
  ],
  [
    'a date in a supplement',
    line({ ...dossier, DanhSachHoSoBoSung: [{ NgayBoSung: 'x' }] }),
    'date-unreadable',
    'DanhSachHoSoBoSung.0.NgayBoSung',
  ],
  ['status 0', line({ ...dossier, TrangThaiHoSo: 0 }), 'status-unknown', 'TrangThaiHoSo'],
  ['status 11', line({ ...dossier, TrangThaiHoSo: '11' }), 'status-unknown', 'TrangThaiHoSo'],
  ['status 2.5', line({ ...dossier, TrangThaiHoSo: 2.5 }), 'status-unknown', 'TrangThaiHoSo'],
  ['no status', line({ ...dossier, TrangThaiHoSo: '' }), 'field-missing', 'TrangThaiHoSo'],
  ['accepted at no time', line({ ...dossier, NgayTiepNhan: '' }), 'field-missing', 'NgayTiepNhan'],
  ['channel 7', line({ ...dossier, KenhThucHien: 7 }), 'field-invalid', 'KenhThucHien'],
  ['a unit nobody knows', line({ ...dossier, DonViXuLy: 'H99' }), 'unit-unknown', 'DonViXuLy'],
  ['a procedure nobody knows', line({ ...dossier, MaTTHC: '9.9' }), 'procedure-unknown', 'MaTTHC'],
  [
    'a code of another unit',
    line({ ...dossier, MaHoSo: 'TAKEN' }),
    'code-of-another-unit',
    'MaHoSo',
  ],
  ['papers that are no list', line({ ...dossier, TaiLieuNop: 'x' }), 'field-invalid', 'TaiLieuNop'],
  ['a step without a time', progress({ ThoiDiemXuLy: null }), 'field-missing', 'ThoiDiemXuLy'],
  ['a step of status 99', progress({ TrangThai: 99 }), 'status-unknown', 'TrangThai'],
  ['a name too long', progress({ NguoiXuLy: 'x'.repeat(51) }), 'field-invalid', 'NguoiXuLy'],
])('refuses %s', (_what, message, reason, field) => {
  expect(readMessage(message, known)).toEqual({ ok: false, reason, field })
})

test('a picture, with what no rule reads kept as it came', () => {
  const data = { ...dossier, TruongMoi: { a: [1] }, TaiLieuNop: [{ La: 'x' }] }
  const found = readMessage(line(data), known)
  if (!found.ok) throw new Error(found.reason)
  const stored = toStored(found.event, found.kept, (text) => text)
  expect(wholeEvent(stored, (text) => text)).toMatchObject({
    kind: 'picture',
    code: dossier.MaHoSo,
    happenedAt: '2026-08-03T08:15:00.000+07:00',
    receivedAt: '2026-08-03T08:20:00.000+07:00',
    isFirst: false,
    facts: { TrangThaiHoSo: 2, TruongMoi: { a: [1] }, TaiLieuNop: [{ La: 'x', IsDeleted: false }] },
  })
})

test.each(STATUSES)('status %d is read in a picture and in a step', (status) => {
  expect(readMessage(line({ ...dossier, TrangThaiHoSo: String(status) }), known)).toMatchObject({
    event: { facts: { TrangThaiHoSo: status } },
  })
  expect(readMessage(progress({ TrangThai: status }), known)).toMatchObject({ event: { status } })
})

test.each([1, 3, 7])('status %d needs no time of acceptance', (status) => {
  expect(
    readMessage(line({ ...dossier, TrangThaiHoSo: status, NgayTiepNhan: null }), known).ok,
  ).toBe(true)
})

test('what each status is', () => {
  expect(STATUSES.map(kindOf)).toEqual([
    'registered',
    'open',
    'ended',
    'open',
    'waiting',
    'waiting',
    'ended',
    'ended',
    'finished',
    'finished',
  ])
})

test('a deletion; the same words again are the same message, other words another', () => {
  const idOf = (message: unknown) => {
    const found = readMessage(message, known)
    return found.ok ? found.event.id : null
  }
  expect(readMessage(line({ ...dossier, IsDeleted: 'True' }), known)).toMatchObject({
    event: { kind: 'deletion' },
  })
  const { MaHoSo, ...rest } = dossier
  expect(idOf(line(dossier))).toBe(
    idOf(line({ ...rest, MaHoSo }, { receivedAt: '20260804000000' })),
  )
  expect(idOf(line(dossier))).not.toBe(idOf(line({ ...dossier, GhiChu: 'x' })))
  expect(idOf(line(dossier, { id: 'm-1' }))).toBe('m-1')
})

test.each<[string, string | null]>([
  ['20260803081500', '2026-08-03T08:15:00.000+07:00'],
  ['2026-08-03T01:15:00Z', '2026-08-03T08:15:00.000+07:00'],
  ['2026-12-31T23:30:00.5-02:00', '2027-01-01T08:30:00.500+07:00'],
  ['2026-08-03T08:15:00', null],
  ['20260803', null],
  ['19991231235959', null],
  ['', null],
])('the time %s is %s', (text, at) => {
  expect(readStamp(text)).toBe(at)
})

test('nothing throws, whatever comes', () => {
  const hostile = fc.oneof(
    fc.anything({ withBigInt: true, withDate: true, withNullPrototype: true }),
    fc.jsonValue(),
  )
  const fields = fc.constantFrom(...Object.keys(DOSSIER_FIELDS), ...Object.keys(PROGRESS_FIELDS))
  fc.assert(
    fc.property(fields, hostile, hostile, (field, value, whole) => {
      for (const message of [
        whole,
        line(whole),
        line({ ...dossier, [field]: value }),
        progress({ [field]: value }),
      ]) {
        const found = readMessage(message, known)
        expect(found.ok || REASONS.includes(found.reason)).toBe(true)
      }
    }),
    { numRuns: 300 },
  )
  let deep: unknown = []
  for (let at = 0; at < 50_000; at++) deep = [deep]
  expect(readMessage(line({ ...dossier, Sau: deep }), known)).toMatchObject({
    ok: false,
    reason: 'unreadable',
  })
})

test('the pack names the states and the fields that are read', () => {
  const { statuses, messages } = JSON.parse(readFileSync('packs/vn/index766-2026-09.json', 'utf8'))
  expect(statuses.map(({ code }: { code: number }) => code)).toEqual([...STATUSES])
  const named = (service: string) => {
    const { required, optional, lists } = messages[service]
    return [...required, ...optional, ...Object.keys(lists)]
  }
  // IsDeleted of a whole dossier is a word of this product, taken from the papers.
  const read = Object.keys(DOSSIER_FIELDS).filter((field) => field !== 'IsDeleted')
  expect(named('DongBoHoSoMC')).toEqual(expect.arrayContaining(read))
  expect(named('CapNhatTienDoHoSoMC')).toEqual(expect.arrayContaining(Object.keys(PROGRESS_FIELDS)))
})

test('fields with signs in their names are kept, whatever names came before', () => {
  const kept = (fields: Record<string, unknown>) => {
    const found = readMessage(line({ ...dossier, ...fields }), known)
    if (!found.ok) throw new Error(found.reason)
    return JSON.parse(found.kept.rest ?? '{}')
  }
  for (const sign of [' ', '\n', ',', '"', '","'])
    for (const fields of [{ Xa: 1, Xb: 2 }, { [`Xa${sign}Xb`]: 3 }])
      expect(kept(fields)).toMatchObject(fields)
})
