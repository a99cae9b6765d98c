// Figures brought in by workbook, table and folder, and what the commands answer then: the published figures.

import { readdirSync, readFileSync, statSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemAct, systemRead } from '../../src/app/instance.ts'
import { loadWholeServing } from '../../src/console/index.ts'
import { findRelease, loadPapi, papiCommand, type Release, scoreOf } from '../../src/papi/index.ts'
import { releases } from '../papi.ts'
import { columnsSheet, rowsSheet, workbook } from '../papi-workbooks.ts'
import { type World, world } from '../world.ts'

let w: World
const years = releases()
const files: Record<string, Uint8Array> = {}

beforeAll(async () => {
  w = await world()
  const unitId = await w.unitId('19')
  await w.act((act) => loadPapi(act, (name) => readFileSync(`packs/papi/${name}`, 'utf8'), unitId))
})
afterAll(() => w.close())

async function papi(...args: string[]) {
  const [out, err]: [string[], string[]] = [[], []]
  const code = await papiCommand(loadWholeServing).run({
    args,
    out: (text) => out.push(text),
    err: (text) => err.push(text),
    read: (work) => work(systemRead(w.instance)),
    act: (work) => systemAct(w.instance, work),
    listFiles: async (path) =>
      path.endsWith('.xlsx') || path.endsWith('.csv') ? null : readdirSync(path),
    fileSize: async (path) => files[path]?.length ?? statSync(path).size,
    readFile: async (path) => files[path] ?? new Uint8Array(readFileSync(path)),
  })
  const text = out.join('\n')
  return { code, err: err.join('\n'), json: text.startsWith('{') ? JSON.parse(text) : null, text }
}

/** Every published figure of the year stands in the database, and no other. */
async function isAsPublished({ year, values }: Release) {
  const here = (await findRelease(w.db, year))!
  const faults: string[] = []
  for (const [item, scores] of values) {
    for (const [province, score] of scores) {
      const stored = scoreOf(here, item, province)
      const isHollow = score === 0 && stored === null
      if (!isHollow && Math.abs((stored ?? -1) - score) > 1e-5) faults.push(`${item} ${province}`)
    }
    const extra = [...(here.values.get(item)?.keys() ?? [])].filter((it) => !scores.has(it))
    faults.push(...extra.map((province) => `extra ${item} ${province}`))
  }
  expect(faults).toEqual([])
}

test('before any import: totals and dimensions answer, parts say why they are not there', async () => {
  const { code, json } = await papi('profile', '--province', '1', '--year', '2023', '--json')
  expect(code).toBe(0)
  expect(json.total).toMatchObject({ rank: 15, of: 61, group: 'Cao nhất' })
  expect(json.dimensions).toHaveLength(8)
  expect(json.dimensions[0]).toMatchObject({ parts: [], partsMissing: 'parts-not-imported' })
  const own = await papi('profile', '--province', '19', '--year', '2023', '--json')
  expect(own.json.total).toMatchObject({ score: 45.787524, rank: 2, of: 61 })
  expect(own.json.dimensions[6].parts[2]).toEqual({
    code: '7.3',
    score: 0.426517,
    rank: 46,
    of: 61,
  })
  const levers = await papi('levers', '--province', '1', '--year', '2023', '--json')
  expect(levers.code).toBe(1)
  expect(levers.json.error).toBe('papi.no-indicators')
})

test('layout to 2017: rows, names with blanks, the highest row, zeros for missing', async () => {
  files['PAPI_2011-2014.xlsx'] = await workbook(
    rowsSheet(years.get(2011)!),
    rowsSheet(years.get(2014)!),
  )
  const { code, json } = await papi('import', 'PAPI_2011-2014.xlsx', '--json')
  expect(code).toBe(0)
  expect(json.files[0].years).toEqual([2011, 2014])
  const of = (why: string) =>
    json.files[0].notRead.find((it: { code: string }) => it.code === why)?.n
  expect(of('highest-row')).toBe(2)
  expect(of('zero-is-missing')).toBe(2)
  expect(
    json.checks.map((it: { complete: number; faults: number }) => [it.complete, it.faults]),
  ).toEqual([
    [63, 0],
    [61, 0],
  ])
  for (const year of [2011, 2014]) await isAsPublished(years.get(year)!)
})

