// The fields of DongBoHoSoMC and CapNhatTienDoHoSoMC that rules read. Fields not named here are kept as they came. Read by
// hand: the feed is the one place where the time to read a value counts.

import type { Instant } from '../lib/instant.ts'
import { readStamp } from './stamp.ts'
import { isStatus, type Status } from './status.ts'

/** Why a value is refused, and where it stands. */
export class FieldFault extends Error {
  readonly reason: 'field-missing' | 'field-invalid' | 'date-unreadable' | 'status-unknown'
  /** Empty for the whole. */
  readonly path: string
  constructor(reason: FieldFault['reason'], path = '') {
    super(reason)
    this.reason = reason
    this.path = path
  }
}

type Field<T> = (value: unknown) => T
type Shape = Readonly<Record<string, Field<unknown>>>
type Values<S extends Shape> = { [K in keyof S]: ReturnType<S[K]> }

const invalid = (): never => {
  throw new FieldFault('field-invalid')
}
/** Empty text is no value, as the systems that send mean it. */
const isBlank = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === 'string' && value.trim() === '')

const optional =
  (longest: number): Field<string | null> =>
  (value) => {
    if (value === undefined || value === null) return null
    const text =
      typeof value === 'string'
        ? value.trim()
        : typeof value === 'number' && Number.isFinite(value)
          ? String(value)
          : invalid()
    if (text === '') return null
    return text.length > longest || !isKeepable(text) ? invalid() : text
  }
