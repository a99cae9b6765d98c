// The commands as a person or a script runs them: what they print, what they change, what they return.

import { readFileSync, statSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemAct, systemRead } from '../../src/app/instance.ts'
import { ROOM_COMMANDS } from '../../src/app/rooms.ts'
import { planBySlug, plans, publishPlan } from '../../src/plans/index.ts'
import { fullProvince } from '../full-province.ts'
import { annexXlsx } from '../plans/build-xlsx.ts'
import type { World } from '../world.ts'

let w: World
beforeAll(async () => {
  w = await fullProvince()
})
afterAll(() => w.close())

const OFFICIAL = 'packs/thai-nguyen/plan-99-2024.txt'

async function run(name: string, args: string[], files: Record<string, Uint8Array> = {}) {
  const out: string[] = []
  const err: string[] = []
  const command = ROOM_COMMANDS.find((row) => row.name === name)
  const code = await command?.run({
    args,
    out: (text) => out.push(text),
    err: (text) => err.push(text),
    read: (work) => work(systemRead(w.instance)),
    act: (work) => systemAct(w.instance, work),
    fileSize: async (file) => files[file]?.length ?? statSync(file).size,
    listFiles: async () => null,
    readFile: async (file) => files[file] ?? new Uint8Array(readFileSync(file)),
  })
  return { code, out: out.join('\n'), err: err.join('\n') }
}

test('plan import --dry-run --json prints the plan and changes nothing', async () => {
  const { code, out } = await run('plan', ['import', OFFICIAL, '--dry-run', '--json'])
  expect(code).toBe(0)
  const json = JSON.parse(out)
  expect(Object.keys(json)).toEqual([
    'number',
    'date',
    'issuer',
    'signer',
    'recipients',
    'groups',
    'tasks',
    'unresolved',
  ])
  expect(json).toMatchObject({ number: '99/KH-UBND', date: '2024-05-14', signer: 'Lê Quang Tiến' })
  expect([json.tasks.length, json.groups.length, json.recipients.length]).toEqual([17, 22, 18])
  expect(json.groups.flatMap((group: { duties: unknown[] }) => group.duties)).toHaveLength(59)
  expect(json.unresolved).toEqual([])
  const sizes = (bodies: { size: number }[]) => bodies.map((body) => body.size)
  expect(sizes(json.tasks[3].lead)).toEqual([9, 177])
  expect(await plans(w.db)).toEqual([])
})

test('plan import makes the plan once', async () => {
  expect((await run('plan', ['import', OFFICIAL])).out).toContain(
    'Brought in: /office/plans/99-2024',
  )
  const again = await run('plan', ['import', OFFICIAL])
  expect(again).toMatchObject({ code: 0, err: '' })
  expect(again.out).toContain('nothing was changed')
  const json = await run('plan', ['import', OFFICIAL, '--json'])
  expect([json.code, JSON.parse(json.out).tasks.length]).toEqual([0, 17])
  expect(await plans(w.db)).toHaveLength(1)
})

test('a table alone is read; bringing it in asks which plan it is', async () => {
  const bytes = await annexXlsx(readFileSync(OFFICIAL, 'utf8'))
  const read = await run('plan', ['import', 'annex.xlsx', '--dry-run', '--json'], {
    'annex.xlsx': bytes,
  })
  expect(JSON.parse(read.out).tasks).toHaveLength(17)
  const brought = await run('plan', ['import', 'annex.xlsx'], { 'annex.xlsx': bytes })
  expect(brought.code).toBe(1)
  expect(brought.err).toContain('does not say')
})

test.each([
  ['a broken zip', new Uint8Array([0x50, 0x4b, 3, 4, 9, 9]), 'x.docx'],
  ['nothing', new Uint8Array(), 'x.txt'],
  ['a picture', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]), 'x.txt'],
])('%s is refused with a code and a sentence', async (_, bytes, name) => {
  const { code, out } = await run('plan', ['import', name, '--json'], { [name]: bytes })
  expect(code).toBe(1)
  expect(JSON.parse(out)).toMatchObject({
    error: expect.any(String),
    message: expect.stringMatching(/\.$/),
  })
})

test('a missing file and wrong usage say so', async () => {
  expect((await run('plan', ['import', 'no-such-file.txt'])).err).toContain('cannot be read')
  expect(await run('plan', ['export'])).toMatchObject({
    code: 2,
    err: expect.stringContaining('Usage'),
  })
  expect(await run('plan', ['import', OFFICIAL, '--force'])).toMatchObject({ code: 2 })
})

test('units import is repeatable, and audit verify finds the chains whole', async () => {
  const file = 'packs/thai-nguyen/units-2024-05-01.csv'
  const { code, out } = await run('units', ['import', file, '--json'])
  expect({ code, ...JSON.parse(out) }).toMatchObject({
    code: 0,
    inserted: 0,
    updated: 0,
    unchanged: 187,
  })
  expect(await run('audit', ['verify', '--json'])).toMatchObject({ code: 0 })
})

test('plan show lists plans, and one with what publishing would make', async () => {
  const list = await run('plan', ['show', '--json'])
  expect(JSON.parse(list.out).plans).toMatchObject([{ plan: '99-2024', number: '99/KH-UBND' }])
  const { code, out } = await run('plan', ['show', '99-2024', '--json'])
  const { items, pending } = JSON.parse(out)
  expect({ code, items: items.length }).toEqual({ code: 0, items: 17 + 22 + 59 })
  expect(pending.duties).toBe(
    items.reduce((sum: number, { duties }: { duties: number }) => sum + duties, 0),
  )
  expect(await run('plan', ['show', 'no-such-plan'])).toMatchObject({ code: 1 })
})

test('duties list says what a unit must do by when, and refuses what it does not know', async () => {
  const plan = await planBySlug(w.db, '99-2024')
  await w.act((act) => publishPlan(act, plan?.id ?? ''))
  const own = JSON.parse((await run('duties', ['list', '--unit', '05569', '--json'])).out).duties
  expect(own.length).toBeGreaterThan(10)
  expect(new Set(own.map(({ unit }: { unit: string }) => unit))).toEqual(new Set(['05569']))
  const quarter = await run('duties', ['list', '--unit', '05569', '--period', '2024-Q3', '--json'])
  const inQuarter = JSON.parse(quarter.out).duties
  expect(inQuarter).toEqual(own.filter(({ period }: { period: string }) => period === '2024-Q3'))
  const below = await run('duties', ['list', '--unit', '167', '--below', '--json'])
  expect(JSON.parse(below.out).duties.length).toBeGreaterThan(own.length)
  expect(await run('duties', ['list', '--unit', 'nowhere'])).toMatchObject({ code: 2 })
  expect(await run('duties', ['list', '--period', 'soon'])).toMatchObject({ code: 2 })
  expect(await run('duties', ['list', '--standing', 'asleep'])).toMatchObject({ code: 2 })
})
