import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { inTransaction } from '../../test/database.ts'
import { TODAY, type World, world } from '../../test/world.ts'
import { systemRead } from '../app/instance.ts'
import { type Command, type Db, record } from '../platform/index.ts'
import { auditCommand } from './commands.ts'
import { eventHeads, eventsInOrder, listEvents } from './store.ts'
import { verifyChains } from './verify.ts'

let here: World
let [district, commune]: string[] = []

beforeAll(async () => {
  here = await world()
  district = await here.unitId('167')
  commune = await here.unitId('05569')
  for (const unitId of [district, commune, district, district, commune]) {
    await here.act((act) =>
      record(act, 'draft.saved', {
        unitId: unitId ?? '',
        subject: 'plan:1',
        details: { period: '2024-Q2', share: 0.1, tiny: 1e-7, words: 'Định Hóa “\\n”', none: null },
      }),
    )
  }
})
afterAll(() => here.close())

const breaksOf = async (db: Db) =>
  (await verifyChains(eventsInOrder(db, null), await eventHeads(db, null))).breaks

describe('the stored chain', () => {
  test('is whole after writing and reading back', async () => {
    expect(await breaksOf(here.db)).toEqual([])
  })

  const at = (seq: number) => sql`unit_id = ${district}::uuid and seq = ${seq}`
  const meddlings: [string, () => ReturnType<typeof sql>[], number, string][] = [
    ['a detail edited', () => [sql`update events set details = '{}' where ${at(2)}`], 2, 'changed'],
    [
      'an instant moved by a millisecond',
      () => [sql`update events set at = at + interval '1 millisecond' where ${at(1)}`],
      1,
      'changed',
    ],
    ['a row deleted', () => [sql`delete from events where ${at(2)}`], 2, 'missing'],
    ['the last row deleted', () => [sql`delete from events where ${at(3)}`], 3, 'tail-removed'],
    [
      'a whole chain deleted',
      () => [sql`delete from events where unit_id = ${district}::uuid`],
      1,
      'chain-removed',
    ],
    [
      'the head deleted',
      () => [sql`delete from event_heads where unit_id = ${district}::uuid`],
      3,
      'head-missing',
    ],
    [
      'two rows exchanged',
      () => [
        sql`update events set seq = 100 where ${at(1)}`,
        sql`update events set seq = 1 where ${at(3)}`,
        sql`update events set seq = 3 where ${at(100)}`,
      ],
      1,
      'reordered',
    ],
  ]
  test.each(meddlings)('%s is found', async (_, statements, seq, kind) => {
    const breaks = await inTransaction(here.db, async (db) => {
      for (const statement of statements()) await statement.execute(db)
      return await breaksOf(db)
    })
    expect(breaks).toHaveLength(1)
    expect(breaks[0]).toMatchObject({ unitId: district, seq, kind })
  })
})

describe('listing', () => {
  const page = { limit: 10, offset: 0 }
  test('only the units asked for, newest first, with the total', async () => {
    const all = await listEvents(here.db, { unitIds: [district ?? ''] }, page)
    expect(all.rows.map((row) => row.seq)).toEqual([3, 2, 1])
    const one = await listEvents(here.db, { unitIds: [district ?? ''] }, { limit: 1, offset: 1 })
    expect([one.rows[0]?.seq, one.total]).toEqual([2, 3])
    expect((await listEvents(here.db, { unitIds: [] }, page)).total).toBe(0)
  })

  test.each([
    [{ verb: 'draft.saved' }, 2],
    [{ verb: 'report.submitted' }, 0],
    [{ subject: 'PLAN:' }, 2],
    [{ subject: '%' }, 0],
    [{ from: TODAY, to: TODAY }, 2],
    [{ to: '2024-06-11' as typeof TODAY }, 0],
    [{ personIds: [] }, 0],
  ])('%j', async (filter, total) => {
    expect((await listEvents(here.db, { unitIds: [commune ?? ''], ...filter }, page)).total).toBe(
      total,
    )
  })
})

describe('congtam audit verify', () => {
  let out: string[] = []
  let err: string[] = []
  beforeEach(() => {
    out = []
    err = []
  })
  const run = (args: string[], file = '') =>
    (auditCommand as Command).run({
      args,
      out: (text) => out.push(text),
      err: (text) => err.push(text),
      read: (work) => work(systemRead(here.instance)),
      act: here.act,
      fileSize: async () => file.length,
      listFiles: async () => null,
      readFile: async () => new TextEncoder().encode(file),
    })

  test('prints every head, and what was checked', async () => {
    expect(await run(['verify'])).toBe(0)
    expect(out.join('\n')).toMatch(/^167\t3\t[0-9a-f]{64}$/m)
    expect(out.at(-1)).toMatch(/^\d+ events of 3 units checked\. Head of all: [0-9a-f]{64}$/)
    expect(err).toEqual([])
  })

  test('one unit; a code that names none; a wrong argument', async () => {
    expect(await run(['verify', '--unit', '05569', '--json'])).toBe(0)
    expect(JSON.parse(out[0] ?? '')).toMatchObject({ whole: true, events: 2, firstBroken: null })
    expect(await run(['verify', '--unit', '99999'])).toBe(2)
    expect(await run(['verify', '--all'])).toBe(2)
    expect(await run(['check'])).toBe(2)
  })

  test('names the first broken row and ends with 1; a chain rewritten whole shows against an earlier run', async () => {
    await run(['verify', '--json'])
    const before = out.pop() ?? ''
    expect(await run(['verify', '--against'], before)).toBe(2)
    expect(await run(['verify', '--against', 'notes.txt'], 'no json')).toBe(2)
    expect(await run(['verify', '--against', 'kept.json'], before)).toBe(0)
    const unitId = await here.unitId('168')
    await here.act((act) => record(act, 'draft.saved', { unitId, subject: 'plan:1' }))
    await run(['verify', '--json'])
    const kept = out.pop() ?? ''
    await sql`delete from events where unit_id = ${unitId}::uuid`.execute(here.db)
    out = []
    err = []
    expect(await run(['verify'])).toBe(1)
    expect(err[0]).toMatch(/^FIRST BROKEN ROW: unit 168, row 1: chain-removed/)
    await sql`delete from event_heads where unit_id = ${unitId}::uuid`.execute(here.db)
    expect(await run(['verify'])).toBe(0)
    out = []
    expect(await run(['verify', '--against', 'kept.json', '--json'], kept)).toBe(1)
    expect(JSON.parse(out[0] ?? '').firstBroken).toMatchObject({ unit: '168', seq: 1 })
  })
})
