// A small province with procedures and the index, and messages of the feed written short.

import { readFileSync } from 'node:fs'
import { systemAct } from '../src/app/instance.ts'
import { loadProcedures, readProcedureRows, takeSome } from '../src/dossiers/index.ts'
import { loadVersions } from '../src/index766/index.ts'
import { day } from '../src/lib/day.ts'
import { rootUnitId } from '../src/org/index.ts'
import { world } from './world.ts'

export const FEED_TODAY = day('2026-08-03')

/** Units answer to their own codes in messages. */
export async function feedWorld() {
  const w = await world({ today: FEED_TODAY })
  const root = (await rootUnitId(w.db)) ?? ''
  await w.act(async (act) => {
    const { rows } = readProcedureRows(readFileSync('packs/vn/procedures-sample.csv', 'utf8'))
    await loadProcedures(act, rows)
    await loadVersions(act, [JSON.parse(readFileSync('packs/vn/index766-2026-09.json', 'utf8'))])
  })
  /** Works off the inbox. */
  const drain = async () => {
    while ((await systemAct(w.instance, takeSome)) === 'again');
  }
  return { ...w, root, drain }
}

export const dossier = (MaHoSo: string, more: Record<string, unknown> = {}) => ({
  service: 'DongBoHoSoMC',
  data: {
    MaHoSo,
    MaTTHC: '2.000815',
    TenTTHC: 'Chứng thực bản sao',
    MaLinhVuc: 'CT',
    TenLinhVuc: 'Chứng thực',
    LoaiDoiTuong: 1,
    KenhThucHien: 2,
    DonViXuLy: '05569',
    TrangThaiHoSo: 2,
    NgayTiepNhan: '20260803080000',
    NgayHenTra: '20260803170000',
    ChuHoSo: 'Nguyễn Thị Kín',
    SoDienThoai: '0912000111',
    DinhDanhCHS: [{ LoaiDinhDanh: '1', SoDinhDanh: '019000000111' }],
    ...more,
  },
})

export const progress = (MaHoSo: string, TrangThai: unknown, at = '20260803090000') => ({
  service: 'CapNhatTienDoHoSoMC',
  data: { MaHoSo, NguoiXuLy: 'Cán bộ', ThoiDiemXuLy: at, TrangThai },
})