test('layout 2018–2021: one column of labels, with and without codes; a tab that repeats another year', async () => {
  files['bang-chi-tieu.xlsx'] = await workbook(
    columnsSheet(years.get(2018)!, { codes: false }),
    columnsSheet(years.get(2019)!),
    columnsSheet(years.get(2019)!, { tab: '2020' }),
  )
  const { code, json } = await papi('import', 'bang-chi-tieu.xlsx', '--json')
  expect(code).toBe(0)
  expect(json.files[0].years).toEqual([2018, 2019])
  expect(json.files[0].notRead).toContainEqual({
    code: 'copied-tab',
    n: 1,
    examples: [{ where: '2020', text: '2019' }],
  })
  for (const year of [2018, 2019]) await isAsPublished(years.get(year)!)
})

test('layout from 2022: two columns of labels, stars and zeros, standard errors, respondents', async () => {
  files['PAPI2023.xlsx'] = await workbook(
    columnsSheet(years.get(2023)!, { english: true, tab: '2022' }),
  )
  files['2022.xlsx'] = await workbook(columnsSheet(years.get(2022)!, { english: true }))
  const late = await papi('import', 'PAPI2023.xlsx', '--json')
  expect(late.json.files[0].years).toEqual([2023])
  expect(late.json.files[0].notRead.map((it: { code: string }) => it.code)).toContain(
    'year-of-file-name',
  )
  expect((await papi('import', '2022.xlsx', '--json')).code).toBe(0)
  for (const year of [2022, 2023]) await isAsPublished(years.get(year)!)
  const here = (await findRelease(w.db, 2022))!
  expect(here.precision.get('TOTAL')?.get('19')?.se).toBeCloseTo(0.163, 2)
  expect(here.precision.get('TOTAL')?.get('94')?.se).toBeNull()
  expect(here.precision.get('TOTAL')?.get('19')?.n).toBe(300)
})

test('the same file again changes nothing', async () => {
  const { json } = await papi('import', '2022.xlsx', '--json')
  expect(json.saved).toMatchObject({ added: 0, changed: 0 })
})

test('figures that do not add up are refused, told, and nothing is saved', async () => {
  files['wrong.xlsx'] = await workbook(
    columnsSheet(years.get(2022)!, { english: true, tab: '2022', swap: true }),
  )
  const { code, json } = await papi('import', 'wrong.xlsx', '--json')
  expect(code).toBe(1)
  expect(json.error).toBe('papi.does-not-add-up')
  expect(json.message).toContain('2022, province 1')
  await isAsPublished(years.get(2022)!)
})

test('a folder of tables: each is told by its head', async () => {
  const { code, json } = await papi('import', 'test/reference/papi', '--json')
  expect(code).toBe(0)
  const kinds = Object.fromEntries(
    json.files.map((it: { file: string; kind: string }) => [it.file, it.kind]),
  )
  expect(kinds).toMatchObject({ 'parts.csv': 'wide', 'indicators.csv': 'wide' })
  for (const release of years.values()) await isAsPublished(release)
})

test.each([
  ['a table with a head unknown', 'x.csv', 'a,b\n1,2\n', 'papi.file-unknown-file'],
  [
    'a table without a readable row',
    'x.csv',
    'year,gso_code,subdim,score\n2023,19,7.3,abc\n',
    'papi.nothing-read',
  ],
  ['bytes that are no text', 'x.csv', '\u0000', 'papi.file-not-utf8'],
  ['half a workbook', 'x.xlsx', 'PK', 'document.truncated'],
  ['no file', 'missing.csv', null, 'file.unreadable'],
] as const)('%s is refused with a sentence and exit code 1', async (_, name, text, error) => {
  delete files[name]
  if (text === '\u0000') files[name] = new Uint8Array([0xff, 0xfe, 0x41, 0xc3])
  else if (text === 'PK') files[name] = files['2022.xlsx']!.slice(0, 4000)
  else if (text !== null) files[name] = new TextEncoder().encode(text)
  const told = await papi('import', name, '--json')
  expect(told.code).toBe(1)
  expect(told.json.message.length).toBeGreaterThan(10)
  if (name !== 'x.xlsx') expect(told.json.error).toBe(error)
  expect((await papi('import', name)).err.length).toBeGreaterThan(10)
})

