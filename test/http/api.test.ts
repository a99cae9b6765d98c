// What every row under /api does: tokens, refusals, pages, versions, keys, rates. Rows of the real table where they
// serve, rows of the test where a write must be countable.

import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { revokeToken } from '../../src/auth/index.ts'
import { addDays } from '../../src/lib/day.ts'
import {
  openStreams,
  Problem,
  type Route,
  record,
  route,
  serveRoutes,
} from '../../src/platform/index.ts'
import { type Caller, caller } from '../api-caller.ts'
import { TODAY, type World, world } from '../world.ts'

let w: World
let program: Caller
beforeAll(async () => {
  w = await world()
  program = await caller(w, '167', ['unit.read', 'calendar.read'])
})
afterAll(() => w.close())

const problem = async (response: Response) => {
  expect(response.headers.get('content-type')).toBe('application/problem+json')
  expect(response.headers.get('x-request-id')).toBeTruthy()
  return (await response.json()) as Record<string, unknown>
}

describe('a token', () => {
  test('says what it is, and reads within its subtree only', async () => {
    expect(await program.get('/api/token')).toMatchObject({
      unit: { code: '167' },
      scopes: ['calendar.read', 'unit.read'],
    })
    const { items } = (await program.get('/api/units')) as { items: { code: string }[] }
    expect(items.map(({ code }) => code)).toEqual(['05563', '05569', '167'])
    expect((await program.call('/api/units/05569')).status).toBe(200)
    expect(await problem(await program.call('/api/units/05611'))).toMatchObject({
      status: 403,
      code: 'right.missing',
      type: '/api#right.missing',
    })
  })

  test('opens no page, and no row it was not issued for', async () => {
    expect((await program.call('/office/units')).status).toBe(303)
    const other = await caller(w, '167', ['calendar.read'])
    expect((await other.call('/api/units')).status).toBe(403)
  })

  test('is nothing when wrong, revoked or over', async () => {
    const over = await caller(w, '167', ['unit.read'])
    await w.act((act) => revokeToken(act, { id: over.id, reason: 'thử' }))
    const headers = { authorization: `Bearer ${'congtam_'.padEnd(51, 'x')}` }
    for (const response of [
      await over.call('/api/units'),
      await over.call('/api/units', { headers }),
      await over.call('/api/units', { headers: { authorization: 'Basic eDp5' } }),
    ]) {
      expect(await problem(response)).toMatchObject({ status: 401, code: 'token.not-valid' })
      expect(response.headers.get('www-authenticate')).toContain('Bearer')
    }
    const short = await caller(w, '167', ['unit.read'])
    w.travel(addDays(TODAY, 30))
    expect((await short.call('/api/units')).status).toBe(401)
    w.travel(TODAY)
    expect((await short.call('/api/units')).status).toBe(200)
  })

  test('is kept as a hash, and its last use is noted', async () => {
    const { rows } = await w.pool.query('select * from api_tokens where id = $1', [program.id])
    expect(JSON.stringify(rows)).not.toContain(program.secret)
    expect(rows[0].used_at).not.toBeNull()
  })

  test('a session reads, without any token', async () => {
    const reader = await w.person('167', 'officer')
    const response = await w.ask('/api/units?limit=1', { as: reader })
    expect(response.status).toBe(200)
    expect((await problem(await w.ask('/api/units'))).code).toBe('session.needed')
  })
})

describe('a page of a list', () => {
  test('leads to the next, to the end', async () => {
    const seen: string[] = []
    let address: string | null = '/api/units?limit=1'
    while (address) {
      const response: Response = await program.call(address)
      const page = (await response.json()) as { items: { code: string }[]; next: string | null }
      seen.push(...page.items.map(({ code }) => code))
      expect(response.headers.get('link')).toBe(page.next && `<${page.next}>; rel="next"`)
      address = page.next
    }
    expect(seen).toEqual(['05563', '05569', '167'])
  })

  test.each([
    ['/api/units?limit=201', 'input.invalid'],
    ['/api/units?limit=0', 'input.invalid'],
    ['/api/units?colour=red', 'input.invalid'],
    ['/api/units?cursor=zzz', 'cursor.unreadable'],
    ['/api/units?cursor=WzFd', 'cursor.unreadable'],
    ['/api/periods?from=2024-01-01&to=2099-01-01', 'period.span-out-of-range'],
  ])('%s is refused: %s', async (address, code) => {
    expect(await problem(await program.call(address))).toMatchObject({ status: 422, code })
  })
})

test('an answer known by its ETag is not sent again', async () => {
  const first = await program.call('/api/groups')
  const tag = first.headers.get('etag') ?? ''
  expect(tag).toMatch(/^"[\w-]{22}"$/)
  const again = await program.call('/api/groups', { headers: { 'if-none-match': `W/${tag}` } })
  expect([again.status, await again.text()]).toEqual([304, ''])
  const other = await program.call('/api/groups', { headers: { 'if-none-match': '"other"' } })
  expect(other.status).toBe(200)
})

