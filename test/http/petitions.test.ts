// The feed of petitions over HTTP and from files, and what it makes of the index.

import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemAct, systemRead } from '../../src/app/instance.ts'
import { giveFigures, loadBoard } from '../../src/index766/index.ts'
import { day } from '../../src/lib/day.ts'
import type { Instant } from '../../src/lib/instant.ts'
import { petitionsCommand } from '../../src/petitions/index.ts'
import { type Caller, caller } from '../api-caller.ts'
import { INDEX_TODAY, type IndexWorld, indexWorld } from '../index-world.ts'

let w: IndexWorld
let feed: Caller
beforeAll(async () => {
  w = await indexWorld()
  feed = await caller(w, '19', ['petition.feed'])
}, 120_000)
afterAll(() => w.close())

const at = (date: number, time = '08:00') =>
  `2026-08-${String(date).padStart(2, '0')}T${time}:00+07:00`
/** `sent 3, accepted 4` of August. */
const petition = (code: string, steps: string, more: object = {}) => ({
  code,
  unit: '05569',
  about: 'rules',
  events: steps.split(', ').map((part) => {
    const [step, date] = part.split(' ')
    return { step, at: at(Number(date)) }
  }),
  ...more,
})
const step = (code: string, word: string, date: number, more: object = {}) => ({
  code,
  unit: '05569',
  step: word,
  at: at(date),
  ...more,
})
const send = async (items: unknown, by = feed, headers: Record<string, string> = {}) => {
  const response = await by.call('/api/petitions/batches', { json: { items }, headers })
  return { status: response.status, body: await response.json(), response }
}
async function outcomes(items: unknown[], by = feed): Promise<string[]> {
  const { status, body } = await send(items, by)
  expect(status).toBe(200)
  return body.results.map((it: { outcome: string; reason?: string; field?: string }) =>
    [it.outcome, it.reason, it.field].filter(Boolean).join(' '),
  )
}
const MONTH = { from: day('2026-08-01'), to: day('2026-08-31') }
/** Numerators and denominators of a unit, as they stand now. */
async function counts(unit: string, ...codes: string[]) {
  const now = w.instance.clock().now as Instant
  const board = await loadBoard(w.db, {
    period: MONTH,
    at: now,
    today: INDEX_TODAY,
    knownNow: true,
  })
  const { id = '' } = board.units.find(({ code }) => code === unit) ?? {}
  return codes.map((code) => {
    const count = board.counts.get(id)?.[code] ?? null
    return count !== null && typeof count === 'object' && 'numerator' in count
      ? `${count.numerator}/${count.denominator}`
      : String(count)
  })
}

test('before anybody sends petitions they are unknown, or as given', async () => {
  expect(await counts('05569', '5.2', '5.3')).toEqual(['null', 'null'])
  const given = (unitId: string, code: string) => ({
    unitId,
    code,
    from: day('2026-01-01'),
    to: day('2026-12-31'),
    numerator: 9,
    denominator: 10,
    source: 'test',
  })
  const rows = await Promise.all(
    ['05569', '05611'].map(async (code) => given(await w.unitId(code), '5.2')),
  )
  await w.act((act) => giveFigures(act, rows))
  expect(await counts('05569', '5.2')).toEqual(['9/10'])
})

test('a batch is taken at once and answered item by item; its receipt can be read again', async () => {
  const { status, body, response } = await send([
    petition('PA-1', 'sent 3, accepted 4'),
    step('PA-1', 'answered', 10),
    petition('PA-2', 'sent 5', { about: 'conduct' }),
  ])
  expect(status).toBe(200)
  expect(body).toMatchObject({ items: 3, accepted: 3, rejected: 0 })
  expect(response.headers.get('location')).toBe(`/api/petitions/batches/${body.id}`)
  expect(await feed.get(`/api/petitions/batches/${body.id}`)).toMatchObject({
    results: body.results,
  })
  const other = await caller(w, '168', ['petition.feed'])
  expect([403, 404]).toContain((await other.call(`/api/petitions/batches/${body.id}`)).status)
})

test('5.1–5.3 are counted, given counts are left, a parent is the sum, and none is none', async () => {
  expect(await counts('05569', '5.1a', '5.1b', '5.2', '5.3')).toEqual(['1/2', '1/2', '2/2', '2/2'])
  expect(await counts('19', '5.2')).toEqual(['2/2'])
  expect(await counts('05563', '5.2', '5.3')).toEqual(['0/0', '0/0'])
  // Given, and nothing of it was ever received: what was given stays.
  expect(await counts('05611', '5.2', '5.3')).toEqual(['9/10', '0/0'])
})