test('rows that cannot be are named with their line; the others are read', async () => {
  const rows = [
    '2023,19,7.3,0.43',
    '2023,19,7.3,0.5',
    '2023,7,7.3,0.4',
    '2009,19,7.3,0.4',
    '2023,1,7.9,1',
    '2023,2,7.3,9',
    '2023,4,7.3,0',
    '2023,6,7.3,*',
  ]
  files['y.csv'] = new TextEncoder().encode(`year,gso_code,subdim,score\n${rows.join('\n')}\n`)
  const { json } = await papi('import', 'y.csv', '--json', '--dry-run', '--accept-faults')
  expect(json.files[0].read.parts).toBe(1)
  const told = json.files[0].notRead.map((it: { code: string; examples: { where: string }[] }) => [
    it.code,
    it.examples[0]?.where,
  ])
  expect(told).toEqual([
    ['twice', 'line 3'],
    ['unknown-province', 'line 4'],
    ['unknown-year', 'line 5'],
    ['unknown-item', 'line 6'],
    ['beyond-scale', 'line 7'],
    ['zero-is-missing', 'line 8'],
    ['starred-is-missing', 'line 9'],
  ])
  expect(json.saved).toBeNull()
})

test('simulate and levers answer for another province and year, and refuse what cannot be', async () => {
  const made = await papi(
    'simulate',
    '--province',
    '48',
    '--year',
    '2022',
    '--set',
    '8.3.1=0.2',
    '--set',
    '4.4.1=0.99',
    '--json',
  )
  expect(made.code).toBe(0)
  const release = years.get(2022)!
  const gain = 3.006 * (0.2 - scoreOf(release, '8.3.1', '48')!)
  expect(made.json.total.score).toBeCloseTo(scoreOf(release, 'TOTAL', '48')! + gain, 4)
  expect(made.json.changed).toHaveLength(1)
  expect(made.json.excluded).toContainEqual({
    code: '4.4',
    reason: 'formula-weak',
    asked: ['4.4.1'],
  })
  const again = await papi(
    'simulate',
    '--province',
    '48',
    '--year',
    '2022',
    '--set',
    '8.3.1=0.2',
    '--set',
    '4.4.1=0.99',
    '--json',
  )
  expect(again.text).toBe(made.text)
  const levers = await papi('levers', '--province', '48', '--year', '2019', '--json')
  expect(levers.json.levers.length).toBeGreaterThan(60)
  const no = async (...args: string[]) => (await papi(...args, '--json')).json?.error
  expect(await no('simulate', '--province', '19', '--year', '2023', '--set', '1.9.9=0.5')).toBe(
    'papi.indicator-unknown',
  )
  expect(await no('simulate', '--province', '19', '--year', '2023', '--set', '7.2.3=60')).toBe(
    'papi.value-beyond-scale',
  )
  expect(await no('simulate', '--province', '19', '--year', '2023', '--set', '7.2.3=x')).toBe(
    'papi.value-unreadable',
  )
  expect(await no('simulate', '--province', '19', '--year', '2021', '--set', '7.2.3=0.5')).toBe(
    'papi.no-indicators',
  )
  expect(await no('simulate', '--province', '22', '--year', '2023', '--set', '7.2.3=0.5')).toBe(
    'papi.score-missing',
  )
  expect(await no('profile', '--province', '99', '--year', '2023')).toBe('papi.province-unknown')
  expect(await no('profile', '--province', '19', '--year', '2010')).toBe('papi.year-unknown')
  expect((await papi('profile', '--nonsense')).code).toBe(2)
})

test('a province without figures is missing, never zero', async () => {
  const { code, json } = await papi('profile', '--province', '22', '--year', '2023', '--json')
  expect(code).toBe(0)
  expect(json.total).toMatchObject({
    score: null,
    se: null,
    ci90: null,
    rank: null,
    of: 61,
    group: null,
    probTopGroup: null,
  })
  expect(json.dimensions.every((it: { score: unknown }) => it.score === null)).toBe(true)
})