describe('what is not there', () => {
  test('is told in JSON, in the language asked for', async () => {
    const nowhere = await program.call('/api/nowhere', { headers: { 'accept-language': 'en-GB' } })
    expect(await problem(nowhere)).toMatchObject({ status: 404, title: 'This page was not found' })
    const method = await program.call('/api/units', { method: 'DELETE' })
    expect(method.headers.get('allow')).toBe('GET, POST')
    expect(await problem(method)).toMatchObject({ status: 405 })
  })

  test('a caller’s request id is kept when it is a plain word', async () => {
    const id = async (given: string) =>
      (await program.call('/api/token', { headers: { 'x-request-id': given } })).headers.get(
        'x-request-id',
      )
    expect(await id('abc-12345')).toBe('abc-12345')
    expect(await id('a b"c')).toMatch(/^[\da-f-]{36}$/)
  })
})

test('a token may ask so often a minute', async () => {
  const slow = await caller(w, '167', ['unit.read'], { perMinute: 3 })
  const responses = []
  for (let n = 0; n < 4; n += 1) responses.push(await slow.call('/api/token'))
  expect(responses.map(({ status }) => status)).toEqual([200, 200, 200, 429])
  expect(responses[0]?.headers.get('ratelimit-policy')).toBe('"default";q=3;w=60')
  expect(responses[1]?.headers.get('ratelimit')).toMatch(/^"default";r=1;t=\d+$/)
  expect(Number(responses[3]?.headers.get('retry-after'))).toBeGreaterThan(0)
  expect((await program.call('/api/token')).status).toBe(200)
})

