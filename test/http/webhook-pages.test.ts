// Webhooks under Settings: the secret shown once, the log, sending again, ending with a reason.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PERMISSIONS } from '../../src/auth/index.ts'
import { tokenWords } from '../../src/console/token-words.ts'
import { endWebhook } from '../../src/integrations/index.ts'
import { type Someone, type World, world } from '../world.ts'

const PAGE = '/office/settings/webhooks'
const URL_OF = 'https://nhan.example.vn/su-kien'

let w: World
let admin: Someone

beforeAll(async () => {
  w = await world()
  admin = await w.person('167', 'administrator')
})
afterAll(() => w.close())

const read = async (address: string) => await (await w.ask(address, { as: admin })).text()
const begin = (form: Record<string, unknown>) => w.ask(PAGE, { as: admin, form })

async function begun(): Promise<{ id: string; secret: string }> {
  const text = await (await begin({ url: URL_OF, unit: admin.unitId })).text()
  const secret = /whsec_[\w+/]{43}=/.exec(text)?.[0] ?? ''
  const { rows } = await w.pool.query('select id from webhooks where secret = $1', [secret])
  return { id: rows[0].id, secret }
}

test('the secret is shown once, and on no page after', async () => {
  expect(await read(PAGE)).toContain('Chưa có webhook nào')
  const { id, secret } = await begun()
  expect(secret).not.toBe('')
  for (const address of [PAGE, `${PAGE}/${id}`]) {
    const text = await read(address)
    expect(text).toContain(URL_OF)
    expect(text).not.toContain(secret)
  }
})

describe('what is refused comes back with what was typed', () => {
  test.each([
    ['http://nhan.example.vn/', 'Địa chỉ nhận phải là https'],
    ['https://10.0.0.5/', 'Địa chỉ nhận phải là https'],
    ['không phải địa chỉ', 'Địa chỉ nhận chưa đúng'],
    ['', 'Hãy ghi địa chỉ nhận'],
  ])('%s', async (url, told) => {
    const before = await w.pool.query('select count(*) from webhooks')
    const answer = await begin({ url, unit: admin.unitId })
    const text = await answer.text()
    expect(answer.status).toBe(422)
    expect(text).toContain(told)
    if (url !== '') expect(text).toContain(`value="${url}"`)
    expect((await w.pool.query('select count(*) from webhooks')).rows).toEqual(before.rows)
  })

  test('a verb that nobody records, and a unit beyond reach', async () => {
    const wrong = { url: URL_OF, unit: admin.unitId, verbs: 'cat.meowed' }
    expect((await begin(wrong)).status).toBe(422)
    expect((await begin({ url: URL_OF, unit: await w.unitId('168') })).status).toBe(403)
  })

  test('nobody allows private addresses by the form', async () => {
    const asked = { url: 'https://10.0.0.5/', unit: admin.unitId, allowPrivate: 'true' }
    expect((await begin(asked)).status).toBe(422)
  })
})

test('only chosen events are told, and the list says which', async () => {
  const verbs = ['report.submitted', 'report.accepted']
  expect((await begin({ url: `${URL_OF}/2`, unit: admin.unitId, verbs })).status).toBe(200)
  const { rows } = await w.pool.query('select verbs from webhooks where url = $1', [`${URL_OF}/2`])
  expect(rows[0].verbs).toEqual(verbs)
})

test('the log shows what became of each; sending again queues it', async () => {
  const { id } = await begun()
  const delivery = w.instance.newId()
  await w.pool.query(
    `insert into webhook_deliveries (id, webhook_id, verb, body, made_at, attempts, delivered_at)
     values ($1, $2, 'report.submitted', '{}', now(), 1, now())`,
    [delivery, id],
  )
  expect(await read(`${PAGE}/${id}`)).toContain('Đã nhận')
  const replay = `${PAGE}/${id}/deliveries/${delivery}/replay`
  const answer = await w.ask(replay, { as: admin, method: 'POST' })
  expect(answer.headers.get('location')).toBe(`${PAGE}/${id}?done=replayed`)
  const { rows } = await w.pool.query('select next_at from webhook_deliveries where id = $1', [
    delivery,
  ])
  expect(rows[0].next_at).not.toBeNull()
})

test('it ends with a reason, kept in the trail; then nothing can be sent again', async () => {
  const { id } = await begun()
  const ending = `${PAGE}/${id}/ending`
  const bare = await w.ask(ending, { as: admin, form: { reason: ' ' } })
  expect([bare.status, await bare.text()]).toEqual([422, expect.stringContaining('lý do dừng')])
  const answer = await w.ask(ending, { as: admin, form: { reason: 'đổi phần mềm' } })
  expect(answer.status).toBe(303)
  const { rows } = await w.pool.query(
    `select details from events where verb = 'webhook.ended' and subject = $1`,
    [id],
  )
  expect(rows[0].details).toEqual({ reason: 'đổi phần mềm' })
  expect(await read(PAGE)).toContain('Đã dừng')
  expect((await w.ask(ending, { as: admin, form: { reason: 'nữa' } })).status).toBe(409)
})

test('one that failed for days says so on the list and on its page', async () => {
  const { id } = await begun()
  await w.act((act) => endWebhook(act, id, 'failing'))
  expect(await read(PAGE)).toContain('đã tự dừng vì bên nhận')
  expect(await read(`${PAGE}/${id}`)).toContain('Webhook này đã tự dừng')
})

test('the token page has words for every permission in both languages', () => {
  for (const words of [tokenWords.vi, tokenWords.en])
    for (const permission of PERMISSIONS)
      expect(Object.keys(words)).toContain(`scope.${permission}`)
})