test.each<[string, unknown[], string[]]>([
  ['the same again', [petition('PA-1', 'sent 3, accepted 4')], ['duplicate']],
  [
    'twice in one batch',
    [step('PA-2', 'accepted', 6), step('PA-2', 'accepted', 6)],
    ['accepted', 'duplicate'],
  ],
  ['what tells nothing new', [step('PA-2', 'accepted', 6, { note: 'x' })], ['stale']],
  [
    'a step before its petition',
    [step('PA-3', 'accepted', 6), petition('PA-3', 'sent 5')],
    ['accepted', 'accepted'],
  ],
  ['deleted', [{ code: 'PA-3', unit: '05569', deleted: true }], ['accepted']],
  [
    'what cannot be read, each by itself',
    [
      petition('B-1', 'sent 3', { unit: 'nobody' }),
      petition('B-2', 'burnt 3'),
      step('B-3', 'sent', 31),
      { ...step('B-4', 'sent', 3), at: '20260230080000' },
      petition('PA-1', 'sent 3', { unit: '05563' }),
      'no message',
      petition('B-5', 'sent 11'),
    ],
    [
      'rejected unit-unknown unit',
      'rejected step-unknown events.0.step',
      'rejected date-in-future at',
      'rejected date-unreadable at',
      'rejected code-of-another-unit code',
      'rejected unreadable',
      'accepted',
    ],
  ],
  [
    'transferred on: both units hold it',
    [petition('PA-1', 'transferred 11', { unit: '05563' })],
    ['accepted'],
  ],
])('%s', async (_what, items, expected) => {
  expect(await outcomes(items)).toEqual(expected)
})

test('a program writes only of units within its reach', async () => {
  const own = await caller(w, '05569', ['petition.feed'])
  expect(
    await outcomes([petition('C-1', 'sent 5', { unit: '05563' }), petition('C-2', 'sent 5')], own),
  ).toEqual(['rejected unit-unknown unit', 'accepted'])
  const reader = await caller(w, '19', ['petition.read'])
  expect((await send([petition('C-3', 'sent 5')], reader)).status).toBe(403)
})

test('sent again under its key it is answered again and taken once; gzipped as well', async () => {
  const key = { 'idempotency-key': 'petitions-7' }
  const first = await send([petition('D-1', 'sent 6')], feed, key)
  const again = await send([petition('D-1', 'sent 6')], feed, key)
  expect(again.body).toEqual(first.body)
  const response = await feed.call('/api/petitions/batches', {
    body: gzipSync(JSON.stringify({ items: [petition('D-2', 'sent 6')] })),
    headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
  })
  expect(await response.json()).toMatchObject({ accepted: 1 })
})

test('too many, none at all, or no batch: a sentence, and nothing is kept', async () => {
  const size = async () =>
    (await w.pool.query('select count(*)::int as n from petition_batches')).rows[0].n
  const before = await size()
  expect((await send(Array.from({ length: 1001 }, () => step('E-1', 'sent', 3)))).status).toBe(413)
  expect((await send([])).body.code).toBe('petitions.batch-empty')
  expect((await send('x')).body.code).toBe('petitions.batch-unreadable')
  expect(await size()).toBe(before)
})

test('names and words of people cannot be read in the database, and are not lost', async () => {
  await outcomes([
    petition('F-1', 'sent 6', { citizen: 'Nguyễn Thị Kín', text: 'thái độ không đúng mực' }),
  ])
  const { rows } = await w.pool.query<{ text: string }>(
    `select string_agg(t::text, ' ') as text from (
       select to_jsonb(m) as t from petition_messages m union all select to_jsonb(p) from petitions p
       union all select to_jsonb(b) from petition_batches b union all select to_jsonb(e) from events e) all_of_it`,
  )
  for (const secret of ['Nguyễn Thị Kín', 'thái độ']) expect(rows[0]?.text).not.toContain(secret)
  const sealed = await w.pool.query<{ rest: string }>(
    `select rest from petition_messages where code = 'F-1'`,
  )
  const rest = w.instance.secrets.open(sealed.rows[0]?.rest ?? '', 'F-1')
  expect(JSON.parse(rest ?? 'null')).toMatchObject({ citizen: 'Nguyễn Thị Kín' })
})

async function run(text: string, ...args: string[]) {
  const out: string[] = []
  const code = await petitionsCommand.run({
    args: ['import', 'file', ...args],
    out: (line) => out.push(line),
    err: (line) => out.push(line),
    read: (work) => work(systemRead(w.instance)),
    act: (work) => systemAct(w.instance, work),
    fileSize: async () => text.length,
    listFiles: async () => null,
    readFile: async () => new TextEncoder().encode(text),
  })
  return { code, out: out.join('\n') }
}

test('from a file of lines, unit by unit; what is refused is named by its line', async () => {
  const lines = [
    petition('G-1', 'sent 3', { receivedAt: at(4) }),
    { ...petition('G-2', 'sent 3', { unit: '05611' }), receivedAt: at(4) },
    petition('G-3', 'sent 3', { unit: 'nobody' }),
  ].map((line) => JSON.stringify(line))
  const text = [...lines, '{ broken', lines[0]].join('\n')
  const { code, out } = await run(text, '--json')
  expect(code).toBe(0)
  expect(JSON.parse(out)).toMatchObject({
    read: 5,
    accepted: 2,
    duplicate: 1,
    stale: 0,
    rejected: 2,
    errors: [
      { line: 3, reason: 'unit-unknown', field: 'unit' },
      { line: 4, reason: 'unreadable' },
    ],
  })
  // A petition was received: what had been given for this unit counts no longer.
  expect(await counts('05611', '5.2')).toEqual(['1/1'])
})

test('from a table with a step a row', async () => {
  const { code, out } = await run(
    'code,unit,about,step,at\nH-1,05569,conduct,sent,3/8/2026 8:00\nH-1,05569,,answered,6/8/2026 9:00\nH-1,05569,,burnt,7/8/2026\n',
  )
  expect(code).toBe(0)
  expect(out).toContain('line 4, step: No step has this name.')
  expect(out).toContain('3 read: 2 accepted, 0 duplicate, 0 stale, 1 rejected.')
})