describe('a write', () => {
  let done = 0
  const version: Route = route({
    method: 'GET',
    path: '/api/things/:code',
    may: 'unit.read',
    about: 'A thing.',
    input: z.strictObject({ code: z.string() }),
    api: { answer: z.object({ done: z.number() }) },
    load: async () => ({ done }),
    show: (json) => ({ json }),
  })
  const things: Route = route({
    method: 'POST',
    path: '/api/things/:code',
    may: 'unit.read',
    about: 'Makes a thing.',
    records: ['draft.saved'],
    input: z.strictObject({ code: z.string(), size: z.number().default(0) }),
    api: {
      answer: z.object({ done: z.number() }),
      status: 201,
      inflated: 100_000,
      version,
    },
    maxBody: 2000,
    act: async (act, { size }) => {
      if (size < 0) throw new Problem(422, 'thing.negative')
      await new Promise((resolve) => setTimeout(resolve, 30))
      await record(act, 'draft.saved', { unitId: act.actor.unitId ?? '', subject: 'thing' })
      done += 1
      return { done }
    },
    show: (json) => ({ json, location: '/api/things/1' }),
  })
  const broken: Route = route({
    method: 'GET',
    path: '/api/broken',
    may: 'unit.read',
    about: 'Fails.',
    input: z.object({}),
    api: { answer: z.object({}) },
    load: async () => {
      throw new Error('the secret of Nguyễn Văn A')
    },
    show: () => ({ json: {} }),
  })
  let server: ReturnType<typeof serveRoutes>
  const log: unknown[] = []
  beforeAll(async () => {
    const { identify } = await import('../../src/auth/index.ts')
    const { signOff } = await import('../../src/signin/index.ts')
    server = serveRoutes([version, things, broken], {
      db: w.db,
      files: w.instance.files,
      secrets: w.instance.secrets,
      signOff,
      clock: w.instance.clock,
      newId: w.instance.newId,
      enqueue: async () => undefined,
      identify,
      problemPage: () => {
        throw new Error('no page here')
      },
      problemText: ({ code }) => ({ title: code, text: code }),
      asset: (name) => name,
      log: (line) => log.push(line),
      stopwatch: () => performance.now(),
      streams: openStreams(),
      secure: false,
    })
  })

  const post = (body: BodyInit, headers: Record<string, string> = {}) =>
    server.request('http://localhost/api/things/1', {
      method: 'POST',
      headers: {
        authorization: `Bearer ${program.secret}`,
        'content-type': 'application/json',
        ...headers,
      },
      body,
    })

  test('sent 50 times at once under one key is done once and answered 50 times', async () => {
    const before = done
    const responses = await Promise.all(
      Array.from({ length: 50 }, () => post('{"size":1}', { 'idempotency-key': 'fifty' })),
    )
    expect(new Set(responses.map(({ status }) => status))).toEqual(new Set([201]))
    const bodies = await Promise.all(responses.map((response) => response.text()))
    expect(new Set(bodies).size).toBe(1)
    expect(done).toBe(before + 1)
    expect(responses.every(({ headers }) => headers.get('location') === '/api/things/1')).toBe(true)
    const replayed = responses.filter(({ headers }) => headers.get('idempotent-replayed'))
    expect(replayed.length).toBe(49)
    const { rows } = await w.pool.query(
      `select count(*) from events where details->>'token' = $1`,
      [program.id],
    )
    expect(rows[0].count).toBe(1)
  })

  test('under a used key with another body is refused; the key of another token is another key', async () => {
    const other = await post('{"size":2}', { 'idempotency-key': 'fifty' })
    expect([other.status, (await other.json()).code]).toEqual([422, 'idempotency.other-request'])
    const stranger = await caller(w, '168', ['unit.read'])
    const before = done
    const theirs = await post('{"size":2}', {
      'idempotency-key': 'fifty',
      authorization: `Bearer ${stranger.secret}`,
    })
    expect([theirs.status, done]).toEqual([201, before + 1])
  })

  test('that was refused may be sent again under its key', async () => {
    const refused = await post('{"size":-1}', { 'idempotency-key': 'again' })
    expect(refused.status).toBe(422)
    expect((await post('{"size":3}', { 'idempotency-key': 'again' })).status).toBe(201)
  })

  test('keys are forgotten after a day', async () => {
    const { keptAnswerJobs } = await import('../../src/platform/index.ts')
    const kept = async () =>
      (await w.pool.query('select count(*) from kept_answers')).rows[0].count as number
    const before = await kept()
    expect(before).toBeGreaterThan(0)
    await w.act((act) => keptAnswerJobs[0]?.run(act, {}) as Promise<void>)
    expect(await kept()).toBe(before)
    w.travel(addDays(TODAY, 2))
    await w.act((act) => keptAnswerJobs[0]?.run(act, {}) as Promise<void>)
    w.travel(TODAY)
    expect(await kept()).toBe(0)
  })

  test('is held against the version the writer knows', async () => {
    const read = await server.request('http://localhost/api/things/1', {
      headers: { authorization: `Bearer ${program.secret}` },
    })
    const tag = read.headers.get('etag') ?? ''
    expect((await post('{}', { 'if-match': tag })).status).toBe(201)
    const stale = await post('{}', { 'if-match': tag })
    expect([stale.status, (await stale.json()).code]).toEqual([412, 'version.changed'])
  })

  test.each([
    ['a form', 'a=1', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ['no JSON', '{', {}, 400],
    ['a list', '[]', {}, 400],
    ['bytes that are no UTF-8', Uint8Array.of(0x7b, 0x22, 0xff, 0x22, 0x7d), {}, 400],
    ['a sign no column holds', '{"text":"\\u0000"}', {}, 400],
    ['half a sign', '{"text":"\\ud800"}', {}, 400],
    ['a name it does not know', '{"colour":1}', {}, 422],
    ['another encoding', '{}', { 'content-encoding': 'br' }, 415],
    ['no gzip', '{}', { 'content-encoding': 'gzip' }, 400],
    ['a body too large', `{"code":"${'x'.repeat(3000)}"}`, {}, 413],
    ['a bomb', gzipSync(Buffer.alloc(1_000_000, 32)), { 'content-encoding': 'gzip' }, 413],
    ['a key with spaces', '{}', { 'idempotency-key': 'a b' }, 400],
  ])('with %s is refused', async (_, body, headers, status) => {
    const response = await post(body as BodyInit, headers as Record<string, string>)
    expect(response.status).toBe(status)
    expect(await problem(response)).toMatchObject({ status })
  })

  test('gzipped is read', async () => {
    const body = gzipSync(JSON.stringify({ size: 5, code: '1' }))
    expect((await post(body, { 'content-encoding': 'gzip' })).status).toBe(201)
  })

  test('by a session needs its token in a header; a page elsewhere cannot send it', async () => {
    const reader = await w.person('167', 'officer')
    const { csrfToken } = await import('../../src/auth/index.ts')
    const send = async (headers: Record<string, string>) => {
      const response = await server.request('http://localhost/api/things/1', {
        method: 'POST',
        headers: {
          cookie: `congtam=${reader.secret}`,
          'content-type': 'application/json',
          host: 'localhost',
          origin: 'http://localhost',
          ...headers,
        },
        body: '{}',
      })
      return [response.status, (await response.json()).code]
    }
    expect(await send({})).toEqual([403, 'request.stale-form'])
    const csrf = csrfToken(reader.secret)
    expect(await send({ 'x-csrf-token': csrf, origin: 'http://evil.vn' })).toEqual([
      403,
      'request.foreign',
    ])
    expect(await send({ 'x-csrf-token': csrf })).toEqual([201, undefined])
  })

  test('a failure tells neither reader nor log what it held', async () => {
    const response = await server.request('http://localhost/api/broken', {
      headers: { authorization: `Bearer ${program.secret}` },
    })
    const told = await problem(response)
    expect(told).toMatchObject({ status: 500, code: 'server.failed' })
    expect(JSON.stringify([told, log.at(-1)])).not.toContain('Nguyễn')
    expect(log.at(-1)).toMatchObject({ id: told.requestId, status: 500, route: '/api/broken' })
  })
})
