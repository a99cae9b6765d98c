// Notices over HTTP: under the bell, read and unread, the receipt of a plan, settings, and the gateway.

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { day } from '../../src/lib/day.ts'
import { cleanPhone, signatureOf } from '../../src/notifications/channel.ts'
import { decideReview } from '../../src/obligations/index.ts'
import { mailJobs } from '../../src/platform/index.ts'
import { exemptUnit, withdrawExemption } from '../../src/subplans/index.ts'
import { planWorld } from '../plan-world.ts'
import { worker } from '../worker.ts'
import type { Someone } from '../world.ts'

let w: Awaited<ReturnType<typeof planWorld>>
let desk: ReturnType<typeof worker>
let officer: Someone
let stranger: Someone
let head: Someone
let admin: Someone
let coordinator: Someone
const letters: { to: string; subject: string; text: string }[] = []

beforeAll(async () => {
  w = await planWorld()
  desk = worker(
    w.instance,
    mailJobs({
      send: async (letter) => {
        letters.push(letter)
        return `<${letter.id}@t.vn>`
      },
    }),
  )
  officer = await w.person('05569', 'officer')
  stranger = await w.person('05611', 'officer')
  head = await w.person('167', { head: '167', reviewer: '167' })
  admin = await w.person('19', 'administrator')
  coordinator = await w.person('SNV', { coordinator: '19' })
})
afterAll(() => w.close())

const page = async (address: string, as: Someone): Promise<string> => {
  const response = await w.ask(address, { as })
  expect(response.status, address).toBe(200)
  return await response.text()
}
/** Lets days pass; nobody's session ends meanwhile. */
const at = async (on: string, time: string) => {
  w.travel(day(on))
  desk.at(day(on), time)
  await w.pool.query(`update sessions set seen_at = $1, expires_at = '2030-01-01'`, [
    `${on} 23:59+07`,
  ])
}

test('an empty page says what will come', async () => {
  expect(await page('/office/notices', officer)).toContain('Chưa có thông báo nào')
})

describe('the receipt of a plan', () => {
  test('each unit with duties is asked once, however often the events are read', async () => {
    await at('2024-06-12', '08:00')
    await Promise.all([desk.run('notifications.events'), desk.run('notifications.events')])
    await desk.run('notifications.events')
    const text = await page('/office/notices', officer)
    expect(text).toContain('Xã Bảo Cường cần xác nhận đã nhận')
    expect(text.match(/cần xác nhận đã nhận/g)?.length).toBeGreaterThan(0)
    const { rows } = await w.pool.query('select person_id, unit_id from notices')
    expect(new Set(rows.map((row) => `${row.person_id} ${row.unit_id}`)).size).toBe(rows.length)
    expect(await page('/office/work', officer)).toContain('1 chưa đọc')
  })

  test('the officer acknowledges; another unit’s officer may not; who has not is listed in scope', async () => {
    const address = `/office/plans/${w.slug}/receipts`
    expect(await page(address, officer)).toContain('Xác nhận đã nhận kế hoạch')
    const foreign = await w.ask(`${address}/05569`, { as: stranger, form: {} })
    expect(foreign.status).toBe(403)
    const done = await w.ask(`${address}/05569`, { as: officer, form: {} })
    expect(done.headers.get('location')).toBe(`${address}?done=1`)
    await w.ask(`${address}/05569`, { as: officer, form: {} })
    const { rows } = await w.pool.query(
      `select count(*)::int as n from events where verb = 'plan.received'`,
    )
    expect(rows[0]?.n).toBe(1)
    const all = await page(address, coordinator)
    expect(all).toContain('Xã Vô Tranh')
    expect(all).not.toContain('Xã Bảo Cường')
    expect(await page(`${address}?show=all`, coordinator)).toContain('Xã Bảo Cường')
    expect(await page(`${address}?show=all`, stranger)).not.toContain('Xã Bảo Cường')
    const file = await (await w.ask(`${address}.csv`, { as: coordinator })).text()
    expect(file).toContain('05569,Xã Bảo Cường,2024-06-12T')
  })

  test('a unit without a duty has nothing to acknowledge', async () => {
    const clerk = await w.person('19', 'officer')
    const refused = await w.ask(`/office/plans/${w.slug}/receipts/19`, { as: clerk, form: {} })
    expect(refused.status).toBe(409)
    expect(await refused.text()).toContain('không giao việc cho đơn vị')
  })

  test('who has not is reminded once, after two working days', async () => {
    for (const on of ['2024-06-13', '2024-06-14', '2024-06-17', '2024-06-18']) {
      for (const time of ['06:00', '07:30']) {
        await at(on, time)
        await desk.run('notifications.round')
        await desk.drain()
      }
    }
    const { rows } = await w.pool.query<{ person_id: string; unit_id: string; day: string }>(
      `select person_id, unit_id, made_at::date::text as day from notices where kind = 'receipt.due'`,
    )
    expect(rows.filter((row) => row.person_id === stranger.personId)).toMatchObject([
      { day: '2024-06-14' },
    ])
    expect(rows.filter((row) => row.person_id === officer.personId)).toEqual([])
  })
})

