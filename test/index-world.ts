// The small province with the versions of the index, some procedures and dossiers that came by the feed.

import { readFileSync } from 'node:fs'
import { systemAct } from '../src/app/instance.ts'
import { JOBS } from '../src/app/rooms.ts'
import { loadProcedures, readProcedureRows, receiveBatch, takeSome } from '../src/dossiers/index.ts'
import { loadVersions } from '../src/index766/index.ts'
import { type Day, day } from '../src/lib/day.ts'
import type { Instant } from '../src/lib/instant.ts'
import { rootUnitId } from '../src/org/index.ts'
import { type World, world } from './world.ts'

export const INDEX_TODAY = day('2026-08-12')
/** Certification of copies: eight hours. */
export const PROCEDURE = '2.000815'

export type IndexWorld = World & { receive(messages: readonly object[]): Promise<void> }

const stamp = (on: string, time: string) => `${on.replaceAll('-', '')}${time.replace(':', '')}00`

/** A dossier of a unit as the feed shows it, accepted at eight. */
export const dossierOf = (
  unit: string,
  no: number,
  on: string,
  facts: Record<string, unknown> = {},
) => ({
  service: 'DongBoHoSoMC',
  data: {
    MaHoSo: `${unit}-${on.slice(2).replaceAll('-', '')}-${String(no).padStart(4, '0')}`,
    MaTTHC: PROCEDURE,
    TenTTHC: 'Chứng thực bản sao',
    MaLinhVuc: 'CT',
    TenLinhVuc: 'Chứng thực',
    LoaiDoiTuong: '1',
    KenhThucHien: '1',
    DonViXuLy: unit,
    TrangThaiHoSo: '4',
    NgayNopHoSo: stamp(on, '08:00'),
    NgayTiepNhan: stamp(on, '08:00'),
    NgayHenTra: stamp(on, '17:00'),
    ...facts,
  },
})

/** Bảo Cường is better than Linh Thông; Vô Tranh has nothing. */
export async function indexWorld(today: Day = INDEX_TODAY): Promise<IndexWorld> {
  const w = await world({ today })
  const pack = (name: string) => JSON.parse(readFileSync(`packs/vn/${name}`, 'utf8')) as unknown
  await systemAct(w.instance, async (act) => {
    await loadVersions(act, [pack('index766-2025-10.json'), pack('index766-2026-09.json')])
    await loadProcedures(
      act,
      readProcedureRows(readFileSync('packs/vn/procedures-sample.csv', 'utf8')).rows,
    )
  })
  w.instance.enqueue = async (_, name, data) => {
    const job = JOBS.find((row) => row.name === name)
    setTimeout(() => {
      if (job) void systemAct(w.instance, (act) => job.run(act, data)).catch(() => undefined)
    }, 60)
  }
  const unitId = (await rootUnitId(w.db)) ?? ''
  const receive = async (messages: readonly object[]) => {
    const now = w.instance.clock().now as Instant
    await systemAct(w.instance, (act) =>
      receiveBatch(
        { ...act, enqueue: async () => undefined },
        {
          source: 'test',
          unitId,
          messages: messages.map((message, at) => ({
            no: at + 1,
            message: { receivedAt: now, ...message },
          })),
        },
      ),
    )
    while ((await systemAct(w.instance, takeSome)) === 'again');
  }
  const done = (on: string, time = '11:00') => ({
    TrangThaiHoSo: '9',
    NgayKetThucXuLy: stamp(on, time),
    NgayTra: stamp(on, time),
  })
  await receive([
    ...[1, 2, 3, 4].map((no) => dossierOf('05569', no, '2026-08-03', done('2026-08-03'))),
    dossierOf('05569', 5, '2026-08-11'),
    ...[1, 2].map((no) => dossierOf('05563', no, '2026-08-03', done('2026-08-05'))),
    ...[3, 4].map((no) => dossierOf('05563', no, '2026-08-04', done('2026-08-04'))),
    ...[6, 7].map((no) => dossierOf('05569', no, '2026-07-06', done('2026-07-06'))),
  ])
  return { ...w, receive }
}
