import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Caller, caller } from '../../test/api-caller.ts'
import { TODAY, type World, world } from '../../test/world.ts'
import { addDays } from '../lib/day.ts'
import { record } from '../platform/index.ts'
import { gatherEvents, sendDelivery } from './actions.ts'
import { isPrivate, receiverUrl, signature, waitAfter } from './webhook.ts'

describe('a receiver', () => {
  test.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.20.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '0.0.0.0',
    '::1',
    '::',
    'fe80::1',
    'fd00::1',
    '::ffff:127.0.0.1',
    'no address',
  ])('%s is private', (address) => expect(isPrivate(address)).toBe(true))
  test.each(['8.8.8.8', '172.32.0.1', '2001:4860:4860::8888'])('%s is not', (address) =>
    expect(isPrivate(address)).toBe(false),
  )
  test.each([
    ['ftp://a.vn', 'webhook.url-unreadable'],
    ['https://u:p@a.vn', 'webhook.url-unreadable'],
    ['x', 'webhook.url-unreadable'],
    ['http://a.vn', 'webhook.url-private'],
    ['https://127.0.0.1/', 'webhook.url-private'],
    ['https://0x7f.1/', 'webhook.url-private'],
    ['https://[::1]/', 'webhook.url-private'],
    ['https://[::ffff:127.0.0.1]/', 'webhook.url-private'],
    ['https://localhost/', 'webhook.url-private'],
  ])('%s is refused: %s', (url, code) => expect(() => receiverUrl(url, false)).toThrow(code))
})

test('waits grow, and stay at half a day', () => {
  expect([1, 2, 3, 4, 5, 6, 7, 50].map(waitAfter)).toEqual([
    60, 300, 1800, 7200, 21_600, 43_200, 43_200, 43_200,
  ])
})

test('a signature is the one of the Standard Webhooks specification', () => {
  expect(
    signature(
      'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
      'msg_p5jXN8AQM9LWM0D4loKWxJek',
      1614265330,
      '{"test": 2432232314}',
    ),
  ).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=')
})

/** Instead of a status: the receiver hangs up. */
const CUT = 0

