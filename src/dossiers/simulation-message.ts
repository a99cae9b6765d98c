// A message of the simulator in the words of the feed.

import { dayFromNumber } from '../lib/day.ts'
import { foldDiacritics } from '../lib/text.ts'
import type { ProcedureRow } from './procedure-rows.ts'
import type { Picture, Said, SimulatedDossier } from './simulation-course.ts'
import { DAY } from './simulation-office.ts'

export type SimulatedMessage = {
  service: 'DongBoHoSoMC' | 'CapNhatTienDoHoSoMC'
  /** With milliseconds and +07:00. */
  receivedAt: string
  data: Record<string, unknown>
}

/** Numbers of no person: the 999 begins no number of an identity card. */
export const identityOf = (number: number): string => `999${String(number).padStart(9, '0')}`

export function messageOf({
  received,
  dossier,
  status,
  happened,
  picture,
}: Said): SimulatedMessage {
  const receivedAt = instantOf(received)
  if (picture === null) {
    const data = {
      MaHoSo: dossier.code,
      NguoiXuLy: `CB${dossier.code.length % 7}`,
      ThoiDiemXuLy: stampOf(happened),
      PhongBanXuLy: status === 4 ? 'Chuyên môn' : 'Một cửa',
      NoiDungXuLy: '',
      TrangThai: status,
    }
    return { service: 'CapNhatTienDoHoSoMC', receivedAt, data }
  }
  return { service: 'DongBoHoSoMC', receivedAt, data: pictureOf(dossier, picture, status) }
}

function pictureOf(it: SimulatedDossier, now: Picture, status: number): Record<string, unknown> {
  const { procedure, profile } = it
  const base = `tep/${it.code}`
  const hasResult = now.endedAt !== null && (status === 9 || status === 10) && it.hasResultFile
  const resultPath = profile.habit === 'input-as-result' ? `${base}/1.pdf` : `${base}/kq.pdf`
  return {
    MaHoSo: it.code,
    MaTTHC: procedure.code,
    TenTTHC: procedure.name,
    MaLinhVuc: fieldCode(procedure),
    TenLinhVuc: procedure.field,
    KenhThucHien: String(it.channel),
    LoaiDoiTuong: procedure.field.includes('doanh') ? '2' : '1',
    NgayNopHoSo: stampOf(it.submittedAt),
    NgayTiepNhan: stampOf(now.acceptedAt),
    NgayHenTra: stampOf(now.dueAt),
    TrangThaiHoSo: String(status),
    NgayTuChoi: stampOf(now.refusedAt),
    NgayKetThucXuLy: stampOf(now.endedAt),
    NgayTra: stampOf(now.returnedAt),
    HinhThuc: it.channel === 3 ? '1' : '0',
    DonViXuLy: profile.unit.code,
    NoiNopHoSo: '1',
    HoSoCoThanhPhanSoHoa: it.isReused ? '1' : '0',
    TaiKhoanDuocXacThucVoiVNeID: it.isVerified ? '1' : '0',
    DuocThanhToanTrucTuyen: it.isPaidOnline ? '1' : '0',
    DinhDanhCHS: [{ LoaiDinhDanh: '1', SoDinhDanh: it.identity }],
    DSKetNoiCSDL: it.isVerified ? [{ MaCSDL: '7' }] : [],
    ...(now.isDeleted ? { IsDeleted: '1' } : {}),
    TaiLieuNop: papersOf(it, base),
    DanhSachLePhi: feesOf(it),
    DanhSachGiayToKetQua: hasResult
      ? [
          {
            TenGiayTo: 'Kết quả',
            MaThanhPhanHoSo: 'KQ',
            GiayToId: `${it.code}-kq`,
            DuongDanTepTinKetQua: resultPath,
            MaGiayToKetQua: `KQ-${it.code}`,
          },
        ]
      : [],
    DanhSachHoSoBoSung: now.waits.map((wait, at) => ({
      HoSoBoSungId: `${it.code}-bs${at + 1}`,
      NgayBoSung: stampOf(wait.from),
      NgayTiepNhanBoSung: stampOf(wait.to),
      TrangThaiBoSung: wait.to === null ? '0' : '1',
      NgayHenTraTruoc: stampOf(wait.dueBefore),
      NgayHenTraMoi: stampOf(wait.dueAfter),
    })),
  }
}

function papersOf(it: SimulatedDossier, base: string): Record<string, unknown>[] {
  const papers: Record<string, unknown>[] = []
  for (let at = 1; at <= it.papers; at += 1)
    papers.push({
      TepDinhKemId: `${it.code}-${at}`,
      TenTepDinhKem: `Giấy tờ ${at}`,
      IsDeleted: '0',
      MaThanhPhanHoSo: `TP${at}`,
      DuongDanTaiTepTin: it.isDigitised ? `${base}/${at}.pdf` : '',
      DuocSoHoa: it.isDigitised && it.isReused ? '1' : '0',
      DuocTaiSuDung: at === 1 && it.isReused ? '1' : '0',
      DuocLayTuKhoDMQG: at === 1 && it.isFromStore ? '1' : '0',
    })
  return papers
}

function feesOf({ procedure, isExempt, isPaidOnline }: SimulatedDossier): object[] {
  if (procedure.fee === 0) return []
  return [
    {
      TenPhiLePhi: 'Phí, lệ phí',
      MaPhiLePhi: `LP-${procedure.code}`,
      HinhThucThu: isPaidOnline ? '2' : '1',
      Gia: isExempt ? 0 : procedure.fee,
      LoaiPhiLePhi: '1',
    },
  ]
}

/** First letters of the words of a field. */
function fieldCode({ field }: ProcedureRow): string {
  const known = FIELDS.get(field)
  if (known) return known
  const words = foldDiacritics(field).split(/[^\p{L}\p{N}]+/u)
  const code = words.map((word) => word.charAt(0).toUpperCase()).join('')
  FIELDS.set(field, code)
  return code
}
const FIELDS = new Map<string, string>()

const TWO = Array.from({ length: 100 }, (_, value) => String(value).padStart(2, '0'))
const DAYS = new Map<number, { iso: string; plain: string }>()
const MOST_DAYS = 1000
function textsOf(number: number): { iso: string; plain: string } {
  const known = DAYS.get(number)
  if (known) return known
  if (DAYS.size >= MOST_DAYS) DAYS.clear()
  const iso = dayFromNumber(number)
  const made = { iso, plain: iso.replaceAll('-', '') }
  DAYS.set(number, made)
  return made
}

/** yyyyMMddHHmmss; empty for none, as systems send it. */
function stampOf(at: number | null): string {
  if (at === null) return ''
  const number = Math.floor(at / DAY)
  const second = Math.floor((at - number * DAY) / 1000)
  return `${textsOf(number).plain}${TWO[Math.floor(second / 3600)]}${TWO[Math.floor(second / 60) % 60]}${TWO[second % 60]}`
}

function instantOf(at: number): string {
  const number = Math.floor(at / DAY)
  const rest = Math.floor(at - number * DAY)
  const second = Math.floor(rest / 1000)
  return `${textsOf(number).iso}T${TWO[Math.floor(second / 3600)]}:${TWO[Math.floor(second / 60) % 60]}:${TWO[second % 60]}.${String(rest % 1000).padStart(3, '0')}+07:00`
}
