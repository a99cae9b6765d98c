// Dossiers for tests: events in the words of the feed, written short, and random ones.

import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { readCalendarPack, toWorkCalendar } from '../src/calendar/index.ts'
import {
  type DossierEvent,
  type OfficeClock,
  readMessage,
  readStamp,
  type TimingRules,
  toStored,
  wholeEvent,
} from '../src/dossiers/index.ts'
import type { Instant } from '../src/lib/instant.ts'

export const calendar = toWorkCalendar(
  'test',
  readCalendarPack(
    readFileSync('packs/vn/working-calendar-2022-2027.csv', 'utf8'),
    readFileSync('packs/vn/special-days-2022-2027.csv', 'utf8'),
  ),
)
export const clock: OfficeClock = {
  calendar,
  hours: [
    ['07:00', '11:30'],
    ['13:30', '17:00'],
  ],
}
export const RULES: TimingRules = {
  compare: 'instant',
  supplementTime: 'wall-clock',
  paymentPauses: false,
  stopped: 'end',
  reopened: 'last-end',
  due: 'original',
  noLimit: 'late',
}

/** `3 08:15` is that time of 3/8/2026. */
export const august = (text: string): Instant => {
  const [date = '', time = ''] = text.split(' ')
  const at = readStamp(`202608${date.padStart(2, '0')}${time.replace(':', '')}00`)
  if (!at) throw new RangeError(text)
  return at
}

const everyone = { hasUnit: () => true, hasProcedure: () => true, unitOfDossier: () => null }
/** As it is read again when it was kept, nothing sealed; with the names that are read off the procedure. */
const event = (message: { data: unknown; [field: string]: unknown }): DossierEvent => {
  const found = readMessage(message, everyone)
  if (!found.ok) throw new RangeError(`${found.reason} ${found.field}`)
  const kept = wholeEvent(
    toStored(found.event, found.kept, (text) => text),
    (text) => text,
  )
  if (kept.kind !== 'picture' || found.event.kind !== 'picture') return kept
  const { TenTTHC, MaLinhVuc, TenLinhVuc } = found.event.facts
  return { ...kept, facts: { ...kept.facts, TenTTHC, MaLinhVuc, TenLinhVuc } }
}

/** A picture: times short, everything else in the words of the feed. */
export function picture(receivedAt: string, status: number, facts: Record<string, unknown> = {}) {
  const isFirst = facts.isFirst === true
  const times = Object.entries(facts).map(([field, value]) => [
    field,
    field.startsWith('Ngay') && typeof value === 'string' && value.includes(' ')
      ? august(value)
      : value,
  ])
  const { isFirst: _, ...rest } = Object.fromEntries(times)
  const data = {
    MaHoSo: 'H55.1-260803-0001',
    MaTTHC: 'P1',
    TenTTHC: 'x',
    MaLinhVuc: 'x',
    TenLinhVuc: 'x',
    LoaiDoiTuong: 1,
    KenhThucHien: 1,
    DonViXuLy: 'H55.1',
    TrangThaiHoSo: status,
    NgayTiepNhan: august('3 08:00'),
    NgayHenTra: august('10 17:00'),
    ...rest,
  }
  const isUpdating = isFirst ? 'False' : 'True'
  return event({ service: 'DongBoHoSoMC', receivedAt: august(receivedAt), isUpdating, data })
}

/** A step: when it happened and was received, its status. */
export const step = (happenedAt: string, status: number, receivedAt = happenedAt): DossierEvent =>
  event({
    service: 'CapNhatTienDoHoSoMC',
    receivedAt: august(receivedAt),
    data: {
      MaHoSo: 'H55.1-260803-0001',
      NguoiXuLy: 'A',
      ThoiDiemXuLy: august(happenedAt),
      TrangThai: status,
    },
  })

export const supplement = (from: string, to: string | null, moved?: [string, string]) => ({
  NgayBoSung: august(from),
  NgayTiepNhanBoSung: to === null ? null : august(to),
  ...(moved ? { NgayHenTraTruoc: august(moved[0]), NgayHenTraMoi: august(moved[1]) } : {}),
})

const moment = fc
  .tuple(
    fc.integer({ min: 1, max: 28 }),
    fc.constantFrom('06:00', '08:00', '12:00', '16:59', '17:00', '20:00'),
  )
  .map(([date, time]) => `${date} ${time}`)
const maybe = <T>(it: fc.Arbitrary<T>) => fc.option(it, { nil: null })
const status = fc.integer({ min: 1, max: 10 })
const anyPicture = fc
  .record({
    receivedAt: moment,
    status,
    NgayTiepNhan: moment,
    NgayNopHoSo: maybe(moment),
    NgayHenTra: maybe(moment),
    NgayKetThucXuLy: maybe(moment),
    NgayTra: maybe(moment),
    KenhThucHien: fc.constantFrom(1, 2, 3),
    MaTTHC: fc.constantFrom('P1', 'P2', 'P3'),
    DonViXuLy: fc.constantFrom('H55.1', 'H55.2'),
    TaiKhoanDuocXacThucVoiVNeID: fc.boolean(),
    DuocThanhToanTrucTuyen: fc.constantFrom(0, 1, 2, 3),
    isFirst: fc.boolean(),
    waits: fc.array(fc.tuple(moment, maybe(moment)), { maxLength: 2 }),
  })
  .map(({ receivedAt, status: of, waits, ...facts }) =>
    picture(receivedAt, of, {
      ...facts,
      DanhSachHoSoBoSung: waits.map(([from, to]) => supplement(from, to)),
    }),
  )
const anyStep = fc
  .tuple(moment, status, moment)
  .map(([at, of, receivedAt]) => step(at, of, receivedAt))
const anyDeletion = moment.map((receivedAt) => picture(receivedAt, 2, { IsDeleted: 1 }))

/** Events of one dossier as the worst of networks brings them. */
export const anyEvents = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: anyPicture },
    { weight: 6, arbitrary: anyStep },
    { weight: 1, arbitrary: anyDeletion },
  ),
  { maxLength: 10 },
)
export const anyRules: fc.Arbitrary<TimingRules> = fc.record({
  compare: fc.constantFrom('instant', 'day'),
  supplementTime: fc.constantFrom('wall-clock', 'working-time'),
  paymentPauses: fc.boolean(),
  stopped: fc.constantFrom('end', 'pause'),
  reopened: fc.constantFrom('last-end', 'first-end'),
  due: fc.constantFrom('original', 'in-force'),
  noLimit: fc.constantFrom('late', 'on-time'),
})
