// Some months of dossiers for the demo: the sample procedures, a made-up province at work, and a few more while it runs.

import {
  dossierUnitIds,
  dossierUnits,
  keepingOf,
  loadProcedures,
  lookAtUnit,
  openDossiers,
  type ProcedureRow,
  readProcedureRows,
  receiveBatch,
  type SimulatedMessage,
  simulate,
  simulationUnits,
  takeSome,
  timekeeping,
} from '../dossiers/index.ts'
import { giveFigures } from '../index766/index.ts'
import { type Day, day } from '../lib/day.ts'
import { seeded } from '../lib/random.ts'
import { rootUnitId, unitsOn } from '../org/index.ts'
import type { Act, JobRow } from '../platform/index.ts'
import { isDemo } from './demo-store.ts'
import type { Stage } from './stage.ts'

const FROM = day('2024-08-01')
const PER_DAY = 24
const BATCH = 1000
const SOURCE = 'demo'
/** The demo's dossiers stop coming by themselves after some weeks. */
const LAST = day('2025-01-31')

export async function playDossiers(
  stage: Stage,
  { procedures, today }: { procedures: string; today: Day },
): Promise<void> {
  const { db, now } = stage.read
  const { rows } = readProcedureRows(procedures)
  await stage.run({ on: FROM, time: '07:00' }, (act) => loadProcedures(act, rows))
  const units = await unitsOn(db, today)
  const root = (await rootUnitId(db)) ?? ''
  const keeper = await timekeeping(db, today)
  const own = units.filter(({ id }) => keeper.ownTimes.has(id))
  const clocks = new Map(own.map(({ id, code }) => [code, keepingOf(keeper, id).clock]))
  const at = { on: today, time: '00:01' }
  let held: SimulatedMessage[] = []
  let count = 0
  const send = async () => {
    const messages = held.map((message, place) => ({ no: place + 1, message }))
    held = []
    if (messages.length > 0)
      await stage.run(at, (act) => receiveBatch(act, { source: SOURCE, unitId: root, messages }))
  }
  const plan = {
    units: simulationUnits(units),
    procedures: rows,
    clock: keeper.nation,
    clocks,
    from: FROM,
    to: today,
  }
  for (const message of simulate({ ...plan, perDay: PER_DAY, seed: 2024 })) {
    if (message.receivedAt > now) break
    held.push(message)
    count += 1
    if (held.length === BATCH) await send()
  }
  await send()
  while ((await stage.run(at, takeSome)) === 'again');
  await stage.run(at, (act) => giveFigures(act, figuresFor(root)))
  const looked = { on: today, time: '01:15' }
  for (const unitId of await dossierUnitIds(db))
    await stage.run(looked, (act) => lookAtUnit(act, unitId, null))
  stage.say(`  dossiers: ${count} messages since ${FROM}`)
}

/** Counts that dossiers do not say, made up for the province. */
function figuresFor(unitId: string) {
  const counts: [code: string, numerator: number, denominator: number][] = [
    ['1.1', 46, 48],
    ['1.2', 44, 48],
    ['1.3', 1702, 1788],
    ['3.5a', 212, 254],
    ['4.6', 131, 177],
  ]
  return counts.map(([code, numerator, denominator]) => ({
    unitId,
    code,
    from: day('2024-01-01'),
    to: day('2024-12-31'),
    numerator,
    denominator,
    source: 'Số liệu giả định của bản trình diễn',
  }))
}

/** A few dossiers a minute: new ones, and open ones that are finished. Only in a demo, and not for ever. */
export const dossierDemoJobs: readonly JobRow[] = [
  {
    name: 'demo.dossiers',
    cron: '* * * * *',
    run: async (act) => {
      if (act.today > LAST || !(await isDemo(act.db))) return
      await someMore(act)
    },
  },
]

const NEW = 4
const DONE = 3

async function someMore(act: Act): Promise<void> {
  const { db, now, today } = act
  const stamp = now.slice(0, 19).replaceAll(/[-:T]/g, '')
  const random = seeded(Number(stamp.slice(2, 12)))
  const { catalogue } = await timekeeping(db, today)
  const procedures = [...catalogue.values()].flatMap((versions) => versions.slice(-1))
  const local = procedures.filter(({ level }) => level === 'commune')
  const units = (await unitsOn(db, today)).filter(({ level }) => level === 'commune')
  if (units.length === 0 || local.length === 0) return
  const pick = <T>(all: readonly T[]): T => all[random.int(all.length)] as T
  const fresh = Array.from({ length: NEW }, (_, place) =>
    newDossier(pick(units).code, pick(local), { stamp, place, chance: () => random.next() }),
  )
  const ids = new Map((await dossierUnits(db)).map(({ code, id }) => [code, id]))
  const some = Array.from({ length: 12 }, () => ids.get(pick(units).code) ?? '')
  const open = await openDossiers(db, [...new Set(some)], DONE)
  const done = open.map(({ dossier }) => ({
    service: 'CapNhatTienDoHoSoMC',
    data: { MaHoSo: dossier.code, NguoiXuLy: 'CB1', ThoiDiemXuLy: stamp, TrangThai: 9 },
  }))
  await receiveBatch(act, {
    source: SOURCE,
    unitId: (await rootUnitId(db)) ?? '',
    messages: [...fresh, ...done].map((message, place) => ({
      no: place + 1,
      message: { ...message, receivedAt: now },
    })),
  })
}

type Chance = { stamp: string; place: number; chance: () => number }

function newDossier(
  unit: string,
  procedure: Pick<ProcedureRow, 'code' | 'name' | 'field' | 'fee'>,
  { stamp, place, chance }: Chance,
) {
  const yes = (share: number) => (chance() < share ? '1' : '0')
  return {
    service: 'DongBoHoSoMC',
    data: {
      MaHoSo: `${unit}-${stamp.slice(2, 8)}-9${stamp.slice(8, 12)}${place}`,
      MaTTHC: procedure.code,
      TenTTHC: procedure.name,
      MaLinhVuc: procedure.field,
      TenLinhVuc: procedure.field,
      LoaiDoiTuong: '1',
      KenhThucHien: chance() < 0.6 ? '2' : '1',
      DonViXuLy: unit,
      TrangThaiHoSo: '4',
      NgayNopHoSo: stamp,
      NgayTiepNhan: stamp,
      HoSoCoThanhPhanSoHoa: yes(0.4),
      TaiKhoanDuocXacThucVoiVNeID: yes(0.7),
      DuocThanhToanTrucTuyen: procedure.fee > 0 ? yes(0.5) : '0',
    },
  }
}