describe('what happened to a report', () => {
  test('returned: told under the bell at once, by letter within the hours, not to who did it', async () => {
    await at('2024-06-19', '09:00')
    const sent = await w.report('05569', '167')
    const [first = '', ...others] = sent.dutyIds
    letters.length = 0
    await desk.act((act) =>
      decideReview(
        {
          ...act,
          actor: { kind: 'person', personId: head.personId, postId: null, unitId: head.unitId },
        },
        {
          unitId: sent.unitId,
          submissionId: sent.submissionId,
          decisions: [
            { dutyId: first, accept: false, reason: 'Thiếu ảnh thôn Đồng', correctBy: null },
            ...others.map((dutyId) => ({ dutyId, accept: true as const })),
          ],
        },
      ),
    )
    await at('2024-06-19', '18:00')
    await desk.run('notifications.events')
    await desk.run('notifications.round')
    await desk.drain()
    expect(await page('/office/notices', officer)).toContain('1 dòng báo cáo bị trả lại')
    expect(letters).toEqual([])
    await at('2024-06-20', '08:00')
    await desk.run('notifications.round')
    await desk.drain()
    const { rows } = await w.pool.query('select email from people where id = $1', [
      officer.personId,
    ])
    const own = letters.filter(({ to }) => to === rows[0]?.email)
    expect(own).toHaveLength(1)
    expect(own[0]?.text).toContain(`/office/units/05569/submissions/${sent.submissionId}`)
    expect(own[0]?.text).not.toContain('Thiếu ảnh')
    const { rows: told } = await w.pool.query(
      `select 1 from notices where kind = 'report.returned' and person_id = $1`,
      [head.personId],
    )
    expect(told).toEqual([])
  })

  test('opening marks as read; one’s own alone; all at once', async () => {
    const { rows } = await w.pool.query<{ id: string; href: string }>(
      `select id, href from notices where kind = 'report.returned' and person_id = $1`,
      [officer.personId],
    )
    const [notice] = rows
    const address = `/office/notices/${notice?.id}`
    expect((await w.ask(`${address}/opening`, { as: stranger, form: {} })).status).toBe(404)
    expect((await w.ask(address, { as: stranger })).status).toBe(404)
    const opened = await w.ask(`${address}/opening`, { as: officer, form: {} })
    expect(opened.headers.get('location')).toBe(notice?.href)
    const before = await page('/office/notices?show=unread', officer)
    expect(before).not.toContain('bị trả lại')
    expect((await w.ask('/office/notices/readings', { as: officer, form: {} })).status).toBe(303)
    expect(await page('/office/notices', officer)).toContain('Đồng chí đã đọc hết thông báo')
    expect(await page('/office/work', officer)).not.toContain('chưa đọc')
  })

  test('a digest is shown line by line, in both languages', async () => {
    const { rows } = await w.pool.query<{ id: string }>(
      `select id from notices where kind = 'digest' and person_id = $1`,
      [stranger.personId],
    )
    expect(rows.length).toBeGreaterThan(0)
    const text = await page(`/office/notices/${rows[0]?.id}`, stranger)
    expect(text).toMatch(/\/office\/units\/05611\/duties\/[0-9a-f-]+/)
    expect(await page(`/office/notices/${rows[0]?.id}?lang=en`, stranger)).toContain('due soon')
  })
})

describe('how a person is told', () => {
  const save = (form: Record<string, string>) =>
    w.ask('/office/notices/preference', {
      as: officer,
      form: { digestAt: '08:15', lang: 'vi', phone: '', ...form },
    })

  test.each([
    [{ digestAt: '8h' }, '07:30'],
    [{ phone: '12' }, '0912 345 678'],
    [{ byMessage: '1' }, 'số điện thoại'],
  ])('%j is refused and kept in the form', async (form, said) => {
    const response = await save(form)
    expect(response.status).toBe(422)
    expect(await response.text()).toContain(said)
  })

  test('the number is kept in one form, and stands in no event', async () => {
    expect((await save({ byMail: '1', byMessage: '1', phone: '0912 345 678' })).status).toBe(303)
    const { rows } = await w.pool.query('select phone from notice_preferences')
    expect(rows).toEqual([{ phone: '+84912345678' }])
    const { rows: events } = await w.pool.query(`select details::text from events`)
    expect(JSON.stringify(events)).not.toContain('912345678')
    expect(JSON.stringify(w.log)).not.toContain('912345678')
  })

  test.each([
    ['0912.345.678', '+84912345678'],
    ['+84 912 345 678', '+84912345678'],
    ['84912345678', null],
    ['0912', null],
    ['mot hai', null],
  ])('%s', (typed, kept) => expect(cleanPhone(typed)).toBe(kept))
})