/** A zero sign or half a pair of signs cannot be kept: one of them would hold up everything that came with it. */
const isKeepable = (text: string): boolean => !/[\0\p{Cs}]/u.test(text)
const required = <T>(field: Field<T | null>): Field<T> => {
  return (value) => {
    const found = field(value)
    if (found === null) throw new FieldFault('field-missing')
    return found
  }
}
const stampText = optional(40)
const moment: Field<Instant | null> = (value) => {
  const text = stampText(value)
  if (text === null) return null
  const at = readStamp(text)
  if (!at) throw new FieldFault('date-unreadable')
  return at
}
const statusText = required(optional(4))
const status: Field<Status> = (value) => {
  const text = statusText(value)
  const found = /^\d{1,2}$/.test(text) ? Number(text) : 0
  if (!isStatus(found)) throw new FieldFault('status-unknown')
  return found
}
const whole: Field<number | null> = (value) => {
  if (typeof value === 'boolean') return Number(value)
  if (isBlank(value)) return null
  const isNumber =
    typeof value === 'number' || (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value))
  const found = isNumber ? Number(value) : Number.NaN
  return found >= 0 && found <= 1e15 ? found : invalid()
}
const YES = new Set<unknown>([true, 1, '1', 'true'])
const NO = new Set<unknown>([false, 0, '0', '', 'false', null, undefined])
const flag: Field<boolean> = (value) => {
  if (value === '0') return false
  const said = typeof value === 'string' ? value.trim().toLowerCase() : value
  return YES.has(said) ? true : NO.has(said) ? false : invalid()
}
const oneOf = <T extends string>(...words: T[]): Field<T | null> => {
  const short = optional(4)
  return (value) => {
    const text = short(value)
    return text === null ? null : (words.find((word) => word === text) ?? invalid())
  }
}
const shortCode = required(optional(100))
const code: Field<string> = (value) => {
  const text = shortCode(value)
  return /\p{Cc}/u.test(text) ? invalid() : text
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Where a fault stands is told on its way out: most values have none. */
function readShape<S extends Shape>(shape: S): Field<Values<S>> {
  const fields = Object.entries(shape)
  return (value) => {
    if (!isRecord(value)) return invalid()
    const found: Record<string, unknown> = {}
    let at = 0
    try {
      for (; at < fields.length; at++) {
        const [name, field] = fields[at] as [string, Field<unknown>]
        found[name] = field(value[name])
      }
    } catch (fault) {
      throw within(fault, fields[at]?.[0] ?? '')
    }
    return found as Values<S>
  }
}

const within = (fault: unknown, place: string): unknown =>
  fault instanceof FieldFault
    ? new FieldFault(fault.reason, fault.path === '' ? place : `${place}.${fault.path}`)
    : fault

const MOST_PARTS = 500
const list = <S extends Shape>(shape: S): Field<Values<S>[]> => {
  const readOne = readShape(shape)
  return (value) => {
    if (isBlank(value)) return []
    if (!Array.isArray(value) || value.length > MOST_PARTS) return invalid()
    return value.map((item, at) => {
      try {
        return readOne(item)
      } catch (fault) {
        throw within(fault, String(at))
      }
    })
  }
}

/** Lists of a picture with the parts that rules read. */
export const PARTS = {
  TaiLieuNop: {
    DuongDanTaiTepTin: optional(4000),
    DuocSoHoa: flag,
    DuocTaiSuDung: whole,
    DuocLayTuKhoDMQG: flag,
    IsDeleted: flag,
  },
  DanhSachLePhi: { Gia: whole },
  DanhSachGiayToKetQua: {
    MaGiayToKetQua: optional(200),
    DuongDanTepTinKetQua: optional(4000),
  },
  DanhSachHoSoBoSung: {
    NgayBoSung: moment,
    NgayTiepNhanBoSung: moment,
    NgayHenTraTruoc: moment,
    NgayHenTraMoi: moment,
  },
  DSKetNoiCSDL: { MaCSDL: optional(100) },
} as const

export const DOSSIER_FIELDS = {
  MaHoSo: code,
  MaTTHC: code,
  TenTTHC: required(optional(2000)),
  MaLinhVuc: required(optional(200)),
  TenLinhVuc: required(optional(1000)),
  LoaiDoiTuong: required(oneOf('1', '2', '3', '4')),
  KenhThucHien: oneOf('1', '2', '3'),
  DonViXuLy: code,
  TrangThaiHoSo: status,
  NgayNopHoSo: moment,
  NgayTiepNhan: moment,
  NgayHenTra: moment,
  NgayTuChoi: moment,
  NgayKetThucXuLy: moment,
  NgayTra: moment,
  HoSoCoThanhPhanSoHoa: flag,
  TaiKhoanDuocXacThucVoiVNeID: flag,
  DuocThanhToanTrucTuyen: whole,
  IsDeleted: flag,
  TaiLieuNop: list(PARTS.TaiLieuNop),
  DanhSachLePhi: list(PARTS.DanhSachLePhi),
  DanhSachGiayToKetQua: list(PARTS.DanhSachGiayToKetQua),
  DanhSachHoSoBoSung: list(PARTS.DanhSachHoSoBoSung),
  DSKetNoiCSDL: list(PARTS.DSKetNoiCSDL),
} as const
export type DossierFields = Values<typeof DOSSIER_FIELDS>

export const PROGRESS_FIELDS = {
  MaHoSo: code,
  NguoiXuLy: required(optional(50)),
  ThoiDiemXuLy: required(moment),
  TrangThai: status,
  NgayBatDau: moment,
  NgayKetThucTheoQuyDinh: moment,
  PhongBanXuLy: optional(4000),
} as const

/** What a field or part holds that a message says nothing of; null where it has to say something. */
const blankOf = <S extends Shape>(shape: S): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(shape).map(([name, field]) => {
      try {
        return [name, field(undefined)]
      } catch {
        return [name, null]
      }
    }),
  )
export const BLANK_FIELDS: Readonly<Record<string, unknown>> = blankOf(DOSSIER_FIELDS)
export const BLANK_PARTS: readonly (readonly [string, Readonly<Record<string, unknown>>])[] =
  Object.entries(PARTS).map(([name, parts]) => [name, blankOf(parts)])

/** Throws FieldFault for the first value, in the order above, that cannot be read. */
export const readDossierFields = readShape(DOSSIER_FIELDS)
export const readProgressFields = readShape(PROGRESS_FIELDS)