describe('a webhook', () => {
  type Got = { headers: IncomingHttpHeaders; body: string }
  let w: World
  let program: Caller
  const got: Got[] = []
  let answers: number[] = []
  const receiver = createServer((request, response) => {
    let body = ''
    request.on('data', (piece) => {
      body += piece
    })
    request.on('end', () => {
      got.push({ headers: request.headers, body })
      const status = answers.shift() ?? 204
      if (status === CUT) request.socket.destroy()
      else response.writeHead(status, status === 302 ? { location: '/elsewhere' } : {}).end()
    })
  })
  let url = ''
  let queue: string[] = []
  /** One run of the timetable, in a process that remembers nothing of the last. */
  const tick = async () => {
    const enqueue = async (_: string, data: Record<string, unknown>) => {
      queue.push(String(data.delivery))
    }
    await w.act((act) => gatherEvents({ ...act, enqueue }))
    const due = queue
    queue = []
    for (const id of due) await w.act((act) => sendDelivery({ ...act, enqueue }, id))
  }
  const happens = async (code: string, verb: string) => {
    const unitId = await w.unitId(code)
    await w.act((act) => record(act, verb, { unitId, subject: 'thử', details: { lines: 1 } }))
  }
  const begin = async (verbs: string[] = []) => {
    const response = await program.call('/api/webhooks', { json: { unit: '167', url, verbs } })
    expect(response.status).toBe(201)
    return (await response.json()) as { id: string; secret: string }
  }

  beforeAll(async () => {
    w = await world()
    program = await caller(w, '167', ['webhook.manage'])
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
    url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`
  })
  afterAll(async () => {
    receiver.close()
    await w.close()
  })

  test('leads to no private address unless the instance allows it', async () => {
    const asked = { json: { unit: '167', url } }
    expect((await (await program.call('/api/webhooks', asked)).json()).code).toBe(
      'webhook.url-private',
    )
    await w.pool.query(`insert into settings values ('webhooks', '{"allowPrivate": true}', now())`)
    const outside = await program.call('/api/webhooks', { json: { unit: '168', url } })
    expect(outside.status).toBe(403)
  })

  test('tells, in order, what happened below its unit since it began; the signature holds', async () => {
    await happens('05569', 'report.submitted')
    const { secret, id } = await begin(['report.submitted', 'report.accepted'])
    await happens('05569', 'report.submitted')
    await happens('05569', 'draft.saved')
    await happens('05569', 'report.accepted')
    await happens('05611', 'report.submitted')
    await tick()
    await tick()
    expect(got.map(({ body }) => JSON.parse(body).type)).toEqual([
      'report.submitted',
      'report.accepted',
    ])
    const [{ headers, body }] = got as [Got]
    const time = Number(headers['webhook-timestamp'])
    expect(headers['webhook-signature']).toBe(
      signature(secret, String(headers['webhook-id']), time, body),
    )
    expect(JSON.parse(body).data).toMatchObject({ unit: '05569', details: { lines: 1 } })
    expect(body).not.toMatch(/person/)
    await program.call(`/api/webhooks/${id}/ending`, { json: {} })
    await happens('05569', 'report.submitted')
    await tick()
    expect(got.length).toBe(2)
  })

  test('is delivered though the receiver fails twice and the process dies in between', async () => {
    got.length = 0
    const { id } = await begin(['report.returned'])
    await happens('05563', 'report.returned')
    answers = [500, 302]
    await tick()
    // Queued and lost with the process: what is due is found again in the database.
    await w.act((act) => gatherEvents({ ...act, enqueue: async () => undefined }))
    await tick()
    expect(got.length).toBe(1)
    w.travel(addDays(TODAY, 1))
    await tick()
    await w
      .act(async (act) => {
        const [row] = (await program.get(`/api/webhooks/${id}/deliveries`)).items
        await sendDelivery({ ...act, now: addDays(TODAY, 2) as never }, row.id)
        throw new Error('killed before the commit')
      })
      .catch(() => undefined)
    w.travel(addDays(TODAY, 2))
    await tick()
    const ids = new Set(got.map(({ headers }) => headers['webhook-id']))
    expect(ids.size).toBe(1)
    expect(got.length).toBeGreaterThanOrEqual(3)
    const log = await program.get(`/api/webhooks/${id}/deliveries`)
    expect(log.items[0]).toMatchObject({ lastStatus: 204, attempts: 3, nextAt: null })
    const before = got.length
    const delivery = log.items[0].id
    const replay = await program.call(`/api/webhooks/${id}/deliveries/${delivery}/replay`, {
      json: {},
    })
    expect(replay.status).toBe(202)
    await tick()
    expect(got.length).toBe(before + 1)
    w.travel(TODAY)
  })

  test('that takes nothing for days is ended, and says so', async () => {
    const { id } = await begin(['hindrance.closed'])
    await happens('05563', 'hindrance.closed')
    answers = Array(20).fill(503)
    for (let day = 0; day < 8; day += 1) {
      w.travel(addDays(TODAY, day))
      await tick()
    }
    expect(await program.get(`/api/webhooks/${id}`)).toMatchObject({ endReason: 'failing' })
    const { rows } = await w.pool.query(
      `select 1 from events where verb = 'webhook.disabled' and subject = $1`,
      [id],
    )
    expect(rows.length).toBe(1)
    answers = []
    w.travel(TODAY)
  })

  test('410 ends it at once; a redirect is not followed, an answer cut off is tried again', async () => {
    const { id } = await begin(['hindrance.answered'])
    const log = async () => (await program.get(`/api/webhooks/${id}/deliveries`)).items[0]
    const before = got.length
    answers = [301, CUT, 410]
    await happens('05563', 'hindrance.answered')
    await tick()
    expect(await log()).toMatchObject({ attempts: 1, deliveredAt: null })
    await w.pool.query('update webhook_deliveries set next_at = $1 where next_at is not null', [
      w.instance.clock().now,
    ])
    await tick()
    expect(await log()).toMatchObject({ attempts: 2, deliveredAt: null })
    expect(await program.get(`/api/webhooks/${id}`)).toMatchObject({ endedAt: null })
    await w.pool.query('update webhook_deliveries set next_at = $1 where next_at is not null', [
      w.instance.clock().now,
    ])
    await tick()
    expect(got.length - before).toBe(3)
    expect(await program.get(`/api/webhooks/${id}`)).toMatchObject({ endReason: 'failing' })
    await happens('05563', 'hindrance.answered')
    await tick()
    expect(got.length - before).toBe(3)
    const { rows } = await w.pool.query(
      `select details from events where verb = 'webhook.disabled' and subject = $1`,
      [id],
    )
    expect(rows).toMatchObject([{ details: { reason: 'HTTP 410' } }])
  })
})