describe('settings', () => {
  const HERE = '/office/settings/notices'
  const rules = {
    before: '7, 2',
    after: '1',
    escalateAfter: '4',
    receiptAfter: '2',
    from: '08:00',
    to: '16:30',
  }

  test('rules are saved, shown, and refused with what was typed', async () => {
    expect((await w.ask(`${HERE}/rules`, { as: admin, form: rules })).status).toBe(303)
    expect(await page(HERE, admin)).toContain('value="7, 2"')
    const refused = await w.ask(`${HERE}/rules`, { as: admin, form: { ...rules, before: 'hai' } })
    expect(refused.status).toBe(422)
    expect(await refused.text()).toContain('value="hai"')
    await w.pool.query(`delete from settings where name = 'notice-rules'`)
  })

  test('own words replace the given ones; a strange place is refused', async () => {
    const form = { language: 'vi', 'report.returned': 'Trả lại {n} dòng cho {unit}' }
    expect((await w.ask(`${HERE}/texts`, { as: admin, form })).status).toBe(303)
    expect(await page('/office/notices', officer)).toContain('Trả lại 1 dòng cho Xã Bảo Cường')
    const strange = { language: 'vi', 'report.returned': 'Gửi {email}' }
    const refused = await w.ask(`${HERE}/texts`, { as: admin, form: strange })
    expect(refused.status).toBe(422)
    expect(await refused.text()).toContain('Chỗ trống email không dùng được')
  })

  test('the gateway: tried, signed, sent once, repeated under the same key when it fails', async () => {
    const calls: { headers: Record<string, unknown>; body: string }[] = []
    let answer = 200
    const gateway = createServer((request, response) => {
      let body = ''
      request.on('data', (chunk) => {
        body += chunk
      })
      request.on('end', () => {
        calls.push({ headers: request.headers, body })
        response.writeHead(answer).end()
      })
    })
    await new Promise<void>((done) => gateway.listen(0, '127.0.0.1', done))
    const url = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}/sms`
    const secret = 'a-shared-signing-key'
    const channel = (form: Record<string, string>) =>
      w.ask(`${HERE}/channel`, { as: admin, form: { url, secret, isOn: '1', ...form } })
    expect((await channel({ url: 'http://example.vn/sms' })).status).toBe(422)
    expect((await channel({ secret: 'short' })).status).toBe(422)
    expect((await channel({})).status).toBe(303)
    const shown = await page(HERE, admin)
    expect(shown).toContain(url)
    expect(shown).not.toContain(secret)
    const { rows: kept } = await w.pool.query(
      `select value::text from settings where name = 'notice-channel'`,
    )
    expect(kept[0]?.value).not.toContain(secret)

    const tested = await w.ask(`${HERE}/channel/test`, {
      as: admin,
      form: { testPhone: '0987654321' },
    })
    expect(tested.headers.get('location')).toContain('done=tested&answer=200')
    const [call] = calls.splice(0)
    const [, seconds, signature] =
      /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(call?.headers['congtam-signature'])) ?? []
    expect(signature).toBe(signatureOf(secret, Number(seconds), call?.body ?? ''))
    expect(JSON.parse(call?.body ?? '')).toMatchObject({
      kind: 'test',
      to: { phone: '+84987654321' },
    })

    await w.pool.query(`update notices set sent_at = null where person_id = $1`, [officer.personId])
    answer = 503
    await at('2024-06-21', '10:00')
    await desk.run('notifications.round')
    await desk.drain({ twice: true })
    const { rows: waiting } = await w.pool.query('select id from channel_messages')
    await desk.run('channel.deliver', { messageId: waiting[0]?.id })
    await at('2024-06-21', '10:05')
    answer = 200
    await desk.run('channel.round')
    await desk.drain()
    await desk.run('channel.round')
    await desk.drain()
    expect(calls.map(({ headers }) => headers['idempotency-key'])).toEqual(
      Array(2).fill(calls[0]?.headers['idempotency-key']),
    )
    expect(JSON.parse(calls[0]?.body ?? '').to.phone).toBe('+84912345678')
    const { rows } = await w.pool.query('select phone, text from channel_messages')
    expect(rows).toEqual([{ phone: null, text: null }])
    gateway.close()
  })
})

test('a unit is told that it need not send its own plan, and that it is asked again', async () => {
  await at('2024-06-24', '09:00')
  const key = { unitId: officer.unitId, planId: w.planId }
  await desk.act((act) => exemptUnit(act, key, 'Sắp sáp nhập'))
  await desk.run('notifications.events')
  expect(await page('/office/notices', officer)).toContain('Xã Bảo Cường được miễn gửi kế hoạch')
  await desk.act((act) => withdrawExemption(act, key))
  await desk.run('notifications.events')
  expect(await page('/office/notices', officer)).toContain('Xã Bảo Cường không còn được miễn')
  expect(await page('/office/notices', stranger)).not.toContain('được miễn')
  const { rows } = await w.pool.query(
    `select distinct href from notices where kind like 'subplans.exempt%' and person_id = $1`,
    [officer.personId],
  )
  expect(rows).toEqual([{ href: '/office/units/05569/subplans/7-2024' }])
})
