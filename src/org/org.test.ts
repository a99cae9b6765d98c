import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type World, world } from '../../test/world.ts'
import { systemRead } from '../app/instance.ts'
import { parseCsv } from '../lib/csv.ts'
import { type Day, day } from '../lib/day.ts'
import { recordSuccessions } from './actions.ts'
import { unitsCommand } from './commands.ts'
import { readUnitRows } from './import.ts'
import { ancestorIds, subtreeIds, successions, unitByCode, unitsByIds, unitsOn } from './store.ts'
import { successorsOf } from './unit.ts'
import { importUnits, type UnitImport } from './unit-actions.ts'

const UNITS = readFileSync('packs/thai-nguyen/units-2024-05-01.csv', 'utf8')
const EDGES = readFileSync('packs/thai-nguyen/successions-2025-07-01.csv', 'utf8')
const MERGED = day('2025-07-01')
const EVE = day('2025-06-30')
/** Communes of the list of 1/5/2024 that were merged or renamed before 1/7/2025; the pack does not name the day. */
const BETWEEN = day('2025-01-01')

type Edge = { from: string; fromName: string; to: string; toName: string; portion: string }

const edges: Edge[] = parseCsv(EDGES).rows.map(({ cells }) => ({
  from: cells[0] ?? '',
  fromName: cells[1] ?? '',
  to: cells[2] ?? '',
  toName: cells[3] ?? '',
  portion: cells[5] ?? '',
}))
const before = readUnitRows(UNITS)

const row = (unit: Partial<UnitImport> & Pick<UnitImport, 'code' | 'level'>): UnitImport => ({
  name: unit.fullName ?? '',
  fullName: '',
  type: '',
  parentCode: null,
  validFrom: day('2024-05-01'),
  validTo: null,
  dossierCode: null,
  ...unit,
})

/** The same two provinces as told from after the merger: what ended is ended, what began begins. */
function after(): UnitImport[] {
  const olds = new Map(edges.map((edge) => [edge.from, edge.fromName]))
  const news = new Map(edges.map((edge) => [edge.to, edge.toName]))
  const known = new Set(before.rows.map(({ code }) => code))
  const rows: UnitImport[] = []
  for (const unit of before.rows) {
    if (unit.level === 'province') rows.push(unit)
    else if (unit.level === 'district') rows.push({ ...unit, validTo: MERGED })
    else {
      const same = olds.get(unit.code) === unit.fullName
      rows.push({ ...unit, validTo: same ? MERGED : BETWEEN })
      const renamed = olds.get(unit.code)
      if (same || !renamed) continue
      const named = { name: renamed, fullName: renamed, validFrom: BETWEEN, validTo: MERGED }
      rows.push({ ...unit, ...named })
    }
  }
  rows.push(row({ level: 'province', code: '06', fullName: 'Tỉnh Bắc Kạn', validTo: MERGED }))
  for (const [code, fullName] of olds) {
    if (known.has(code)) continue
    rows.push(row({ level: 'commune', code, fullName, parentCode: '06', validTo: MERGED }))
  }
  for (const [code, fullName] of news) {
    rows.push(row({ level: 'commune', code, fullName, parentCode: '19', validFrom: MERGED }))
  }
  return rows
}

