// The fields of DongBoHoSoMC and CapNhatTienDoHoSoMC that rules read. Fields not named here are kept as they came.

import { z } from 'zod'
import { readStamp } from './stamp.ts'
import { isStatus, type Status } from './status.ts'

/** Empty text is no value, as the systems that send mean it. */
const blankIsNull = (value: unknown) =>
  value === undefined || (typeof value === 'string' && value.trim() === '') ? null : value
const text = (longest: number) =>
  z
    .union([z.string(), z.number().transform(String)])
    .transform((value) => value.trim())
    .pipe(z.string().min(1).max(longest))
const required = (longest: number) => z.preprocess(blankIsNull, text(longest))
const optional = (longest: number) => z.preprocess(blankIsNull, text(longest).nullable())
const stamp = text(40).transform((value, ctx) => {
  const at = readStamp(value)
  if (at) return at
  ctx.addIssue({ code: 'custom', params: { reason: 'date-unreadable' } })
  return z.NEVER
})
const moment = z.preprocess(blankIsNull, stamp.nullable())
const status = required(4).transform((value, ctx): Status => {
  const found = /^\d{1,2}$/.test(value) ? Number(value) : 0
  if (isStatus(found)) return found
  ctx.addIssue({ code: 'custom', params: { reason: 'status-unknown' } })
  return z.NEVER
})
const whole = z.preprocess(
  (value) => (typeof value === 'boolean' ? Number(value) : blankIsNull(value)),
  z
    .union([
      z.number(),
      z
        .string()
        .regex(/^-?\d+(\.\d+)?$/)
        .transform(Number),
    ])
    .pipe(z.number().min(0).max(1e15))
    .nullable(),
)
const flag = z.preprocess(
  (value) => (typeof value === 'string' ? value.trim().toLowerCase() : value),
  z
    .union([z.boolean(), z.literal([0, 1]), z.literal(['0', '1', '', 'true', 'false']), z.null()])
    .optional()
    .transform((value) => value === true || value === 1 || value === '1' || value === 'true'),
)
const list = <T extends z.ZodType>(item: T) =>
  z.preprocess((value) => blankIsNull(value) ?? [], z.array(item).max(500))

export const code = required(100).refine((value) => !/\p{Cc}/u.test(value))

const paper = z.looseObject({
  DuongDanTaiTepTin: optional(4000),
  DuocSoHoa: flag,
  DuocTaiSuDung: whole,
  DuocLayTuKhoDMQG: flag,
  IsDeleted: flag,
})
const fee = z.looseObject({ Gia: whole })
const resultPaper = z.looseObject({
  MaGiayToKetQua: optional(200),
  DuongDanTepTinKetQua: optional(4000),
})
const supplement = z.looseObject({
  NgayBoSung: moment,
  NgayTiepNhanBoSung: moment,
  NgayHenTraTruoc: moment,
  NgayHenTraMoi: moment,
})

export const dossierFields = z.looseObject({
  MaHoSo: code,
  MaTTHC: code,
  TenTTHC: required(2000),
  MaLinhVuc: required(200),
  TenLinhVuc: required(1000),
  LoaiDoiTuong: z.preprocess(blankIsNull, required(4).pipe(z.enum(['1', '2', '3', '4']))),
  KenhThucHien: z.preprocess(
    blankIsNull,
    text(4)
      .pipe(z.enum(['1', '2', '3']))
      .nullable(),
  ),
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
  TaiLieuNop: list(paper),
  DanhSachLePhi: list(fee),
  DanhSachGiayToKetQua: list(resultPaper),
  DanhSachHoSoBoSung: list(supplement),
  DSKetNoiCSDL: list(z.looseObject({ MaCSDL: optional(100) })),
})
export type DossierFields = z.infer<typeof dossierFields>

export const progressFields = z.looseObject({
  MaHoSo: code,
  NguoiXuLy: required(50),
  ThoiDiemXuLy: z.preprocess(blankIsNull, stamp),
  TrangThai: status,
  NgayBatDau: moment,
  NgayKetThucTheoQuyDinh: moment,
})
