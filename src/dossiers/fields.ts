// The fields of DongBoHoSoMC and CapNhatTienDoHoSoMC that rules read. Fields not named here are kept as they came. Read by
// hand: the feed is the one place where the time to read a value counts.

import type { Instant } from '../lib/instant.ts'
import { readStamp } from './stamp.ts'
import { isStatus, type Status } from './status.ts'

/** Why a value is refused, and where it stands. */
export class FieldFault extends Error {
  readonly reason: 'field-missing' | 'field-invalid' | 'date-unreadable' | 'status-unknown'
  readonly path: string
  constructor(reason: FieldFault['reason'], path: string) {
    super(reason)
    this.reason = reason
    this.path = path
  }
}

type Field<T> = (value: unknown, path: string) => T
type Shape = Readonly<Record<string, Field<unknown>>>
type Values<S extends Shape> = { [K in keyof S]: ReturnType<S[K]> } & Record<string, unknown>

const invalid = (path: string): never => {
  throw new FieldFault('field-invalid', path)
}
/** Empty text is no value, as the systems that send mean it. */
const isBlank = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === 'string' && value.trim() === '')

const optional =
  (longest: number): Field<string | null> =>
  (value, path) => {
    if (isBlank(value)) return null
    const text =
      typeof value === 'string'
        ? value.trim()
        : typeof value === 'number' && Number.isFinite(value)
          ? String(value)
          : invalid(path)
    return text.length > longest ? invalid(path) : text
  }
const required = <T>(field: Field<T | null>): Field<T> => {
  return (value, path) => {
    const found = field(value, path)
    if (found === null) throw new FieldFault('field-missing', path)
    return found
  }
}
const stampText = optional(40)
const moment: Field<Instant | null> = (value, path) => {
  const text = stampText(value, path)
  if (text === null) return null
  const at = readStamp(text)
  if (!at) throw new FieldFault('date-unreadable', path)
  return at
}
const statusText = required(optional(4))
const status: Field<Status> = (value, path) => {
  const text = statusText(value, path)
  const found = /^\d{1,2}$/.test(text) ? Number(text) : 0
  if (!isStatus(found)) throw new FieldFault('status-unknown', path)
  return found
}
const whole: Field<number | null> = (value, path) => {
  if (typeof value === 'boolean') return Number(value)
  if (isBlank(value)) return null
  const isNumber =
    typeof value === 'number' || (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value))
  const found = isNumber ? Number(value) : Number.NaN
  return found >= 0 && found <= 1e15 ? found : invalid(path)
}
const YES = new Set<unknown>([true, 1, '1', 'true'])
const NO = new Set<unknown>([false, 0, '0', '', 'false', null, undefined])
const flag: Field<boolean> = (value, path) => {
  const said = typeof value === 'string' ? value.trim().toLowerCase() : value
  return YES.has(said) ? true : NO.has(said) ? false : invalid(path)
}
const oneOf = <T extends string>(...words: T[]): Field<T | null> => {
  const short = optional(4)
  return (value, path) => {
    const text = short(value, path)
    return text === null ? null : (words.find((word) => word === text) ?? invalid(path))
  }
}
const shortCode = required(optional(100))
export const code: Field<string> = (value, path) => {
  const text = shortCode(value, path)
  return /\p{Cc}/u.test(text) ? invalid(path) : text
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function readShape<S extends Shape>(shape: S, value: unknown, path: string): Values<S> {
  if (!isRecord(value)) return invalid(path.slice(0, -1))
  const found: Record<string, unknown> = { ...value }
  for (const name in shape) found[name] = shape[name]?.(value[name], `${path}${name}`)
  return found as Values<S>
}

const MOST_PARTS = 500
const list =
  <S extends Shape>(shape: S): Field<Values<S>[]> =>
  (value, path) => {
    if (isBlank(value)) return []
    if (!Array.isArray(value) || value.length > MOST_PARTS) return invalid(path)
    return value.map((item, at) => readShape(shape, item, `${path}.${at}.`))
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
} as const

/** Throws FieldFault for the first value, in the order above, that cannot be read. */
export const readDossierFields = (data: unknown): DossierFields =>
  readShape(DOSSIER_FIELDS, data, '')
export const readProgressFields = (data: unknown): Values<typeof PROGRESS_FIELDS> =>
  readShape(PROGRESS_FIELDS, data, '')
