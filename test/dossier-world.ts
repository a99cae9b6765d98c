// A small world with two months of made-up dossiers in two communes and a department, as they stood on a day.

import { readFileSync } from 'node:fs'
import {
  loadLetterTemplate,
  loadProcedures,
  readProcedureRows,
  receiveBatch,
  type SimulatedMessage,
  simulate,
  takeSome,
} from '../src/dossiers/index.ts'
import { loadVersions } from '../src/index766/index.ts'
import { type Day, day } from '../src/lib/day.ts'
import { clock } from './dossier.ts'
import { type World, world } from './world.ts'

export const TODAY = day('2026-08-14')
const LONG_AGO = day('2020-01-01')
export const UNITS = [
  { code: '05569', level: 'commune' as const, validFrom: LONG_AGO, validTo: null },
  { code: '05611', level: 'commune' as const, validFrom: LONG_AGO, validTo: null },
  { code: 'SYT', level: 'province' as const, validFrom: LONG_AGO, validTo: null },
]

export const messagesUpTo = (to: Day, perDay = 14): SimulatedMessage[] => [
  ...simulate({
    units: UNITS,
    procedures: readProcedureRows(readFileSync('packs/vn/procedures-sample.csv', 'utf8')).rows,
    clock,
    from: day('2026-06-15'),
    to,
    perDay,
    seed: 11,
  }),
]

export async function receive(w: World, messages: readonly object[], source = 'test') {
  const unitId = await w.unitId('19')
  for (let from = 0; from < messages.length; from += 1000)
    await w.act((act) =>
      receiveBatch(act, {
        source,
        unitId,
        messages: messages
          .slice(from, from + 1000)
          .map((message, at) => ({ no: from + at + 1, message })),
      }),
    )
  while ((await w.act(takeSome)) === 'again');
}

export async function dossierWorld(perDay = 14): Promise<World> {
  const w = await world({ today: TODAY })
  const { rows } = readProcedureRows(readFileSync('packs/vn/procedures-sample.csv', 'utf8'))
  await w.act((act) => loadProcedures(act, rows))
  await w.act((act) =>
    loadVersions(act, [JSON.parse(readFileSync('packs/vn/index766-2026-09.json', 'utf8'))]),
  )
  await w.act((act) =>
    loadLetterTemplate(act, JSON.parse(readFileSync('packs/vn/letter-apology-2025.json', 'utf8'))),
  )
  await receive(w, messagesUpTo(day('2026-08-13'), perDay))
  return w
}

/** A picture as a provincial system sends it. */
export const picture = (code: string, facts: Record<string, unknown> = {}, receivedAt = TODAY) => ({
  service: 'DongBoHoSoMC',
  receivedAt: `${receivedAt}T00:00:00+07:00`,
  data: {
    MaHoSo: code,
    MaTTHC: 'M.100002',
    TenTTHC: 'x',
    MaLinhVuc: 'x',
    TenLinhVuc: 'x',
    LoaiDoiTuong: '1',
    KenhThucHien: '2',
    DonViXuLy: '05569',
    TrangThaiHoSo: 4,
    NgayTiepNhan: '20260803080000',
    NgayHenTra: '20260817170000',
    ...facts,
  },
})
