// Those who work on dossiers: lists by standing, the statutory table, one dossier without a name.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { readDocument } from '../../src/documents/index.ts'
import {
  deskRows,
  dossierStanding,
  eventsOfUnits,
  foldDossier,
  fromStored,
  keepingOf,
  openCounts,
  refOf,
  STANDINGS,
  tallyFacts,
  timekeeping,
} from '../../src/dossiers/index.ts'
import type { Instant } from '../../src/lib/instant.ts'
import { dossierWorld, picture, receive, TODAY } from '../dossier-world.ts'
import type { Someone, World } from '../world.ts'

let w: World
let officer: Someone
let province: Someone
let NOW: Instant
const SECRET = 'Nguyễn Thị Bí Mật'
const CODE = 'H55.5-260803-7001'

beforeAll(async () => {
  w = await dossierWorld()
  await receive(w, [
    picture(CODE, {
      ChuHoSo: SECRET,
      Email: 'bimat@test.vn',
      NgayHenTra: '20260811170000',
      DanhSachHoSoBoSung: [
        {
          NgayBoSung: '20260804090000',
          NgayTiepNhanBoSung: '20260805090000',
          NgayHenTraTruoc: '20260811170000',
          NgayHenTraMoi: '20260812170000',
        },
      ],
    }),
  ])
  officer = await w.person('05569', 'officer')
  province = await w.person('19', 'leader')
  NOW = w.instance.clock().now
}, 120_000)
afterAll(() => w.close())

const page = async (address: string, as = province) => {
  const response = await w.ask(address, { as })
  return { status: response.status, html: await response.text(), headers: response.headers }
}
const any = { procedures: null, channel: null, from: null, to: null, code: null }
const unitIds = async () => Promise.all(['05569', '05611', 'SYT'].map((code) => w.unitId(code)))

test('each dossier is listed under the standing that its events make, once, however small the pages', async () => {
  const ids = await unitIds()
  const keeper = await timekeeping(w.db, TODAY)
  const wanted = new Map<string, string[]>(STANDINGS.map((it) => [it, []]))
  for (const { unitId, events } of await eventsOfUnits(w.db, ids, null)) {
    const dossier = foldDossier(events.map(fromStored))
    if (!dossier) continue
    const { timing } = tallyFacts(dossier, keepingOf(keeper, unitId))
    wanted.get(dossierStanding(dossier, NOW, timing))?.push(dossier.code)
  }
  for (const standing of STANDINGS) {
    const found: string[] = []
    for (let after: [string, string] | null = null; ; ) {
      const rows = await deskRows(w.db, { ...any, unitIds: ids, standing }, NOW, {
        after,
        limit: 7,
      })
      found.push(...rows.map(({ code }) => code))
      const last = rows.at(-1)
      if (rows.length < 7 || !last) break
      after = [last.key, last.code]
    }
    expect([standing, found.sort()]).toEqual([standing, wanted.get(standing)?.sort()])
  }
  const counts = await openCounts(w.db, { ...any, unitIds: ids }, NOW)
  for (const [standing, n] of Object.entries(counts)) expect(n).toBe(wanted.get(standing)?.length)
  const full = [...wanted].filter(([, codes]) => codes.length > 3).map(([standing]) => standing)
  expect(full.length).toBeGreaterThan(5)
})

test('a list shows what its reader may see: no name, masked codes, no other unit', async () => {
  const all = await page('/office/dossiers?standing=all')
  expect(all.status).toBe(200)
  expect(all.html).not.toContain(SECRET)
  expect(all.html).not.toContain(CODE)
  const own = await page('/office/dossiers?standing=all', officer)
  expect(own.html).toContain('Xã Bảo Cường')
  expect(own.html).not.toMatch(/<td[^>]*>Sở Y tế/)
  expect((await page('/office/dossiers?standing=overdue&unit=SYT', officer)).html).toContain(
    'Không có hồ sơ nào',
  )
  const file = await w.ask('/office/dossiers.csv?standing=all&unit=05569', { as: officer })
  const text = await file.text()
  expect(text).toContain(CODE)
  expect(text).not.toContain(SECRET)
  expect(text.split('\r\n')[0]).toContain('Hạn trả đầu tiên')
})

test('one dossier: steps, waits, both due times with reasons, what is counted; only within reach', async () => {
  const address = `/office/units/05569/dossiers/${refOf(CODE)}`
  const { status, html } = await page(address, officer)
  expect(status).toBe(200)
  for (const part of [
    'H55.5-260803-••01',
    'Hẹn lần đầu',
    'Sau bổ sung giấy tờ',
    'Chờ bổ sung giấy tờ',
    'Quá hạn',
    'Tiếp nhận',
    '+1',
  ])
    expect(html).toContain(part)
  expect(html).not.toContain(SECRET)
  const other = await w.person('05611', 'officer')
  expect((await page(address, other)).status).toBe(403)
  expect((await page(`/office/units/05569/dossiers/${refOf('nothing')}`, officer)).status).toBe(404)
})

const cells = async (query: string) => {
  const response = await w.ask(`/office/dossiers/report.xlsx?${query}`, { as: province })
  const { blocks } = await readDocument(new Uint8Array(await response.arrayBuffer()), 'x.xlsx')
  const table = blocks.find((block) => block.kind === 'table')
  if (table?.kind !== 'table') throw new Error('no table')
  return table.rows.map((row) => row.map(({ text }) => text))
}

test('the statutory table adds up: by field and by unit, line by line, and from one period to the next', async () => {
  const numbers = (row: string[]) => row.slice(2).map(Number)
  const periods = [
    'from=2026-06-15&to=2026-06-30',
    'from=2026-07-01&to=2026-07-31',
    'from=2026-08-01&to=2026-08-31',
  ]
  const sums: number[][] = []
  for (const period of periods) {
    const [byField, byUnit] = [await cells(`${period}&by=field`), await cells(`${period}&by=unit`)]
    expect(byField[0]).toHaveLength(13)
    expect(byField.length).toBeGreaterThan(4)
    expect(numbers(byField.at(-1)!)).toEqual(numbers(byUnit.at(-1)!))
    for (const rows of [byField, byUnit]) {
      const lines = rows.slice(1, -1).map(numbers)
      const sum = numbers(rows.at(-1)!)
      for (const [at, n] of sum.entries())
        expect(n).toBe(lines.reduce((all, line) => all + line[at]!, 0))
      for (const [
        all,
        online,
        counter,
        carried,
        settled,
        early,
        onTime,
        late,
        open,
        inTime,
        overdue,
      ] of [...lines, sum] as number[][]) {
        expect(all).toBe(online! + counter! + carried!)
        expect(settled).toBe(early! + onTime! + late!)
        expect(open).toBe(inTime! + overdue!)
        expect(all).toBe(settled! + open!)
      }
    }
    sums.push(numbers(byUnit.at(-1)!))
  }
  expect(sums[0]![3]).toBe(0)
  expect(sums[1]![3]).toBe(sums[0]![8])
  expect(sums[2]![3]).toBe(sums[1]![8])
  expect(Math.min(sums[1]![5]!, sums[1]![6]!, sums[1]![7]!)).toBeGreaterThan(0)
  const counts = await openCounts(w.db, { ...any, unitIds: await unitIds() }, NOW)
  expect(sums[2]![10]).toBe(counts.overdue)
  expect(sums[2]![9]).toBe(counts['in-time'] + counts['due-soon'] + counts.paused)
})