describe('the merger of 1/7/2025 is carried by the model as it is', () => {
  let here: World
  const idOn = async (code: string, on: Day) => (await unitByCode(here.db, code, on))?.id ?? ''
  const namesOf = async (ids: Iterable<string>) =>
    (await unitsByIds(here.db, [...ids])).map(({ code, fullName }) => `${code} ${fullName}`)

  beforeAll(async () => {
    here = await world({ units: [['province', '19', 'Tỉnh Thái Nguyên', null]] })
    await here.act((act) => importUnits(act, before.rows))
  })
  afterAll(() => here.close())

  test('the list of 1/5/2024 has no row error', () => {
    expect(before.errors).toEqual([])
  })

  test('ending and beginning units are rows, counted once each', async () => {
    const rows = after()
    const outcome = await here.act((act) => importUnits(act, rows))
    const known = before.rows.length
    expect(outcome).toEqual({
      inserted: rows.length - known,
      updated: known - 1,
      unchanged: 1,
    })
    expect(await here.act((act) => importUnits(act, rows))).toEqual({
      inserted: 0,
      updated: 0,
      unchanged: rows.length,
    })
  })

  test.each([
    ['2024-05-14', { province: 2, district: 9, commune: 177 + 108 }],
    ['2025-06-30', { province: 2, district: 9, commune: 172 + 108 }],
    ['2025-07-01', { province: 1, commune: 92 }],
    ['2030-01-01', { province: 1, commune: 92 }],
  ])('units of %s', async (on, counts) => {
    const units = (await unitsOn(here.db, day(on))).filter((unit) => unit.validFrom > '2020-01-01')
    const found: Record<string, number> = {}
    for (const { level } of units) found[level] = (found[level] ?? 0) + 1
    expect(found).toEqual(counts)
  })

  test('a code is another unit on another day', async () => {
    const on = async (when: string) => (await unitByCode(here.db, '05467', day(when)))?.fullName
    expect([await on('2025-06-30'), await on('2025-07-01')]).toEqual([
      'Phường Cam Giá',
      'Phường Gia Sàng',
    ])
    expect(await idOn('05467', EVE)).not.toBe(await idOn('05467', MERGED))
  })

  test('who stands under whom follows the day', async () => {
    const root = async (on: Day) => await idOn('19', on)
    expect((await subtreeIds(here.db, [await root(EVE)], EVE)).length).toBe(1 + 9 + 172)
    expect((await subtreeIds(here.db, [await root(MERGED)], MERGED)).length).toBe(1 + 92)
    const above = async (code: string, on: Day) =>
      await namesOf(await ancestorIds(here.db, await idOn(code, on), on))
    expect((await above('05719', EVE)).sort()).toEqual([
      '05719 Xã Sảng Mộc',
      '170 Huyện Võ Nhai',
      '19 Tỉnh Thái Nguyên',
    ])
    expect((await above('05719', MERGED)).sort()).toEqual([
      '05719 Xã Sảng Mộc',
      '19 Tỉnh Thái Nguyên',
    ])
    expect(await subtreeIds(here.db, [await idOn('170', EVE)], MERGED)).toHaveLength(1)
  })

  test('every commune lives on, whole, in part or unchanged', async () => {
    await here.act(async (act) => {
      const rows = []
      for (const edge of edges) {
        rows.push({
          from_id: await idOn(edge.from, EVE),
          to_id: await idOn(edge.to, MERGED),
          effective_on: MERGED,
          portion: edge.portion as 'whole',
          share: null,
          source: 'NQ 1683/NQ-UBTVQH15',
        })
      }
      rows.push({
        from_id: await idOn('05569', day('2024-05-14')),
        to_id: await idOn('05569', EVE),
        effective_on: BETWEEN,
        portion: 'whole' as const,
        share: null,
        source: 'test',
      })
      await recordSuccessions(act, rows)
    })
    const known = await successions(here.db)
    expect(known).toHaveLength(edges.length + 1)
    expect(new Set(known.map(({ share }) => share))).toEqual(new Set([null]))
    const lives = async (code: string, of: Day, on: Day) =>
      (await namesOf(successorsOf(known, await idOn(code, of), on))).sort()
    expect(await lives('01846', EVE, MERGED)).toEqual(['01840 Phường Đức Xuân'])
    expect(await lives('05461', EVE, MERGED)).toEqual([
      '05443 Phường Phan Đình Phùng',
      '05467 Phường Gia Sàng',
    ])
    expect(await lives('05461', EVE, EVE)).toEqual(['05461 Phường Gia Sàng'])
    expect(await lives('05719', EVE, MERGED)).toEqual(['05719 Xã Sảng Mộc'])
    const twice = await lives('05569', day('2024-05-14'), MERGED)
    expect(twice).toEqual(await lives('05569', EVE, MERGED))
    expect(await lives('05569', day('2024-05-14'), EVE)).toEqual(['05569 Thị trấn Chợ Chu'])

    const now = new Set(
      (await unitsOn(here.db, MERGED)).filter((u) => u.level === 'commune').map((u) => u.id),
    )
    const reached = new Set<string>()
    for (const unit of await unitsOn(here.db, EVE)) {
      if (unit.level !== 'commune') continue
      const next = successorsOf(known, unit.id, MERGED)
      expect([unit.code, [...next].filter((id) => !now.has(id))]).toEqual([unit.code, []])
      for (const id of next) reached.add(id)
    }
    expect(reached).toEqual(now)
  })
})

describe('congtam units import', () => {
  let here: World
  beforeAll(async () => {
    here = await world()
  })
  afterAll(() => here.close())

  const run = async (file: string, args = ['import', 'units.csv', '--json']) => {
    const out: string[] = []
    const err: string[] = []
    const code = await unitsCommand.run({
      args,
      out: (text) => out.push(text),
      err: (text) => err.push(text),
      read: (work) => work(systemRead(here.instance)),
      act: here.act,
      listFiles: async () => null,
      readFile: async () => new TextEncoder().encode(file),
      fileSize: async () => file.length,
    })
    return { code, out, err }
  }
  const answer = async (file: string) => {
    const { code, out } = await run(file)
    return { code, ...JSON.parse(out[0] ?? '{}') }
  }

  const OTHER = [
    'level,code,name,full_name,type,parent_code,valid_from,valid_to,dossier_code',
    'province,22,Quảng Ninh,Tỉnh Quảng Ninh,Tỉnh,,2024-01-01,,H49',
    'district,193,Hạ Long,Thành phố Hạ Long,Thành phố,22,2024-01-01,,H49.1',
    'commune,06649,Hà Khánh,Phường Hà Khánh,Phường,193,1/1/2024,,H49.1.2',
  ].join('\r\n')

  test('loads another province, and changes nothing the second time', async () => {
    const read = { read: 3, errors: [] }
    expect(await answer(OTHER)).toEqual({ code: 0, inserted: 3, updated: 0, unchanged: 0, ...read })
    const events = async () => {
      const { rows } = await here.pool.query(
        "select count(*)::int as n from events where verb = 'units.imported'",
      )
      return rows[0].n as number
    }
    const recorded = await events()
    expect(await answer(`\uFEFF${OTHER}\r\n`)).toEqual({
      code: 0,
      inserted: 0,
      updated: 0,
      unchanged: 3,
      ...read,
    })
    expect(await events()).toBe(recorded)
    const unit = await unitByCode(here.db, '06649', day('2024-06-01'))
    expect(unit?.dossierCode).toBe('H49.1.2')
  })

  test('brings a change in, and counts it once', async () => {
    const renamed = OTHER.replace('Phường Hà Khánh,Phường,193', 'Phường Hà Khánh,Phường,22')
    const ended = renamed.replace('1/1/2024,,H49.1.2', '1/1/2024,2025-07-01,H49.1.2')
    expect(await answer(ended)).toMatchObject({ inserted: 0, updated: 1, unchanged: 2 })
    const parent = await unitByCode(here.db, '22', day('2024-06-01'))
    const unit = await unitByCode(here.db, '06649', day('2025-06-30'))
    expect(unit?.parentId).toBe(parent?.id)
    expect(await unitByCode(here.db, '06649', MERGED)).toBeNull()
  })

  test('a code is not given twice for one day: the unit that bears it must end first', async () => {
    const header = 'level,code,name,parent_code,valid_from,valid_to'
    const fresh = 'district,192,Tỉnh lỵ mới,22,2025-07-01,'
    await answer(`${header}\ndistrict,192,Tỉnh lỵ,22,2024-01-01,`)
    const alone = await answer(`${header}\n${fresh}`)
    expect(alone).toMatchObject({ code: 1, inserted: 0, errors: [{ line: 2, column: 'code' }] })
    expect(alone.errors[0].message).toContain('has not ended')
    const both = `${header}\n${fresh}\ndistrict,192,Tỉnh lỵ,22,2024-01-01,2025-07-01`
    expect(await answer(both)).toMatchObject({ code: 0, inserted: 1, updated: 1 })
    expect(await answer(both)).toMatchObject({ code: 0, inserted: 0, updated: 0, unchanged: 2 })
    expect(await answer(`${header}\n${fresh}`)).toMatchObject({ code: 0, unchanged: 1 })
  })

  test('a table does not take away the aliases that a pack gave', async () => {
    await here.act((act) =>
      importUnits(act, [
        row({ level: 'department', code: 'STC', fullName: 'Sở Tài chính', aliases: ['STC tỉnh'] }),
      ]),
    )
    const table = 'level,code,name,valid_from\ndepartment,STC,Sở Tài chính,2024-05-01'
    expect(await answer(table)).toMatchObject({ updated: 0, unchanged: 1 })
    expect((await unitByCode(here.db, 'STC', MERGED))?.aliases).toEqual(['STC tỉnh'])
  })

  test('good rows are loaded, faulty ones are named by line and column', async () => {
    const file = [
      'level,code,name,parent_code,valid_from,valid_to',
      'province,26,Vĩnh Phúc,,2024-01-01,',
      'village,999,Thôn Đồng,26,2024-01-01,',
      'district,243,Vĩnh Yên,26,31/2/2024,',
      'district,244,"Phúc',
      ' Yên",26,2024-01-01,2023-01-01',
      'district,246,,26,2024-01-01,',
      'commune,08707,Tích Sơn,777,2024-01-01,',
      'district,247,Lập Thạch,26,2024-01-01,',
      'district,247,Lập Thạch,26,2024-01-01,',
      'district,247,Lập Thạch,26,2024-03-01,',
      'district,248,Một,249,2024-01-01,',
      'district,249,Hai,248,2024-01-01,',
    ].join('\n')
    const { code, errors, ...counts } = await answer(file)
    expect(code).toBe(1)
    expect(counts).toEqual({ read: 11, inserted: 2, updated: 0, unchanged: 0 })
    expect(
      errors.map((e: { line: number; column: string; value: string }) => [
        e.line,
        e.column,
        e.value,
      ]),
    ).toEqual([
      [3, 'level', 'village'],
      [4, 'valid_from', '31/2/2024'],
      [5, 'valid_to', '2023-01-01'],
      [7, 'name', ''],
      [8, 'parent_code', '777'],
      [10, 'code', '247'],
      [11, 'code', '247'],
      [12, 'parent_code', '249'],
      [13, 'parent_code', '248'],
    ])
  })

  test('without its columns nothing is read; wrong usage is told', async () => {
    expect(await answer('code,name\n1,Một')).toMatchObject({ code: 1, read: 1, inserted: 0 })
    const { code, err } = await run('', ['import'])
    expect([code, err[0]]).toEqual([2, expect.stringContaining('Usage')])
  })
})
